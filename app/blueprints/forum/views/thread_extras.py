"""What hangs on the posts of a page: quotes, files, whom they mention. (Helper WRITING.)"""

from collections.abc import Sequence
from typing import Any


def extras_of(posts: Sequence[Any]) -> dict[str, Any]:
    """For the page: quotes and files by post id; costs nothing where no post has any."""
    return {}
