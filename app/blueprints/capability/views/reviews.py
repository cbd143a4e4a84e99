"""A firm asks to be endorsed; the reviewer reads, and answers."""

from datetime import date
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.accounts.terms import MembershipFact, Role
from app.blueprints.capability import bp, policies, queries, services
from app.blueprints.capability.forms import (
    REVIEW_COLORS,
    REVIEW_WORDS,
    AskForm,
    DeclareForm,
    VerdictForm,
    WithdrawForm,
)
from app.blueprints.capability.models import Review
from app.blueprints.capability.terms import (
    LONGEST_ENDORSED_MONTHS,
    MOST_REVIEWERS,
    REVIEWING_KINDS,
    Cause,
    EventLine,
    Number,
    ReviewState,
)
from app.blueprints.capability.views.timeline import lines_of
from app.blueprints.improvement.terms import EVIDENCE_TYPES
from app.core import navigation
from app.core.access import actor, guard, step_up
from app.core.clock import now
from app.core.errors import Conflict, DomainError
from app.core.forms import clean
from app.core.i18n import locale
from app.core.localized import Localized
from app.core.render import render

NOT_TOLD = {"title": "", "issuer": "", "scope": "", "strength": None}  # of what is private, or about a person
DAYS = ("valid_from", "valid_to", "record_from", "record_to")


def menu_item(who: Anyone, organisation: Organisation | MembershipFact | None) -> navigation.Item | None:
    """Those who may answer for a buyer, an interest organisation or a ministry find what was asked of it."""
    if organisation is None or organisation.kind not in REVIEWING_KINDS:
        return None
    number = getattr(organisation, "organisation_id", None) or getattr(organisation, "id", None)
    if number is None or not who.has_role(number, Role.OWNER, Role.EDITOR):
        return None
    return navigation.Item(_("Reviews"), url_for("capability.list_reviews", organisation_id=number))


navigation.add(34, menu_item)


@bp.route("/organisations/<int:organisation_id>/capability/dimensions/<code>/review", methods=["GET", "POST"])
@guard(policies.can_assess, organisation=get_organisation)
def ask_for_review(organisation: Organisation, code: str) -> ResponseReturnValue:
    """The firm chooses whom to ask; a name in the address narrows the list down."""
    standing = next((s for s in queries.three_numbers(organisation.id) if s.code == code), None)
    if standing is None:
        abort(404)
    name = clean(request.args.get("name", ""))[:100]
    found = queries.reviewers(organisation.id, name)
    form = AskForm()
    form.offer(found[:MOST_REVIEWERS])
    status = None
    if form.validate_on_submit():
        try:
            review = services.ask_for_review(organisation, code, form.draft(), by=actor())
        except DomainError as error:
            form.take(error)
            status = error.status
        else:
            flash(_("You have asked to be endorsed. You will be told when there is an answer."), "success")
            return redirect(url_for(".show_own_review", organisation_id=organisation.id, review_id=review.id), 303)
    return render(
        "capability/review_ask.html",
        organisation=organisation,
        standing=standing,
        level_names=[step.in_(locale()) for step in standing.scale],
        form=form,
        name=name,
        narrowing=bool(name) or len(found) > MOST_REVIEWERS,
        too_many=len(found) > MOST_REVIEWERS,
    ), status or form.status


@bp.get("/organisations/<int:organisation_id>/capability/reviews/<int:review_id>")
@guard(policies.can_view_own_review, organisation=get_organisation, review=queries.get_review)
def show_own_review(organisation: Organisation, review: Review) -> ResponseReturnValue:
    """The firm sees what it has put before whom, and what came of it."""
    may_edit = policies.can_withdraw_review(actor(), organisation, review)
    return render(
        "capability/review_own.html",
        organisation=organisation,
        **_parts(review),
        withdraw=WithdrawForm() if may_edit and review.state is ReviewState.ASKED else None,
    )


@bp.post("/organisations/<int:organisation_id>/capability/reviews/<int:review_id>/withdraw")
@guard(policies.can_withdraw_review, organisation=get_organisation, review=queries.get_review)
def withdraw_review(organisation: Organisation, review: Review) -> ResponseReturnValue:
    if not WithdrawForm().validate_on_submit():
        abort(400)
    try:
        services.withdraw_review(review, by=actor())
    except DomainError as error:
        flash(error.message, "warning")
    else:
        flash(_("You no longer ask. The documents are closed to the reviewer again."), "success")
    return redirect(url_for(".show_own_review", organisation_id=organisation.id, review_id=review.id), 303)


