"""What a buyer writes: exact, whole, in one language; and once published, for good."""

import threading
from decimal import Decimal

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm.exc import StaleDataError

from app.blueprints.requirements import queries, services
from app.blueprints.requirements.forms import read_weight, shown_weight
from app.blueprints.requirements.terms import MOST_WEIGHT, Harsh, ProfileState, RequirementDraft
from app.core.db import NOBODY, Context, acting_for, unit_of_work
from app.core.errors import Conflict, Refused, StaleVersion
from app.core.i18n import in_language
from tests.factories import requirements as made
from tests.factories.accounts import actor, member, organisation
from tests.factories.capability import CODES
from tests.factories.requirements import asked, draft, forget_dimension, own_dimension


@pytest.fixture
def buyer(db_session):
    return organisation("buyer")


def working_for(buyer):
    return unit_of_work(acting_for(buyer.id))


def stored(profile) -> list:
    return [(row.dimension_code, row.level, row.weight, row.must) for row in profile.requirements]


# ---- drafts ------------------------------------------------------------------------------------------------------


def test_a_new_profile_is_a_draft_that_asks_nothing(buyer):
    with working_for(buyer):
        profile = services.create_profile(buyer, draft(), by=None)
    assert profile.state is ProfileState.DRAFT
    assert profile.published_at is None
    assert profile.requirements == []


def test_a_draft_keeps_what_was_asked_exactly(buyer):
    profile = made.profile(buyer, asked("HSE", 3, "2"), asked("DIG", 5, "0.125", must=True), published=False)
    assert stored(profile) == [("HSE", 3, Decimal("2.000"), False), ("DIG", 5, Decimal("0.125"), True)]


def test_what_asks_nothing_and_says_nothing_is_not_kept(buyer):
    rows = (RequirementDraft(code="HSE"), RequirementDraft(code="ENV", reason="Kanskje senere."))
    with working_for(buyer):
        profile = services.create_profile(buyer, draft(*rows), by=None)
    assert stored(profile) == [("ENV", 0, Decimal(1), False)]


def test_saving_changes_adds_and_takes_away_rows(buyer):
    profile = made.profile(buyer, asked("HSE", 3), asked("QUA", 2), published=False)
    with working_for(buyer):
        found = queries.get_profile(profile.id)
        services.save_profile(found, draft(asked("QUA", 4), asked("LOC", 1), version=found.version), by=None)
    with working_for(buyer):
        assert sorted(stored(queries.get_profile(profile.id))) == [
            ("LOC", 1, Decimal(1), False),
            ("QUA", 4, Decimal(1), False),
        ]


def test_who_comes_second_is_told_who_was_first(buyer):
    first = actor(member(buyer, name="Eli Prøve"))
    profile = made.profile(buyer, published=False)
    with working_for(buyer):
        found = queries.get_profile(profile.id)
        services.save_profile(found, draft(asked("QUA"), version=1), by=first)
    with working_for(buyer), pytest.raises(StaleVersion) as told:
        services.save_profile(queries.get_profile(profile.id), draft(asked("ENV"), version=1), by=None)
    assert told.value.who == "Eli Prøve"


