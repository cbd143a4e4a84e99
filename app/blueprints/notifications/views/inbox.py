"""The inbox."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.notifications import bp, messages, policies, services
from app.blueprints.notifications.models import InboxItem
from app.blueprints.notifications.queries import inbox as queries
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.i18n import locale
from app.core.render import render


@bp.get("/inbox")
@guard(policies.can_view_inbox)
def inbox() -> ResponseReturnValue:
    me = actor().person_id
    before = asked_number("before")
    page = queries.inbox(me, before)
    said = services.worded([(item.kind, item.params) for item in page.rows], me, locale())
    worded = [
        (item, params, messages.word_item(item.kind, params, locale()))
        for item, params in zip(page.rows, said, strict=True)
    ]
    return render("notifications/inbox.html", items=worded, page=page, before=before, unread=queries.unread_count(me))


@bp.post("/inbox/<int:item_id>/read")
@guard(policies.can_mark_read, item=queries.get_item)
def mark_read(item: InboxItem) -> ResponseReturnValue:
    services.mark_read(item, by=actor())
    return redirect(url_for(".inbox", **_where()), 303)


@bp.post("/inbox/read")
@guard(policies.can_mark_all_read)
def mark_all_read() -> ResponseReturnValue:
    services.mark_all_read(by=actor())
    flash(_("All notices are marked as read."), "success")
    return redirect(url_for(".inbox"), 303)


def _where() -> dict[str, Any]:
    """The page of the inbox that the button stood on."""
    before = request.form.get("before", type=int)
    return {"before": before} if before else {}
