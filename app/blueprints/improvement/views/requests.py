"""Requests: what a buyer has asked for, what a firm is asked for, and the answers."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.accounts.terms import Kind, MembershipFact
from app.blueprints.improvement import bp, policies, queries, rules, services
from app.blueprints.improvement.forms.requests import (
    REQUEST_COLORS,
    REQUEST_WORDS,
    AnswerRequestForm,
    DeclineRequestForm,
    RequestForm,
    WithdrawRequestForm,
)
from app.blueprints.improvement.models import Request
from app.blueprints.improvement.terms import (
    DOCUMENT_REGISTERS,
    EVIDENCE_TYPES,
    EvidenceFact,
    EvidenceState,
    RequestState,
)
from app.core import navigation
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.clock import today
from app.core.errors import DomainError
from app.core.forms import clean
from app.core.i18n import locale
from app.core.render import format_date, render
from app.core.versioned import VersionedForm


def menu_item(who: Anyone, organisation: Organisation | MembershipFact | None) -> navigation.Item | None:
    """A buyer's own people find what they have asked for in the menu."""
    number = policies.buyer_in_menu(who, organisation)
    return (
        navigation.Item(_("Requests"), url_for("improvement.list_requests", organisation_id=number)) if number else None
    )


navigation.add(29, menu_item)


@bp.get("/organisations/<int:organisation_id>/evidence-requests")
@guard(policies.can_view_requests, organisation=get_organisation)
def list_requests(organisation: Organisation) -> ResponseReturnValue:
    """A buyer sees what it has asked for; anybody else what they are asked for."""
    asked = organisation.kind is Kind.BUYER
    only_open = request.args.get("show") == "open"
    page = queries.requests_of(organisation.id, asked=asked, only_open=only_open, before=asked_number("before"))
    return render(
        "improvement/request_list.html",
        organisation=organisation,
        page=page,
        asked=asked,
        only_open=only_open,
        is_first="before" not in request.args,
        late={line.id for line in page.rows if rules.is_request_late(line.state, line.due_on, today())},
        may_ask=policies.can_ask(actor(), organisation),
        types=EVIDENCE_TYPES,
        registers=DOCUMENT_REGISTERS,
        words=REQUEST_WORDS,
        colors=REQUEST_COLORS,
    )


@bp.route("/organisations/<int:organisation_id>/evidence-requests/new", methods=["GET", "POST"])
@guard(policies.can_ask, organisation=get_organisation)
def new_request(organisation: Organisation) -> ResponseReturnValue:
    """First whom to ask, then what for."""
    typed = clean(request.args.get("find", ""))
    number = asked_number("firm")
    firm = queries.supplier(number) if number is not None else None
    if firm is None:
        return render(
            "improvement/request_find.html",
            organisation=organisation,
            typed=typed,
            found=queries.find_suppliers(typed) if typed else [],
        )
    form, known = RequestForm(type=request.args.get("type", "")), None
    form.offer()
    if form.validate_on_submit():
        try:
            made = services.ask_for(organisation, form.draft(firm.id), by=actor())
        except DomainError as error:
            form.take(error)
            known = error.params.get("request_id")
        else:
            answered = made.state is RequestState.POINTED
            flash(_("Here is your answer at once.") if answered else _("The firm has been asked."), "success")
            return redirect(url_for(".show_request", organisation_id=organisation.id, asked_id=made.id), 303)
    return render(
        "improvement/request_new.html", organisation=organisation, firm=firm, form=form, known=known
    ), form.status


@bp.get("/organisations/<int:organisation_id>/evidence-requests/<int:asked_id>")
@guard(policies.can_view_request, conceal=True, organisation=get_organisation, asked=queries.get_request)
def show_request(organisation: Organisation, asked: Request) -> ResponseReturnValue:
    return _page("request_page", organisation, asked, None)


