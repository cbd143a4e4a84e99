"""Raw SQL as the site's own role: another firm's internal control is not there, cannot be touched or referred to."""

import psycopg
import pytest

from app.blueprints.internal_control.models import Training
from app.blueprints.internal_control.terms import Course
from app.core.clock import now, today
from app.core.db import NOBODY, Context, acting_for, db
from tests.factories import control
from tests.factories.accounts import organisation
from tests.factories.evidence import evidence

CHANGES = {
    "firm": "headcount = 0",
    "point": "how = 'x'",
    "point_revision": None,
    "point_evidence": None,
    "review": "findings = 'x'",
    "duty_answer": "how = 'x'",
    "training": "holder = 'x'",
}
STRANGERS = {
    "another firm": lambda theirs: acting_for(theirs.id),
    "nobody": lambda theirs: NOBODY,
    "a moderator": lambda theirs: Context(person_id=1, organisation_ids=(theirs.id,), platform=("moderator",)),
    "an administrator": lambda theirs: Context(person_id=1, platform=("administrator", "moderator")),
    "a worker there": lambda theirs: Context(person_id=1, workplace_ids=(1, 2, 3, 4, 5)),
}


@pytest.fixture
def firms(db_session):
    """Two firms; the first has something in every table. A buyer would be as the other firm is."""
    mine, theirs = organisation(), organisation("buyer")
    proof = evidence(mine)
    control.point(mine, 4, proof, state="partly")
    control.point(mine, 4, proof, version=1)
    control.review(mine)
    control.duty(mine, "notification", evidence_id=proof.id)
    control.described(mine, 3)
    with control.working_for(mine):
        db.session.add(
            Training(
                organisation_id=mine.id,
                course=Course.FIRE,
                holder="Prøve",
                completed_on=today(),
                recorded_at=now(),
            )
        )
    return mine, theirs, proof


def test_a_stranger_sees_and_changes_no_row_of_any_table(firms, web_sql):
    mine, theirs, _ = firms
    for short, change in CHANGES.items():
        table = f"internal_control_{short}"
        for role in ("web", "worker"):
            assert web_sql(f"SELECT count(*) FROM {table}", acting_for(mine.id), role)[0][0] > 0
            for stranger in STRANGERS.values():
                assert web_sql(f"SELECT count(*) FROM {table}", stranger(theirs), role) == [(0,)]
            if change:
                assert web_sql(f"UPDATE {table} SET {change} RETURNING id", acting_for(theirs.id), role) == []
    assert web_sql("DELETE FROM internal_control_point_evidence RETURNING id", acting_for(theirs.id)) == []


@pytest.mark.parametrize("table", [short for short in CHANGES if short != "point_evidence"])
def test_nobody_deletes_what_was_said(firms, web_sql, table):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(f"DELETE FROM internal_control_{table}", acting_for(firms[0].id))


def test_history_and_the_law_cannot_be_rewritten(firms, web_sql):
    for statement in (
        "UPDATE internal_control_point_revision SET how = 'x'",
        "UPDATE internal_control_duty SET from_headcount = 0",
        "DELETE FROM internal_control_duty",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web_sql(statement, acting_for(firms[0].id))


def test_nothing_is_written_for_another_firm_nor_refers_to_its_rows(firms, web_sql):
    mine, theirs, proof = firms
    row = "(organisation_id, number, state, how, recorded_at, version)"
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(
            f"INSERT INTO internal_control_point {row} VALUES (%(firm)s, 7, 'partly', '', now(), 1)",
            acting_for(theirs.id),
            firm=mine.id,
        )
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        web_sql(
            "INSERT INTO internal_control_duty_answer (organisation_id, code, state, how, evidence_id, recorded_at,"
            " version) VALUES (%(firm)s, 'x', 'planned', '', %(proof)s, now(), 1)",
            acting_for(theirs.id),
            firm=theirs.id,
            proof=proof.id,
        )


def test_the_database_itself_keeps_two_sides_two_people(firms, owner_sql):
    with pytest.raises(psycopg.errors.CheckViolation, match="two_sides_are_two_people"):
        owner_sql("UPDATE internal_control_review SET signed_by_id = 1, representative_id = 1, signed_at = now(),"
                  " representative_signed_at = now()")  # fmt: skip
