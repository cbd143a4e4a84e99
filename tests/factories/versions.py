"""Translations of posts as they lie in the database, for tests of what readers are shown; they commit."""

from typing import Any

from app.blueprints.accounts.models import Organisation
from app.blueprints.bilingual.models import Translation
from app.blueprints.bilingual.terms.translations import Method, Status
from app.blueprints.forum.models import Post
from app.core import clock, text
from app.core.db import db, unit_of_work
from tests.factories.accounts import person


def _version(post: Post, lang: str, body: str, **values: Any) -> Translation:
    with unit_of_work():
        original = db.session.get_one(Post, post.id, populate_existing=True)
        made = Translation(
            kind="post",
            subject_id=post.id,
            source_lang=original.lang,
            source_revision=values.pop("source_revision", original.revision),
            lang=lang,
            body=body,
            html=text.to_html(body),
            changed_at=clock.now(),
            **values,
        )
        db.session.add(made)
    return made


def checked(post: Post, lang: str, body: str, *, by: Organisation | None = None, **values: Any) -> Translation:
    """A translation that another person has checked, for an organisation or (None) as a moderator."""
    translator, reviewer = person().id, person().id
    return _version(
        post, lang, body, status=Status.APPROVED, method=Method.HUMAN, translator_id=translator, reviewer_id=reviewer,
        reviewer_for=by.id if by else None, approved_at=clock.now(), **values,
    )  # fmt: skip


def machine(post: Post, lang: str, body: str, **values: Any) -> Translation:
    """A machine's draft that nobody has checked."""
    return _version(post, lang, body, status=Status.MACHINE, method=Method.MACHINE, engine="apertium", **values)
