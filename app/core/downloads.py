"""A file that somebody uploaded, on its way out: to be saved, never to be run or shown as a page of ours."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from flask import Response

from app.core.headers import SANDBOX

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": SANDBOX,
    "Cache-Control": "private, no-store",
}
_UNQUOTED = re.compile(r'[^\x20-\x7e]|["\\%]')
_SPELLED = {ord(letter): near for letter, near in zip("øØæÆđŋ", ("o", "O", "ae", "Ae", "d", "n"), strict=True)}
_MAY_STAND = "!#$&+-.^_`|~"  # RFC 8187


@dataclass(frozen=True, slots=True)
class Download:
    """A cleaned name, a type from our own list, its size, and the bytes in pieces (closed by whoever sends them)."""

    name: str
    content_type: str
    size: int
    pieces: Iterable[bytes]


def answer(download: Download) -> Response:
    """The answer that hands it over, for a view that has already asked its policy."""
    response = Response(download.pieces, content_type=download.content_type, headers=HEADERS)
    response.content_length = download.size
    response.headers["Content-Disposition"] = disposition(download.name)
    return response


def disposition(name: str) -> str:
    """Content-Disposition by RFC 6266: the name in plain letters, and as it is (RFC 8187) where that differs."""
    plain = unicodedata.normalize("NFKD", name.translate(_SPELLED)).encode("ascii", "ignore").decode()
    plain = _UNQUOTED.sub("_", plain) or "document"
    stated = f'attachment; filename="{plain}"'
    return stated if plain == name else f"{stated}; filename*=UTF-8''{quote(name, safe=_MAY_STAND)}"
