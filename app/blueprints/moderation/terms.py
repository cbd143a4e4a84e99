"""The vocabulary of moderation, and the reasons for hiding something: dated, versioned, in three languages."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from markupsafe import Markup

from app.blueprints.bilingual.terms.presenting import Reader, Shown
from app.core.localized import Localized


class CaseState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class Source(StrEnum):
    """What made somebody look: a reader's report, a rule of the machine, or that all of this kind is looked at."""

    REPORT = "report"
    RULE = "rule"
    PRE_MODERATION = "pre_moderation"


class Action(StrEnum):
    APPROVE = "approve"
    HIDE = "hide"
    RESTORE = "restore"


class Visibility(StrEnum):
    """How the thing stands just now: seen by all, waiting for a moderator, or hidden."""

    PUBLIC = "public"
    WAITING = "waiting"
    HIDDEN = "hidden"


class ReasonCode(StrEnum):
    """Why something is hidden. Disagreement and criticism are not among the reasons."""

    M1 = "M1"
    M2 = "M2"
    M3 = "M3"
    M4 = "M4"
    M5 = "M5"
    M6 = "M6"
    M7 = "M7"


# Why a case was opened, beside the reasons above.
OTHER = "other"
IDENTITY_NUMBER = "identity_number"
UNVERIFIED = "unverified"
SIGNAL_REASONS = (*(code.value for code in ReasonCode), OTHER, IDENTITY_NUMBER, UNVERIFIED)


@dataclass(frozen=True, slots=True)
class ReasonText:
    """One wording of a reason: in force from `valid_from` until a later version of the same code."""

    code: ReasonCode
    version: int
    valid_from: date
    title: Localized
    text: Localized


def _reason(code: ReasonCode, version: int, valid_from: date, **words: tuple[str, str]) -> ReasonText:
    titles = Localized({locale: pair[0] for locale, pair in words.items()})
    return ReasonText(code, version, valid_from, titles, Localized({locale: pair[1] for locale, pair in words.items()}))


