"""The firm puts a document forward for one of its own figures."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.disclosure import bp, policies, rules
from app.blueprints.disclosure.forms import DATUM_LABELS, DocumentForm
from app.blueprints.disclosure.services import documents, reading
from app.blueprints.disclosure.terms import Datum
from app.blueprints.improvement.terms import EVIDENCE_TYPES, EvidenceFact
from app.core.access import actor, guard
from app.core.clock import today
from app.core.errors import DomainError
from app.core.i18n import locale
from app.core.render import render


@bp.route(
    "/organisations/<int:organisation_id>/disclosure/years/<int:year>/<string:datum>/document", methods=["GET", "POST"]
)
@guard(policies.can_document, conceal=True, organisation=get_organisation)
def document_datum(organisation: Organisation, year: int, datum: str) -> ResponseReturnValue:
    if year not in rules.years_shown(today()) or datum not in set(Datum):
        abort(404)
    shown = reading.years_of(organisation.id, [year])[0].of(Datum(datum))
    held = documents.documents_of(organisation.id)
    form = DocumentForm()
    form.offer([(fact.id, _name(fact)) for fact in held])
    if form.validate_on_submit():
        try:
            documents.document(organisation, form.draft(year, shown.datum), by=actor())
        except DomainError as error:
            form.take(error)
        else:
            flash(_("The document stands behind this figure now."), "success")
            return redirect(url_for(".show_disclosure", organisation_id=organisation.id), 303)
    form.shown.data = shown.digest.hex()
    return render(
        "disclosure/document.html",
        organisation=organisation,
        form=form,
        year=year,
        shown=shown,
        label=DATUM_LABELS[shown.datum],
        documents=held,
    ), form.status


def _name(fact: EvidenceFact) -> str:
    kind = EVIDENCE_TYPES[fact.type].name.in_(locale())
    return f"{kind}: {fact.title}" if fact.title else kind
