"""The moderators' queue."""

from datetime import datetime, timedelta
from typing import Any

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.bilingual.rules.presenting import needs_versions, reader_of
from app.blueprints.moderation import bp, policies, queries, services
from app.blueprints.moderation.forms.queue import filter_address, filter_fields, read_filter, stage_words
from app.blueprints.moderation.forms.words import OUTCOME_WORDS, STATE_WORDS, reason_word, tag_of
from app.blueprints.moderation.models import Case
from app.blueprints.moderation.rules.urgency import GOAL
from app.blueprints.moderation.terms.cases import MOST_COUNTED, CaseFilter
from app.blueprints.moderation.terms.keys import chosen_keys
from app.blueprints.moderation.terms.queue import Waiting
from app.blueprints.moderation.terms.subjects import AsRead
from app.core import clock
from app.core.access import actor, guard
from app.core.addresses import LARGEST
from app.core.i18n import locale
from app.core.render import render


@bp.get("/moderation")
@guard(policies.can_moderate)
def queue() -> ResponseReturnValue:
    return render("moderation/queue.html", **queue_list())


@bp.post("/moderation/next")
@guard(policies.can_moderate)
def take_next() -> ResponseReturnValue:
    case = services.take_next(by=actor())
    if case is None:
        flash(
            _("No case waits that you can take. Those that others have in hand, or that concern you, are left out."),
            "info",
        )
        return redirect(url_for(".queue"), 303)
    return redirect(url_for(".show_case", case_id=case.id), 303)


def queue_list(case: Case | None = None) -> dict[str, Any]:
    """What the queue shows: tiles, filter, a page of cases with the beginning of each text, the moderator's keys.

    One statement, and those that look up translations when she does not read all the languages on the page. The case
    whose page this is comes along: `in_words` has its id when its text is in another language than the page.
    """
    at, me = clock.now(), actor()
    wanted = read_filter(request.args)
    day_began = clock.local(at).replace(hour=0, minute=0, second=0, microsecond=0)
    board = queries.board(wanted, me=me.person_id, at=at, day_began=day_began, after=_after())
    g.cases_waiting = min(board.figures.waiting, MOST_COUNTED)  # the menu's own question is answered too
    address = filter_address(wanted)
    rows: list[Waiting] = board.page.rows
    here = next((place for place, row in enumerate(rows) if case and row.id == case.id), None)
    return {
        "figures": board.figures,
        "page": board.page,
        "in_words": _in_words(rows, case),
        "wanted": wanted,
        "filtered": bool(address),
        "address": address,
        "fields": filter_fields(wanted),
        "stage": stage_words(wanted),
        "next_url": _queue_url(wanted, after=board.page.after) if board.page.after else None,
        "first_url": _queue_url(wanted) if request.args.get("after") else None,
        "at": at,
        "here": case.id if case else None,
        "place": here,
        "me_id": me.person_id,
        "keys": chosen_keys(board.keys, on=board.keys_on),
        "most": MOST_COUNTED,
        "goal": GOAL,
        "tag_of": tag_of,
        "reason_word": reason_word,
        "lasting": lasting,
        "state_words": STATE_WORDS,
        "outcome_words": OUTCOME_WORDS,
    }


def _in_words(rows: list[Waiting], case: Case | None) -> dict[int, AsRead]:
    """By case id, those of the cases' things that this moderator is shown in other words than their own."""
    reader = reader_of(actor(), locale())
    wanted = {row.id: (row.subject_type, row.subject_id) for row in rows if needs_versions([row.language], reader)}
    if case is not None and case.subject_language != locale():
        wanted[case.id] = (case.subject_type, case.subject_id)
    found = services.as_read(wanted.values(), reader) if wanted else {}
    return {case_id: found[key] for case_id, key in wanted.items() if key in found}


def _queue_url(wanted: CaseFilter, after: str | None = None) -> str:
    return url_for(
        ".queue",
        after=after,
        reason=wanted.reason or None,
        language=wanted.language or None,
        source=wanted.source or None,
        holder=wanted.holder or None,
        state=wanted.state or None,
    )


def _after() -> tuple[datetime, int] | None:
    """The key of the page before, as `queries.board` wrote it; anything else is the first page."""
    moment, _underscore, case_id = request.args.get("after", "").partition("_")
    try:
        key = datetime.fromisoformat(moment), int(case_id)
    except ValueError:
        return None
    return key if 0 < key[1] <= LARGEST and key[0].tzinfo else None


def lasting(length: timedelta) -> str:
    """4 h 32 min, or 4 h; from two days on only the days."""
    minutes = max(0, int(length.total_seconds()) // 60)
    if minutes < 60:
        words = _("%(minutes)s min", minutes=minutes)
    elif minutes < 48 * 60 and minutes % 60 == 0:
        words = _("%(hours)s h", hours=minutes // 60)
    elif minutes < 48 * 60:
        words = _("%(hours)s h %(minutes)s min", hours=minutes // 60, minutes=minutes % 60)
    else:
        words = _("%(days)s days", days=minutes // (24 * 60))
    return str(words)
