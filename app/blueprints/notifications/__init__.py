"""Notifications: what people are told, in their inbox here and by mail, each in her own language.

A room registers what to tell when something of a kind has been written in the journal (`services.register`); the
worker calls it after the commit, so that nothing is announced that did not happen. One template words both the inbox
item and the mail (`messages`). A mail goes queued -> handing over -> sent under one Message-ID; found in the middle
after a crash it is "perhaps sent", and a person decides whether it goes again.

What concerns a person directly is mailed at once. Of what she follows she chooses the rhythm: at once, a digest at her
local morning, or none; each such mail carries a link that stops it.
"""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from app.core import errors
from app.core.access import actor

bp = Blueprint("notifications", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

errors.words({"mail_not_waiting": _l("This mail is on its way or has been sent. It cannot be sent again from here.")})

from app.blueprints.accounts.services import mails  # noqa: E402
from app.blueprints.accounts.services import notices as organisation_notices  # noqa: E402
from app.blueprints.notifications import services, views  # noqa: E402, F401

mails.carried_by(services.send_mail)
organisation_notices.told_by(services.register, services.notify)


@bp.app_template_global()
def inbox_count() -> int:
    """For the header: how many notices the reader has not read."""
    return int(actor().unread)
