"""Who may, in one line each: a plan is the firm's own affair."""

from typing import Protocol

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.terms import Check, Kind, MembershipFact, Role
from app.blueprints.improvement import rules
from app.blueprints.improvement.models import Action, Adviser, Comment, Evidence, Request, UnfinishedEvidence
from app.blueprints.improvement.terms import Advice, EvidenceState


def can_view_plan(actor: Anyone, organisation: Organisation) -> bool:
    return actor.has_role(organisation.id)


def can_edit_plan(actor: Anyone, organisation: Organisation) -> bool:
    return actor.has_role(organisation.id, Role.OWNER, Role.EDITOR)


def supplier_in_menu(actor: Anyone, shown: Organisation | MembershipFact | None) -> int | None:
    """Whose plan the menu leads to: the supplier whose pages are shown, if it is the reader's, else her first one."""
    suppliers = [fact.organisation_id for fact in actor.organisations(Kind.SUPPLIER)]
    number = shown.organisation_id if isinstance(shown, MembershipFact) else shown.id if shown else None
    return number if number in suppliers else next(iter(suppliers), None)


def can_edit_action(actor: Anyone, organisation: Organisation, action: Action) -> bool:
    return action.organisation_id == organisation.id and can_edit_plan(actor, organisation)


def can_check_effect(actor: Anyone, organisation: Organisation, action: Action) -> bool:
    """A safety representative too; that it is not the one who is responsible is for the service to see to."""
    return action.organisation_id == organisation.id and actor.has_role(organisation.id, *rules.MAY_CHECK)


# An adviser, whom the firm has let in from outside: reads the plan and comments, and nothing else.


def can_read_plan(actor: Anyone, organisation: Organisation, advice: Advice | None) -> bool:
    return can_view_plan(actor, organisation) or is_adviser(actor, organisation, advice)


def is_adviser(actor: Anyone, organisation: Organisation, advice: Advice | None) -> bool:
    """`advice` is what the firm has given her and not ended; whoever has a second factor has passed it."""
    if advice is None or not actor.is_authenticated or actor.has_second_factor > actor.second_factor:
        return False
    return (advice.person_id, advice.organisation_id) == (actor.person_id, organisation.id)


def can_read_action(actor: Anyone, organisation: Organisation, advice: Advice | None, action: Action) -> bool:
    return action.organisation_id == organisation.id and can_read_plan(actor, organisation, advice)


def can_comment(actor: Anyone, organisation: Organisation, advice: Advice | None) -> bool:
    """Whoever reads the plan may say something of it: a reader of the firm's too."""
    return can_read_plan(actor, organisation, advice)


def can_comment_on(actor: Anyone, organisation: Organisation, advice: Advice | None, action: Action) -> bool:
    return can_read_action(actor, organisation, advice, action)


def can_withdraw_comment(actor: Anyone, organisation: Organisation, advice: Advice | None, comment: Comment) -> bool:
    own = comment.organisation_id == organisation.id and comment.person_id == actor.person_id
    return own and can_read_plan(actor, organisation, advice)


def can_manage_advisers(actor: Anyone, organisation: Organisation) -> bool:
    return actor.has_role(organisation.id, Role.OWNER)


def can_end_adviser(actor: Anyone, organisation: Organisation, adviser: Adviser) -> bool:
    return adviser.organisation_id == organisation.id and can_manage_advisers(actor, organisation)


def can_have_calendar(actor: Anyone, organisation: Organisation) -> bool:
    """An address of her own for the plan's days: every member, but no adviser."""
    return actor.has_role(organisation.id)


def can_stop_advising(actor: Anyone, adviser: Adviser) -> bool:
    return actor.is_authenticated and adviser.person_id == actor.person_id


# Evidence: the firm's own, and of others' what they have let one's organisation open.


class Reached(Protocol):
    """A piece of evidence with the organisations that hold a live permit on it."""

    @property
    def organisation_id(self) -> int: ...
    @property
    def state(self) -> EvidenceState: ...
    @property
    def receivers(self) -> frozenset[int]: ...


def can_view_evidence(actor: Anyone, organisation: Organisation) -> bool:
    return actor.has_role(organisation.id)


def can_add_evidence(actor: Anyone, organisation: Organisation) -> bool:
    return actor.has_role(organisation.id, Role.OWNER, Role.EDITOR)


def can_finish_evidence(actor: Anyone, organisation: Organisation, unfinished: UnfinishedEvidence) -> bool:
    """What she has begun herself."""
    own = unfinished.organisation_id == organisation.id and unfinished.person_id == actor.person_id
    return own and can_add_evidence(actor, organisation)


def can_edit_evidence(actor: Anyone, organisation: Organisation, evidence: Evidence) -> bool:
    return evidence.organisation_id == organisation.id and can_add_evidence(actor, organisation)


def can_open_evidence(actor: Anyone, organisation: Organisation, opened: Reached) -> bool:
    """The firm's own people; while it is held, also those of an organisation with a live permit."""
    return opened.organisation_id == organisation.id and opens_for(actor, opened) is not None


def opens_for(actor: Anyone, opened: Reached) -> int | None:
    """On behalf of which organisation the actor opens it: the firm itself, or a receiver; None when she may not."""
    if actor.has_role(opened.organisation_id):
        return opened.organisation_id
    held = opened.state is EvidenceState.HELD
    return next((number for number in sorted(opened.receivers) if held and actor.has_role(number)), None)


# Requests: a verified buyer asks, the firm that is asked answers.


def can_view_requests(actor: Anyone, organisation: Organisation) -> bool:
    return actor.has_role(organisation.id)


def can_ask(actor: Anyone, organisation: Organisation) -> bool:
    fact = actor.membership(organisation.id)
    return bool(
        fact and fact.kind is Kind.BUYER and fact.check is Check.VERIFIED and fact.role in (Role.OWNER, Role.EDITOR)
    )


def can_view_request(actor: Anyone, organisation: Organisation, asked: Request) -> bool:
    return organisation.id in (asked.organisation_id, asked.asker_id) and can_view_requests(actor, organisation)


def can_answer_request(actor: Anyone, organisation: Organisation, asked: Request) -> bool:
    return asked.organisation_id == organisation.id and can_add_evidence(actor, organisation)


def can_withdraw_request(actor: Anyone, organisation: Organisation, asked: Request) -> bool:
    return asked.asker_id == organisation.id and actor.has_role(organisation.id, Role.OWNER, Role.EDITOR)


def buyer_in_menu(actor: Anyone, shown: Organisation | MembershipFact | None) -> int | None:
    """Whose requests the menu leads to: the buyer whose pages are shown, if it is the reader's, else her first one."""
    buyers = [fact.organisation_id for fact in actor.organisations(Kind.BUYER)]
    number = shown.organisation_id if isinstance(shown, MembershipFact) else shown.id if shown else None
    return number if number in buyers else next(iter(buyers), None)
