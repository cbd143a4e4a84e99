"""Training with expiry: who has what, until when, who may see it, and how long a name is kept."""

from datetime import date, timedelta
from io import BytesIO
from types import SimpleNamespace

import psycopg
import pytest
from openpyxl import load_workbook

from app.blueprints.accounts.terms import Actor, Authority, Check, Kind, MembershipFact, PlatformRole, Role, Visitor
from app.blueprints.internal_control import policies, queries, rules, services
from app.blueprints.internal_control.models import Training
from app.blueprints.internal_control.terms import Course, CrewDraft, RenewalDraft, TrainingDraft, TrainingState
from app.core.clock import now, today
from app.core.db import NOBODY, acting_for, db, unit_of_work
from app.core.errors import Conflict, Refused, StaleVersion
from tests.factories.accounts import actor, member, organisation
from tests.factories.evidence import evidence
from tests.factories.internal_control import training

DAY = date(2026, 11, 22)


# Rules: no database


def row(holder="Ola", course=Course.HOT_WORK, expires_on=None, **values):
    usual = {"id": 1, "title": "", "completed_on": date(2024, 1, 1), "ended_at": None, "reminded": None}
    return SimpleNamespace(holder=holder, course=course, expires_on=expires_on, **(usual | values))


@pytest.mark.parametrize(
    ("expires_on", "state"),
    [
        (None, TrainingState.VALID),
        (date(2026, 11, 21), TrainingState.EXPIRED),
        (date(2026, 11, 22), TrainingState.EXPIRING),  # its last day
        (date(2027, 1, 21), TrainingState.EXPIRING),  # sixty days away
        (date(2027, 1, 22), TrainingState.VALID),
    ],
)
def test_training_counts_through_its_last_day_and_is_told_of_sixty_days_before(expires_on, state):
    assert rules.state_of(row(expires_on=expires_on), DAY) is state
    assert rules.state_of(row(expires_on=expires_on, ended_at=now()), DAY) is TrainingState.ENDED


def test_valid_of_all_counts_what_expires_soon_and_leaves_out_what_has_ended():
    rows = [row(expires_on=date(2026, 12, 1)), row(expires_on=date(2026, 1, 1)), row(), row(ended_at=now())]
    assert rules.valid_of_all(rows, DAY) == (2, 3)


@pytest.mark.parametrize(
    ("days_left", "reminded", "step"),
    [(61, None, None), (60, None, 60), (15, None, 60), (15, 60, None), (14, 60, 14), (3, None, 14), (3, 14, None),
     (0, None, 14), (-1, None, None)],
)  # fmt: skip
def test_each_reminder_comes_once_and_one_that_was_passed_over_not_afterwards(days_left, reminded, step):
    assert rules.step_due(DAY + timedelta(days=days_left), reminded, DAY) == step
    assert rules.step_due(None, None, DAY) is None


def test_names_are_read_one_a_line_and_a_name_written_twice_is_one_person():
    assert rules.names_in("  Ola  Prøve \r\n\nKari\nola prøve\n") == ("Ola Prøve", "Kari")


def test_a_name_is_kept_for_twelve_months_after_the_end():
    assert rules.names_kept_since(date(2026, 3, 31)) == date(2025, 3, 31)
    assert rules.names_kept_since(date(2028, 2, 29)) == date(2027, 2, 28)


def test_who_has_what_shows_the_row_that_lasts_longest_and_tells_other_training_apart_by_title():
    rows = [
        row("Åse", expires_on=date(2027, 1, 1), id=1),
        row("Åse", expires_on=date(2029, 1, 1), id=2),
        row("Bo", Course.OTHER, title="Kran", id=3),
        row("bo", Course.OTHER, title="Truck på ro-ro", id=4),
    ]
    table = rules.by_person(rows)
    assert list(table) == ["Bo", "Åse"]
    assert [one.id for one in table["Åse"].values()] == [2]
    assert len(table["Bo"]) == 2