def test_of_two_who_save_at_the_same_moment_one_wins_whole(app, buyer, owner_sql):
    profile = made.profile(buyer, asked("HSE"), published=False)
    gate, came = threading.Barrier(2), []

    def save(code: str) -> None:
        with app.app_context():
            try:
                with working_for(buyer):
                    found = queries.get_profile(profile.id)
                    gate.wait(5)
                    services.save_profile(found, draft(asked(code), title=code, version=1), by=None)
                came.append(code)
            except (StaleDataError, StaleVersion):
                pass

    threads = [threading.Thread(target=save, args=(code,)) for code in ("QUA", "ENV")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(came) == 1
    rows = owner_sql(
        "SELECT title, dimension_code, version FROM requirements_profile p JOIN requirements_requirement r"
        " ON r.profile_id = p.id"
    )
    assert rows == [(came[0], came[0], 2)]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"code": "LOC", "level": 2, "must": True}, "never_a_must"),
        ({"code": "HSE", "level": 0, "must": True}, "must_without_level"),
        ({"code": "HSE", "level": 2, "reason": " "}, "reason_missing"),
        ({"code": "HSE", "level": 6}, "level_not_offered"),
        ({"code": "HSE", "level": -1}, "level_not_offered"),
        ({"code": "XXX", "level": 1}, "dimension_not_offered"),
        ({"code": "HSE", "level": 1, "weight": Decimal(0)}, "weight_not_above_zero"),
        ({"code": "HSE", "level": 1, "weight": Decimal(-1)}, "weight_not_above_zero"),
        ({"code": "HSE", "level": 1, "weight": Decimal("NaN")}, "weight_not_above_zero"),
        ({"code": "HSE", "level": 1, "weight": Decimal("Infinity")}, "weight_not_above_zero"),
        ({"code": "HSE", "level": 1, "weight": Decimal("1e999")}, "weight_too_great"),
        ({"code": "HSE", "level": 1, "weight": Decimal("1000.001")}, "weight_too_great"),
        ({"code": "HSE", "level": 1, "weight": Decimal("0.0001")}, "weight_too_many_decimals"),
    ],
)
def test_a_row_that_cannot_be_is_refused_whoever_sends_it(buyer, owner_sql, row, code):
    wrong = RequirementDraft(**({"reason": "Derfor."} | row))
    with pytest.raises(Refused) as refused, working_for(buyer):
        services.create_profile(buyer, draft(wrong), by=None)
    assert refused.value.code == code
    assert owner_sql("SELECT count(*) FROM requirements_profile") == [(0,)]


def test_the_same_dimension_twice_is_refused(buyer):
    with pytest.raises(Refused, match="dimension_twice"), working_for(buyer):
        services.create_profile(buyer, draft(asked("HSE"), asked("HSE", 3)), by=None)


def test_every_fault_is_told_at_once_at_its_row():
    rows = (asked("LOC", 1, must=True), RequirementDraft(code="HSE", level=2), asked("QUA", 1, "0"))
    faults = services.draft_faults(draft(*rows, title="", language="sv"), dict.fromkeys(CODES, "Navn"))
    assert {(fault.field, fault.code) for fault in faults} == {
        ("title", "profile_text_missing"),
        ("language", "language_not_ours"),
        ("must_LOC", "never_a_must"),
        ("reason_HSE", "reason_missing"),
        ("weight_QUA", "weight_not_above_zero"),
    }


def test_an_identity_number_is_refused_wherever_it_stands():
    from tests.safety.test_services import synthetic_number

    number = f"Ring {synthetic_number()}"
    rows = (asked("HSE", reason=number),)
    faults = services.draft_faults(draft(*rows, title=number, purpose=number), dict.fromkeys(CODES, ""))
    assert {fault.field for fault in faults} == {"title", "purpose", "reason_HSE"}
    assert {fault.code for fault in faults} == {"identity_number_in_text"}


# ---- weights as they are typed -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "language", "weight"),
    [
        ("1", "nb", "1"),
        ("0,5", "nb", "0.5"),
        ("0.5", "nb", "0.5"),
        ("0,5", "en", "0.5"),
        ("0.125", "nn", "0.125"),
        ("1,125", "nb", "1.125"),
        ("1.125", "en", "1.125"),
        ("1 000", "nb", "1000"),
        ("1\u00a0000", "nn", "1000"),
        ("1000", "en", "1000"),
        ("0,500", "en", "0.5"),
        ("2,5000", "nb", "2.5"),
    ],
)
def test_weights_are_read_exactly_with_comma_or_point(typed, language, weight):
    assert read_weight(typed, language) == Decimal(weight)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1/3", "weight_is_a_fraction"),
        ("NaN", "weight_not_a_number"),
        ("Infinity", "weight_not_a_number"),
        ("1e999", "weight_not_a_number"),
        ("1e2", "weight_not_a_number"),
        ("½", "weight_not_a_number"),
        ("٣", "weight_not_a_number"),
        ("1,2,3", "weight_not_a_number"),
        (",5", "weight_not_a_number"),
        ("9" * 5000, "weight_not_a_number"),
        ("two", "weight_not_a_number"),
        ("0", "weight_not_above_zero"),
        ("0,000", "weight_not_above_zero"),
        ("-1", "weight_not_above_zero"),
        ("\u22120,5", "weight_not_above_zero"),
        ("1000,001", "weight_too_great"),
        ("1001", "weight_too_great"),
        ("0,0001", "weight_too_many_decimals"),
    ],
)
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_weights_that_cannot_be_are_named(typed, language, code):
    assert read_weight(typed, language) == code


