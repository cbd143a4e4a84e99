"""What is not there is not found."""

from typing import TypeVar

from sqlalchemy.exc import NoResultFound

T = TypeVar("T")


def found(thing: T | None) -> T:
    """The thing; NoResultFound (a 404 at the door) when there is none."""
    if thing is None:
        raise NoResultFound
    return thing
