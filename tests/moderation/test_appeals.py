"""One appeal, in time, by whom it concerns; answered by another person, and carried out when the answer stands."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import psycopg
import pytest

from app.blueprints.moderation.models import Decision
from app.blueprints.moderation.queries.appeals import appeal_of
from app.blueprints.moderation.rules.appealing import last_day, standing
from app.blueprints.moderation.services import appeals
from app.blueprints.moderation.terms.appeals import AppealDraft, Outcome, Standing
from app.blueprints.moderation.terms.cases import CaseKind, CaseState
from app.blueprints.moderation.terms.decisions import Action
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.blueprints.moderation.terms.subjects import Visibility
from app.core.clock import moved_to, now
from app.core.db import Context, unit_of_work
from app.core.errors import Conflict, Refused
from tests.factories import moderation as make
from tests.factories.accounts import actor, member, organisation, person

OSLO = ZoneInfo("Europe/Oslo")
WORDS = AppealDraft(text="Telefonnummeret er vårt eget.", lang="nb")


# Rules


def test_the_last_day_is_three_weeks_on_in_norway_whatever_the_hour():
    assert last_day(datetime(2026, 11, 22, 23, 30, tzinfo=OSLO)) == date(2026, 12, 13)
    assert last_day(datetime(2026, 11, 22, 0, 10, tzinfo=OSLO)) == date(2026, 12, 13)


@pytest.mark.parametrize(
    ("action", "values", "expected"),
    [
        (Action.HIDE, {}, Standing.OPEN),
        (Action.WARN, {}, Standing.OPEN),
        (Action.APPROVE, {}, Standing.NONE),
        (Action.RESTORE, {}, Standing.NONE),
        (Action.HIDE, {"is_answer": True}, Standing.NONE),
        (Action.HIDE, {"stood_at": None}, Standing.NOT_YET),
        (Action.HIDE, {"on": date(2026, 12, 13)}, Standing.OPEN),
        (Action.HIDE, {"on": date(2026, 12, 14)}, Standing.TOO_LATE),
        (Action.HIDE, {"appealed": True, "on": date(2026, 12, 14)}, Standing.CONSIDERED),
        (Action.HIDE, {"appealed": True, "answered": True}, Standing.ANSWERED),
    ],
)
def test_how_an_appeal_stands(action, values, expected):
    given = {
        "is_answer": False,
        "stood_at": datetime(2026, 11, 22, 12, 0, tzinfo=OSLO),
        "appealed": False,
        "answered": False,
        "on": date(2026, 11, 23),
    }
    assert standing(action, **given | values) is expected


# With the database


@pytest.fixture
def first(db_session):
    return person("Første Moderator", platform=("moderator",))


@pytest.fixture
def inbox_of(owner_sql):
    """What somebody has been told, the first first: (kind, params)."""
    return lambda who: owner_sql(
        "SELECT kind, params FROM notifications_inbox_item WHERE person_id = %(id)s ORDER BY id", id=who.id
    )


def appealed(decision, author, draft=WORDS):
    """The author appeals, committed as the site would; gives the appeal's case."""
    who = actor(author)
    with unit_of_work(make.context_of(who)):
        case_id = appeals.open_appeal(decision, draft, by=who).case_id
    return make.find(case_id)


def outcome_of(decision):
    with unit_of_work(make.READS_CASES):
        return appeal_of(decision.id)


def test_an_appeal_is_a_case_of_its_own_and_there_is_one(first, owner_sql):
    author = person("Forfatter")
    decision = make.decided(make.case(make.thing(author)), first)
    case = appealed(decision, author)
    assert (case.kind, case.state, case.decision_id) == (CaseKind.APPEAL, CaseState.WAITING, decision.id)
    with pytest.raises(Conflict, match="already_appealed"):
        appealed(decision, author)
    assert owner_sql("SELECT author_id, body, lang FROM moderation_appeal") == [(author.id, WORDS.text, "nb")]


