import re
from datetime import timedelta

import pytest

from app.blueprints.moderation.terms.decisions import Action
from app.blueprints.moderation.terms.subjects import Visibility
from app.blueprints.moderation.views.cases import marked_lines
from app.blueprints.moderation.views.queue import lasting
from tests.factories import moderation as make
from tests.factories.accounts import member, organisation, person

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def moderator():
    return person("Mona Moderator", platform=("moderator",))


def form(case, **values):
    given = {
        "action": "hide",
        "reason_code": "M1",
        "facts": "Innlegget nevner en ansatt ved navn.",
        "version": case.version,
        "seen_sha256": make.FAKES.things[case.subject_id].sha256,
        "decide": "yes",
    }
    return given | values


def test_the_queue_is_for_moderators(client, sign_in, moderator):
    assert client.get("/nb/moderation").status_code == 401
    assert sign_in(person()).get("/nb/moderation").status_code == 403
    assert sign_in(person(platform=("administrator",))).get("/nb/moderation").status_code == 403
    assert sign_in(moderator).get("/nb/moderation").status_code == 200


def test_a_moderator_without_her_second_factor_sees_nothing(sign_in, moderator):
    case = make.case(make.thing(person()))
    client = sign_in(moderator, second_factor=False)
    for path in ("/nb/moderation", f"/nb/moderation/cases/{case.id}"):
        answer = client.get(path)
        assert answer.status_code in (302, 303, 403)
        assert "Spørsmål om måling" not in answer.text


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_the_queue_lists_cases_the_oldest_first_with_their_own_language(sign_in, moderator, lang):
    make.case(make.thing(person(), organisation(name="Nordlys Vekt AS"), title="Eldst"))
    make.case(make.thing(person(), title="Newest", language="en", text="Why not?"), reporter=person())
    page = sign_in(moderator).get(f"/{lang}/moderation").text
    assert page.index("Eldst") < page.index("Newest")
    assert "Nordlys Vekt AS" in page
    assert re.search(r'<a [^>]*lang="en"[^>]*>Newest</a>', page)


def test_the_queue_is_filtered_by_reason_and_language(sign_in, moderator):
    make.case(make.thing(person(), title="På bokmål"), reporter=person(), reason="M2")
    make.case(make.thing(person(), title="In English", language="en"), reporter=person(), reason="M3")
    client = sign_in(moderator)
    assert "På bokmål" not in client.get("/nb/moderation?language=en").text
    assert "In English" not in client.get("/nb/moderation?reason=M2").text
    assert "På bokmål" in client.get("/nb/moderation?reason=M2&language=nb").text
    assert "På bokmål" in client.get("/nb/moderation?reason=<script>&language=zz&after=nonsense").text


def test_the_filter_offers_the_three_languages_and_keeps_the_choice(sign_in, moderator):
    page = sign_in(moderator).get("/en/moderation?language=nn").text
    assert '<option value="nn" lang="nn" selected>Nynorsk</option>' in page
    assert '<option value="nb" lang="nb">Bokmål</option>' in page


def test_the_queue_is_paged_by_key(sign_in, moderator):
    for n in range(22):
        make.case(make.thing(person(), title=f"Nummer {n:02d}"))
    client = sign_in(moderator)
    first = client.get("/nb/moderation").text
    assert "Nummer 19" in first
    assert "Nummer 20" not in first
    onward = re.search(r'href="([^"]*after=[^"]*)"', first).group(1).replace("&amp;", "&")
    second = client.get(onward).text
    assert "Nummer 20" in second
    assert "Nummer 19" not in second


def test_the_queue_costs_the_same_for_two_cases_and_for_twenty(sign_in, moderator, statements):
    client = sign_in(moderator)
    counts = []
    for number in (2, 18):
        for _ in range(number):
            make.case(make.thing(person()))
        with statements() as seen:
            client.get("/nb/moderation")
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert counts[0] <= 9, seen


def test_next_case_takes_it_in_hand_and_leads_there(sign_in, moderator):
    case = make.case(make.thing(person()))
    answer = sign_in(moderator).post("/nb/moderation/next")
    assert answer.status_code == 303
    assert answer.location.endswith(f"/nb/moderation/cases/{case.id}")
    assert make.find(case.id).claimed_by == moderator.id


