"""Evidence is put forward for a dimension, and taken back."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.capability import bp, policies, queries, services
from app.blueprints.capability.forms import SupportForm, WithdrawForm
from app.blueprints.capability.models import Support
from app.blueprints.capability.views.standing import evidence_name
from app.blueprints.improvement import queries as improvement
from app.blueprints.improvement.terms import EvidenceFact, EvidenceState
from app.core.access import actor, guard
from app.core.errors import DomainError
from app.core.i18n import locale
from app.core.render import format_date, render


@bp.route("/organisations/<int:organisation_id>/capability/dimensions/<code>/evidence", methods=["GET", "POST"])
@guard(policies.can_assess, organisation=get_organisation)
def put_forward(organisation: Organisation, code: str) -> ResponseReturnValue:
    """Choose among what the firm holds; `?evidence=` is what it has just added, and comes back with."""
    line = next((line for line in queries.dimension_lines(organisation.id) if line.code == code), None)
    if line is None:
        abort(404)
    facts = [f for f in improvement.evidence_facts(organisation.id) if f.state is EvidenceState.HELD]
    descriptors = [text.in_(locale()) for text in queries.descriptors([line.id])[line.id]]
    form = SupportForm(data={"evidence_id": request.args.get("evidence", type=int)})
    form.offer([(fact.id, _label(fact)) for fact in facts[::-1]], line.scale, descriptors, locale())
    if form.validate_on_submit():
        try:
            services.put_forward(organisation, code, form.draft(), by=actor())
        except DomainError as error:
            form.take(error)
        else:
            flash(_("The evidence is put forward. Below is what it carries today."), "success")
            return redirect(url_for(".show_dimension", organisation_id=organisation.id, code=code), 303)
    return render(
        "capability/support_new.html", organisation=organisation, line=line, form=form, facts=facts
    ), form.status


@bp.post("/organisations/<int:organisation_id>/capability/evidence/<int:support_id>/end")
@guard(policies.can_end_support, organisation=get_organisation, support=queries.get_support)
def end_support(organisation: Organisation, support: Support) -> ResponseReturnValue:
    if not WithdrawForm().validate_on_submit():
        abort(400)
    try:
        services.end_support(support, by=actor())
    except DomainError as error:
        flash(error.message, "warning")
    else:
        flash(_("The evidence is no longer put forward here. You still hold it."), "success")
    return redirect(url_for(".show_dimension", organisation_id=organisation.id, code=support.dimension_code), 303)


def _label(fact: EvidenceFact) -> str:
    """Name and last day, for a list to choose from."""
    name = evidence_name(fact)
    return _("%(name)s (valid to %(day)s)", name=name, day=format_date(fact.valid_to)) if fact.valid_to else name
