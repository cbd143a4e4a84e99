"""`flask dialogues ledger ID --json`: the same as the pages say, for whoever checks from outside."""

import json
from datetime import timedelta

from app.blueprints.parity.services import ledger
from app.cli.dialogues import group
from app.core.clock import now
from app.core.db import Context, unit_of_work
from tests.factories.accounts import organisation
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.parity import given, item_draft


def test_the_command_tells_who_got_what_when(app, db_session) -> None:
    lead, _ = buyer()
    dialogue, firm = published_dialogue(lead), organisation(name="Vestkyst Lading AS")
    at = now() - timedelta(days=1)
    given(dialogue, firm, at=at)
    given(dialogue, firm, subject_id=3, title="Rød sak")
    with unit_of_work(Context(organisation_ids=(lead.id,))):
        ledger.published(dialogue.id, [item_draft(1), item_draft(2)], at=now(), by=None, path="/x")
    done = app.test_cli_runner().invoke(group, ["ledger", str(dialogue.id), "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    assert {name: told[name] for name in ("told", "published", "exempted", "red")} == {
        "told": 3, "published": 2, "exempted": 0, "red": 1,
    }  # fmt: skip
    assert [row["organisation"] for row in told["participants"]] == ["Vestkyst Lading AS"]
    by_standing = {item["subject"]: (item["standing"], len(item["told"])) for item in told["items"]}
    assert by_standing == {
        "meetings_note:1": ("published", 1), "meetings_note:3": ("red", 1), "meetings_note:2": ("published", 0),
    }  # fmt: skip
    assert told["items"][0]["first_told_at"] == at.isoformat()
    assert app.test_cli_runner().invoke(group, ["ledger", "987654321"]).exit_code == 3