def test_next_case_in_an_empty_queue_says_so(sign_in, moderator):
    answer = sign_in(moderator).post("/en/moderation/next", follow_redirects=True)
    assert "No case waits that you can take." in answer.text


def test_opening_a_case_takes_nothing(sign_in, moderator):
    case = make.case(make.thing(person()))
    sign_in(moderator).get(f"/nb/moderation/cases/{case.id}")
    assert make.find(case.id).claimed_by is None


def test_a_case_shows_text_finding_author_organisation_report_and_history(sign_in, moderator):
    firm = organisation(name="Nordlys Vekt AS")
    text = "Spør Ola, fnr 018190 12365.\nHan <b>kan</b> vekten."
    key = make.thing(member(firm, name="Frida Forfatter"), firm, text=text)
    case = make.case(key, reporter=person("Rita Rapportør"), note="Her står et fødselsnummer.")
    page = sign_in(moderator).get(f"/en/moderation/cases/{case.id}").text
    assert '<mark class="hl">018190 12365</mark>' in page
    for words in (
        "Han &lt;b&gt;kan&lt;/b&gt; vekten.", "Frida Forfatter", "Nordlys Vekt AS", "Her står et fødselsnummer.",
        "Reported by Rita Rapportør", "Rita Rapportør reported the post", "what may be an identity number",
    ):  # fmt: skip
        assert words in page, words
    assert '<blockquote class="quote" lang="nb">' in page


def test_the_case_page_has_a_statement_budget(sign_in, moderator, statements):
    case = make.case(make.thing(person()), reporter=person())
    client = sign_in(moderator)
    with statements() as seen:
        client.get(f"/nb/moderation/cases/{case.id}")
    assert len(seen) <= 16, seen


def test_others_see_who_has_the_case_and_can_take_it_over(sign_in, moderator):
    case = make.case(make.thing(person()))
    sign_in(moderator).post(f"/nb/moderation/cases/{case.id}/take")
    other = sign_in(person("Nils", platform=("moderator",)))
    page = other.get(f"/en/moderation/cases/{case.id}").text
    assert "Mona Moderator has this case in hand until" in page
    assert other.post(f"/en/moderation/cases/{case.id}/take").status_code == 409
    assert other.post(f"/en/moderation/cases/{case.id}/take", data={"break_in": "yes"}).status_code == 303
    assert "You have this case in hand" in other.get(f"/en/moderation/cases/{case.id}").text


def test_a_case_is_put_back(sign_in, moderator):
    case = make.case(make.thing(person()))
    client = sign_in(moderator)
    client.post(f"/nb/moderation/cases/{case.id}/take")
    assert client.post(f"/nb/moderation/cases/{case.id}/let-go").status_code == 303
    assert make.find(case.id).claimed_by is None


def test_hiding_from_the_form(sign_in, moderator):
    key = make.thing(person())
    case = make.case(key)
    answer = sign_in(moderator).post(f"/en/moderation/cases/{case.id}/decide", data=form(case), follow_redirects=True)
    assert "Hidden: Spørsmål om måling. The author is told why." in answer.text
    assert make.FAKES.things[key].visibility is Visibility.HIDDEN


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"reason_code": ""}, "Choose the ground for hiding the post."),
        ({"facts": " "}, "Write what in the post the decision is about."),
        ({"action": ""}, "Choose what you decide."),
        ({"action": "burn"}, ""),
        ({"reason_code": "M99"}, ""),
        ({"version": "x"}, ""),
    ],
)
def test_a_decision_with_errors_changes_nothing_and_keeps_what_was_typed(sign_in, moderator, values, words):
    key = make.thing(person())
    case = make.case(key)
    answer = sign_in(moderator).post(f"/en/moderation/cases/{case.id}/decide", data=form(case, **values))
    assert answer.status_code == 422
    assert words in answer.text
    assert ("nevner en ansatt" in answer.text) or "facts" in values
    assert make.FAKES.things[key].visibility is Visibility.PUBLIC


def test_too_long_facts_are_refused_and_kept(sign_in, moderator):
    case = make.case(make.thing(person()))
    answer = sign_in(moderator).post(f"/nb/moderation/cases/{case.id}/decide", data=form(case, facts="å" * 4001))
    assert answer.status_code == 413
    assert "å" * 4001 in answer.text


