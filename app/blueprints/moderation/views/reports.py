"""A reader reports a thing."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.moderation import bp, policies, services
from app.blueprints.moderation.forms.reports import ReportForm
from app.blueprints.moderation.terms.subjects import Thing
from app.core.access import actor, guard
from app.core.render import render


def _reported(subject_id: int) -> Thing:
    return services.find_thing(str((request.view_args or {})["subject_type"]), subject_id)


@bp.route("/report/<subject_type>/<int:subject_id>", methods=["GET", "POST"])
@guard(policies.can_report, subject=_reported)
def report(subject_type: str, subject: Thing) -> ResponseReturnValue:
    form = ReportForm()
    url = subject.handlers.url(subject.subject_id)
    if form.validate_on_submit():
        services.open_case(subject.subject_type, subject.subject_id, form.draft(), by=actor())
        flash(_("Thank you. A moderator will look at the post, and you will be told what came of it."), "success")
        return redirect(url, 303)
    return render("moderation/report.html", form=form, subject=subject, url=url), form.status
