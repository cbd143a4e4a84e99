"""Somebody else than whoever is responsible sees whether an action worked."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.improvement import bp, policies, queries, services
from app.blueprints.improvement.forms import STATUS_WORDS, CheckForm
from app.blueprints.improvement.models import Action
from app.blueprints.improvement.views.choices import evidence_line, evidence_that_counts
from app.blueprints.improvement.views.plan import described
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.clock import today
from app.core.errors import DomainError
from app.core.render import render


@bp.route("/organisations/<int:organisation_id>/plan/actions/<int:action_id>/check", methods=["GET", "POST"])
@guard(policies.can_check_effect, organisation=get_organisation, action=queries.get_action)
def check_effect(organisation: Organisation, action: Action) -> ResponseReturnValue:
    """Whoever took part is told who may check instead."""
    form = CheckForm(data={"version": action.version, "checked_on": today(), "evidence": [asked_number("evidence")]})
    facts = evidence_that_counts(organisation.id, action.expected)
    form.evidence.choices = [SelectChoice(fact.id, evidence_line(fact)) for fact in facts]
    people = services.people_to_check(action)
    if form.validate_on_submit():
        draft = form.draft()
        try:
            services.check_effect(action, draft, by=actor())
        except DomainError as error:
            form.take(error, now_at=action.version)
        else:
            flash(_("The effect is seen.") if draft.effective else _("The action goes on, with a new day."), "success")
            return redirect(url_for(".show_action", organisation_id=organisation.id, action_id=action.id), 303)
    abouts = described(organisation, {action.subject}, is_member=True) if action.subject else {}
    return render(
        "improvement/check_effect.html",
        organisation=organisation,
        action=action,
        form=form,
        about=abouts.get(action.subject),
        owner=queries.name_of(action.owner_id),
        checks=queries.checks_of(action),
        people=[person.name for person in people],
        may_check=actor().person_id in {person.id for person in people},
        waits_for_check=action.status == "done" and services.is_checked_by_another(action.subject),
        facts_held=bool(facts),
        status_words=STATUS_WORDS,
    ), form.status
