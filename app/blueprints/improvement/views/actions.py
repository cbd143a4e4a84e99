"""The plan, and its actions."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.accounts.terms import MembershipFact
from app.blueprints.improvement import bp, policies, queries, rules, services
from app.blueprints.improvement.forms import STATUS_WORDS, ActionForm, FinishForm
from app.blueprints.improvement.models import Action
from app.blueprints.improvement.terms import About
from app.core import navigation
from app.core.access import actor, guard
from app.core.clock import today
from app.core.errors import DomainError
from app.core.render import render
from app.core.versioned import VersionedForm


def menu_item(who: Anyone, organisation: Organisation | MembershipFact | None) -> navigation.Item | None:
    """A supplier's own people find their plan in the menu."""
    number = policies.supplier_in_menu(who, organisation)
    return (
        navigation.Item(_("Development plan"), url_for("improvement.show_plan", organisation_id=number))
        if number
        else None
    )


navigation.add(30, menu_item)


@bp.get("/organisations/<int:organisation_id>/plan")
@guard(policies.can_view_plan, organisation=get_organisation)
def show_plan(organisation: Organisation) -> ResponseReturnValue:
    actions = rules.in_order(queries.plan(organisation.id))
    day = today()
    late = {action.id for action in actions if rules.is_late(action.status, action.due_on, day)}
    return render(
        "improvement/plan.html",
        organisation=organisation,
        actions=actions,
        late=late,
        abouts=services.describe_subjects(organisation.id, {action.subject for action in actions}),
        status_words=STATUS_WORDS,
        may_edit=policies.can_edit_plan(actor(), organisation),
    )


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


@bp.route("/organisations/<int:organisation_id>/plan/actions/<int:action_id>", methods=["GET", "POST"])
@guard(policies.can_edit_action, organisation=get_organisation, action=queries.get_action)
def change_action(organisation: Organisation, action: Action) -> ResponseReturnValue:
    form = ActionForm(obj=action)
    about = _offer(form, organisation.id, action.subject)
    if form.validate_on_submit():
        try:
            services.change_action(action, form.draft(), by=actor())
        except DomainError as error:
            form.take(error, now_at=action.version)
        else:
            flash(_("The action was changed."), "success")
            return redirect(url_for(".show_plan", organisation_id=organisation.id), 303)
    return _action_page("change_action", organisation, action, form, about), form.status


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
            return redirect(url_for(".show_plan", organisation_id=organisation.id), 303)
    about = _about(organisation.id, action.subject)
    return _action_page("finish_action", organisation, action, form, about), form.status


def _action_page(
    name: str, organisation: Organisation, action: Action, form: VersionedForm, about: About | None
) -> str:
    """The page of one action. Its owner's name is looked up only where two texts are shown side by side."""
    return render(
        f"improvement/{name}.html",
        organisation=organisation,
        action=action,
        form=form,
        about=about,
        owner=queries.name_of(action.owner_id) if form.conflict or name == "finish_action" else None,
        status_words=STATUS_WORDS,
    )


def _about(organisation_id: int, subject: str) -> About | None:
    return services.describe_subjects(organisation_id, {subject}).get(subject) if subject else None


def _offer(form: ActionForm, organisation_id: int, kept: str = "") -> About | None:
    """Give the form its choices. What is linked to, or stands there already, is one of them when a room knows it."""
    subjects = services.subject_choices(organisation_id)
    wanted = kept or form.subject.data or ""
    about = _about(organisation_id, wanted)
    if (about or kept) and wanted not in dict(subjects):
        subjects.append((wanted, about.label if about else wanted))
    form.offer(owners=list(queries.members(organisation_id)), subjects=subjects)
    if not form.is_submitted() and wanted not in dict(subjects):
        form.subject.data = ""
    return about