def who(role=None, platform=()):
    facts = (MembershipFact(1, "Firm", Kind.SUPPLIER, role, Check.MATCHED, Authority.UNPROVEN),) if role else ()
    return Actor(
        person_id=1, name="x", email="x@prove.example", locale="nb", reads=(), session_id=1, session_token="t",
        memberships=facts, platform=frozenset(platform),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("reader", "views", "changes"),
    [
        (Visitor(), False, False),
        (who(), False, False),
        (who(platform=[PlatformRole.MODERATOR, PlatformRole.ADMINISTRATOR]), False, False),
        (who(Role.READER), True, False),
        (who(Role.SAFETY_REPRESENTATIVE), True, False),
        (who(Role.EDITOR), True, True),
        (who(Role.OWNER), True, True),
    ],
)
def test_training_is_seen_by_the_firms_own_people_and_written_by_owners_and_editors(reader, views, changes):
    firm = SimpleNamespace(id=1, kind=Kind.SUPPLIER)
    own, foreign = SimpleNamespace(organisation_id=1), SimpleNamespace(organisation_id=2)
    assert policies.can_view_training(reader, firm, own) is views
    assert policies.can_change_training(reader, firm, own) is changes
    assert not policies.can_view_training(reader, firm, foreign)
    assert not policies.can_change_training(reader, firm, foreign)
    buyer = SimpleNamespace(id=1, kind=Kind.BUYER)
    assert not policies.can_view_training(reader, buyer, own)


# Writes


@pytest.fixture
def firm(db_session):
    return organisation(name="Prøve Sveis AS")


@pytest.fixture
def kari(firm):
    return member(firm, name="Kari")


@pytest.fixture
def heard(monkeypatch):
    """What the rooms above have heard."""
    told = []
    monkeypatch.setattr(services.hearing, "_heard", [told.append])
    return told


def crew(*holders, **values):
    usual = {"course": Course.HOT_WORK, "completed_on": today(), "expires_on": today() + timedelta(days=1800)}
    return CrewDraft(holders=holders or ("Ola Prøve",), **(usual | values))


def add(firm, draft, by=None):
    with unit_of_work(acting_for(firm.id)):
        return services.add_training(firm, draft, by=by)


def running(firm):
    with unit_of_work(acting_for(firm.id)):
        return queries.running(firm.id)


def ends(days):
    return today() + timedelta(days=days)


