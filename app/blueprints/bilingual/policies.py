"""Who may, in one line each; what is not said here is denied."""

from app.blueprints.accounts.policies import Anyone


def can_read_glossary(actor: Anyone, *_things: object) -> bool:
    """Everybody, what is withdrawn too: it tells what a translation rested on."""
    return True


def can_edit_glossary(actor: Anyone, *_things: object) -> bool:
    """The ministry's people: its moderators and administrators."""
    return actor.is_moderator or actor.is_administrator
