"""Who was hurt: a name, kept apart from what happened."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.safety import bp, policies, queries, rules, services
from app.blueprints.safety.forms import NameForm
from app.blueprints.safety.models import Event
from app.blueprints.safety.views.events import back_to
from app.core.access import actor, guard
from app.core.errors import Conflict, Refused
from app.core.render import render


@bp.route("/organisations/<int:organisation_id>/safety/events/<int:event_id>/person", methods=["GET", "POST"])
@guard(policies.can_correct_record, conceal=True, organisation=get_organisation, event=queries.get_event)
def change_name(organisation: Organisation, event: Event) -> ResponseReturnValue:
    hurt = event.people[0] if event.people else None
    form = NameForm(obj=hurt)
    if form.validate_on_submit():
        try:
            services.change_name(event, form.name.data or "", version=form.version.data, by=actor())
        except Conflict as error:
            form.take(error, now_at=hurt.version if hurt else 0)
        except Refused as error:
            form.take(error)
        else:
            said = _("The name is saved.") if form.name.data else _("The name is taken out.")
            return back_to(event, said, "person")
    return render(
        "safety/event_person.html",
        organisation=organisation,
        form=form,
        event=event,
        hurt=hurt,
        leaves_on=rules.name_leaves_on(event.happened_on, serious=event.serious),
    ), form.status
