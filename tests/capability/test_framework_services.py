"""Versions are added one after the other, never changed; and a firm moves to them without losing a word."""

import copy
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from app.blueprints.capability import queries, services
from app.blueprints.capability.terms import AnswerDraft, DimensionDraft
from app.core.clock import today
from app.core.db import acting_for, db, unit_of_work
from app.core.errors import Conflict, Refused, StaleVersion
from tests.factories.accounts import actor, member, organisation
from tests.factories.capability import CODES, assessment
from tests.factories.frameworks import common_framework, dimension, next_common, own_data, own_framework, texts

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def buyer(db_session):
    return organisation("buyer")


@pytest.fixture
def firm(db_session):
    return organisation()


def add(data, **values):
    with unit_of_work():
        return services.add_version(data, **({"by": None} | values))


def draft(code="OWN1", read_version=0):
    told = dimension(code)
    return DimensionDraft(
        code=code,
        name=told["name"],
        short_name=told["short_name"],
        about=told["about"],
        levels=tuple(told["levels"]),
        read_version=read_version,
    )


# ---- adding ------------------------------------------------------------------------------------------------------


def test_what_is_stored_is_what_was_given(buyer):
    data = own_data(buyer, "SOL", "WIND")
    add(data, organisation=buyer)
    db.session.expire_all()
    stored = queries.get_framework(f"own-{buyer.id}", 1)
    assert stored.as_data() == data
    assert stored.organisation_id == buyer.id
    assert json.loads(json.dumps(stored.as_data())) == data


def test_the_versions_follow_on_each_other(buyer):
    own_framework(buyer, "SOL")
    for version, refusal in ((1, "framework_version_exists"), (3, "framework_version_not_next")):
        with pytest.raises((Conflict, Refused), match=refusal) as found:
            own_framework(buyer, "SOL", "WIND", version=version)
        assert found.value.params["following"] == 2
    own_framework(buyer, "SOL", "WIND", version=2)
    assert [v.version for v in queries.versions_of(f"own-{buyer.id}")] == [2, 1]


def test_a_version_is_not_valid_before_the_one_before_it(buyer):
    own_framework(buyer, "SOL")
    with pytest.raises(Refused, match="framework_valid_too_soon"):
        own_framework(buyer, "WIND", version=2, valid_from=str(today() - timedelta(days=1)))


def test_a_version_that_says_nothing_new_is_refused(buyer):
    own_framework(buyer, "SOL")
    with pytest.raises(Refused, match="framework_same"):
        own_framework(buyer, "SOL", version=2)


def test_a_buyer_never_touches_the_common_dimensions(buyer, owner_sql):
    with pytest.raises(Refused, match="framework_code_other"):
        add(next_common(), organisation=buyer)
    with pytest.raises(Refused, match="framework_code_other"):
        add(own_data(organisation("buyer"), "SOL"), organisation=buyer)
    with pytest.raises(Refused, match="framework_code_common") as refusal:
        own_framework(buyer, "SOL", "LOC", "HSE")
    assert refusal.value.params == {"codes": "HSE, LOC"}
    assert owner_sql("SELECT count(*) FROM capability_framework") == [(1,)]


def test_a_code_that_the_common_ones_only_had_before_is_taken_too(buyer):
    common_framework()  # without LOC
    with pytest.raises(Refused, match="framework_code_common"):
        own_framework(buyer, "LOC")
    own_framework(buyer, "LOCAL")


def test_a_code_means_one_dimension_on_the_whole_site(buyer):
    own_framework(buyer, "SOL")
    own_framework(buyer, "WIND", version=2)
    other = organisation("buyer")
    for taken in ("SOL", "WIND"):
        with pytest.raises(Refused, match="framework_code_taken"):
            own_framework(other, taken)
        with pytest.raises(Refused, match="framework_code_taken"), unit_of_work():
            services.add_dimension(other, draft(taken), by=None)
    data = next_common()
    data["dimensions"][0]["code"] = "SOL"
    with pytest.raises(Refused, match="framework_code_taken"):
        add(data)
    own_framework(buyer, "SOL", version=3)


def test_of_two_buyers_who_take_the_same_code_in_the_same_moment_one_is_refused(app, buyer):
    both = [buyer, organisation("buyer")]
    data = [own_data(each, "SOL") for each in both]

    def run(which):
        with app.app_context():
            try:
                return add(data[which], organisation=both[which]).version
            except Refused as refusal:
                return refusal.code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(map(str, pool.map(run, range(2)))) == ["1", "framework_code_taken"]


