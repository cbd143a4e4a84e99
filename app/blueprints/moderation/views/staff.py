"""How old the queue is, who has what in hand, and whether two moderators judge alike. For moderators only."""

from collections import Counter
from datetime import datetime, time, timedelta

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.moderation import bp, policies
from app.blueprints.moderation.forms.words import ACTION_WORDS
from app.blueprints.moderation.queries import staff as queries
from app.blueprints.moderation.rules.agreement import agreement
from app.blueprints.moderation.terms.cases import MOST_COUNTED
from app.core import charts, clock
from app.core.access import guard
from app.core.i18n import locale
from app.core.render import format_number, render

DAY = timedelta(days=1)
WEEK, MONTH = timedelta(days=7), timedelta(days=30)


@bp.get("/moderation/staff")
@guard(policies.can_moderate)
def staff() -> ResponseReturnValue:
    at = clock.now()
    samples = queries.judged_samples()
    pairs = Counter((row.first, row.second) for row in samples)
    seen = [action for action in ACTION_WORDS if any(action in pair for pair in pairs)]
    return render(
        "moderation/staff.html",
        **_ages(at),
        load=queries.load(at, at - WEEK, at - MONTH),
        agreement=agreement(pairs.elements()),
        most_samples=queries.MOST_SAMPLES,
        table=[(ACTION_WORDS[first], [pairs[first, second] for second in seen]) for first in seen],
        heads=[ACTION_WORDS[action] for action in seen],
        disagreements=[row for row in samples if not row.agrees][: queries.MOST_SHOWN],
        action_words=ACTION_WORDS,
    )


def _ages(at: datetime) -> dict[str, object]:
    """The queue by how long is left, as a table and a drawing: late ones first."""
    tonight = datetime.combine(clock.local(at).date() + DAY, time(), clock.OSLO)
    edges = [
        ("very_late", None, at - DAY),
        ("late", at - DAY, at),
        ("hour", at, at + timedelta(hours=1)),
        ("today", at + timedelta(hours=1), max(tonight, at + timedelta(hours=1))),
        ("later", max(tonight, at + timedelta(hours=1)), None),
    ]
    words = {
        "very_late": _("Late by more than a day"),
        "late": _("Late by less than a day"),
        "hour": _("Due within the hour"),
        "today": _("Due later today"),
        "later": _("Due another day"),
    }
    counted = queries.queue_ages(edges)
    rows = [(words[name], counted.get(name, 0)) for name, _since, _until in edges]
    title = _("The queue, by when cases are due")
    desc = ". ".join(f"{word}: {_at_most(count)}" for word, count in rows) + "."
    drawn = [charts.Count(word, min(count, MOST_COUNTED)) for word, count in rows]
    return {
        "ages": [(word, _at_most(count)) for word, count in rows],
        "ages_title": title,
        "is_empty": not any(count for _word, count in rows),
        "wide": charts.counts("ages", title, desc, drawn, "", locale()),
        "narrow": charts.counts("ages-narrow", title, desc, drawn, "", locale(), narrow=True),
    }


def _at_most(count: int) -> str:
    if count <= MOST_COUNTED:
        return format_number(count)
    return str(_("more than %(number)s", number=format_number(MOST_COUNTED)))
