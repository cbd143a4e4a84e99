"""A buyer's comparison: those who shared, for this purpose, in one measure, and nobody ranked."""

import re
from datetime import timedelta
from fractions import Fraction
from io import BytesIO

import pytest
from html5lib import parse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.blueprints.capability.terms import Three
from app.blueprints.requirements import queries, rules
from app.blueprints.requirements.terms import Cell, Order, Purpose, Requirement, SharedLevels, ShareKind, Verdict
from app.core.clock import now, today
from app.core.db import acting_for, unit_of_work
from tests.factories import accounts, capability, requirements, shares
from tests.factories.capability import CODES


@pytest.fixture
def buyer(db_session):
    return accounts.organisation("buyer", name="Vik kommune")


@pytest.fixture
def reader(buyer, sign_in):
    return sign_in(accounts.member(buyer, "reader"))


def at(buyer, query: str = "", kind: str = "") -> str:
    return f"/en/organisations/{buyer.id}/comparison{kind}{query}"


def text(response) -> str:
    tree = parse(response.get_data(as_text=True), namespaceHTMLElements=False)
    return " ".join("".join(tree.find("body").itertext()).split())


def table(response) -> list[list[str]]:
    """The rows of the comparison, heads first, as they are read aloud."""
    tree = parse(response.get_data(as_text=True), namespaceHTMLElements=False)
    rows = tree.find(".//table").iter("tr")
    return [[" ".join(" ".join(cell.itertext()).split()) for cell in row if cell.tag in ("th", "td")] for row in rows]


def supplier(name: str, **levels) -> object:
    """A firm that claims 3 everywhere and whose evidence carries these levels (1 or 2)."""
    firm = accounts.organisation("supplier", name=name, sort_key=name.lower())
    capability.assessment(firm, dict.fromkeys(CODES, 3), submitted=True)
    for code, level in levels.items():
        shares.shown(firm, code, level, code="other", link=f"https://prove.example/{firm.id}/{code}")
    return firm


# ---- who is there --------------------------------------------------------------------------------------------------


def test_only_those_who_shared_with_this_buyer_for_this_purpose_are_there(buyer, reader):
    one, two, three, four = (supplier(f"Firma {name}") for name in ("Ask", "Bjørk", "Eik", "Furu"))
    shares.share(one, buyer)
    shares.share(two, buyer, purpose="competition")
    shares.share(three, accounts.organisation("buyer"))
    shares.withdraw(shares.share(four, buyer))
    shares.share(four, buyer, until=shares.end_of(-1))
    names = {purpose: [row[0].split(" 3")[0] for row in table(reader.get(at(buyer, f"?purpose={purpose}")))[1:]]
             for purpose in ("development", "competition")}  # fmt: skip
    assert names == {"development": ["Firma Ask"], "competition": ["Firma Bjørk"]}
    assert "Nobody has shared with you for this purpose" in text(reader.get(at(buyer, "?purpose=dialogue")))


def test_a_firm_that_shared_twice_stands_once_with_the_living_one(buyer, reader):
    firm = supplier("Ask")
    living = shares.share(firm, buyer)
    shares.share(firm, buyer, kind="snapshot")
    other = supplier("Bjørk")
    shares.share(other, buyer, kind="snapshot")
    newest = shares.share(other, buyer, kind="snapshot")
    with unit_of_work(acting_for(buyer.id)):
        rows, total = queries.shared_levels(buyer.id, Purpose.DEVELOPMENT)
    assert ([row.share_id for row in rows], total) == ([living.id, newest.id], 2)
    assert "Snapshot of" in table(reader.get(at(buyer)))[2][0]


