"""The public account: what is hidden cannot be computed back, and the totals are the journal's."""

import json
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.blueprints.moderation.queries import account as queries
from app.blueprints.moderation.rules.account import document, fingerprint
from app.blueprints.moderation.rules.periods import Third, finished, moments, read_key, third_of
from app.blueprints.moderation.rules.small_cells import hide_small
from app.blueprints.moderation.services import account as publishing
from app.blueprints.moderation.services import appeals
from app.blueprints.moderation.terms.account import CELLS, SUMS, Counts
from app.blueprints.moderation.terms.appeals import AppealDraft
from app.blueprints.moderation.terms.decisions import Action
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.cli.moderation import moderation as commands
from app.core import clock
from app.core.db import unit_of_work
from tests.factories import moderation as make
from tests.factories.accounts import actor, person

PAIRS = (
    ("all", ("kept", "taken")),
    ("taken", ("hidden", "moved", "locked")),
    ("taken", ("M1", "M2")),
    ("all", ("nb", "en")),
)


@st.composite
def accounts(draw):
    """Counts of a small account in two levels, whose tables share totals as the real one's do."""
    hidden, moved, locked, kept = (draw(st.integers(0, 7)) for _ in range(4))
    taken = hidden + moved + locked
    first, norwegian = draw(st.integers(0, taken)), draw(st.integers(0, taken + kept))
    return {
        "all": taken + kept, "kept": kept, "taken": taken, "hidden": hidden, "moved": moved, "locked": locked,
        "M1": first, "M2": taken - first, "nb": norwegian, "en": taken + kept - norwegian,
    }  # fmt: skip


def solutions(values, hidden):
    """Every whole-number account that agrees with what is shown, found by trying: an attacker with patience."""
    most = max(values.values()) + 6
    free = [name for name in ("kept", "hidden", "moved", "locked", "M1", "nb") if name in hidden]
    for tried in product(range(most), repeat=len(free)):
        guess = values | dict(zip(free, tried, strict=True))
        guess["taken"] = guess["hidden"] + guess["moved"] + guess["locked"]
        guess["all"] = guess["taken"] + guess["kept"]
        guess["M2"], guess["en"] = guess["taken"] - guess["M1"], guess["all"] - guess["nb"]
        if min(guess.values()) >= 0 and all(guess[name] == values[name] for name in values if name not in hidden):
            yield guess


@settings(max_examples=60, deadline=None)
@given(accounts())
def test_nobody_who_sees_all_that_is_shown_can_tell_what_is_hidden(values):
    hidden = hide_small(values, PAIRS)
    assert {name for name, value in values.items() if 0 < value < 5} <= hidden
    seen = {name: set() for name in hidden}
    for guess in solutions(values, hidden):
        for name, found in seen.items():
            found.add(guess[name])
        if all(len(found) > 1 for found in seen.values()):
            break
    assert all(len(found) > 1 for found in seen.values()), (values, sorted(hidden), seen)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        # One small cell: the next smallest goes with it, or the total gives it away.
        ({"all": 30, "a": 3, "b": 7, "c": 20}, {"a", "b"}),
        # Two that are both as small as can be, or as great: the sum would tell both.
        ({"all": 22, "a": 1, "b": 1, "c": 20}, {"a", "b", "c"}),
        ({"all": 28, "a": 4, "b": 4, "c": 20}, {"a", "b", "c"}),
        # Several small ones hide each other.
        ({"all": 25, "a": 2, "b": 3, "c": 20}, {"a", "b"}),
        # Nothing small: nothing hidden. Nought is no secret.
        ({"all": 12, "a": 0, "b": 5, "c": 7}, set()),
        # A small total is hidden with all that makes it up.
        ({"all": 3, "a": 3, "b": 0, "c": 0}, {"all", "a"}),
    ],
)
def test_what_is_hidden_with_a_small_cell(values, expected):
    assert hide_small(values, [("all", ("a", "b", "c"))]) == expected


