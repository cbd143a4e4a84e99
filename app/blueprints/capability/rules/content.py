"""A firm's profile as data: to be copied into a share, put before a reviewer, and read again on another day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from app.blueprints.capability.rules.levels import three
from app.blueprints.capability.rules.standing import is_sound
from app.blueprints.capability.terms import (
    Basis,
    DimensionStanding,
    Endorsement,
    EventLine,
    Proof,
    ReviewLine,
    Three,
)
from app.blueprints.improvement.terms import EvidenceFact, Visibility
from app.core.clock import local

Json = dict[str, Any]


def levels_json(standings: Iterable[DimensionStanding]) -> Json:
    """`{code: {"claimed": n or null, "proofs": [...], "endorsed": [level, decided_on, expires_on] or null}}`.

    A proof is `[strength, level, valid_from, valid_to, record_from, record_to, shares_learning]`: levels and dates,
    and nothing that says what it is. The numbers of any day follow from it (`three_on`).
    """
    return {
        standing.code: {
            "claimed": standing.claimed,
            "proofs": [
                [
                    proof.strength,
                    proof.level,
                    *map(_iso, (proof.valid_from, proof.valid_to, proof.record_from, proof.record_to)),
                    proof.shares_learning,
                ]
                for proof in standing.proofs
            ],
            "endorsed": [
                standing.endorsed.level,
                _iso(standing.endorsed.decided_on),
                _iso(standing.endorsed.expires_on),
            ]
            if standing.endorsed
            else None,
        }
        for standing in standings
    }


def three_on(levels: Mapping[str, Any], day: date) -> dict[str, Three]:
    """The three numbers on a day, from what `levels_json` gave: what has expired meanwhile counts no more."""
    return {
        code: three(said["claimed"], [_proof(row) for row in said["proofs"]], _endorsement(said["endorsed"]), day)
        for code, said in levels.items()
    }


def evidence_line(fact: EvidenceFact, level: int, *, shows_learning: bool) -> Json:
    """What somebody outside reads of a piece of evidence.

    Of what is private: type, dates and strength, never title, issuer or scope. Of what is about a person: type and
    dates, never who, whatever its visibility.
    """
    line: Json = {
        "id": fact.id,
        "type": fact.type,
        "valid_from": _iso(fact.valid_from),
        "valid_to": _iso(fact.valid_to),
        "record_from": _iso(fact.record_from),
        "record_to": _iso(fact.record_to),
        "visibility": fact.visibility.value,
        "personal": fact.personal,
        "level": level,
        "shows_learning": shows_learning,
    }
    if not fact.personal:
        line["strength"] = fact.strength
        if fact.visibility is not Visibility.PRIVATE:
            line |= {"title": fact.title, "issuer": fact.issuer, "scope": fact.scope}
    return line


def dimension_content(
    standing: DimensionStanding, basis: Basis, reviews: Sequence[ReviewLine], events: Sequence[EventLine]
) -> Json:
    """One dimension: claim, goal, what is put forward, who has endorsed it, and how the numbers came to be."""
    code = standing.code
    return {
        "code": code,
        "position": standing.position,
        "framework": standing.framework,
        "name": dict(standing.name),
        "short_name": dict(standing.short_name),
        "claimed": standing.claimed,
        "goal": standing.goal,
        "evidence": [
            evidence_line(fact, support.level, shows_learning=support.shows_learning)
            for support in basis.supports
            if support.code == code
            and support.ended_on is None
            and (fact := basis.facts.get(support.evidence_id)) is not None
            and is_sound(fact)
        ],
        "endorsements": [
            {
                "level": review.level,
                "reviewer": review.reviewer,
                "person": review.decided_by,
                "decided_on": _iso(local(review.decided_at).date()),
                "expires_on": _iso(review.expires_on),
                "seen_on": _iso(review.seen_on),
                "reason": review.reason,
            }
            for review in reviews
            if review.code == code and review.state.is_endorsement and review.decided_at
        ],
        "history": [
            {
                "number": event.number.value,
                "before": event.before,
                "after": event.after,
                "on_day": _iso(event.on_day),
                "cause": event.cause.value,
            }
            for event in events
            if event.code == code
        ],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _proof(row: Sequence[Any]) -> Proof:
    strength, level, valid_from, valid_to, record_from, record_to, learning = row
    return Proof(
        strength=strength,
        level=level,
        valid_from=_day(valid_from),
        valid_to=_day(valid_to),
        record_from=_day(record_from),
        record_to=_day(record_to),
        shares_learning=learning,
    )


def _endorsement(row: Sequence[Any] | None) -> Endorsement | None:
    if row is None:
        return None
    level, decided_on, expires_on = row
    return Endorsement(
        level=level, decided_on=date.fromisoformat(decided_on), expires_on=date.fromisoformat(expires_on)
    )
