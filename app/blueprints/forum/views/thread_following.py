"""How far the reader has read, and how she follows. (Helper FOLLOWING.)"""

from typing import Any

from app.blueprints.accounts.policies import Anyone


def following_of(thread: Any, first: int, last: int, who: Anyone) -> dict[str, Any]:
    """For the page: what is new to her on it, and what she follows; nothing for a visitor."""
    return {}
