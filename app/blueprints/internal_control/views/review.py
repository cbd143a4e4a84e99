"""The yearly review: written down, signed by both sides, and printed."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.internal_control import bp, policies, queries, rules, services
from app.blueprints.internal_control.forms import ReviewForm, SignForm, StaffForm
from app.blueprints.internal_control.models import Review
from app.blueprints.internal_control.views.lines import point_lines
from app.blueprints.journal.queries import entries_about
from app.core.access import actor, guard
from app.core.clock import today
from app.core.errors import Conflict, DomainError
from app.core.render import render

HERE = "/organisations/<int:organisation_id>/internal-control/reviews"
ONE = HERE + "/<int:review_id>"


@bp.get(HERE)
@guard(policies.can_view_control, conceal=True, organisation=get_organisation)
def list_reviews(organisation: Organisation) -> ResponseReturnValue:
    reviews = queries.reviews_of(organisation.id)
    return render(
        "internal_control/reviews.html",
        organisation=organisation,
        reviews=[(review, services.signing_of(review)) for review in reviews],
        may_change=policies.can_change_control(actor(), organisation),
    )


@bp.route(HERE + "/new", methods=["GET", "POST"])
@guard(policies.can_change_control, conceal=True, organisation=get_organisation)
def new_review(organisation: Organisation) -> ResponseReturnValue:
    form = ReviewForm(data={"year": today().year, "held_on": today()} if request.method == "GET" else None)
    if form.validate_on_submit():
        try:
            review = services.write_review(organisation, form.draft(), by=actor())
        except DomainError as error:
            form.take(error)
        else:
            flash(_("The review is written down. Now both sides sign it."), "success")
            return redirect(url_for(".show_review", organisation_id=organisation.id, review_id=review.id), 303)
    return render("internal_control/review_form.html", organisation=organisation, form=form, review=None), form.status


@bp.get(ONE)
@guard(policies.can_view_review, conceal=True, organisation=get_organisation, review=queries.get_review)
def show_review(organisation: Organisation, review: Review) -> ResponseReturnValue:
    return page(organisation, review)


def page(
    organisation: Organisation, review: Review, *, sign: SignForm | None = None, staff: StaffForm | None = None
) -> ResponseReturnValue:
    """The review with what the reader may do; a form that was sent comes back with what is wrong."""
    who, signing = actor(), services.signing_of(review)
    stands = signing in rules.STANDS
    for_firm = not stands and review.signed_at is None and policies.can_sign_for_firm(who, organisation, review)
    for_staff = (
        not stands
        and review.representative_signed_at is None
        and policies.can_sign_for_staff(who, organisation, review)
    )
    sent = sign or staff
    shown = render(
        "internal_control/review.html",
        organisation=organisation,
        review=review,
        signing=signing,
        stands=stands,
        sign=(sign or SignForm(formdata=None, data={"version": review.version})) if for_firm else None,
        staff=(staff or _staff_form(review)) if for_staff else None,
        form=sent,
        names=queries.names_of([review.signed_by_id, review.representative_id, review.recorded_by_id]),
        has_representative=bool(queries.representatives(organisation.id)),
        without=services.is_without_representative(organisation),
        declined=review.representative_signed_at is None and bool(review.representative_comment),
        history=entries_about("internal_control_review", review.id),
        may_change=not stands and policies.can_change_review(who, organisation, review),
    )
    return shown, sent.status if sent else 200


def _staff_form(review: Review) -> StaffForm:
    return StaffForm(formdata=None, data={"version": review.version, "comment": review.representative_comment})


@bp.route(ONE + "/change", methods=["GET", "POST"])
@guard(policies.can_change_review, conceal=True, organisation=get_organisation, review=queries.get_review)
def change_review(organisation: Organisation, review: Review) -> ResponseReturnValue:
    if services.signing_of(review) in rules.STANDS:
        raise Conflict("review_stands")
    form = ReviewForm(obj=review)
    if request.method == "POST":
        form.year.data, form.year.raw_data = review.year, [str(review.year)]
    if form.validate_on_submit():
        try:
            services.change_review(review, form.draft(review.year), by=actor())
        except DomainError as error:
            form.take(error, now_at=review.version)
        else:
            flash(_("The review is saved. Both sides sign what it says now."), "success")
            return redirect(url_for(".show_review", organisation_id=organisation.id, review_id=review.id), 303)
    return render(
        "internal_control/review_form.html",
        organisation=organisation,
        form=form,
        review=review,
        is_signed=review.signed_at is not None or review.representative_signed_at is not None,
    ), form.status


@bp.post(ONE + "/sign")
@guard(policies.can_sign_for_firm, conceal=True, organisation=get_organisation, review=queries.get_review)
def sign_for_firm(organisation: Organisation, review: Review) -> ResponseReturnValue:
    form = SignForm()
    if form.validate_on_submit():
        try:
            services.sign_for_firm(organisation, review, version=form.version.data, by=actor())
        except DomainError as error:
            form.take(error, now_at=review.version)
        else:
            flash(_("You have signed for the firm."), "success")
            return redirect(url_for(".show_review", organisation_id=organisation.id, review_id=review.id), 303)
    return page(organisation, review, sign=form)


@bp.post(ONE + "/answer-for-staff")
@guard(policies.can_sign_for_staff, conceal=True, organisation=get_organisation, review=queries.get_review)
def answer_for_staff(organisation: Organisation, review: Review) -> ResponseReturnValue:
    form = StaffForm()
    if form.validate_on_submit():
        try:
            services.answer_for_staff(review, form.draft(), by=actor())
        except DomainError as error:
            form.take(error, now_at=review.version)
        else:
            flash(_("Your answer for the staff is saved."), "success")
            return redirect(url_for(".show_review", organisation_id=organisation.id, review_id=review.id), 303)
    return page(organisation, review, staff=form)


@bp.get(ONE + "/print")
@guard(policies.can_view_review, conceal=True, organisation=get_organisation, review=queries.get_review)
def print_review(organisation: Organisation, review: Review) -> ResponseReturnValue:
    return render(
        "internal_control/review_print.html",
        organisation=organisation,
        review=review,
        signing=services.signing_of(review),
        names=queries.names_of([review.signed_by_id, review.representative_id]),
        lines=point_lines(organisation.id),
        day_now=today(),
    )