# Never change a wording that has been in force: add a version with its date, so that old decisions stay what they were.
REASONS: tuple[ReasonText, ...] = (
    _reason(
        ReasonCode.M1, 1, date(2026, 1, 1),
        nb=("Personopplysninger", "Innlegget inneholder personopplysninger om enkeltpersoner."),
        nn=("Personopplysningar", "Innlegget inneheld personopplysningar om enkeltpersonar."),
        en=("Personal information", "The post contains personal information about individuals."),
    ),
    _reason(
        ReasonCode.M2, 1, date(2026, 1, 1),
        nb=("Hatefullt eller diskriminerende", "Innlegget inneholder hatefulle eller diskriminerende ytringer."),
        nn=("Hatefullt eller diskriminerande", "Innlegget inneheld hatefulle eller diskriminerande ytringar."),
        en=("Hateful or discriminatory", "The post contains hateful or discriminatory statements."),
    ),
    _reason(
        ReasonCode.M3, 1, date(2026, 1, 1),
        nb=("Kan være ærekrenkende", "Innlegget kan være ærekrenkende."),
        nn=("Kan vere ærekrenkjande", "Innlegget kan vere ærekrenkjande."),
        en=("Possibly defamatory", "The post may be defamatory."),
    ),
    _reason(
        ReasonCode.M4, 1, date(2026, 1, 1),
        nb=("Trusler eller annet ulovlig", "Innlegget inneholder trusler eller andre ulovlige ytringer."),
        nn=("Truslar eller anna ulovleg", "Innlegget inneheld truslar eller andre ulovlege ytringar."),
        en=("Threats or otherwise unlawful", "The post contains threats or other unlawful statements."),
    ),
    _reason(
        ReasonCode.M5, 1, date(2026, 1, 1),
        nb=("Forretningshemmeligheter", "Innlegget ser ut til å inneholde en bedrifts forretningshemmeligheter."),
        nn=("Forretningsløyndomar", "Innlegget ser ut til å innehalde forretningsløyndomane til ei bedrift."),
        en=("Trade secrets", "The post seems to contain a firm's trade secrets."),
    ),
    _reason(
        ReasonCode.M6, 1, date(2026, 1, 1),
        nb=("Reklame eller utenfor temaet", "Innlegget er reklame eller gjelder ikke temaet."),
        nn=("Reklame eller utanfor temaet", "Innlegget er reklame eller gjeld ikkje temaet."),
        en=("Advertising or off topic", "The post is advertising or does not concern the topic."),
    ),
    _reason(
        ReasonCode.M7, 1, date(2026, 1, 1),
        nb=(
            "Gjelder en pågående konkurranse",
            "Innlegget gjelder en pågående konkurranse. Spørsmål om den må stilles i konkurranseverktøyet.",
        ),
        nn=(
            "Gjeld ein pågåande konkurranse",
            "Innlegget gjeld ein pågåande konkurranse. Spørsmål om han må stillast i konkurranseverktøyet.",
        ),
        en=(
            "About a running competition",
            "The post concerns a running competition. Questions about it must be asked in the tender tool.",
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a room tells of one of its things, for a moderator to judge and an author to recognise."""

    title: str
    text: str
    language: str
    author_id: int | None
    author_name: str
    organisation_id: int | None
    organisation_name: str
    written_at: datetime
    visibility: Visibility
    place: str = ""

    @property
    def sha256(self) -> str:
        """Hash of title and text: tells whether what was reported is what stands there now."""
        return hashlib.sha256(f"{self.title}\n{self.text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class AsRead:
    """A thing in the words that one moderator is shown, and what stands beside its original for her, if anything.

    `changes` is the path of the page that shows what the original says otherwise since the translation was made.
    """

    title: str
    title_lang: str
    html: Markup
    shown: Shown
    beside: Shown | None
    changes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a room registers for each kind of thing that can be moderated. All run inside the caller's transaction.

    `describe(ids)` gives a description for each id that is there. `hide` takes the thing out of sight and leaves a
    placeholder that says the reason code and the date; `restore` undoes that; `release` publishes what waited.
    `url(id)` is the thing's page in the language of the request, for those who may see it; `can_view(actor, id)` says
    whether the actor may, and so may report it (left out: everybody, while it is public). `as_read(ids, reader)` gives
    the things in a reader's languages, for kinds that have translations.
    """

    describe: Callable[[Sequence[int]], Mapping[int, Description]]
    hide: Callable[..., None]  # hide(subject_id, *, reason_code: str, at: datetime)
    restore: Callable[[int], None]
    release: Callable[[int], None]
    url: Callable[[int], str]
    can_view: Callable[[Any, int], bool] | None = None
    as_read: Callable[[Sequence[int], Reader], Mapping[int, AsRead]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing that can be moderated, as it is now."""

    subject_type: str
    subject_id: int
    handlers: Subject
    about: Description

    def is_seen_by(self, actor: Any) -> bool:
        if self.handlers.can_view is None:
            return self.about.visibility is Visibility.PUBLIC
        return self.handlers.can_view(actor, self.subject_id)


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text: `text[start:end]`. `certain` is False when a person must look. Never carries the digits."""

    start: int
    end: int
    certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDraft:
    reason: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDraft:
    """What the moderator decided, upon which version of the case and which text (`seen_sha256`)."""

    action: Action
    reason_code: ReasonCode | None
    facts: str
    version: int
    seen_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    reason: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The tiles over the queue. `median` is of the time from opening to decision in the last seven days."""

    waiting: int
    overdue: int
    in_hand: int
    median_seconds: int | None
    approved_today: int
    hidden_today: int
    restored_today: int

    @property
    def median(self) -> timedelta | None:
        return None if self.median_seconds is None else timedelta(seconds=self.median_seconds)

    @property
    def decided_today(self) -> int:
        return self.approved_today + self.hidden_today + self.restored_today