def test_the_common_ones_are_not_loaded_under_another_code(buyer):
    with pytest.raises(Refused, match="framework_code_other"):
        add(own_data(buyer, "SOL"))


def test_a_faulty_framework_is_stored_by_nobody(buyer, owner_sql):
    data = own_data(buyer, "SOL")
    del data["dimensions"][0]["levels"][3]["nn"]
    with pytest.raises(Refused, match="framework_faulty"):
        add(data, organisation=buyer)
    assert owner_sql("SELECT count(*) FROM capability_framework") == [(1,)]


def test_the_journal_says_which_version_and_its_hash_and_none_of_its_words(buyer, owner_sql):
    own_framework(buyer, "SOL", name=texts("hemmelig-kanari"))
    ((data, organisation_id, canonical),) = owner_sql(
        "SELECT data, organisation_id, canonical FROM journal_entry WHERE what = 'capability.framework_added'"
    )
    assert (data["version"], len(data["sha256"]), organisation_id) == (1, 64, buyer.id)
    assert "kanari" not in canonical


def test_a_dimension_by_hand_is_a_new_version_with_it_last(buyer):
    for number, code in enumerate(("SOL", "WIND")):
        with unit_of_work():
            services.add_dimension(buyer, draft(code, read_version=number), by=None)
    db.session.expire_all()
    stored = queries.newest_version(f"own-{buyer.id}")
    assert stored.version == 2
    assert [d["code"] for d in stored.as_data()["dimensions"]] == ["SOL", "WIND"]
    assert stored.as_data()["dimensions"][1] == dimension("WIND")
    assert [d.code for d in queries.get_framework(f"own-{buyer.id}", 1).dimensions] == ["SOL"]


def test_a_dimension_by_hand_takes_no_code_that_is_taken(buyer):
    own_framework(buyer, "SOL")
    for code, refusal in (("SOL", "framework_code_twice"), ("HSE", "framework_code_common")):
        with pytest.raises(Refused, match=refusal) as found, unit_of_work():
            services.add_dimension(buyer, draft(code, read_version=1), by=None)
        assert found.value.field == "code"


def test_two_who_add_by_hand_are_told_of_each_other(buyer):
    own_framework(buyer, "SOL")
    with pytest.raises(StaleVersion), unit_of_work():
        services.add_dimension(buyer, draft("WIND", read_version=0), by=None)


def test_of_two_who_add_the_same_version_in_the_same_moment_one_is_refused(app, buyer):
    data = [own_data(buyer, "SOL"), own_data(buyer, "WIND")]

    def run(which):
        with app.app_context():
            try:
                return add(data[which], organisation=buyer).version
            except Conflict as refusal:
                return refusal.code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(map(str, pool.map(run, range(2)))) == ["1", "framework_version_exists"]


def test_a_template_reads_as_it_is_when_there_are_dimensions_and_says_what_is_missing_when_there_are_none(buyer):
    from app.blueprints.capability import rules

    empty = rules.read_framework(rules.to_workbook(services.template(buyer, None)))
    assert {fault.code for fault in empty.faults} == {"language_missing"}
    stored = own_framework(buyer, "SOL")
    with unit_of_work():
        filled = services.template(buyer, queries.newest_version(stored.code))
    assert rules.read_framework(rules.to_workbook(filled)).data == filled
    assert filled["version"] == 2


@pytest.mark.parametrize("table", ["capability_framework", "capability_dimension", "capability_level"])
@pytest.mark.parametrize("role", ["web", "worker"])
def test_what_a_buyer_added_never_changes_either(buyer, web_sql, table, role):
    own_framework(buyer, "SOL")
    for statement in (f"UPDATE {table} SET created_at = now()", f"DELETE FROM {table}"):
        with pytest.raises(Exception, match="permission denied"):
            web_sql(statement, acting_for(buyer.id), role=role)


def test_a_version_that_is_only_coming_is_not_in_force_yet(buyer):
    common_framework(days=1)
    assert queries.current_framework().version == 1
    assert queries.version_in_force("default") == 1
    assert [(v.version, v.in_force) for v in queries.versions_of("default")] == [(2, False), (1, True)]
    assert queries.current_framework(on=today() + timedelta(days=1)).version == 2