def test_a_crew_is_written_down_at_once_and_the_journal_knows_no_name(firm, kari, heard, owner_sql):
    proof = evidence(firm, "course_certificate")
    add(firm, crew("Ola Kanari", "Per Kanari", evidence_id=proof.id), by=actor(kari))
    assert [(one.holder, one.course, one.evidence_id) for one in running(firm)] == [
        ("Ola Kanari", Course.HOT_WORK, proof.id),
        ("Per Kanari", Course.HOT_WORK, proof.id),
    ]
    assert heard == [firm.id]
    entries = owner_sql("SELECT canonical FROM journal_entry WHERE what LIKE 'internal_control.%%'")
    assert len(entries) == 2
    assert not any("Kanari" in canonical for (canonical,) in entries)


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"completed_on": ends(1)}, "training_in_the_future", "completed_on"),
        ({"expires_on": today()}, "training_expires_before_it_was_taken", "expires_on"),
        ({"expires_on": today().replace(year=today().year + 51, day=1)}, "training_expires_too_late", "expires_on"),
        ({"course": Course.OTHER}, "training_without_title", "title"),
        ({"holders": ()}, "training_without_a_name", "holders"),
        ({"holders": tuple(f"Ola {n}" for n in range(51))}, "training_of_too_many", "holders"),
        ({"holders": ("Å" * 121,)}, "training_name_too_long", "holders"),
        ({"holders": ("Ola 13097248022",)}, "identity_number_in_text", "holders"),
        ({"evidence_id": 999_999}, "training_evidence_unknown", "evidence_id"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field_and_nothing_is_written(firm, heard, wrong, code, field):
    holders = wrong.pop("holders", ("Ola Prøve",))
    draft = CrewDraft(**({"course": Course.HOT_WORK, "completed_on": today(), "holders": holders} | wrong))
    with pytest.raises(Refused) as refusal:
        add(firm, draft)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert (running(firm), heard) == ([], [])


def test_another_firms_document_and_one_that_was_withdrawn_show_nothing(firm):
    from app.blueprints.improvement import queries as improvement
    from app.blueprints.improvement import services as improving

    withdrawn = evidence(firm)
    with unit_of_work(acting_for(firm.id)):
        improving.withdraw_evidence(improvement.get_evidence(withdrawn.id), by=None)
    for number in (evidence(organisation()).id, withdrawn.id):
        with pytest.raises(Refused, match="training_evidence_unknown"):
            add(firm, crew(evidence_id=number))


def test_who_has_it_already_is_asked_about_and_may_stand_there_twice(firm):
    training(firm, "Ola Prøve")
    with pytest.raises(Refused) as asked:
        add(firm, crew("Kari", " ola  PRØVE"))
    assert (asked.value.field, asked.value.params["names"]) == ("confirmed", " ola  PRØVE")
    add(firm, crew("Kari", "Ola Prøve", confirmed=True))
    assert len(running(firm)) == 3
    add(firm, crew("Ola Prøve", course=Course.FIRST_AID))  # another course is no double


def test_renewed_training_is_a_new_row_and_the_old_one_has_ended(firm, kari, heard):
    old = training(firm, expires_in=-3, reminded=14)
    draft = RenewalDraft(completed_on=today(), expires_on=ends(700), version=old.version)
    with pytest.raises(Refused, match="training_renewed_before"), unit_of_work(acting_for(firm.id)):
        services.renew_training(
            queries.get_training(old.id),
            RenewalDraft(completed_on=old.completed_on, version=1),
            by=None,
        )
    with unit_of_work(acting_for(firm.id)):
        services.renew_training(queries.get_training(old.id), draft, by=actor(kari))
    (newer,) = running(firm)
    assert (newer.holder, newer.expires_on, newer.reminded) == ("Ola Prøve", ends(700), None)
    assert heard == [firm.id]
    with pytest.raises(Conflict), unit_of_work(acting_for(firm.id)):
        services.renew_training(queries.get_training(old.id), draft, by=None)


def test_of_two_who_correct_the_same_row_the_second_is_told_and_a_moved_end_is_told_of_anew(firm, kari):
    made = training(firm, expires_in=40, reminded=60)
    draft = TrainingDraft(
        course=Course.HOT_WORK, holder="Ola Ny", completed_on=today(), expires_on=ends(50), version=made.version
    )
    with unit_of_work(acting_for(firm.id)):
        services.correct_training(queries.get_training(made.id), draft, by=actor(kari))
    (found,) = running(firm)
    assert (found.holder, found.reminded) == ("Ola Ny", None)
    with pytest.raises(StaleVersion) as stale, unit_of_work(acting_for(firm.id)):
        services.correct_training(queries.get_training(made.id), draft, by=None)
    assert stale.value.who == "Kari"


def test_when_somebody_leaves_everything_under_the_name_ends_and_nobody_elses(firm, heard):
    first = training(firm, "Ola Prøve")
    training(firm, "ola prøve", "first_aid")
    training(firm, "Kari")
    with unit_of_work(acting_for(firm.id)):
        assert services.end_training(queries.get_training(first.id), first.version, everything=True, by=None) == 2
    assert [one.holder for one in running(firm)] == ["Kari"]
    assert heard == [firm.id]


# The clock


def test_owners_editors_and_safety_representatives_are_told_once_without_names(firm, kari, run_jobs, mails, owner_sql):
    told = [kari, member(firm, "editor", locale="en"), member(firm, "safety_representative", locale="nn")]
    member(firm, "reader")
    member(firm, "worker")
    training(firm, "Ola Kanari", expires_in=60)
    training(firm, "Per Kanari", expires_in=30)
    training(firm, "Pål Kanari", "first_aid", expires_in=61)
    training(firm, "Pia Kanari", expires_in=-1)
    training(organisation(), "Siv Kanari", expires_in=500)
    for _ in range(2):
        services.training_ends()
        run_jobs()
    assert sorted(mail.recipients[0] for mail in mails) == sorted(one.email for one in told)
    (english,) = [mail for mail in mails if mail.recipients == [told[1].email]]
    text = english.get_body(("plain",)).get_content()
    assert english["Subject"].startswith("2 trainings at Prøve Sveis AS expire soon")
    assert "Hot work: 2 people, the first expires" in text
    assert f"/en/organisations/{firm.id}/training?state=expiring" in text
    assert "Kanari" not in "".join(mail.as_string() for mail in mails)
    assert "Kanari" not in str(owner_sql("SELECT canonical FROM journal_entry"))
    assert "Kanari" not in str(owner_sql("SELECT params FROM notifications_inbox_item"))


def test_a_name_leaves_a_year_after_the_end_and_course_and_days_stay(firm, run_jobs, owner_sql, heard):
    old = training(firm, "Ola Kanari", ended_at=now() - timedelta(days=370))
    training(firm, "Per Prøve", ended_at=now() - timedelta(days=360))
    training(firm, "Pia Prøve", expires_in=-900, completed_on=today() - timedelta(days=2000))
    services.old_names()
    run_jobs()
    rows = owner_sql("SELECT holder, course FROM internal_control_training ORDER BY id")
    assert rows == [("", "hot_work"), ("Per Prøve", "hot_work"), ("Pia Prøve", "hot_work")]
    said = "SELECT data FROM journal_entry WHERE what = 'internal_control.names_forgotten'"
    assert owner_sql(said) == [({"training": [old.id]},)]
    services.forget_names(firm.id)
    assert len(owner_sql(said)) == 1


# Row-level security


def test_a_stranger_sees_changes_and_writes_no_training(firm, web_sql, owner_sql):
    made = training(firm, "Ola Kanari")
    other = organisation()
    table = "internal_control_training"
    assert web_sql(f"SELECT count(*) FROM {table}", acting_for(firm.id)) == [(1,)]
    for context in (acting_for(other.id), NOBODY):
        for role in ("web", "worker"):
            assert web_sql(f"SELECT count(*) FROM {table}", context, role) == [(0,)]
    assert web_sql(f"UPDATE {table} SET holder = 'x' RETURNING id", acting_for(other.id)) == []
    insert = (
        f"INSERT INTO {table} (organisation_id, course, title, holder, completed_on, evidence_id, recorded_at, version)"
        " VALUES (%(firm)s, 'fire', '', 'x', '2025-01-01', %(evidence)s, now(), 1)"
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(insert, acting_for(other.id), firm=firm.id, evidence=None)
    with pytest.raises(psycopg.errors.ForeignKeyViolation):  # another firm's document cannot be pointed at
        web_sql(insert, acting_for(other.id), firm=other.id, evidence=evidence(firm).id)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(f"DELETE FROM {table}", acting_for(firm.id))
    assert owner_sql(f"SELECT holder FROM {table} WHERE id = %(id)s", id=made.id) == [("Ola Kanari",)]


# Pages


def pages_of(firm, lang="en"):
    return f"/{lang}/organisations/{firm.id}/training"


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_the_pages_work_empty_and_full(sign_in, firm, kari, lang):
    client = sign_in(kari)
    for tab in ("", "/table", "/new"):
        assert client.get(pages_of(firm, lang) + tab).status_code == 200
    made = training(firm, expires_in=20, evidence_id=evidence(firm, "course_certificate").id)
    training(firm, "Åse", "other", title="Kran", expires_in=None)
    for tab in ("", "/table", "?state=expired&sort=course", f"/{made.id}", *(
        f"/{made.id}/{step}" for step in ("renew", "correct", "end")
    )):  # fmt: skip
        page = client.get(pages_of(firm, lang) + tab)
        assert page.status_code == 200


def test_the_list_is_narrowed_by_state_course_and_person_and_no_address_holds_a_name(sign_in, firm, kari):
    ola = training(firm, "Ola Prøve", expires_in=10)
    training(firm, "Ola Prøve", "first_aid", expires_in=-10)
    training(firm, "Kari Prøve", expires_in=None)
    training(firm, "Bo Borte", ended_at=now())
    client = sign_in(kari)

    def shown(query):
        page = client.get(f"{pages_of(firm)}{query}").text
        table = page.split("<tbody")[1] if "<tbody" in page else ""
        return [(name, name in table) for name in ("Ola Prøve", "Kari Prøve", "Bo Borte")], table.count("<tr")

    def only(*names):
        return [(name, name in names) for name in ("Ola Prøve", "Kari Prøve", "Bo Borte")]

    assert shown("") == (only("Ola Prøve", "Kari Prøve"), 3)
    assert shown("?state=valid") == (only("Ola Prøve", "Kari Prøve"), 2)
    assert shown("?state=expiring") == (only("Ola Prøve"), 1)
    assert shown("?state=expired&course=first_aid") == (only("Ola Prøve"), 1)
    assert shown("?state=ended") == (only("Bo Borte"), 1)
    assert shown(f"?person={ola.id}") == (only("Ola Prøve"), 2)
    assert shown("?state=nonsense&course=x&person=99999999999999999999&page=-1") == (only("Ola Prøve", "Kari Prøve"), 3)
    page = client.get(pages_of(firm)).text
    assert "2 of 3" in page
    assert "person=Ola" not in page


def test_a_crew_is_added_by_a_form_that_asks_about_doubles_and_keeps_what_was_typed(sign_in, firm, kari):
    training(firm, "Ola Prøve")
    client = sign_in(kari)
    url = pages_of(firm) + "/new"
    form = {"course": "hot_work", "holders": "Ola Prøve\nPer Prøve", "completed_on": str(today())}
    asked = client.post(url, data=form)
    assert asked.status_code == 422
    assert "stands here already for: Ola Prøve." in asked.text
    assert "Per Prøve" in asked.text
    for wrong in ({"course": "x"}, {"completed_on": ""}, {"completed_on": "i går"}, {"holders": " \n "},
                  {"evidence_id": str(evidence(organisation()).id)}, {"expires_on": "2020-01-01"}):  # fmt: skip
        assert client.post(url, data=form | wrong).status_code == 422
    assert client.post(url, data=form | {"holders": "å" * 10_000}).status_code == 413
    once = form | {"confirmed": "y", "once": "k" * 22}
    assert client.post(url, data=once).status_code == 303
    assert client.post(url, data=once).status_code == 303
    assert len(running(firm)) == 3


def test_steps_by_form_renew_correct_and_end_and_the_second_of_two_keeps_her_words(sign_in, firm, kari, owner_sql):
    made = training(firm, expires_in=-1)
    client = sign_in(kari)
    url = f"{pages_of(firm)}/{made.id}"
    right = {"course": "welding", "holder": "Ola Rett", "completed_on": str(ends(-10)), "version": made.version}
    assert client.post(url + "/correct", data=right).status_code == 303
    late = client.post(url + "/correct", data=right | {"holder": "Ola Sein"})
    assert late.status_code == 409
    assert "Ola Sein" in late.text
    assert "Ola Rett" in late.text
    ((version,),) = owner_sql("SELECT version FROM internal_control_training")
    renewed = client.post(url + "/renew", data={"completed_on": str(today()), "version": version})
    assert renewed.status_code == 303
    assert client.post(url + "/end", data={"version": version + 1}).status_code == 409
    address = renewed.location
    assert client.post(f"{address}/end", data={"version": 1}).status_code == 303
    assert running(firm) == []
    shown = client.get(url).text
    assert "Ended: taken once more" in shown
    assert "/correct" not in shown


def test_the_workbook_holds_what_has_ended_too_and_a_name_is_never_a_formula(sign_in, firm, kari):
    training(firm, "=1+1", expires_in=10)
    training(firm, "", "other", title="Kran", ended_at=now())
    sheet = load_workbook(BytesIO(sign_in(kari).get(pages_of(firm) + ".xlsx").data)).active
    rows = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=2)]
    assert [(line[0], line[1], line[4]) for line in rows] == [
        (None, "Kran", "Ended"),
        ("=1+1", "Hot work", "Expires soon"),
    ]
    assert sheet["A3"].data_type == "s"


