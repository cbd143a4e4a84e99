"""Machine drafts: a text goes through what protects it, an engine, and what looks at the answer.

Called from jobs and commands, never while somebody waits for a page. Nothing is kept here: a draft belongs to a
revision, and whoever asks for one stores it there with its engine and version, so that it is asked for once.

An engine that does not answer three times in a row is left alone for ten minutes: one that answers nonsense is not, or
a text made for that would take the drafts from everybody. That is remembered by each process for itself:
a worker that starts anew tries anew, and commands hardly notice.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from app.adapters.translation import Provider, Rejected, TimedOut, TooLong, TranslationError, Unavailable
from app.blueprints.bilingual.rules.protection import Damaged, Protected, protect, restore
from app.core.clock import now
from app.core.text import clean

FAILURES = 3
PAUSE = timedelta(minutes=10)
log = logging.getLogger("samhandel.drafts")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft in Markdown, who made it, and the words that it did not know: they stand in it as they were."""

    text: str
    engine: str
    engine_version: str
    unknown_words: tuple[str, ...] = ()


@dataclass(slots=True)
class Breaker:
    """How often in a row the engine failed, and until when it is left alone."""

    failures: int = 0
    until: datetime | None = None

    def check(self) -> None:
        if self.until is not None and now() < self.until:
            raise Unavailable("resting")

    def failed(self) -> None:
        self.failures += 1
        if self.failures >= FAILURES:
            self.failures, self.until = 0, now() + PAUSE

    def worked(self) -> None:
        self.failures, self.until = 0, None


breaker = Breaker()


def draft_text(engine: Provider | None, text: str, source: str, target: str, names: Iterable[str] = ()) -> Drafted:
    """A draft of a Markdown text, `names` left as they are; raises a `TranslationError` when there is none."""
    engine = _willing(engine)
    text = clean(text)
    if len(text) > engine.longest:
        raise TooLong
    (draft,) = _drafts(engine, [protect(text, names)], source, target)
    if isinstance(draft, Damaged):
        raise Rejected(draft.why) from draft
    return draft


def draft_texts(engine: Provider | None, texts: Sequence[str], source: str, target: str) -> list[Drafted | None]:
    """Drafts of many short texts, as many in one run as the engine takes; None where the answer cannot be used."""
    engine = _willing(engine)
    drafts: list[Drafted | None] = []
    for batch in _batches(texts, engine.longest):
        found = _drafts_of_batch(engine, [protect(text) for text in batch], source, target)
        drafts += [None if isinstance(draft, Damaged) else draft for draft in found]
    return drafts


def _drafts_of_batch(engine: Provider, texts: Sequence[Protected], source: str, target: str) -> list[Drafted | Damaged]:
    """One run; where its answer is of no use, a run for each half, until the text is found that upsets the engine."""
    try:
        return _drafts(engine, texts, source, target)
    except Rejected as error:
        if len(texts) == 1:
            return [Damaged(error.why)]
    half = len(texts) // 2
    return [
        *_drafts_of_batch(engine, texts[:half], source, target),
        *_drafts_of_batch(engine, texts[half:], source, target),
    ]


def _willing(engine: Provider | None) -> Provider:
    if engine is None:
        raise Unavailable("absent")
    breaker.check()
    return engine


def _drafts(engine: Provider, texts: Sequence[Protected], source: str, target: str) -> list[Drafted | Damaged]:
    """One run; an answer of no use is no failure of the engine's: another text may go well."""
    segments = [segment for text in texts for segment in text.segments]
    try:
        answer = engine.translate(segments, source, target)
    except TranslationError as error:
        if isinstance(error, Unavailable | TimedOut):
            breaker.failed()
        if isinstance(error, Unavailable | TimedOut | Rejected):
            log.warning("no draft", extra={"code": error.code, "why": error.why})
        raise
    breaker.worked()
    answers = iter(answer.texts)
    drafts: list[Drafted | Damaged] = []
    for text in texts:
        try:
            restored = restore(text, list(islice(answers, len(text.paragraphs))))
        except Damaged as damage:
            log.warning("no draft", extra={"code": Rejected.code, "why": damage.why})
            drafts.append(damage)
        else:
            unknown = tuple(word for word in answer.unknown_words if word in restored)
            drafts.append(Drafted(restored, answer.engine, answer.engine_version, unknown))
    return drafts


def _batches(texts: Sequence[str], longest: int) -> Iterator[list[str]]:
    batch: list[str] = []
    length = 0
    for text in texts:
        if batch and length + len(text) > longest:
            yield batch
            batch, length = [], 0
        batch.append(text)
        length += len(text)
    if batch:
        yield batch
