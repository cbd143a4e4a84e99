"""The link in a mail that stops such mail: opening it changes nothing, the button (or a mail program's post) does."""

from flask import make_response
from flask.typing import ResponseReturnValue

from app.blueprints.notifications import bp, services
from app.core.access import public, stateless
from app.core.i18n import locale
from app.core.render import render


@bp.get("/unsubscribe/<token>", endpoint="unsubscribe")
@public
def ask_unsubscribe(token: str) -> ResponseReturnValue:
    """Programs that look at every link in a mail come here too: nothing happens."""
    return _page(token, done=False)


@bp.post("/unsubscribe/<token>", endpoint="unsubscribe_now")
@public
@stateless
def unsubscribe(token: str) -> ResponseReturnValue:
    """RFC 8058: posted to by a mail program, without cookies; it answers here and leads nowhere else."""
    return _page(token, done=services.stop_mails(token))


def _page(token: str, *, done: bool) -> ResponseReturnValue:
    stops = services.stopped_by(token, locale())
    page = render("notifications/unsubscribe.html", stops=stops, done=done, token=token)
    response = make_response(page, 200 if stops else 404)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response