def test_two_tabs_that_send_at_once_make_one_appeal(app, first, owner_sql):
    author = person()
    decision = make.decided(make.case(make.thing(author)), first)
    who = actor(author)

    def send(_tab):
        with app.app_context():
            try:
                with unit_of_work(make.context_of(who)):
                    return appeals.open_appeal(decision, WORDS, by=who).id
            except Conflict as conflict:
                return conflict.code

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(send, range(6)))
    assert answers.count("already_appealed") == 5
    assert owner_sql("SELECT count(*) FROM moderation_appeal") == [(1,)]
    assert owner_sql("SELECT count(*) FROM moderation_case WHERE kind = 'appeal'") == [(1,)]


def test_the_last_day_is_in_time_and_the_day_after_is_not(first):
    author = person()
    with moved_to(datetime.combine(now().date() - timedelta(days=60), datetime.min.time(), tzinfo=OSLO)):
        start = now()
        early = make.decided(make.case(make.thing(author)), first)
        late = make.decided(make.case(make.thing(author)), first)
    with moved_to(start + timedelta(days=21, hours=22)):
        appealed(early, author)
    with moved_to(start + timedelta(days=22, hours=1)), pytest.raises(Conflict, match="too_late_to_appeal"):
        appealed(late, author)


def test_the_database_refuses_an_appeal_that_the_site_would_have_let_through(first, web_sql):
    author = person()
    with moved_to(now() - timedelta(days=40)):
        old = make.decided(make.case(make.thing(author)), first)
    approved = make.decided(make.case(make.thing(author, visibility=Visibility.WAITING)), first, Action.APPROVE)
    new = make.decided(make.case(make.thing(author)), first)
    for decision, who in ((old, author), (approved, author), (new, person())):
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="cannot be appealed"):
            web_sql(
                "SELECT moderation_open_appeal(%(id)s, 'Nei', 'nb', now(), now())",
                Context(person_id=who.id),
                id=decision.id,
            )


def test_an_empty_appeal_and_one_over_an_approval_are_refused(first):
    author = person()
    hidden = make.decided(make.case(make.thing(author)), first)
    with pytest.raises(Refused, match="appeal_is_empty"):
        appealed(hidden, author, AppealDraft(text="  ", lang="nb"))
    approved = make.decided(make.case(make.thing(author, visibility=Visibility.WAITING)), first, Action.APPROVE)
    with pytest.raises(Conflict, match="cannot_be_appealed"):
        appealed(approved, author)


def test_upheld_leaves_all_as_it_is(first, second):
    author = person()
    key = make.thing(author)
    decision = make.decided(make.case(key), first)
    case = appealed(decision, author)
    answer = make.decided(case, second, Action.UPHOLD, facts="Nummeret er en privatpersons.")
    assert make.FAKES.things[key].visibility is Visibility.HIDDEN
    appeal = outcome_of(decision)
    assert (appeal.outcome, appeal.answered_by, appeal.answer_id) == (Outcome.UPHELD, second.id, answer.id)
    assert (answer.again_id, answer.again_by) == (decision.id, first.id)
    assert "Nummeret er en privatpersons." in answer.statement
    assert make.find(case.id).state is CaseState.CLOSED


@pytest.mark.parametrize("action", [Action.HIDE, Action.REDACT, Action.RETURN, Action.LOCK])
def test_overturned_makes_everything_as_it_was_before(first, second, action):
    author = person()
    key = make.thing(author)
    before = make.FAKES.things[key]
    content = make.case(key)
    decision = make.decided(content, first, action)
    make.decided(appealed(decision, author), second, Action.RESTORE)
    assert make.FAKES.things[key] == before
    assert outcome_of(decision).outcome is Outcome.OVERTURNED
    assert make.find(content.id).state is CaseState.CLOSED


def test_a_text_hidden_while_it_waited_is_published_when_that_is_overturned(first, second):
    author = person()
    key = make.thing(author, visibility=Visibility.WAITING)
    decision = make.decided(make.case(key), first)
    make.decided(appealed(decision, author), second, Action.RESTORE)
    assert make.FAKES.things[key].visibility is Visibility.PUBLIC


