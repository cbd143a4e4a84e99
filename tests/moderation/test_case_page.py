"""The one screen on which a case is judged: what it shows, what it holds back, and what it costs."""

import re
from dataclasses import replace
from datetime import date

import pytest

from app.blueprints.moderation import services
from app.blueprints.moderation.models import LegalOpinion
from app.blueprints.moderation.services import appeals, subjects
from app.blueprints.moderation.terms.appeals import AppealDraft
from app.blueprints.moderation.terms.cases import SignalDraft, Source
from app.blueprints.moderation.terms.decisions import Action
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.blueprints.moderation.terms.subjects import Around, Neighbour
from app.core.db import db, unit_of_work
from tests.factories import dialogues, forum
from tests.factories import moderation as make
from tests.factories.accounts import actor, member, organisation, person

pytestmark = pytest.mark.usefixtures("db_session")


def page_of(client, case, lang="en"):
    return client.get(f"/{lang}/moderation/cases/{case.id}").text


def test_a_case_shows_text_finding_author_organisation_report_and_history(sign_in, moderator):
    firm = organisation(name="Nordlys Vekt AS")
    text = "Spør Ola, fnr 018190 12365.\nHan <b>kan</b> vekten."
    key = make.thing(member(firm, name="Frida Forfatter"), firm, text=text)
    case = make.case(key, reporter=person("Rita Rapportør"), note="Her står et fødselsnummer.")
    page = page_of(sign_in(moderator), case)
    mark = re.search(
        r"<mark class=\"hl\" data-kind=\"nin\">018190 12365<span class=\"vh\" lang=\"en\"> \[identity number\]", page
    )
    assert mark, "a finding is marked by its kind, in words too"
    for words in (
        "Han &lt;b&gt;kan&lt;/b&gt; vekten.", "Frida Forfatter", "Nordlys Vekt AS", "Her står et fødselsnummer.",
        "Reported by Rita Rapportør", "Rita Rapportør reported it", "Found automatically: identity number",
        "You decide, not the machine.", "Disagreement and criticism are never a reason.",
    ):  # fmt: skip
        assert words in page, words
    assert '<blockquote class="quote" lang="nb" id="judged">' in page


def test_reasons_that_the_machine_points_at_come_first(sign_in, moderator):
    case = make.case(make.thing(person(), text="Det koster 18 500 kr per meter ferdig montert."))
    page = page_of(sign_in(moderator), case)
    assert re.findall(r'name="reasons"[^>]*value="(\w+)"', page)[:2] == ["P4", "M1"]


def test_what_was_changed_since_the_report_is_shown_word_by_word(sign_in, moderator):
    key = make.thing(person(), text="Vi ringer Ola i morgen.")
    case = make.case(key, reporter=person("Rita"))
    client = sign_in(moderator)
    assert "Changed since it was reported" not in page_of(client, case)
    make.FAKES.set(key, text="Vi ringer dere i morgen.")
    page = page_of(client, case)
    assert re.search(r"<del>.*?Ola.*?</del>", page)
    assert re.search(r"<ins>.*?dere.*?</ins>", page)


def test_how_many_organisations_reported_is_told(sign_in, moderator):
    key = make.thing(person())
    firm = organisation()
    for reporter in (member(firm), member(firm), member(organisation())):
        case = make.case(key, reporter=reporter)
    page = page_of(sign_in(moderator), case)
    assert "Why it is here (3)" in page
    assert "Reports come from 2 organisations." in page


def test_like_cases_and_the_authors_own_history_stand_beside_it(sign_in, moderator):
    author = person()
    make.decided(make.case(make.thing(author, title="Et tidligere innlegg"), reporter=person()), moderator)
    make.decided(make.case(make.thing(person(), title="Et lignende innlegg"), reporter=person()), moderator)
    page = page_of(sign_in(moderator), make.case(make.thing(author), reporter=person()))
    history, alike = page[page.index("history (1)") :].split("Similar decisions", 1)
    assert "Et tidligere innlegg" in history
    assert "Et lignende innlegg" not in history
    assert "Et lignende innlegg" in alike
    assert "1 took something away." in history


@pytest.fixture
def thread_around(monkeypatch):
    """The fakes stand in a thread."""

    def around(key, locale):
        return Around(
            neighbours=(
                Neighbour(number=1, author_name="Kari", organisation_name="", text="Før dette.", lang="nb",
                          written_at=make.FAKES.things[key].written_at),
                Neighbour(number=2, author_name="Frida", organisation_name="", text="Dette.", lang="nb",
                          written_at=make.FAKES.things[key].written_at, is_it=True),
            ),
            phase="Behovet utforskes", phase_lang="nb", closes_on=date(2027, 3, 31), url="/nb/threads/1",
        )  # fmt: skip

    handlers = replace(subjects.subject("fake"), around=around)
    monkeypatch.setitem(subjects._subjects, "fake", handlers)