def test_the_order_is_by_name_or_number_and_never_by_level(buyer, reader):
    strong, weak = supplier("Østfold Bygg", HSE=2, QUA=2), supplier("Asker Bygg")
    middle = supplier("Molde Bygg", HSE=1)
    for firm in (strong, weak, middle):
        shares.share(firm, buyer)
    profile = requirements.profile(buyer, requirements.asked("HSE", 2))
    by_name = [strong, middle, weak]
    by_name.sort(key=lambda firm: firm.sort_key)
    for query in ("", "?order=level", "?order=readiness", "?sort=-readiness", f"?profile={profile.id}"):
        numbers = [re.search(r"31\d{7}", row[0]).group() for row in table(reader.get(at(buyer, query)))[1:]]
        assert numbers == [firm.number for firm in by_name]
    numbers = [re.search(r"31\d{7}", row[0]).group() for row in table(reader.get(at(buyer, "?order=number")))[1:]]
    assert numbers == sorted(firm.number for firm in by_name)
    assert {order.value for order in Order} == {"name", "number"}
    assert "It ranks nobody, and says nothing of those who have not shared." in text(reader.get(at(buyer)))


# ---- in one measure ------------------------------------------------------------------------------------------------


def by_hand(asked: list[tuple[str, int, int]], effective: dict[str, int]) -> Fraction:
    """R = sum(w * min(e, r)) / sum(w * r), written anew from the research note (C1)."""
    above = sum(weight * (min(level, effective.get(code, 0))) for code, level, weight in asked)
    return Fraction(above, sum(weight * level for _code, level, weight in asked))


def test_every_firm_is_measured_against_the_same_profile(buyer, reader):
    asked = [("HSE", 2, 2), ("QUA", 2, 1), ("ENV", 1, 1)]
    profile = requirements.profile(
        buyer, *[requirements.asked(code, level, weight, must=code == "HSE") for code, level, weight in asked]
    )
    carried = {"Ask": {"HSE": 2, "QUA": 2, "ENV": 2}, "Bjørk": {"HSE": 1, "QUA": 2}, "Eik": {"HSE": 2}, "Furu": {}}
    for name, levels in carried.items():
        shares.share(supplier(name, **levels), buyer)
    head, *rows = table(reader.get(at(buyer, f"?profile={profile.id}")))
    assert len(head) == 2 + len(asked), "the profile's dimensions, and no others"
    assert "at least 2, must-have" in head[2]
    assert "must-have" not in head[3] + head[4]
    verdicts = {"Ask": "Ready", "Bjørk": "Not ready", "Eik": "Partly ready", "Furu": "Not ready"}
    for row in rows:
        name = row[0].split(" ")[0]
        assert row[1] == f"{verdicts[name]} {float(by_hand(asked, carried[name])):.3f}"
    bjork = rows[1]
    assert "1 short" in bjork[2]
    assert "reached" in bjork[3]
    assert "1 short" in bjork[4]


def test_a_claim_never_counts_and_says_that_it_is_one(buyer, reader):
    shares.share(supplier("Ask"), buyer)
    profile = requirements.profile(buyer, requirements.asked("HSE", 1))
    row = table(reader.get(at(buyer, f"?profile={profile.id}")))[1]
    assert row[1].endswith(" 0.000")
    assert row[2].startswith("0 claims 3")


def test_what_is_not_answered_is_said_so_and_counts_as_nothing(buyer, reader):
    firm = accounts.organisation("supplier", name="Ask")
    shares.share(firm, buyer)
    profile = requirements.profile(buyer, requirements.asked("HSE", 1))
    page = reader.get(at(buyer, f"?profile={profile.id}"))
    row = table(page)[1]
    assert row[2].startswith("Not answered")
    assert row[1].endswith(" 0.000")
    assert "A dimension that a firm has not answered counts as 0 towards readiness." in text(page)
    assert table(reader.get(at(buyer)))[1][1:] == ["Not answered"] * len(CODES)


@pytest.mark.parametrize("whose", ["another buyer's", "a draft", "none"])
def test_only_the_buyers_own_published_profiles_measure(buyer, reader, db_session, whose):
    number = {
        "another buyer's": lambda: requirements.profile(accounts.organisation("buyer")).id,
        "a draft": lambda: requirements.profile(buyer, published=False).id,
        "none": lambda: 10**9,
    }[whose]()
    for kind in ("", ".xlsx"):
        assert reader.get(at(buyer, f"?profile={number}", kind)).status_code == 404


