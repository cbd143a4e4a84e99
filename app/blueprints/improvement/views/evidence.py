"""Evidence: the list, one piece of it, and adding, changing and withdrawing it."""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.accounts.terms import MembershipFact
from app.blueprints.attachments.terms import ACCEPTED, MEGABYTE, MOST_BYTES
from app.blueprints.improvement import bp, policies, queries, rules, services
from app.blueprints.improvement.forms import evidence as wordings
from app.blueprints.improvement.forms.evidence import (
    EndAccessForm,
    EvidenceForm,
    TakeOverForm,
    UploadForm,
    WithdrawEvidenceForm,
    starts_with,
)
from app.blueprints.improvement.models import Evidence, UnfinishedEvidence
from app.blueprints.improvement.terms import (
    EVIDENCE_TYPES,
    UNFINISHED_KEPT_DAYS,
    EvidenceState,
    EvidenceType,
    Source,
    Strength,
    Visibility,
)
from app.blueprints.improvement.views.evidence_succession import older_of
from app.blueprints.journal.queries import entries_about
from app.core import navigation
from app.core.access import actor, guard
from app.core.clock import local, today
from app.core.downloads import answer
from app.core.errors import DomainError, Refused
from app.core.i18n import locale
from app.core.render import render
from app.core.uploads import takes_file

PLAIN_PATH = re.compile(r"[A-Za-z0-9/_-]+")
LIKE_BEFORE = ("title", "reference", "source", "link", "issuer", "scope", "visibility")


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


# ---- adding ------------------------------------------------------------------------------------------------------


@bp.route("/organisations/<int:organisation_id>/evidence/new", methods=["GET", "POST"])
@guard(policies.can_add_evidence, organisation=get_organisation)
def new_evidence(organisation: Organisation) -> ResponseReturnValue:
    kind = EVIDENCE_TYPES.get(request.args.get("type", ""))
    if kind is None:
        return render(
            "improvement/evidence_types.html",
            organisation=organisation,
            groups=_grouped(),
            group_words=wordings.GROUP_WORDS,
            request_id=_request_id(),
            back=_back(organisation),
        )
    form = EvidenceForm(data=_start(organisation, kind))
    form.offer(kind)
    if form.validate_on_submit():
        try:
            return redirect(_next_step(organisation, form), 303)
        except DomainError as error:
            form.take(error)
    return render(
        "improvement/evidence_new.html",
        organisation=organisation,
        form=form,
        kind=kind,
        strongest=wordings.STRENGTH_WORDS[kind.strength],
        request_id=_request_id(),
        back=_back(organisation),
    ), form.status


def _grouped() -> dict[str, list[EvidenceType]]:
    """The kinds of document by what they are to the firm, each group by name."""
    groups: dict[str, list[EvidenceType]] = {name: [] for name in wordings.GROUP_WORDS}
    for kind in sorted(EVIDENCE_TYPES.values(), key=lambda one: one.name.in_(locale()).casefold()):
        others = "others" if kind.strength >= Strength.THIRD_PARTY else "own"
        groups["personal" if kind.personal else "free" if kind.register else others].append(kind)
    return groups


def _start(organisation: Organisation, kind: EvidenceType) -> dict[str, Any]:
    """What the form says before anything is typed: for a newer edition, what the older one says of itself."""
    older = queries.find_evidence(organisation.id, _number("like"))
    if older is None or older.type != kind.code or older.source is Source.REGISTER:
        return {"visibility": Visibility.PRIVATE.value, "source": Source.FILE.value}
    return {name: value for name, value in starts_with(older).items() if name in LIKE_BEFORE}


def _number(name: str) -> int | None:
    typed = request.args.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None


def _request_id() -> int | None:
    """The request that the new evidence is to answer, if any."""
    return _number("request")


