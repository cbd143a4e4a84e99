"""One action: its page, adding and changing it, and the steps of its life."""

from collections.abc import Collection
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.improvement import bp, policies, queries, rules, services
from app.blueprints.improvement.forms import (
    STATUS_COLOURS,
    STATUS_WORDS,
    ActionForm,
    CommentForm,
    EffectForm,
    FinishForm,
    StepForm,
)
from app.blueprints.improvement.models import Action
from app.blueprints.improvement.terms import About, ActionStatus, Advice, EvidenceFact
from app.blueprints.improvement.views.choices import evidence_line, evidence_that_counts
from app.blueprints.improvement.views.plan import described, evidence_name
from app.blueprints.journal.queries import entries_about
from app.core.access import actor, also, guard
from app.core.addresses import asked_number
from app.core.clock import today
from app.core.errors import DomainError
from app.core.render import render
from app.core.versioned import VersionedForm

HISTORY = {
    "improvement.action_added": _l("Put on the plan"),
    "improvement.action_changed": _l("Changed"),
    "improvement.action_started": _l("Started"),
    "improvement.action_done": _l("Said to be done"),
    "improvement.action_taken_up_again": _l("Taken up again: it was not done after all"),
    "improvement.action_effect_seen": _l("The effect was seen"),
    "improvement.action_found_without_effect": _l("Checked: it had not worked, and goes on"),
    "improvement.action_dropped": _l("Dropped"),
}
FIELD_WORDS = {
    "title": _l("what will be done"),
    "details": _l("more about it"),
    "subject": _l("what it is about"),
    "owner_id": _l("who is responsible"),
    "starts_on": _l("when it begins"),
    "due_on": _l("when it is due"),
    "cost": _l("the cost"),
    "support": _l("help needed"),
    "expected": _l("what shall show it"),
    "needs": _l("what it waits for"),
}


def uses(organisation_id: int, evidence_ids: Collection[int]) -> dict[int, list[About]]:
    """The actions whose effect pieces of evidence show, for the pages of those."""
    return {
        evidence_id: [
            About(title, url_for("improvement.show_action", organisation_id=organisation_id, action_id=number))
            for number, title in shown
        ]
        for evidence_id, shown in queries.shown_by(organisation_id, evidence_ids).items()
    }


services.register_uses("plan", uses)


@bp.route("/organisations/<int:organisation_id>/plan/actions/new", methods=["GET", "POST"])
@guard(policies.can_edit_plan, organisation=get_organisation)
def new_action(organisation: Organisation) -> ResponseReturnValue:
    form = ActionForm(subject=request.args.get("about", ""), owner_id=actor().person_id)
    about = _offer(form, organisation.id)
    if form.validate_on_submit():
        try:
            services.add_action(organisation, form.draft(), by=actor())
        except DomainError as error:
            form.take(error)
        else:
            flash(_("The action is on the plan."), "success")
            return redirect(url_for(".show_plan", organisation_id=organisation.id), 303)
    return render(
        "improvement/new_action.html",
        organisation=organisation,
        form=form,
        about=about,
        hint=services.hint_about(organisation.id, form.subject.data or ""),
    ), form.status


@bp.get("/organisations/<int:organisation_id>/plan/actions/<int:action_id>")
@guard(
    policies.can_read_action,
    organisation=get_organisation,
    advice=also("organisation", queries.advice_on),
    action=queries.get_action,
)
def show_action(organisation: Organisation, advice: Advice | None, action: Action) -> ResponseReturnValue:
    return action_page(organisation, advice, action, CommentForm())


