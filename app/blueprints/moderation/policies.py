"""Who may moderate, report, and read a decision."""

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor, Role, Visitor
from app.blueprints.moderation.models import Case, Decision, ProtectedInput
from app.blueprints.moderation.terms.cases import CaseState
from app.blueprints.moderation.terms.subjects import Thing
from app.core.access import even_suspended

Anyone = Actor | Visitor


def can_moderate(actor: Anyone, *_things: object) -> bool:
    return actor.is_moderator


def is_conflicted(actor: Anyone, case: Case) -> bool:
    """Nobody judges what she wrote herself, nor what an organisation that she belongs to wrote.

    Nor does she answer an appeal over what she decided or proposed, judge it again, or be the second after herself.
    """
    own = case.subject_author_id is not None and case.subject_author_id == actor.person_id
    ours = case.subject_organisation_id is not None and actor.belongs_to(case.subject_organisation_id)
    again = actor.person_id in (case.had_by or ())
    passed = case.state is CaseState.SECOND and case.passed_by == actor.person_id
    return own or ours or again or passed


def can_view_case(actor: Anyone, _case: Case) -> bool:
    return actor.is_moderator


def can_decide(actor: Anyone, case: Case) -> bool:
    return actor.is_moderator and not is_conflicted(actor, case)


def can_undo(actor: Anyone, decision: Decision) -> bool:
    """Whoever decided, while she still moderates."""
    return actor.is_moderator and actor.person_id == decision.decided_by


def can_read_document(actor: Anyone, _case: Case) -> bool:
    """A case as a whole: moderators, and lawyers who were asked about it (row-level security shows them no other)."""
    return actor.is_moderator or actor.is_lawyer


def is_about(actor: Anyone, decision: Decision) -> bool:
    """Whose text, or whose account, it concerns; what nobody wrote as a person is its organisation's owners'."""
    if decision.subject_author_id is not None:
        return actor.person_id == decision.subject_author_id
    firm = decision.subject_organisation_id
    return firm is not None and actor.has_role(firm, Role.OWNER)


def can_view_decision(actor: Anyone, decision: Decision) -> bool:
    return actor.is_moderator or is_about(actor, decision)


@even_suspended
def can_appeal(actor: Anyone, decision: Decision) -> bool:
    return is_about(actor, decision)


def can_list_decisions(actor: Anyone) -> bool:
    return actor.is_authenticated


def can_advise(actor: Anyone, *_things: object) -> bool:
    """A lawyer reads, and answers, what moderators have asked; row-level security shows her nothing else."""
    return actor.is_lawyer


def can_list_protected_input(actor: Anyone, organisation: Organisation) -> bool:
    """Its own people, the workers left out; the ministry's moderators see a text through its case alone."""
    return actor.has_role(organisation.id)


def can_read_protected_input(actor: Anyone, organisation: Organisation, one: ProtectedInput) -> bool:
    """Those whom it was handed to, and those who wrote it."""
    ours = organisation.id in (one.organisation_id, one.author_organisation_id)
    return ours and actor.has_role(organisation.id)


def can_report(actor: Anyone, thing: Thing | None) -> bool:
    """Whoever may read it, with or without an account. None: it is not there any more, which she may be told."""
    return thing is None or thing.is_seen_by(actor)
