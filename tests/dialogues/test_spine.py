"""The thin line through the room: a need, a published dialogue, a thread in three languages."""

from tests.factories.accounts import member, organisation
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.forum import thread


def test_everybody_reads_a_published_dialogue_and_its_thread(client, db_session) -> None:
    firm, _owner = buyer()
    dialogue = published_dialogue(firm)
    supplier = organisation("supplier")
    opened = thread(dialogue, supplier, member(supplier))
    for lang in ("nb", "nn", "en"):
        page = client.get(f"/{lang}/dialogues")
        assert page.status_code == 200
        page = client.get(f"/{lang}/dialogues/{dialogue.id}")
        assert page.status_code == 200, page.text
        page = client.get(f"/{lang}/threads/{opened.id}")
        assert page.status_code == 200
        assert "Vi lurer." in page.text
