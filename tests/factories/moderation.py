"""Things to moderate, for tests: a kind "fake" that lives in memory and does what a room's handlers would do."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.moderation import services
from app.blueprints.moderation.models import Case
from app.blueprints.moderation.queries import get_case
from app.blueprints.moderation.terms.cases import SignalDraft, Source
from app.blueprints.moderation.terms.decisions import Action, DecisionDraft
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.blueprints.moderation.terms.subjects import Description, Subject, Visibility
from app.core.db import Context, unit_of_work
from tests.factories.accounts import actor

READS_CASES = Context(platform=("moderator",))
_ids = count(1)


@dataclass
class Fakes:
    things: dict[int, Description] = field(default_factory=dict)
    calls: list[tuple[Any, ...]] = field(default_factory=list)

    def describe(self, ids: Any) -> dict[int, Description]:
        return {key: self.things[key] for key in ids if key in self.things}

    def set(self, key: int, **values: Any) -> None:
        self.things[key] = replace(self.things[key], **values)

    def hide(self, key: int, *, reason_code: str, at: datetime) -> None:
        self.calls.append(("hide", key, reason_code))
        self.set(key, visibility=Visibility.HIDDEN)

    def restore(self, key: int) -> None:
        self.calls.append(("restore", key))
        self.set(key, visibility=Visibility.PUBLIC)

    def release(self, key: int) -> None:
        self.calls.append(("release", key))
        self.set(key, visibility=Visibility.PUBLIC)


FAKES = Fakes()
services.register(
    "fake",
    Subject(
        describe=FAKES.describe,
        hide=FAKES.hide,
        restore=FAKES.restore,
        release=FAKES.release,
        url=lambda key: f"/nb/fakes/{key}",
    ),
)


def thing(author: Person, firm: Organisation | None = None, **values: Any) -> int:
    """A thing that can be moderated; gives its id."""
    key = next(_ids)
    FAKES.things[key] = Description(
        **{
            "title": "Spørsmål om måling",
            "text": "Kan dere måle matsvinnet per avdeling?\nVi har en vekt som gjør det.",
            "language": "nb",
            "author_id": author.id,
            "author_name": author.name,
            "organisation_id": firm.id if firm else None,
            "organisation_name": firm.name if firm else "",
            "written_at": datetime(2026, 11, 20, 8, 30, tzinfo=UTC),
            "visibility": Visibility.PUBLIC,
            "place": "Mindre matsvinn",
        }
        | values
    )
    return key


def case(key: int, *, reporter: Person | None = None, reason: str = "M1", note: str = "") -> Case:
    """An open case on a thing, committed as the site would."""
    who = actor(reporter) if reporter else None
    source = Source.REPORT if reporter else Source.PRE_MODERATION
    with unit_of_work(Context(person_id=who.person_id if who else None)):
        case_id = services.open_case("fake", key, SignalDraft(source=source, reason=reason, note=note), by=who)
    return find(case_id)


def find(case_id: int) -> Case:
    with unit_of_work(READS_CASES) as session:
        session.expunge_all()
        return get_case(case_id)


def context_of(who: Any) -> Context:
    return Context(
        person_id=who.person_id,
        organisation_ids=tuple(m.organisation_id for m in who.memberships),
        platform=tuple(r.value for r in who.platform),
    )


def draft(of: Case, action: Action = Action.HIDE, **values: Any) -> DecisionDraft:
    about = FAKES.things[of.subject_id]
    given = {
        "action": action,
        "reasons": (ReasonCode.M1,) if action is Action.HIDE else (),
        "facts": "Innlegget nevner en ansatt ved navn og telefonnummer.",
        "version": of.version,
        "seen_sha256": about.sha256,
    }
    return DecisionDraft(**(given | values))


def decided(of: Case, moderator: Person, action: Action = Action.HIDE, **values: Any) -> Any:
    """A decision, committed as the site would."""
    who = actor(moderator)
    with unit_of_work(context_of(who)):
        return services.decide(of, draft(of, action, **values), by=who)
