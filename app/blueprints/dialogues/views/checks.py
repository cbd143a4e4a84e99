"""From a dialogue a firm measures itself in private, and shares its profile for it."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.accounts.queries.receivers import find_receiver
from app.blueprints.accounts.terms import Kind, Role
from app.blueprints.dialogues import bp, policies, queries
from app.blueprints.dialogues.forms.checks import DialogueShareForm, share_form
from app.blueprints.dialogues.queries.documents import checked_by
from app.blueprints.dialogues.services import checks as services
from app.blueprints.dialogues.services import showing
from app.blueprints.requirements import queries as requirements
from app.blueprints.requirements import services as sharing
from app.core import panels
from app.core.access import actor, guard, signed_in_first
from app.core.clock import today
from app.core.errors import Conflict, DomainError
from app.core.i18n import locale
from app.core.render import render

firms = guard(
    policies.can_check_for,
    conceal=True,
    dialogue=signed_in_first(queries.published_dialogue),
    organisation=get_organisation,
)
owners = guard(
    policies.can_share_for,
    conceal=True,
    dialogue=signed_in_first(queries.published_dialogue),
    organisation=get_organisation,
)


@bp.get("/dialogues/<int:dialogue_id>/check")
@guard(policies.can_read_dialogue, conceal=True, dialogue=queries.dialogue_shown)
def choose_firm(dialogue: Any) -> ResponseReturnValue:
    """What is asked for, and for each of the reader's firms whether it has looked at where it stands."""
    mine = actor().organisations(Kind.SUPPLIER)
    checked = checked_by(dialogue.id, [firm.organisation_id for firm in mine])
    return render(
        "dialogues/check.html",
        dialogue=dialogue,
        profile=requirements.published_profile(dialogue.profile_id) if dialogue.profile_id else None,
        firms=[(firm, checked.get(firm.organisation_id), firm.role == Role.OWNER) for firm in mine],
    )


@bp.post("/dialogues/<int:dialogue_id>/check/<int:organisation_id>")
@firms
def check_against_dialogue(dialogue: Any, organisation: Organisation) -> ResponseReturnValue:
    services.check_firm(dialogue, organisation)
    return redirect(
        url_for("requirements.check_firm", organisation_id=organisation.id, profile_id=dialogue.profile_id), 303
    )


@bp.route("/dialogues/<int:dialogue_id>/share/<int:organisation_id>", methods=["GET", "POST"])
@owners
def share_for_dialogue(dialogue: Any, organisation: Organisation) -> ResponseReturnValue:
    """Two steps on one address: what and until when, then a look at exactly what the buyer will see."""
    receiver = find_receiver(organisation.id, dialogue.organisation_id)
    form = share_form(dialogue)
    page: dict[str, Any] = {}
    if receiver is not None and form.validate_on_submit():
        draft = form.draft(receiver.id, showing.shown(dialogue, locale()).title)
        try:
            sharing.check_share(organisation, draft)
            if form.step.data == "send" and form.agree():
                services.share_profile(dialogue, organisation, draft, by=actor(), shown=form.shown.data or "")
                flash(_("Your profile is shared for this dialogue."), "success")
                return redirect(url_for(".choose_firm", dialogue_id=dialogue.id), 303)
        except Conflict as error:
            form.agreed.data = False
            form.take(error)
        except DomainError as error:
            form.take(error)
        if form.step.data != "change" and not form.until.errors:
            page = _looked_at(organisation, form, draft)
    return render(
        "dialogues/share.html", dialogue=dialogue, organisation=organisation, receiver=receiver, form=form, **page
    ), form.status


def _looked_at(organisation: Organisation, form: DialogueShareForm, draft: Any) -> dict[str, Any]:
    """Exactly what they will see, and the fingerprint of it in the form."""
    prepared = sharing.prepare(organisation.id, with_plan=draft.with_plan)
    form.shown.data, form.step.data = prepared.sha256, "send"
    read = sharing.read_profile(prepared.levels, prepared.content, today())
    return {"draft": draft, "read": read}


def check_panel(dialogue: Any) -> Markup | None:
    """Beside a dialogue that has a profile: measure yourself in private."""
    if dialogue.profile_id is None:
        return None
    return Markup(render("dialogues/_check.html", dialogue=dialogue))  # noqa: S704 - the template escapes


panels.add("dialogue_aside", 20, check_panel)
