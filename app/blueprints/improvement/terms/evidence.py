"""The vocabulary of evidence: what kinds of document there are, what each is worth, and who may open it.

The types are the documents that Norwegian public buyers ask for, with what is usual for each; a type says how strong
such a document is at most. Strength and what a document is used for are two things: this room knows only the first.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from app.blueprints.attachments.terms import FileState
from app.blueprints.improvement.terms.actions import About
from app.core.localized import Localized

ROOM = Path(__file__).parents[1]

MOST_EVIDENCE_TITLE = 200
MOST_ISSUER = 200
MOST_REFERENCE = 12
MOST_SCOPE = 500
MOST_STATEMENT = 4_000
MOST_LINK = 500
LONGEST_VALID_YEARS = 30
REGISTER_FACT_DAYS = 365  # how long what a register said is taken for so
REMINDERS = (90, 30, 7)  # days before a document expires
EXPIRES_SOON_DAYS = REMINDERS[0]
FILE_KEPT_DAYS = 90  # the bytes of what is about nobody are erased so long after it was withdrawn
UNFINISHED_KEPT_DAYS = 7  # what was said of a document waits so long for its file
PERSONAL_KEPT_DAYS = 90  # what is about a person is erased so long after it has expired or been withdrawn


class Strength(IntEnum):
    """What a piece of evidence weighs: from one's own word to what somebody else has seen on site."""

    STATEMENT = 0
    OWN = 1
    THIRD_PARTY = 2
    REGISTER = 3
    SEEN = 4


class Source(StrEnum):
    """How the evidence is here: a file, an address, a fact fetched from a register, or a signed statement."""

    FILE = "file"
    LINK = "link"
    REGISTER = "register"
    STATEMENT = "statement"


class Visibility(StrEnum):
    """Who may open the document. That it exists, its type and its dates follow the firm's profile where that goes.

    PRIVATE: the firm's own people. SHARED: also those with whom the firm shares its profile. ON_REQUEST: also every
    verified buyer that asks for this type.
    """

    PRIVATE = "private"
    SHARED = "shared"
    ON_REQUEST = "on_request"


class EvidenceState(StrEnum):
    """HELD counts while it is valid. What is WITHDRAWN or ERASED counts no more; of the latter only dates are left."""

    HELD = "held"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceType:
    """A kind of document. `strength` is what it weighs when a file or an address is given; `months` how long it is
    usually taken for fresh, None where it names its own end. `register` is the code of the register in which a buyer
    finds the same for nothing. `personal`: it is about one person, never named in the title.
    """

    code: str
    strength: Strength
    months: int | None = None
    register: str = ""
    personal: bool = False

    @property
    def name(self) -> Localized:
        return Localized(_texts("evidence_types")[self.code]["name"])

    @property
    def about(self) -> Localized:
        """What one should know of such a document, in two or three sentences."""
        return Localized(_texts("evidence_types")[self.code]["about"])


@cache
def _texts(name: str) -> dict[str, Any]:
    """What the room's data says of types or registers, in nb, nn and en."""
    read: dict[str, Any] = json.loads((ROOM / f"{name}.json").read_text(encoding="utf-8"))
    return read


@dataclass(frozen=True, slots=True)
class RegisterOfDocuments:
    """Where a buyer finds a kind of document for nothing. `address` is a public page, `about` says what to do there."""

    code: str

    @property
    def address(self) -> str:
        return str(_texts("evidence_registers")[self.code]["address"])

    @property
    def name(self) -> Localized:
        return Localized(_texts("evidence_registers")[self.code]["name"])

    @property
    def about(self) -> Localized:
        return Localized(_texts("evidence_registers")[self.code]["about"])


