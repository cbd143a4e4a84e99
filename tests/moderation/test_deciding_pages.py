"""Deciding from the case's page: buttons, what is missing, what the author would get, the one who came second, undoing."""

import re
from datetime import timedelta

import pytest

from app.blueprints.moderation import services
from app.blueprints.moderation.terms.cases import SignalDraft, Source
from app.blueprints.moderation.terms.decisions import Action, Cut
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.blueprints.moderation.terms.subjects import Visibility
from app.core import clock
from app.core.db import unit_of_work
from tests.factories import dialogues, forum
from tests.factories import moderation as make
from tests.factories.accounts import actor, member, organisation, person

pytestmark = pytest.mark.usefixtures("db_session")
TEXT = "Ring Ola på 900 00 000.\nVi har en vekt. Ola kan den."


def form(case, **values):
    given = {
        "action": "hide",
        "reasons": ["M1"],
        "facts": "Innlegget nevner en ansatt ved navn.",
        "version": case.version,
        "seen_sha256": make.FAKES.things[case.subject_id].sha256,
    }
    return given | values


def send(client, case, lang="en", **values):
    return client.post(f"/{lang}/moderation/cases/{case.id}/decide", data=form(case, **values))


def test_a_press_on_hide_hides_and_leads_to_the_way_to_undo(sign_in, moderator):
    key = make.thing(person())
    client, case = sign_in(moderator), make.case(key)
    answer = send(client, case)
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "<h1" in page
    assert "Hidden" in page
    assert "Next case" in page
    assert make.FAKES.things[key].visibility is Visibility.HIDDEN


def test_several_reasons_are_kept_in_the_order_of_the_rules(sign_in, moderator, owner_sql):
    case = make.case(make.thing(person()))
    assert send(sign_in(moderator), case, reasons=["P4", "M1"]).status_code == 303
    assert owner_sql("SELECT reasons FROM moderation_decision") == [(["M1", "P4"],)]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"reasons": []}, "Tick at least one reason."),
        ({"reasons": ["M99"]}, "Tick at least one reason."),
        ({"facts": " "}, "Write what in the text the decision is about."),
        ({"action": ""}, "Choose what you decide."),
        ({"action": "burn"}, "Choose what you decide."),
        ({"action": "redact"}, "Tick what is to be taken out, or write the words."),
        ({"action": "redact", "words": "Kari"}, "“Kari” does not stand in the text."),
        ({"action": "move"}, "Write the number of the thread, or its address."),
        ({"action": "silence"}, "Choose a day from tomorrow to 90 days from now."),
        ({"action": "suspend", "until": "2020-01-01"}, "Choose a day from tomorrow to 365 days from now."),
    ],
)
def test_a_decision_with_errors_changes_nothing_and_keeps_what_was_typed(sign_in, moderator, owner_sql, values, words):
    key = make.thing(person(), text=TEXT)
    answer = send(sign_in(moderator), make.case(key), **values)
    assert answer.status_code == 422
    assert words in answer.text
    assert ("nevner en ansatt" in answer.text) or "facts" in values
    assert ('value="M1" checked' in answer.text or 'checked class="ds-input"' in answer.text) or "reasons" in values
    assert make.FAKES.things[key].visibility is Visibility.PUBLIC
    assert owner_sql("SELECT count(*) FROM moderation_decision") == [(0,)]


def test_a_version_that_is_none_decides_nothing_and_keeps_what_was_typed(sign_in, moderator, owner_sql):
    key = make.thing(person(), text=TEXT)
    answer = send(sign_in(moderator), make.case(key), version="x")
    assert answer.status_code == 409
    assert "nevner en ansatt" in answer.text
    assert make.FAKES.things[key].visibility is Visibility.PUBLIC
    assert owner_sql("SELECT count(*) FROM moderation_decision") == [(0,)]


def test_too_long_facts_are_refused_and_kept(sign_in, moderator):
    answer = send(sign_in(moderator), make.case(make.thing(person())), facts="å" * 4001)
    assert answer.status_code == 413
    assert "å" * 4001 in answer.text


def test_the_preview_is_what_the_author_gets_in_her_language_and_decides_nothing(sign_in, moderator, owner_sql):
    case = make.case(make.thing(person(locale="nn")))
    answer = send(sign_in(moderator), case, preview="yes", preview_of="hide", action="")
    assert answer.status_code == 200
    assert '<div class="stack" lang="nn">' in answer.text
    assert "Teksten inneheld personopplysningar om enkeltpersonar." in answer.text
    assert "nevner en ansatt" in answer.text
    assert owner_sql("SELECT count(*) FROM moderation_decision") == [(0,)]
    assert make.find(case.id).version == 1


