"""Notes of meetings and calls: how far one has come, and what comes in through a door."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MeetingKind(StrEnum):
    MEETING = "meeting"
    CALL = "call"


class NoteState(StrEnum):
    """`DRAFT`: the buyer's own. `SHARED`: finished; the firms that took part read their parts. `PUBLISHED`: to all."""

    DRAFT = "draft"
    SHARED = "shared"
    PUBLISHED = "published"


MOST_FIRMS = 8
MOST_SAID = 100
"""Passages of one firm in one note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyDraft:
    """A firm that took part. `firm`: its organisation number, or its whole name; `people`: who came, as written."""

    firm: str
    people: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDraft:
    """`told`: what the buyer told, empty when it told nothing that was not public; `our_people`: who came for it."""

    kind: MeetingKind
    held_at: datetime
    place: str
    our_people: str
    lang: str
    title: str
    told: str
    parties: tuple[PartyDraft, ...]
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidDraft:
    """One passage of what a firm said. `reason`: why it is asked to be kept in confidence; needed where it is."""

    lang: str
    body: str
    confidential: bool
    reason: str
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingDraft:
    """What was told, in one more language."""

    lang: str
    title: str
    told: str
