"""Whose declarations are due again."""

from sqlalchemy import Select, func, select

from app.blueprints.accounts.models import Membership, Person
from app.blueprints.accounts.terms import Role
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.impartiality.models import Declaration
from app.blueprints.parity.models import Standing as Numbers


def due_again(dialogue_id: int) -> Select[tuple[int]]:
    """`person_id` of those of the hosts who have declared for fewer than take part now, and are not ruled out."""
    works = select(Membership.id).where(
        Membership.person_id == Declaration.person_id, Membership.organisation_id == func.any(Dialogue.host_ids),
        Membership.ended_at.is_(None), Membership.role != Role.WORKER,
    )  # fmt: skip
    return (
        select(Declaration.person_id)
        .join(Numbers, Numbers.dialogue_id == Declaration.dialogue_id)
        .join(Dialogue, Dialogue.id == Declaration.dialogue_id)
        .join(Person, Person.id == Declaration.person_id)
        .where(
            Declaration.dialogue_id == dialogue_id, Declaration.current.is_(True), Declaration.ruled_out_at.is_(None),
            Declaration.participants_version < Numbers.participants, Person.closed_at.is_(None), works.exists(),
        )
    )  # fmt: skip
