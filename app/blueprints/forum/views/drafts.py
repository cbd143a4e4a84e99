"""Drafts: kept by script while one writes, listed, and thrown away."""

from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.policies import Anyone
from app.blueprints.bilingual.rules.presenting import present_name, reader_of
from app.blueprints.forum import bp, policies
from app.blueprints.forum.queries.drafts import draft_numbered, drafts_of, returned_to, thing_at
from app.blueprints.forum.rules.writing import number_of, place_of, quote_typed
from app.blueprints.forum.services import drafts as services
from app.blueprints.forum.services.shown import shown_titles
from app.blueprints.forum.terms.writing import Place, PlaceKind, Typed
from app.core.access import actor, guard, signed_in_first
from app.core.errors import DomainError
from app.core.forms import clean
from app.core.i18n import locale
from app.core.render import format_time, render

WAYS = {
    PlaceKind.SPACE: "/{lang}/spaces/{number}/threads/new",
    PlaceKind.THREAD: "/{lang}/threads/{number}/reply",
    PlaceKind.POST: "/{lang}/posts/{number}/edit",
}

POLICIES = {
    PlaceKind.SPACE: policies.can_take_part,
    PlaceKind.THREAD: policies.can_write_in_thread,
    PlaceKind.POST: policies.can_change_post,
}


@bp.get("/drafts")
@guard(policies.can_read_own)
def list_drafts() -> ResponseReturnValue:
    drafts, returned = drafts_of(actor().person_id), returned_to(actor().person_id)
    threads = [row.thread_id for row in (*returned, *drafts) if row.thread_id]
    titles = shown_titles(threads, reader_of(actor(), locale()))
    rows = [(row, way_to(row.place), _space_name(row)) for row in drafts]
    return render("forum/drafts.html", rows=rows, titles=titles, returned=returned)


@bp.post("/drafts")
@guard(policies.can_keep_drafts)
def keep_draft() -> ResponseReturnValue:
    """For the script: keeps what stands in the fields. {"saved": "14.02", "version": 3}, or {"message": ...} and why.

    409 has `version` and `body` of what stands in the other window.
    """
    who, place = actor(), place_of(request.form.get("place", ""))
    if place is None or not _may_write(who, place):
        abort(404)
    try:
        kept = services.save(place, _typed(), by=who)
    except services.ChangedElsewhere as error:
        told = {"message": error.message, "body": error.other.body, "version": error.other.version}
        return told | {"saved": format_time(error.other.saved_at)}, error.status
    except DomainError as error:
        return {"message": error.message}, error.status
    return {"saved": format_time(kept.saved_at) if kept else "", "version": kept.version if kept else 0}


@bp.post("/drafts/<int:draft_id>/discard")
@guard(policies.can_discard_draft, draft=signed_in_first(draft_numbered))
def discard_draft(draft: Any) -> ResponseReturnValue:
    services.discard(draft, by=actor())
    flash(_("The draft has been thrown away."), "success")
    back = way_to(draft.place) if request.form.get("stay") else f"/{locale()}/drafts"
    return redirect(back, 303)


def way_to(place: str) -> str:
    """The page on which a draft is written on."""
    found = place_of(place)
    return WAYS[found.kind].format(lang=locale(), number=found.number) if found else f"/{locale()}/drafts"


def _may_write(who: Anyone, place: Place) -> bool:
    """Whether there is such a place, and she may write there."""
    found = thing_at(place)
    return found is not None and POLICIES[place.kind](who, found)


def _typed() -> Typed:
    given = request.form
    return Typed(
        version=given.get("draft_version", 0, type=int) or 0,
        organisation_id=number_of(given.get("organisation_id")),
        lang=clean(given.get("lang", "")),
        title=clean(given.get("title", "")),
        body=clean(given.get("body", "")),
        reply_to=number_of(given.get("reply_to")),
        quote=quote_typed({name: clean(typed) for name, typed in given.items()}),
    )


def _space_name(row: Any) -> Any:
    return present_name(row.names, row.space_lang, locale()) if row.names else None
