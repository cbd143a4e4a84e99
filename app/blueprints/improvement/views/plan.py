"""The plan, whole: as a list, over time, by what it is about, and as a workbook."""

from collections.abc import Sequence
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.accounts.terms import MembershipFact
from app.blueprints.improvement import bp, policies, queries, rules, services
from app.blueprints.improvement.forms import STATUS_COLOURS, STATUS_WORDS
from app.blueprints.improvement.queries import PlannedAction
from app.blueprints.improvement.terms import EVIDENCE_TYPES, About, ActionStatus, Advice
from app.core import charts, navigation
from app.core.access import actor, also, guard
from app.core.addresses import asked_number
from app.core.clock import local, today
from app.core.i18n import locale
from app.core.render import render

PAGE = 100  # lines of the list
BARS = 40  # of the drawing over time
STATES = ("open", "late", *(status.value for status in ActionStatus))


def menu_item(who: Anyone, organisation: Organisation | MembershipFact | None) -> navigation.Item | None:
    """A supplier's own people find their plan in the menu."""
    number = policies.supplier_in_menu(who, organisation)
    return (
        navigation.Item(_("Development plan"), url_for("improvement.show_plan", organisation_id=number))
        if number
        else None
    )


navigation.add(30, menu_item)


class Plan:
    """A firm's plan as its pages need it: the lines, where each belongs, and what is late."""

    def __init__(self, organisation: Organisation, advice: Advice | None) -> None:
        self.organisation = organisation
        self.day = today()
        self.may_edit = policies.can_edit_plan(actor(), organisation)
        self.is_member = policies.can_view_plan(actor(), organisation)
        self.advice = None if self.is_member else advice
        self.actions = rules.in_order(queries.plan(organisation.id))
        self.abouts = self.described({action.subject for action in self.actions})
        self.groups = services.subject_choices(organisation.id)
        self.places = rules.places(self.groups, self.abouts, _("Something else"))
        self.late = {a.id for a in self.actions if rules.is_late(a.status, a.due_on, self.day)}
        unfinished = {action.id for action in self.actions if action.status.is_open}
        self.waiting = {a.id for a in self.actions if a.status.is_open and unfinished.intersection(a.needs)}
        done = [a for a in self.actions if a.status is ActionStatus.DONE]
        self.to_check = {a.id for a in done if services.is_checked_by_another(a.subject)}

    def described(self, subjects: set[str]) -> dict[str, About]:
        return described(self.organisation, subjects, is_member=self.is_member)

    def shown(self, **more: Any) -> dict[str, Any]:
        """What every page of the plan is rendered with."""
        return {
            "organisation": self.organisation,
            "plan": self,
            "advice": self.advice,
            "is_member": self.is_member,
            "may_edit": self.may_edit,
            "status_words": STATUS_WORDS,
            "colours": STATUS_COLOURS,
            "owns": policies.can_manage_advisers(actor(), self.organisation),
            **more,
        }


def described(organisation: Organisation, subjects: set[str], *, is_member: bool) -> dict[str, About]:
    """How references read. Where they lead is the firm's own affair: an adviser sees no link there."""
    found = services.describe_subjects(organisation.id, subjects)
    return found if is_member else {reference: About(about.label) for reference, about in found.items()}


@bp.get("/organisations/<int:organisation_id>/plan")
@guard(policies.can_read_plan, organisation=get_organisation, advice=also("organisation", queries.advice_on))
def show_plan(organisation: Organisation, advice: Advice | None) -> ResponseReturnValue:
    plan = Plan(organisation, advice)
    choice = asked_choice()
    chosen = rules.chosen(plan.actions, choice, plan.places, plan.day)
    page, pages = _pages(len(chosen), PAGE)
    here = url_for(".show_plan", organisation_id=organisation.id)
    return render(
        "improvement/plan.html",
        **plan.shown(
            choice=choice,
            chosen=chosen[(page - 1) * PAGE : page * PAGE],
            number=len(chosen),
            checks=_checks(plan),
            coming=rules.coming(plan.actions, plan.day),
            filters_fields=_filters(plan, choice),
            page=page,
            pages=pages,
            page_url=lambda number: url_for(
                ".show_plan", organisation_id=organisation.id, **_kept(choice), page=number
            ),
            here=here,
        ),
    )


def _checks(plan: Plan) -> list[tuple[PlannedAction, list[str]]]:
    """What waits for somebody to see if it worked, the longest waiting first, and who may."""
    if not plan.to_check:
        return []
    people = {person.id: person for person in queries.colleagues(plan.organisation.id)}
    roles = {number: person.role for number, person in people.items()}
    waiting = sorted(
        (action for action in plan.actions if action.id in plan.to_check),
        key=lambda action: (action.finished_at, action.id),
    )
    return [
        (
            action,
            sorted(people[number].name for number in rules.checkers(roles, action.owner_id, action.finished_by_id)),
        )
        for action in waiting
    ]


