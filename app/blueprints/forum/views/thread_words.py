"""What each post of a page is shown as: original, translation, or both side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import request
from markupsafe import Markup

from app.blueprints.accounts.policies import Anyone
from app.blueprints.bilingual.rules.presenting import beside, needs_versions, reader_of, settings_view, shown, with_view
from app.blueprints.bilingual.services.showing import aligned
from app.blueprints.bilingual.terms.presenting import READ_ALIKE, Origin, Reader, Shown, View
from app.blueprints.forum import bp
from app.blueprints.forum.policies import WRITERS
from app.blueprints.forum.queries.shown import versions_of_posts
from app.blueprints.forum.services.shown import need_versions, shown_as, shown_title, titles_of
from app.blueprints.forum.terms.posts import PostState
from app.blueprints.forum.terms.shown import Title, Versions
from app.core.access import actor
from app.core.i18n import LOCALES, locale

VIEWS = (View.ORIGINAL, View.MINE, View.BOTH)


@dataclass(frozen=True, slots=True)
class Said:
    """How one post is shown. `label` is a place in the page's list of labels.

    `pairs` holds original and translation, piece beside piece, with the original's own label in `beside_label`.
    """

    shown: Shown
    label: int
    pairs: Sequence[tuple[Markup, Markup]] = ()
    beside_label: int = 0


# Shared by all posts that are shown as they were written: most pages have no other.
_ORIGINALS = {lang: Said(Shown(lang, Origin.ORIGINAL), place) for place, lang in enumerate(LOCALES)}
_ASKABLE = {lang: Said(Shown(lang, Origin.ORIGINAL, may_ask=True), place) for place, lang in enumerate(LOCALES)}


class _Page:
    """The posts of one page, as one reader wants them in one view."""

    def __init__(self, reader: Reader, view: View | None) -> None:
        self.reader, self.view = with_view(reader, view), view
        # The languages whose posts may be shown in other words than their own.
        if view is View.BOTH:
            self.foreign = {lang for lang in LOCALES if lang != reader.locale}
        else:
            self.foreign = {lang for lang in LOCALES if needs_versions([lang], self.reader)}
        self.labels: list[tuple[Shown, str]] = [(Shown(lang, Origin.ORIGINAL), lang) for lang in LOCALES]

    def wanted(self, posts: Sequence[tuple[int | None, str]]) -> list[int]:
        """Those whose versions must be looked for: none, when she reads them all."""
        return sorted({number for number, lang in posts if number is not None and lang in self.foreign})

    def said(self, post: Any, found: Versions | None) -> Said:
        if post.lang not in self.foreign:
            return _ORIGINALS[post.lang]
        if self.view is View.BOTH:
            return self._both(post, found)
        says = shown_as(post.lang, found, self.reader)
        if says.version is None and says.offered is None:
            return (_ASKABLE if says.may_ask else _ORIGINALS)[post.lang]
        return Said(says, self._label(says, post.lang))

    def _both(self, post: Any, found: Versions | None) -> Said:
        version = beside(found.source, found.versions, self.reader) if found else None
        if found is None or version is None:
            return (_ORIGINALS if post.lang in self.reader.reads else _ASKABLE)[post.lang]
        says = shown(found.source, version)
        label, own = self._label(says, post.lang), _ORIGINALS[post.lang].label
        return Said(says, label, aligned(post.html, version.html), own)

    def _label(self, says: Shown, original: str) -> int:
        """The place of this label in the list; each is worded once."""
        label = (replace(says, offered=None), original)
        if label not in self.labels:
            self.labels.append(label)
        return self.labels.index(label)


def words_of(posts: Sequence[Any], thread: Any, who: Anyone) -> dict[str, Any]:
    """For the page: the view that was asked for, and what is shown of each post by its id.

    One statement at most, and none when the reader reads the languages of all that is here.
    """
    view = asked_view()
    reader = reader_of(who, locale())
    page = _Page(reader, view)
    visible = [post for post in posts if post.state == PostState.VISIBLE]
    title = None if thread.title_hidden else thread.opening_post_id
    texts: list[tuple[int | None, str]] = [(post.id, post.lang) for post in visible]
    versions = versions_of_posts(page.wanted([*texts, (title, thread.lang)]), reader.locale)
    said = {post.id: page.said(post, versions.get(post.id)) for post in visible}
    return {
        "shown": said,
        "nothing_beside": view is View.BOTH and not any(one.pairs for one in said.values()),
        "untranslated": any(one.shown.may_ask for one in said.values()),
        "none_translated": not any(one.shown.version for one in said.values()),
        "labels": page.labels,
        "title": _title(thread, versions, page.reader),
        "title_beside": _title_beside(thread, versions, page.reader) if view is View.BOTH else None,
        "reads_alike": set(READ_ALIKE[reader.locale]) <= set(reader.reads),
        "may_translate": not who.silenced_until
        and (who.is_moderator or any(m.role in WRITERS for m in who.memberships)),
        "switch": view is not None or any(post.lang != reader.locale for post in visible),
        **_addresses(view, settings_view(reader)),
    }


def asked_view() -> View | None:
    """`?view=`; None when nothing that we know was asked for: then the reader's settings hold."""
    asked = request.args.get("view", "")
    return View(asked) if asked in VIEWS else None


def _title(thread: Any, versions: Mapping[int, Versions], reader: Reader) -> Title | None:
    if thread.title_hidden:
        return None
    return shown_title(thread.title, thread.lang, versions.get(thread.opening_post_id), reader)


def _title_beside(thread: Any, versions: Mapping[int, Versions], reader: Reader) -> Title | None:
    """The title in the page's language, below the original one."""
    found = None if thread.title_hidden else versions.get(thread.opening_post_id)
    version = beside(found.source, found.versions, reader) if found else None
    if found is None or version is None or not version.title:
        return None
    return Title(version.title, version.lang, shown(found.source, version), thread.lang)


def _addresses(view: View | None, by_settings: View | None) -> dict[str, Any]:
    """The page's address in each view, which of them it is in, and what its links to pages of the thread end with."""
    page = request.args.get("page", "")
    here = f"?page={page}" if page.isascii() and page.isdigit() else ""
    joint = "&" if here else "?"
    current = view or by_settings
    return {
        "views": {code.value: f"{request.path}{here}{joint}view={code.value}" for code in VIEWS},
        "plain_view": request.path + here,
        "view": current.value if current else "",
        "as_set": by_settings is None,
        "keep": f"&view={view.value}" if view else "",
    }


@bp.app_template_global()
def title_of_thread(thread: Any) -> Title | None:
    """The title of a thread whose row is at hand, as this reader is shown it; None for one that is hidden."""
    return titles_of([thread], reader_of(actor(), locale()))[thread.id]


def words_of_answered(thread: Any, answered: Any) -> dict[str, Any]:
    """For the page on which one answers: the thread's title, and the post that is answered, as she is shown them."""
    reader = reader_of(actor(), locale())
    title = None if thread.title_hidden else thread.opening_post_id
    texts: list[tuple[int | None, str]] = [(title, thread.lang)]
    if answered:
        texts.append((answered.id, answered.lang))
    versions = versions_of_posts(need_versions(texts, reader), reader.locale)
    says = shown_as(answered.lang, versions.get(answered.id), reader) if answered else None
    return {"title": _title(thread, versions, reader), "answered_says": says}