EVIDENCE_TYPES = {
    kind.code: kind
    for kind in (
        EvidenceType(code="registration", strength=Strength.THIRD_PARTY, months=12, register="enhetsregisteret"),
        EvidenceType(code="tax_certificate", strength=Strength.THIRD_PARTY, months=6, register="ebevis"),
        EvidenceType(code="espd", strength=Strength.STATEMENT),
        EvidenceType(code="hse_declaration", strength=Strength.STATEMENT, months=12),
        EvidenceType(code="iso_9001", strength=Strength.THIRD_PARTY),
        EvidenceType(code="iso_14001", strength=Strength.THIRD_PARTY),
        EvidenceType(code="iso_45001", strength=Strength.THIRD_PARTY),
        EvidenceType(code="iso_27001", strength=Strength.THIRD_PARTY),
        EvidenceType(code="iso_13485", strength=Strength.THIRD_PARTY),
        EvidenceType(code="eco_lighthouse", strength=Strength.THIRD_PARTY),
        EvidenceType(code="emas", strength=Strength.THIRD_PARTY),
        EvidenceType(code="nordic_swan", strength=Strength.THIRD_PARTY),
        EvidenceType(code="eu_ecolabel", strength=Strength.THIRD_PARTY),
        EvidenceType(code="declaration_of_conformity", strength=Strength.OWN),
        EvidenceType(code="notified_body_certificate", strength=Strength.THIRD_PARTY),
        EvidenceType(code="e_invoice", strength=Strength.OWN, register="elma"),
        EvidenceType(code="transparency_statement", strength=Strength.OWN, months=12),
        EvidenceType(code="central_approval", strength=Strength.THIRD_PARTY, register="central_approval"),
        EvidenceType(code="cleaning_register", strength=Strength.THIRD_PARTY, register="ebevis"),
        EvidenceType(code="staffing_register", strength=Strength.THIRD_PARTY, register="ebevis"),
        EvidenceType(code="car_care_register", strength=Strength.THIRD_PARTY, register="ebevis"),
        EvidenceType(code="startbank", strength=Strength.OWN),
        EvidenceType(code="responsible_business", strength=Strength.STATEMENT, months=12),
        EvidenceType(code="code_of_conduct", strength=Strength.OWN),
        EvidenceType(code="wage_conditions", strength=Strength.OWN, months=12),
        EvidenceType(code="risk_assessment", strength=Strength.OWN, months=12),
        EvidenceType(code="routine", strength=Strength.OWN),
        EvidenceType(code="record", strength=Strength.OWN),
        EvidenceType(code="accounts", strength=Strength.THIRD_PARTY, months=18, register="regnskapsregisteret"),
        EvidenceType(code="insurance", strength=Strength.THIRD_PARTY),
        EvidenceType(code="customer_reference", strength=Strength.THIRD_PARTY),
        EvidenceType(code="test_report", strength=Strength.THIRD_PARTY),
        EvidenceType(code="course_certificate", strength=Strength.THIRD_PARTY, personal=True),
        EvidenceType(code="craft_certificate", strength=Strength.THIRD_PARTY, personal=True),
        EvidenceType(code="other", strength=Strength.OWN),
    )
}


DOCUMENT_REGISTERS = {
    code: RegisterOfDocuments(code) for code in sorted({kind.register for kind in EVIDENCE_TYPES.values()} - {""})
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFact:
    """A piece of evidence as other rooms count on it: what it is, what it weighs and when it holds.

    `file_state`, `file_name` and `size` (bytes) are None without a file, and for whoever may not see the file's row.
    `scanned`: a scanner has seen the file; a clean one that none has seen came where there is no scanner.
    """

    id: int
    type: str
    source: Source
    strength: int
    title: str
    reference: str
    issuer: str
    scope: str
    valid_from: date | None
    valid_to: date | None
    record_from: date | None
    record_to: date | None
    visibility: Visibility
    state: EvidenceState
    personal: bool
    file_id: int | None = None
    file_state: FileState | None = None
    file_name: str | None = None
    size: int | None = None
    scanned: bool = False

    def counts_on(self, day: date) -> bool:
        """Whether it supports anything on `day`: held, its file, if it has one, found clean, and valid that day.

        Both ends count: what expires today is valid today, and no longer tomorrow.
        """
        file_is_fine = self.file_id is None or self.file_state is FileState.CLEAN
        begun = self.valid_from is None or self.valid_from <= day
        return self.state is EvidenceState.HELD and file_is_fine and begun and (self.valid_to or date.max) >= day


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What documents ask of a firm today, for its overview.

    `requests` wait for an answer, `late_requests` of them past their day. `expiring` pieces end within 90 days and have
    no newer one to take over; the first of them is `first_id` and ends on `first_end`.
    """

    requests: int = 0
    late_requests: int = 0
    expiring: int = 0
    first_id: int | None = None
    first_end: date | None = None


@dataclass(frozen=True, kw_only=True)
class EvidenceDraft:
    """What a firm says of a document. `record_from` and `record_to`: the time that the records inside cover."""

    type: str
    source: Source
    title: str = ""
    reference: str = ""
    issuer: str = ""
    scope: str = ""
    statement: str = ""
    link: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    record_from: date | None = None
    record_to: date | None = None
    visibility: Visibility = Visibility.PRIVATE
    version: int | None = None


class EvidenceEvent(StrEnum):
    """What happened to a piece of evidence, for the rooms above that count on it."""

    ADDED = "added"
    CHANGED = "changed"
    CHECKED = "checked"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Succession:
    """How a room above lets a newer piece of evidence stand where an older one does.

    `left(organisation_id, older_id, newer_id)` says where it does not yet; `take_over(..., by_id)` puts it there.
    """

    left: Callable[[int, int, int], list[About]]
    take_over: Callable[[int, int, int, int | None], None]


# (organisation_id, evidence_id, event, by_id or None): called in the transaction in which it happens.
Heard = Callable[[int, int, EvidenceEvent, int | None], None]
