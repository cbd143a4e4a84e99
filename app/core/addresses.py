"""Addresses as they may be written, and numbers in them that could be a row's."""

from urllib.parse import quote

from flask import request
from werkzeug.routing import IntegerConverter

LARGEST = 2**63 - 1  # of a row's number
PATH = "/:@!$&'()*+,;=~-._"
QUERY = PATH + "?%"


def this_address() -> str:
    """The path and query of this request, fit for an attribute: quoted, and never the beginning of another site's."""
    path = "/" + quote(request.path, safe=PATH).lstrip("/")
    query = request.query_string
    return f"{path}?{quote(query, safe=QUERY)}" if query else path


def asked_number(name: str) -> int | None:
    """The number that the query string gives under `name`; anything that could be no row's is none."""
    typed = request.args.get(name, "")
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 20 else None
    return number if number is not None and number <= LARGEST else None


class RowNumber(IntegerConverter):
    """A number in a path, as `<int:...>`. Beyond what the database can count to there is nothing: 404."""

    def __init__(self, url_map: object, *args: object, **options: object) -> None:
        super().__init__(url_map, *args, **({"max": LARGEST} | options))  # type: ignore[arg-type]
