"""A machine's draft of a text, between Bokmål and Nynorsk: wanted when a text is written or its meaning changes.

Nothing is sent to a machine unless the space allows it, which is asked when the draft is wanted and once more when it
is made. Nobody waits for it, and where there is no engine, or it fails, everything stays as it was.
"""

import logging
from dataclasses import dataclass

from app.adapters.translation import TimedOut, TranslationError, Unavailable
from app.blueprints.bilingual.installation import engine
from app.blueprints.bilingual.models import Translation
from app.blueprints.bilingual.queries import work as queries
from app.blueprints.bilingual.queries.glossary import glossary_version
from app.blueprints.bilingual.services import sources
from app.blueprints.bilingual.services.engine import Drafted, draft_text
from app.blueprints.bilingual.terms.presenting import Words
from app.blueprints.bilingual.terms.translations import MOST_TITLE, Method, Status
from app.blueprints.journal.services import record
from app.core import text
from app.core.clock import now
from app.core.db import db, unit_of_work
from app.core.errors import Refused
from app.core.jobs import defer, job
from app.core.language_tags import OTHER_FORM

JOB = "bilingual.draft"
MOST_UNKNOWN, LONGEST_WORD = 200, 80
log = logging.getLogger("samhandel.drafts")


@dataclass(frozen=True, slots=True)
class _Draft:
    """What the engine made of a title and a body; the title is empty where the original has none."""

    title: str
    body: Drafted


def want_draft(words: Words) -> None:
    """Have a draft made of this text, if a machine may see it; in the caller's own transaction."""
    if _may_be_drafted(words):
        defer(JOB, kind=words.kind, subject_id=words.id, revision=words.revision)


def _may_be_drafted(words: Words) -> bool:
    return words.visible and words.machine_allowed and words.lang in OTHER_FORM


@job(JOB, priority=-1)
def draft(kind: str, subject_id: int, revision: int) -> None:
    """Ask the engine, outside of any transaction, and keep the draft unless the text has changed or gone meanwhile."""
    with unit_of_work():
        words = _still(kind, subject_id, revision)
        there = words and queries.in_state(kind, subject_id, OTHER_FORM[words.lang], Status.MACHINE)
    provider = engine()
    if words is None or provider is None or (there and there.source_revision == revision):
        return
    names = [name for name in (words.author_name, words.organisation_name) if name]
    lang = OTHER_FORM[words.lang]
    try:
        title = draft_text(provider, words.title, words.lang, lang, names).text if words.title else ""
        made = _Draft(title, draft_text(provider, words.body, words.lang, lang, names))
    except TranslationError as error:
        log.warning("no machine draft", extra={"kind": kind, "subject_id": subject_id, "code": error.code})
        if isinstance(error, Unavailable | TimedOut):
            raise  # the queue tries again, less and less often
        return
    with unit_of_work():
        _keep(made, kind, subject_id, revision)


def _still(kind: str, subject_id: int, revision: int, *, hold: bool = False) -> Words | None:
    """The text, if it still says what it said when the draft was wanted, and a machine may still see it."""
    words = (sources.held if hold else sources.words)(kind, subject_id)
    return words if words is not None and words.revision == revision and _may_be_drafted(words) else None


def keep_draft(words: Words, title: str, body: Drafted) -> None:
    """Keep what an engine made of this text at another time; in the caller's own transaction."""
    _keep(_Draft(title, body), words.kind, words.id, words.revision)


def _keep(made: _Draft, kind: str, subject_id: int, revision: int) -> None:
    words = _still(kind, subject_id, revision, hold=True)
    if words is None:
        return
    lang = OTHER_FORM[words.lang]
    try:
        html = text.to_html(made.body.text)
    except Refused as error:
        log.warning("no machine draft", extra={"kind": kind, "subject_id": subject_id, "code": error.code})
        return
    row, version = queries.in_state(kind, subject_id, lang, Status.MACHINE), glossary_version()
    if row is None:
        row = Translation(kind=kind, subject_id=subject_id, lang=lang, status=Status.MACHINE, method=Method.MACHINE)
        db.session.add(row)
    row.host_id, row.author_id = words.host_id, words.author_id
    row.source_lang, row.source_revision = words.lang, revision
    row.title, row.body, row.html = made.title[:MOST_TITLE], made.body.text, html
    row.engine, row.engine_version = made.body.engine[:40], made.body.engine_version[:80]
    row.unknown_words = [word[:LONGEST_WORD] for word in made.body.unknown_words[:MOST_UNKNOWN]]
    row.glossary_version, row.changed_at = version, now()
    db.session.flush()
    record(
        "bilingual.machine_drafted", subject=row, by=None, kind=kind, subject_id=subject_id, lang=lang,
        source_revision=revision, engine=row.engine, engine_version=row.engine_version,
    )  # fmt: skip
