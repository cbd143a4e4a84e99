"""A mail's words are found when it is handed over, not when it was queued: what was withdrawn meanwhile is not sent."""

from email.message import EmailMessage

from app.adapters import mail as adapter
from app.blueprints.notifications import messages
from app.blueprints.notifications.models import Mail
from app.blueprints.notifications.queries import rhythms
from app.blueprints.notifications.rules import mails as rules
from app.blueprints.notifications.services import digests, wording
from app.blueprints.notifications.services.rhythms import preference_of
from app.blueprints.notifications.services.unsubscribing import unsubscribe_token
from app.blueprints.notifications.terms import DIGEST, Message
from app.core.db import Context, unit_of_work


def compose(mail: Mail) -> EmailMessage | None:
    """The mail as it is to be sent now; None when nobody wants it any more."""
    message = _message(mail)
    if message is None:
        return None
    stop = None
    if mail.about is not None and mail.person_id is not None:
        token = unsubscribe_token(mail.person_id, mail.about)
        stop = messages.link("notifications.unsubscribe", lang=mail.locale, token=token)
    return adapter.compose(
        messages.settings(),
        to=mail.address,
        subject=message.subject,
        text=f"{rules.as_text(message)}\n-- \n{messages.footer(mail.locale, stop)}\n",
        html=messages.html(message, mail.locale, stop),
        message_id=mail.message_id,
        locale=mail.locale,
        unsubscribe=stop,
    )


def _message(mail: Mail) -> Message | None:
    """The words, read in a unit of work for the receiver."""
    person_id = mail.person_id
    with unit_of_work(Context(person_id=person_id)):
        if person_id is not None and not _is_open_to(person_id, mail):
            return None
        if not wording.is_still_wanted(mail.template, mail.params, person_id):
            return None
        if mail.template == DIGEST and person_id is not None:
            sections = digests.contents_for(person_id, mail.params, mail.locale)
            return messages.word_digest(sections, mail.locale) if sections else None
        params = mail.params
        if person_id is not None:
            (said,) = wording.worded([(mail.template, mail.params)], person_id, mail.locale)
            if said is None:
                return None
            params = said
        return messages.word(mail.template, params, mail.locale)


def _is_open_to(person_id: int, mail: Mail) -> bool:
    """Her address takes mail, and what she has chosen since still lets this one come."""
    if rhythms.stopped_since(person_id) is not None:
        return False
    return rules.is_wanted(mail.template, mail.about, preference_of(person_id).rhythm)
