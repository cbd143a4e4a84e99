"""Spaces, threads and posts for tests, through the room's own services; they commit."""

from typing import Any

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.forum.models import Post, Space, Thread
from app.blueprints.forum.services import posts, spaces
from app.blueprints.forum.terms.posts import PostDraft, ThreadDraft
from app.blueprints.forum.terms.spaces import SpaceDraft, SpaceKind, SpaceState
from app.core.db import db, unit_of_work
from app.core.localized import Localized
from tests.factories.accounts import actor


def open_forum(**values: Any) -> Space:
    """An open forum of the platform."""
    given: dict[str, Any] = {
        "kind": SpaceKind.FORUM,
        "organisation_id": None,
        "lang": "nb",
        "names": Localized(nb="Små bedrifter og store kjøpere", en="Small firms and large buyers"),
        "about": Localized(nb="Om hverdagen i anskaffelser.", en="Everyday procurement."),
        "state": SpaceState.OPEN,
    }
    with unit_of_work():
        space = spaces.open_space(SpaceDraft(**(given | values)), by=None)
        space.path = f"/forums/{space.id}"
    return space


def post_draft(
    firm: Organisation, body: str = "Vi kan hjelpe.", *, lang: str = "nb", reply_to: int | None = None
) -> PostDraft:
    return PostDraft(organisation_id=firm.id, lang=lang, body=body, reply_to=reply_to)


def thread(
    where: Any,
    firm: Organisation,
    who: Person,
    *,
    title: str = "Hva med returmat?",
    body: str = "Vi lurer.",
    lang: str = "nb",
) -> Thread:
    """A thread in a dialogue, or in a space."""
    with unit_of_work():
        post = posts.open_thread(
            getattr(where, "space_id", where.id),
            ThreadDraft(title=title, post=post_draft(firm, body, lang=lang)),
            by=actor(who),
        )
    return db.session.get_one(Thread, post.thread_id, populate_existing=True)


def post(where: Thread, firm: Organisation, who: Person, body: str = "Vi kan hjelpe.", **values: Any) -> Post:
    with unit_of_work():
        return posts.write_post(where.id, post_draft(firm, body, **values), by=actor(who))


def many_posts(where: Thread, firm: Organisation, who: Person, count: int) -> None:
    """`count` posts by plain SQL, for tests that only read."""
    from sqlalchemy import text

    db.session.refresh(where)
    db.session.execute(
        text(
            "WITH made AS (INSERT INTO forum_post (thread_id, seq, path, author_id, organisation_id, role, lang, revision, state,"
            " posted_at) SELECT :thread, :first + n, int4send(CAST(:first + n AS integer)), :author, :organisation, 'supplier', 'nn', 1, 'visible', now()"
            " FROM generate_series(1, :count) n RETURNING id, author_id)"
            " INSERT INTO forum_revision (post_id, number, kind, lang, body, html, sha256, by_id, at)"
            " SELECT id, 1, 'first', 'nn', 'Eit innlegg.', '<p>Eit innlegg.</p>', '\\x00', author_id, now() FROM made"
        ),
        {"thread": where.id, "first": where.seq, "author": who.id, "organisation": firm.id, "count": count},
    )
    db.session.execute(
        text("UPDATE forum_thread SET seq = seq + :count, post_count = post_count + :count WHERE id = :thread"),
        {"thread": where.id, "count": count},
    )
    db.session.commit()
