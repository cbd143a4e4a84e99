"""The name of an organisation can be reported, hidden and shown again."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.blueprints.accounts.queries.hidden_names import names_for_moderators
from app.blueprints.accounts.services import hidden_names
from app.blueprints.moderation.terms.subjects import Description, Subject, Visibility
from app.core.i18n import locale

KIND = "organisation"


def describe(ids: Sequence[int]) -> Mapping[int, Description]:
    """No person answers for it: its owners are told, and may appeal."""
    return {
        organisation.id: Description(
            title=hidden or organisation.name,
            text=hidden or organisation.name,
            language=organisation.written_form or "nb",
            author_id=None,
            author_name="",
            organisation_id=organisation.id,
            organisation_name=organisation.name,
            written_at=organisation.created_at,
            visibility=Visibility.PUBLIC if organisation.name_hidden_at is None else Visibility.HIDDEN,
        )
        for organisation, hidden in names_for_moderators(ids)
    }


def hide(organisation_id: int, *, reason_code: str, at: datetime) -> None:
    hidden_names.hide_name(organisation_id, reason_code=reason_code)


def release(organisation_id: int) -> None:
    """A name never waits."""


def url(organisation_id: int) -> str:
    return f"/{locale()}/organisations/{organisation_id}"


SUBJECT = Subject(
    describe=describe, hide=hide, restore=hidden_names.show_name, release=release, url=url, people=False
)  # fmt: skip
