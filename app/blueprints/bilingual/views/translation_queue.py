"""What waits: for those who check, for those who translate; and one's own."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.queries.names import names_of
from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual import bp, policies
from app.blueprints.bilingual.forms.translations import QUEUE_WORDS, STATUS_COLOURS, STATUS_WORDS
from app.blueprints.bilingual.policies import WRITERS
from app.blueprints.bilingual.queries import queue as queries
from app.blueprints.bilingual.queries.queue import Eyes
from app.blueprints.bilingual.services import sources
from app.blueprints.bilingual.terms.presenting import LANGUAGES
from app.blueprints.bilingual.terms.translations import Queue
from app.core import navigation
from app.core.access import actor, guard
from app.core.clock import now
from app.core.render import render


@bp.get("/translations")
@guard(policies.can_see_queues)
def list_translations() -> ResponseReturnValue:
    """One queue at a time; in the address: which one, the language, and the key of the page before."""
    eyes = eyes_of(actor())
    counts = queries.counts(eyes)
    chosen = next((queue for queue in counts if queue.value == request.args.get("queue")), None)
    queue = chosen or next((queue for queue, number in counts.items() if number), Queue.MINE)
    lang = next((code for code in LANGUAGES if code == request.args.get("language")), None)
    page = queries.page_of(queue, eyes, lang, request.args.get("after"))
    words = sources.words_of_all((row.kind, row.subject_id) for row in page.rows)
    rows = [(row, found) for row in page.rows if (found := words.get((row.kind, row.subject_id))) and found.visible]
    kept: dict[str, Any] = {"queue": queue.value, "language": lang}
    return render(
        "bilingual/queue.html",
        counts=counts,
        queue=queue,
        queue_words=QUEUE_WORDS,
        lang_chosen=lang,
        targets=LANGUAGES,
        rows=rows,
        people=names_of({row.translator_id for row in page.rows}),
        older=url_for(".list_translations", **kept, after=page.after) if page.after else None,
        newest=url_for(".list_translations", **kept) if request.args.get("after") else None,
        status_words=STATUS_WORDS,
        colours=STATUS_COLOURS,
        translates=eyes.translates,
        at=now(),
    )


def eyes_of(who: Actor) -> Eyes:
    hosts = tuple(member.organisation_id for member in who.memberships if member.role in WRITERS)
    return Eyes(who.person_id, hosts, moderator=who.is_moderator, translates=who.is_moderator or bool(hosts))


def menu_item(who: Anyone, organisation: object) -> navigation.Item | None:
    """For moderators; others find their queues beside the inbox. Nobody is asked for a number on every page."""
    return navigation.Item(_("Translations"), url_for("bilingual.list_translations")) if who.is_moderator else None


navigation.add(62, menu_item)