@pytest.mark.parametrize(("typed", "language"), [("1,000", "en"), ("1.000", "nb"), ("1.000", "nn"), ("100,500", "en")])
def test_a_weight_that_reads_as_a_thousand_to_one_and_as_one_to_another_is_asked_about(typed, language):
    assert read_weight(typed, language) == "weight_reads_two_ways"


@given(st.decimals(min_value="0.001", max_value=1000, places=3), st.sampled_from(["nb", "nn", "en"]))
def test_whatever_weight_is_shown_is_read_back_as_the_same(app, weight, language):
    with app.app_context(), in_language(language):
        shown = shown_weight(weight)
    assert read_weight(shown, language) == weight


@given(st.text(), st.sampled_from(["nb", "nn", "en"]))
def test_whatever_is_typed_is_a_weight_in_range_or_has_a_name(typed, language):
    read = read_weight(typed, language)
    assert read in FAULTS if isinstance(read, str) else 0 < read <= MOST_WEIGHT


FAULTS = {
    "weight_not_a_number",
    "weight_is_a_fraction",
    "weight_reads_two_ways",
    "weight_not_above_zero",
    "weight_too_great",
    "weight_too_many_decimals",
}


# ---- out of proportion -------------------------------------------------------------------------------------------


def test_more_than_half_of_the_dimensions_as_must_haves_is_said_to_be_much():
    musts = [asked(code, must=True) for code in CODES[:6]]
    assert services.harsh(musts, 10) == [Harsh.MANY_MUSTS]
    assert services.harsh(musts[:5], 10) == []


def test_level_five_as_a_must_have_is_said_to_be_much():
    assert services.harsh([asked("HSE", 5, must=True)], 10) == [Harsh.TOP_AS_MUST]
    assert services.harsh([asked("HSE", 5)], 10) == []


# ---- publishing, withdrawing, deleting ---------------------------------------------------------------------------


def test_a_published_profile_has_its_time_and_stays_as_it_is(buyer):
    profile = made.profile(buyer, asked("HSE", 3))
    assert profile.published_at is not None
    with working_for(buyer):
        found = queries.get_profile(profile.id)
        for change in (
            lambda: services.save_profile(found, draft(asked("HSE", 1), version=found.version), by=None),
            lambda: services.publish_profile(found, found.version, by=None),
            lambda: services.delete_profile(found, found.version, by=None),
        ):
            with pytest.raises(Conflict, match="profile_is_published"):
                change()


@pytest.mark.parametrize("rows", [(), (RequirementDraft(code="HSE", reason="Kanskje."),)])
def test_what_asks_nothing_is_not_published(buyer, rows):
    with working_for(buyer):
        profile = services.create_profile(buyer, draft(*rows), by=None)
    with working_for(buyer), pytest.raises(Refused, match="profile_asks_nothing"):
        services.publish_profile(queries.get_profile(profile.id), profile.version, by=None)


def test_what_was_changed_meanwhile_is_not_published_unseen(buyer):
    profile = made.profile(buyer, published=False)
    with working_for(buyer):
        services.save_profile(queries.get_profile(profile.id), draft(asked("HSE", 5), version=1), by=None)
    with working_for(buyer), pytest.raises(StaleVersion):
        services.publish_profile(queries.get_profile(profile.id), 1, by=None)