def test_changed_takes_the_first_back_and_does_the_new_one(first, second):
    author = person()
    key = make.thing(author)
    decision = make.decided(make.case(key), first)
    make.decided(appealed(decision, author), second, Action.REDACT)
    assert make.FAKES.things[key].visibility is Visibility.PUBLIC
    assert make.FAKES.things[key].text.startswith("[taushetsbelagt]")
    assert outcome_of(decision).outcome is Outcome.CHANGED


def test_what_another_decision_hid_since_stays_hidden(first, second):
    author = person()
    key = make.thing(author)
    redacted = make.decided(make.case(key), first, Action.REDACT)
    make.decided(make.case(key, reporter=person()), first)
    make.decided(appealed(redacted, author), second, Action.RESTORE)
    assert make.FAKES.things[key].visibility is Visibility.HIDDEN


def test_an_answer_is_nothing_before_it_stands_and_undone_it_was_nothing(app, first, second, owner_sql, monkeypatch):
    author = person()
    key = make.thing(author)
    decision = make.decided(make.case(key), first)
    case = appealed(decision, author)
    settings = app.extensions["samhandel_settings"]
    monkeypatch.setitem(
        app.extensions, "samhandel_settings", settings.model_copy(update={"moderation_undo_seconds": 30})
    )
    answer = make.decided(case, second, Action.RESTORE)
    assert make.FAKES.things[key].visibility is Visibility.HIDDEN
    assert outcome_of(decision).outcome is None
    make.undone(answer, second)
    again = make.find(case.id)
    assert (again.state, again.claimed_by) == (CaseState.WAITING, second.id)
    monkeypatch.setitem(app.extensions, "samhandel_settings", settings)
    make.decided(again, second, Action.UPHOLD)
    assert outcome_of(decision).outcome is Outcome.UPHELD


def test_whoever_decided_or_proposed_does_not_answer(first, second):
    author = person()
    decision = make.decided_by_two(make.case(make.thing(author)), first, second, reasons=(ReasonCode.M3,))
    case = appealed(decision, author)
    for moderator in (first, second):
        with pytest.raises(Conflict):
            make.decided(case, moderator, Action.UPHOLD)


def test_the_constraint_refuses_the_first_decider_whatever_the_site_says(first, owner_sql):
    author = person()
    decision = make.decided(make.case(make.thing(author)), first)
    case = appealed(decision, author)
    with pytest.raises(psycopg.errors.CheckViolation, match="another_person_decides_an_appeal"):
        owner_sql(
            "INSERT INTO moderation_decision (case_id, subject_type, subject_id, subject_title, subject_language,"
            " action, reasons, reason_versions, facts, statement, statement_language, snapshot_sha256, decided_by,"
            " again_id, again_by, final_at) SELECT %(case)s, subject_type, subject_id, subject_title, subject_language,"
            " 'uphold', '{}', '{}', 'x', 'x', 'nb', snapshot_sha256, decided_by, id, decided_by, now()"
            " FROM moderation_decision WHERE id = %(id)s",
            case=case.id,
            id=decision.id,
        )
    with pytest.raises(psycopg.errors.CheckViolation, match="another_person_answers"):
        owner_sql(
            "UPDATE moderation_appeal SET outcome = 'upheld', answer_id = decision_id, answered_by = first_by,"
            " answered_at = now()"
        )


def test_an_answer_cannot_be_appealed(first, second):
    author = person()
    decision = make.decided(make.case(make.thing(author)), first)
    answer = make.decided(appealed(decision, author), second, Action.REDACT)
    with pytest.raises(Conflict, match="cannot_be_appealed"):
        appealed(answer, author)


