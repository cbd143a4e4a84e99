"""What is tested is what is deployed: the schema comes from the migrations, forwards and backwards."""

import re

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import CheckConstraint, create_engine, pool
from sqlalchemy.dialects.postgresql import ExcludeConstraint

from app import create_app
from app.core import embedded
from app.core.db import Base
from config import ROOT
from tests.conftest import CLUSTER, STAMP, settings_for

# Tables that hold what one firm, one person or the moderators alone may see. A table goes here when it is made.
CONFIDENTIAL = {
    "forum_draft",
    "forum_reading",
    "forum_read_before",
    "forum_follow",
    "forum_revision",
    "forum_redaction",
    "forum_quote",
    "notifications_inbox_item",
    "notifications_mail",
    "notifications_preference",
    "notifications_digest",
    "moderation_case",
    "moderation_signal",
    "moderation_decision",
    "accounts_hidden_name",
    "dialogues_hidden_text",
    "dialogues_radar",
    "dialogues_radar_told",
    "dialogues_document",
    "dialogues_checked",
    "moderation_snapshot",
    "moderation_proposal",
    "moderation_sample",
    "moderation_measure",
    "moderation_appeal",
    "moderation_keys",
    "moderation_legal_opinion",
    "moderation_protected_input",
    "involvement_party",
    "involvement_assessment",
    "involvement_measure",
    "involvement_hearing",
    "involvement_report",
    "parity_item",
    "parity_told",
    "parity_exemption",
    "parity_participant",
    "impartiality_declaration",
    "impartiality_refusal",
    "questions_question",
    "questions_asker",
    "questions_look",
    "questions_answer",
    "questions_wording",
    "inputs_question",
    "inputs_input",
    "inputs_working",
    "inputs_answer",
    "inputs_paraphrase",
    "inputs_published",  # read by everybody, written by the firm or the hosts
    "questions_batch",  # read by everybody when it is published
    "questions_entry",  # read by everybody, made by hosts alone
    "meetings_note",
    "meetings_party",
    "meetings_said",
    "meetings_wording",
    "outcome_theme",
    "outcome_wording",
    "outcome_source",
    "outcome_summary",
    "screening_number",
    "attachments_file",
    "screening_document",
    "improvement_action",
    "improvement_evidence",
    "improvement_permit",
    "improvement_opening",
    "improvement_request",
    "improvement_unfinished",
    "improvement_dependency",
    "improvement_action_evidence",
    "improvement_adviser",
    "improvement_comment",
    "capability_assessment",
    "capability_answer",
    "capability_support",
    "capability_review",
    "capability_event",
    "requirements_profile",
    "requirements_requirement",
    "requirements_share",
    "requirements_share_content",
    "requirements_share_opening",
    "safety_register",
    "safety_hours",
    "safety_hours_revision",
    "safety_event",
    "safety_event_notice",
    "safety_event_person",
    "safety_event_revision",
    "improvement_effect_check",
    "internal_control_firm",
    "internal_control_point",
    "internal_control_point_revision",
    "internal_control_point_evidence",
    "internal_control_review",
    "internal_control_duty_answer",
    "internal_control_training",
    "safety_site",
    "safety_hours_site",
    "safety_event_reporter",
    "safety_poster",  # read by whoever stands before it, written by its own firm
    "safety_investigation",
    "safety_remark",
    "disclosure_consent",
    "disclosure_year",
    "disclosure_verification",
    "disclosure_reading",
    "disclosure_pool",
    "bilingual_glossary_file",  # one a person, hers until it is carried out
}


@pytest.fixture(scope="module")
def script():
    return ScriptDirectory(str(ROOT / "migrations"))


def test_there_is_one_head_and_the_files_are_numbered_in_order(script):
    assert len(script.get_heads()) == 1
    names = sorted(path.name for path in (ROOT / "migrations" / "versions").glob("[0-9]*.py"))
    for number, name in enumerate(names, 1):
        assert re.fullmatch(rf"{number:04d}_[a-z_]+\.py", name)
        assert script.get_revision(f"{number:04d}").down_revision == (f"{number - 1:04d}" if number > 1 else None)


