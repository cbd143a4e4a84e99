"""A paper of the demo: what it is, since when, and for what it was put forward.

Days are counted from the day on which the demo is made: -285 is long ago, 80 is still to come. So something always expires
this week, within a month and within three, and something expired last month.
"""

from dataclasses import dataclass

from app.blueprints.improvement.terms import Source, Visibility

Days = tuple[int | None, int | None]
Row = tuple[object, ...]

PRIVATE, SHARED, ON_REQUEST = Visibility.PRIVATE, Visibility.SHARED, Visibility.ON_REQUEST


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A piece of evidence. It came `ago` days ago, and was put forward that day for the levels in `shows`.

    `says` are the lines of its one page; `table` is (columns, rows) of a sheet, and `looks` "pdf" or "photo". A level
    with "!" shows shared learning. `unfinished` waits for its file; `withdrawn` is how many days ago it was taken back.
    """

    key: str
    type: str
    ago: int
    title: str = ""
    source: Source = Source.FILE
    name: str = ""
    issuer: str = ""
    scope: str = ""
    reference: str = ""
    link: str = ""
    valid: Days = (None, None)
    records: Days = (None, None)
    visibility: Visibility = Visibility.SHARED
    shows: str = ""
    says: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], tuple[Row, ...]] | None = None
    looks: str = "pdf"
    unfinished: bool = False
    withdrawn: int | None = None
