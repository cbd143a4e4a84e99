"""Which changes of a firm's numbers have not been written yet, on which day each happened, and why."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from app.blueprints.capability.rules import levels
from app.blueprints.capability.rules.standing import endorsement_on, is_sound, seen_on_site
from app.blueprints.capability.rules.standing import proofs_of as proofs_today
from app.blueprints.capability.terms import RECENT_MONTHS, Basis, Cause, Endorsed, HeldProof, Last, Number, Step

DAY = timedelta(days=1)
Known = Mapping[tuple[str, Number], Last]


def caused_steps(
    basis: Basis, known: Known, today: date, cause: Cause, cause_id: int | None, by_id: int | None
) -> list[Step]:
    """How the numbers of today differ from what was last written: all by one cause, today."""
    steps = []
    for line in basis.dimensions:
        endorsed = endorsement_on(basis.endorsements, line.code, today)
        now = {
            Number.CLAIMED: line.claimed,
            Number.EVIDENCED: levels.evidenced(proofs_today(basis, line.code), today),
            Number.ENDORSED: endorsed.level if endorsed else None,
        }
        for number, after in now.items():
            before = _level(known, line.code, number)
            if before != after:
                steps.append(
                    Step(
                        code=line.code,
                        number=number,
                        before=before,
                        after=after,
                        on_day=today,
                        cause=cause,
                        cause_id=cause_id,
                        by_id=by_id,
                    )
                )
    return steps


def calendar_steps(basis: Basis, known: Known, through: date, *, but: Collection[str] = ()) -> list[Step]:
    """What the calendar alone has changed since something was last written, dated on the days on which it happened.

    `basis` holds what was put forward and ended too: evidence counts from the day on which it was put forward until
    the day on which it was taken back, as it did at the time. Dimensions in `but` are left out.
    """
    steps: list[Step] = []
    for code in [line.code for line in basis.dimensions if line.code not in but]:
        proofs = _as_known(basis, code)
        last = known.get((code, Number.EVIDENCED))
        start = last.on_day if last else min((p.valid_from for p in proofs if p.valid_from), default=through) - DAY
        if start < through:
            changes = levels.evidenced_changes(proofs, start, through)
            chain = _following(last.level or 0 if last else 0, levels.evidenced(proofs, start), changes)
            steps += _steps(code, Number.EVIDENCED, _level(known, code, Number.EVIDENCED), chain, proofs)
        last = known.get((code, Number.ENDORSED))
        if last and last.on_day < through:
            theirs = [e for e in basis.endorsements if e.code == code]
            now = endorsement_on(theirs, code, last.on_day)
            chain = _following(last.level, now.level if now else None, _endorsed_changes(theirs, last.on_day, through))
            steps += _steps(code, Number.ENDORSED, last.level, chain, theirs)
    return steps


def after(known: Known, steps: Sequence[Step]) -> Known:
    """What is last written when these are."""
    return {**known, **{(step.code, step.number): Last(step.after, step.on_day) for step in steps}}


def _level(known: Known, code: str, number: Number) -> int | None:
    """What was last written; before anything was, evidence carried nothing, and there was no other number."""
    last = known.get((code, number))
    return last.level if last else (0 if number is Number.EVIDENCED else None)


def _as_known(basis: Basis, code: str) -> list[HeldProof]:
    """Proofs as they counted at the time: none before it was put forward, none from the day it was taken back."""
    proofs = []
    for support in basis.supports:
        fact = basis.facts.get(support.evidence_id)
        if support.code != code or fact is None or not is_sound(fact):
            continue
        from_day = max(fact.valid_from or support.added_on, support.added_on)
        last_days = [day for day in (fact.valid_to, support.ended_on and support.ended_on - DAY) if day]
        if not last_days or from_day <= min(last_days):
            proofs.append(
                HeldProof(
                    strength=fact.strength,
                    level=support.level,
                    valid_from=from_day,
                    valid_to=min(last_days, default=None),
                    record_from=fact.record_from,
                    record_to=fact.record_to,
                    shares_learning=support.shows_learning,
                    evidence_id=fact.id,
                    support_id=support.id,
                )
            )
    return proofs + seen_on_site(basis.endorsements, code)


def _endorsed_changes(endorsements: Sequence[Endorsed], start: date, end: date) -> list[tuple[date, int | None]]:
    days = {e.decided_on for e in endorsements} | {e.expires_on + DAY for e in endorsements if e.expires_on < date.max}
    changes: list[tuple[date, int | None]] = []
    for day in sorted(day for day in days if start < day <= end):
        held = endorsement_on(endorsements, endorsements[0].code, day)
        changes.append((day, held.level if held else None))
    return changes


def _following(
    written: int | None, at_start: int | None, changes: Sequence[tuple[date, int | None]]
) -> list[tuple[date, int | None]]:
    """Those changes that follow on what was last written.

    Where the two do not meet, since a document has been given other dates meanwhile, only what comes after the last
    day on which they do is told; and nothing when they never do, which the change of today then tells.
    """
    levels_then = [at_start, *(level for _day, level in changes)]
    meeting = [index for index, level in enumerate(levels_then) if level == written]
    return list(changes[meeting[0] if at_start == written else meeting[-1] :]) if meeting else []


def _steps(
    code: str,
    number: Number,
    before: int | None,
    chain: Sequence[tuple[date, int | None]],
    rests_on: Sequence[HeldProof] | Sequence[Endorsed],
) -> list[Step]:
    steps = []
    for day, level in chain:
        if level != before:
            steps.append(
                Step(
                    code=code,
                    number=number,
                    before=before,
                    after=level,
                    on_day=day,
                    cause=Cause.CALENDAR,
                    cause_id=turned_by(rests_on, day),
                )
            )
        before = level
    return steps


def turned_by(rests_on: Sequence[HeldProof] | Sequence[Endorsed], day: date) -> int | None:
    """Which of them ended, grew old or began on that day; the evidence, or the review."""
    for held in rests_on:
        if isinstance(held, Endorsed):
            if held.expires_on + DAY == day:
                return held.review_id
        elif _turns(held, day):
            return held.evidence_id
    return None


def ended_by(proofs: Sequence[HeldProof], day: date) -> HeldProof | None:
    """Which proof had its last day, or the last one of its records' use, on the day before."""
    yesterday = day - DAY
    return next((proof for proof in proofs if yesterday in (proof.valid_to, _aged(proof))), None)


def _aged(proof: HeldProof) -> date | None:
    """The last day on which the proof's records are recent."""
    return proof.record_to and levels.months_after(proof.record_to, RECENT_MONTHS)


def _turns(proof: HeldProof, day: date) -> bool:
    """Whether the proof begins or ends on the day, or its records begin or cease to count."""
    yesterday = day - DAY
    return day in (proof.valid_from, proof.record_to) or yesterday in (proof.valid_to, _aged(proof))
