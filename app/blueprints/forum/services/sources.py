"""Posts are things that have words: how the room of languages, below, asks about them."""

from collections.abc import Mapping, Sequence

from app.blueprints.accounts.policies import Anyone
from app.blueprints.bilingual.services import sources
from app.blueprints.bilingual.terms.presenting import Handlers, Words
from app.blueprints.forum import policies, queries
from app.blueprints.forum.queries import words as post_words
from app.blueprints.forum.services.moderated import url
from app.blueprints.forum.terms.posts import KIND, PostState
from app.blueprints.forum.terms.spaces import SpaceState


def describe(ids: Sequence[int]) -> Mapping[int, Words]:
    """Posts as they are now. `visible` is whether everybody may read them."""
    return {
        row.id: Words(
            kind=KIND,
            id=row.id,
            lang=row.lang,
            revision=row.revision,
            substantive=row.substantive,
            title=row.title or "",
            body=row.body,
            html=row.html,
            author_id=row.author_id,
            author_name=row.author,
            organisation_id=row.organisation_id,
            organisation_name=row.organisation,
            host_id=row.host_id,
            place=f"{row.thread_title} #{row.seq or '–'}" if not row.title_hidden else f"#{row.seq or '–'}",
            place_lang=row.thread_lang,
            written_at=row.posted_at,
            visible=row.state is PostState.VISIBLE and row.space_state is not SpaceState.HIDDEN,
            machine_allowed=row.machine_allowed,
            official=row.answer_at is not None,
        )
        for row in post_words.posts_in_words(ids)
    }


def said(post_id: int, revision: int) -> tuple[str, str]:
    row = post_words.said(post_id, revision)
    return row.title or "", row.body


def may_read(actor: Anyone, post_id: int) -> bool:
    return policies.can_read_post(actor, queries.get_post(post_id))


sources.register(KIND, Handlers(describe=describe, said=said, url=url, may_read=may_read, hold=post_words.hold))
