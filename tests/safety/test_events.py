"""Events: what a correction keeps, names that are kept apart and leave, who must be told, and a register to narrow."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from app.blueprints.safety import queries, services
from app.blueprints.safety.models import EventReporter
from app.blueprints.safety.services import figures
from app.blueprints.safety.terms import Channel, EventKind, Mechanism, Relation
from app.core import clock
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion
from tests.factories import safety
from tests.factories.accounts import actor, member, organisation
from tests.factories.safety import TODAY, injury_draft, near_miss_draft, working_for
from tests.safety.test_views import at, injury_form, near_miss_form, text, today

NAME = "Navn Navnesen"


@pytest.fixture
def firm(db_session):
    return organisation()


@pytest.fixture
def editor(firm, sign_in):
    return sign_in(member(firm, "editor", name="Eli Prøve"))


@pytest.fixture
def representative(firm, sign_in):
    return sign_in(member(firm, "safety_representative", name="Vera Prøve"))


@pytest.fixture
def told(monkeypatch):
    """The years that rooms above have heard of."""
    heard = []
    monkeypatch.setattr(figures, "_heard", [lambda _firm, years: heard.append(sorted(years))])
    return heard


def correct(firm, event, draft, by=None):
    with working_for(firm):
        services.correct_event(queries.get_event(event.id), draft, by=by)
    with working_for(firm):
        return queries.get_event(event.id)


# ---- corrections -------------------------------------------------------------------------------------------------


def test_a_correction_keeps_mechanism_and_site_of_before_and_who_reported(firm):
    kari, ola = actor(member(firm, name="Kari Prøve")), actor(member(firm, "editor", name="Ola Prøve"))
    yard, hall = safety.site(firm, "Yard"), safety.site(firm, "Hall")
    event = safety.injury(firm, by=kari, mechanism=Mechanism.CUT, site_id=yard.id)
    event = correct(firm, event, injury_draft(mechanism=Mechanism.CAUGHT, site_id=hall.id, version=1), by=ola)
    with working_for(firm):
        history = queries.event_history(event)
    assert (event.mechanism, event.site_id) == (Mechanism.CAUGHT, hall.id)
    assert (event.recorded_by_id, event.written_by_id) == (kari.id, ola.id)
    assert [(was.mechanism, was.site_id, name) for was, name in history] == [(Mechanism.CUT, yard.id, "Kari Prøve")]


def test_the_page_of_an_event_takes_no_more_statements_however_often_it_was_corrected(firm, editor, statements):
    event = safety.injury(firm, happened_on=today(), serious=True)
    there = at(firm, f"/events/{event.id}")
    for version in (1, 2, 3):
        correct(firm, event, injury_draft(happened_on=today(), serious=True, version=version))
    editor.get(there)
    with statements() as seen:
        assert editor.get(there).status_code == 200
    assert len(seen) <= 13, seen


def test_what_was_told_without_a_name_can_be_corrected_and_stays_without_one(firm):
    with working_for(firm):
        origin = {"channel": Channel.WORKER, "anonymous": True}
        event = services.report_event(firm.id, near_miss_draft(happened_on=today()), by=None, origin=origin)
    event = correct(firm, event, near_miss_draft(place="Hall 3", version=1), by=actor(member(firm)))
    assert (event.place, event.recorded_by_id) == ("Hall 3", None)


def test_every_write_tells_its_years_and_a_move_tells_both(firm, told):
    event = safety.injury(firm, happened_on=date(2025, 12, 31))
    correct(firm, event, injury_draft(happened_on=date(2026, 1, 1), version=1))
    with working_for(firm):
        services.count_lost_days(queries.get_event(event.id), 4, version=2, by=None)
    miss = safety.near_miss(firm, happened_on=date(2024, 5, 5))
    with working_for(firm):
        services.answer_event(queries.get_event(miss.id), "A new stop.", version=1, by=None)
    assert told == [[2025], [2025, 2026], [2026], [2024], [2024]]


def test_days_of_absence_grow_with_their_history_and_two_who_count_lose_nothing(firm, editor, owner_sql):
    event = safety.injury(firm, lost_days=3, happened_on=today())
    assert "More days away" in text(editor.get(at(firm, f"/events/{event.id}")))
    there = at(firm, f"/events/{event.id}/lost-days")
    assert 'value="3"' in editor.get(there).get_data(as_text=True)
    assert editor.post(there, data={"lost_days": "9", "version": "1", "once": "a"}).status_code == 303
    late = editor.post(there, data={"lost_days": "8", "version": "1", "once": "b"})
    assert late.status_code == 409
    assert 'value="8"' in late.get_data(as_text=True)
    assert "Saved now: 9" in text(late)
    for bad in ("0", "-1", "3651", "x", ""):
        assert editor.post(there, data={"lost_days": bad, "version": "2", "once": bad}).status_code == 422
    assert owner_sql("SELECT lost_days FROM safety_event") == [(9,)]
    assert owner_sql("SELECT lost_days FROM safety_event_revision") == [(3,)]


def test_a_near_miss_has_no_days_of_absence(firm):
    event = safety.near_miss(firm)
    with pytest.raises(Conflict), working_for(firm):
        services.count_lost_days(queries.get_event(event.id), 2, version=1, by=None)


def test_a_site_must_be_the_firms_own_and_in_use_but_one_that_stands_there_may_stay(firm, monkeypatch):
    theirs = organisation()
    foreign, mine = safety.site(theirs).id, safety.site(firm).id
    with pytest.raises(Refused) as caught:
        safety.near_miss(firm, site_id=foreign)
    assert (caught.value.code, caught.value.field) == ("site_not_in_use", "site_id")
    event = safety.near_miss(firm, site_id=mine)
    with working_for(firm):
        queries.get_site(mine).retired_at = clock.now()
    assert correct(firm, event, near_miss_draft(site_id=mine, place="x", version=1)).site_id == mine
    with pytest.raises(Refused):
        safety.near_miss(firm, site_id=mine)


def test_a_firm_without_sites_is_not_asked_for_one(firm, editor):
    assert "At which site?" not in text(editor.get(at(firm, "/near-misses/new")))
    hall = safety.site(firm, "Hall")
    assert "At which site?" in text(editor.get(at(firm, "/near-misses/new")))
    response = editor.post(at(firm, "/near-misses/new"), data=near_miss_form(site_id=str(hall.id)))
    assert "Hall" in text(editor.get(response.location))
    assert editor.post(at(firm, "/near-misses/new"), data=near_miss_form(site_id="999", once="b")).status_code == 422


# ---- names -------------------------------------------------------------------------------------------------------


def test_a_name_is_shown_to_those_who_see_to_safety_in_a_block_of_its_own_and_is_nowhere_else(
    firm, editor, representative, sign_in, owner_sql, run_jobs, mails
):
    created = editor.post(at(firm, "/injuries/new"), data=injury_form(name=NAME))
    page = text(editor.get(created.location))
    assert NAME in page
    assert "The name leaves on" in page
    assert NAME in text(representative.get(created.location))
    reader = sign_in(member(firm, "reader"))
    assert NAME not in text(reader.get(created.location))
    event_id = created.location.rsplit("/", 1)[1]
    assert reader.get(at(firm, f"/events/{event_id}/person")).status_code == 404
    editor.post(at(firm, f"/events/{event_id}/correct"), data=injury_form(place="Yard", version="1", once="b"))
    run_jobs()
    for path in ("", "/events", f"/events/{event_id}/correct"):
        assert NAME not in text(editor.get(at(firm, path)))
    book = load_workbook(BytesIO(editor.get(at(firm, "/events.xlsx")).data))
    assert NAME not in str([[cell.value for cell in row] for row in book.active])
    for table in ("journal_entry", "safety_event", "safety_event_revision", "notifications_inbox_item"):
        assert NAME not in str(owner_sql(f"SELECT to_jsonb({table}) FROM {table}")), table
    assert NAME not in str([mail.as_string() for mail in mails])


def test_a_name_put_right_leaves_nothing_of_the_old_one(firm, editor, owner_sql):
    event = safety.injury(firm, happened_on=today(), name=NAME)
    there = at(firm, f"/events/{event.id}/person")
    assert editor.post(there, data={"name": "Annen Navnesen", "version": "1", "once": "a"}).status_code == 303
    late = editor.post(there, data={"name": "Tredje Navnesen", "version": "1", "once": "b"})
    assert late.status_code == 409
    assert "Annen Navnesen" in text(late)
    assert 'value="Tredje Navnesen"' in late.get_data(as_text=True)
    everything = owner_sql(
        "SELECT to_jsonb(p)::text FROM safety_event_person p UNION ALL SELECT to_jsonb(r)::text FROM"
        " safety_event_revision r UNION ALL SELECT to_jsonb(j)::text FROM journal_entry j"
    )
    assert NAME not in str(everything)
    assert editor.post(there, data={"name": "", "version": "2", "once": "c"}).status_code == 303
    assert owner_sql("SELECT name, leaves_on FROM safety_event_person") == [("", None)]


def test_a_name_whose_day_has_come_is_not_taken_and_a_graver_injury_keeps_it_longer(firm, monkeypatch):
    safety.stop_the_clock(monkeypatch)
    long_ago = TODAY.replace(year=2023)
    with pytest.raises(Refused) as caught:
        safety.injury(firm, happened_on=long_ago, name=NAME)
    assert (caught.value.code, caught.value.field) == ("name_kept_no_longer", "name")
    event = safety.injury(firm, happened_on=long_ago + timedelta(days=1), name=NAME)
    assert event.people[0].leaves_on == TODAY + timedelta(days=1)
    event = correct(firm, event, injury_draft(happened_on=long_ago, serious=True, version=1))
    assert event.people[0].leaves_on == date(2033, 3, 17)


def test_names_leave_by_themselves_at_night_once_and_the_page_says_so(firm, editor, monkeypatch, owner_sql):
    safety.stop_the_clock(monkeypatch)
    due, kept = safety.injury(firm, name=NAME), safety.injury(firm, name=NAME, serious=True)
    miss = safety.near_miss(firm)
    with working_for(firm):
        db.session.add(EventReporter(organisation_id=firm.id, event_id=miss.id, name=NAME, leaves_on=date(2029, 3, 17)))
    monkeypatch.setattr(clock, "today", lambda: date(2029, 3, 16))
    services.let_names_leave()
    assert owner_sql("SELECT count(*) FROM safety_event_person WHERE name <> ''") == [(2,)]
    monkeypatch.setattr(clock, "today", lambda: date(2029, 3, 17))
    services.let_names_leave()
    after = owner_sql("SELECT event_id, name, left_at FROM safety_event_person ORDER BY event_id")
    services.let_names_leave()
    assert owner_sql("SELECT event_id, name, left_at FROM safety_event_person ORDER BY event_id") == after
    assert [(row[0], row[1], row[2] is not None) for row in after] == [(due.id, "", True), (kept.id, NAME, False)]
    assert owner_sql("SELECT name FROM safety_event_reporter") == [("",)]
    journal = owner_sql("SELECT subject_id FROM journal_entry WHERE what = 'safety.name_left' ORDER BY seq")
    assert journal == [(due.id,), (miss.id,)]
    assert "The name left on" in text(editor.get(at(firm, f"/events/{due.id}")))
    assert "The name left on" in text(editor.get(at(firm, f"/events/{miss.id}")))


def test_a_near_miss_has_nobody_to_name(firm, editor):
    event = safety.near_miss(firm, happened_on=today())
    answer = editor.post(at(firm, f"/events/{event.id}/person"), data={"name": NAME, "version": "0"})
    assert answer.status_code == 409
    stale = safety.injury(firm, happened_on=today())
    with pytest.raises(StaleVersion), working_for(firm):
        services.change_name(queries.get_event(stale.id), NAME, version=7, by=None)


# ---- who must be told --------------------------------------------------------------------------------------------


def test_who_was_told_is_noted_with_when_and_by_which_role(firm, editor, representative):
    event = safety.injury(firm, happened_on=today(), serious=True)
    page = editor.get(at(firm, f"/events/{event.id}"))
    assert text(page).count("Not noted yet") == 3
    assert text(page).index("73 19 97 00") < text(page).index("A hand was caught")
    there = at(firm, f"/events/{event.id}/told/labour_inspection")
    told = {"told_on": str(today()), "told_at": "00:00", "told_by": "Formann", "once": "a"}
    for bad in ({"told_on": str(today() + timedelta(days=1))}, {"told_on": str(today() - timedelta(days=1))},
                {"told_by": ""}, {"told_at": "25:00"}):  # fmt: skip
        assert editor.post(there, data=told | bad | {"once": str(bad)}).status_code == 422
    assert editor.post(there, data=told).status_code == 303
    page = text(editor.get(at(firm, f"/events/{event.id}")))
    assert "by: Formann" in page
    assert page.count("Not noted yet") == 2
    assert representative.get(there).status_code == 404
    assert editor.get(at(firm, f"/events/{event.id}/told/nobody")).status_code == 404
    mild = safety.injury(firm, happened_on=today())
    assert editor.get(at(firm, f"/events/{mild.id}/told/labour_inspection")).status_code == 404


# ---- the register ------------------------------------------------------------------------------------------------


def test_an_injury_in_a_month_without_hours_says_that_it_is_not_counted_yet(firm, editor):
    event = safety.injury(firm, EventKind.MEDICAL_TREATMENT, happened_on=date(2025, 3, 10))
    page = editor.get(at(firm, f"/events/{event.id}"))
    assert "Not counted in any rate yet" in text(page)
    assert at(firm, "/hours/new") + "?month=2025-03" in page.get_data(as_text=True)
    safety.hours(firm, safety.Month(2025, 3))
    assert "Not counted in any rate" not in text(editor.get(at(firm, f"/events/{event.id}")))
    visitor = safety.injury(firm, relation=Relation.OTHER, happened_on=date(2025, 4, 10))
    assert "hours of visitors" in text(editor.get(at(firm, f"/events/{visitor.id}")))


def test_the_register_is_narrowed_by_kind_year_site_and_answer(firm, editor):
    hall = safety.site(firm, "Hall")
    safety.near_miss(firm, what="One: slipped", happened_on=date(2025, 1, 2), site_id=hall.id)
    safety.injury(firm, what="Two: cut", happened_on=date(2025, 12, 31))
    answered = safety.near_miss(firm, what="Three: answered", happened_on=date(2024, 12, 31))
    safety.injury(firm, EventKind.FIRST_AID, what="Four: plaster", happened_on=date(2024, 1, 1))
    with working_for(firm):
        services.answer_event(queries.get_event(answered.id), "Done.", version=1, by=None)

    def shown(query: str) -> list[str]:
        page = text(editor.get(at(firm, f"/events{query}")))
        return [word for word in ("One", "Two", "Three", "Four") if f"{word}:" in page]

    assert shown("?year=2025") == ["One", "Two"]
    assert shown("?kind=near-misses") == ["One", "Three"]
    assert shown("?kind=injuries&year=2024") == ["Four"]
    assert shown("?kind=first_aid") == ["Four"]
    assert shown(f"?site={hall.id}") == ["One"]
    assert shown("?unanswered=1") == ["One"]
    assert shown("?year=2023") == []
    assert shown("?year=99999&kind=x&site=y&unanswered=no") == ["One", "Two", "Three", "Four"]
    book = load_workbook(BytesIO(editor.get(at(firm, "/events.xlsx?year=2025")).data)).active
    assert [row[0].value for row in book.iter_rows(min_row=2)] == [2, 1]
    assert [cell.value or "" for cell in book["F"]][1:] == ["", "Hall"]


def test_text_in_the_workbook_is_never_a_formula(firm, editor):
    safety.near_miss(firm, what='=HYPERLINK("http://x.example","y")', happened_on=today())
    book = load_workbook(BytesIO(editor.get(at(firm, "/events.xlsx")).data)).active
    cell = next(cell for row in book.iter_rows(min_row=2) for cell in row if "HYPERLINK" in str(cell.value))
    assert cell.data_type == "s"


# ---- the safety representative -----------------------------------------------------------------------------------


def test_the_safety_representative_reports_and_answers_near_misses_and_no_injuries(firm, representative):
    created = representative.post(at(firm, "/near-misses/new"), data=near_miss_form())
    assert created.status_code == 303
    event_id = created.location.rsplit("/", 1)[1]
    answered = representative.post(
        at(firm, f"/events/{event_id}/answer"), data={"answer": "A stop.", "version": "1", "once": "a"}
    )
    assert answered.status_code == 303
    for path in ("/injuries/new", f"/events/{event_id}/correct", f"/events/{event_id}/lost-days"):
        assert representative.get(at(firm, path)).status_code == 404
    assert "Report an injury" not in text(representative.get(at(firm, "/events")))


def test_the_safety_representative_hears_of_an_injury_in_the_inbox_and_of_nothing_that_was_written(
    firm, editor, representative, sign_in, run_jobs, mails, owner_sql
):
    other = member(organisation(), "safety_representative")
    editor.post(at(firm, "/injuries/new"), data=injury_form(name=NAME, what="Hemmelig hending i pressa."))
    editor.post(at(firm, "/near-misses/new"), data=near_miss_form(once="b"))
    run_jobs()
    notices = owner_sql("SELECT person_id, kind, params::text FROM notifications_inbox_item WHERE kind LIKE 'safety/%'")
    assert [row[1] for row in notices] == ["safety/injury_reported"]
    assert notices[0][0] != other.id
    assert "Hemmelig" not in notices[0][2]
    assert NAME not in notices[0][2]
    assert mails == []
    inbox = representative.get("/nb/inbox")
    assert inbox.status_code == 200
