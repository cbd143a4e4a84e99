"""Points, reviews and duties for tests: plain functions that commit."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from app.blueprints.accounts.models import Organisation
from app.blueprints.internal_control import queries, services
from app.blueprints.internal_control.models import DutyAnswer, Firm, Point, Review
from app.blueprints.internal_control.terms import (
    DutyDraft,
    DutyState,
    FirmDraft,
    PointDraft,
    PointState,
    ReviewDraft,
    StaffDraft,
)
from app.core.clock import today
from app.core.db import acting_for, unit_of_work


@contextmanager
def working_for(firm: Organisation) -> Iterator[None]:
    """A transaction that works for this firm, as a request of its own people does."""
    with unit_of_work(acting_for(firm.id)):
        yield


def point(firm: Organisation, number: int, *evidence: Any, state: str = "in_place", **values: Any) -> Point:
    """What the firm says of a point, with the evidence (or its numbers) that it puts forward for it."""
    ids = tuple(one if isinstance(one, int) else one.id for one in evidence)
    by = values.pop("by", None)
    draft = PointDraft(
        state=PointState(state), evidence_ids=ids, **({"how": "Slik gjør vi det.", "version": 0} | values)
    )
    with working_for(firm):
        return services.save_point(firm, number, draft, by=by)


def review_draft(**values: Any) -> ReviewDraft:
    usual = {"year": today().year, "held_on": today(), "findings": "Rutinen virker.", "decisions": "Ny vernerunde."}
    return ReviewDraft(**{**usual, **values})


def review(firm: Organisation, **values: Any) -> Review:
    with working_for(firm):
        return services.write_review(firm, review_draft(**values), by=None)


def sign(firm: Organisation, made: Review, owner: Any) -> Review:
    """The owner (an actor) signs what the review says now."""
    with working_for(firm):
        found = as_it_is(made)
        return services.sign_for_firm(firm, found, version=found.version, by=owner)


def answer(firm: Organisation, made: Review, representative: Any, *, signs: bool = True, comment: str = "") -> Review:
    with working_for(firm):
        found = as_it_is(made)
        draft = StaffDraft(signs=signs, comment=comment, version=found.version)
        return services.answer_for_staff(found, draft, by=representative)


def as_it_is(made: Review) -> Review:
    """The review as it is now, in the transaction under way."""
    return queries.get_review(made.id)


def duty(firm: Organisation, code: str, state: str = "in_place", **values: Any) -> DutyAnswer:
    with working_for(firm):
        return services.answer_duty(firm, code, DutyDraft(state=DutyState(state), **({"version": 0} | values)), by=None)


def described(firm: Organisation, headcount: int | None, *industries: str, version: int = 0) -> Firm:
    with working_for(firm):
        draft = FirmDraft(headcount=headcount, industries=industries, version=version)
        return services.say_firm(firm, draft, by=None)
