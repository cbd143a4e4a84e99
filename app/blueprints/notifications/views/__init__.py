"""The inbox, what a person chooses about mail, stopping it from a mail, and for administrators the mails themselves."""

from app.blueprints.notifications.views import inbox, mails, preferences, unsubscribing

__all__ = ["inbox", "mails", "preferences", "unsubscribing"]