def test_words_are_taken_out_wherever_they_stand_and_sentences_by_a_tick(sign_in, moderator):
    key = make.thing(person(), text=TEXT)
    case = make.case(key)
    at = TEXT.index("Vi har")
    answer = send(
        sign_in(moderator),
        case,
        action="redact",
        words="Ola\n900 00 000",
        passages=[f"body:{at}:{at + 15}", "body:9:9"],
    )
    assert answer.status_code == 303
    said = [call for call in make.FAKES.calls if call[:2] == ("redact", key)]
    first, last = TEXT.index("Ola"), TEXT.rindex("Ola")
    number = TEXT.index("900")
    assert said[0][2] == (
        Cut("body", first, first + 3), Cut("body", number, number + 10), Cut("body", at, at + 15), Cut("body", last, last + 3),
    )  # fmt: skip


def test_the_loser_sees_who_decided_what_and_keeps_her_text(sign_in, moderator, owner_sql):
    case = make.case(make.thing(person()))
    late = sign_in(person("Nils", platform=("moderator",)))
    assert send(sign_in(moderator), case).status_code == 303
    answer = send(late, case, action="approve", facts="Mitt <syn>")
    assert answer.status_code == 409
    assert "Mona Moderator decided this case" in answer.text
    assert "M1" in answer.text
    assert "Mitt &lt;syn&gt;" in answer.text
    assert "Next case" in answer.text
    assert owner_sql("SELECT count(*) FROM moderation_decision") == [(1,)]


def test_a_text_that_changed_meanwhile_is_shown_again_with_what_was_typed(sign_in, moderator):
    key = make.thing(person())
    case = make.case(key)
    values = form(case)
    make.FAKES.set(key, text="Ny tekst")
    answer = sign_in(moderator).post(f"/en/moderation/cases/{case.id}/decide", data=values)
    assert answer.status_code == 409
    assert "Ny tekst" in answer.text
    assert "nevner en ansatt" in answer.text
    assert make.FAKES.things[key].sha256 in answer.text


def test_who_lost_the_lease_is_told_who_has_it_and_takes_over_with_her_text(sign_in, moderator):
    case = make.case(make.thing(person()))
    nils = sign_in(person("Nils", platform=("moderator",)))
    nils.post(f"/en/moderation/cases/{case.id}/take")
    mona = sign_in(moderator)
    answer = send(mona, case)
    assert answer.status_code == 409
    assert "Nils has this case in hand until" in answer.text
    assert 'name="facts" value="Innlegget nevner en ansatt ved navn."' in answer.text
    sent = {**form(case), "break_in": "yes"}
    taken = mona.post(f"/en/moderation/cases/{case.id}/take", data=sent)
    assert taken.status_code == 200
    assert "What you wrote is still here" in taken.text
    assert "Innlegget nevner en ansatt ved navn." in taken.text
    assert send(mona, make.find(case.id)).status_code == 303


def test_a_decision_is_undone_while_there_is_time_and_nobody_is_told(
    app, sign_in, moderator, owner_sql, run_jobs, mails, monkeypatch
):
    monkeypatch.setattr(app.extensions["samhandel_settings"], "moderation_undo_seconds", 30)
    key = make.thing(person())
    client, case = sign_in(moderator), make.case(key)
    decided = send(client, case).location
    page = client.get(decided).text
    assert 0 < int(re.search(r'data-countdown="(\d+)"', page).group(1)) <= 30
    decision_id = decided.split("/")[-2]
    assert (
        sign_in(person(platform=("moderator",))).post(f"/en/moderation/decisions/{decision_id}/undo").status_code == 403
    )
    answer = client.post(f"/en/moderation/decisions/{decision_id}/undo")
    assert answer.status_code == 303
    assert answer.location.endswith(f"/en/moderation/cases/{case.id}")
    assert make.FAKES.things[key].visibility is Visibility.PUBLIC
    assert make.find(case.id).claimed_by == moderator.id
    run_jobs()
    assert mails == []
    assert "undid the decision" in client.get(f"/en/moderation/cases/{case.id}").text


def test_undoing_too_late_is_said_in_clear_words(sign_in, moderator):
    key = make.thing(person())
    decision = make.decided(make.case(key), moderator)
    answer = sign_in(moderator).post(f"/en/moderation/decisions/{decision.id}/undo")
    assert answer.status_code == 409
    assert "It is too late to undo this: the decision stands" in answer.text
    assert "Undo the decision" not in answer.text
    assert make.FAKES.things[key].visibility is Visibility.HIDDEN


