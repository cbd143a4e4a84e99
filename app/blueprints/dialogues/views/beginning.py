"""How a dialogue begins: with a problem, with a template, or as a copy of an earlier one."""

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.dialogues import bp, policies, queries
from app.blueprints.dialogues.forms.dialogues import NewDialogueForm, VersionForm
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.dialogues.rules.shipped import SHIPPED, shipped
from app.blueprints.dialogues.services import copying
from app.blueprints.dialogues.services import dialogues as services
from app.blueprints.dialogues.views.wizard import own, to
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.errors import Refused
from app.core.i18n import locale
from app.core.once import new_key
from app.core.render import render


@bp.route("/organisations/<int:organisation_id>/dialogues/new", methods=["GET", "POST"])
@guard(policies.can_start_dialogue, organisation=get_organisation)
def start_dialogue(organisation: Organisation) -> ResponseReturnValue:
    """`?template=` names a shipped one, whose purpose, scope and phases then stand in the draft."""
    template = shipped(request.args.get("template", ""))
    form = NewDialogueForm(lang=locale())
    if form.validate_on_submit():
        lang, title, summary = form.lang.data, form.title.data or "", form.summary.data or ""
        try:
            if template:
                made = copying.start_from_shipped(template, organisation.id, lang, title, summary, by=actor())
            else:
                made = services.start_dialogue(organisation.id, lang, title=title, summary=summary, by=actor())
            return to("edit_texts", made)
        except Refused as error:
            form.take(error)
    return render("dialogues/start.html", form=form, organisation=organisation, template=template), form.status


@bp.get("/organisations/<int:organisation_id>/dialogues/new/from")
@guard(policies.can_start_dialogue, organisation=get_organisation)
def choose_start(organisation: Organisation) -> ResponseReturnValue:
    templates, _more = queries.dialogues_of(organisation.id, templates=True)
    earlier, older = queries.dialogues_of(organisation.id, asked_number("after"), templates=False)
    return render(
        "dialogues/choose_start.html",
        organisation=organisation,
        shipped=SHIPPED,
        templates=templates,
        earlier=earlier,
        older=older,
        once=new_key(),
    )


@bp.post("/dialogues/<int:dialogue_id>/copy")
@own
def copy_dialogue(dialogue: Dialogue) -> ResponseReturnValue:
    """For the buyer that is named, which must be one of its hosts and the actor's."""
    mine = policies.buyers_of(actor(), dialogue.host_ids)
    wanted = request.form.get("organisation_id", "")
    buyer = next((each for each in mine if str(each.organisation_id) == wanted), mine[0])
    made = copying.copy_dialogue(dialogue, buyer.organisation_id, by=actor())
    flash(_("This is a draft of its own now. Its days begin today: change what is different this time."), "success")
    return to("edit_texts", made)


@bp.post("/dialogues/<int:dialogue_id>/template")
@guard(policies.can_lead_dialogue, conceal=True, dialogue=queries.get_dialogue)
def keep_as_template(dialogue: Dialogue) -> ResponseReturnValue:
    made = copying.keep_as_template(dialogue, by=actor())
    flash(_("Kept as a template. You find it when you begin a new dialogue."), "success")
    return to("show_desk", made)


@bp.post("/dialogues/<int:dialogue_id>/template/drop")
@guard(policies.can_lead_dialogue, conceal=True, dialogue=queries.get_dialogue)
def drop_template(dialogue: Dialogue) -> ResponseReturnValue:
    copying.drop_template(dialogue, int(VersionForm().version.data or 0), by=actor())
    flash(_("It is an ordinary draft again."), "success")
    return to("show_desk", dialogue)
