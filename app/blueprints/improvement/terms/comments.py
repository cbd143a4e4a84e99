"""The vocabulary of what is said of a plan, and of those outside the firm who may say it."""

from dataclasses import dataclass
from datetime import date, timedelta

MOST_COMMENT = 4_000
MOST_COMMENTS_A_DAY = 100  # by one person in one plan: each may send mails
LONGEST_ADVICE_YEARS = 2
INVITATION_LASTS = timedelta(days=14)
MOST_INVITATIONS_A_DAY = 20


@dataclass(frozen=True, kw_only=True)
class CommentDraft:
    body: str


@dataclass(frozen=True, kw_only=True)
class AdviserDraft:
    """Who is invited to read a plan and comment on it, and until when."""

    email: str
    until: date


@dataclass(frozen=True, slots=True)
class Advice:
    """The actor has been let into a firm's plan as an adviser, until and including a day."""

    adviser_id: int
    person_id: int
    organisation_id: int
    until: date