def test_the_schema_goes_up_one_step_down_all_down_and_up_again(script):
    name = f"t_{STAMP[:8]}_updown"
    embedded.ensure_database(CLUSTER, name)
    app = create_app(settings_for(name), role="owner")
    try:
        with app.app_context():
            upgrade()
            downgrade(revision="-1")
            upgrade()
            downgrade(revision="base")
            left = tables(name)
            assert left == {"alembic_version"}
            upgrade()
    finally:
        with psycopg.connect(embedded.conninfo(CLUSTER, "postgres", "postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def tables(database):
    with psycopg.connect(embedded.conninfo(CLUSTER, "postgres", database)) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname IN ('public', 'jobs')")
        return {row[0] for row in rows}


def test_models_and_migrations_do_not_drift(settings):
    dsn = embedded.conninfo(CLUSTER, embedded.OWNER, settings.database_name)
    engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(dsn), poolclass=pool.NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_check_and_exclusion_of_the_models_is_in_the_database(app, owner_sql):
    there = {
        (row[0], row[1])
        for row in owner_sql(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype IN ('c', 'x') AND conrelid <> 0"
        )
    }
    wanted = {
        (table.name, str(constraint.name)[:63])
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint | ExcludeConstraint)
    }
    assert wanted
    assert {(t, n) for t, n in wanted if (t, n) not in there and (t, f"ck_{t}_{n}"[:63]) not in there} == set()


def test_every_foreign_key_is_indexed(app, owner_sql):
    bare = owner_sql(
        "SELECT c.conrelid::regclass::text, c.conname FROM pg_constraint c"
        " WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND NOT EXISTS ("
        "   SELECT FROM pg_index i WHERE i.indrelid = c.conrelid"
        "   AND (i.indkey::int2[])[0] = ANY (c.conkey))"
    )
    assert bare == []


def test_confidential_tables_have_row_level_security_forced_with_policies_for_both_roles(app, owner_sql):
    rows = owner_sql(
        "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,"
        " array(SELECT p.polroles::regrole[]::text FROM pg_policy p WHERE p.polrelid = c.oid)::text"
        " FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relrowsecurity"
    )
    secured = {row[0]: row[1:] for row in rows}
    assert set(secured) == CONFIDENTIAL
    for name, (forced, roles) in secured.items():
        assert forced, name
        assert "samhandel_web" in roles, name
        assert "samhandel_worker" in roles, name


def test_unique_keys_of_confidential_tables_include_their_owner(app, owner_sql):
    """Keys see through row-level security: a unique key of another firm's would betray that it exists."""
    rows = owner_sql(
        "SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text,"
        " array(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey))"
        " FROM pg_index i WHERE i.indisunique AND NOT i.indisprimary AND i.indrelid::regclass::text = ANY (%(names)s)",
        names=[
            name
            for name in CONFIDENTIAL
            if name.startswith(("improvement", "capability", "safety", "requirements", "attachments"))
        ],
    )
    assert rows
    # The address of a poster is random, and everybody who passes may know it.
    betraying = [row for row in rows if "organisation_id" not in row[2]]
    assert [row[1] for row in betraying] == ["uq_safety_poster_token"]


def test_child_rows_of_confidential_tables_refer_by_a_key_with_their_owner(app, owner_sql):
    rows = owner_sql(
        "SELECT c.conrelid::regclass::text, c.confrelid::regclass::text,"
        " array(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey))"
        " FROM pg_constraint c WHERE c.contype = 'f' AND c.confrelid::regclass::text = ANY (%(names)s)"
        " AND c.conrelid::regclass::text = ANY (%(names)s)",
        names=[
            name
            for name in CONFIDENTIAL
            if name.startswith(("improvement", "capability", "safety", "requirements", "attachments"))
        ],
    )
    assert rows
    assert [row for row in rows if "organisation_id" not in row[2]] == []


def test_the_site_and_the_worker_own_nothing_and_may_not_empty_or_alter_a_table(app, owner_sql):
    assert (
        owner_sql(
            "SELECT relname FROM pg_class WHERE relowner IN ('samhandel_web'::regrole, 'samhandel_worker'::regrole)"
        )
        == []
    )
    grants = owner_sql(
        "SELECT grantee, table_name, privilege_type FROM information_schema.role_table_grants"
        " WHERE grantee IN ('samhandel_web', 'samhandel_worker') AND privilege_type IN ('TRUNCATE', 'REFERENCES', 'TRIGGER')"
    )
    assert grants == []
    assert (
        owner_sql(
            "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
            " AND NOT coalesce(proconfig::text, '') LIKE '%search_path%'"
        )
        == []
    )
    assert owner_sql(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace ORDER BY proname"
    ) == [
        ("dialogues_checked_before",),
        ("dialogues_take_lead",),
        ("forum_kept_from_public",),
        ("journal_append",),
        ("moderation_author_answered",),
        ("moderation_open_appeal",),
        ("moderation_open_case",),
        ("parity_count_receivers",),
        ("parity_guard_close",),
        ("parity_keep_standing",),
        ("parity_number_participant",),
        ("questions_apart",),
        ("questions_askers",),
        ("questions_begin",),
        ("questions_forget",),
        ("questions_reveal",),
    ]
