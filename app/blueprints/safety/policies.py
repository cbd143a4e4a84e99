"""Who may see and write a firm's register: its own people, and nobody else."""

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor, Role, Visitor
from app.blueprints.safety.models import Event, Hours, Poster, Remark, Site
from app.core.access import even_suspended

Anyone = Actor | Visitor
SEES_TO_SAFETY = (Role.OWNER, Role.EDITOR, Role.SAFETY_REPRESENTATIVE)
POSTER_MAKERS = (Role.OWNER, Role.EDITOR, Role.SAFETY_REPRESENTATIVE)


def can_view_safety(actor: Anyone, organisation: Organisation) -> bool:
    return actor.has_role(organisation.id)


def can_record_safety(actor: Anyone, organisation: Organisation) -> bool:
    return actor.has_role(organisation.id, Role.OWNER, Role.EDITOR)


def can_view_record(actor: Anyone, organisation: Organisation, record: Hours | Event | Site) -> bool:
    return record.organisation_id == organisation.id and can_view_safety(actor, organisation)


def can_correct_record(actor: Anyone, organisation: Organisation, record: Hours | Event | Site) -> bool:
    return record.organisation_id == organisation.id and can_record_safety(actor, organisation)


def can_make_posters(actor: Anyone, organisation: Organisation) -> bool:
    return actor.has_role(organisation.id, *POSTER_MAKERS)


def can_see_to_poster(actor: Anyone, organisation: Organisation, poster: Poster) -> bool:
    return poster.organisation_id == organisation.id and can_make_posters(actor, organisation)


@even_suspended
def can_report(actor: Anyone, organisation: Organisation) -> bool:
    """Whoever works there says what is dangerous, also while a moderator has suspended her."""
    return actor.belongs_to(organisation.id)


# The safety representative does more than read: reports and answers near misses, and is heard.


def can_report_near_miss(actor: Anyone, organisation: Organisation) -> bool:
    return actor.has_role(organisation.id, *SEES_TO_SAFETY)


def can_answer_event(actor: Anyone, organisation: Organisation, event: Event) -> bool:
    return event.organisation_id == organisation.id and can_report_near_miss(actor, organisation)


def can_see_names(actor: Anyone, organisation: Organisation) -> bool:
    """Who was hurt, and who told of it."""
    return actor.has_role(organisation.id, *SEES_TO_SAFETY)


def can_remark(actor: Anyone, organisation: Organisation) -> bool:
    return actor.has_role(organisation.id, *SEES_TO_SAFETY)


def can_remark_on(actor: Anyone, organisation: Organisation, event: Event) -> bool:
    return event.organisation_id == organisation.id and can_remark(actor, organisation)


def can_withdraw_remark(actor: Anyone, organisation: Organisation, remark: Remark) -> bool:
    own = remark.organisation_id == organisation.id and remark.person_id == actor.person_id
    return own and can_view_safety(actor, organisation)
