"""Translations for tests, through the room's own services; they commit."""

from typing import Any

from app.blueprints.accounts.models import Person
from app.blueprints.bilingual.models import Translation
from app.blueprints.bilingual.services import reviewing, sources, translations
from app.blueprints.bilingual.terms.presenting import Words
from app.blueprints.bilingual.terms.translations import Start, TranslationDraft, Verdict
from app.core.db import db, unit_of_work
from tests.factories.accounts import actor


def words_of(post: Any) -> Words:
    found = sources.words("post", post.id)
    assert found is not None
    return found


def fresh(translation: Translation) -> Translation:
    return db.session.get_one(Translation, translation.id, populate_existing=True)


def requested(post: Any, lang: str, who: Person) -> Translation:
    with unit_of_work():
        made = translations.request(words_of(post), lang, by=actor(who))
    return fresh(made)


def begun(post: Any, lang: str, who: Person, start: Start = Start.EMPTY) -> Translation:
    with unit_of_work():
        made = translations.begin(words_of(post), lang, start, by=actor(who))
    return fresh(made)


def drafted(post: Any, lang: str, who: Person, body: str, *, title: str = "", send: bool = False) -> Translation:
    made = begun(post, lang, who)
    words = words_of(post)
    draft = TranslationDraft(
        title=title or (f"T: {words.title}" if words.title else ""),
        body=body,
        source_revision=words.revision,
        version=made.version,
    )
    with unit_of_work():
        translations.save(made, draft, by=actor(who), send=send)
    return fresh(made)


def in_review(post: Any, lang: str, who: Person, body: str = "A translation.", **values: Any) -> Translation:
    return drafted(post, lang, who, body, send=True, **values)


def verdict(translation: Translation, post: Any, **values: Any) -> Verdict:
    given = {"checked_revision": words_of(post).revision, "version": fresh(translation).version}
    return Verdict(**(given | values))


def approved(post: Any, lang: str, translator: Person, reviewer: Person, body: str = "A translation.") -> Translation:
    made = in_review(post, lang, translator, body)
    with unit_of_work():
        reviewing.approve(made, verdict(made, post), by=actor(reviewer))
    return fresh(made)


def machine_draft(post: Any, lang: str, body: str = "Eit maskinutkast.") -> Translation:
    """What the machine would have made, without a machine."""
    from app.blueprints.bilingual.terms.translations import Method, Status
    from app.core.clock import now
    from app.core.text import to_html

    words = words_of(post)
    with unit_of_work() as session:
        row = Translation(
            kind="post", subject_id=post.id, host_id=words.host_id, author_id=words.author_id,
            source_lang=words.lang, source_revision=words.revision, lang=lang, body=body, html=to_html(body),
            title=words.title, status=Status.MACHINE, method=Method.MACHINE, engine="Apertium", engine_version="3.8",
            unknown_words=["returmat"], changed_at=now(),
        )  # fmt: skip
        session.add(row)
    return row