def test_a_draft_written_against_older_dimensions_is_looked_over_before_it_is_published(buyer):
    own_dimension(buyer, "ROV")
    profile = made.profile(buyer, asked("ROV", 2), published=False)
    own_dimension(buyer, "SJO")
    with working_for(buyer), pytest.raises(Refused, match="framework_is_newer"):
        services.publish_profile(queries.get_profile(profile.id), profile.version, by=None)
    with working_for(buyer):
        found = queries.get_profile(profile.id)
        services.save_profile(found, draft(asked("ROV", 2), version=found.version), by=None)
        services.publish_profile(found, found.version, by=None)


def test_a_published_profile_reads_as_it_did_when_the_buyers_own_dimensions_have_grown(buyer):
    own_dimension(buyer, "ROV")
    profile = made.profile(buyer, asked("ROV", 2))
    own_dimension(buyer, "SJO")
    with working_for(buyer):
        then = [dimension.code for dimension in queries.dimensions_of(queries.get_profile(profile.id))]
        now = [dimension.code for dimension in queries.dimensions_in_force(buyer.id)]
    assert then == [*CODES, "ROV"]
    assert now == [*CODES, "ROV", "SJO"]


def test_a_dimension_that_is_gone_leaves_a_draft_when_it_is_saved_and_stays_in_what_is_published(buyer):
    own_dimension(buyer, "ROV")
    own_dimension(buyer, "SJO")
    public = made.profile(buyer, asked("HSE"), asked("ROV"))
    own = made.profile(buyer, asked("HSE"), asked("ROV"), published=False)
    forget_dimension(buyer, "ROV")
    with working_for(buyer):
        found = queries.get_profile(own.id)
        with pytest.raises(Refused, match="framework_is_newer"):
            services.publish_profile(found, found.version, by=None)
        services.save_profile(found, draft(asked("HSE"), version=found.version), by=None)
    with working_for(buyer):
        assert [row.dimension_code for row in queries.get_profile(own.id).requirements] == ["HSE"]
        assert "ROV" in [dimension.code for dimension in queries.dimensions_of(queries.get_profile(public.id))]


def test_a_withdrawn_profile_is_no_longer_offered_but_found_by_its_address(buyer):
    kept, gone = made.profile(buyer), made.profile(buyer, withdrawn=True)
    assert gone.state is ProfileState.WITHDRAWN
    with unit_of_work(NOBODY):
        assert [line.id for line in queries.list_published().rows] == [kept.id]
        assert queries.published_profile(gone.id).title == gone.title
    with working_for(buyer), pytest.raises(Conflict, match="profile_not_published"):
        services.withdraw_profile(queries.get_profile(gone.id), gone.version, by=None)


def test_a_deleted_draft_is_gone_with_its_rows(buyer, owner_sql):
    profile = made.profile(buyer, published=False)
    with working_for(buyer):
        services.delete_profile(queries.get_profile(profile.id), profile.version, by=None)
    assert owner_sql("SELECT count(*) FROM requirements_profile") == [(0,)]
    assert owner_sql("SELECT count(*) FROM requirements_requirement") == [(0,)]


def test_the_journal_says_what_happened_and_holds_no_text(buyer, owner_sql):
    profile = made.profile(buyer, withdrawn=True)
    entries = owner_sql("SELECT what, data::text FROM journal_entry WHERE what LIKE 'requirements.%%' ORDER BY seq")
    assert [what for what, _ in entries] == [
        f"requirements.profile_{verb}" for verb in ("created", "published", "withdrawn")
    ]
    assert not any(profile.title in data or "krever" in data for _, data in entries)


# ---- copying -----------------------------------------------------------------------------------------------------


def copied(buyer, source):
    with working_for(buyer):
        copy, left_out = services.copy_profile(buyer, queries.get_profile(source.id), draft(), by=None)
        return stored(copy), left_out, copy


def test_another_buyers_published_profile_is_copied_row_by_row(buyer):
    source = made.profile(organisation("buyer"), *made.vector("HSE"))
    rows, left_out, copy = copied(buyer, source)
    assert rows == stored(source)
    assert left_out == []
    assert (copy.organisation_id, copy.state, copy.copied_from_id) == (buyer.id, ProfileState.DRAFT, source.id)


