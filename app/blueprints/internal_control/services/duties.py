"""Duties: which a firm has, what it says of each, and what it says of its own size and industries."""

from collections.abc import Callable

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor
from app.blueprints.improvement import queries as improvement
from app.blueprints.improvement.terms import EvidenceState
from app.blueprints.internal_control import queries, rules
from app.blueprints.internal_control.models import DutyAnswer, Firm
from app.blueprints.internal_control.services.hearing import tell_control
from app.blueprints.internal_control.terms import (
    MOST_HEADCOUNT,
    MOST_INDUSTRIES,
    REPRESENTATIVE,
    Applies,
    DutyDraft,
    DutyState,
    FirmDraft,
    Size,
    SizeSource,
)
from app.blueprints.journal.services import record
from app.blueprints.screening.services import refuse_identity_numbers
from app.core.clock import now, today
from app.core.errors import Refused, StaleVersion

AskHeadcount = Callable[[int], int | None]
_doors: list[AskHeadcount] = []


def register_headcount(ask: AskHeadcount) -> None:
    """The room above that reports hours tells the newest headcount of a firm: `ask(organisation_id)`."""
    if ask not in _doors:
        _doors.append(ask)


def size_of(organisation: Organisation, firm: Firm | None) -> Size:
    """How many work there: what the firm says here, else what it has reported with its hours, else the register."""
    if firm is not None and firm.headcount is not None:
        return Size(firm.headcount, SizeSource.FIRM)
    for ask in _doors:
        if (reported := ask(organisation.id)) is not None:
            return Size(reported, SizeSource.REPORTED)
    if organisation.headcount is not None:
        return Size(organisation.headcount, SizeSource.REGISTER)
    return Size(None, SizeSource.NOBODY)


def industries_of(organisation: Organisation, firm: Firm | None) -> tuple[str, ...]:
    """Codes of its industries: the register's, and what the firm has added."""
    own = tuple(firm.industries) if firm else ()
    return tuple(dict.fromkeys(([organisation.industry_code] if organisation.industry_code else []) + list(own)))


def duties_of(organisation: Organisation, firm: Firm | None) -> list[rules.DutyFor]:
    """The firm's duties today."""
    size, industries = size_of(organisation, firm), industries_of(organisation, firm)
    return rules.duties_for(queries.all_duties(), size.headcount, industries, today())


def is_without_representative(organisation: Organisation) -> bool:
    """Whether it needs no safety representative: fewer than five, a written agreement in place, and nobody elected.

    Where what the firm says of its size and what it has reported with its hours differ, the larger counts here: nobody
    signs for the staff by writing a smaller number.
    """
    firm = queries.find_firm(organisation.id)
    said = [size_of(organisation, firm).headcount, *(ask(organisation.id) for ask in _doors)]
    size = max((number for number in said if number is not None), default=None)
    duties = rules.duties_for(queries.all_duties(), size, industries_of(organisation, firm), today())
    agreed = any(duty.code == REPRESENTATIVE and duty.applies is Applies.AGREEMENT for duty in duties)
    answer = queries.answers_of(organisation.id).get(REPRESENTATIVE) if agreed else None
    in_place = answer is not None and answer.state is DutyState.IN_PLACE
    return in_place and not queries.representatives(organisation.id)


def answer_duty(organisation: Organisation, code: str, draft: DutyDraft, *, by: Actor | None) -> DutyAnswer:
    """Say how one duty stands. `draft.version` is what was read, 0 when nothing had been said."""
    if code not in {duty.code for duty in queries.all_duties()}:
        raise Refused("duty_unknown")
    refuse_identity_numbers(how=draft.how)
    answer = queries.lock_answer(organisation.id, code)
    _check_evidence(organisation.id, draft.evidence_id, answer)
    if answer is None:
        answer = DutyAnswer(organisation_id=organisation.id, code=code)
        _fill(answer, draft, by)
        if not queries.add_unless_there(answer):
            raise _stale(queries.answers_of(organisation.id).get(code))
    else:
        if answer.version != draft.version:
            raise _stale(answer)
        _fill(answer, draft, by)
    record(
        "internal_control.duty_answered",
        subject=answer,
        by=by,
        organisation_id=organisation.id,
        code=code,
        state=draft.state.value,
        evidence=draft.evidence_id,
    )
    tell_control(organisation.id)
    return answer


def say_firm(organisation: Organisation, draft: FirmDraft, *, by: Actor | None) -> Firm:
    """What the firm says of its size and industries; None and nothing leave it to the register."""
    if draft.headcount is not None and not 0 <= draft.headcount <= MOST_HEADCOUNT:
        raise Refused("headcount_unlikely", field="headcount")
    if len(draft.industries) > MOST_INDUSTRIES or not all(rules.is_industry(code) for code in draft.industries):
        raise Refused("industry_unknown", field="industries")
    firm = queries.lock_firm(organisation.id)
    if firm is None:
        firm = Firm(organisation_id=organisation.id)
        _fill_firm(firm, draft, by)
        if not queries.add_unless_there(firm):
            raise _stale(queries.find_firm(organisation.id))
    else:
        if firm.version != draft.version:
            raise _stale(firm)
        _fill_firm(firm, draft, by)
    record("internal_control.firm_described", subject=firm, by=by, organisation_id=organisation.id)
    tell_control(organisation.id)
    return firm


def _check_evidence(organisation_id: int, evidence_id: int | None, answer: DutyAnswer | None) -> None:
    if evidence_id is None or (answer is not None and answer.evidence_id == evidence_id):
        return
    facts = improvement.evidence_facts(organisation_id, ids=[evidence_id])
    if not any(fact.state is EvidenceState.HELD for fact in facts):
        raise Refused("point_evidence_unknown", field="evidence_id")


def _fill(answer: DutyAnswer, draft: DutyDraft, by: Actor | None) -> None:
    answer.state, answer.how, answer.evidence_id = draft.state, draft.how, draft.evidence_id
    answer.recorded_at, answer.recorded_by_id = now(), by.person_id if by else None


def _fill_firm(firm: Firm, draft: FirmDraft, by: Actor | None) -> None:
    firm.headcount, firm.industries = draft.headcount, list(draft.industries)
    firm.recorded_at, firm.recorded_by_id = now(), by.person_id if by else None


def _stale(row: DutyAnswer | Firm | None) -> StaleVersion:
    return StaleVersion(queries.name_of(row.recorded_by_id), row.recorded_at) if row else StaleVersion()
