"""The room's front page; making a report; and a report as page, document and JSON."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from app.blueprints.involvement import bp, policies
from app.blueprints.involvement.forms.assessments import ReportForm
from app.blueprints.involvement.forms.words import CONCLUSION_WORDS, HOW_WORDS, PARTY_WORDS, RELATION_WORDS
from app.blueprints.involvement.models import Report
from app.blueprints.involvement.queries import assessments, parties, reports
from app.blueprints.involvement.rules.document import to_docx
from app.blueprints.involvement.rules.sections import Row, Said, sections
from app.blueprints.involvement.services import reports as services
from app.blueprints.involvement.terms.wording import in_words
from app.blueprints.involvement.views.doors import made, opened, opened_of
from app.blueprints.parity.queries import participants, standing
from app.core import downloads
from app.core.access import actor
from app.core.i18n import locale
from app.core.render import render

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ONE = "/dialogues/<int:dialogue_id>/involvement/reports/<int:report_id>"


@bp.get("/dialogues/<int:dialogue_id>/involvement")
@opened
def show_involvement(dialogue: Any) -> ResponseReturnValue:
    return _front(dialogue, ReportForm(lang=locale()))


@bp.post("/dialogues/<int:dialogue_id>/involvement/reports")
@made
def make_report(dialogue: Any) -> ResponseReturnValue:
    form = ReportForm()
    if not form.validate_on_submit():
        return _front(dialogue, form), form.status
    report = services.make_report(dialogue.id, form.lang.data, by=actor())
    flash(_("The report has been made. It stays as it is; its fingerprint is kept."), "success")
    return redirect(url_for(".show_report", dialogue_id=dialogue.id, report_id=report.id), 303)


def _front(dialogue: Any, form: ReportForm) -> str:
    counted = standing(dialogue.id)
    return render(
        "involvement/involvement.html",
        dialogue=dialogue,
        form=form,
        may_keep=policies.can_keep_involvement(actor(), dialogue),
        may_make=policies.can_make_report(actor(), dialogue),
        assessments=assessments.assessments_of(dialogue.id),
        participants=participants(dialogue.id, limit=reports.SHOWN),
        participants_count=counted.participants if counted else 0,
        red=counted.red if counted else 0,
        parties=parties.parties_of(dialogue.id),
        proposal=services.proposal(counted),
        reports=reports.reports_of(dialogue.id),
        conclusion_words=CONCLUSION_WORDS,
        how_words=HOW_WORDS,
        party_words=PARTY_WORDS,
        relation_words=RELATION_WORDS,
    )


@bp.get(ONE)
@opened_of("report", reports.get_report)
def show_report(dialogue: Any, report: Report) -> ResponseReturnValue:
    return render(
        "involvement/report.html",
        dialogue=dialogue,
        report=report,
        sections=sections(report.head),
        marked=_marked(report.lang),
        words=in_words(report.lang),
        maker=reports.maker_of(report),
    )


def _marked(report_lang: str) -> Callable[[Sequence[Row]], list[list[Any]]]:
    """A table's rows with the language of each piece that is not in the report's own."""

    def marked(rows: Sequence[Row]) -> list[list[Any]]:
        return [
            [
                Markup('<span lang="{}">{}</span>').format(cell.lang, cell)
                if isinstance(cell, Said) and cell.lang != report_lang
                else cell
                for cell in row
            ]
            for row in rows
        ]

    return marked


@bp.get(ONE + ".json")
@opened_of("report", reports.get_report)
def show_report_data(dialogue: Any, report: Report) -> ResponseReturnValue:
    """Byte for byte what was hashed: `sha256sum` of the file gives the kept fingerprint."""
    return _file(report.body.encode(), "application/json", report, "json")


@bp.get(ONE + ".docx")
@opened_of("report", reports.get_report)
def show_report_document(dialogue: Any, report: Report) -> ResponseReturnValue:
    return _file(to_docx(report.head, report.sha256), DOCX, report, "docx")


def _file(content: bytes, content_type: str, report: Report, ending: str) -> Response:
    name = f"involvement-report-{report.dialogue_id}-{report.number}-{report.lang}.{ending}"
    return downloads.answer(downloads.Download(name, content_type, len(content), [content]))
