"""A case as a complete document: all that was said, found, decided and written down, with its own fingerprint."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from app.blueprints.moderation.models import Case
from app.blueprints.moderation.queries.documents import whole
from app.blueprints.moderation.services.subjects import describe
from app.blueprints.moderation.terms.cases import CaseKind, CaseState
from app.blueprints.moderation.terms.subjects import Description
from app.blueprints.screening.services import findings
from app.core.i18n import LOCALES, in_language


@dataclass(frozen=True, slots=True)
class CaseDocument:
    """`content` is plain data, the same in every language; `sha256` is of its canonical JSON.

    Canonical: keys in alphabetical order, no spaces, characters as they are, in UTF-8.
    """

    content: dict[str, Any]
    sha256: str


def case_document(case: Case) -> CaseDocument:
    """The case with everything that belongs to it, as it is now."""
    with in_language(LOCALES[0]):  # a place has names in several languages: the document has one
        about = describe(case.subject_type, case.subject_id)
    judged_blind = case.kind is CaseKind.SAMPLE and case.state is not CaseState.CLOSED
    content = {"case": case.id, "thing": _thing(about, tells_state=not judged_blind), **whole(case.id)}
    return CaseDocument(content, hashlib.sha256(canonical(content)).hexdigest())


def canonical(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _thing(about: Description | None, *, tells_state: bool) -> dict[str, Any] | None:
    """What stands there now, and what the machine finds in it: kinds and places, which are of the text itself."""
    if about is None:
        return None
    return {
        "title": about.title,
        "text": about.text,
        "language": about.language,
        "sha256": about.sha256,
        "author": about.author_name,
        "organisation": about.organisation_name,
        "written_at": about.written_at.isoformat(),
        "place": about.place,
        "stands": about.visibility.value if tells_state else None,
        "findings": [
            {"kind": one.kind.value, "start": one.start, "end": one.end, "certainty": one.certainty.value}
            for one in findings(about.text)
        ],
    }
