"""The account as it is published: small counts hidden, shares worked out, and the same as lines for a spreadsheet."""

import csv
import hashlib
import json
from collections.abc import Iterator
from datetime import date
from io import StringIO

from app.blueprints.moderation.rules.small_cells import hide_small
from app.blueprints.moderation.terms.account import CELLS, HIDDEN_BELOW, SUMS, Counts, Document

HEADS = ("from", "to", "table", "row", "count", "hidden")


def document(first: date, last: date, counts: Counts) -> Document:
    """The account of the days from `first` to `last`, both included.

    `tables` are counts by table and row, null where hidden; `hidden` names those cells, "table.row". `hours` is the
    time from a case was opened until it was first decided, `shares` are from 0 to 1; null where they cannot be told.
    """
    for total, parts in SUMS:  # what does not add up must not be published, and could not be hidden rightly
        if counts.cells[total] != sum(counts.cells[part] for part in parts):
            raise ValueError(f"the account does not add up: {total}")
    hidden = hide_small(counts.cells, SUMS)
    tables: dict[str, dict[str, int | None]] = {}
    for cell in CELLS:
        table, row = cell.split(".")
        tables.setdefault(table, {})[row] = None if cell in hidden else counts.cells[cell]
    tables["machine"]["alone"] = 0  # no machine decides here: a decision has somebody who made it, by constraint
    enough = (tables["decided"]["all"] or 0) >= HIDDEN_BELOW
    return {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "hidden_below": HIDDEN_BELOW,
        "tables": tables,
        "hours": {
            "median": _rounded(counts.median_hours) if enough else None,
            "p90": _rounded(counts.p90_hours) if enough else None,
        },
        "shares": {
            "machine_pointed": _share(tables["machine"]["pointed"], tables["decided"]["all"]),
            "machine_alone": 0.0,
            "overturned": _share(tables["outcome"]["overturned"], tables["appeals"]["answered"]),
        },
        "hidden": sorted(hidden),
    }


def _rounded(hours: float | None) -> float | None:
    return None if hours is None else round(hours, 1)


def _share(part: int | None, whole: int | None) -> float | None:
    return None if part is None or not whole else round(part / whole, 4)


def fingerprint(account: Document) -> str:
    """SHA-256 of the account's canonical JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(account, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def lines(account: Document) -> Iterator[tuple[str, ...]]:
    """The same counts, one a line, with `HEADS`; a hidden count is an empty cell."""
    for table, rows in account["tables"].items():
        for row, count in rows.items():
            yield account["from"], account["to"], table, row, *_cell(count)
    for name, hours in account["hours"].items():
        yield account["from"], account["to"], "hours", name, *_cell(hours)
    for name, share in account["shares"].items():
        yield account["from"], account["to"], "shares", name, *_cell(share)


def _cell(value: float | None) -> tuple[str, str]:
    return ("", "yes") if value is None else (str(value), "no")


def as_csv(account: Document) -> bytes:
    """A file that a Norwegian spreadsheet opens by itself: UTF-8 with a byte order mark, semicolons."""
    file = StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADS)
    writer.writerows(lines(account))
    return file.getvalue().encode("utf-8-sig")
