"""Training as a list, as a table of people and courses, and as a workbook."""

from collections.abc import Collection
from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.improvement.services import register_uses
from app.blueprints.improvement.terms import EVIDENCE_TYPES, About
from app.blueprints.internal_control import bp, policies, queries, rules
from app.blueprints.internal_control.forms import COURSE_WORDS, TRAINING_COLORS, TRAINING_WORDS, course_name
from app.blueprints.internal_control.queries import TrainingLine
from app.blueprints.internal_control.terms import Course, TrainingState
from app.blueprints.internal_control.views.sections import Firm, number_of
from app.core import navigation, sheets
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.clock import local, today
from app.core.downloads import disposition
from app.core.i18n import locale
from app.core.render import render

PAGE = 100  # rows of the list
PEOPLE = 50  # rows of the table
STATES = tuple(state.value for state in TrainingState)
COURSES = tuple(course.value for course in Course)


def training_section(who: Anyone, firm: Firm) -> navigation.Item | None:
    number = number_of(who, firm)
    if not number:
        return None
    return navigation.Item(_("Training"), url_for("internal_control.list_training", organisation_id=number))


navigation.add_section("safety", 60, training_section)


def uses(organisation_id: int, evidence_ids: Collection[int]) -> dict[int, list[About]]:
    """The training that pieces of evidence show, for the pages of those."""
    return {
        evidence_id: [
            About(
                course_name(line.course, line.title),
                url_for("internal_control.show_training", organisation_id=organisation_id, training_id=line.id),
            )
            for line in lines
        ]
        for evidence_id, lines in queries.training_shown_by(organisation_id, evidence_ids).items()
    }


register_uses("training", uses)


def shown(organisation: Organisation, **more: Any) -> dict[str, Any]:
    """What every page of training is rendered with."""
    return {
        "organisation": organisation,
        "day": today(),
        "may_change": policies.can_change_control(actor(), organisation),
        "state_of": lambda row: rules.state_of(row, today()),
        "course_name": course_name,
        "training_words": TRAINING_WORDS,
        "training_colors": TRAINING_COLORS,
        "evidence_title": evidence_title,
        **more,
    }


def evidence_title(line: TrainingLine) -> str:
    """How the firm's own people know the document that shows it; "" without one."""
    if line.evidence_type is None:
        return ""
    kind = EVIDENCE_TYPES[line.evidence_type]
    name = kind.name.in_(locale())
    if kind.personal:
        return f"{name} {line.evidence_reference or ''}".strip()
    return line.evidence_title or name


def _asked() -> rules.TrainingChoice:
    """What the address asks to be shown; what is none of ours is not asked for."""
    state, course, sort = (request.args.get(name, "") for name in ("state", "course", "sort"))
    return rules.TrainingChoice(
        state=state if state in STATES else "",
        course=course if course in COURSES else "",
        person=asked_number("person"),
        sort=sort if sort in rules.SORTS else rules.SORTS[0],
    )


