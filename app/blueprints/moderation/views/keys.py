"""Which key does what for a moderator: each can be changed, and all can be switched off (WCAG 2.1.4)."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.moderation import bp, policies
from app.blueprints.moderation.forms.keys import KeysForm
from app.blueprints.moderation.queries.keys import get_keys
from app.blueprints.moderation.services.keys import choose_keys
from app.blueprints.moderation.terms.keys import DEFAULT_KEYS, chosen_keys
from app.core.access import actor, guard
from app.core.render import render


def keys_of(person_id: int) -> dict[str, str] | None:
    """Act -> key, as she has chosen; None when she has switched them all off. One statement."""
    kept = get_keys(person_id)
    return chosen_keys(kept.keys if kept else None, on=kept is None or kept.on)


@bp.route("/moderation/keys", methods=["GET", "POST"])
@guard(policies.can_moderate)
def show_keys() -> ResponseReturnValue:
    form = KeysForm()
    if form.validate_on_submit():
        choose_keys(form.chosen, on=form.on.data, by=actor())
        flash(_("Your keys are kept.") if form.on.data else _("The keys are switched off."), "success")
        return redirect(url_for(".show_keys"), 303)
    if not form.is_submitted():
        kept = get_keys(actor().person_id)
        form.on.data = kept is None or kept.on
        form.show({**DEFAULT_KEYS, **(kept.keys if kept else {})})
    return render("moderation/keys.html", form=form), form.status