def test_the_preview_is_what_the_author_gets_in_her_language_and_decides_nothing(sign_in, moderator, owner_sql):
    case = make.case(make.thing(person(locale="nn")))
    values = form(case, preview="yes")
    values.pop("decide")
    answer = sign_in(moderator).post(f"/en/moderation/cases/{case.id}/decide", data=values)
    assert answer.status_code == 200
    assert '<div class="stack" lang="nn">' in answer.text
    assert "Innlegget inneheld personopplysningar om enkeltpersonar." in answer.text
    assert owner_sql("SELECT count(*) FROM moderation_decision") == [(0,)]
    assert make.find(case.id).version == 1


def test_the_loser_sees_who_decided_what_and_keeps_her_text(sign_in, moderator, owner_sql):
    case = make.case(make.thing(person()))
    late = sign_in(person("Nils", platform=("moderator",)))
    assert sign_in(moderator).post(f"/nb/moderation/cases/{case.id}/decide", data=form(case)).status_code == 303
    answer = late.post(f"/en/moderation/cases/{case.id}/decide", data=form(case, action="approve", facts="Mitt <syn>"))
    assert answer.status_code == 409
    assert "Mona Moderator decided this case" in answer.text
    assert "ground M1" in answer.text
    assert "Mitt &lt;syn&gt;" in answer.text
    assert owner_sql("SELECT count(*) FROM moderation_decision") == [(1,)]


def test_a_text_that_changed_meanwhile_is_shown_again_with_what_was_typed(sign_in, moderator):
    key = make.thing(person())
    case = make.case(key)
    values = form(case)
    make.FAKES.set(key, text="Ny tekst")
    answer = sign_in(moderator).post(f"/en/moderation/cases/{case.id}/decide", data=values)
    assert answer.status_code == 409
    assert "The post was changed while you read it." in answer.text
    assert "Ny tekst" in answer.text
    assert "nevner en ansatt" in answer.text
    assert make.FAKES.things[key].sha256 in answer.text


def test_a_conflicted_moderator_reads_but_is_offered_no_form(sign_in):
    firm = organisation()
    judge = member(firm, platform=("moderator",))
    case = make.case(make.thing(person(), firm))
    client = sign_in(judge)
    page = client.get(f"/en/moderation/cases/{case.id}")
    assert page.status_code == 200
    assert "Another moderator must decide this" in page.text
    assert 'id="decision"' not in page.text
    for verb in ("take", "let-go", "decide"):
        assert client.post(f"/en/moderation/cases/{case.id}/{verb}", data=form(case)).status_code == 403


def test_a_closed_case_shows_its_decision_and_offers_to_show_the_post_again(sign_in, moderator):
    key = make.thing(person())
    case = make.case(key)
    make.decided(case, moderator)
    client = sign_in(moderator)
    page = client.get(f"/en/moderation/cases/{case.id}").text
    assert "M1 · Personal information" in page
    assert "Mona Moderator hid the post, ground M1" in page
    again = form(make.find(case.id), action="restore")
    assert client.post(f"/en/moderation/cases/{case.id}/decide", data=again).status_code == 303
    assert make.FAKES.things[key].visibility is Visibility.PUBLIC


def test_a_case_whose_post_is_gone_can_still_be_read(sign_in, moderator):
    key = make.thing(person())
    case = make.case(key)
    del make.FAKES.things[key]
    client = sign_in(moderator)
    assert "The post is no longer there" in client.get(f"/en/moderation/cases/{case.id}").text
    assert client.get("/en/moderation").status_code == 200


def test_a_case_that_is_not_there(sign_in, moderator):
    assert sign_in(moderator).get("/nb/moderation/cases/999999999").status_code == 404
    assert sign_in(person()).get(f"/nb/moderation/cases/{make.case(make.thing(person())).id}").status_code == 404


def test_the_menu_counts_what_waits_for_moderators_alone(sign_in, moderator):
    make.case(make.thing(person()))
    assert "/nb/moderation" in sign_in(moderator).get("/nb/inbox").text
    assert "/nb/moderation" not in sign_in(person()).get("/nb/inbox").text


# Reports


