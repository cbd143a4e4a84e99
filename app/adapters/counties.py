"""The fifteen counties of Norway from 1 January 2024, by the first two digits of a municipality's number.

Source: Statistics Norway, classification 104 (counties). Svalbard (21) is no county, but firms are registered there.
A number from before 2024 has a county that is gone, and is answered with None.
"""

VALID_FROM = "2024-01-01"
COUNTIES = {
    "03": "Oslo",
    "11": "Rogaland",
    "15": "Møre og Romsdal",
    "18": "Nordland",
    "31": "Østfold",
    "32": "Akershus",
    "33": "Buskerud",
    "34": "Innlandet",
    "39": "Vestfold",
    "40": "Telemark",
    "42": "Agder",
    "46": "Vestland",
    "50": "Trøndelag",
    "55": "Troms",
    "56": "Finnmark",
}
SVALBARD = "21"


def county_of(municipality_number: str | None) -> str | None:
    """The county that a municipality with this four-digit number lies in."""
    if not municipality_number or len(municipality_number) != 4:
        return None
    return "Svalbard" if municipality_number.startswith(SVALBARD) else COUNTIES.get(municipality_number[:2])
