"""Things to moderate, for tests: a kind "fake" that lives in memory and does what a room's handlers would do."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.moderation import services
from app.blueprints.moderation.models import Case
from app.blueprints.moderation.queries import get_case
from app.blueprints.moderation.queries.appeals import appeal_of
from app.blueprints.moderation.services import appeals
from app.blueprints.moderation.terms.appeals import AppealDraft
from app.blueprints.moderation.terms.cases import SignalDraft, Source
from app.blueprints.moderation.terms.decisions import HAS_AN_END, NEEDS_REASON, Action, Cut, DecisionDraft, Made, Order
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.blueprints.moderation.terms.subjects import Description, Doing, Mark, Subject, Visibility
from app.core import clock
from app.core.db import Context, unit_of_work
from tests.factories.accounts import actor

READS_CASES = Context(platform=("moderator",))
_ids = count(1)


@dataclass
class Fakes:
    things: dict[int, Description] = field(default_factory=dict)
    calls: list[tuple[Any, ...]] = field(default_factory=list)
    kept: dict[int, str] = field(default_factory=dict)

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

    def send_back(self, key: int, order: Order) -> Mark:
        was = self.things[key].visibility
        self.calls.append(("return", key, order.reason_code))
        self.set(key, visibility=Visibility.RETURNED)
        return {"was": was.value}

    def take_in(self, key: int, mark: Mark) -> None:
        self.calls.append(("unreturn", key))
        self.set(key, visibility=Visibility(mark["was"]))

    def redact(self, key: int, order: Order) -> Mark:
        text = self.things[key].text
        self.calls.append(("redact", key, tuple(order.cuts)))
        for cut in sorted(order.cuts, key=lambda one: -one.start):
            text = text[: cut.start] + "[taushetsbelagt]" + text[cut.end :]
        self.kept[key] = self.things[key].text
        self.set(key, text=text)
        return {"revision": key}

    def unredact(self, key: int, mark: Mark) -> None:
        self.calls.append(("unredact", key))
        self.set(key, text=self.kept.pop(mark["revision"]))

    def note(self, what: str) -> Doing:
        """An act that leaves no trace but in `calls`."""

        def do(key: int, order: Order) -> Mark:
            self.calls.append((what, key, order.target))
            return {"done": what}

        return Doing(do=do, undo=lambda key, mark: self.calls.append((f"un{mark['done']}", key)))


FAKES = Fakes()
services.register(
    "fake",
    Subject(
        describe=FAKES.describe,
        hide=FAKES.hide,
        restore=FAKES.restore,
        release=FAKES.release,
        url=lambda key: f"/nb/fakes/{key}",
        more={
            Action.RETURN: Doing(do=FAKES.send_back, undo=FAKES.take_in),
            Action.REDACT: Doing(do=FAKES.redact, undo=FAKES.unredact),
            Action.MOVE: FAKES.note("move"),
            Action.LOCK: FAKES.note("lock"),
            Action.REFER_BUYER: FAKES.note("refer_buyer"),
        },
    ),
)


def thing(author: Person | None, firm: Organisation | None = None, **values: Any) -> int:
    """A thing that can be moderated; gives its id."""
    key = next(_ids)
    FAKES.things[key] = Description(
        **{
            "title": "Spørsmål om måling",
            "text": "Kan dere måle matsvinnet per avdeling?\nVi har en vekt som gjør det.",
            "language": "nb",
            "author_id": author.id if author else None,
            "author_name": author.name if author else "",
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
        "reasons": (ReasonCode.M1,) if action in NEEDS_REASON else (),
        "facts": "Innlegget nevner en ansatt ved navn og telefonnummer.",
        "version": of.version,
        "seen_sha256": about.sha256,
    }
    if action is Action.REDACT:
        given["cuts"] = (Cut("body", 0, 3),)
    if action is Action.MOVE:
        given["target"] = "17"
    if action in HAS_AN_END:
        given["until"] = clock.today() + timedelta(days=7)
    return DecisionDraft(**(given | values))


def made(of: Case, moderator: Person, action: Action = Action.HIDE, **values: Any) -> Made:
    """What came of deciding, committed as the site would."""
    who = actor(moderator)
    with unit_of_work(context_of(who)):
        return services.decide(of, draft(of, action, **values), by=who)


def decided(of: Case, moderator: Person, action: Action = Action.HIDE, **values: Any) -> Any:
    """A decision, committed as the site would."""
    return made(of, moderator, action, **values).decision


def decided_by_two(of: Case, first: Person, second: Person, action: Action = Action.HIDE, **values: Any) -> Any:
    """A decision that the first proposed and the second made."""
    assert made(of, first, action, **values).proposal is not None
    return decided(find(of.id), second, action, **values)


def undone(decision: Any, moderator: Person) -> None:
    """The decision taken back, committed as the site would."""
    who = actor(moderator)
    with unit_of_work(context_of(who)):
        services.undo(decision, by=who)


def appealed(decision: Any, author: Person, text: str = "Det er vårt eget nummer.") -> Case:
    """The author appeals, committed as the site would; gives the appeal's case."""
    who = actor(author)
    with unit_of_work(context_of(who)):
        case_id = appeals.open_appeal(decision, AppealDraft(text=text, lang="nb"), by=who).case_id
    return find(case_id)


def appeal_case(decision: Any) -> Case:
    """The case of an appeal that its author has sent."""
    with unit_of_work(READS_CASES):
        found = appeal_of(decision.id)
    assert found is not None
    return find(found.case_id)