def test_what_needs_two_is_handed_on_and_said_so(sign_in, moderator, owner_sql):
    case = make.case(make.thing(person()))
    client = sign_in(moderator)
    until = (clock.today() + timedelta(days=30)).isoformat()
    answer = send(client, case, action="suspend", until=until, reasons=["M2"])
    assert answer.status_code == 303
    assert "Another moderator must decide this too." in client.get(answer.location).text
    assert owner_sql("SELECT count(*) FROM moderation_decision") == [(0,)]


def test_whoever_suspends_the_only_owner_of_a_firm_is_told_before_she_does(sign_in, moderator):
    owner = member(organisation(name="Alene AS"))
    case = make.case(make.thing(owner))
    until = (clock.today() + timedelta(days=30)).isoformat()
    answer = send(sign_in(moderator), case, preview="yes", preview_of="suspend", action="", until=until)
    assert "The author is the only owner of Alene AS." in answer.text
    hide = send(sign_in(moderator), case, preview="yes", preview_of="hide", action="")
    assert "only owner" not in hide.text


def test_a_second_may_decide_otherwise(sign_in, moderator):
    key = make.thing(person())
    case = make.case(key)
    make.made(case, moderator, Action.HIDE, reasons=(ReasonCode.M3,))
    assert make.FAKES.things[key].visibility is Visibility.HIDDEN
    second = sign_in(person(platform=("moderator",)))
    assert send(second, make.find(case.id), action="approve", reasons=[], facts="").status_code == 303
    assert make.FAKES.things[key].visibility is Visibility.PUBLIC


def test_a_lawyer_is_asked_with_what_was_typed(sign_in, moderator, owner_sql):
    case = make.case(make.thing(person()))
    client = sign_in(moderator)
    page = client.post(f"/en/moderation/cases/{case.id}/lawyer", data=form(case))
    assert page.status_code == 200
    assert "Innlegget nevner en ansatt ved navn." in page.text
    url = f"/en/moderation/cases/{case.id}/lawyer"
    assert client.post(url, data={"question": " ", "version": case.version}).status_code == 422
    assert client.post(url, data={"question": "Er det lov?", "version": case.version}).status_code == 303
    assert owner_sql("SELECT question, asked_by FROM moderation_legal_opinion") == [("Er det lov?", moderator.id)]
    assert make.find(case.id).state.value == "with_lawyer"


def test_what_a_room_refuses_is_said_at_its_field_and_can_be_sent_again(sign_in, moderator):
    firm = organisation()
    author = member(firm)
    where = forum.thread(dialogues.published_dialogue(), firm, author)
    post = forum.post(where, firm, author, "Dette hører hjemme et annet sted.")
    who = actor(person())
    with unit_of_work(make.context_of(who)):
        case_id = services.open_case("post", post.id, SignalDraft(source=Source.REPORT, reason="M6"), by=who)
    client, url = sign_in(moderator), f"/en/moderation/cases/{case_id}"
    page = client.get(url).text
    seen = dict(re.findall(r'name="(version|seen_sha256)"[^>]*value="([^"]*)"', page))
    sent = {**seen, "action": "move", "reasons": ["M6"], "facts": "Feil tråd.", "target": "999999999"}
    answer = client.post(f"{url}/decide", data=sent)
    assert answer.status_code == 422
    assert 'id="target-error"' in answer.text
    assert dict(re.findall(r'name="(version|seen_sha256)"[^>]*value="([^"]*)"', answer.text)) == seen
    assert client.post(f"{url}/decide", data={**sent, "action": "hide"}).status_code == 303


def test_a_question_about_a_case_that_somebody_else_has_is_kept(sign_in, moderator):
    case = make.case(make.thing(person()))
    sign_in(person(platform=("moderator",))).post(f"/en/moderation/cases/{case.id}/take")
    sent = {"question": "Er det <lov>?", "version": case.version}
    answer = sign_in(moderator).post(f"/en/moderation/cases/{case.id}/lawyer", data=sent)
    assert answer.status_code == 409
    assert "Er det &lt;lov&gt;?" in answer.text


@pytest.mark.parametrize("verb", ["take", "let-go", "close", "decide", "lawyer"])
def test_only_moderators_with_their_second_factor_write(client, sign_in, moderator, verb):
    case = make.case(make.thing(person()))
    url = f"/en/moderation/cases/{case.id}/{verb}"
    assert client.post(url).status_code == 401
    assert sign_in(person()).post(url).status_code in (403, 404)
    assert sign_in(moderator, second_factor=False).post(url).status_code in (302, 303, 403)
