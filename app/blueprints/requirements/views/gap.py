"""A firm measures itself against a published profile: in private, and without a trace."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.capability.models import Dimension
from app.blueprints.capability.queries import three_numbers
from app.blueprints.capability.services import missing_for, numbers_on
from app.blueprints.capability.terms import LEVELS, SUBJECT_KIND, Missing
from app.blueprints.improvement.policies import can_edit_plan
from app.blueprints.improvement.terms import EVIDENCE_TYPES
from app.blueprints.requirements import bp, policies, queries, services
from app.blueprints.requirements.models import Profile
from app.blueprints.requirements.terms import Line, Readiness, Verdict
from app.core import charts
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.clock import today
from app.core.i18n import locale
from app.core.render import render

NAMED_LEVELS = (0, 3, 5)  # as many names as there is room for above the chart
# As capability words them, so that a firm reads the same wherever it stands.
MISSING_WORDS = {
    Missing.STATEMENT: _l("Something in writing: a signed statement of your own is enough."),
    Missing.DOCUMENT: _l("A document of your own, such as a routine, a plan or a policy."),
    Missing.RECENT_RECORD: _l("A record with a date from the last twelve months, which shows that it is in use."),
    Missing.THIRD_PARTY: _l("A document from somebody outside the firm: a certificate, an audit, or a register."),
    Missing.TWELVE_MONTHS: _l("Records that cover twelve months, confirmed by somebody outside the firm."),
    Missing.SHARED_LEARNING: _l("Evidence that you share what you have learnt with others."),
}


@bp.get("/organisations/<int:organisation_id>/capability/check")
@guard(policies.can_check_firm, organisation=get_organisation)
def choose_profile(organisation: Organisation) -> ResponseReturnValue:
    """The published profiles, to choose one to measure the firm against."""
    buyer = asked_number("buyer")
    return render(
        "requirements/check_choose.html",
        organisation=organisation,
        page=queries.list_published(buyer_id=buyer, after=request.args.get("after")),
        first=not request.args.get("after"),
        buyer=buyer,
        buyers=queries.buyers(),
    )


@bp.get("/organisations/<int:organisation_id>/capability/check/<int:profile_id>")
@guard(policies.can_check_against, conceal=True, organisation=get_organisation, profile=queries.published_profile)
def check_firm(organisation: Organisation, profile: Profile) -> ResponseReturnValue:
    """Where the firm stands, what is missing, what would close it, and what its plan does about it."""
    day = today()
    dimensions = {dimension.code: dimension for dimension in queries.dimensions_of(profile)}
    standings = services.relevant(profile, three_numbers(organisation.id))
    three = numbers_on(standings, day)
    readiness = services.readiness_of(profile, three, day)
    lines = _in_order(services.measured(profile, three), dimensions)
    by_code = {line.code: line for line in lines}
    proofs = {standing.code: standing.proofs for standing in standings}
    gaps = [by_code[gap.code] for gap in readiness.gaps]
    return render(
        "requirements/check.html",
        organisation=organisation,
        profile=profile,
        day=day,
        readiness=readiness,
        shown=services.shown_value(readiness),
        lines=lines,
        gaps=gaps,
        gap_names=", ".join(_name(line.code, dimensions) for line in gaps if line.must),
        dimensions=dimensions,
        missing={
            line.code: [MISSING_WORDS[code] for code in missing_for(line.required, proofs.get(line.code, ()), day)]
            for line in gaps
        },
        actions=_by_code(organisation.id, [line.code for line in gaps]),
        evidence_types=EVIDENCE_TYPES,
        coming=(falls := services.coming(profile, standings, day)),
        coming_figure=services.shown_value(falls.readiness) if falls else None,
        about=lambda line: f"{SUBJECT_KIND}:{line.code}:{line.required}",
        may_plan=can_edit_plan(actor(), organisation),
        wide=_chart(lines, dimensions, readiness, day, narrow=False),
        narrow=_chart(lines, dimensions, readiness, day, narrow=True),
    )


def _name(code: str, dimensions: Mapping[str, Dimension]) -> str:
    return dimensions[code].name.in_(locale()) if code in dimensions else code


def _in_order(lines: Sequence[Line], dimensions: Mapping[str, Dimension]) -> list[Line]:
    """As the dimensions stand in their framework."""
    place = {code: number for number, code in enumerate(dimensions)}
    return sorted(lines, key=lambda line: place.get(line.code, len(place)))


def _by_code(organisation_id: int, codes: Sequence[str]) -> dict[str, list[object]]:
    """What the plan does about each gap; nothing is asked where there is none."""
    found: dict[str, list[object]] = {}
    for action in queries.open_actions(organisation_id) if codes else []:
        found.setdefault(action.code, []).append(action)
    return found


def _chart(
    lines: Sequence[Line], dimensions: Mapping[str, Dimension], readiness: Readiness, day: date, *, narrow: bool
) -> Markup | None:
    if readiness.verdict is Verdict.NO_REQUIREMENTS:
        return None
    framework = next(iter(dimensions.values())).framework
    words = charts.GapWords(
        effective=_("level that counts"), required=_("required"), must=_("must-have"), missing=_("missing")
    )
    return charts.gaps(
        "gaps-narrow" if narrow else "gaps",
        _("Where you stand beside what is asked"),
        ngettext("%(num)s requirement is not reached.", "%(num)s requirements are not reached.", len(readiness.gaps))
        if readiness.gaps
        else _("Every requirement is reached."),
        [
            charts.Gap(
                name=dimensions[line.code].short_name.in_(locale()) if line.code in dimensions else line.code,
                effective=line.effective,
                required=line.required,
                must=line.must,
            )
            for line in lines
        ],
        [framework.level_name(level, locale()) if level in NAMED_LEVELS else "" for level in LEVELS],
        words,
        narrow=narrow,
    )