def test_own_versions_are_the_one_in_force_and_those_to_come(buyer):
    for version, codes in enumerate((["SOL"], ["SOL", "WIND"]), 1):
        own_framework(buyer, *codes, version=version)
    own_framework(buyer, "WIND", version=3, valid_from=str(today() + timedelta(days=9)))
    other = organisation("buyer")
    own_framework(other, "RAIN", valid_from=str(today() + timedelta(days=9)))
    listed, total = queries.own_versions(50, 0)
    assert {(v.organisation_id, v.version, v.in_force, v.dimensions) for v in listed} == {
        (buyer.id, 3, False, 1),
        (buyer.id, 2, True, 2),
        (other.id, 1, False, 1),
    }
    assert total == 3


# ---- moving ------------------------------------------------------------------------------------------------------


def answers_of(firm, made):
    db.session.expire_all()
    with unit_of_work(acting_for(firm.id)):
        whole = queries.get_assessment(made.id)
        codes = {d.id: d.code for d in whole.framework.dimensions}
        return {codes[a.dimension_id]: (a.claimed, a.goal, a.note) for a in whole.answers}


def answer(firm, made, code, **values):
    with unit_of_work(acting_for(firm.id)):
        whole = queries.get_assessment(made.id)
        found = services.answer_in(whole, code)
        return services.answer_dimension(whole, found, AnswerDraft(version=found.version, **values), by=None)


def move(firm, by=None):
    with unit_of_work(acting_for(firm.id)):
        return services.move_assessment(firm, by=by)


def test_a_new_version_changes_no_assessment_that_was_made(firm):
    done = assessment(firm, {"HSE": 4, "LOC": 1}, {"HSE": 5}, submitted=True)
    before = answers_of(firm, done)
    common_framework()
    assert answers_of(firm, done) == before
    with unit_of_work(acting_for(firm.id)):
        whole = queries.latest_submitted(firm.id)
        assert (whole.id, whole.framework.version) == (done.id, 1)
        standing = queries.standings(whole, "en")[0]
        assert standing.now_text == "Targets set and followed for 12 months, hired-in workers included."


def test_moving_takes_over_what_is_the_same_and_leaves_what_has_changed_to_be_chosen_anew(firm):
    done = assessment(firm, {"HSE": 3, "QUA": 4, "LOC": 1}, {"HSE": 4, "QUA": 5}, submitted=True)
    common_framework()
    kari = actor(member(firm))
    moved = move(firm, kari)
    found = answers_of(firm, moved)
    assert set(found) == set(CODES) - {"LOC"} | {"SEC"}
    assert found["QUA"] == (4, 5, "")
    assert found["ENV"] == (2, None, "")
    assert found["HSE"] == (None, 4, "")
    assert found["SEC"] == (None, None, "")
    with unit_of_work(acting_for(firm.id)):
        whole = queries.get_assessment(moved.id)
        former = queries.former_answers(whole)
        assert (former["HSE"].claimed, former["HSE"].same) == (3, False)
        assert former["HSE"].descriptor["en"].startswith("System in daily use")
        assert "LOC" not in former
        assert queries.claimed_before(whole) == {code: found[code][0] for code in set(CODES) - {"LOC", "HSE"}}
    assert answers_of(firm, done)["HSE"] == (3, 4, "")


def test_what_was_under_way_goes_before_what_was_handed_in_and_notes_come_along(firm):
    assessment(firm, {"QUA": 1, "ENV": 1}, submitted=True)
    under_way = assessment(firm, {})
    answer(firm, under_way, "QUA", claimed=3, goal=4, note="Spør Ola")
    answer(firm, under_way, "HSE", note="Bare et notat")
    common_framework()
    moved = answers_of(firm, move(firm))
    assert moved["QUA"] == (3, 4, "Spør Ola")
    assert moved["ENV"] == (1, None, "")