def test_a_total_that_two_tables_share_is_not_told_by_the_other_table():
    # Without care: 10 decisions, 3 let stand; the grounds say that 7 were not.
    values = {
        "all": 10,
        "kept": 3,
        "taken": 7,
        "hidden": 7,
        "moved": 0,
        "locked": 0,
        "M1": 7,
        "M2": 0,
        "nb": 10,
        "en": 0,
    }
    assert {"kept", "taken", "hidden", "M1"} <= hide_small(values, PAIRS)


def test_the_tables_of_the_account_hang_together_without_a_ring():
    """What makes the bounds exact: walking from sum to sum by the cells they share never comes back to where it was."""
    edges = [(total, number) for number, (total, _) in enumerate(SUMS)]
    edges += [(part, number) for number, (_, parts) in enumerate(SUMS) for part in parts]
    group = {node: node for edge in edges for node in edge}

    def root(node):
        while group[node] != node:
            node = group[node]
        return node

    for cell, number in edges:
        assert root(cell) != root(number), f"{cell} closes a ring"
        group[root(cell)] = root(number)
    assert {cell for cell, _ in edges} <= set(CELLS)


def test_an_account_that_does_not_add_up_is_not_made():
    odd = Counts(dict.fromkeys(CELLS, 0) | {"received.all": 3, "received.report": 2}, None, None)
    with pytest.raises(ValueError, match=r"received\.all"):
        document(date(2026, 1, 1), date(2026, 4, 30), odd)


def test_thirds_of_a_year_follow_each_other_and_never_overlap():
    thirds = list(finished(date(2024, 7, 1), date(2027, 1, 1)))
    assert [third.key for third in thirds] == [
        "2024-2", "2024-3", "2025-1", "2025-2", "2025-3", "2026-1", "2026-2", "2026-3",
    ]  # fmt: skip
    assert all((after.first - before.last).days == 1 for before, after in pairwise(thirds))
    assert (Third(2026, 1).first, Third(2026, 1).last) == (date(2026, 1, 1), date(2026, 4, 30))
    assert list(finished(date(2026, 9, 1), date(2026, 12, 31))) == [], "the running third is not accounted for"


