"""What is said of the plan, by members and by advisers whom the firm has let in."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.improvement import bp, policies, queries, services
from app.blueprints.improvement.forms import CommentForm
from app.blueprints.improvement.models import Action, Comment
from app.blueprints.improvement.terms import Advice
from app.blueprints.improvement.views.actions import action_page
from app.core.access import actor, also, guard
from app.core.errors import DomainError
from app.core.render import render


@bp.route("/organisations/<int:organisation_id>/plan/comments", methods=["GET", "POST"])
@guard(policies.can_comment, organisation=get_organisation, advice=also("organisation", queries.advice_on))
def plan_comments(organisation: Organisation, advice: Advice | None) -> ResponseReturnValue:
    """Everything that has been said, and a field to say something of the plan as a whole."""
    form = CommentForm()
    if form.validate_on_submit():
        try:
            services.comment(organisation, form.draft(), by=actor(), advice=advice, action=None)
        except DomainError as error:
            form.take(error)
        else:
            flash(_("Your comment is there."), "success")
            return redirect(url_for(".plan_comments", organisation_id=organisation.id), 303)
    is_member = policies.can_view_plan(actor(), organisation)
    return render(
        "improvement/plan_comments.html",
        organisation=organisation,
        advice=None if is_member else advice,
        is_member=is_member,
        owns=policies.can_manage_advisers(actor(), organisation),
        comments=queries.comments(organisation.id),
        form=form,
    ), form.status


@bp.post("/organisations/<int:organisation_id>/plan/actions/<int:action_id>/comments")
@guard(
    policies.can_comment_on,
    organisation=get_organisation,
    advice=also("organisation", queries.advice_on),
    action=queries.get_action,
)
def comment_on_action(organisation: Organisation, advice: Advice | None, action: Action) -> ResponseReturnValue:
    form = CommentForm()
    if form.validate_on_submit():
        try:
            services.comment(organisation, form.draft(), by=actor(), advice=advice, action=action)
        except DomainError as error:
            form.take(error)
        else:
            flash(_("Your comment is there."), "success")
            return redirect(_where(organisation, action.id), 303)
    return action_page(organisation, advice, action, form), form.status


@bp.post("/organisations/<int:organisation_id>/plan/comments/<int:comment_id>/withdraw")
@guard(
    policies.can_withdraw_comment,
    organisation=get_organisation,
    advice=also("organisation", queries.advice_on),
    comment=queries.get_comment,
)
def withdraw_comment(organisation: Organisation, advice: Advice | None, comment: Comment) -> ResponseReturnValue:
    services.withdraw_comment(comment, by=actor())
    flash(_("Your comment is withdrawn. That you withdrew it is seen."), "success")
    return redirect(_where(organisation, comment.action_id), 303)


def _where(organisation: Organisation, action_id: int | None) -> str:
    """Where what is said can be read: at the action, or with what is said of the whole plan."""
    if action_id is None:
        return url_for(".plan_comments", organisation_id=organisation.id)
    return url_for(".show_action", organisation_id=organisation.id, action_id=action_id, _anchor="comments")