def test_a_reader_reports_a_post(sign_in, owner_sql):
    reader, key = person(), make.thing(person())
    client = sign_in(reader)
    assert client.get(f"/nb/report/fake/{key}").status_code == 200
    answer = client.post(f"/nb/report/fake/{key}", data={"reason": "M2", "note": "Hatefullt.", "once": "a-key"})
    assert answer.status_code == 303
    assert answer.location == f"/nb/fakes/{key}"
    assert owner_sql("SELECT reporter_id, reason, note FROM moderation_signal") == [(reader.id, "M2", "Hatefullt.")]


def test_the_same_report_sent_twice_is_one(sign_in, owner_sql):
    client, key = sign_in(person()), make.thing(person())
    for _ in range(2):
        assert client.post(f"/nb/report/fake/{key}", data={"reason": "M2", "once": "a-key"}).status_code == 303
    assert owner_sql("SELECT count(*) FROM moderation_signal") == [(1,)]


def test_a_report_without_a_reason_is_asked_for_one(sign_in):
    answer = sign_in(person()).post(
        f"/en/report/fake/{make.thing(person())}", data={"reason": "", "note": "Behold meg"}
    )
    assert answer.status_code == 422
    assert "Choose what is wrong." in answer.text
    assert "Behold meg" in answer.text


def test_a_visitor_is_asked_to_sign_in_before_reporting(client):
    assert client.get(f"/nb/report/fake/{make.thing(person())}").status_code == 401


@pytest.mark.parametrize("path", ["fake/999999", "nothing/1"])
def test_what_is_not_there_cannot_be_reported(sign_in, path):
    assert sign_in(person()).get(f"/nb/report/{path}").status_code == 404


def test_what_the_reader_may_not_see_cannot_be_reported(sign_in):
    key = make.thing(person(), visibility=Visibility.WAITING)
    assert sign_in(person()).get(f"/nb/report/fake/{key}").status_code == 403


# Decisions


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_the_author_reads_why_and_how_to_appeal(sign_in, moderator, lang):
    author = person(locale="nn")
    decision = make.decided(make.case(make.thing(author)), moderator)
    page = sign_in(author).get(f"/{lang}/decisions/{decision.id}").text
    assert "moderering@samhandel.example" in page
    assert "nevner en ansatt" in page
    assert '<div class="stack" lang="nn">' in page
    assert "Mona" not in page


def test_nobody_else_finds_the_decision(client, sign_in, moderator):
    firm = organisation()
    author = member(firm)
    decision = make.decided(make.case(make.thing(author, firm)), moderator)
    url = f"/nb/decisions/{decision.id}"
    assert client.get(url).status_code in (401, 404)
    for other in (person(), member(firm), person(platform=("administrator",))):
        assert sign_in(other).get(url).status_code == 404
    assert sign_in(moderator).get(url).status_code == 200


@pytest.mark.parametrize("action", [Action.APPROVE, Action.RESTORE])
def test_other_decisions_have_their_page_too(sign_in, moderator, action):
    author = person()
    case = make.case(make.thing(author, visibility=Visibility.WAITING))
    decision = make.decided(case, moderator, Action.HIDE if action is Action.RESTORE else action)
    if action is Action.RESTORE:
        decision = make.decided(make.find(case.id), moderator, action)
    assert sign_in(author).get(f"/en/decisions/{decision.id}").status_code == 200


# Words


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=-3), "0 min"),
        (timedelta(minutes=38), "38 min"),
        (timedelta(hours=4, minutes=32), "4 h 32 min"),
        (timedelta(days=3), "3 days"),
    ],
)
def test_how_long_something_waited(app, length, words):
    with app.test_request_context("/en/moderation"):
        assert lasting(length) == words


def test_findings_are_marked_across_lines():
    assert marked_lines("a 01819012365\nb\n\n15827545608") == [
        [("a ", False), ("01819012365", True)],
        [("b", False)],
        [],
        [("15827545608", True)],
    ]


def test_a_moderator_closes_a_case_whose_post_was_taken_away(sign_in, db_session):
    client = sign_in(person("Mona Moderator", platform=("moderator",)))
    case = make.case(make.thing(person()))
    make.FAKES.things.pop(case.subject_id)
    page = client.get(f"/en/moderation/cases/{case.id}").text
    assert "Close the case" in page
    assert client.post(f"/en/moderation/cases/{case.id}/close", data={"version": case.version}).status_code == 303
    assert client.post(f"/en/moderation/cases/{case.id}/close", data={"version": case.version}).status_code == 409
