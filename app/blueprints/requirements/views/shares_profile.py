"""What a shared profile looks like: on the page before it is sent, on the receiver's, and in the document."""

from collections.abc import Collection
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from app.blueprints.capability.terms import LEVELS, Number
from app.blueprints.improvement.terms import EVIDENCE_TYPES
from app.blueprints.requirements import bp
from app.blueprints.requirements.forms import STATUS_LABELS
from app.blueprints.requirements.terms import ProfileShown
from app.core import charts
from app.core.clock import today
from app.core.i18n import locale

NAMED_LEVELS = (0, 3, 5)  # as many names as there is room for above the chart


@bp.app_template_global("profile_shown")
def shown(profile: ProfileShown, *, firm_id: int, openable: Collection[int] = ()) -> dict[str, Any]:
    """What the templates of a profile read. `openable` are the pieces of evidence that the reader may open now."""
    return {
        "profile": profile,
        "firm_id": firm_id,
        "openable": frozenset(openable),
        "level_names": [profile.scale[number].in_(locale()) for number in LEVELS],
        "wide": _chart(profile, narrow=False),
        "narrow": _chart(profile, narrow=True),
        "type_name": type_name,
        "status_labels": STATUS_LABELS,
        "number_words": number_words(),
        "day_now": today(),
    }


def type_name(code: str) -> str:
    """What a kind of document is called; one that is no longer listed, by its code."""
    kind = EVIDENCE_TYPES.get(code)
    return kind.name.in_(locale()) if kind else code


def number_words() -> dict[Number, str]:
    return {
        Number.CLAIMED: _("Claimed by the firm"),
        Number.EVIDENCED: _("Carried by evidence"),
        Number.ENDORSED: _("Endorsed"),
    }


def _chart(profile: ProfileShown, *, narrow: bool) -> Markup:
    endorsed = sum(dimension.three.endorsed is not None for dimension in profile.dimensions)
    words = number_words()
    return charts.three_levels(
        "shared-narrow" if narrow else "shared",
        _("Three numbers in each dimension"),
        ngettext(
            "%(num)s of %(total)s dimensions is endorsed by somebody outside the firm.",
            "%(num)s of %(total)s dimensions are endorsed by somebody outside the firm.",
            endorsed,
            total=len(profile.dimensions),
        ),
        [
            charts.Three(
                name=dimension.short_name.in_(locale()),
                claimed=dimension.three.claimed,
                evidenced=dimension.three.evidenced if dimension.three.evidenced or dimension.evidence else None,
                endorsed=dimension.three.endorsed,
                goal=dimension.goal,
            )
            for dimension in profile.dimensions
        ],
        [profile.scale[number].in_(locale()) if number in NAMED_LEVELS else "" for number in LEVELS],
        charts.ThreeWords(
            claimed=words[Number.CLAIMED],
            evidenced=words[Number.EVIDENCED],
            endorsed=words[Number.ENDORSED],
            goal=_("Goal"),
        ),
        narrow=narrow,
    )
