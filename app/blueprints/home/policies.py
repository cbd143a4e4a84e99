"""Who may, in one line each; what is not said here is denied."""

from app.blueprints.accounts.policies import Anyone


def can_review_pages(actor: Anyone) -> bool:
    """Those who answer for the site: its moderators and administrators."""
    return actor.is_moderator or actor.is_administrator
