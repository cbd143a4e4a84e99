"""Places of drafts, and a quote as a draft keeps it."""

import json
import re
from collections.abc import Mapping

from app.blueprints.forum.rules.quotes import MOST_QUOTED
from app.blueprints.forum.terms.posts import QuoteDraft
from app.blueprints.forum.terms.writing import Place, PlaceKind

_PLACE = re.compile(r"(space|thread|post):([1-9][0-9]{0,17})", re.ASCII)


def place_of(typed: str) -> Place | None:
    """The place that is meant, "thread:12"; None for anything else."""
    found = _PLACE.fullmatch(typed)
    return Place(PlaceKind(found.group(1)), int(found.group(2))) if found else None


def number_of(typed: str | None) -> int | None:
    """A number of ours as it stands in an address or a hidden field; None for anything else."""
    text = typed or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def quote_typed(given: Mapping[str, str]) -> QuoteDraft | None:
    """A quote as a form carries it; None when there is none, or its words have all been taken away."""
    seq, revision = number_of(given.get("quoted_seq")), number_of(given.get("quoted_revision"))
    words = (given.get("quoted") or "").strip()
    if not (seq and revision and words):
        return None
    return QuoteDraft(seq=seq, revision=revision, lang=given.get("quoted_lang", ""), words=words)


def quote_kept(quote: QuoteDraft | None) -> str:
    if quote is None:
        return ""
    words = quote.words[: 2 * MOST_QUOTED]  # more than may be published, no more than somebody might still shorten
    return json.dumps([quote.seq, quote.revision, quote.lang[:2], words], ensure_ascii=False)


def quote_found(kept: str) -> QuoteDraft | None:
    if not kept:
        return None
    seq, revision, lang, words = json.loads(kept)
    return QuoteDraft(seq=seq, revision=revision, lang=lang, words=words)
