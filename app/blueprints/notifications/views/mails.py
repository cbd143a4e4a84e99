"""For administrators: the mails on their way out."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.blueprints.notifications import bp, policies, services
from app.blueprints.notifications.models import Mail
from app.blueprints.notifications.queries import mails as queries
from app.blueprints.notifications.rules import mails as rules
from app.blueprints.notifications.terms import MailState
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.render import render

STATES = {
    MailState.QUEUED: (_l("Waiting"), "info"),
    MailState.HANDING_OVER: (_l("Being handed over"), "info"),
    MailState.SENT: (_l("Sent"), "success"),
    MailState.UNCERTAIN: (_l("Perhaps sent"), "warning"),
    MailState.FAILED: (_l("Not sent"), "danger"),
    MailState.DROPPED: (_l("Not wanted any more"), "neutral"),
}


@bp.get("/mails")
@guard(policies.can_view_mails)
def mails() -> ResponseReturnValue:
    wanted = request.args.get("state", "")
    state = MailState(wanted) if wanted in set(MailState) else None
    before = asked_number("before")
    return render(
        "notifications/mails.html",
        page=queries.mails(state, before),
        before=before,
        state=state,
        counts=queries.mail_counts(),
        most=queries.MOST_COUNTED,
        states=STATES,
        can_go_again=lambda mail: bool(mail.address) and rules.can_go_again(mail.state, mail.params),
    )


@bp.post("/mails/<int:mail_id>/again")
@guard(policies.can_send_again, mail=queries.get_mail)
def send_again(mail: Mail) -> ResponseReturnValue:
    services.send_again(mail, by=actor())
    flash(_("The mail is on its way again."), "success")
    return redirect(url_for(".mails"), 303)