def test_days_are_norwegian_days_in_summer_and_winter():
    assert moments(date(2026, 1, 1), date(2026, 4, 30)) == (
        datetime(2025, 12, 31, 23, tzinfo=UTC),
        datetime(2026, 4, 30, 22, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    "key", ["2026", "2026-0", "2026-4", "26-1", "2026-1-1", "٢٠٢٦-1", "2026-12", "", "0000-1", "9999-3"]
)
def test_what_is_no_third_is_not_found(key):
    assert read_key(key) is None
    assert read_key("2026-3") == third_of(date(2026, 12, 31)) == Third(2026, 3)


# With the database: a history told by the rooms themselves, some weeks into a third that is over.


@pytest.fixture
def third(db_session):
    return third_of(third_of(clock.today()).first - timedelta(days=1))


@pytest.fixture
def counted(app, third, monkeypatch):
    """What happened, and how it must be counted, by hand."""
    author, reader = person("Forfatter"), person("Leser")
    mona, siri = (person(name, platform=("moderator",)) for name in ("Mona Moderator", "Siri Moderator"))

    def case(language="nb", **values):
        return make.case(make.thing(author, language=language), **values)

    began = datetime.combine(third.first, datetime.min.time(), clock.OSLO)
    with clock.moved_to(began - timedelta(hours=1)):
        make.decided(case(), mona, Action.APPROVE)  # an hour before: not counted
    with clock.moved_to(began + timedelta(days=30)):
        hidden = [make.decided(case(reporter=reader, language=lang), mona) for lang in ("nb", "nb", "nb", "nn", "nn")]
        hidden.append(make.decided(case(), mona, reasons=(ReasonCode.M6, ReasonCode.M1)))
        for _ in range(7):
            make.decided(case(language="en"), siri, Action.APPROVE)
        make.decided(case(), mona, Action.REDACT)
        twice = case(reporter=reader)
        make.case(twice.subject_id, reporter=reader)  # she reports the same once more, and is heard once
        for decision, action in zip(hidden, [Action.UPHOLD] * 4 + [Action.RESTORE], strict=False):
            with unit_of_work(make.context_of(actor(author))):
                appeal = appeals.open_appeal(decision, AppealDraft(text="Uenig.", lang="nb"), by=actor(author))
                number = appeal.case_id
            make.decided(make.find(number), siri, action, reasons=())
        monkeypatch.setattr(app.extensions["samhandel_settings"], "moderation_undo_seconds", 30)
        make.undone(make.decided(twice, mona), mona)
        monkeypatch.setattr(app.extensions["samhandel_settings"], "moderation_undo_seconds", 0)
    return {
        "received.all": 15, "received.report": 6, "received.pre_moderation": 9, "cases.opened": 15, "decided.all": 14,
        "action.approve": 7, "decided.with_ground": 7, "action.hide": 6, "action.redact": 1, "ground.M1": 6,
        "ground.M6": 1, "grounds.one": 6, "grounds.several": 1, "language.nb": 5, "language.nn": 2, "language.en": 7,
        "machine.silent": 14, "undone.all": 1, "appeals.lodged": 5, "appeals.answered": 5, "outcome.upheld": 4,
        "outcome.overturned": 1,
    }  # fmt: skip


def test_what_happened_is_counted_once_and_the_journal_says_the_same(app, third, counted, owner_sql, settings):
    since, until = moments(third.first, third.last)
    with unit_of_work(publishing.COUNTING):
        found = queries.counts(since, until)
        assert {cell: count for cell, count in found.cells.items() if count} == counted
        assert found.median_hours is not None
        assert all(found.cells[total] == sum(found.cells[part] for part in parts) for total, parts in SUMS)
        assert queries.differences(since, until) == []

    period = ["--from", third.first.isoformat(), "--to", third.last.isoformat(), "--json"]
    said = app.test_cli_runner().invoke(commands, ["report", *period])
    assert said.exit_code == 0, said.output
    told = json.loads(said.output)
    assert (told["from"], told["to"], told["journal"]["agrees"]) == (period[1], period[3], True)
    assert told["tables"]["decided"]["all"] == 14
    assert told["tables"]["action"]["redact"] is None
    assert told["tables"]["appeals"]["lodged"] == 5
    assert told["shares"]["overturned"] is None
    later = app.test_cli_runner().invoke(commands, ["report", "--from", period[3], "--to", period[1]])
    assert later.exit_code == 2

    # Break it: a decision that no journal knows of, then one that has gone from the rows.
    owner_sql("ALTER TABLE moderation_decision DISABLE TRIGGER USER")
    owner_sql("UPDATE moderation_decision SET action = 'restore' WHERE id = (SELECT max(id) FROM moderation_decision"
              " WHERE action = 'approve')")  # fmt: skip
    said = app.test_cli_runner().invoke(commands, ["report", *period])
    assert (said.exit_code, json.loads(said.output)["journal"]) == (1, {"agrees": False, "differs": ["decided"]})
    owner_sql("ALTER TABLE moderation_decision ENABLE TRIGGER USER")
    with unit_of_work(publishing.COUNTING):
        assert publishing.publish(third) is None, "an account that does not add up is not published"


def test_the_worker_publishes_each_finished_third_once(worker_app, third, counted, client, owner_sql):
    with worker_app.app_context():
        publishing.publish_finished()
        publishing.publish_finished()
    rows = owner_sql("SELECT period, document, sha256 FROM moderation_account ORDER BY period")
    assert [row[0] for row in rows][-1] == third.key
    assert len(rows) == 2, "the third before has one too: its last hour had a decision"
    assert fingerprint(rows[-1][1]) == rows[-1][2]
    journaled = owner_sql("SELECT data->>'sha256' FROM journal_entry WHERE what = 'moderation.account_published'")
    assert {sha256 for (sha256,) in journaled} == {row[2] for row in rows}
    assert client.get(f"/nn/transparency/{third.key}.json").json["tables"]["decided"]["all"] == 14
