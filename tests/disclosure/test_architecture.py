"""What a buyer's pages import, and what they ask the database: what is disclosed, who reads, and nothing else."""

import re

import grimp
import pytest

from app.blueprints.disclosure.terms import Datum, Level
from tests.factories import accounts, disclosure

ROOM = "app.blueprints.disclosure"
BUYERS = [f"{ROOM}.views.{name}" for name in ("portfolio", "verification", "pools")]
# What stands under every page: who reads, what the journal and the inbox hold, and the texts that are looked through
# for national identity numbers.
ALLOWED = (
    "app.core", "app.adapters", "app.blueprints.accounts", "app.blueprints.journal", "app.blueprints.moderation",
    "app.blueprints.screening",
)  # fmt: skip
WORDS = ("app.blueprints.safety.terms",)  # the vocabulary of a pure function


def reached(graph, modules):
    """The room's own modules that these lead to, and what they import from other rooms."""
    own, others, waiting = set(), set(), list(modules)
    while waiting:
        module = waiting.pop()
        if module in own:
            continue
        own.add(module)
        for imported in graph.find_modules_directly_imported_by(module):
            if not imported.startswith(f"{ROOM}."):
                others.add(imported)
            elif imported != f"{ROOM}.views":
                waiting.append(imported)
    return own, others


def test_a_buyers_pages_import_nothing_that_reads_a_firms_registers():
    graph = grimp.build_graph("app")
    own, others = reached(graph, BUYERS)
    assert f"{ROOM}.queries.disclosed" in own
    assert not own & {f"{ROOM}.services.{name}" for name in ("writing", "consents", "documents", "pools")}
    foreign = {
        name for name in others if name.startswith("app.") and not name.startswith((*ALLOWED, *WORDS)) and name != ROOM
    }
    assert foreign == set()


@pytest.fixture
def world(db_session):
    firm, buyer = accounts.organisation(), accounts.organisation("buyer")
    disclosure.whole_year(firm)
    disclosure.consent(firm, buyer)
    who = accounts.member(buyer)
    disclosure.verify(buyer, firm, who, datum=Datum.PARTICIPATION, level=Level.CHECKED)
    return firm, buyer, who


@pytest.mark.parametrize(
    "path", ["", ".xlsx", "/{firm}", "/pool", "/{firm}/verify", "/{firm}/verify?figure={year}-injuries"]
)
def test_a_buyers_page_asks_for_what_is_disclosed_and_for_who_reads(world, sign_in, statements, path):
    firm, buyer, who = world
    client = sign_in(who)
    address = f"/nb/organisations/{buyer.id}/portfolio" + path.format(firm=firm.id, year=disclosure.last_year())
    client.get(address)
    with statements() as seen:
        assert client.get(address).status_code == 200
    tables = {
        table
        for statement in seen
        for table in re.findall(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+(?:public\.)?([a-z]+_[a-z_]+)", statement)
    }
    assert tables
    assert {
        table for table in tables if not table.startswith(("disclosure_", "accounts_", "notifications_inbox"))
    } == set()
    assert len(seen) <= 10, seen
