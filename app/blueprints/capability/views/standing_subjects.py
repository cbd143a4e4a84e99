"""How a dimension reads elsewhere: on the plan, and on the page of a piece of evidence."""

from collections.abc import Collection, Sequence

from flask import url_for
from flask_babel import gettext as _

from app.blueprints.capability import queries, services
from app.blueprints.capability.models import Support
from app.blueprints.capability.terms import LEVELS, SUBJECT_KIND
from app.blueprints.improvement.services import on_evidence, register_subject, register_succession, register_uses
from app.blueprints.improvement.terms import About, Grouped, Subject, Succession
from app.core.i18n import locale


def describe(organisation_id: int, codes: Collection[str]) -> dict[str, About]:
    """How "HSE" and "HSE:3" read on the plan."""
    wanted = {code: code.partition(":") for code in codes}
    names = queries.names_of({dimension for dimension, _colon, _level in wanted.values()})
    return {
        code: About(
            _("%(name)s, to level %(level)s", name=names[dimension].in_(locale()), level=level)
            if level
            else names[dimension].in_(locale()),
            url_for("capability.show_dimension", organisation_id=organisation_id, code=dimension),
        )
        for code, (dimension, _colon, level) in wanted.items()
        if dimension in names and (not level or level in {str(step) for step in LEVELS})
    }


def choices(organisation_id: int) -> list[Grouped]:
    """Each dimension with its levels: ("HSE:3", "Level 3 Established: System in daily use")."""
    lines = queries.dimension_lines(organisation_id)
    descriptors = queries.descriptors([line.id for line in lines])
    return [
        (
            line.name.in_(locale()),
            [
                (line.code, line.name.in_(locale())),
                *(
                    (
                        f"{line.code}:{level}",
                        _(
                            "Level %(level)s %(name)s: %(descriptor)s",
                            level=level,
                            name=line.scale[level].in_(locale()),
                            descriptor=descriptors[line.id][level].in_(locale()),
                        ),
                    )
                    for level in LEVELS[1:]
                ),
            ],
        )
        for line in lines
    ]


def hint(organisation_id: int, code: str) -> str:
    """What the level takes, or the one after the claim where no level is named; for whoever plans how to reach it."""
    dimension, _colon, said = code.partition(":")
    lines = {line.code: line for line in queries.dimension_lines(organisation_id)}
    line = lines.get(dimension)
    if line is None:
        return ""
    onward = (line.claimed or 0) + 1 if line.claimed is not None else None
    level = int(said) if said in {str(step) for step in LEVELS[1:]} else onward
    if level is None or level not in LEVELS:
        return ""
    descriptor = queries.descriptors([line.id])[line.id][level].in_(locale())
    if said:
        return str(_("What level %(level)s takes: %(descriptor)s", level=level, descriptor=descriptor))
    return str(_("What the next level takes: %(descriptor)s", descriptor=descriptor))


def uses(organisation_id: int, evidence_ids: Collection[int]) -> dict[int, list[About]]:
    """Which dimensions pieces of evidence are put forward for, and at what level."""
    found: dict[int, list[About]] = {}
    for number, about in _described(organisation_id, queries.supports_by_evidence(organisation_id, evidence_ids)):
        found.setdefault(number, []).append(about)
    return found


def left(organisation_id: int, older_id: int, newer_id: int) -> list[About]:
    """The dimensions for which the older piece is put forward and the newer one is not."""
    supports = services.supports_left(organisation_id, older_id, newer_id)
    return [about for _number, about in _described(organisation_id, supports)]


def _described(organisation_id: int, supports: Sequence[Support]) -> list[tuple[int, About]]:
    """Each use as (evidence, how it reads); of a dimension that nobody knows any more there is nothing to say."""
    names = queries.names_of({support.dimension_code for support in supports}) if supports else {}
    return [
        (
            support.evidence_id,
            About(
                _("%(name)s, level %(level)s", name=names[support.dimension_code].in_(locale()), level=support.level),
                url_for("capability.show_dimension", organisation_id=organisation_id, code=support.dimension_code),
            ),
        )
        for support in supports
        if support.dimension_code in names
    ]


register_subject(
    SUBJECT_KIND, Subject(describe=describe, choices=choices, hint=hint, effect_seen=services.hear_of_effect)
)
register_uses(SUBJECT_KIND, uses)
register_succession(SUBJECT_KIND, Succession(left=left, take_over=services.take_over))
on_evidence(services.hear_of_evidence)
