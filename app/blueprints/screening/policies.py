"""Who may, in one line each; what is not said here is denied."""

from app.blueprints.accounts.policies import Anyone
from app.blueprints.screening.models.numbers import Number


def can_keep_words(actor: Anyone, *_things: object) -> bool:
    """The ministry's moderators: the lists would tell everybody else how to get past them."""
    return actor.is_moderator


def can_ask_about_numbers(actor: Anyone, *_things: object) -> bool:
    return actor.is_authenticated


def can_view_number(actor: Anyone, number: Number) -> bool:
    """Whoever asked, and moderators; a colleague only learns that the number may be written."""
    return actor.is_moderator or (actor.person_id is not None and actor.person_id == number.person_id)


def can_look_at_number(actor: Anyone, number: Number) -> bool:
    """A moderator who neither asked nor belongs to the organisation that did."""
    ours = number.organisation_id is not None and actor.belongs_to(number.organisation_id)
    return actor.is_moderator and actor.person_id != number.person_id and not ours
