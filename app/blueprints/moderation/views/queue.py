"""The moderators' queue."""

from datetime import datetime, timedelta
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.bilingual.rules.presenting import needs_versions, reader_of
from app.blueprints.moderation import bp, policies, queries, services
from app.blueprints.moderation.forms.queue import read_filter
from app.blueprints.moderation.forms.words import OUTCOME_WORDS, SIGNAL_WORDS, reason_choices, reason_word
from app.blueprints.moderation.models import Case
from app.blueprints.moderation.terms.cases import CaseFilter
from app.blueprints.moderation.terms.subjects import AsRead
from app.core import clock
from app.core.access import actor, guard
from app.core.addresses import LARGEST
from app.core.i18n import LOCALES, locale
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
    """What the queue shows: tiles, filter, and a page of cases with the beginning of each text."""
    at = clock.now()
    wanted = read_filter(request.args.get("reason", ""), request.args.get("language", ""))
    page = queries.queue(wanted, _after())
    return {
        "figures": queries.figures(at, _day_began(at)),
        "page": page,
        "texts": services.describe_all([row.Case for row in page.rows]),
        "in_words": _in_words([row.Case for row in page.rows]),
        "wanted": wanted,
        "next_url": _queue_url(wanted, after=page.after) if page.after else None,
        "first_url": _queue_url(wanted) if request.args.get("after") else None,
        "reasons": [*reason_choices(), *((code, str(word)) for code, word in SIGNAL_WORDS.items())],
        "written_forms": LOCALES,
        "at": at,
        "here": case.id if case else None,
        "reason_word": reason_word,
        "lasting": lasting,
        "outcome_words": OUTCOME_WORDS,
    }


def _in_words(cases: list[Case]) -> dict[int, AsRead]:
    """By case id, those of the cases' things that this moderator is shown in other words than their own."""
    reader = reader_of(actor(), locale())
    wanted = [case for case in cases if needs_versions([case.subject_language], reader)]
    found = services.as_read([(case.subject_type, case.subject_id) for case in wanted], reader)
    return {case.id: found[key] for case in wanted if (key := (case.subject_type, case.subject_id)) in found}


def _queue_url(wanted: CaseFilter, after: str | None = None) -> str:
    return url_for(".queue", after=after, reason=wanted.reason or None, language=wanted.language or None)


def _after() -> tuple[datetime, int] | None:
    """The key of the page before, as `queries.queue` wrote it; anything else is the first page."""
    moment, _underscore, case_id = request.args.get("after", "").partition("_")
    try:
        key = datetime.fromisoformat(moment), int(case_id)
    except ValueError:
        return None
    return key if 0 < key[1] <= LARGEST and key[0].tzinfo else None


def _day_began(at: datetime) -> datetime:
    return clock.local(at).replace(hour=0, minute=0, second=0, microsecond=0)


def lasting(length: timedelta) -> str:
    """4 h 32 min; from two days on only the days."""
    minutes = max(0, int(length.total_seconds()) // 60)
    if minutes < 60:
        words = _("%(minutes)s min", minutes=minutes)
    elif minutes < 48 * 60:
        words = _("%(hours)s h %(minutes)s min", hours=minutes // 60, minutes=minutes % 60)
    else:
        words = _("%(days)s days", days=minutes // (24 * 60))
    return str(words)
