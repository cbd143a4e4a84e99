"""Gap and readiness are the research note's (C1), to the last fraction."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.requirements import rules
from app.blueprints.requirements.terms import MOST_REQUIREMENTS, Gap, Requirement, Verdict

# The vector that the note publishes.
PROFILE = [
    Requirement(code="HSE", level=3, weight=2),
    Requirement(code="QUA", level=3, weight=1),
    Requirement(code="ENV", level=2, weight=1),
    Requirement(code="DIG", level=3, weight=1),
]
LEVELS = {"HSE": 2, "QUA": 5, "ENV": 2, "DIG": 1}


def must(code, level, weight=1):
    return Requirement(code=code, level=level, weight=weight, must=True)


def gap(code, required, effective, *, is_must=False):
    return Gap(code=code, required=required, effective=effective, gap=required - effective, must=is_must)


def test_the_published_vector_gives_five_sevenths():
    answer = rules.readiness(PROFILE, LEVELS)
    assert answer.value == Fraction(5, 7)
    assert str(rules.rounded(answer.value)) == "0.714"
    assert answer.verdict is Verdict.PARTLY
    assert answer.gaps == (gap("DIG", 3, 1), gap("HSE", 3, 2))


def test_strength_beyond_what_is_asked_counts_for_nothing():
    """An uncapped mean gives 12/14 = 0.857 here, and is wrong."""
    assert Fraction(sum(r.weight * LEVELS[r.code] for r in PROFILE), 14) == Fraction(12, 14)
    capped = rules.readiness(PROFILE, LEVELS | {"QUA": 3})
    assert rules.readiness(PROFILE, LEVELS) == capped


def test_a_gap_in_a_must_have_is_not_ready_whatever_the_figure():
    profile = [must("HSE", 1, Fraction(1, 1000)), Requirement(code="QUA", level=5, weight=1000)]
    answer = rules.readiness(profile, {"QUA": 5})
    assert answer.verdict is Verdict.NOT_READY
    assert str(rules.rounded(answer.value)) == "1.000"
    assert answer.gaps == (gap("HSE", 1, 0, is_must=True),)


def test_must_haves_that_are_met_leave_the_other_gaps_partly():
    answer = rules.readiness([must("HSE", 3), Requirement(code="ENV", level=2)], {"HSE": 3, "ENV": 1})
    assert (answer.value, answer.verdict) == (Fraction(4, 5), Verdict.PARTLY)


def test_all_met_is_ready():
    answer = rules.readiness([must("HSE", 3), Requirement(code="ENV", level=2)], {"HSE": 5, "ENV": 2})
    assert (answer.value, answer.verdict, answer.gaps) == (1, Verdict.READY, ())


@pytest.mark.parametrize("profile", [[], [must("HSE", 0)], [Requirement(code=c, level=0) for c in ("HSE", "ENV")]])
@pytest.mark.parametrize("levels", [{}, {"HSE": 5, "ENV": 5}])
def test_nothing_asked_for_is_no_requirements_and_no_figure(profile, levels):
    answer = rules.readiness(profile, levels)
    assert (answer.value, answer.verdict, answer.gaps) == (None, Verdict.NO_REQUIREMENTS, ())


def test_a_dimension_without_a_level_counts_as_nought():
    answer = rules.readiness([Requirement(code="HSE", level=2), Requirement(code="ENV", level=2)], {"ENV": 1})
    assert (answer.value, answer.gaps) == (Fraction(1, 4), (gap("HSE", 2, 0), gap("ENV", 2, 1)))


def test_the_gaps_come_with_must_haves_first_then_the_widest_then_by_code():
    profile = [
        Requirement(code="DIG", level=5),
        Requirement(code="BID", level=2),
        Requirement(code="ENV", level=2),
        must("QUA", 1),
        must("HSE", 3),
    ]
    assert [found.code for found in rules.gaps(profile, {})] == ["HSE", "QUA", "DIG", "BID", "ENV"]


def test_the_figure_is_exact_and_a_third_is_a_third():
    profile = [Requirement(code=code, level=1, weight=Fraction(1, 3)) for code in ("HSE", "QUA", "ENV")]
    assert rules.readiness(profile, {"HSE": 1}).value == Fraction(1, 3)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(1, 2000), "0.000"),  # 0.0005: the even neighbour is 0.000
        (Fraction(3, 2000), "0.002"),  # 0.0015: the even neighbour is 0.002
        (Fraction(1, 16), "0.062"),  # 0.0625
        (Fraction(3, 16), "0.188"),  # 0.1875
        (Fraction(10**30 + 1, 16 * 10**30), "0.063"),  # the least above a half: no float would know
        (Fraction(2, 3), "0.667"),
        (Fraction(0), "0.000"),
        (Fraction(1), "1.000"),
    ],
)
def test_a_half_goes_to_the_even_neighbour(value, shown):
    assert str(rules.rounded(value)) == shown


# Whatever is asked, and wherever a firm stands

codes = st.sampled_from(["HSE", "QUA", "ENV", "ETH", "TEC", "DIG", "FIN", "BID", "INN", "LOC"])
weights = st.integers(1, 1000) | st.fractions(Fraction(1, 1000), 1000, max_denominator=1000)
profiles = st.lists(
    st.builds(Requirement, code=codes, level=st.integers(0, 5), weight=weights, must=st.booleans()),
    unique_by=lambda requirement: requirement.code,
    max_size=10,
)
firms = st.dictionaries(codes, st.integers(0, 5))


@given(profiles, firms)
def test_readiness_is_a_share(profile, levels):
    value = rules.readiness(profile, levels).value
    assert (value is None) == all(asked.level == 0 for asked in profile)
    assert value is None or (isinstance(value, Fraction) and 0 <= value <= 1)


@given(profiles, firms)
def test_readiness_is_one_exactly_when_there_is_no_gap(profile, levels):
    answer = rules.readiness(profile, levels)
    assert (answer.value == 1) == (answer.verdict is Verdict.READY)
    if answer.value is not None:
        assert (answer.value == 1) == (answer.gaps == ())


@given(profiles, firms)
def test_each_shortfall_is_a_gap_and_nothing_else_is(profile, levels):
    short = {asked.code: asked.level - levels.get(asked.code, 0) for asked in profile}
    found = rules.readiness(profile, levels).gaps
    assert {gap.code: gap.gap for gap in found} == {code: by for code, by in short.items() if by > 0}


@given(profiles, firms)
def test_not_ready_means_a_must_have_and_a_must_have_means_not_ready(profile, levels):
    wanting = any(asked.must and levels.get(asked.code, 0) < asked.level for asked in profile)
    assert (rules.readiness(profile, levels).verdict is Verdict.NOT_READY) == wanting


@given(profiles, firms, st.data())
def test_strength_in_one_dimension_never_hides_a_gap_in_another(profile, levels, data):
    before = rules.readiness(profile, levels)
    strong = data.draw(codes)
    after = rules.readiness(profile, levels | {strong: 5})
    assert [gap for gap in after.gaps if gap.code != strong] == [gap for gap in before.gaps if gap.code != strong]
    if any(gap.code != strong for gap in before.gaps):
        assert after.value < 1


@given(profiles, firms, codes, st.integers(0, 5))
def test_a_higher_level_never_lowers_readiness(profile, levels, code, higher):
    raised = levels | {code: max(levels.get(code, 0), higher)}
    before, after = rules.readiness(profile, levels), rules.readiness(profile, raised)
    assert before.value is None or after.value >= before.value
    assert {gap.code for gap in after.gaps} <= {gap.code for gap in before.gaps}


@given(profiles, firms, st.randoms())
def test_the_order_of_requirements_does_not_matter(profile, levels, chance):
    shuffled = list(profile)
    chance.shuffle(shuffled)
    assert rules.readiness(shuffled, levels) == rules.readiness(profile, levels)


@given(profiles, firms, st.fractions(Fraction(1, 1000), 1000))
def test_only_the_proportions_of_weights_matter(profile, levels, by):
    scaled = [
        Requirement(code=asked.code, level=asked.level, weight=asked.weight * by, must=asked.must) for asked in profile
    ]
    assert rules.readiness(scaled, levels) == rules.readiness(profile, levels)


# A profile that comes as data


def faults(data, known=None):
    return [(fault.where, fault.code) for fault in rules.profile_faults(data, known)]


FORMS = [
    [{"dimension": "HSE", "level": 3, "weight": 2, "must": True}, {"dimension": "ENV", "level": 2}],
    [{"code": "HSE", "least_level": 3, "weight": "2", "must_have": True}, {"code": "ENV", "least_level": 2}],
    {"HSE": {"level": 3, "weight": Decimal("2.0"), "must": True}, "ENV": 2},
    {"HSE": {"least_level": 3, "weight": "4/2", "must_have": True, "reason": "work at height"}, "ENV": {"level": 2}},
]


@pytest.mark.parametrize("data", [*FORMS, *({"name": "Roofs", "requirements": form} for form in FORMS)])
def test_every_form_of_a_profile_says_the_same(data):
    assert rules.read_profile(data) == (
        (Requirement(code="HSE", level=3, weight=2, must=True), Requirement(code="ENV", level=2, weight=1)),
        [],
    )


@pytest.mark.parametrize("data", [[], {}, {"requirements": []}, {"requirements": {}}])
def test_a_profile_that_asks_nothing_is_no_faulty_one(data):
    assert rules.read_profile(data) == ((), [])
    assert rules.asks_nothing(())


@pytest.mark.parametrize(
    ("weight", "exact"),
    [
        (2, Fraction(2)),
        (0.1, Fraction(1, 10)),
        (Decimal("0.1"), Fraction(1, 10)),
        ("0.5", Fraction(1, 2)),
        ("1/3", Fraction(1, 3)),
        ("1000", Fraction(1000)),
        (Decimal("1e2"), Fraction(100)),
        (Decimal("1e-20"), Fraction(1, 10**20)),
    ],
)
def test_a_weight_is_exact_however_it_is_written(weight, exact):
    requirements, found = rules.read_profile([{"dimension": "HSE", "level": 1, "weight": weight}])
    assert (found, requirements[0].weight) == ([], exact)


@pytest.mark.parametrize(
    ("weight", "code"),
    [
        (0, "weight_not_above_zero"),
        (-1, "weight_not_above_zero"),
        ("0", "weight_not_above_zero"),
        ("-1/3", "weight_not_above_zero"),
        (Decimal("-1e999999"), "weight_not_above_zero"),
        (1001, "weight_too_great"),
        ("1000.1", "weight_too_great"),
        (Decimal("1e999999999"), "weight_too_great"),
        (Decimal("1e-999999999"), "weight_too_many_digits"),
        (Decimal("0.123456789012345678901"), "weight_too_many_digits"),
        ("1/333333333333333333333", "weight_too_many_digits"),
        ("9" * 5000, "weight_too_many_digits"),
        (float("nan"), "weight_not_a_number"),
        (float("inf"), "weight_not_a_number"),
        (Decimal("NaN"), "weight_not_a_number"),
        (Decimal("sNaN"), "weight_not_a_number"),
        ("nan", "weight_not_a_number"),
        ("1/0", "weight_not_a_number"),
        ("0,5", "weight_not_a_number"),
        ("١", "weight_not_a_number"),
        (" 1", "weight_not_a_number"),
        ("", "weight_not_a_number"),
        (True, "weight_not_a_number"),
        (None, "weight_not_a_number"),
        ([1], "weight_not_a_number"),
    ],
)
def test_a_weight_that_is_none_is_refused_without_being_worked_out(weight, code):
    assert faults([{"dimension": "HSE", "level": 1, "weight": weight}]) == [("requirement 1 (HSE)", code)]


@pytest.mark.parametrize("level", [-1, 6, True, False, 3.0, Decimal(3), "3", None, [3], 10**30])
def test_a_level_is_a_whole_number_from_nought_to_five(level):
    assert faults([{"dimension": "HSE", "level": level}]) == [("requirement 1 (HSE)", "not_a_level")]


@pytest.mark.parametrize("code", ["", " ", "H S", "HSE\n", "Æ", "x" * 41, "\ud800", 1, None, ["HSE"]])
def test_a_dimension_has_a_code_that_one_can_print(code):
    assert faults([{"dimension": code, "level": 1}]) == [("requirement 1", "code_not_understood")]


@pytest.mark.parametrize(
    "data", [None, 1, "HSE", True, Decimal("NaN"), {"requirements": None}, {"requirements": "HSE"}]
)
def test_what_is_no_profile_is_said_to_be_none(data):
    assert faults(data) == [("profile", "not_a_profile")]


@pytest.mark.parametrize("code", ["LOC", "loc"])
def test_local_value_can_be_asked_for_and_weigh_but_never_be_a_must_have(code):
    assert faults([{"dimension": code, "level": 3, "must": True}]) == [(f"requirement 1 ({code})", "never_a_must")]
    assert faults([{"dimension": code, "level": 3, "weight": 9, "must": False}]) == []


def test_a_dimension_that_the_framework_does_not_have_is_refused_when_one_knows_the_framework():
    data = {"HSE": 3, "HES": 3}
    assert faults(data) == []
    assert faults(data, known={"HSE", "ENV"}) == [("requirement (HES)", "code_unknown")]


def test_every_fault_is_told_at_once():
    data = {
        "requirements": [
            {"dimension": "HSE", "level": 7, "weight": -1, "must": "yes", "colour": "red"},
            {"dimension": "HSE", "level": 1},
            {"level": 1},
            {"dimension": "QUA"},
            {"dimension": "ENV", "code": "ENV", "level": 1},
            {"dimension": "LOC", "level": 1, "must": True},
            "DIG",
        ],
        "must_haves": ["HSE"],
    }
    assert faults(data) == [
        ("profile", "key_unknown"),
        ("requirement 1", "key_unknown"),
        ("requirement 1 (HSE)", "not_a_level"),
        ("requirement 1 (HSE)", "weight_not_above_zero"),
        ("requirement 1 (HSE)", "must_not_true_or_false"),
        ("requirement 2 (HSE)", "code_twice"),
        ("requirement 3", "dimension_missing"),
        ("requirement 4 (QUA)", "level_missing"),
        ("requirement 5", "said_twice"),
        ("requirement 6 (LOC)", "never_a_must"),
        ("requirement 7", "not_a_requirement"),
    ]


def test_a_dimension_named_as_key_is_not_named_again_inside():
    assert faults({"HSE": {"dimension": "ENV", "level": 2}}) == [("requirement (HSE)", "said_twice")]


def test_there_is_an_end_to_how_much_one_may_ask():
    entries = [{"dimension": f"D{n}", "level": 5} for n in range(MOST_REQUIREMENTS + 1)]
    assert faults(entries) == [("requirements", "too_many")]
    assert faults(entries[:-1]) == []


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(
            st.sampled_from(["dimension", "level", "weight", "must", "requirements", "HSE"]) | st.text(), inner
        )
    ),
)


@given(json_like)
def test_no_data_whatever_bring_the_reader_down_and_what_it_accepts_can_be_used(data):
    requirements, found = rules.read_profile(data)
    if not found:
        assert all(asked.level in range(6) and 0 < asked.weight <= 1000 for asked in requirements)
        rules.readiness(requirements, {})
