"""Posts and titles in the words that a reader is shown: the one door for lists, feeds, mails and digests.

Who asks need not know what is visible: what is hidden, withdrawn or waits is left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.blueprints.bilingual.queries.translations import version, versions_of
from app.blueprints.bilingual.rules.presenting import needs_versions, present
from app.blueprints.bilingual.terms.presenting import Origin, Reader, Shown, Source, Version
from app.blueprints.forum.queries import shown as queries
from app.blueprints.forum.rules.posts import page_of
from app.blueprints.forum.terms.shown import ShownPost, Title

KIND = "post"


def shown_posts(post_ids: Sequence[int], reader: Reader) -> list[ShownPost]:
    """Those of the posts that everybody may read, in the order asked for, as this reader is shown them.

    One statement, and one more when something is in a language that she does not read.
    """
    rows = {row.id: row for row in queries.posts_to_show(post_ids)}
    versions = versions_for(
        [(row.id, row.lang) for row in rows.values()]
        + [(row.opening_post_id, row.title_lang) for row in rows.values()],
        reader,
    )
    return [_shown_post(rows[number], versions, reader) for number in post_ids if number in rows]


def shown_titles(thread_ids: Sequence[int], reader: Reader) -> dict[int, Title | None]:
    """The titles of those of the threads that everybody may read; None for one that a moderator has hidden."""
    return titles_of(queries.threads_to_show(thread_ids), reader)


def titles_of(threads: Iterable[Any], reader: Reader) -> dict[int, Title | None]:
    """The titles of threads whose rows are at hand: one statement, and none when she reads the language of all.

    A row has id, title, title_hidden, lang and opening_post_id.
    """
    rows = list(threads)
    wanted = [row.opening_post_id for row in rows if not row.title_hidden and needs_versions([row.lang], reader)]
    found: dict[int, list[Any]] = {}
    for made in queries.title_versions(sorted(filter(None, wanted)), reader.locale):
        found.setdefault(made.subject_id, []).append(made)
    return {row.id: _title(row, found.get(row.opening_post_id, ()), reader) for row in rows}


def _title(row: Any, found: Sequence[Any], reader: Reader) -> Title | None:
    if row.title_hidden:
        return None
    source = source_of(_Standing(found[0])) if found else Source(lang=row.lang)
    return title_in(row.title, source, [version(made) for made in found], reader)


def title_in(title: str, source: Source, versions: Sequence[Version], reader: Reader) -> Title:
    """A title: translated with the post that opened the thread, as its first line."""
    shown = present(source, versions, reader)
    if shown.version is None or not shown.version.title:
        return Title(title, source.lang, Shown(source.lang, Origin.ORIGINAL), source.lang)
    return Title(shown.version.title, shown.lang, shown, source.lang)


def versions_for(posts: Iterable[tuple[int | None, str]], reader: Reader) -> Mapping[int, list[Version]]:
    """Versions of those of the posts (id and language) that are in a language that she does not read."""
    wanted = {number for number, lang in posts if number is not None and needs_versions([lang], reader)}
    return versions_of(KIND, sorted(wanted), reader.locale) if wanted else {}


def source_of(row: Any) -> Source:
    """What `present` must know of a post's row."""
    return Source(
        lang=row.lang,
        revision=row.revision or 1,
        substantive=row.substantive or 1,
        official=row.answer_at is not None,
        machine_allowed=row.machine_allowed,
    )


def _shown_post(row: Any, versions: Mapping[int, list[Version]], reader: Reader) -> ShownPost:
    found = present(source_of(row), versions.get(row.id, ()), reader)
    opening = versions.get(row.opening_post_id, ())
    page = page_of(row.seq)
    return ShownPost(
        id=row.id,
        thread_id=row.thread_id,
        seq=row.seq,
        title=None if row.title_hidden else title_in(row.title, source_of(_Opening(row)), opening, reader),
        html=row.html if found.version is None else found.version.html,
        lang=found.lang,
        shown=found,
        original_lang=row.lang,
        author=row.author,
        organisation=row.organisation,
        posted_at=row.posted_at,
        url=f"/{reader.locale}/threads/{row.thread_id}{f'?page={page}' if page > 1 else ''}#post-{row.seq}",
    )


class _Opening:
    """The post that opened the thread, as another post's row tells of it."""

    def __init__(self, row: Any) -> None:
        self.lang, self.revision, self.substantive = row.title_lang, row.title_revision, row.title_substantive
        self.answer_at, self.machine_allowed = row.title_answer_at, row.machine_allowed


class _Standing:
    """The original of a version, as the version's row tells of it."""

    def __init__(self, row: Any) -> None:
        self.lang, self.revision, self.substantive = row.source_lang, row.revision, row.substantive
        self.answer_at, self.machine_allowed = row.answer_at, row.machine_allowed
