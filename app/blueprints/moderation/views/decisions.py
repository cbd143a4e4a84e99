"""What the author reads of a decision, and all that was decided about hers."""

from datetime import datetime
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.terms import Actor, Role, Visitor
from app.blueprints.moderation import bp, policies, queries, services
from app.blueprints.moderation.forms.appeals import (
    ANSWER_WORDS,
    GROUND_WORDS,
    OUTCOME_OF_APPEAL,
    TO_THE_AUTHOR,
    AppealForm,
)
from app.blueprints.moderation.forms.words import OUTCOME_WORDS
from app.blueprints.moderation.installation import settings
from app.blueprints.moderation.models import Appeal, Decision
from app.blueprints.moderation.queries import appeals, measures
from app.blueprints.moderation.rules.appealing import last_day
from app.blueprints.moderation.rules.reasons import reasons_as_given
from app.blueprints.moderation.services.appeals import standing_of
from app.blueprints.moderation.terms.appeals import TIME_TO_ANSWER, Outcome, Standing
from app.blueprints.moderation.terms.decisions import ABOUT_THE_AUTHOR
from app.blueprints.moderation.terms.subjects import Description, Visibility
from app.core import clock, navigation
from app.core.access import actor, guard, signed_in_first
from app.core.addresses import asked_number
from app.core.render import format_date, render


@bp.get("/decisions/<int:decision_id>")
@guard(policies.can_view_decision, decision=signed_in_first(queries.get_decision))
def show_decision(decision: Decision) -> ResponseReturnValue:
    return decision_page(decision, None)


@bp.get("/decisions")
@guard(policies.can_list_decisions)
def list_decisions() -> ResponseReturnValue:
    """What was decided about what the reader wrote, and about what her organisations answer for."""
    me = actor()
    owned = [fact.organisation_id for fact in me.memberships if fact.role is Role.OWNER]
    page = appeals.decisions_about(me.person_id, owned, asked_number("after"))
    return render(
        "moderation/decisions.html",
        page=page,
        first_url=url_for(".list_decisions") if asked_number("after") else None,
        next_url=url_for(".list_decisions", after=page.after) if page.after else None,
        outcome_words=OUTCOME_WORDS,
        answer_words=ANSWER_WORDS,
        outcome_of_appeal=OUTCOME_OF_APPEAL,
        standing_of=standing_of,
        last_day=last_day,
        standings=Standing,
    )


def decision_page(decision: Decision, form: AppealForm | None, status: int = 200) -> ResponseReturnValue:
    """The statement, the facts, where it stands now, and the appeal: how to make it, or how it stands."""
    about = services.describe(decision.subject_type, decision.subject_id)
    appeal, stood_at = appeals.appeal_of(decision.id), appeals.stood_at(decision.id)
    standing = standing_of(decision, appeal, stood_at)
    is_about = policies.is_about(actor(), decision)
    shows_names = settings().moderation_shows_names or actor().is_moderator
    is_open = about is not None and about.visibility is not Visibility.HIDDEN
    page = render(
        "moderation/decision.html",
        decision=decision,
        outcome_words=OUTCOME_WORDS,
        answer_words=ANSWER_WORDS,
        outcome_of_appeal=OUTCOME_OF_APPEAL,
        to_the_author=TO_THE_AUTHOR,
        grounds=GROUND_WORDS,
        reasons=reasons_as_given(decision.reasons, decision.reason_versions),
        url=services.subject(decision.subject_type).url(decision.subject_id) if is_open else None,
        is_author=is_about,
        sent_back=about is not None and about.visibility is Visibility.RETURNED,
        names=queries.names([decision.decided_by, decision.proposed_by]) if shows_names else {},
        now_stands=now_stands(decision, about, appeal),
        appeal=appeal,
        answer=queries.get_decision(appeal.answer_id) if appeal and appeal.answer_id else None,
        due=appeal.created_at + TIME_TO_ANSWER if appeal else None,
        standing=standing,
        standings=Standing,
        until=last_day(stood_at) if stood_at else None,
        form=form or AppealForm(formdata=None),
    )
    return page, status


def now_stands(decision: Decision, about: Description | None, appeal: Appeal | None) -> list[str]:
    """What has become of it, in sentences."""
    said = []
    if appeal is not None and appeal.outcome is Outcome.OVERTURNED:
        said.append(_("The decision was taken back after your appeal."))
    elif appeal is not None and appeal.outcome is Outcome.CHANGED:
        said.append(_("The decision was changed after your appeal."))
    if decision.action in ABOUT_THE_AUTHOR:
        measure = measures.measure_of(decision.id)
        if measure is not None and measure.lifted_at is not None:
            said.append(_("The measure has been lifted."))
        elif measure is not None and measure.until is not None and measure.until <= clock.now():
            said.append(_("The measure has come to its end."))
        elif measure is not None and measure.until is not None:
            said.append(_("The measure holds up to and including %(day)s.", day=_day(measure.until)))
        return said
    words = {
        Visibility.PUBLIC: _("The text is published."),
        Visibility.WAITING: _("The text waits for a moderator, and is not published."),
        Visibility.HIDDEN: _("The text is hidden. It has been kept."),
        Visibility.RETURNED: _("The text is back with its author, who can change it and publish it again."),
    }
    said.append(words[about.visibility] if about else _("The text is no longer there."))
    return said


def _day(until: datetime) -> str:
    return format_date(clock.last_day_before(until))


def _inbox_section(who: Actor | Visitor, _organisation: Any) -> navigation.Item | None:
    return navigation.Item(_("Decisions about you"), url_for("moderation.list_decisions"))


navigation.add_section("inbox", 60, _inbox_section)
