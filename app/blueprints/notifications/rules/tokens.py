"""The link in a mail that stops mails: signed, saying who and what, and good for as long as the key is.

It can do one thing only, which its receiver can undo: so it needs no row, and a mail of last year still stops mail.
"""

import re
from collections.abc import Sequence

from itsdangerous import BadSignature, URLSafeSerializer

from app.blueprints.notifications.terms import FOLLOWING

PURPOSE = "notifications.unsubscribe"
LONGEST = 400
ABOUT = re.compile(r"[a-z_]{1,40}:[0-9]{1,18}")


def make(keys: Sequence[str], person_id: int, about: str) -> str:
    """A token for `about` ("thread:17" or "mail"). `keys`: the oldest first, the last signs."""
    return str(URLSafeSerializer(list(keys), salt=PURPOSE).dumps([person_id, about]))


def read(keys: Sequence[str], token: str) -> tuple[int, str] | None:
    """Who and what, or None for what is not of our making."""
    if len(token) > LONGEST:
        return None
    try:
        found = URLSafeSerializer(list(keys), salt=PURPOSE).loads(token)
    except BadSignature:
        return None
    match found:
        case [int(person_id), str(about)] if about == FOLLOWING or ABOUT.fullmatch(about):
            return person_id, about
    return None


def kind_and_id(about: str) -> tuple[str, int] | None:
    """ "thread:17" as ("thread", 17); None for following in general."""
    kind, colon, number = about.partition(":")
    return (kind, int(number)) if colon else None
