"""The firm's side: what it shares with whom, sharing, and taking it back."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.accounts.queries.receivers import MOST_RECEIVERS, find_receiver, receivers
from app.blueprints.requirements import bp, policies, queries, rules, services
from app.blueprints.requirements.forms import (
    CONSENT_WORDS,
    KIND_LABELS,
    PURPOSE_LABELS,
    ShareForm,
    WithdrawForm,
    consent_words,
    purpose_limit,
)
from app.blueprints.requirements.models import Share
from app.blueprints.requirements.terms import (
    LONGEST_SHARE_MONTHS,
    Purpose,
    ShareDraft,
    ShareKind,
    ShareState,
)
from app.blueprints.requirements.views.shares_profile import shown
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.clock import today
from app.core.errors import Conflict, DomainError
from app.core.forms import clean
from app.core.render import format_date, render

bp.add_app_template_global(consent_words, "share_consent")


@bp.context_processor
def share_wordings() -> dict[str, object]:
    return {
        "kind_labels": KIND_LABELS,
        "purpose_labels": PURPOSE_LABELS,
        "purpose_limit": purpose_limit,
        "ShareKind": ShareKind,
        "ShareState": ShareState,
    }


@bp.get("/organisations/<int:organisation_id>/shares")
@guard(policies.can_view_shares, conceal=True, organisation=get_organisation)
def list_shares(organisation: Organisation) -> ResponseReturnValue:
    live = request.args.get("shown") != "ended"
    before = asked_number("before")
    return render(
        "requirements/shares.html",
        organisation=organisation,
        page=queries.shares_of(organisation.id, live=live, before=before),
        live=live,
        first=before is None,
        may_share=policies.can_share(actor(), organisation),
    )


@bp.route("/organisations/<int:organisation_id>/shares/new", methods=["GET", "POST"])
@guard(policies.can_share, conceal=True, organisation=get_organisation)
def new_share(organisation: Organisation) -> ResponseReturnValue:
    """Three steps on one address: with whom, what and for what, and a look at exactly what they will see."""
    receiver = find_receiver(organisation.id, asked_number("receiver") or 0)
    if receiver is None:
        return _choose_receiver(organisation)
    form = ShareForm(data=_prefilled(organisation))
    if form.validate_on_submit():
        draft = form.draft(receiver.id)
        try:
            services.check_share(organisation, draft)
            if form.step.data != "change":
                return _check_or_send(organisation, receiver, form, draft)
        except DomainError as error:
            form.take(error)
    return render(
        "requirements/share_form.html",
        organisation=organisation,
        receiver=receiver,
        form=form,
        most_months=LONGEST_SHARE_MONTHS,
        latest=rules.latest_until(today()),
    ), form.status


def _choose_receiver(organisation: Organisation) -> ResponseReturnValue:
    wanted = clean(request.args.get("wanted", ""))[:200]
    found = receivers(organisation.id, wanted)
    return render(
        "requirements/share_receiver.html",
        organisation=organisation,
        wanted=wanted,
        found=found[:MOST_RECEIVERS],
        more=len(found) > MOST_RECEIVERS,
        source=asked_number("like"),
    )


def _check_or_send(
    organisation: Organisation, receiver: Any, form: ShareForm, draft: ShareDraft
) -> ResponseReturnValue:
    """Show what would be sent; or send it, when she has looked at it and agrees."""
    status = None
    if form.step.data == "send" and form.agree():
        try:
            share = services.share(organisation, draft, by=actor(), shown=form.shown.data or "")
        except Conflict as error:
            form.take(error)
            form.agreed.data, status = False, error.status
        else:
            flash(_("Your profile is shared."), "success")
            return redirect(url_for(".show_share", organisation_id=organisation.id, share_id=share.id), 303)
    prepared = services.prepare(organisation.id, with_plan=draft.with_plan)
    form.shown.data = prepared.sha256
    form.step.data = "send"
    return render(
        "requirements/share_check.html",
        organisation=organisation,
        receiver=receiver,
        form=form,
        draft=draft,
        consent=consent_words(draft.purpose, receiver=receiver.name, day=format_date(draft.until)),
        **shown(
            services.read_profile(prepared.levels, prepared.content, today()),
            firm_id=organisation.id,
        ),
    ), status or form.status


def _prefilled(organisation: Organisation) -> dict[str, Any]:
    """A new share like a former one: the same name and kind, for another purpose. Never its consent."""
    asked = request.args.get("purpose", "")
    values: dict[str, Any] = {"purpose": asked} if asked in {purpose.value for purpose in Purpose} else {}
    former = asked_number("like")
    share = queries.find_share(organisation.id, former) if former else None
    return values | ({"name": share.name, "kind": share.kind.value} if share else {})


@bp.get("/organisations/<int:organisation_id>/shares/<int:share_id>")
@guard(policies.can_view_share, conceal=True, organisation=get_organisation, share=queries.get_share)
def show_share(organisation: Organisation, share: Share) -> ResponseReturnValue:
    """What is shared, as the receiver sees it, and who has opened it."""
    line = queries.share_line(share.id)
    share, content = queries.read_shared(share.id)
    state = line.state_on(today())
    page: dict[str, Any] = {"profile": None}
    if content is not None and state is ShareState.LIVE:
        day = services.day_of(share.kind, content.content, today())
        page = shown(services.read_profile(content.levels, content.content, day), firm_id=organisation.id)
    known_consent = share.consent in CONSENT_WORDS
    return render(
        "requirements/share.html",
        organisation=organisation,
        share=share,
        line=line,
        state=state,
        openings=queries.openings_of(share.id, before=asked_number("before")),
        first="before" not in request.args,
        consent=consent_words(
            share.purpose, receiver=line.receiver, day=format_date(share.until), version=share.consent
        )
        if known_consent
        else "",
        may_share=policies.can_share(actor(), organisation),
        **page,
    )


@bp.route("/organisations/<int:organisation_id>/shares/<int:share_id>/withdraw", methods=["GET", "POST"])
@guard(policies.can_withdraw_share, conceal=True, organisation=get_organisation, share=queries.get_share)
def withdraw_share(organisation: Organisation, share: Share) -> ResponseReturnValue:
    form = WithdrawForm()
    if form.validate_on_submit():
        try:
            services.withdraw_share(share, by=actor())
        except Conflict as error:
            flash(error.message, "info")
        else:
            flash(_("The share is withdrawn. Nothing more can be opened."), "success")
        return redirect(url_for(".show_share", organisation_id=organisation.id, share_id=share.id), 303)
    line = queries.share_line(share.id)
    if line.state_on(today()) is not ShareState.LIVE:
        return redirect(url_for(".show_share", organisation_id=organisation.id, share_id=share.id))
    return render("requirements/share_withdraw.html", organisation=organisation, line=line, form=form)
