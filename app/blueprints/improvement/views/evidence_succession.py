"""A newer edition of a document is put forward wherever the older one is."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.improvement import bp, policies, queries, services
from app.blueprints.improvement.forms.evidence import TakeOverForm
from app.blueprints.improvement.models import Evidence
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.errors import DomainError


def older_of(evidence: Evidence) -> Evidence | None:
    """What this takes over from: what it was begun from, else what it looks like a newer edition of."""
    begun = queries.find_evidence(evidence.organisation_id, asked_number("like"))
    return begun if begun is not None and _may_succeed(evidence, begun) else queries.older_of(evidence)


def _may_succeed(newer: Evidence, older: Evidence) -> bool:
    return (older.organisation_id, older.type) == (newer.organisation_id, newer.type) and older.id < newer.id


@bp.post("/organisations/<int:organisation_id>/evidence/<int:evidence_id>/take-over")
@guard(policies.can_edit_evidence, conceal=True, organisation=get_organisation, evidence=queries.get_evidence)
def take_over(organisation: Organisation, evidence: Evidence) -> ResponseReturnValue:
    form = TakeOverForm()
    older = queries.find_evidence(organisation.id, form.older.data) if form.validate_on_submit() else None
    if older is None or not _may_succeed(evidence, older):
        abort(400)
    try:
        services.take_over(older, evidence, by=actor())
    except DomainError as error:
        flash(error.message, "warning")
    else:
        flash(_("It is now put forward wherever the older one is."), "success")
    return redirect(url_for(".show_evidence", organisation_id=organisation.id, evidence_id=evidence.id), 303)
