"""Tell people: in the inbox, by mail, by digest. Everything here may run twice and has its effect once."""

from app.blueprints.notifications.services.bounces import count_bounce, take_up_again
from app.blueprints.notifications.services.digests import register_digest, write_digests
from app.blueprints.notifications.services.handing_over import (
    forget_settled,
    hand_over,
    hand_over_batch,
    send_again,
    send_waiting,
)
from app.blueprints.notifications.services.inbox import mark_all_read, mark_read
from app.blueprints.notifications.services.outbox import queue_mails, send_mail
from app.blueprints.notifications.services.rhythms import change_preference, preference_of
from app.blueprints.notifications.services.telling import fan_out, notify, notify_many, register
from app.blueprints.notifications.services.unsubscribing import (
    register_unsubscriber,
    stop_mails,
    stopped_by,
    unsubscribe_token,
)
from app.blueprints.notifications.services.wording import register_check, register_words, worded

__all__ = [
    "change_preference",
    "count_bounce",
    "fan_out",
    "forget_settled",
    "hand_over",
    "hand_over_batch",
    "mark_all_read",
    "mark_read",
    "notify",
    "notify_many",
    "preference_of",
    "queue_mails",
    "register",
    "register_check",
    "register_digest",
    "register_unsubscriber",
    "register_words",
    "send_again",
    "send_mail",
    "send_waiting",
    "stop_mails",
    "stopped_by",
    "take_up_again",
    "unsubscribe_token",
    "worded",
    "write_digests",
]