def test_those_who_reported_are_told_when_the_outcome_changed_and_the_author_in_any_case(
    first, second, run_jobs, inbox_of
):
    author, reader = person(locale="en"), person("Leser")
    decision = make.decided(make.case(make.thing(author), reporter=reader), first)
    case = appealed(decision, author)
    make.decided(case, second, Action.RESTORE, facts="It names nobody.")
    run_jobs()
    assert [kind for kind, _ in inbox_of(reader)] == ["moderation/outcome", "moderation/outcome_changed"]
    kinds = [kind for kind, _ in inbox_of(author)]
    assert kinds == ["moderation/decided", "moderation/appeal_received", "moderation/decided"]
    assert "It names nobody." in inbox_of(author)[-1][1]["statement"]


# Pages


def test_the_author_reads_the_decision_appeals_on_its_page_and_reads_how_it_stands(sign_in, first, second):
    author = person(locale="en")
    decision = make.decided(make.case(make.thing(author)), first)
    client = sign_in(author)
    page = client.get(f"/en/decisions/{decision.id}").text
    for words in ("Personal information", "The law", "Was a machine involved?", "until", "A moderator (a person)"):
        assert words in page
    assert first.name not in page
    sent = client.post(f"/en/decisions/{decision.id}/appeal", data={"text": "It is our own number.", "lang": "en"})
    assert sent.status_code == 303
    page = client.get(f"/en/decisions/{decision.id}").text
    assert "Your appeal is being considered" in page
    assert "It is our own number." in page
    assert "Your appeal is being considered" in client.get("/en/decisions").text
    again = client.post(f"/en/decisions/{decision.id}/appeal", data={"text": "Once more, with feeling", "lang": "en"})
    assert again.status_code == 409
    assert "Once more, with feeling" in again.text
    make.decided(make.find(outcome_of(decision).case_id), second, Action.RESTORE, facts="It is your own number.")
    page = client.get(f"/en/decisions/{decision.id}").text
    assert "The decision is taken back" in page
    assert "It is your own number." in page


def test_the_moderators_name_is_shown_to_authors_where_the_setting_says_so(app, sign_in, first, monkeypatch):
    author = person()
    decision = make.decided(make.case(make.thing(author)), first)
    client = sign_in(author)
    address = f"/nb/decisions/{decision.id}"
    settings = app.extensions["samhandel_settings"]
    assert first.name not in client.get(address).text
    shown = settings.model_copy(update={"moderation_shows_names": True})
    monkeypatch.setitem(app.extensions, "samhandel_settings", shown)
    assert first.name in client.get(address).text


def test_nobody_else_finds_the_decision_or_appeals_it(sign_in, first):
    author = person()
    decision = make.decided(make.case(make.thing(author)), first)
    other = sign_in(person())
    assert other.get(f"/nb/decisions/{decision.id}").status_code == 404
    sent = {"text": "Nei", "lang": "nb"}
    assert other.post(f"/nb/decisions/{decision.id}/appeal", data=sent).status_code == 404
    assert sign_in(first).post(f"/nb/decisions/{decision.id}/appeal", data=sent).status_code == 403


def test_what_nobody_wrote_as_a_person_is_appealed_by_an_owner_and_the_other_owner_sees_it(sign_in, first):
    firm = organisation()
    owner, partner, reader = member(firm, "owner"), member(firm, "owner"), member(firm, "reader")
    decision = make.decided(make.case(make.thing(None, firm)), first)
    address = f"/nb/decisions/{decision.id}"
    assert sign_in(reader).get(address).status_code == 403
    sent = sign_in(owner).post(f"{address}/appeal", data={"text": "Navnet er registrert.", "lang": "nb"})
    assert sent.status_code == 303
    assert "Navnet er registrert." in sign_in(partner).get(address).text
    assert address in sign_in(partner).get("/nb/decisions").text


def test_possible_answers_leave_out_what_was_decided_and_offer_milder_measures():
    more = {Action.REDACT, Action.LOCK}
    hidden = appeals.possible_answers(more, Decision(action=Action.HIDE))
    assert hidden == (Action.UPHOLD, Action.RESTORE, Action.REDACT, Action.LOCK)
    silenced = appeals.possible_answers(more, Decision(action=Action.SILENCE))
    assert silenced == (Action.UPHOLD, Action.RESTORE, Action.WARN, Action.SILENCE)
