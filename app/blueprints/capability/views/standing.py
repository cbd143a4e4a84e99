"""Where a firm stands: three numbers a dimension, what carries them, and what the next level takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import abort
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.attachments.terms import FileState
from app.blueprints.capability import bp, policies, queries, rules
from app.blueprints.capability.forms import (
    ACTION_COLORS,
    ACTION_WORDS,
    MISSING_WORDS,
    REVIEW_COLORS,
    REVIEW_WORDS,
    WithdrawForm,
)
from app.blueprints.capability.terms import HIGHEST, REMINDED_DAYS, SUBJECT_KIND, Basis, DimensionStanding, Number
from app.blueprints.capability.views.assessments import list_of_assessments
from app.blueprints.capability.views.timeline import lines_of, number_words, series_of
from app.blueprints.improvement import queries as improvement
from app.blueprints.improvement.terms import EVIDENCE_TYPES, EvidenceFact
from app.core import charts
from app.core.access import actor, guard
from app.core.clock import today
from app.core.i18n import locale
from app.core.render import format_date, render

NAMED_LEVELS = (0, 3, 5)  # as many names as there is room for above the chart
DAY = timedelta(days=1)
SOON = timedelta(days=REMINDED_DAYS[0])


@dataclass(frozen=True, kw_only=True)
class Row:
    """A dimension on a page. `missing` are sentences on what would carry `onward`, the level after the evidenced."""

    standing: DimensionStanding
    onward: int | None
    missing: tuple[str, ...]
    next_text: str
    fall: str
    planned: int


@bp.get("/organisations/<int:organisation_id>/capability")
@guard(policies.can_view_capability, organisation=get_organisation)
def show_capability(organisation: Organisation) -> ResponseReturnValue:
    """Before anything is claimed or put forward: how to begin."""
    basis = queries.basis(organisation.id)
    standings = rules.standings(basis, today())
    if all(standing.claimed is None and not standing.proofs for standing in standings):
        return list_of_assessments(organisation)
    return standing_page(organisation, basis, standings)


def standing_page(organisation: Organisation, basis: Basis, standings: list[DimensionStanding]) -> str:
    """The page of all dimensions; also where whoever has just handed in an assessment comes."""
    rows = _rows(organisation.id, basis, standings)
    newer, under_way = queries.newer_and_under_way(organisation.id)
    claimed = [s for s in standings if s.claimed is not None]
    names = standings[0].scale
    return render(
        "capability/standing.html",
        organisation=organisation,
        rows=rows,
        ordered=[row for s in rules.by_distance(standings) for row in rows if row.standing is s],
        claimed=claimed,
        carried=[s for s in claimed if s.evidenced >= (s.claimed or 0)],
        falling=_falling(standings),
        level_names=[name.in_(locale()) for name in names],
        may_edit=policies.can_assess(actor(), organisation),
        newer=newer,
        under_way=under_way,
        number_words=number_words(),
        wide=_chart(standings, narrow=False),
        narrow=_chart(standings, narrow=True),
    )


@bp.get("/organisations/<int:organisation_id>/capability/dimensions/<code>")
@guard(policies.can_view_capability, organisation=get_organisation)
def show_dimension(organisation: Organisation, code: str) -> ResponseReturnValue:
    """One dimension: what each level looks like, what is put forward, who was asked, how the numbers came to be."""
    basis = queries.basis(organisation.id)
    standings = [s for s in rules.standings(basis, today()) if s.code == code]
    if not standings:
        abort(404)
    standing = standings[0]
    row = _rows(organisation.id, basis, standings)[0]
    events = queries.events_of(organisation.id, [code])
    subjects = subjects_of(code)
    may_edit = policies.can_assess(actor(), organisation)
    return render(
        "capability/standing_dimension.html",
        organisation=organisation,
        row=row,
        standing=standing,
        level_names=[name.in_(locale()) for name in standing.scale],
        descriptors=[
            text.in_(locale()) for text in queries.descriptors([standing.dimension_id])[standing.dimension_id]
        ],
        marks=marks_of(standing),
        supports=_supports(organisation.id, basis, code),
        reviews=queries.reviews_of(organisation.id, code),
        review_words=REVIEW_WORDS,
        review_colors=REVIEW_COLORS,
        history=lines_of(events, basis.facts, standing.scale)[::-1],
        actions=[action for action in improvement.plan(organisation.id) if action.subject in subjects],
        action_words=ACTION_WORDS,
        action_colors=ACTION_COLORS,
        may_edit=may_edit,
        end_form=WithdrawForm() if may_edit else None,
        number_words=number_words(),
        wide=_steps_chart(standing, series_of(events), narrow=False),
        narrow=_steps_chart(standing, series_of(events), narrow=True),
    )


def subjects_of(code: str) -> set[str]:
    """References to a dimension that an action on the plan may have: to all of it, or to one level."""
    return {f"{SUBJECT_KIND}:{code}", *(f"{SUBJECT_KIND}:{code}:{level}" for level in range(1, HIGHEST + 1))}


def evidence_name(fact: EvidenceFact | None) -> str:
    """How the firm's own people know a piece of evidence."""
    if fact is None:
        return str(_("Evidence"))
    kind = EVIDENCE_TYPES[fact.type].name.in_(locale())
    return f"{kind} {fact.reference}".strip() if fact.personal else fact.title or kind


