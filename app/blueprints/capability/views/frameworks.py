"""Frameworks: everybody reads them, a buyer adds dimensions of its own, an administrator the common ones."""

import json
from datetime import date
from typing import Any

from flask import Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import is_administrator
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.capability import bp, policies, queries, rules, services
from app.blueprints.capability.forms import DimensionForm, FrameworkFileForm, FrameworkStoreForm, StartForm, fault_text
from app.blueprints.capability.models import Framework
from app.blueprints.capability.terms import (
    DEFAULT_FRAMEWORK,
    LEVELS,
    TEXTS,
    ChangeKind,
    Data,
    Fault,
    own_code,
)
from app.core.access import actor, guard, public, step_up
from app.core.addresses import asked_number
from app.core.errors import Conflict, DomainError
from app.core.i18n import locale
from app.core.render import render

PER_PAGE = 50
MOST_PAGES = 1_000
JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _framework(code: str, version: int) -> Framework:
    return queries.find_framework(code, version) or abort(404)


def _file(data: Data, kind: str) -> Response:
    """The framework as a file to be kept, under its own code and version."""
    content = rules.to_workbook(data) if kind == "xlsx" else rules.to_json(data).encode()
    answer = Response(content, mimetype=XLSX if kind == "xlsx" else JSON)
    answer.headers["Content-Disposition"] = f'attachment; filename="{data["code"]}-{data["version"]}.{kind}"'
    return answer


def _told(faults: tuple[Fault, ...]) -> list[tuple[str, str, str, str]]:
    """What is wrong, and where: sheet, row, column or place."""
    return [(fault_text(fault), fault.sheet, str(fault.row or ""), fault.where) for fault in faults]


