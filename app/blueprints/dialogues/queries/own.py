"""A buyer's own dialogues: those it leads and those it hosts along, drafts and templates too. For its members only."""

from typing import Any

from sqlalchemy import Row, select

from app.blueprints.accounts.models import Organisation
from app.blueprints.dialogues.models import Dialogue, Host
from app.blueprints.dialogues.terms.process import HostState
from app.blueprints.forum.models import Space
from app.core.db import db
from app.core.pages import LENGTH, cut

_OWN = (
    select(
        Dialogue.id, Dialogue.lang, Dialogue.title, Dialogue.state, Dialogue.opens_on, Dialogue.closes_on,
        Dialogue.changed_at, Dialogue.is_template, Dialogue.organisation_id, Organisation.name.label("organisation"),
        Space.thread_count, Space.post_count,
    )
    .join(Host, Host.dialogue_id == Dialogue.id)
    .join(Space, Space.id == Dialogue.space_id)
    .join(Organisation, Organisation.id == Dialogue.organisation_id)
    .where(Host.state == HostState.HOST)
)  # fmt: skip


def dialogues_of(
    organisation_id: int, after: int | None = None, *, templates: bool | None = None
) -> tuple[list[Row[Any]], str | None]:
    """Newest first, and the key of the next page. `templates`: only those kept as templates, or only the others."""
    query = _OWN.where(Host.organisation_id == organisation_id).order_by(Host.dialogue_id.desc()).limit(LENGTH + 1)
    if templates is not None:
        query = query.where(Dialogue.is_template.is_(templates))
    if after is not None:
        query = query.where(Host.dialogue_id < after)
    page = cut(list(db.session.execute(query)), lambda row: row.id)
    return page.rows, page.after