def _back(organisation: Organisation) -> str | None:
    """The page of the same firm's from which somebody came to add evidence; an address elsewhere is none."""
    back = request.args.get("back", "")
    ours = f"/{locale()}/organisations/{organisation.id}/"
    return back if back.startswith(ours) and PLAIN_PATH.fullmatch(back) else None


def _next_step(organisation: Organisation, form: EvidenceForm) -> str:
    """Keep what was said; where to go on."""
    draft = form.draft()
    if draft.source is Source.FILE:
        unfinished = services.begin_evidence(organisation, draft, by=actor())
        return url_for(
            ".add_file",
            organisation_id=organisation.id,
            unfinished_id=unfinished.id,
            request=_request_id(),
            back=_back(organisation),
            like=_number("like"),
        )
    return _added(organisation, services.add_evidence(organisation, draft, by=actor()))


def _added(organisation: Organisation, evidence: Evidence) -> str:
    """Where somebody who has added evidence goes: back, to the request that it is to answer, or to its page.

    The page that she came from is told the number of the evidence.
    """
    flash(_("The evidence has been added."), "success")
    if (back := _back(organisation)) is not None:
        return f"{back}?evidence={evidence.id}"
    if (number := _request_id()) is not None:
        return url_for(".answer_request", organisation_id=organisation.id, asked_id=number, evidence=evidence.id)
    return url_for(
        ".show_evidence",
        organisation_id=organisation.id,
        evidence_id=evidence.id,
        like=_number("like"),
    )


@bp.route("/organisations/<int:organisation_id>/evidence/new/<int:unfinished_id>/file", methods=["GET", "POST"])
@guard(policies.can_finish_evidence, conceal=True, organisation=get_organisation, unfinished=queries.get_unfinished)
@takes_file(MOST_BYTES)
def add_file(organisation: Organisation, unfinished: UnfinishedEvidence) -> ResponseReturnValue:
    form, held = UploadForm(), None
    draft = services.draft_of(unfinished)
    if form.validate_on_submit():
        try:
            upload = request.files.get("file")
            if upload is None or not upload.filename:
                raise Refused("file_missing", field="file")
            file = services.take_in_file(organisation, upload.stream, upload.filename, draft=draft, by=actor())
            evidence = services.finish_evidence(organisation, unfinished, file, by=actor())
        except DomainError as error:
            form.take(error)
            held = error.params.get("evidence_id")
        else:
            return redirect(_added(organisation, evidence), 303)
    return render(
        "improvement/evidence_file.html",
        organisation=organisation,
        form=form,
        draft=draft,
        kind=EVIDENCE_TYPES[draft.type],
        held=held,
        accepted=ACCEPTED,
        most=MOST_BYTES // MEGABYTE,
    ), form.status


@bp.post("/organisations/<int:organisation_id>/evidence/new/<int:unfinished_id>/discard")
@guard(policies.can_finish_evidence, conceal=True, organisation=get_organisation, unfinished=queries.get_unfinished)
def discard_unfinished(organisation: Organisation, unfinished: UnfinishedEvidence) -> ResponseReturnValue:
    services.discard_unfinished(unfinished)
    flash(_("What you had written of the document was thrown away."), "success")
    return redirect(url_for(".list_evidence", organisation_id=organisation.id), 303)


# ---- one piece ---------------------------------------------------------------------------------------------------


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
        strength_words=wordings.STRENGTH_WORDS,
        state_words=wordings.STATE_WORDS,
        uses=services.uses_of(organisation.id, [found.id])[found.id],
        answered=queries.requests_answered_by(organisation.id, found.id),
        permits=queries.permits_on(found.id, today()),
        openings=queries.openings_of(found.id, before=_number("before")),
        history=_history(entries),
        may_edit=may_edit,
        older=older,
        left=services.left_to_take_over(older, found) if older else [],
        take_over=TakeOverForm(data={"older": older.id}) if older else None,
        file_kept_until=rules.file_kept_until(local(found.ended_at).date()) if found.ended_at else None,
    )


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
