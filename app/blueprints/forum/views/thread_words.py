"""What each post of a page is shown as: original, translation, or both side by side. (Helper READING.)"""

from collections.abc import Sequence
from typing import Any

from app.blueprints.accounts.policies import Anyone


def words_of(posts: Sequence[Any], thread: Any, who: Anyone) -> dict[str, Any]:
    """For the page: the view that was asked for, and what is shown of each post by its id."""
    return {}