@bp.get("/organisations/<int:organisation_id>/reviews")
@guard(policies.can_see_reviews, organisation=get_organisation)
def list_reviews(organisation: Organisation) -> ResponseReturnValue:
    lines = queries.reviews_for(organisation.id)
    return render(
        "capability/reviews.html",
        organisation=organisation,
        lines=lines,
        names={code: name.in_(locale()) for code, name in queries.names_of({line.code for line in lines}).items()},
        review_words=REVIEW_WORDS,
        review_colors=REVIEW_COLORS,
    )


@bp.get("/organisations/<int:organisation_id>/reviews/<int:review_id>")
@guard(policies.can_review, organisation=get_organisation, review=queries.get_review)
def show_review(organisation: Organisation, review: Review) -> ResponseReturnValue:
    """What the firm has put before the reviewer, for whoever has declared to be free to judge it."""
    return _review_page(organisation, review, DeclareForm())


@bp.post("/organisations/<int:organisation_id>/reviews/<int:review_id>/declare")
@guard(policies.can_review, organisation=get_organisation, review=queries.get_review)
def declare_no_conflict(organisation: Organisation, review: Review) -> ResponseReturnValue:
    form = DeclareForm()
    if form.validate_on_submit():
        try:
            services.declare_no_conflict(review, by=actor())
        except DomainError as error:
            form.take(error)
            return _review_page(organisation, review, form), error.status
        return redirect(url_for(".show_review", organisation_id=organisation.id, review_id=review.id), 303)
    return _review_page(organisation, review, form), form.status


@bp.route("/organisations/<int:organisation_id>/reviews/<int:review_id>/decide", methods=["GET", "POST"])
@guard(policies.can_review, organisation=get_organisation, review=queries.get_review)
@step_up
def decide_review(organisation: Organisation, review: Review) -> ResponseReturnValue:
    parts = _parts(review)
    form = VerdictForm(data={"version": review.version})
    declared = queries.declared_at(review.id, actor().person_id) is not None
    form.offer(review, parts["level_names"], declared=declared)
    status = None
    if form.validate_on_submit():
        try:
            services.decide_review(review, form.draft(), by=actor())
        except DomainError as error:
            form.take(error, now_at=review.version)
            status = error.status
            if isinstance(error, Conflict):
                parts = _parts(review)
        else:
            flash(_("Your answer is given. The firm has been told."), "success")
            return redirect(url_for(".show_review", organisation_id=organisation.id, review_id=review.id), 303)
    return render(
        "capability/review_decide.html",
        organisation=organisation,
        **parts,
        form=form,
        declared=declared,
        longest=LONGEST_ENDORSED_MONTHS,
    ), status or form.status


def _review_page(organisation: Organisation, review: Review, form: DeclareForm) -> str:
    person_id = actor().person_id
    return render(
        "capability/review.html",
        organisation=organisation,
        **_parts(review),
        form=form,
        declared=queries.declared_at(review.id, person_id) is not None,
        insider=queries.is_insider(review.organisation_id, person_id, now()),
    )


def _parts(review: Review) -> dict[str, Any]:
    """What both sides' pages show of a review, from the copy that was made when it was asked for."""
    content = review.content
    dimension = content["dimensions"][0]
    scale = [Localized(name) for name in content["scale"]]
    return {
        "review": review,
        "firm": content["organisation"],
        "dimension": Localized(dimension["name"]).in_(locale()),
        "goal": dimension["goal"],
        "level_names": [name.in_(locale()) for name in scale],
        "descriptors": [Localized(text).in_(locale()) for text in content["descriptors"]],
        "evidence": [_line(line, content["opened"]) for line in dimension["evidence"]],
        "former": dimension["endorsements"],
        "history": lines_of(_events(dimension), {}, scale)[::-1],
        "line": queries.review_line(review.id),
        "review_words": REVIEW_WORDS,
        "review_colors": REVIEW_COLORS,
    }


def _events(dimension: dict[str, Any]) -> list[EventLine]:
    return [
        EventLine(
            id=index,
            code=dimension["code"],
            number=Number(event["number"]),
            before=event["before"],
            after=event["after"],
            on_day=date.fromisoformat(event["on_day"]),
            cause=Cause(event["cause"]),
            cause_id=None,
            by=None,
        )
        for index, event in enumerate(dimension["history"])
    ]


def _line(line: dict[str, Any], opened: list[int]) -> dict[str, Any]:
    return {
        **NOT_TOLD,
        **line,
        **{key: date.fromisoformat(line[key]) if line[key] else None for key in DAYS},
        "kind": EVIDENCE_TYPES[line["type"]].name.in_(locale()),
        "is_open": line["id"] in opened,
    }