def test_the_one_left_behind_stays_as_it_was_and_is_not_the_one_to_go_on_with(firm):
    under_way = assessment(firm, {"QUA": 3})
    common_framework()
    with unit_of_work(acting_for(firm.id)):
        assert queries.open_assessment(firm.id).id == under_way.id  # until the firm moves
    moved = move(firm)
    with unit_of_work(acting_for(firm.id)):
        assert queries.open_assessment(firm.id).id == moved.id
        assert services.start_assessment(firm, by=None).id == moved.id
        lines = {line.id: line for line in queries.assessments_of(firm.id)}
        assert (lines[under_way.id].superseded, lines[moved.id].superseded) == (True, False)
        assert (lines[under_way.id].version, lines[moved.id].version) == (1, 2)
        assert queries.progress(firm.id).assessment_id == moved.id
    with pytest.raises(Conflict, match="assessment_superseded"):
        answer(firm, under_way, "QUA", claimed=5)
    with pytest.raises(Conflict, match="assessment_superseded"), unit_of_work(acting_for(firm.id)):
        services.submit_assessment(queries.get_assessment(under_way.id), by=None)
    assert answers_of(firm, under_way)["QUA"] == (3, None, "")


def test_one_that_is_under_way_may_be_handed_in_before_the_firm_moves(firm):
    under_way = assessment(firm, dict.fromkeys(CODES, 2))
    common_framework()
    with unit_of_work(acting_for(firm.id)):
        services.submit_assessment(queries.get_assessment(under_way.id), by=None)
    assert answers_of(firm, move(firm))["ENV"] == (2, None, "")


def test_there_is_nothing_to_move_from_or_to(firm):
    with pytest.raises(Conflict, match="nothing_to_move"):
        move(firm)
    assessment(firm, submitted=True)
    with pytest.raises(Conflict, match="nothing_to_move"):
        move(firm)
    common_framework(days=1)
    with pytest.raises(Conflict, match="nothing_to_move"):
        move(firm)


def test_moving_twice_is_moving_once(firm):
    assessment(firm, submitted=True)
    common_framework()
    assert move(firm).id == move(firm).id


def test_nothing_of_another_firm_is_taken_over(firm):
    assessment(organisation(), {"QUA": 5}, submitted=True)
    assessment(firm, {"QUA": 1}, submitted=True)
    common_framework()
    assert answers_of(firm, move(firm))["QUA"][0] == 1


def test_a_change_of_wording_that_comes_and_goes_is_compared_with_what_was_answered(firm):
    """Version 3 reads as version 1 did: what was said under 1 holds, though 2 read otherwise."""
    assessment(firm, {"HSE": 3}, submitted=True)
    first = copy.deepcopy(queries.get_framework("default", 1).as_data())
    common_framework()
    common_framework(first | {"version": 3, "valid_from": str(today())})
    assert answers_of(firm, move(firm))["HSE"][0] == 3


def test_the_journal_tells_from_which_version_to_which_and_no_level(firm, owner_sql):
    assessment(firm, {"QUA": 4}, submitted=True)
    common_framework()
    move(firm)
    rows = owner_sql("SELECT data FROM journal_entry WHERE what = 'capability.assessment_moved'")
    assert rows == [({"from_version": 1, "to_version": 2},)]


def test_a_firm_may_have_one_under_way_for_each_framework(firm, buyer):
    own_framework(buyer, "SOL")
    common = assessment(firm)
    with unit_of_work(acting_for(firm.id)):
        own = services.start_assessment(firm, by=None, code=f"own-{buyer.id}")
        assert services.start_assessment(firm, by=None, code=f"own-{buyer.id}").id == own.id
        assert services.start_assessment(firm, by=None).id == common.id
        assert queries.open_assessment(firm.id).id == common.id
        progress = queries.progress(firm.id)
        assert (progress.assessment_id, progress.total) == (common.id, 10)


def test_a_buyers_own_dimensions_do_not_become_where_the_firm_stands(firm, buyer):
    own_framework(buyer, "SOL")
    done = assessment(firm, submitted=True)
    with unit_of_work(acting_for(firm.id)):
        own = queries.get_assessment(services.start_assessment(firm, by=None, code=f"own-{buyer.id}").id)
        found = services.answer_in(own, "SOL")
        services.answer_dimension(own, found, AnswerDraft(claimed=5, version=found.version), by=None)
        services.submit_assessment(own, by=None)
    with unit_of_work(acting_for(firm.id)):
        assert queries.latest_submitted(firm.id).id == done.id
        assert queries.latest_submitted(firm.id, f"own-{buyer.id}").id == own.id
        assert queries.progress(firm.id).answered == 10
