"""Cases: what somebody should look at, how it stands, and how soon."""

from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum, StrEnum


class CaseKind(StrEnum):
    """`CONTENT`: a thing. `APPEAL`: a decision that its author complains of. `SAMPLE`: a decision made a second time.

    A sample is judged blind, to see whether moderators judge alike; it changes nothing by itself.
    """

    CONTENT = "content"
    APPEAL = "appeal"
    SAMPLE = "sample"


class CaseState(StrEnum):
    """All but `CLOSED` are open. In the queue are `WAITING`, and `SECOND`, which another person must decide.

    `WITH_LAWYER` and `WITH_AUTHOR` wait for somebody else: for an opinion, and for a text that is changed.
    """

    WAITING = "waiting"
    SECOND = "second"
    WITH_LAWYER = "with_lawyer"
    WITH_AUTHOR = "with_author"
    CLOSED = "closed"


IN_QUEUE = (CaseState.WAITING, CaseState.SECOND)


class Source(StrEnum):
    """What made somebody look."""

    REPORT = "report"
    RULE = "rule"
    PRE_MODERATION = "pre_moderation"
    TRANSLATION = "translation"  # somebody complains of a translation
    APPEAL = "appeal"
    SAMPLE = "sample"


class Severity(IntEnum):
    """How much harm it does while it waits; gives the time until it is due (`rules.urgency`)."""

    LOW = 1
    USUAL = 2
    HIGH = 3
    DANGER = 4


# Why a case was opened, beside the reasons for a decision (`terms.reasons.ReasonCode`).
OTHER = "other"
IDENTITY_NUMBER = "identity_number"
UNVERIFIED = "unverified"  # from an organisation that nobody has verified
NEW_ORGANISATION = "new_organisation"  # the space looks at what new organisations write
EVERYTHING = "everything"  # the space looks at everything
PSEUDONYMOUS = "pseudonymous"
UNSTAFFED = "unstaffed"  # written while nobody was there to look
PERSONAL_DATA = "personal_data"  # phone, mail address, account number
PRICE = "price"
SECRET = "secret"  # noqa: S105 - a word for a finding
WRONG_TRANSLATION = "wrong_translation"
APPEAL = "appeal"
SAMPLE = "sample"
DISAGREEMENT = "disagreement"  # two moderators judged a sample differently

LEASE = timedelta(minutes=15)
REPLIES = "replies to reports"  # what `Signal.reply_to` is sealed for


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalDraft:
    """Why somebody should look. `reason`: a `ReasonCode` or one of the words above.

    `found` are the kinds of what the machine found (`screening.terms.FindingKind`), for the queue's labels.
    `seen_title`, `seen_text`: what the reporter had before her; left out: what stands there now.
    `reply_to`: where somebody without an account wants to hear what came of it.
    """

    source: Source
    reason: str
    note: str = ""
    severity: Severity | None = None  # None: as `rules.urgency` says of source and reason
    found: tuple[str, ...] = ()
    reply_to: str = ""
    seen_title: str | None = None
    seen_text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """What the queue is asked for. `holder`: "" all, "mine", "free" (nobody's, or mine). `state`: "" the queue."""

    reason: str = ""
    language: str = ""
    source: str = ""
    holder: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The tiles over the queue. Counts stop at `MOST_COUNTED`: a tile says "more than" rather than read on.

    `median_seconds` is over the latest decisions of the last seven days.
    """

    waiting: int
    overdue: int
    in_hand: int
    appeals: int
    samples: int
    second: int
    with_lawyer: int
    with_author: int
    median_seconds: int | None
    decided_today: int
    approved_today: int
    changed_today: int
    hidden_today: int

    @property
    def median(self) -> timedelta | None:
        return None if self.median_seconds is None else timedelta(seconds=self.median_seconds)


MOST_COUNTED = 1_000
