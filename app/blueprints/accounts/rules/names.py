"""What names are sorted by, and what an address belongs to."""

from app.core.alphabet import sort_key

__all__ = ["domain_of", "sort_key"]


def domain_of(email: str | None) -> str:
    """What stands after the @, in lower case."""
    return (email or "").rpartition("@")[2].lower()