def asked_choice() -> rules.Choice:
    """What the address asks to be shown; what is none of ours is not asked for."""
    state, sort = request.args.get("state", ""), request.args.get("sort", "")
    return rules.Choice(
        state=state if state in STATES else "",
        owner=asked_number("owner"),
        about=request.args.get("about", "")[:80],
        sort=sort if sort in rules.SORTS else rules.SORTS[0],
    )


def _kept(choice: rules.Choice) -> dict[str, Any]:
    said = {"state": choice.state, "owner": choice.owner, "about": choice.about, "sort": choice.sort}
    return {name: value for name, value in said.items() if value}


def _pages(number: int, length: int) -> tuple[int, int]:
    """Which page is asked for, and how many there are; beyond the last is the last."""
    pages = max(1, -(-number // length))
    return min(asked_number("page") or 1, pages), pages


def _filters(plan: Plan, choice: rules.Choice) -> list[dict[str, Any]]:
    """The fields that narrow and sort the list: only owners and places that the plan has are offered."""
    states = [("", _("All")), ("open", _("Not finished")), ("late", _("Late"))]
    states += [(status.value, str(words)) for status, words in STATUS_WORDS.items()]
    owners = sorted({(action.owner, action.owner_id) for action in plan.actions})
    found = {rules.place_of(action.subject, plan.places) for action in plan.actions}
    places = {place.key: place.label for place in sorted(found, key=lambda place: place.rank)}
    sorts = [
        ("due", _("When it is due")),
        ("owner", _("Who is responsible")),
        ("start", _("When it begins")),
        ("subject", _("What it is about")),
    ]
    return [
        {"name": "state", "label": _("Status"), "value": choice.state, "options": states},
        {
            "name": "owner",
            "label": _("Responsible"),
            "value": choice.owner,
            "options": [("", _("All")), *((number, name) for name, number in owners)],
        },
        {
            "name": "about",
            "label": _("What it is about"),
            "value": choice.about,
            "options": [("", _("All")), *places.items()],
        },
        {"name": "sort", "label": _("Sort by"), "value": choice.sort, "options": sorts},
    ]


@bp.get("/organisations/<int:organisation_id>/plan/timeline")
@guard(policies.can_read_plan, organisation=get_organisation, advice=also("organisation", queries.advice_on))
def plan_timeline(organisation: Organisation, advice: Advice | None) -> ResponseReturnValue:
    plan = Plan(organisation, advice)
    ordered = sorted(plan.actions, key=lambda action: (action.starts_on or action.due_on, action.due_on, action.id))
    page, pages = _pages(len(ordered), BARS)
    rows = ordered[(page - 1) * BARS : page * BARS]
    months = rules.progress(
        [(a.status, a.due_on, local(a.finished_at).date() if a.finished_at else None) for a in plan.actions], plan.day
    )
    return render(
        "improvement/plan_timeline.html",
        **plan.shown(
            rows=rows,
            page=page,
            pages=pages,
            page_url=url_for(".plan_timeline", organisation_id=organisation.id),
            titles={action.id: action.title for action in plan.actions},
            bars=[_bars(plan, rows, narrow=narrow) for narrow in (False, True)] if rows else None,
            months=months,
            progress=[_progress(plan, months, narrow=narrow) for narrow in (False, True)] if rows else None,
        ),
    )


def _bars(plan: Plan, rows: Sequence[PlannedAction], *, narrow: bool) -> Any:
    tasks = [charts.Task(row.id, row.title, row.starts_on, row.due_on, row.status.value, row.needs) for row in rows]
    return charts.timeline(
        "plan-narrow" if narrow else "plan-wide",
        _("The plan over time"),
        _("A bar for each action, from its start to its due day. The table below says the same."),
        tasks,
        plan.day,
        locale(),
        charts.PlanWords({status.value: str(words) for status, words in STATUS_WORDS.items()}, _("Today"), _("late")),
        narrow=narrow,
    )


def _progress(plan: Plan, months: Sequence[rules.MonthCount], *, narrow: bool) -> Any:
    return charts.progress(
        "progress-narrow" if narrow else "progress-wide",
        _("Progress month by month"),
        _("How many actions were due in each month, and how many were finished in it."),
        [charts.Month(month.month, month.planned, month.finished) for month in months],
        locale(),
        (_("Due"), _("Finished")),
        narrow=narrow,
    )


@bp.get("/organisations/<int:organisation_id>/plan/by-subject")
@guard(policies.can_read_plan, organisation=get_organisation, advice=also("organisation", queries.advice_on))
def plan_by_subject(organisation: Organisation, advice: Advice | None) -> ResponseReturnValue:
    plan = Plan(organisation, advice)
    groups = rules.by_place(plan.actions, plan.places)
    return render(
        "improvement/plan_by_subject.html",
        **plan.shown(groups=groups, place_abouts=plan.described({place.key for place, _actions in groups})),
    )


def evidence_name(code: str) -> str:
    """What a kind of evidence is called, in the reader's language."""
    kind = EVIDENCE_TYPES.get(code)
    return kind.name.in_(locale()) if kind else code
