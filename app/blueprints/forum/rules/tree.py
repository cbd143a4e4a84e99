"""How the posts of one page stand under each other, and where those go that are moved.

Pages are ranges of numbers, so that they never shift; within a page an answer stands below what it answers.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from app.blueprints.forum.rules.paths import STEP, below
from app.blueprints.forum.terms.posts import MOST_DEPTH, PostRole
from app.blueprints.forum.terms.tending import Standing


def arranged(posts: Iterable[Any]) -> list[tuple[Any, int, bool]]:
    """(post, level from 1, whether what it answers stands right above it in the tree) in the order of reading.

    A level counts only those above that are on this page: a page never begins with an indented post.
    """
    found: list[tuple[Any, int, bool]] = []
    above: list[bytes] = []
    numbers: list[int] = []
    for post in sorted(posts, key=_path):
        while above and not post.path.startswith(above[-1]):
            above.pop()
            numbers.pop()
        found.append((post, len(above) + 1, bool(numbers) and numbers[-1] == post.parent_id))
        above.append(post.path)
        numbers.append(post.id)
    return found


def _path(post: Any) -> bytes:
    return bytes(post.path)


def may_be_answer(post: Any) -> bool:
    """Whether a post is its host's own: in the platform's spaces, which have no host, the ministry's."""
    if post.organisation_id is not None:
        return bool(post.speaker_id == post.organisation_id)
    return bool(post.role in (PostRole.MINISTRY, PostRole.MODERATOR))


def search_from(path: bytes) -> bytes:
    """What stands below a post begins with this path. Answers on the deepest level stand beside what they answer."""
    return path if len(path) < MOST_DEPTH * STEP else path[:-STEP]


def branch(root: int, candidates: Sequence[Standing]) -> list[Standing]:
    """The post `root` and all that answers it, or answers that, among `candidates`; those without a number last."""
    taken: set[int] = set()
    found = []
    for post in sorted(candidates, key=lambda each: (each.seq is None, each.seq or each.id)):
        if post.id == root or post.parent_id in taken:
            taken.add(post.id)
            found.append(post)
    return found


def replanted(posts: Sequence[Standing], last: int, parent: bytes) -> list[tuple[int, int, bytes]]:
    """(id, new number, new path) of a branch that is moved to where `last` is the last number given.

    The first is its root: it answers the post at `parent` there (empty: nobody). They keep their order among each
    other, so each still comes after what it answers.
    """
    placed: dict[int, bytes] = {}
    found = []
    for number, post in enumerate(posts, last + 1):
        above = parent if post.parent_id is None or not placed else placed.get(post.parent_id, b"")
        placed[post.id] = below(above, number)
        found.append((post.id, number, placed[post.id]))
    return found
