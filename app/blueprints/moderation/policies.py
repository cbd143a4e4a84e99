"""Who may moderate, report, and read a decision."""

from app.blueprints.accounts.terms import Actor, Visitor
from app.blueprints.moderation.models import Case, Decision
from app.blueprints.moderation.terms.subjects import Thing

Anyone = Actor | Visitor


def can_moderate(actor: Anyone, *_things: object) -> bool:
    return actor.is_moderator


def is_conflicted(actor: Anyone, case: Case) -> bool:
    """Nobody judges what she wrote herself, nor what an organisation that she belongs to wrote."""
    own = case.subject_author_id is not None and case.subject_author_id == actor.person_id
    ours = case.subject_organisation_id is not None and actor.belongs_to(case.subject_organisation_id)
    return own or ours


def can_view_case(actor: Anyone, _case: Case) -> bool:
    return actor.is_moderator


def can_decide(actor: Anyone, case: Case) -> bool:
    return actor.is_moderator and not is_conflicted(actor, case)


def can_view_decision(actor: Anyone, decision: Decision) -> bool:
    return actor.is_moderator or (actor.person_id is not None and decision.subject_author_id == actor.person_id)


def can_report(actor: Anyone, thing: Thing) -> bool:
    return actor.is_authenticated and thing.is_seen_by(actor)
