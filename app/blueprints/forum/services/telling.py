"""Who is told of a post: whom it concerns directly, at once; and of those who follow, whoever wants mail at once.

The others find it in their digest and on the page of what they follow: nothing is written for them. Runs in the worker
after the commit, and may run twice or stop half way: everybody is told once, for the first of the reasons.
"""

from typing import Any

from app.blueprints.forum.queries import following, telling
from app.blueprints.forum.terms.following import Level, ToldPost, Why
from app.blueprints.notifications.services import notify, notify_many, queue_mails
from app.blueprints.notifications.terms import MailRow
from app.core.db import unit_of_work

TO_YOU = "forum/post_to_you"
NEW_POST = "forum/new_post"
ANSWERED = "forum/question_answered"
MOVED = "forum/post_moved"
FILE_FOUND = "forum/file_found"
AT_ONCE = 5000  # mails noted in one transaction


def tell_of_post(entry: dict[str, Any]) -> None:
    """A post was written, or let out by a moderator."""
    post = telling.post_told(entry["subject_id"])
    if post is None:
        return  # it waits, or was taken back before anybody was told
    called = telling.called_by(post)
    _tell_directly(post, called, entry["key"])
    _tell_followers(post, entry["key"], [number for people in called.values() for number in people])


def tell_of_edit(entry: dict[str, Any]) -> None:
    """Whom a new revision names for the first time is told; whoever follows was told of the post when it came."""
    post = telling.post_told(entry["subject_id"])
    if post is not None:
        _tell_directly(post, telling.called_by(post, entry["data"]["revision"]), entry["key"])


def _tell_directly(post: ToldPost, called: dict[Why, list[int]], key: str) -> None:
    people = [number for numbers in called.values() for number in numbers]
    levels = following.levels_of(people, post) if people else {}
    for why, numbers in called.items():
        wanted = [number for number in numbers if levels.get(number) != Level.NOTHING]
        if wanted:
            params = {"post_id": post.id, "why": why.value}
            notify_many(wanted, entry_key=key, kind=TO_YOU, params=params, mail=True)


def _tell_followers(post: ToldPost, key: str, told: list[int]) -> None:
    """Mail to the followers who want it at once, 5,000 in a transaction; the key of each is the direct mail's."""
    about, after = f"thread:{post.thread_id}", 0
    params = {"post_id": post.id, "thread_id": post.thread_id}
    while True:
        with unit_of_work():
            some = following.next_immediate(post, told, after, AT_ONCE)
            queue_mails(MailRow(number, NEW_POST, params, f"{key}:{number}", about) for number in some)
        if len(some) < AT_ONCE:
            return
        after = some[-1]


def tell_of_answer(entry: dict[str, Any]) -> None:
    """The host says that a post is its answer: whoever asked is told."""
    asked = telling.asked_by(entry["subject_id"])
    if asked is not None and asked != entry["by_id"]:
        notify(asked, entry_key=entry["key"], kind=ANSWERED, params={"post_id": entry["subject_id"]}, mail=True)


def tell_of_move(entry: dict[str, Any]) -> None:
    """A post stands in another thread now: its author is told, unless she moved it herself."""
    for post_id, author_id in telling.authors_of([entry["subject_id"]]):
        if author_id != entry["by_id"]:
            notify(author_id, entry_key=entry["key"], kind=MOVED, params={"post_id": post_id}, mail=True)


def tell_of_file(entry: dict[str, Any]) -> None:
    """Something was found in a document on a post: its author is told of kind and page, in her own inbox and mail."""
    author_id = telling.author_of(entry["subject_id"])
    if author_id is not None:
        params = {"post_id": entry["subject_id"], **entry["data"], "organisation_id": entry["organisation_id"]}
        notify(author_id, entry_key=entry["key"], kind=FILE_FOUND, params=params, mail=True)


def is_still_news(params: dict[str, Any], person_id: int | None) -> bool:
    """When the mail is handed over: the post is where it was, and she follows it and has not read it meanwhile."""
    post = telling.post_told(params["post_id"])
    if post is None or person_id is None or not telling.is_here(person_id) or post.thread_id != params["thread_id"]:
        return False
    level = following.levels_of([person_id], post).get(person_id)
    return level == Level.ALL and not telling.has_read(person_id, post.id)


def is_still_hers(params: dict[str, Any], person_id: int | None) -> bool:
    """The same for what concerns her directly: there, and in no thread of which she wants nothing."""
    post = telling.post_told(params["post_id"])
    if post is None or person_id is None or not telling.is_here(person_id):
        return False
    return following.levels_of([person_id], post).get(person_id) != Level.NOTHING
