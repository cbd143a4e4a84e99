"""Posts and titles in the words that a reader is shown: the one door for pages, lists, feeds, mails and digests.

Who asks need not know what is visible: what is hidden, withdrawn or waits is left out.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from app.blueprints.bilingual.rules.presenting import beside, needs_versions, present, shown
from app.blueprints.bilingual.terms.presenting import Origin, Reader, Shown, Source
from app.blueprints.forum.queries import shown as queries
from app.blueprints.forum.rules.posts import page_of
from app.blueprints.forum.terms.shown import ShownPost, Title, Versions
from app.blueprints.moderation.terms.subjects import AsRead


def shown_posts(post_ids: Sequence[int], reader: Reader) -> list[ShownPost]:
    """Those of the posts that everybody may read, in the order asked for, as this reader is shown them.

    One statement, and one more when something is in a language that she does not read.
    """
    rows = {row.id: row for row in queries.posts_to_show(post_ids)}
    texts = [(row.id, row.lang) for row in rows.values()]
    titles = [(row.opening_post_id, row.title_lang) for row in rows.values()]
    versions = queries.versions_of_posts(need_versions(texts + titles, reader), reader.locale)
    return [_shown_post(rows[number], versions, reader) for number in post_ids if number in rows]


def shown_titles(thread_ids: Sequence[int], reader: Reader) -> dict[int, Title | None]:
    """The titles of those of the threads that everybody may read; None for one that a moderator has hidden."""
    return titles_of(queries.threads_to_show(thread_ids), reader)


def titles_of(threads: Iterable[Any], reader: Reader) -> dict[int, Title | None]:
    """The titles of threads whose rows are at hand: one statement, and none when she reads the language of all.

    A row has id, title, title_hidden, lang and opening_post_id.
    """
    rows = list(threads)
    wanted = need_versions(((row.opening_post_id, row.lang) for row in rows if not row.title_hidden), reader)
    versions = queries.versions_of_posts(wanted, reader.locale, heads=True)
    return {
        row.id: None
        if row.title_hidden
        else shown_title(row.title, row.lang, versions.get(row.opening_post_id), reader)
        for row in rows
    }


def as_read(post_ids: Sequence[int], reader: Reader) -> dict[int, AsRead]:
    """For moderators, whatever the posts' state: each as she is shown it, and what stands beside its original."""
    rows = list(queries.posts_to_show(post_ids, moderated=True))
    both = [row.id for row in rows] + [row.opening_post_id for row in rows if row.opening_post_id]
    versions = queries.versions_of_posts(sorted(set(both)), reader.locale, moderated=True)
    return {row.id: _as_read(row, versions, reader) for row in rows}


def _as_read(row: Any, versions: dict[int, Versions], reader: Reader) -> AsRead:
    found = versions.get(row.id)
    says = shown_as(row.lang, found, reader)
    title = shown_title(row.title, row.title_lang, versions.get(row.opening_post_id), reader)
    other = beside(found.source, found.versions, reader) if found else None
    return AsRead(
        title=title.text,
        title_lang=title.lang,
        html=row.html if says.version is None else says.version.html,
        shown=says,
        beside=shown(found.source, other) if found and other else None,
        changes=f"/{reader.locale}/posts/{row.id}/changes/{other.source_revision}" if other else "",
    )


def need_versions(posts: Iterable[tuple[int | None, str]], reader: Reader) -> list[int]:
    """Those of the posts (number and language) that may be shown to her in other words than their own."""
    return sorted({number for number, lang in posts if number is not None and needs_versions([lang], reader)})


def shown_as(lang: str, found: Versions | None, reader: Reader) -> Shown:
    """What she is shown of a post in `lang` with these versions."""
    return present(found.source, found.versions, reader) if found else present(Source(lang=lang), (), reader)


def shown_title(title: str, lang: str, found: Versions | None, reader: Reader) -> Title:
    """A thread's title: translated with the post that opened the thread, as its first line."""
    says = shown_as(lang, found, reader)
    if says.version is None or not says.version.title:
        return Title(title, lang, Shown(lang, Origin.ORIGINAL), lang)
    return Title(says.version.title, says.lang, says, lang)


def _shown_post(row: Any, versions: dict[int, Versions], reader: Reader) -> ShownPost:
    says = shown_as(row.lang, versions.get(row.id), reader)
    opening = versions.get(row.opening_post_id)
    page = page_of(row.seq)
    return ShownPost(
        id=row.id,
        thread_id=row.thread_id,
        seq=row.seq,
        title=None if row.title_hidden else shown_title(row.title, row.title_lang, opening, reader),
        html=row.html if says.version is None else says.version.html,
        lang=says.lang,
        shown=says,
        original_lang=row.lang,
        author=row.author,
        organisation=row.organisation,
        posted_at=row.posted_at,
        url=f"/{reader.locale}/threads/{row.thread_id}{f'?page={page}' if page > 1 else ''}#post-{row.seq}",
    )
