"""The ministry's people add, change, withdraw and bring back concepts, one by one or by a file."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.blueprints.bilingual import bp, policies
from app.blueprints.bilingual.forms.glossary import (
    DOMAIN_WORDS,
    CarryOutForm,
    ConceptForm,
    GlossaryFileForm,
    TurnForm,
)
from app.blueprints.bilingual.models.glossary import Concept, GlossaryFile
from app.blueprints.bilingual.queries import glossary as queries
from app.blueprints.bilingual.rules.glossary_content import from_json
from app.blueprints.bilingual.rules.glossary_csv import LineState, Plan, decoded
from app.blueprints.bilingual.services import glossary as services
from app.blueprints.bilingual.terms.glossary import MOST_CSV_BYTES, MOST_LINES
from app.blueprints.bilingual.views.glossary import language_order, told
from app.core.access import actor, guard
from app.core.errors import Conflict, DomainError, Refused
from app.core.forms import clean
from app.core.render import render
from app.core.uploads import takes_file

SHOWN_LINES = 200  # of each kind, in the preview


@bp.route("/glossary/new", methods=["GET", "POST"])
@guard(policies.can_edit_glossary)
def new_concept() -> ResponseReturnValue:
    form = ConceptForm()
    if form.validate_on_submit():
        try:
            concept = services.add_concept(form.draft(), by=actor())
        except DomainError as error:
            form.take(error)
        else:
            flash(_("The concept is in the glossary."), "success")
            return redirect(url_for(".show_concept", concept_id=concept.id), 303)
    return render("bilingual/glossary_new.html", form=form, language_order=language_order()), form.status


@bp.route("/glossary/<int:concept_id>/change", methods=["GET", "POST"])
@guard(policies.can_edit_glossary, concept=queries.get_concept)
def change_concept(concept: Concept) -> ResponseReturnValue:
    content = from_json(concept.content)
    form = ConceptForm(content, concept.version)
    if form.validate_on_submit():
        try:
            services.change_concept(concept, form.draft(), by=actor())
        except DomainError as error:
            form.take(error, now_at=concept.version)
        else:
            flash(_("The concept was changed."), "success")
            return redirect(url_for(".show_concept", concept_id=concept.id), 303)
    return render(
        "bilingual/glossary_change.html",
        form=form,
        concept=concept,
        content=content,
        language_order=language_order(),
        domain_words=DOMAIN_WORDS,
    ), form.status


@bp.route("/glossary/<int:concept_id>/withdraw", methods=["GET", "POST"])
@guard(policies.can_edit_glossary, concept=queries.get_concept)
def withdraw_concept(concept: Concept) -> ResponseReturnValue:
    return _turn(concept, back=False)


@bp.route("/glossary/<int:concept_id>/bring-back", methods=["GET", "POST"])
@guard(policies.can_edit_glossary, concept=queries.get_concept)
def bring_back_concept(concept: Concept) -> ResponseReturnValue:
    return _turn(concept, back=True)


def _turn(concept: Concept, *, back: bool) -> ResponseReturnValue:
    form = TurnForm(data={"version": concept.version})
    if form.validate_on_submit():
        try:
            if back:
                services.bring_back_concept(concept, form.version.data, by=actor())
                flash(_("The concept is in the glossary again."), "success")
            else:
                services.withdraw_concept(concept, form.version.data, by=actor())
                flash(_("The concept is withdrawn. It can be brought back from its page."), "success")
        except DomainError as error:
            form.take(error, now_at=concept.version)
        else:
            return redirect(url_for(".show_concept", concept_id=concept.id), 303)
    return render(
        "bilingual/glossary_turn.html", form=form, concept=concept, content=from_json(concept.content), back=back
    ), form.status


@bp.route("/glossary/file", methods=["GET", "POST"])
@guard(policies.can_edit_glossary)
@takes_file(MOST_CSV_BYTES)
def new_glossary_file() -> ResponseReturnValue:
    """Choose a file; nothing is done with it before its sender has seen what it would do."""
    form = GlossaryFileForm()
    if form.validate_on_submit() and form.file.data is not None:
        try:
            sent = form.file.data
            body = clean(decoded(sent.stream.read(MOST_CSV_BYTES + 1)))
            kept = services.take_in(body, clean(sent.filename or ""), by=actor())
        except Refused as error:
            form.take(error)
        else:
            return redirect(url_for(".show_glossary_file", file_id=kept.id), 303)
    return render("bilingual/glossary_file.html", form=form, most_lines=MOST_LINES), form.status


@bp.route("/glossary/file/<int:file_id>", methods=["GET", "POST"])
@guard(policies.can_edit_glossary, file=queries.get_file)
def show_glossary_file(file: GlossaryFile) -> ResponseReturnValue:
    """What the file would do, line by line; sent, it is done."""
    form = CarryOutForm(data={"version": queries.glossary_version()})
    if form.validate_on_submit():
        try:
            done = services.carry_out(file, form.version.data, by=actor())
        except Conflict as error:
            form.take(error, now_at=queries.glossary_version())
        else:
            _tell(done)
            return redirect(url_for(".list_glossary"), 303)
    return _preview(file, form)


def _preview(file: GlossaryFile, form: CarryOutForm) -> ResponseReturnValue:
    plan = services.plan(file)
    return render(
        "bilingual/glossary_preview.html",
        form=form,
        file=file,
        plan=plan,
        counts={state.value: len(plan.of(state)) for state in LineState},
        shown={state.value: plan.of(state)[:SHOWN_LINES] for state in LineState},
        told={line.number: told(line.changes) for line in plan.of(LineState.CHANGED)[:SHOWN_LINES]},
    ), form.status


def _tell(done: Plan) -> None:
    added, changed, refused = (len(done.of(one)) for one in (LineState.ADDED, LineState.CHANGED, LineState.REFUSED))
    flash(_("The file is carried out: %(added)s added, %(changed)s changed.", added=added, changed=changed), "success")
    if refused:
        flash(
            ngettext("%(num)s line was left out.", "%(num)s lines were left out.", refused),
            "warning",
        )