def test_another_buyers_own_dimensions_are_left_out_and_named(buyer):
    other = organisation("buyer")
    own_dimension(other, "ROV")
    own_dimension(buyer, "SJO")
    source = made.profile(other, asked("HSE"), asked("ROV"))
    rows, left_out, _ = copied(buyer, source)
    assert [code for code, *_ in rows] == ["HSE"]
    assert left_out == ["ROV"]


def test_ones_own_dimensions_come_with_a_copy_of_ones_own(buyer):
    own_dimension(buyer, "ROV")
    source = made.profile(buyer, asked("HSE"), asked("ROV"))
    rows, left_out, _ = copied(buyer, source)
    assert [code for code, *_ in rows] == ["HSE", "ROV"]
    assert left_out == []


def test_forty_dimensions_can_be_asked_for(buyer):
    for number in range(30):
        own_dimension(buyer, f"OWN{number}")
    codes = [*CODES, *(f"OWN{number}" for number in range(30))]
    profile = made.profile(buyer, *(asked(code) for code in codes))
    with working_for(buyer):
        assert [dimension.code for dimension in queries.dimensions_of(profile)] == codes


# ---- lists -------------------------------------------------------------------------------------------------------


def test_the_public_list_goes_on_from_page_to_page_without_losing_or_repeating(buyer):
    numbers = [made.profile(buyer).id for _ in range(25)]
    with unit_of_work(NOBODY):
        first = queries.list_published()
        second = queries.list_published(after=first.after)
    assert [line.id for line in [*first.rows, *second.rows]] == numbers[::-1]
    assert second.after is None


@pytest.mark.parametrize(
    "key", ["x", "2026-1", "99999999999999999999-1", "20261101000000000000-" + "9" * 40, "-", "²-²"]
)
def test_a_key_that_we_never_gave_is_no_key(buyer, key):
    profile = made.profile(buyer)
    with unit_of_work(NOBODY):
        assert [line.id for line in queries.list_published(after=key).rows] == [profile.id]


def test_the_list_can_be_narrowed_to_one_buyer(buyer):
    other = organisation("buyer")
    made.profile(other)
    mine = made.profile(buyer, *made.vector("HSE"))
    made.profile(organisation("buyer"), published=False)
    with unit_of_work(NOBODY):
        (line,) = queries.list_published(buyer_id=buyer.id).rows
        assert {row.id for row in queries.buyers()} == {buyer.id, other.id}
    assert (line.id, line.asked, line.musts, line.organisation) == (mine.id, 4, 1, buyer.name)


# ---- row-level security, by raw SQL as the site's own role -------------------------------------------------------

TABLES = ("requirements_profile", "requirements_requirement")
STRANGERS = {
    "another buyer": lambda other: acting_for(other.id),
    "nobody": lambda other: NOBODY,
    "a moderator": lambda other: Context(person_id=1, organisation_ids=(other.id,), platform=("moderator",)),
    "an administrator": lambda other: Context(person_id=1, platform=("administrator", "moderator")),
}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("role", ["web", "worker"])
@pytest.mark.parametrize("who", STRANGERS)
def test_a_draft_is_not_there_for_strangers(buyer, web_sql, table, role, who):
    made.profile(buyer, published=False)
    stranger = STRANGERS[who](organisation("buyer"))
    assert web_sql(f"SELECT count(*) FROM {table}", acting_for(buyer.id), role) == [(1,)]
    assert web_sql(f"SELECT count(*) FROM {table}", stranger, role) == [(0,)]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("state", [{}, {"withdrawn": True}])
@pytest.mark.parametrize("who", STRANGERS)
def test_what_has_been_published_is_there_for_everybody(buyer, web_sql, table, state, who):
    made.profile(buyer, **state)
    assert web_sql(f"SELECT count(*) FROM {table}", STRANGERS[who](organisation("buyer"))) == [(1,)]


