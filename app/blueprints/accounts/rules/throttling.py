"""How long to wait after failures: a few are free, then each wait is twice the last, up to a ceiling.

Three doors stand in a row. One account from one network address has few tries; a network address has more, over all
accounts; an account has more again, over all addresses, and its longest wait is short, so that a stranger who fails on
purpose cannot keep its owner out.
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """`free` - 1 failures cost nothing; then `first`, doubled each time, at most `longest`.

    All is forgotten after `memory` of quiet.
    """

    free: int
    first: timedelta
    longest: timedelta
    memory: timedelta = timedelta(hours=1)

    def wait(self, failures: int) -> timedelta:
        """What the `failures`-th failure costs."""
        if failures < self.free:
            return timedelta(0)
        doublings: int = 2 ** min(failures - self.free, 16)
        return min(self.first * doublings, self.longest)


LIMITS = {
    # e-mail + password
    "pair": Limit(free=5, first=timedelta(seconds=30), longest=timedelta(minutes=15)),
    "account": Limit(free=20, first=timedelta(seconds=15), longest=timedelta(minutes=1)),
    "address": Limit(free=30, first=timedelta(seconds=30), longest=timedelta(minutes=15)),
    # code of the second factor, and being asked again before something grave
    "code": Limit(free=5, first=timedelta(seconds=30), longest=timedelta(minutes=15)),
    # mails asked for: each counts
    "mail": Limit(free=5, first=timedelta(minutes=5), longest=timedelta(hours=1)),
    "mail-address": Limit(free=30, first=timedelta(minutes=5), longest=timedelta(hours=1)),
    # near misses told at a poster: each counts. A shift that shares one network address tells what it has to tell;
    # whoever sends ten thousand gets through with a few an hour.
    "report": Limit(free=20, first=timedelta(minutes=5), longest=timedelta(minutes=30), memory=timedelta(minutes=40)),
    # reports of posts from somebody without an account: each counts. An office that shares one network address tells
    # what it has to tell; a machine that floods the moderators gets through with a few an hour.
    "open-report": Limit(free=10, first=timedelta(minutes=5), longest=timedelta(hours=1)),
    # posts and edits by one person: each counts, and each may be a mail to everybody who follows the thread. Nobody who
    # reads what she answers comes near; whoever floods gets on with a few an hour.
    "post": Limit(free=60, first=timedelta(minutes=1), longest=timedelta(minutes=15), memory=timedelta(minutes=20)),
}
