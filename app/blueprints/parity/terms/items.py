"""Items of information: what they are, how they were told, and how they stand."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """`TEXT`: the dialogue's own texts, needs or plan, changed after publication. `MESSAGE`: told by hand, to some."""

    ANSWER = "answer"
    NOTE = "note"
    DOCUMENT = "document"
    TEXT = "text"
    MESSAGE = "message"
    MEETING_MATERIAL = "meeting_material"
    OTHER = "other"


class Channel(StrEnum):
    """How somebody was told. `SITE`: it was published here."""

    SITE = "site"
    MEETING = "meeting"
    CALL = "call"
    MAIL = "mail"
    LETTER = "letter"
    EVENT = "event"


class Standing(StrEnum):
    """`WAITING`: nobody has been told yet. `RED`: somebody has, and not everybody."""

    WAITING = "waiting"
    RED = "red"
    EXEMPTED = "exempted"
    PUBLISHED = "published"


class ExemptionState(StrEnum):
    """An exemption is proposed by one person and holds when another has approved it."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """One thing to be told: `subject` is the row that holds it; no `subject_id`, and it is a new item each time."""

    kind: Kind
    subject_type: str
    subject_id: int | None
    title: str
    lang: str