@pytest.mark.parametrize("query", ["?purpose=x&order=y&page=0", "?page=99999999", "?profile=&page=-1", "?profile="])
def test_an_odd_address_is_read_as_the_usual_one(buyer, reader, query):
    shares.share(supplier("Ask"), buyer)
    assert reader.get(at(buyer, query)).status_code == 200


def test_only_a_buyers_own_people_compare(buyer, sign_in, client):
    firm = accounts.organisation("supplier")
    for who, whose in (
        (accounts.member(accounts.organisation("buyer")), buyer),
        (accounts.member(firm), firm),
        (accounts.person(platform=("moderator",)), buyer),
    ):
        assert sign_in(who).get(at(whose)).status_code == 404
        assert sign_in(who).get(at(whose, kind=".xlsx")).status_code == 404
    assert client.get(at(buyer)).status_code == 404


requirement = st.builds(
    Requirement,
    code=st.sampled_from(CODES),
    level=st.integers(0, 5),
    weight=st.fractions(Fraction(1, 8), 9, max_denominator=8),
    must=st.booleans(),
)
three = st.builds(
    Three, claimed=st.none() | st.integers(0, 5), evidenced=st.integers(0, 5), endorsed=st.none() | st.integers(0, 5)
)


@given(st.lists(requirement, unique_by=lambda r: r.code), st.dictionaries(st.sampled_from(CODES), three))
def test_a_row_agrees_with_itself(asked, numbers):
    """Readiness worked out here anew; every gap of the row stands in its cell, and the columns depend on no firm."""
    codes = rules.columns(asked, list(CODES))
    shared = SharedLevels(
        organisation_id=1,
        name="x",
        number="x",
        share_id=1,
        kind=ShareKind.LIVING,
        until=today(),
        shared_at=now(),
        levels={},
    )
    row = rules.compared(shared, numbers, codes, asked)
    wanted = [(r.code, r.level, r.weight) for r in asked]
    effective = {code: (n.endorsed if n.endorsed is not None else n.evidenced) for code, n in numbers.items()}
    if any(level for _code, level, _weight in wanted):
        whole = sum(weight * level for _code, level, weight in wanted)
        assert row.readiness.value == sum(w * min(effective.get(c, 0), r) for c, r, w in wanted) / whole
    else:
        assert row.readiness.verdict is Verdict.NO_REQUIREMENTS
        assert row.readiness.value is None
    assert [cell.code for cell in row.cells] == codes
    assert {cell.code: cell.gap for cell in row.cells if cell.gap} == {gap.code: gap.gap for gap in row.readiness.gaps}
    assert all(cell.rests_on is None or cell.answered for cell in row.cells)


def test_an_endorsed_nought_is_an_answer():
    cell = Cell(code="HSE", three=Three(claimed=None, evidenced=0, endorsed=0))
    assert cell.answered
    assert cell.rests_on == "endorsed"


# ---- what is shared for development never appears in a competition ---------------------------------------------------

made_share = st.tuples(
    st.integers(0, 2),  # which firm
    st.sampled_from(list(Purpose)),
    st.sampled_from(list(ShareKind)),
    st.sampled_from(["live", "withdrawn", "over", "last day"]),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(made_share, max_size=8))
def test_nothing_shared_for_one_purpose_ever_appears_under_another(buyer, many_shares, made):
    firms = [accounts.organisation("supplier") for _ in range(3)]
    receiver = accounts.organisation("buyer")
    expected: dict[Purpose, set[int]] = {purpose: set() for purpose in Purpose}
    for place, purpose, kind, state in made:
        number = many_shares([firms[place]], receiver, purpose=purpose, kind=kind, state=state)[0]
        if state in ("live", "last day"):
            expected[purpose].add(number)
    with unit_of_work(acting_for(receiver.id)):
        for purpose in Purpose:
            rows, total = queries.shared_levels(receiver.id, purpose)
            assert {row.share_id for row in rows} <= expected[purpose]
            of_firm = {row.organisation_id for row in rows}
            assert len(of_firm) == len(rows) == total, "a firm stands once"
            assert bool(expected[purpose]) == bool(rows)


