"""Evidence can be reported by whoever is let in, and taken by a moderator from everybody but the firm itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.blueprints.accounts.policies import Anyone
from app.blueprints.improvement.policies import opens_for
from app.blueprints.improvement.queries import get_opened
from app.blueprints.improvement.queries import moderated as queries
from app.blueprints.improvement.terms import EVIDENCE_TYPES
from app.blueprints.journal.services import record
from app.blueprints.moderation.terms.subjects import Description, Subject, Visibility
from app.core.i18n import locale

KIND = "evidence"


def describe(ids: Sequence[int]) -> Mapping[int, Description]:
    """Titles, what is said of it, and the file's name; never what is in the file. Nothing around it is shown."""
    return {
        row.id: Description(
            title=row.title or EVIDENCE_TYPES[row.type].name.in_(row.written_form or "nb"),
            text="\n\n".join(part for part in (row.scope, row.statement, row.link, row.file_name) if part),
            language=row.written_form or "nb",
            author_id=row.author_id,
            author_name=row.author or "",
            organisation_id=row.organisation_id,
            organisation_name=row.organisation,
            written_at=row.changed_at,
            visibility=Visibility.PUBLIC if row.hidden_at is None else Visibility.HIDDEN,
            confidential=True,
        )
        for row in queries.evidence_for_moderators(ids)
    }


def hide(evidence_id: int, *, reason_code: str, at: datetime) -> None:
    """From now on it is as if nobody outside the firm had been let in."""
    firm_id = queries.mark_hidden(evidence_id, reason_code)
    if firm_id is not None:
        _note("hidden", evidence_id, firm_id, reason=reason_code)


def restore(evidence_id: int) -> None:
    firm_id = queries.mark_hidden(evidence_id, None)
    if firm_id is not None:
        _note("shown_again", evidence_id, firm_id)


def release(evidence_id: int) -> None:
    """Evidence never waits for a moderator."""


def _note(what: str, evidence_id: int, firm_id: int, **data: str) -> None:
    record(
        f"improvement.evidence_{what}", subject=("improvement_evidence", evidence_id), by=None,
        organisation_id=firm_id, **data,
    )  # fmt: skip


def url(evidence_id: int) -> str:
    return f"/{locale()}/organisations/{queries.firm_of(evidence_id)}/evidence/{evidence_id}"


def can_view(actor: Anyone, evidence_id: int) -> bool:
    return opens_for(actor, get_opened(evidence_id)) is not None


SUBJECT = Subject(describe=describe, hide=hide, restore=restore, release=release, url=url, can_view=can_view)
