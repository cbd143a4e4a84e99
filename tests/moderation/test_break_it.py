"""What the services prevent the database refuses too: raw SQL as the site's own role, signed in as a moderator."""

import psycopg
import pytest

from app.blueprints.journal import queries as journal
from app.core.db import Context, unit_of_work
from tests.factories import moderation as make
from tests.factories.accounts import actor, member, organisation, person

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def insert(web_sql, moderator):
    """A decision row on a fresh case, as the moderator, with these values."""

    def _insert(who=moderator, author=None, firm=None, **values):
        author = author or person()
        case = make.case(make.thing(author, firm))
        row = {
            "case_id": case.id, "subject_type": "fake", "subject_id": case.subject_id, "subject_title": "T",
            "subject_language": "nb", "subject_author_id": author.id, "subject_organisation_id": firm.id if firm else None,
            "action": "hide", "reasons": ["M1"], "reason_versions": [1], "facts": "Navn.", "statement": "S",
            "statement_language": "nb", "snapshot_sha256": "0" * 64, "decided_by": who.id,
        }  # fmt: skip
        row |= values
        names, places = ", ".join(row), ", ".join(f"%(its_{name})s" for name in row)
        statement = f"INSERT INTO moderation_decision ({names}, final_at) VALUES ({places}, now()) RETURNING id"
        return web_sql(statement, make.context_of(actor(who)), **{f"its_{name}": row[name] for name in row})[0][0]

    return _insert


BROKEN = (
    {"reasons": [], "reason_versions": []},
    {"reason_versions": []},
    {"reasons": ["M9"]},
    {"facts": "  "},
    {"action": "suspend", "until": "2030-01-01"},
    {"reasons": ["M3"]},
    {"action": "silence", "reasons": ["M1", "M4"], "reason_versions": [1, 1], "until": "2030-01-01"},
    {"own_ministry": True},
    {"action": "silence"},
    {"until": "2030-01-01"},
    {"statement_language": "de"},
    {"action": "praise"},
)


def test_a_decision_that_breaks_a_rule_is_refused(insert):
    author = person()
    for values in BROKEN:
        with pytest.raises(psycopg.errors.CheckViolation):
            insert(author=author, **values)


def test_the_same_row_without_the_fault_is_taken(insert, second):
    insert()
    insert(reasons=["M3"], proposed_by=second.id)
    insert(action="suspend", until="2030-01-01", proposed_by=second.id)
    insert(own_ministry=True, proposed_by=second.id)


def test_the_second_is_another_person(insert, moderator):
    with pytest.raises(psycopg.errors.CheckViolation):
        insert(reasons=["M3"], proposed_by=moderator.id)


def test_nobody_decides_on_her_own_nor_on_her_organisations_nor_in_anothers_name(insert, moderator, second):
    firm = organisation()
    colleague = member(firm, platform=("moderator",))
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level"):
        insert(author=moderator)
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level"):
        insert(colleague, firm=firm)
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level"):
        insert(decided_by=second.id)


def test_an_appeal_is_answered_by_another_who_cannot_be_said_to_be_somebody_else(insert, moderator, second):
    first = insert()
    with pytest.raises(psycopg.errors.CheckViolation):
        insert(again_id=first, again_by=moderator.id)
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        insert(again_id=first, again_by=second.id)
    insert(second, again_id=first, again_by=moderator.id)


@pytest.mark.parametrize("table", ["decision", "proposal", "settlement", "snapshot"])
def test_what_is_appended_is_never_changed_nor_deleted(web_sql, moderator, table):
    context = make.context_of(actor(moderator))
    for statement in (f"UPDATE moderation_{table} SET created_at = now()", f"DELETE FROM moderation_{table}"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web_sql(statement, context)


def test_nobody_proposes_in_anothers_name_and_only_moderators_do(web_sql, moderator, second):
    case = make.case(make.thing(person()))
    statement = "INSERT INTO moderation_proposal (case_id, by_id, why, draft) VALUES (%(case)s, %(by)s, 'grave', '{}')"
    for context, by in (
        (make.context_of(actor(moderator)), second.id),
        (Context(person_id=moderator.id), moderator.id),
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web_sql(statement, context, case=case.id, by=by)


def test_a_settlement_is_of_a_decision_once_and_only_an_undo_has_somebody(insert, web_sql, moderator):
    decision, context = insert(), make.context_of(actor(moderator))
    statement = "INSERT INTO moderation_settlement (decision_id, how, by_id) VALUES (%(id)s, %(how)s, %(by)s)"
    for how, by in (("stands", moderator.id), ("undone", None), ("forgotten", None)):
        with pytest.raises(psycopg.errors.CheckViolation):
            web_sql(statement, context, id=decision, how=how, by=by)
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        web_sql(statement, context, id=decision + 1, how="stands", by=None)


def test_a_case_waits_for_a_second_only_when_there_was_a_first(web_sql, moderator):
    make.case(make.thing(person()))
    with pytest.raises(psycopg.errors.CheckViolation):
        web_sql("UPDATE moderation_case SET state = 'second'", make.context_of(actor(moderator)))


def test_nobody_takes_a_measure_against_herself(insert, web_sql, moderator):
    decision = insert()
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(
            "INSERT INTO moderation_measure (person_id, kind, decision_id) VALUES (%(me)s, 'warning', %(id)s)",
            make.context_of(actor(moderator)),
            me=moderator.id,
            id=decision,
        )


def test_a_decision_rewritten_in_the_journal_is_found(moderator, owner_sql):
    make.decided(make.case(make.thing(person())), moderator)
    with unit_of_work():
        assert journal.verify().faults == []
    owner_sql(
        "SET session_replication_role = replica;"
        " UPDATE journal_entry SET data = jsonb_set(data::jsonb, '{action}', '\"approve\"')"
        " WHERE what = 'moderation.case_decided';"
        " RESET session_replication_role"
    )
    with unit_of_work():
        assert any("was changed" in fault for fault in journal.verify().faults)