def changes(table: str, other) -> list[str]:
    """What a stranger might try: change it, make it over to herself, delete it."""
    text = "title = 'x'" if table == "requirements_profile" else "level = 0"
    return [
        f"UPDATE {table} SET {text} RETURNING id",
        f"UPDATE {table} SET organisation_id = {other.id} RETURNING id",
        f"DELETE FROM {table} RETURNING id",
    ]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("role", ["web", "worker"])
@pytest.mark.parametrize("published", [True, False])
def test_nobody_else_changes_takes_over_or_deletes_a_row(buyer, web_sql, owner_sql, table, role, published):
    made.profile(buyer, published=published)
    other = organisation("buyer")
    before = owner_sql(f"SELECT * FROM {table}")
    for statement in changes(table, other):
        assert web_sql(statement, acting_for(other.id), role) == [], statement
    assert owner_sql(f"SELECT * FROM {table}") == before


@pytest.mark.parametrize("role", ["web", "worker"])
def test_the_rows_of_what_is_published_stay_also_for_its_own_buyer(buyer, web_sql, owner_sql, role):
    profile = made.profile(buyer)
    before = owner_sql("SELECT * FROM requirements_requirement")
    assert web_sql("UPDATE requirements_requirement SET level = 5 RETURNING id", acting_for(buyer.id), role) == []
    assert web_sql("DELETE FROM requirements_requirement RETURNING id", acting_for(buyer.id), role) == []
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(
            INSERT,
            acting_for(buyer.id),
            role,
            firm=buyer.id,
            profile=profile.id,
            code="ENV",
            level=1,
            weight=1,
            must=False,
        )
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        web_sql("DELETE FROM requirements_profile", acting_for(buyer.id), role)
    assert owner_sql("SELECT * FROM requirements_requirement") == before


INSERT = (
    "INSERT INTO requirements_requirement (organisation_id, profile_id, dimension_code, level, weight, must, reason)"
    " VALUES (%(firm)s, %(profile)s, %(code)s, %(level)s, %(weight)s, %(must)s, 'Derfor.') RETURNING id"
)


@pytest.mark.parametrize("published", [True, False])
def test_nobody_adds_a_requirement_to_another_buyers_profile(buyer, web_sql, published):
    profile, other = made.profile(buyer, published=published), organisation("buyer")
    values = {"profile": profile.id, "code": "ENV", "level": 1, "weight": 1, "must": False}
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(INSERT, acting_for(other.id), firm=buyer.id, **values)
    with pytest.raises((psycopg.errors.ForeignKeyViolation, psycopg.errors.InsufficientPrivilege)):
        web_sql(INSERT, acting_for(other.id), firm=other.id, **values)


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"code": "LOC", "must": True}, "local_value_is_never_a_must"),
        ({"weight": 0}, "weight_is_positive"),
        ({"weight": -1}, "weight_is_positive"),
        ({"level": 6}, "level_is_a_level"),
        ({"level": -1}, "level_is_a_level"),
    ],
)
def test_the_database_itself_refuses_what_cannot_be(buyer, web_sql, values, rule):
    profile = made.profile(buyer, published=False)
    row = {"firm": buyer.id, "profile": profile.id, "code": "ENV", "level": 1, "weight": 1, "must": False} | values
    with pytest.raises(psycopg.errors.CheckViolation, match=rule):
        web_sql(INSERT, acting_for(buyer.id), **row)


def test_a_draft_of_another_buyer_is_not_found_by_any_door(buyer):
    number, other = made.profile(buyer, published=False).id, organisation("buyer").id
    own = buyer.id
    for door in (queries.get_profile, queries.published_profile):
        with pytest.raises(NoResultFound), unit_of_work(acting_for(other)):
            door(number)
    with pytest.raises(NoResultFound), unit_of_work(acting_for(own)):
        queries.published_profile(number)


def test_the_greatest_weight_fits_the_table(buyer):
    profile = made.profile(buyer, asked("HSE", 1, MOST_WEIGHT))
    assert profile.requirements[0].weight == MOST_WEIGHT