def marks_of(standing: DimensionStanding) -> dict[int, list[Number]]:
    """Which of the numbers stand at each level."""
    three = standing.three
    levels = {Number.CLAIMED: three.claimed, Number.EVIDENCED: three.evidenced, Number.ENDORSED: three.endorsed}
    return {level: [number for number, at in levels.items() if at == level] for level in range(HIGHEST + 1)}


def _rows(organisation_id: int, basis: Basis, standings: Sequence[DimensionStanding]) -> list[Row]:
    descriptors = queries.descriptors([standing.dimension_id for standing in standings])
    planned = improvement.open_by_subject(organisation_id)
    rows = []
    for standing in standings:
        onward = standing.evidenced + 1 if standing.evidenced < HIGHEST else None
        missing = rules.missing_for(onward, standing.proofs, today()) if onward else []
        rows.append(
            Row(
                standing=standing,
                onward=onward,
                missing=tuple(str(MISSING_WORDS[code]) for code in missing),
                next_text=_after_claim(standing, [text.in_(locale()) for text in descriptors[standing.dimension_id]]),
                fall=_fall(standing, basis.facts),
                planned=sum(planned.get(subject, 0) for subject in subjects_of(standing.code)),
            )
        )
    return rows


def _falling(standings: Sequence[DimensionStanding]) -> DimensionStanding | None:
    """The first to fall by the calendar within 90 days."""
    soon = today() + SOON
    falls = {s.next_fall[0]: s for s in standings[::-1] if s.next_fall and s.next_fall[0] <= soon}
    return falls[min(falls)] if falls else None


def _after_claim(standing: DimensionStanding, descriptors: Sequence[str]) -> str:
    """What is seen in a firm at the level after the one that is claimed; "" at the top, and before anything is."""
    if standing.claimed is None or standing.claimed == HIGHEST:
        return ""
    return descriptors[standing.claimed + 1]


def _fall(standing: DimensionStanding, facts: Mapping[int, EvidenceFact]) -> str:
    """When the calendar alone lowers what evidence carries, and what ends then."""
    if standing.next_fall is None:
        return ""
    day, level = standing.next_fall
    proof = rules.ended_by(standing.proofs, day)
    ending = proof.evidence_id if proof else None
    said = {"level": level, "day": format_date(day)}
    if ending is None:
        return str(_("Falls to %(level)s on %(day)s, when what a reviewer saw on site no longer counts.", **said))
    name = evidence_name(facts.get(ending))
    fact = facts.get(ending)
    if fact and fact.valid_to == day - DAY:
        return str(_("Falls to %(level)s on %(day)s, the day after this expires: %(name)s.", **said, name=name))
    return str(
        _("Falls to %(level)s on %(day)s, when these records are more than a year old: %(name)s.", **said, name=name)
    )


@dataclass(frozen=True, kw_only=True)
class Supporting:
    """A piece of evidence on a dimension's page, and for which level it is put forward."""

    support_id: int
    fact: EvidenceFact
    name: str
    kind: str
    level: int
    shows_learning: bool
    days_left: int | None
    scan: str | None
    by: str | None


def _supports(organisation_id: int, basis: Basis, code: str) -> list[Supporting]:
    who = {row.id: row.by for row in queries.who_put_forward(organisation_id, code)}
    return [
        Supporting(
            support_id=support.id,
            fact=fact,
            name=evidence_name(fact),
            kind=EVIDENCE_TYPES[fact.type].name.in_(locale()),
            level=support.level,
            shows_learning=support.shows_learning,
            days_left=(fact.valid_to - today()).days if fact.valid_to else None,
            scan=_scan(fact),
            by=who.get(support.id),
        )
        for support in sorted(basis.supports, key=lambda s: (-s.level, s.id))
        if support.code == code and (fact := basis.facts.get(support.evidence_id)) is not None
    ]


def _scan(fact: EvidenceFact) -> str | None:
    """The state of its file; of one that no scanner has seen nothing is said."""
    if fact.file_state is None or (fact.file_state is FileState.CLEAN and not fact.scanned):
        return None
    return fact.file_state.value


def _chart(standings: Sequence[DimensionStanding], *, narrow: bool) -> Markup:
    words = number_words()
    claimed = [standing for standing in standings if standing.claimed is not None]
    carried = sum(standing.evidenced >= (standing.claimed or 0) for standing in claimed)
    return charts.three_levels(
        "three-narrow" if narrow else "three",
        _("Where you stand: three numbers in each area"),
        ngettext(
            "Evidence carries the claim in %(carried)s of %(num)s area.",
            "Evidence carries the claim in %(carried)s of %(num)s areas.",
            len(claimed),
            carried=carried,
        ),
        [charts.Three(s.short_name.in_(locale()), s.claimed, s.evidenced, s.three.endorsed, s.goal) for s in standings],
        [name.in_(locale()) if level in NAMED_LEVELS else "" for level, name in enumerate(standings[0].scale)],
        charts.ThreeWords(words["claimed"], words["evidenced"], words["endorsed"], _("Goal")),
        narrow=narrow,
    )


def _steps_chart(
    standing: DimensionStanding, series: Mapping[str, Sequence[tuple[date, int | None]]], *, narrow: bool
) -> Markup:
    return charts.steps(
        "steps-narrow" if narrow else "steps",
        _("How the three numbers have changed"),
        _("%(name)s: claimed, carried by evidence and endorsed, over time.", name=standing.name.in_(locale())),
        series,
        today(),
        locale(),
        number_words(),
        narrow=narrow,
    )