def action_page(organisation: Organisation, advice: Advice | None, action: Action, form: CommentForm) -> str:
    """An action with what it waits for, what shows its effect, what is said of it and what has happened to it."""
    is_member = policies.can_view_plan(actor(), organisation)
    entries = entries_about("improvement_action", action.id)
    names = queries.names_of({action.owner_id, *(entry.by_id for entry in entries if entry.by_id)})
    evidence_ids = queries.evidence_of(action) if action.status is ActionStatus.EFFECT_SEEN else []
    neighbours = queries.neighbours(action)
    needs = [one for one in neighbours if one.is_need]
    return render(
        "improvement/action.html",
        organisation=organisation,
        advice=None if is_member else advice,
        is_member=is_member,
        may_edit=policies.can_edit_plan(actor(), organisation),
        action=action,
        owner=names.get(action.owner_id, ""),
        is_late=rules.is_late(action.status, action.due_on, today()),
        about=_described(organisation, action.subject, is_member=is_member),
        expected=evidence_name(action.expected),
        needs=needs,
        unfinished=[one for one in needs if one.status.is_open],
        needed_by=[one for one in neighbours if not one.is_need],
        evidence=_shown_evidence(organisation.id, evidence_ids) if is_member else [],
        evidence_number=len(evidence_ids),
        checks=queries.checks_of(action),
        **_to_check(organisation, action),
        comments=queries.comments(organisation.id, action.id),
        history=[_event(entry, names) for entry in reversed(entries) if entry.what in HISTORY],
        form=form,
        status_words=STATUS_WORDS,
        colours=STATUS_COLOURS,
        evidence_name=evidence_name,
    )


def _to_check(organisation: Organisation, action: Action) -> dict[str, Any]:
    """Whether the action waits for somebody to see if it worked, who may, and whether the reader is one of them."""
    by_another = services.is_checked_by_another(action.subject)
    waits = by_another and action.status is ActionStatus.DONE
    people = services.people_to_check(action) if waits else []
    may = waits and policies.can_check_effect(actor(), organisation, action)
    return {
        "by_another": by_another,
        "waits_for_check": waits,
        "checkers": [person.name for person in people],
        "may_check": may and actor().person_id in {person.id for person in people},
    }


def _shown_evidence(organisation_id: int, ids: list[int]) -> list[EvidenceFact]:
    return queries.evidence_facts(organisation_id, ids=ids) if ids else []


def _event(entry: Any, names: dict[int, str]) -> dict[str, Any]:
    fields = [str(FIELD_WORDS[name]) for name in entry.data.get("fields", ()) if name in FIELD_WORDS]
    what = str(HISTORY[entry.what])
    return {
        "day": entry.at,
        "what": _("%(what)s: %(fields)s", what=what, fields=", ".join(fields)) if fields else what,
        "who": names.get(entry.by_id),
    }


@bp.route("/organisations/<int:organisation_id>/plan/actions/<int:action_id>/change", methods=["GET", "POST"])
@guard(policies.can_edit_action, organisation=get_organisation, action=queries.get_action)
def change_action(organisation: Organisation, action: Action) -> ResponseReturnValue:
    needs = queries.needs_of(action)
    form = ActionForm(obj=action, needs=needs)
    about = _offer(form, organisation.id, action=action, needs=needs)
    if form.validate_on_submit():
        try:
            services.change_action(action, form.draft(), by=actor())
        except DomainError as error:
            form.take(error, now_at=action.version)
        else:
            flash(_("The action was changed."), "success")
            return redirect(_page_of(organisation, action), 303)
    return _form_page("change_action", organisation, action, form, about, needs=needs), form.status


@bp.post("/organisations/<int:organisation_id>/plan/actions/<int:action_id>/start")
@guard(policies.can_edit_action, organisation=get_organisation, action=queries.get_action)
def start_action(organisation: Organisation, action: Action) -> ResponseReturnValue:
    services.start_action(action, StepForm().version.data, by=actor())
    flash(_("The action is started."), "success")
    if waiting := [one.title for one in queries.neighbours(action) if one.is_need and one.status.is_open]:
        flash(_("It was to wait for what is not finished yet: %(titles)s.", titles="; ".join(waiting)), "warning")
    return redirect(_page_of(organisation, action), 303)


@bp.post("/organisations/<int:organisation_id>/plan/actions/<int:action_id>/again")
@guard(policies.can_edit_action, organisation=get_organisation, action=queries.get_action)
def take_up_again(organisation: Organisation, action: Action) -> ResponseReturnValue:
    services.take_up_again(action, StepForm().version.data, by=actor())
    flash(_("The action is under way again. The history says so."), "success")
    return redirect(_page_of(organisation, action), 303)