@bp.route("/organisations/<int:organisation_id>/evidence-requests/<int:asked_id>/answer", methods=["GET", "POST"])
@guard(policies.can_answer_request, conceal=True, organisation=get_organisation, asked=queries.get_request)
def answer_request(organisation: Organisation, asked: Request) -> ResponseReturnValue:
    """With something held; what is of the type that was asked for comes first."""
    held = _answers(organisation.id, asked.type)
    chosen = asked_number("evidence") or (held[0].id if held and held[0].type == asked.type else None)
    form = AnswerRequestForm(data={"version": asked.version, "evidence_id": str(chosen or "")})
    form.offer([(fact.id, _named(fact)) for fact in held])
    if form.validate_on_submit():
        try:
            services.answer_request(
                asked,
                int(form.evidence_id.data),
                answer=form.answer.data or "",
                version=form.version.data,
                by=actor(),
            )
        except DomainError as error:
            form.take(error, now_at=asked.version)
        else:
            flash(_("The request is answered. The buyer can open the document now."), "success")
            return redirect(_list_of(organisation), 303)
    return _page("request_answer", organisation, asked, form)


def _answers(organisation_id: int, code: str) -> list[EvidenceFact]:
    """What the firm could answer with today."""
    facts = queries.evidence_facts(organisation_id)
    held = [fact for fact in facts if fact.state is EvidenceState.HELD and rules.is_valid(None, fact.valid_to, today())]
    return sorted(held, key=lambda fact: (fact.type != code, -fact.strength, fact.type, -fact.id))


def _named(fact: EvidenceFact) -> str:
    name = fact.title or fact.reference
    kind = EVIDENCE_TYPES[fact.type].name.in_(locale())
    if fact.valid_to is None:
        return f"{name} ({kind})"
    return str(_("%(name)s (%(kind)s), valid to %(day)s", name=name, kind=kind, day=format_date(fact.valid_to)))


@bp.route("/organisations/<int:organisation_id>/evidence-requests/<int:asked_id>/decline", methods=["GET", "POST"])
@guard(policies.can_answer_request, conceal=True, organisation=get_organisation, asked=queries.get_request)
def decline_request(organisation: Organisation, asked: Request) -> ResponseReturnValue:
    form = DeclineRequestForm(data={"version": asked.version})
    if form.validate_on_submit():
        try:
            services.decline_request(asked, form.answer.data or "", version=form.version.data, by=actor())
        except DomainError as error:
            form.take(error, now_at=asked.version)
        else:
            flash(_("The request is declined, and the buyer is told why."), "success")
            return redirect(_list_of(organisation), 303)
    return _page("request_decline", organisation, asked, form)


@bp.route("/organisations/<int:organisation_id>/evidence-requests/<int:asked_id>/withdraw", methods=["GET", "POST"])
@guard(policies.can_withdraw_request, conceal=True, organisation=get_organisation, asked=queries.get_request)
def withdraw_request(organisation: Organisation, asked: Request) -> ResponseReturnValue:
    form = WithdrawRequestForm(data={"version": asked.version})
    if form.validate_on_submit():
        try:
            services.withdraw_request(asked, version=form.version.data, by=actor())
        except DomainError as error:
            form.take(error, now_at=asked.version)
        else:
            flash(_("The request is withdrawn."), "success")
            return redirect(_list_of(organisation), 303)
    return _page("request_withdraw", organisation, asked, form)


def _list_of(organisation: Organisation) -> str:
    return url_for(".list_requests", organisation_id=organisation.id)


def _page(name: str, organisation: Organisation, asked: Request, form: VersionedForm | None) -> ResponseReturnValue:
    """A page about one request, with who asks whom for what."""
    who = actor()
    is_asker = asked.asker_id == organisation.id
    other = queries.organisation_name(asked.organisation_id if is_asker else asked.asker_id)
    page = render(
        f"improvement/{name}.html",
        organisation=organisation,
        asked=asked,
        form=form,
        is_asker=is_asker,
        firm=other if is_asker else organisation.name,
        asker=organisation.name if is_asker else other,
        kind=EVIDENCE_TYPES[asked.type],
        register=DOCUMENT_REGISTERS.get(asked.pointer),
        late=rules.is_request_late(asked.state, asked.due_on, today()),
        words=REQUEST_WORDS,
        colors=REQUEST_COLORS,
        may_answer=policies.can_answer_request(who, organisation, asked) and asked.state is RequestState.OPEN,
        may_withdraw=policies.can_withdraw_request(who, organisation, asked) and asked.state is RequestState.OPEN,
        can_open=asked.evidence_id is not None and queries.can_be_opened_by(asked.evidence_id, asked.asker_id, today()),
    )
    return page, form.status if form else 200
