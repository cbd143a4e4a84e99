"""The days of a plan as a calendar that others' programs read (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

ASK_AGAIN = timedelta(hours=12)
PRODUCER = "-//Samhandel//Development plan//NO"


@dataclass(frozen=True)
class Day:
    """An action's due day. `key` names it for ever; `version` grows with every change."""

    key: str
    due_on: date
    title: str
    text: str
    url: str
    version: int
    changed_at: datetime


def calendar(name: str, days: Iterable[Day]) -> bytes:
    """A whole-day entry an action: lines end in CR LF and are folded at 75 octets, text is escaped, by the library.

    The days take up no time (TRANSP) and remind of nothing: whose calendar it is decides that.
    """
    made = Calendar()
    made.add("prodid", PRODUCER)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", ASK_AGAIN, parameters={"value": "DURATION"})
    for day in days:
        entry = Event()
        entry.add("uid", day.key)
        entry.add("dtstamp", day.changed_at)
        entry.add("last-modified", day.changed_at)
        entry.add("sequence", day.version - 1)
        entry.add("dtstart", day.due_on)
        entry.add("dtend", day.due_on + timedelta(days=1))
        entry.add("summary", day.title)
        if day.text:
            entry.add("description", day.text)
        entry.add("url", day.url)
        entry.add("status", "CONFIRMED")
        entry.add("transp", "TRANSPARENT")
        made.add_component(entry)
    return bytes(made.to_ical())
