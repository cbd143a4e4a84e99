"""A reader reports a thing, with or without an account."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.terms import Visitor
from app.blueprints.bilingual.rules.presenting import needs_versions, reader_of
from app.blueprints.moderation import bp, policies, services
from app.blueprints.moderation.forms.reports import TRANSLATION, OpenReportForm, ReportForm
from app.blueprints.moderation.services import reports
from app.blueprints.moderation.terms.subjects import AsRead, Thing
from app.core.access import actor, guard, public, stateless
from app.core.errors import DomainError, Throttled
from app.core.i18n import locale
from app.core.render import render

NOTHING_TYPED = ("once", "csrf_token", "seen_sha256", "reason")


def _reported(subject_id: int) -> Thing | None:
    return reports.find(str((request.view_args or {})["subject_type"]), subject_id)


@bp.route("/report/<subject_type>/<int:subject_id>", methods=["GET", "POST"])
@guard(policies.can_report, subject=_reported)
def report(subject_type: str, subject: Thing | None) -> ResponseReturnValue:
    if subject is None:
        return _gone()
    if not actor().is_authenticated:
        if request.method == "POST":
            abort(401)  # she was signed in when she began: what she wrote is kept, and sent when she is again
        what = TRANSLATION if _is_translation(subject_type) else None
        return redirect(
            url_for(".report_openly", subject_type=subject_type, subject_id=subject.subject_id, what=what), 303
        )
    form = ReportForm(subject, about_translation=_is_translation(subject_type))
    if form.validate_on_submit():
        try:
            reports.report(subject, form.draft(), seen_sha256=form.seen_sha256.data or "", by=actor())
        except DomainError as error:
            return _again(form, subject, error)
        flash(_("Thank you. A moderator will look at it, and you will be told what came of it."), "success")
        return redirect(subject.handlers.url(subject.subject_id), 303)
    return _page(form, subject), form.status


@bp.route("/report/<subject_type>/<int:subject_id>/open", methods=["GET", "POST"])
@public
@stateless
def report_openly(subject_type: str, subject_id: int) -> ResponseReturnValue:
    """For somebody without an account, on what everybody may read. Who is signed in on the machine plays no part."""
    thing = reports.find(subject_type, subject_id)
    if thing is None:
        return _gone()
    if not thing.is_seen_by(Visitor()):
        abort(401)
    form = OpenReportForm(thing, about_translation=_is_translation(subject_type))
    if form.validate_on_submit():
        seen = form.seen_sha256.data or ""
        try:
            reports.report_openly(thing, form.draft(), seen_sha256=seen, remote=request.remote_addr)
        except DomainError as error:
            return _again(form, thing, error)
        return redirect(url_for(".report_received", answer="yes" if form.answer_to else None), 303)
    return _page(form, thing), form.status


@bp.get("/report/received")
@public
def report_received() -> ResponseReturnValue:
    return render("moderation/report_received.html", answer=request.args.get("answer") == "yes")


def _is_translation(subject_type: str) -> bool:
    """Whether it is the words of a translation that are complained of."""
    return TRANSLATION in (subject_type, request.args.get("what"))


def _gone() -> ResponseReturnValue:
    """It was withdrawn, or a moderator was there first. What she wrote can be copied."""
    typed = [(name, value) for name, value in request.form.items() if name not in NOTHING_TYPED and value]
    return render("moderation/report_gone.html", typed=typed), 404


def _again(form: ReportForm, thing: Thing, error: DomainError) -> ResponseReturnValue:
    """The page once more with what was written, on the text as it is now."""
    wait = error if isinstance(error, Throttled) else None
    if wait is None:
        form.take(error)
    thing = services.find_thing(thing.subject_type, thing.subject_id)
    form.seen_sha256.data = thing.about.sha256
    headers = {"Retry-After": str(max(1, int(wait.wait.total_seconds())))} if wait else {}
    return _page(form, thing, wait=wait), error.status, headers


def _page(form: ReportForm, thing: Thing, wait: Throttled | None = None) -> str:
    return render(
        "moderation/report.html",
        form=form,
        subject=thing,
        read=_read(thing),
        url=thing.handlers.url(thing.subject_id),
        wait=wait,
        is_open=isinstance(form, OpenReportForm),
        **_words(thing),
    )


def _read(thing: Thing) -> AsRead | None:
    """The words in which this reader saw it, when they are not its own."""
    reader = reader_of(actor(), locale())
    if not needs_versions([thing.about.language], reader):
        return None
    key = (thing.subject_type, thing.subject_id)
    found = services.as_read([key], reader).get(key)
    return found if found and found.shown.version else None


def _words(thing: Thing) -> dict[str, Any]:
    return {"kind": str(thing.handlers.name), "about_translation": _is_translation(thing.subject_type)}
