"""Spaces are opened and kept up to date by the rooms above, in their own transactions; forums by the ministry."""

from collections.abc import Callable

from app.blueprints.accounts.queries.names import name_of
from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.rules.presenting import present_name
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.forum.models import Space
from app.blueprints.forum.queries.spaces import seen_space
from app.blueprints.forum.queries.writing import flush
from app.blueprints.forum.terms.spaces import ForumDraft, KindShown, Progress, SpaceDraft, SpaceKind
from app.blueprints.journal.services import record
from app.blueprints.moderation.services.rules import ScopeShown, register_scope
from app.core.clock import now
from app.core.db import db
from app.core.errors import StaleVersion

_kinds: dict[SpaceKind, KindShown] = {}
_progress: dict[SpaceKind, Callable[[int, str], Progress]] = {}


def register_kind(kind: SpaceKind, shown: KindShown) -> None:
    """A room says how its kind of space is called in crumbs, and where such spaces are listed."""
    _kinds[kind] = shown


def kind_shown(kind: str) -> KindShown:
    return _kinds[SpaceKind(kind)]


def register_progress(kind: SpaceKind, progress: Callable[[int, str], Progress]) -> None:
    """A room says how far it has come with a space (its id), for a reader of a locale. One statement at most."""
    _progress[kind] = progress


def progress_of(kind: SpaceKind, space_id: int, locale: str) -> Progress:
    """Nothing for a kind of space that goes through no phases."""
    found = _progress.get(kind)
    return found(space_id, locale) if found else Progress()


def open_space(draft: SpaceDraft, *, by: Actor | None) -> Space:
    """A new space; the caller gives it its `path` when it knows it."""
    space = Space(path=None)
    db.session.add(space)
    keep_up(space, draft, by=by)
    return space


def keep_up(space: Space, draft: SpaceDraft, *, by: Actor | None) -> None:
    """What the room above says of its space now."""
    _take(space, draft, by)
    db.session.flush()


def open_forum(draft: ForumDraft, *, by: Actor | None) -> Space:
    """A forum of the platform's own: it has no host but the ministry, and no last day."""
    _check_words(draft)
    space = open_space(_of_forum(draft), by=by)
    space.path = f"/forums/{space.id}"
    record("forum.space_opened", subject=space, by=by, state=draft.state.value, machine_allowed=draft.machine_allowed)
    return space


def change_forum(space: Space, draft: ForumDraft, *, by: Actor) -> None:
    """New words or another state, if nobody changed it since `draft.version` was read."""
    if draft.version != space.version:
        raise StaleVersion(name_of(space.changed_by), space.changed_at)
    _check_words(draft)
    _take(space, _of_forum(draft), by)
    if not flush():  # somebody was first, in the moment since it was loaded
        raise StaleVersion
    record("forum.space_changed", subject=space, by=by, state=draft.state.value, machine_allowed=draft.machine_allowed)


def _take(space: Space, draft: SpaceDraft, by: Actor | None) -> None:
    for name in SpaceDraft.__dataclass_fields__:
        setattr(space, name, getattr(draft, name))
    space.changed_at, space.changed_by = now(), by.person_id if by else None


def _of_forum(draft: ForumDraft) -> SpaceDraft:
    return SpaceDraft(
        kind=SpaceKind.FORUM, organisation_id=None, lang="nb", names=draft.names, about=draft.about, state=draft.state,
        machine_allowed=draft.machine_allowed,
    )  # fmt: skip


def _check_words(draft: ForumDraft) -> None:
    for prefix, words in (("name", draft.names), ("about", draft.about)):
        for code, text in words.items():
            refuse_identity_numbers(text, field=f"{prefix}_{code}")


def scope_shown(_actor: object, space_id: int, locale: str) -> ScopeShown | None:
    """The space as the page of its rules names it; None for one that nobody sees."""
    space = seen_space(space_id)
    if space is None:
        return None
    name = present_name(space.names, space.space_lang, locale)
    return ScopeShown(name.text, name.lang, f"/{locale}{space.path}")


register_scope("space", scope_shown)