def test_the_thread_around_it_and_the_dialogues_deadline_are_there(sign_in, moderator, thread_around):
    page = page_of(sign_in(moderator), make.case(make.thing(person())))
    for words in ("Før dette.", "Behovet utforskes", "31 March 2027", "This is the text that the case is about."):
        assert words in page, words


def test_of_a_confidential_thing_nothing_around_it_is_shown(sign_in, moderator, thread_around):
    page = page_of(sign_in(moderator), make.case(make.thing(person(), confidential=True)))
    assert "Kan dere måle matsvinnet" in page
    assert "This is not public." in page
    for words in ("Før dette.", "Behovet utforskes"):
        assert words not in page, words


def test_the_case_page_costs_eight_statements_however_much_has_been_decided(sign_in, moderator, statements):
    client, author = sign_in(moderator), person()
    counts = []
    for number in (1, 6):
        for _ in range(number):
            make.decided(make.case(make.thing(author), reporter=person()), moderator)
        case = make.case(make.thing(author), reporter=person())
        with statements() as seen:
            client.get(f"/nb/moderation/cases/{case.id}")
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert counts[0] <= 8, seen


def test_a_post_that_is_read_in_another_language_costs_no_more_than_its_translation(sign_in, moderator, statements):
    """Nine with the one that says for whom the database works: who, the case, the post, the queue, its translations
    (two), what stands around it, and its dialogue's phase."""
    firm = organisation()
    author = member(firm)
    post = forum.post(forum.thread(dialogues.published_dialogue(), firm, author), firm, author, "Det koster 500 kr.")
    who = actor(person())
    with unit_of_work(make.context_of(who)):
        case_id = services.open_case("post", post.id, SignalDraft(source=Source.REPORT, reason="P4"), by=who)
    client = sign_in(moderator)
    with statements() as seen:
        page = client.get(f"/en/moderation/cases/{case_id}").text
    assert "Det koster 500 kr." in page
    assert len(seen) <= 9, seen


def test_opening_a_case_takes_nothing(sign_in, moderator):
    case = make.case(make.thing(person()))
    sign_in(moderator).get(f"/nb/moderation/cases/{case.id}")
    assert make.find(case.id).claimed_by is None


def test_others_see_who_has_the_case_and_can_take_it_over(sign_in, moderator, owner_sql):
    case = make.case(make.thing(person()))
    sign_in(moderator).post(f"/nb/moderation/cases/{case.id}/take")
    other = sign_in(person("Nils", platform=("moderator",)))
    assert "Mona Moderator has this case in hand until" in page_of(other, case)
    assert other.post(f"/en/moderation/cases/{case.id}/take").status_code == 409
    assert other.post(f"/en/moderation/cases/{case.id}/take", data={"break_in": "yes"}).status_code == 303
    assert "You have this case in hand" in page_of(other, case)
    assert owner_sql("SELECT count(*) FROM journal_entry WHERE what = 'moderation.case_taken_over'") == [(1,)]


def test_a_case_is_put_back(sign_in, moderator):
    case = make.case(make.thing(person()))
    client = sign_in(moderator)
    client.post(f"/nb/moderation/cases/{case.id}/take")
    assert client.post(f"/nb/moderation/cases/{case.id}/let-go").status_code == 303
    assert make.find(case.id).claimed_by is None


def test_a_conflicted_moderator_reads_but_is_offered_no_form(sign_in):
    firm = organisation()
    judge = member(firm, platform=("moderator",))
    case = make.case(make.thing(person(), firm))
    client = sign_in(judge)
    page = page_of(client, case)
    assert "Another moderator must decide this" in page
    assert 'id="decision"' not in page
    for verb in ("take", "let-go", "decide", "lawyer"):
        assert client.post(f"/en/moderation/cases/{case.id}/{verb}").status_code == 403


def test_what_a_lawyer_answered_is_read_where_one_decides(sign_in, moderator):
    case = make.case(make.thing(person()))
    lawyer = person("Liv Lov", platform=("lawyer",))
    with unit_of_work(make.context_of(actor(moderator))):
        db.session.add(LegalOpinion(case_id=case.id, question="Er dette ærekrenkende?", asked_by=moderator.id))
    client = sign_in(moderator)
    assert "No lawyer has answered yet." in page_of(client, case)
    assert "Er dette ærekrenkende?" in page_of(client, case)
    assert lawyer.name not in page_of(client, case)


