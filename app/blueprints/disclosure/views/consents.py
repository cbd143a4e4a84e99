"""The firm agrees that a buyer sees, after looking at exactly what it will see; and takes it back."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.accounts.queries.receivers import MOST_RECEIVERS
from app.blueprints.disclosure import bp, policies, rules
from app.blueprints.disclosure.forms import ConsentForm, WithdrawForm, consent_words
from app.blueprints.disclosure.models import Consent
from app.blueprints.disclosure.queries import consents as queries
from app.blueprints.disclosure.queries.disclosed import newest_consents
from app.blueprints.disclosure.services import consents as services
from app.blueprints.disclosure.services import reading
from app.blueprints.disclosure.terms import LONGEST_CONSENT_MONTHS, ConsentDraft
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.clock import today
from app.core.errors import Conflict, DomainError
from app.core.forms import clean
from app.core.render import format_date, render


@bp.route("/organisations/<int:organisation_id>/disclosure/consents/new", methods=["GET", "POST"])
@guard(policies.can_consent, conceal=True, organisation=get_organisation)
def new_consent(organisation: Organisation) -> ResponseReturnValue:
    """Three steps on one address: who, what for and until when, and a look at exactly what they will see."""
    receiver = queries.find_receiver(organisation.id, asked_number("receiver") or 0)
    if receiver is None:
        return _choose_receiver(organisation)
    form = ConsentForm()
    if form.validate_on_submit():
        draft = form.draft(receiver.id)
        try:
            services.check_consent(organisation, draft)
            if form.step.data != "change":
                return _check_or_send(organisation, receiver, form, draft)
        except DomainError as error:
            form.take(error)
    return render(
        "disclosure/consent_form.html",
        organisation=organisation,
        receiver=receiver,
        form=form,
        most_months=LONGEST_CONSENT_MONTHS,
        latest=rules.latest_until(today()),
    ), form.status


def _choose_receiver(organisation: Organisation) -> ResponseReturnValue:
    wanted = clean(request.args.get("wanted", ""))[:200]
    found = queries.receivers(organisation.id, wanted)
    return render(
        "disclosure/consent_receiver.html",
        organisation=organisation,
        wanted=wanted,
        found=found[:MOST_RECEIVERS],
        seeing={number for number, given in newest_consents(organisation.id).items() if reading.is_live(given)},
        more=len(found) > MOST_RECEIVERS,
    )


def _check_or_send(
    organisation: Organisation, receiver: Any, form: ConsentForm, draft: ConsentDraft
) -> ResponseReturnValue:
    """Show what would be seen; or agree, when she has looked at it and says yes."""
    status = None
    if form.step.data == "send" and form.agree():
        try:
            services.give_consent(organisation, draft, by=actor(), shown=form.shown.data or "")
        except Conflict as error:
            form.take(error)
            form.agreed.data, status = False, error.status
        else:
            flash(_("%(name)s can see your figures for safety now.", name=receiver.name), "success")
            return redirect(url_for(".show_disclosure", organisation_id=organisation.id), 303)
    form.shown.data = services.prepare(organisation)
    form.step.data = "send"
    return render(
        "disclosure/consent_check.html",
        organisation=organisation,
        receiver=receiver,
        form=form,
        draft=draft,
        consent=consent_words(receiver=receiver.name, day=format_date(draft.until)),
        years=reading.years_of(organisation.id),
    ), status or form.status


@bp.route("/organisations/<int:organisation_id>/disclosure/consents/<int:consent_id>/withdraw", methods=["GET", "POST"])
@guard(policies.can_withdraw_consent, conceal=True, organisation=get_organisation, consent=queries.get_consent)
def withdraw_consent(organisation: Organisation, consent: Consent) -> ResponseReturnValue:
    back = url_for(".show_disclosure", organisation_id=organisation.id)
    form = WithdrawForm()
    if form.validate_on_submit():
        try:
            services.withdraw_consent(consent, by=actor())
        except Conflict as error:
            flash(error.message, "info")
        else:
            flash(_("The consent is withdrawn. Nothing more can be seen."), "success")
        return redirect(back, 303)
    if not reading.is_live(consent):
        return redirect(back)
    return render(
        "disclosure/consent_withdraw.html",
        organisation=organisation,
        consent=consent,
        receiver=get_organisation(consent.receiver_id),
        form=form,
    )