@pytest.fixture
def many_shares(owner_sql):
    """Shares put straight into the tables, for many firms at once; gives their numbers."""

    def _make(firms, receiver, *, purpose=Purpose.DEVELOPMENT, kind=ShareKind.LIVING, state="live", levels=None):
        until = today() + timedelta(days={"over": -1, "last day": 0}.get(state, 30))
        return [
            row[0]
            for row in owner_sql(
                "WITH made AS (INSERT INTO requirements_share (organisation_id, receiver_id, name, kind, purpose, about, until,"
                " shared_at, withdrawn_at, consent, content_sha256, version)"
                " SELECT firm, %(receiver)s, 'x', %(kind)s, %(purpose)s, '', %(until)s, now(), %(withdrawn)s, 1, 'x', 1"
                " FROM unnest(%(firms)s::bigint[]) firm RETURNING *), kept AS (INSERT INTO requirements_share_content"
                " (organisation_id, share_id, receiver_id, until, levels, content, refreshed_at)"
                " SELECT organisation_id, id, receiver_id, until, %(levels)s::jsonb, '{}', now() FROM made)"
                " SELECT id FROM made",
                firms=[firm.id for firm in firms],
                receiver=receiver.id,
                kind=kind.value,
                purpose=purpose.value,
                until=until,
                withdrawn=now() if state == "withdrawn" else None,
                levels=levels or "{}",
            )
        ]

    return _make


# ---- cost ----------------------------------------------------------------------------------------------------------

LEVELS = (
    '{"HSE": {"claimed": 3, "proofs": [[2, 2, "2020-01-01", null, null, null, false]], "endorsed": null},'
    ' "QUA": {"claimed": 3, "proofs": [], "endorsed": [4, "2020-01-01", "2090-01-01"]}}'
)


def test_two_hundred_firms_cost_what_three_do(buyer, reader, statements, many_shares, db_session):
    profile = requirements.profile(buyer, requirements.asked("HSE", 3), requirements.asked("QUA", 3))
    seen = []
    for number in (3, 197):
        many_shares([accounts.organisation("supplier") for _ in range(number)], buyer, levels=LEVELS)
        for query in ("", f"?profile={profile.id}"):
            reader.get(at(buyer, query))
            with statements() as run:
                page = reader.get(at(buyer, query))
            seen.append(len(run))
            assert sum("requirements_share_content" in one for one in run) == 1
            assert not any("requirements_share_content.content" in one for one in run), "levels are enough"
    assert seen[:2] == seen[2:]
    assert max(seen) <= 10
    rows = table(page)[1:]
    assert len(rows) == 200
    assert {row[1] for row in rows} == {"Partly ready 0.833"}


def test_more_than_two_hundred_are_turned_over(buyer, reader, many_shares, db_session):
    many_shares([accounts.organisation("supplier") for _ in range(203)], buyer, levels=LEVELS)
    assert len(table(reader.get(at(buyer)))) == 201
    assert len(table(reader.get(at(buyer, "?page=2")))) == 4


# ---- the workbook --------------------------------------------------------------------------------------------------


def test_the_workbook_says_the_same_and_runs_nothing(buyer, reader):
    firm = supplier("=HYPERLINK(1)", HSE=2)
    shares.share(firm, buyer)
    profile = requirements.profile(buyer, requirements.asked("HSE", 3), requirements.asked("QUA", 1, must=True))
    answer = reader.get(at(buyer, f"?profile={profile.id}", ".xlsx"))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    sheet = load_workbook(BytesIO(answer.data)).active
    head, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    said = dict(zip(head, row, strict=True))
    assert said["Firm"] == "=HYPERLINK(1)"
    assert sheet["A2"].data_type == "s"
    assert said["Organisation number"] == firm.number
    assert said["Verdict"] == "Not ready"
    assert said["Readiness"] == "0.500"
    assert row[7:] == [2, "Carried by evidence", 1, 0, None, 1]


def test_the_workbook_has_every_firm(buyer, reader, many_shares, db_session):
    many_shares([accounts.organisation("supplier") for _ in range(203)], buyer, levels=LEVELS)
    sheet = load_workbook(BytesIO(reader.get(at(buyer, kind=".xlsx")).data)).active
    assert sheet.max_row == 204