@bp.route("/organisations/<int:organisation_id>/plan/actions/<int:action_id>/finish", methods=["GET", "POST"])
@guard(policies.can_edit_action, organisation=get_organisation, action=queries.get_action)
def finish_action(organisation: Organisation, action: Action) -> ResponseReturnValue:
    form = FinishForm(data={"version": action.version, "outcome": action.outcome})
    if form.validate_on_submit():
        try:
            services.finish_action(action, form.draft(), by=actor())
        except DomainError as error:
            form.take(error, now_at=action.version)
        else:
            flash(_("The action is finished."), "success")
            return redirect(_page_of(organisation, action), 303)
    about = _described(organisation, action.subject)
    return _form_page("finish_action", organisation, action, form, about), form.status


@bp.route("/organisations/<int:organisation_id>/plan/actions/<int:action_id>/effect", methods=["GET", "POST"])
@guard(policies.can_edit_action, organisation=get_organisation, action=queries.get_action)
def see_effect(organisation: Organisation, action: Action) -> ResponseReturnValue:
    """Choose the evidence that shows that an action had its effect: what is held and counts today."""
    if services.is_checked_by_another(action.subject):
        return redirect(url_for(".check_effect", organisation_id=organisation.id, action_id=action.id), 303)
    facts = evidence_that_counts(organisation.id, action.expected)
    form = EffectForm(data={"version": action.version, "evidence": [asked_number("evidence")]})  # what was just added
    form.evidence.choices = [SelectChoice(fact.id, evidence_line(fact)) for fact in facts]
    if form.validate_on_submit():
        try:
            services.see_effect(action, form.draft(), by=actor())
        except DomainError as error:
            form.take(error, now_at=action.version)
        else:
            flash(_("The effect is on the plan, with the evidence that shows it."), "success")
            return redirect(_page_of(organisation, action), 303)
    about = _described(organisation, action.subject)
    return _form_page("see_effect", organisation, action, form, about, facts_held=bool(facts)), form.status


def _page_of(organisation: Organisation, action: Action) -> str:
    return url_for(".show_action", organisation_id=organisation.id, action_id=action.id)


def _form_page(
    name: str, organisation: Organisation, action: Action, form: VersionedForm, about: About | None, **more: Any
) -> str:
    """The page of a form about one action. What stands there now is looked up only where two texts are shown."""
    two_texts = form.conflict is not None
    titles = queries.titles(organisation.id, more.get("needs", ())) if two_texts else {}
    return render(
        f"improvement/{name}.html",
        organisation=organisation,
        action=action,
        form=form,
        about=about,
        owner=queries.name_of(action.owner_id) if two_texts or name != "change_action" else None,
        expected=evidence_name(action.expected),
        waits_for="; ".join(titles[number] for number in more.get("needs", ()) if number in titles),
        status_words=STATUS_WORDS,
        **more,
    )


def _described(organisation: Organisation, subject: str, *, is_member: bool = True) -> About | None:
    return described(organisation, {subject}, is_member=is_member).get(subject) if subject else None


def _offer(
    form: ActionForm, organisation_id: int, *, action: Action | None = None, needs: list[int] | None = None
) -> About | None:
    """Give the form its choices. What is linked to, or stands there already, is one of them when a room knows it."""
    subjects = services.subject_choices(organisation_id)
    known = {reference for _group, offered in subjects for reference, _label in offered}
    kept = action.subject if action else ""
    wanted = kept or form.subject.data or ""
    about = services.describe_subjects(organisation_id, {wanted}).get(wanted) if wanted else None
    if (about or kept) and wanted not in known:
        subjects.append(("", [(wanted, about.label if about else wanted)]))
        known.add(wanted)
    form.offer(
        owners=list(queries.members(organisation_id)),
        subjects=subjects,
        actions=queries.could_be_needed(organisation_id, needs or [], action.id if action else None),
    )
    if not form.is_submitted() and wanted not in known:
        form.subject.data = ""
    return about
