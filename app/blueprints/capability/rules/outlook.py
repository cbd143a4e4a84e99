"""What the calendar will do to a firm's numbers, and which answers from reviewers wait for it."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from app.blueprints.capability.rules import levels
from app.blueprints.capability.rules.standing import endorsement_on, seen_on_site
from app.blueprints.capability.terms import NEWS_DAYS, SOON_DAYS, Asked, Carried, Endorsed, Outlook, ReviewState, Turn


def outlook(carried: Collection[Carried], reviews: Collection[Asked], today: date) -> Outlook:
    """What falls or ends within 90 days, and what reviewers have answered. `reviews` are newest first.

    An endorsement that ends is not told of when the firm has asked for a new one already; nor is a review that was
    returned, or what was answered more than two weeks ago.
    """
    endorsements = [review.endorsed for review in reviews if review.endorsed]
    asked_again = {review.code for review in reviews if review.state is ReviewState.ASKED}
    latest = _latest(reviews)
    return Outlook(
        falls=_falls(carried, endorsements, today),
        ends=_ends([review for review in latest if review.code not in asked_again], endorsements, today),
        returned=tuple(
            review for review in latest if review.state is ReviewState.RETURNED and _within(review, SOON_DAYS, today)
        ),
        answered=tuple(
            review
            for review in latest
            if review.state not in (ReviewState.RETURNED, ReviewState.ASKED) and _within(review, NEWS_DAYS, today)
        ),
    )


def _latest(reviews: Iterable[Asked]) -> list[Asked]:
    """Of each dimension the newest one."""
    found: dict[str, Asked] = {}
    for review in reviews:
        found.setdefault(review.code, review)
    return list(found.values())


def _within(review: Asked, days: int, today: date) -> bool:
    return review.decided_on is not None and today - review.decided_on <= timedelta(days=days)


def _falls(carried: Collection[Carried], endorsements: Collection[Endorsed], today: date) -> tuple[Turn, ...]:
    turns = []
    for code, name in {held.code: held.name for held in carried}.items():
        proofs = [held.proof for held in carried if held.code == code] + seen_on_site(endorsements, code)
        if fall := levels.next_fall(proofs, today, SOON_DAYS):
            turns.append(Turn(code=code, name=name, day=fall[0], level=fall[1]))
    return tuple(sorted(turns, key=lambda turn: (turn.day, turn.code)))


def _ends(reviews: Iterable[Asked], endorsements: Collection[Endorsed], today: date) -> tuple[Turn, ...]:
    turns = []
    for review in reviews:
        held = endorsement_on(endorsements, review.code, today)
        if held and held.expires_on <= today + timedelta(days=SOON_DAYS):
            turns.append(Turn(code=review.code, name=review.name, day=held.expires_on, level=held.level))
    return tuple(sorted(turns, key=lambda turn: (turn.day, turn.code)))
