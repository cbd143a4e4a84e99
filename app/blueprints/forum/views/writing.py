"""Opening a thread, and answering in one."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from app.blueprints.forum import bp, policies, queries
from app.blueprints.forum.forms.posts import PostForm, ThreadForm, for_speaker
from app.blueprints.forum.queries.posts import posts_between
from app.blueprints.forum.rules.writing import number_of
from app.blueprints.forum.services import files, mentions, quotes
from app.blueprints.forum.services import posts as services
from app.blueprints.forum.terms.posts import QuoteDraft
from app.blueprints.forum.terms.writing import MOST_FILE_BYTES, Place, PlaceKind
from app.blueprints.forum.views import desk as desks
from app.blueprints.forum.views.desk import LIMITS
from app.blueprints.forum.views.thread_words import words_of_answered
from app.blueprints.forum.views.threads import above
from app.core.access import actor, guard, signed_in_first
from app.core.render import render
from app.core.uploads import takes_file


@bp.route("/spaces/<int:space_id>/threads/new", methods=["GET", "POST"])
@guard(policies.can_take_part, space=signed_in_first(queries.space_shown))
@takes_file(MOST_FILE_BYTES)
def new_thread(space: Any) -> ResponseReturnValue:
    form = for_speaker(ThreadForm(), actor())
    desk = desks.sit_down(form, Place(PlaceKind.SPACE, space.id))

    def publish() -> ResponseReturnValue:
        taken = files.take_in(int(form.organisation_id.data), form.uploads(), by=actor())
        return desks.led_to(services.open_thread(space.id, form.thread_draft(taken), by=actor()), form)

    desks.take(desk, publish, thread_id=None, host_id=space.organisation_id)
    if desk.answer:
        return desk.answer
    return render("forum/new_thread.html", space=space, above=above(space), form=form, desk=desk, **LIMITS), desk.status


@bp.route("/threads/<int:thread_id>/reply", methods=["GET", "POST"])
@guard(policies.can_write_in_thread, thread=signed_in_first(queries.thread_shown))
@takes_file(MOST_FILE_BYTES)
def reply(thread: Any) -> ResponseReturnValue:
    form = for_speaker(PostForm(), actor())
    desk = desks.sit_down(form, Place(PlaceKind.THREAD, thread.id))
    if not form.is_submitted():
        _begin(thread.id, form)

    def publish() -> ResponseReturnValue:
        taken = files.take_in(int(form.organisation_id.data), form.uploads(), by=actor())
        return desks.led_to(services.write_post(thread.id, form.draft(taken), by=actor()), form)

    desks.take(desk, publish, thread_id=thread.id, host_id=thread.organisation_id)
    if desk.answer:
        return desk.answer
    answered = _answered(thread.id, form)
    return render(
        "forum/reply.html", thread=thread, above=above(thread), form=form, desk=desk,
        answered=answered, quoted=_quoted(thread.id, form), **words_of_answered(thread, answered), **LIMITS,
    ), desk.status  # fmt: skip


def _begin(thread_id: int, form: PostForm) -> None:
    """What is answered, and quoted, stands in the address: ?to=SEQ&quote=REVISION&in=LANG."""
    to, revision = number_of(request.args.get("to")), number_of(request.args.get("quote"))
    if to is None:
        return
    form.reply_to.data = str(to)
    found = quotes.quotable(thread_id, to, revision, request.args.get("in", "")) if revision else None
    if found:
        form.put_quote(QuoteDraft(seq=to, revision=found.revision, lang=found.lang, words=found.words))


def _answered(thread_id: int, form: PostForm) -> Any:
    """The post that is answered, shown above the form; nothing when it cannot be seen."""
    number = number_of(form.reply_to.data)
    found = posts_between(thread_id, number, number) if number else []
    return found[0] if found and found[0].state == "visible" else None


def _quoted(thread_id: int, form: PostForm) -> quotes.Quotable | None:
    """Whose words stand in the field for the quote."""
    quote = form.quote()
    return quotes.quotable(thread_id, quote.seq, quote.revision, quote.lang) if quote else None


@bp.get("/threads/<int:thread_id>/mentionable")
@guard(policies.can_write_in_thread, thread=signed_in_first(queries.thread_shown))
def mentionable(thread: Any) -> ResponseReturnValue:
    """Names that begin with what somebody types after an @: [{"name": ..., "organisation": ...}], at most eight."""
    typed = request.args.get("q", "").strip()[:60]
    found = mentions.offered(thread.id, typed, by=actor())
    return [{"name": name, "organisation": organisation} for name, organisation in found]
