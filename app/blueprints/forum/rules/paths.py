"""The tree of a thread: a post's path is the numbers of the posts above it and its own, four bytes each, big end first.

Paths sort as the conversation is read (an answer stands below what it answers, answers in the order in which they
came), the posts below one are a half-open range, and nothing is rewritten when a post is added.
"""

from app.blueprints.forum.terms.posts import MOST_DEPTH

STEP = 4


def below(parent: bytes, seq: int) -> bytes:
    """The path of post `seq` as an answer to the one at `parent` (empty: to nobody).

    What answers a post on the deepest level stands on that level itself, after it.
    """
    return parent[: (MOST_DEPTH - 1) * STEP] + seq.to_bytes(STEP, "big")


def depth(path: bytes) -> int:
    """1 for a post that answers nobody, at most 5."""
    return len(path) // STEP


def numbers(path: bytes) -> tuple[int, ...]:
    """The numbers on the way down to the post, its own last."""
    return tuple(int.from_bytes(path[at : at + STEP], "big") for at in range(0, len(path), STEP))


def after_all_below(path: bytes) -> bytes:
    """The first path that is not of this post and what stands below it."""
    return path[:-STEP] + (int.from_bytes(path[-STEP:], "big") + 1).to_bytes(STEP, "big")
