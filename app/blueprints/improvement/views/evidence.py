"""Evidence: the list, one piece of it, and changing and withdrawing it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.accounts.terms import MembershipFact
from app.blueprints.improvement import bp, policies, queries, rules, services
from app.blueprints.improvement.forms import evidence as wordings
from app.blueprints.improvement.forms.evidence import (
    EndAccessForm,
    EvidenceForm,
    TakeOverForm,
    WithdrawEvidenceForm,
    starts_with,
)
from app.blueprints.improvement.models import Evidence
from app.blueprints.improvement.terms import (
    EVIDENCE_TYPES,
    UNFINISHED_KEPT_DAYS,
    EvidenceState,
    Source,
)
from app.blueprints.improvement.views.evidence_succession import older_of
from app.blueprints.journal.queries import entries_about
from app.blueprints.screening.services import documents
from app.blueprints.screening.services.telling import found_lines, how_far
from app.core import navigation
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.clock import local, today
from app.core.downloads import answer
from app.core.errors import DomainError
from app.core.i18n import locale
from app.core.render import render


def menu_item(who: Anyone, organisation: Organisation | MembershipFact | None) -> navigation.Item | None:
    """A supplier's own people find their evidence in the menu."""
    number = policies.supplier_in_menu(who, organisation)
    if not number:
        return None
    requests = url_for("improvement.list_requests", organisation_id=number)
    return navigation.Item(
        _("Evidence"), url_for("improvement.list_evidence", organisation_id=number), within=(requests,)
    )


navigation.add(29, menu_item)


@bp.get("/organisations/<int:organisation_id>/evidence")
@guard(policies.can_view_evidence, organisation=get_organisation)
def list_evidence(organisation: Organisation) -> ResponseReturnValue:
    chosen = _chosen()
    is_first = "after" not in request.args
    may_add = policies.can_add_evidence(actor(), organisation)
    page = queries.list_evidence(
        organisation.id,
        today(),
        code=chosen["code"],
        shown=chosen["shown"],
        ordered=chosen["ordered"],
        after=request.args.get("after"),
    )
    return render(
        "improvement/evidence_list.html",
        organisation=organisation,
        page=page,
        chosen=chosen,
        is_first=is_first,
        unfinished=_unfinished(organisation) if may_add and is_first else [],
        active=sum(bool(chosen[name]) and chosen[name] != usual for name, usual in (("code", ""), ("shown", "held"))),
        open_requests=queries.count_open(organisation.id),
        may_add=may_add,
        **_words(),
    )


def _unfinished(organisation: Organisation) -> list[dict[str, Any]]:
    """What the reader has begun on, and how long it waits for its file."""
    return [
        {
            "id": row.id,
            "draft": services.draft_of(row),
            "kept_until": local(row.created_at).date() + timedelta(days=UNFINISHED_KEPT_DAYS),
        }
        for row in queries.unfinished_by(organisation.id, actor().person_id)
    ]


def _chosen() -> dict[str, str]:
    """What the address asks to be shown; what is none of ours is not asked for."""
    code, shown, ordered = (request.args.get(name, "") for name in ("type", "show", "sort"))
    return {
        "code": code if code in EVIDENCE_TYPES else "",
        "shown": shown if shown in queries.SHOWN else queries.SHOWN[0],
        "ordered": ordered if ordered in queries.SORTED else queries.SORTED[0],
    }


def _words() -> dict[str, Any]:
    """What every page about evidence words things with."""
    return {
        "types": EVIDENCE_TYPES,
        "named_types": sorted((kind.name.in_(locale()), kind.code) for kind in EVIDENCE_TYPES.values()),
        "day": today(),
        "days_left": rules.days_left,
        "visibility_words": wordings.VISIBILITY_NAMES,
        "source_words": wordings.SOURCE_NAMES,
        "shown_words": wordings.SHOWN_WORDS,
        "sort_words": wordings.SORT_WORDS,
    }


@bp.get("/organisations/<int:organisation_id>/evidence/<int:evidence_id>")
@guard(policies.can_open_evidence, conceal=True, organisation=get_organisation, evidence=queries.get_opened)
def show_evidence(organisation: Organisation, evidence: queries.Opened) -> ResponseReturnValue:
    """Its page: all of it for the firm, what it says for whoever has been let in."""
    found, who = evidence.evidence, actor()
    known = {"organisation": organisation, "evidence": found, "kind": EVIDENCE_TYPES[found.type]}
    if not policies.can_view_evidence(who, organisation):
        receiver_id = policies.opens_for(who, evidence)
        if found.source is not Source.FILE and receiver_id is not None:
            services.note_opening(found, receiver_id=receiver_id, by=who)
        return render("improvement/evidence_received.html", **known, **_words())
    entries = entries_about(Evidence.__tablename__, found.id)
    may_edit = policies.can_edit_evidence(who, organisation, found) and found.state is EvidenceState.HELD
    older = older_of(found) if may_edit else None
    return render(
        "improvement/evidence_page.html",
        **known,
        **_words(),
        file=queries.file_of(found),
        read=_read(found.file_id),
        strength_words=wordings.STRENGTH_WORDS,
        state_words=wordings.STATE_WORDS,
        uses=services.uses_of(organisation.id, [found.id])[found.id],
        answered=queries.requests_answered_by(organisation.id, found.id),
        permits=queries.permits_on(found.id, today()),
        openings=queries.openings_of(found.id, before=asked_number("before")),
        history=_history(entries),
        may_edit=may_edit,
        older=older,
        left=services.left_to_take_over(older, found) if older else [],
        take_over=TakeOverForm(data={"older": older.id}) if older else None,
        file_kept_until=rules.file_kept_until(local(found.ended_at).date()) if found.ended_at else None,
    )