def test_a_piece_of_evidence_says_which_training_it_shows(sign_in, firm, kari):
    proof = evidence(firm, "course_certificate")
    training(firm, "Ola Kanari", evidence_id=proof.id)
    page = sign_in(kari).get(f"/en/organisations/{firm.id}/evidence/{proof.id}").text
    assert "Hot work" in page
    assert "Kanari" not in page


def test_a_reader_reads_and_a_stranger_meets_nothing(client, sign_in, firm, kari):
    made = training(firm, "Ola Kanari")
    reader = sign_in(member(firm, "safety_representative"))
    assert "Ola Kanari" in reader.get(pages_of(firm)).text
    assert "/training/new" not in reader.get(pages_of(firm)).text
    for step in ("new", f"{made.id}/renew", f"{made.id}/correct", f"{made.id}/end"):
        assert reader.post(f"{pages_of(firm)}/{step}", data={"version": 1}).status_code == 404
    stranger = sign_in(member(organisation()))
    worker = sign_in(member(firm, "worker"))
    for one in (stranger, worker):
        for path in ("", "/table", ".xlsx", f"/{made.id}"):
            assert one.get(pages_of(firm) + path).status_code == 404


def test_the_list_takes_as_many_statements_for_a_thousand_rows_as_for_one(sign_in, firm, kari, statements):
    client = sign_in(kari)
    training(firm)
    with statements() as few:
        client.get(pages_of(firm))
    with unit_of_work(acting_for(firm.id)):
        db.session.add_all(
            Training(
                organisation_id=firm.id, course=Course.FIRE, title="", holder=f"Person {n}",
                completed_on=today(), recorded_at=now(), ended_at=now() if n % 2 else None,
            )
            for n in range(1000)
        )  # fmt: skip
    with statements() as many:
        client.get(pages_of(firm))
    assert len(many) == len(few) <= 8
