"""The inbox, and for administrators the mails on their way out."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.blueprints.notifications import bp, messages, policies, queries, rules, services
from app.blueprints.notifications.models import InboxItem, Mail
from app.blueprints.notifications.terms import MailState
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.i18n import locale
from app.core.render import render

STATES = {
    MailState.QUEUED: (_l("Waiting"), "info"),
    MailState.HANDING_OVER: (_l("Being handed over"), "info"),
    MailState.SENT: (_l("Sent"), "success"),
    MailState.UNCERTAIN: (_l("Perhaps sent"), "warning"),
    MailState.FAILED: (_l("Not sent"), "danger"),
}


def _before() -> int | None:
    """The key of the page before; anything else than a number is the first page."""
    return asked_number("before")


@bp.get("/inbox")
@guard(policies.can_view_inbox)
def inbox() -> ResponseReturnValue:
    me = actor().person_id
    page = queries.inbox(me, _before())
    worded = [(item, messages.word_item(item.kind, item.params, locale())) for item in page.rows]
    return render(
        "notifications/inbox.html", items=worded, page=page, before=_before(), unread=queries.unread_count(me)
    )


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


@bp.get("/mails")
@guard(policies.can_view_mails)
def mails() -> ResponseReturnValue:
    wanted = request.args.get("state", "")
    state = MailState(wanted) if wanted in set(MailState) else None
    return render(
        "notifications/mails.html",
        page=queries.mails(state, _before()),
        before=_before(),
        state=state,
        counts=queries.mail_counts(),
        states=STATES,
        can_go_again=lambda mail: bool(mail.address) and rules.can_go_again(mail.state, mail.params),
    )


@bp.post("/mails/<int:mail_id>/again")
@guard(policies.can_send_again, mail=queries.get_mail)
def send_again(mail: Mail) -> ResponseReturnValue:
    services.send_again(mail, by=actor())
    flash(_("The mail is on its way again."), "success")
    return redirect(url_for(".mails"), 303)