def _pages(number: int, length: int) -> tuple[int, int]:
    """Which page is asked for, and how many there are; beyond the last is the last."""
    pages = max(1, -(-number // length))
    return max(1, min(asked_number("page") or 1, pages)), pages


@bp.get("/organisations/<int:organisation_id>/training")
@guard(policies.can_view_control, conceal=True, organisation=get_organisation)
def list_training(organisation: Organisation) -> ResponseReturnValue:
    choice = _asked()
    running = queries.training_of(organisation.id)
    looked_at = queries.training_of(organisation.id, ended=True) if choice.state == TrainingState.ENDED else running
    chosen = rules.chosen(looked_at, choice, today())
    page, pages = _pages(len(chosen), PAGE)
    valid, everything = rules.valid_of_all(running, today())
    states = [rules.state_of(row, today()) for row in running]
    here = url_for(".list_training", organisation_id=organisation.id)
    return render(
        "internal_control/training_list.html",
        **shown(
            organisation,
            rows=chosen[(page - 1) * PAGE : page * PAGE],
            number=len(chosen),
            valid=valid,
            everything=everything,
            expiring=states.count(TrainingState.EXPIRING),
            expired=states.count(TrainingState.EXPIRED),
            choice=choice,
            fields=_filters(choice, looked_at),
            here=here,
            page=page,
            pages=pages,
            page_url=lambda number: url_for(
                ".list_training", organisation_id=organisation.id, **_kept(choice), page=number
            ),
        ),
    )


def _kept(choice: rules.TrainingChoice) -> dict[str, Any]:
    said = {"state": choice.state, "course": choice.course, "person": choice.person, "sort": choice.sort}
    return {name: value for name, value in said.items() if value}


def _filters(choice: rules.TrainingChoice, rows: list[TrainingLine]) -> list[dict[str, Any]]:
    """The fields that narrow and sort the list: only courses and people that it has are offered."""
    taken = {row.course for row in rows}
    courses = [(course.value, str(words)) for course, words in COURSE_WORDS.items() if course in taken]
    return [
        {
            "name": "state",
            "label": _("Status"),
            "value": choice.state,
            "options": [
                ("", _("All that has not ended")),
                *((state.value, str(words)) for state, words in TRAINING_WORDS.items()),
            ],
        },
        {"name": "course", "label": _("Training"), "value": choice.course, "options": [("", _("All")), *courses]},
        {
            "name": "person",
            "label": _("Person"),
            "value": choice.person,
            "options": [("", _("All")), *rules.people(rows)],
        },
        {
            "name": "sort",
            "label": _("Sort by"),
            "value": choice.sort,
            "options": [("person", _("Person")), ("course", _("Training")), ("expires", _("When it expires"))],
        },
    ]


@bp.get("/organisations/<int:organisation_id>/training/table")
@guard(policies.can_view_control, conceal=True, organisation=get_organisation)
def training_table(organisation: Organisation) -> ResponseReturnValue:
    """Who has what: a row for each person, a column for each course that somebody has."""
    rows = queries.training_of(organisation.id)
    people = list(rules.by_person(rows).items())
    page, pages = _pages(len(people), PEOPLE)
    return render(
        "internal_control/training_table.html",
        **shown(
            organisation,
            people=people[(page - 1) * PEOPLE : page * PEOPLE],
            number=len(people),
            kinds=[(kind, course_name(row.course, row.title if kind[1] else "")) for kind, row in rules.kinds(rows)],
            page=page,
            pages=pages,
            page_url=url_for(".training_table", organisation_id=organisation.id),
        ),
    )


@bp.get("/organisations/<int:organisation_id>/training.xlsx")
@guard(policies.can_view_control, conceal=True, organisation=get_organisation)
def training_workbook(organisation: Organisation) -> ResponseReturnValue:
    """All training, also what has ended, for one's own spreadsheet, in the language of the page that led here."""
    rows = rules.in_sort(queries.training_of(organisation.id, ended=None), "person")
    name = _("Training")
    columns = [
        sheets.Column(_("Person"), 28),
        sheets.Column(_("Training"), 40),
        sheets.Column(_("Taken on"), 12, sheets.DAY),
        sheets.Column(_("Expires"), 12, sheets.DAY),
        sheets.Column(_("Status"), 14),
        sheets.Column(_("Evidence"), 40),
        sheets.Column(_("Ended"), 12, sheets.DAY),
    ]
    answer = Response(sheets.workbook(name, columns, map(_cells, rows)), content_type=sheets.MIME)
    answer.headers["Content-Disposition"] = disposition(f"{name}, {organisation.name}, {today().isoformat()}.xlsx")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _cells(row: TrainingLine) -> list[sheets.Cell]:
    return [
        row.holder,
        course_name(row.course, row.title),
        row.completed_on,
        row.expires_on,
        str(TRAINING_WORDS[rules.state_of(row, today())]),
        evidence_title(row),
        local(row.ended_at).date() if row.ended_at else None,
    ]
