"""What the demo's suppliers were told besides: in meetings, on the telephone, in documents; and what the hosts declare."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from app.blueprints.accounts.terms import Actor
from app.blueprints.dialogues.services import documents
from app.blueprints.dialogues.terms.documents import DocumentDraft
from app.blueprints.impartiality.services import declarations
from app.blueprints.impartiality.terms import DeclarationDraft, Stance
from app.blueprints.impartiality.terms.declarations import Tie, TieKind
from app.blueprints.meetings.queries.notes import get_note
from app.blueprints.meetings.services import notes, said
from app.blueprints.meetings.terms import MeetingKind, NoteDraft, PartyDraft, SaidDraft, WordingDraft
from app.blueprints.parity.queries.pages import get_item
from app.blueprints.parity.queries.standing import participants_version
from app.blueprints.parity.services import by_hand
from app.blueprints.parity.terms import Channel
from app.cli.demo_content.market import Stage, when
from app.cli.demo_content.talk import Happening, Table, flow
from app.core.clock import now
from app.core.db import db
from config import ROOT

AN_HOUR = timedelta(hours=1)
# Two real texts, which a developer may have beside the project: to see how such texts look, and never a part of it.
SOURCES = ROOT.parent / "shared" / "sources"


def happenings(stage: Stage) -> Iterator[Happening]:
    for each in stage.story.get("notes", ()):
        yield when(each["at"], partial(_note, stage, each))
        if "published" in each:
            yield when(each["published"], partial(_publish_note, stage, each["key"]))
    for each in stage.story.get("told", ()):
        yield when(each["at"], partial(_tell, stage, each))
        if published := each.get("published"):
            yield when(published["at"], partial(_publish_told, stage, each["key"], published["words"]))
    for each in stage.story.get("documents", ()):
        yield when(each["at"], partial(_document, stage, each))
    if "sources" in stage.story:
        yield when(stage.story["sources"], partial(_background, stage))
    for each in stage.story.get("declarations", ()):
        yield when(each["at"], partial(_declare, stage, each))


def _note(stage: Stage, each: Table, by: Actor) -> None:
    """Written an hour after the meeting, in all languages, and finished: the firms read their parts from then on."""
    dialogue, firm = stage.dialogue, stage.world.organisations[each["firm"]]
    draft = NoteDraft(
        kind=MeetingKind(each["kind"]), held_at=now() - AN_HOUR, place=each["place"], our_people=each["ours"],
        lang=each["lang"], title=each["title"], told=flow(each["told"]),
        parties=(PartyDraft(firm=firm.number, people=each["theirs"]),),
    )  # fmt: skip
    note = notes.write_note(dialogue, draft, by=by)
    db.session.flush()
    for passage in each["said"]:
        words = SaidDraft(
            lang=each["lang"], body=flow(passage["body"]), confidential="reason" in passage,
            reason=passage.get("reason", ""),
        )  # fmt: skip
        said.write_down(dialogue, note, firm.id, words, by=by)
    others = tuple(
        WordingDraft(lang=lang, title=words["title"], told=flow(words["told"]))
        for lang, words in each.get("words", {}).items()
    )
    if others:
        notes.save_wordings(dialogue, note, others, note.version, by=by)
    notes.share_note(dialogue, note, note.version, by=by)
    stage.made[each["key"]] = note.id


def _publish_note(stage: Stage, key: str, by: Actor) -> None:
    notes.publish_note(stage.dialogue, get_note(stage.made[key]), by=by)


def _tell(stage: Stage, each: Table, by: Actor) -> None:
    draft = by_hand.HandDraft(
        title=each["title"], words=flow(each["words"]), lang=each["lang"], channel=Channel(each["channel"]),
        at=now() - AN_HOUR, organisation_ids=(stage.firm(each["firm"]),), numbers=(),
    )  # fmt: skip
    stage.made[each["key"]] = by_hand.write_down(stage.dialogue, draft, by=by).id


def _publish_told(stage: Stage, key: str, words: Table, by: Actor) -> None:
    item = get_item(stage.made[key])
    texts = {lang: {"title": said["title"], "text": flow(said["text"])} for lang, said in words.items()}
    by_hand.publish_by_hand(stage.dialogue, item, texts, item.version, by=by)


def _background(stage: Stage, by: Actor) -> None:
    """The texts beside the project, where there are any: `name.nb.txt`."""
    for path in sorted(SOURCES.glob("*.*.txt")):
        name, lang, _ = path.name.split(".")
        title = name.replace("-", " ").capitalize()
        told = {"title": title, "lang": lang, "body": path.read_text(encoding="utf-8"), "source": path.name}
        _document(stage, told, by)


def _document(stage: Stage, each: Table, by: Actor) -> None:
    body = each["body"] if "source" in each else flow(each["body"])
    draft = DocumentDraft(title=each["title"], lang=each["lang"], source=each.get("source", ""), body=body)
    made = documents.add_document(stage.dialogue, by.memberships[0].organisation_id, draft, by=by)
    db.session.flush()
    if each.get("published", True):
        documents.publish_document(stage.dialogue, made.id, by=by)


def _declare(stage: Stage, each: Table, by: Actor) -> None:
    """For those who take part at that moment."""
    ties = tuple(
        Tie(stage.firm(tie["firm"]), TieKind(tie["kind"]), is_conflict=False, note=tie["note"])
        for tie in each.get("ties", ())
    )
    draft = DeclarationDraft(
        stance=Stance(each["stance"]), ties=ties, note=flow(each.get("note", "")),
        version=participants_version(stage.dialogue.id),
    )  # fmt: skip
    declarations.declare(stage.dialogue, draft, by=by)
