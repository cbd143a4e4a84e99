"""What becomes of a post becomes of its translations: told to the room of languages in the post's own transaction."""

from app.blueprints.bilingual.services import machine, sources, translations
from app.blueprints.forum.queries.words import ids_in_thread
from app.blueprints.forum.terms.posts import KIND


def post_written(post_id: int) -> None:
    """A new post that everybody sees: a machine may draft it, where the space allows that."""
    if words := sources.words(KIND, post_id):
        machine.want_draft(words)


def post_changed(post_id: int, *, meaning: bool = False) -> None:
    """A post was edited, hidden or shown again; with `meaning`, it says something else now."""
    if words := sources.words(KIND, post_id):
        translations.original_changed(words)
        if meaning:
            machine.want_draft(words)


def thread_moved(thread_id: int, host_id: int | None) -> None:
    """The thread stands with another host: its translations are checked by others from now on."""
    translations.host_changed(KIND, ids_in_thread(thread_id), host_id)


def post_withdrawn(post_id: int) -> None:
    """Every version goes with the post."""
    translations.withdraw_all(KIND, post_id)
