"""From a rendered template to a message; when a mail is tried again; what is forgotten once it has left."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

from app.blueprints.notifications.terms import DIGEST, Block, MailState, Message, Rhythm

LINK = re.compile(r"^(?:(?P<label>[^\n]*?):\s+)?(?P<url>https?://\S+)$")
SECRET = re.compile(r"(^|_)(token|code|link|url|secret)$")
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=1)
GIVES_UP_AFTER = timedelta(days=3)
ADDRESS_KEPT = timedelta(days=30)


def read_message(rendered: str, base: str) -> Message:
    """First line: the subject. Then paragraphs, between empty lines.

    A paragraph of one line that ends in an address under `base` is a link ("Read it here: https://..."); an address
    of anybody else stays text, so that nothing that people write becomes a link in our mail.
    """
    subject, _, body = rendered.strip().partition("\n")
    blocks = []
    for paragraph in re.split(r"\n[ \t]*\n", body.strip()):
        text = "\n".join(line.strip() for line in paragraph.strip().splitlines())
        if not text:
            continue
        found = LINK.match(text)
        if found and found["url"].startswith(base.rstrip("/") + "/"):
            blocks.append(Block(found["label"] or found["url"], found["url"]))
        else:
            blocks.append(Block(text))
    return Message(" ".join(subject.split()), tuple(blocks))


def first_in(message: Message, language: str) -> Message:
    """The message with its first paragraph marked as being in `language`: what somebody wrote."""
    first, *others = message.blocks or (Block(""),)
    return message if first.url else replace(message, blocks=(replace(first, language=language), *others))


def as_text(message: Message) -> str:
    """The plain text of a mail."""
    return "\n\n".join(_line(block) for block in message.blocks) + "\n"


def _line(block: Block) -> str:
    if not block.url:
        return block.text
    colon = "" if block.text.endswith((".", "?", "!", "…")) else ":"
    return f"{block.text}{colon}\n{block.url}"


def wait_before_try(attempts: int) -> timedelta:
    """15 s, 30 s, 1 min ... at most an hour, after `attempts` tries that came to nothing."""
    doublings = min(max(attempts - 1, 0), 20)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def can_go_again(state: MailState, params: dict[str, Any]) -> bool:
    """Whether a person may send the mail again: it is doubtful, or failed with all that it says still there."""
    whole = all(value != "" for name, value in params.items() if SECRET.search(name))
    return state is MailState.UNCERTAIN or (state is MailState.FAILED and whole)


def without_secrets(params: dict[str, Any]) -> dict[str, Any]:
    """The parameters once the mail has left: tokens, codes and links that carry them are blanked."""
    return {name: "" if SECRET.search(name) else value for name, value in params.items()}


def is_wanted(template: str, about: str | None, rhythm: Rhythm) -> bool:
    """Whether a mail still fits what its receiver has chosen since: what concerns her directly always does."""
    if about is None:
        return True
    if template == DIGEST:
        return rhythm in (Rhythm.DAILY, Rhythm.WEEKLY)
    return rhythm is Rhythm.IMMEDIATE