@bp.get("/frameworks")
@public
def list_frameworks() -> ResponseReturnValue:
    page = asked_number("page") or 1
    if page > MOST_PAGES:
        abort(404)
    own, total = queries.own_versions(PER_PAGE, (page - 1) * PER_PAGE)
    pages = max(1, -(-total // PER_PAGE))
    if page > pages:
        abort(404)
    common = queries.versions_of(DEFAULT_FRAMEWORK)
    in_force = next((version.version for version in common if version.in_force), 0)
    return render("capability/frameworks.html", common=common, in_force=in_force, own=own, page=page, pages=pages)


@bp.get("/frameworks/<code>/<int:version>")
@public
def show_framework(code: str, version: int) -> ResponseReturnValue:
    framework = _framework(code, version)
    versions = queries.versions_of(code)
    shown = next(line for line in versions if line.version == version)
    # The common dimensions have a place of their own in a firm's menu; a buyer's own are begun on from here.
    firms = policies.assesses_for(actor()) if shown.in_force and framework.organisation_id else []
    return render(
        "capability/framework.html",
        framework=framework,
        shown=shown,
        versions=versions,
        current=next((line for line in versions if line.in_force), None),
        level_names=[framework.level_name(number, locale()) for number in LEVELS],
        firms=firms,
        form=StartForm() if firms else None,
    )


@bp.get("/frameworks/<code>/<int:version>.<any(json, xlsx):kind>")
@public
def download_framework(code: str, version: int, kind: str) -> ResponseReturnValue:
    return _file(_framework(code, version).as_data(), kind)


# ---- a buyer's own -----------------------------------------------------------------------------------------------


@bp.get("/organisations/<int:organisation_id>/capability/dimensions")
@guard(policies.can_view_own_dimensions, organisation=get_organisation)
def show_own_dimensions(organisation: Organisation) -> ResponseReturnValue:
    return render(
        "capability/framework_own.html",
        organisation=organisation,
        framework=queries.newest_version(own_code(organisation.id)),
        versions=queries.versions_of(own_code(organisation.id)),
        may_edit=policies.can_keep_dimensions(actor(), organisation),
        may_if_verified=policies.can_assess(actor(), organisation),
    )


@bp.get("/organisations/<int:organisation_id>/capability/dimensions/template.<any(json, xlsx):kind>")
@guard(policies.can_keep_dimensions, organisation=get_organisation)
def download_template(organisation: Organisation, kind: str) -> ResponseReturnValue:
    former = queries.newest_version(own_code(organisation.id))
    data = services.template(organisation, former)
    return _file(data, kind)


@bp.route("/organisations/<int:organisation_id>/capability/dimensions/upload", methods=["GET", "POST"])
@guard(policies.can_keep_dimensions, organisation=get_organisation)
def upload_dimensions(organisation: Organisation) -> ResponseReturnValue:
    form = FrameworkFileForm()
    status = 200
    if form.validate_on_submit() and form.reading and form.reading.data:
        try:
            stored = services.add_version(form.reading.data, organisation=organisation, by=actor())
        except DomainError as error:
            status = _refused(form, error)
        else:
            flash(_("Version %(version)s of your own dimensions is stored.", version=stored.version), "success")
            return redirect(url_for(".show_own_dimensions", organisation_id=organisation.id), 303)
    return render(
        "capability/framework_upload.html",
        organisation=organisation,
        form=form,
        code=own_code(organisation.id),
        faults=_told(form.faults),
    ), (form.status if status == 200 else status)


def _refused(form: FrameworkFileForm, error: DomainError) -> int:
    """Put it at the field of the file, whatever it concerns: there is no other."""
    form.file.errors = [*form.file.errors, error.message]
    return error.status


@bp.route("/organisations/<int:organisation_id>/capability/dimensions/new", methods=["GET", "POST"])
@guard(policies.can_keep_dimensions, organisation=get_organisation)
def new_dimension(organisation: Organisation) -> ResponseReturnValue:
    former = queries.newest_version(own_code(organisation.id))
    read = former.version if former else 0
    form = DimensionForm(version=str(read))
    if form.validate_on_submit():
        try:
            stored = services.add_dimension(organisation, form.draft(), by=actor())
        except DomainError as error:
            form.take(error, now_at=read)
        else:
            flash(_("Version %(version)s of your own dimensions is stored.", version=stored.version), "success")
            return redirect(url_for(".show_own_dimensions", organisation_id=organisation.id), 303)
    scale = former.scale if former else services.next_version(organisation, None)["scale"]
    return render(
        "capability/framework_dimension.html",
        organisation=organisation,
        form=form,
        texts=TEXTS,
        there=former.dimensions if former else [],
        level_names=[text[locale()] for text in scale],
    ), form.status


# ---- the common ones ---------------------------------------------------------------------------------------------


@bp.route("/frameworks/import", methods=["GET", "POST"])
@guard(is_administrator)
@step_up
def import_framework() -> ResponseReturnValue:
    """A file is shown for what it would change before anything is stored."""
    form = FrameworkFileForm()
    former = queries.newest_version(DEFAULT_FRAMEWORK)
    status = 200
    if form.validate_on_submit() and form.reading and form.reading.data:
        try:
            services.check_version(form.reading.data, former, None)
        except DomainError as error:
            status = _refused(form, error)
        else:
            return _shown_before_stored(form.reading.data, former)
    return render(
        "capability/framework_import.html",
        form=form,
        former=former,
        faults=_told(form.faults),
    ), (form.status if status == 200 else status)


def _shown_before_stored(data: Data, former: Framework | None) -> str:
    return render(
        "capability/framework_difference.html",
        data=data,
        valid_from=date.fromisoformat(data["valid_from"]),
        # In ASCII: a form's text is tidied on its way in, and of a file every character counts.
        form=FrameworkStoreForm(formdata=None, content=json.dumps(data, separators=(",", ":"))),
        **_difference(former.as_data() if former else {"dimensions": [], "scale": data["scale"]}, data),
    )


def _difference(old: Any, new: Any) -> dict[str, Any]:
    changes = rules.compare(old, new)
    return {
        "changes": changes,
        "counts": {kind.value: len(rules.of_kind(changes, kind)) for kind in ChangeKind},
        "scale_changes": list(rules.level_changes(old["scale"], new["scale"])),
    }


@bp.post("/frameworks/import/store")
@guard(is_administrator)
@step_up
def store_framework() -> ResponseReturnValue:
    form = FrameworkStoreForm()
    reading = rules.from_json(form.content.data or "")
    if not form.validate_on_submit() or reading.data is None:
        abort(400)
    stored = services.add_version(reading.data, by=actor())
    flash(_("Version %(version)s is stored.", version=stored.version), "success")
    return redirect(url_for(".show_framework", code=stored.code, version=stored.version), 303)


# ---- moving to a newer version -----------------------------------------------------------------------------------


@bp.route("/organisations/<int:organisation_id>/capability/move", methods=["GET", "POST"])
@guard(policies.can_assess, organisation=get_organisation)
def move_assessment(organisation: Organisation) -> ResponseReturnValue:
    """What is the same, changed, new and gone; then an assessment of the new version that begins with what was said."""
    code = request.args.get("framework", DEFAULT_FRAMEWORK)
    if not rules.is_framework_code(code):
        abort(404)
    form = StartForm()
    if form.validate_on_submit():
        assessment = services.move_assessment(organisation, by=actor(), code=code)
        flash(_("You are on the new version. What is the same is taken over; go through the rest."), "success")
        return redirect(url_for(".show_assessment", organisation_id=organisation.id, assessment_id=assessment.id), 303)
    new = queries.framework_in_force(code)
    latest = queries.latest_version(organisation.id, code)
    if new is None or latest is None:
        abort(404)
    if latest >= new.version:
        raise Conflict("nothing_to_move")
    old = queries.get_framework(code, latest)
    return render(
        "capability/move.html",
        organisation=organisation,
        form=form,
        old=old,
        new=new,
        former=queries.former_answers_to(organisation.id, new),
        level_names=[new.level_name(number, locale()) for number in LEVELS],
        old_level_names=[old.level_name(number, locale()) for number in LEVELS],
        **_difference(old.as_data(), new.as_data()),
    )