def test_a_second_moderator_confirms_what_the_first_proposed_with_one_press(sign_in, moderator):
    key = make.thing(person())
    case = make.case(key, reporter=person())
    make.decided(case, moderator, reasons=(ReasonCode.M4,), facts="Innlegget truer en navngitt person.")
    first = page_of(sign_in(moderator), case)
    assert "Another moderator must decide this" in first
    second = sign_in(person("Nils", platform=("moderator",)))
    page = page_of(second, case)
    assert "Mona Moderator proposes: Hide" in page
    assert "Innlegget truer en navngitt person." in page
    sent = dict(re.findall(r'name="(confirm|version|seen_sha256)" value="([^"]*)"', page))
    answer = second.post(f"/en/moderation/cases/{case.id}/decide", data={**sent, "confirm": "yes"})
    assert answer.status_code == 303
    assert "Mona Moderator proposed, Nils decided" in page_of(second, case)


def test_a_sample_is_judged_without_any_sign_of_the_first_decision(sign_in, moderator, owner_sql):
    key = make.thing(person(), text="En tekst som to skal bedømme.")
    first = make.decided(make.case(key, reporter=person()), moderator, facts="Derfor ble det skjult.")
    case = sample_of(first, owner_sql)
    other = sign_in(person("Nils", platform=("moderator",)))
    page = page_of(other, case)
    assert "This is a sample" in page
    assert "En tekst som to skal bedømme." in page
    detail = page[page.index('class="detail') : page.index('id="queue-heading"')]
    for told in (
        "Derfor ble det skjult.",
        "Mona",
        "Decisions in this case",
        'data-color="danger" data-size="sm">Hidden',
    ):
        assert told not in detail, told
    assert 'id="decision"' not in page_of(sign_in(moderator), case), "nobody judges her own decision again"


def sample_of(decision, owner_sql):
    """A sample of a decision, as it is drawn."""
    owner_sql("SET app.platform = '{moderator}'")
    found = owner_sql(
        "INSERT INTO moderation_case (subject_type, subject_id, subject_title, subject_language, subject_author_id, kind,"
        " source, reason, severity, due_at, state, version, decision_id) VALUES (%(kind)s, %(subject)s, 'T', 'nb',"
        " %(author)s, 'sample', 'sample', 'sample', 1, now(), 'waiting', 1, %(id)s) RETURNING id",
        kind=decision.subject_type, subject=decision.subject_id, author=decision.subject_author_id, id=decision.id,
    )  # fmt: skip
    owner_sql(
        "INSERT INTO moderation_sample (decision_id, first_by, case_id) VALUES (%(id)s, %(by)s, %(case)s)",
        id=decision.id, by=decision.decided_by, case=found[0][0],
    )  # fmt: skip
    return make.find(found[0][0])


def test_an_appeal_shows_what_is_complained_of_and_is_not_for_who_decided_first(sign_in, moderator):
    author = person("Frida")
    first = make.decided(make.case(make.thing(author), reporter=person()), moderator, facts="Derfor ble det skjult.")
    who = actor(author)
    with unit_of_work(make.context_of(who)):
        appeal = appeals.open_appeal(first, AppealDraft(text="Jeg nevnte ingen ved navn.", lang="nb"), by=who)
        case_id = appeal.case_id
    case = make.find(case_id)
    assert "Another moderator must decide this" in page_of(sign_in(moderator), case)
    page = page_of(sign_in(person("Nils", platform=("moderator",))), case)
    assert "Jeg nevnte ingen ved navn." in page
    assert "Derfor ble det skjult." in page
    assert re.findall(r'name="action" value="(\w+)"', page)[:2] == ["uphold", "restore"]


def test_a_closed_case_shows_its_decision_and_offers_to_show_the_post_again(sign_in, moderator):
    case = make.case(make.thing(person()))
    make.decided(case, moderator)
    page = page_of(sign_in(moderator), case)
    assert "M1 · Personal information" in page
    assert "Mona Moderator decided: Hidden, reason M1" in page
    assert f'name="action" value="{Action.RESTORE.value}"' in page


def test_a_case_whose_post_is_gone_can_still_be_read_and_closed(sign_in, moderator):
    case = make.case(make.thing(person()))
    del make.FAKES.things[case.subject_id]
    client = sign_in(moderator)
    page = page_of(client, case)
    assert "The text is no longer there" in page
    assert "Close the case" in page
    assert client.get("/en/moderation").status_code == 200
    assert client.post(f"/en/moderation/cases/{case.id}/close", data={"version": case.version}).status_code == 303
    assert client.post(f"/en/moderation/cases/{case.id}/close", data={"version": case.version}).status_code == 409


def test_a_case_that_is_not_there(sign_in, moderator):
    assert sign_in(moderator).get("/nb/moderation/cases/999999999").status_code == 404
    assert sign_in(person()).get(f"/nb/moderation/cases/{make.case(make.thing(person())).id}").status_code == 404
