"""What a firm's levels may look like as data (JSON), and everything that is wrong with them.

    {"HSE": 2, "QUA": {"claimed": 4, "evidenced": 2, "endorsed": 3, "endorsed_until": "2027-03-31"}}

or the same under "levels". A plain number is the effective level; of the three numbers it is the endorsed one while
that is in date, else the evidenced one (0 when there is none). A claim never counts.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from app.blueprints.capability.rules.levels import default_expiry, endorsement_in_date
from app.blueprints.capability.terms import LEVELS, DataFault, Endorsement, Three

KEYS = ("claimed", "evidenced", "endorsed", "endorsed_on", "endorsed_until")
ABOUT = ("name", "organisation", "framework", "on", "version")
"""What a file may say of the firm and the day; it changes nothing."""
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_levels(data: Any, today: date) -> tuple[dict[str, int], list[DataFault]]:
    """Effective level by dimension on a day, and the file's faults; with any fault the levels are not to be used."""
    faults: list[DataFault] = []
    if isinstance(data, Mapping) and "levels" in data:
        faults += [DataFault("levels", "key_unknown", key) for key in data if key not in ABOUT and key != "levels"]
        data = data["levels"]
    if not isinstance(data, Mapping):
        return {}, [*faults, DataFault("levels", "not_levels", data)]
    levels = {}
    for code, said in data.items():
        if isinstance(said, Mapping):
            levels[code] = _three(code, said, today, faults).effective
        else:
            levels[code] = _level(code, said, faults)
    return levels, faults


def _three(code: str, said: Mapping[str, Any], today: date, faults: list[DataFault]) -> Three:
    faults += [DataFault(code, "key_unknown", key) for key in said if key not in KEYS]
    claimed, evidenced, endorsed = (
        None if said.get(key) is None else _level(f"{code}, {key}", said[key], faults) for key in KEYS[:3]
    )
    decided_on = _date(f"{code}, endorsed_on", said.get("endorsed_on"), faults)
    expires_on = _date(f"{code}, endorsed_until", said.get("endorsed_until"), faults)
    holds = False
    if endorsed is not None:
        if expires_on is None and decided_on is not None:
            expires_on = default_expiry(decided_on)
        if expires_on is None:
            faults.append(DataFault(code, "endorsed_without_date", endorsed))
        else:
            holds = endorsement_in_date(
                Endorsement(level=endorsed, decided_on=decided_on or date.min, expires_on=expires_on), today
            )
    return Three(claimed=claimed, evidenced=evidenced or 0, endorsed=endorsed if holds else None)


def _level(where: str, value: Any, faults: list[DataFault]) -> int:
    if type(value) is int and value in LEVELS:  # True is an int to Python, and no level
        return value
    faults.append(DataFault(where, "not_a_level", value))
    return 0


def _date(where: str, value: Any, faults: list[DataFault]) -> date | None:
    if value is None:
        return None
    try:
        # Python reads more forms of a date than the one that is written here.
        return date.fromisoformat(value if DATE.fullmatch(value) else "")
    except (TypeError, ValueError):
        faults.append(DataFault(where, "not_a_date", value))
        return None
