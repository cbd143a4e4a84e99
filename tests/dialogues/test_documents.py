"""Documents of a dialogue: the hosts' own until they are published, and from then on everybody's, told once."""

import io

import docx
import pytest
from sqlalchemy import text

from app.blueprints.dialogues.models import Document
from app.blueprints.dialogues.services import changes, documents
from app.blueprints.dialogues.terms.documents import DocumentDraft
from app.core.db import acting_for, db, unit_of_work
from app.core.errors import Conflict
from tests.factories.accounts import member, organisation
from tests.factories.dialogues import buyer, published_dialogue


def word(author: str = "Sigrunn Kanarifugl") -> io.BytesIO:
    document = docx.Document()
    document.core_properties.author = author
    document.add_paragraph("Tre kaier skal vedlikeholdes.")
    made = io.BytesIO()
    document.save(made)
    return io.BytesIO(made.getvalue())


@pytest.fixture
def scene(db_session):
    firm, owner = buyer()
    return published_dialogue(firm), firm, owner


def added(dialogue, firm, **values) -> Document:
    draft = DocumentDraft(**({"title": "Kaiene i dag", "lang": "nb", "body": "Tre kaier, *alle* slitte."} | values))
    with unit_of_work(acting_for(firm.id)):
        return documents.add_document(dialogue, firm.id, draft, by=None)


def test_a_document_is_the_hosts_own_until_it_is_published_and_then_everybodys(
    scene, client, sign_in, run_jobs
) -> None:
    dialogue, firm, owner = scene
    lead, base = sign_in(owner), f"/en/dialogues/{dialogue.id}/documents"
    sent = {"title": "Kaiene i dag", "lang": "nb", "file": (word(), "kaier.docx"), "once": "a"}
    assert lead.post(f"{base}/new", data=sent, content_type="multipart/form-data").status_code == 303
    with unit_of_work(acting_for(firm.id)):
        [number] = db.session.execute(text("SELECT id FROM dialogues_document")).scalars()
    stranger = sign_in(member(organisation("supplier"), "owner"))
    for reader in (client, stranger):
        assert "Kaiene i dag" not in reader.get(base).text
        assert reader.get(f"{base}/{number}").status_code == 404
        assert reader.post(f"{base}/{number}/publish").status_code in (401, 404)
    assert "Only the hosts see it" in lead.get(base).text
    assert lead.post(f"{base}/{number}/publish").status_code == 409, "it has not been read yet for identity numbers"
    run_jobs()
    assert lead.post(f"{base}/{number}/publish").status_code == 303
    page = client.get(base).text
    assert "Kaiene i dag" in page
    opened = client.get(f"{base}/{number}")
    assert opened.status_code == 200
    assert docx.Document(io.BytesIO(opened.data)).core_properties.author == ""
    assert lead.post(f"{base}/{number}/withdraw").status_code == 303
    assert client.get(f"{base}/{number}").status_code == 404
    assert "Withdrawn" in client.get(base).text, "what was told cannot be untold"


def test_what_is_published_is_told_once_to_those_who_listen(scene, monkeypatch) -> None:
    dialogue, firm, _owner = scene
    told = []
    monkeypatch.setattr(changes, "_heard_by", {"test": lambda change, by: told.append(change)})
    document = added(dialogue, firm)
    assert told == [], "nobody is told of what nobody can see"
    with unit_of_work(acting_for(firm.id)):
        documents.publish_document(dialogue, document.id, by=None)
    with unit_of_work(acting_for(firm.id)), pytest.raises(Conflict, match="document_is_published"):
        documents.publish_document(dialogue, document.id, by=None)
    assert [(change.part, change.number, change.title) for change in told] == [
        ("document", document.id, "Kaiene i dag")
    ]


def test_row_level_security_keeps_drafts_from_others_and_what_is_published_from_being_changed(scene, app) -> None:
    dialogue, firm, _owner = scene
    draft, public = added(dialogue, firm), added(dialogue, firm, title="Kart")
    with unit_of_work(acting_for(firm.id)):
        documents.publish_document(dialogue, public.id, by=None)
    other = organisation("supplier")
    with unit_of_work(acting_for(other.id)):
        assert db.session.execute(text("SELECT id FROM dialogues_document")).scalars().all() == [public.id]
    with unit_of_work(acting_for(firm.id)):
        gone = db.session.execute(text("DELETE FROM dialogues_document RETURNING id")).scalars().all()
        assert gone == [draft.id], "what has been told is never deleted"
    with pytest.raises(Exception, match="permission denied"), unit_of_work(acting_for(firm.id)):
        db.session.execute(text("UPDATE dialogues_document SET title = 'Noe annet'"))