def _read(file_id: int | None) -> dict[str, Any] | None:
    """How far the file has been read, and what in it the firm should think of before it shares it."""
    reading = documents.result_of([file_id]).get(file_id) if file_id else None
    if reading is None:
        return None
    return {"how_far": how_far(reading), "found": found_lines(reading), "stops": reading.stops}


def _history(entries: Iterable[Any]) -> list[dict[str, Any]]:
    """What happened to it, newest first, as the component shows it."""
    entries = [entry for entry in entries if entry.what in wordings.HISTORY_WORDS]
    names = queries.names_of({entry.by_id for entry in entries if entry.by_id})
    return [
        {"day": entry.at, "what": wordings.HISTORY_WORDS[entry.what], "who": names.get(entry.by_id)}
        for entry in reversed(entries)
    ]


@bp.get("/organisations/<int:organisation_id>/evidence/<int:evidence_id>/file")
@guard(policies.can_open_evidence, conceal=True, organisation=get_organisation, evidence=queries.get_opened)
def open_evidence_file(organisation: Organisation, evidence: queries.Opened) -> ResponseReturnValue:
    """The file, to be saved; and a line about who opened it."""
    if evidence.evidence.file_id is None:
        abort(404)
    who = actor()
    receiver_id = policies.opens_for(who, evidence) or organisation.id
    return answer(services.open_file(evidence.evidence, receiver_id=receiver_id, by=who))


@bp.route("/organisations/<int:organisation_id>/evidence/<int:evidence_id>/change", methods=["GET", "POST"])
@guard(policies.can_edit_evidence, conceal=True, organisation=get_organisation, evidence=queries.get_evidence)
def change_evidence(organisation: Organisation, evidence: Evidence) -> ResponseReturnValue:
    kind = EVIDENCE_TYPES[evidence.type]
    form = EvidenceForm(data=starts_with(evidence))
    form.offer(kind, source=evidence.source)
    if form.validate_on_submit():
        try:
            services.change_evidence(evidence, form.draft(), by=actor())
        except DomainError as error:
            form.take(error, now_at=evidence.version)
        else:
            flash(_("The evidence was changed."), "success")
            return redirect(_page_of(organisation, evidence), 303)
    return render(
        "improvement/evidence_change.html",
        organisation=organisation,
        evidence=evidence,
        form=form,
        kind=kind,
        strongest=wordings.STRENGTH_WORDS[kind.strength],
        **_words(),
    ), form.status


@bp.route("/organisations/<int:organisation_id>/evidence/<int:evidence_id>/withdraw", methods=["GET", "POST"])
@guard(policies.can_edit_evidence, conceal=True, organisation=get_organisation, evidence=queries.get_evidence)
def withdraw_evidence(organisation: Organisation, evidence: Evidence) -> ResponseReturnValue:
    form = WithdrawEvidenceForm(data={"version": evidence.version})
    if form.validate_on_submit():
        try:
            services.withdraw_evidence(evidence, by=actor(), version=form.version.data)
        except DomainError as error:
            form.take(error, now_at=evidence.version)
        else:
            flash(_("The evidence was withdrawn."), "success")
            return redirect(_page_of(organisation, evidence), 303)
    return render(
        "improvement/evidence_withdraw.html",
        organisation=organisation,
        evidence=evidence,
        kind=EVIDENCE_TYPES[evidence.type],
        form=form,
        uses=services.uses_of(organisation.id, [evidence.id])[evidence.id],
        answered=queries.requests_answered_by(organisation.id, evidence.id),
        permits=queries.permits_on(evidence.id, today()),
    ), form.status


@bp.post("/organisations/<int:organisation_id>/evidence/<int:evidence_id>/access/end")
@guard(policies.can_edit_evidence, conceal=True, organisation=get_organisation, evidence=queries.get_evidence)
def end_access(organisation: Organisation, evidence: Evidence) -> ResponseReturnValue:
    """Take back what a request was answered with; a share is ended where it was made."""
    form = EndAccessForm()
    ground = form.ground.data or ""
    if ground.startswith("request:") and services.end_permits(
        organisation.id, ground, by=actor(), evidence_ids=[evidence.id]
    ):
        flash(_("They can no longer open it."), "success")
    return redirect(_page_of(organisation, evidence), 303)


def _page_of(organisation: Organisation, evidence: Evidence) -> str:
    return url_for(".show_evidence", organisation_id=organisation.id, evidence_id=evidence.id)
