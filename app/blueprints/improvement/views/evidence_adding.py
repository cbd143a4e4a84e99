"""Evidence is added in two steps, so that a refused file loses no text: what it is, then the file."""

import re
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.attachments.terms import ACCEPTED, MEGABYTE, MOST_BYTES
from app.blueprints.improvement import bp, policies, queries, services
from app.blueprints.improvement.forms import evidence as wordings
from app.blueprints.improvement.forms.evidence import EvidenceForm, UploadForm, starts_with
from app.blueprints.improvement.models import Evidence, UnfinishedEvidence
from app.blueprints.improvement.terms import EVIDENCE_TYPES, EvidenceType, Source, Strength, Visibility
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.errors import DomainError, Refused
from app.core.i18n import locale
from app.core.render import render
from app.core.uploads import takes_file

PLAIN_PATH = re.compile(r"[A-Za-z0-9/_-]+")
LIKE_BEFORE = ("title", "reference", "source", "link", "issuer", "scope", "visibility")


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
    older = queries.find_evidence(organisation.id, asked_number("like"))
    if older is None or older.type != kind.code or older.source is Source.REGISTER:
        return {"visibility": Visibility.PRIVATE.value, "source": Source.FILE.value}
    return {name: value for name, value in starts_with(older).items() if name in LIKE_BEFORE}


def _request_id() -> int | None:
    """The request that the new evidence is to answer, if any."""
    return asked_number("request")


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
            like=asked_number("like"),
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
        like=asked_number("like"),
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
