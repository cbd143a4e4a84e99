"""What somebody follows, and how much of it she wants to hear."""

from enum import StrEnum


class Followed(StrEnum):
    THREAD = "thread"
    SPACE = "space"
    HOST = "host"  # an organisation that hosts spaces: a buyer


class Level(StrEnum):
    """`REPLIES`: only what answers or mentions me. `NOTHING`: not even what following something larger would bring."""

    ALL = "all"
    REPLIES = "replies"
    NOTHING = "nothing"
