"""A text's versions, asking for one, taking one in hand, and the editor with the original beside it."""

from itertools import zip_longest
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.queries.names import names_of
from app.blueprints.bilingual import bp, policies
from app.blueprints.bilingual.forms.translations import (
    METHOD_WORDS,
    STATUS_COLOURS,
    STATUS_WORDS,
    BeginForm,
    RequestForm,
    TranslationForm,
)
from app.blueprints.bilingual.installation import engine
from app.blueprints.bilingual.queries import work as queries
from app.blueprints.bilingual.queries.glossary import glossary
from app.blueprints.bilingual.rules import parts as cut
from app.blueprints.bilingual.rules.beside import rows
from app.blueprints.bilingual.services import sources
from app.blueprints.bilingual.services import translations as services
from app.blueprints.bilingual.services.reviewing import findings
from app.blueprints.bilingual.terms.presenting import LANGUAGES, Words
from app.blueprints.bilingual.terms.translations import OPEN, Status, Work
from app.blueprints.bilingual.views.loaders import get_words, get_work, signed_in_first
from app.core import text
from app.core.access import actor, guard
from app.core.diffs import word_diff
from app.core.errors import DomainError, Refused
from app.core.render import render


@bp.get("/translations/<kind>/<int:subject_id>")
@guard(policies.can_read_words, conceal=True, subject=get_words)
def show_text(kind: str, subject: Words) -> ResponseReturnValue:
    """All versions of a text that this reader may see, by language, and what she can do about them."""
    who = actor()
    every = queries.versions_made(kind, subject.id)
    made = [row for row in every if policies.can_read_translation(who, Work(row, subject))]
    people = names_of({number for row in made for number in (row.translator_id, row.reviewer_id, row.withdrawn_by)})
    asked = queries.has_asked([row.id for row in made], who.person_id) if who.is_authenticated else set()
    return render(
        "bilingual/text.html",
        words=subject,
        back=sources.url(kind, subject.id),
        targets=_targets(subject),
        by_machine=_by_machine(subject),
        made={lang: [row for row in made if row.lang == lang] for lang in LANGUAGES},
        open_rows={row.lang: row for row in every if row.status in OPEN},
        fresh={row.id: services.how_fresh(subject, row.source_revision) for row in made},
        people=people,
        asked=asked,
        may_ask=policies.can_request(who, subject),
        may_translate=policies.can_translate(who, subject) and not who.silenced_until,
        form=BeginForm(formdata=None),
        status_words=STATUS_WORDS,
        colours=STATUS_COLOURS,
        method_words=METHOD_WORDS,
    )


def _targets(words: Words) -> list[str]:
    """The languages that it can be translated into, the one that the address asks for first."""
    wanted = request.args.get("to")
    return sorted((lang for lang in LANGUAGES if lang != words.lang), key=lambda lang: lang != wanted)


def _by_machine(words: Words) -> Any:
    """What a machine does here, and what only people do."""
    if not words.machine_allowed:
        return _("Nothing that is written here is sent to a machine: it is translated by people.")
    if engine() is None:
        return _("This site has no machine that translates: it is done by people.")
    return _("A machine drafts between Bokmål and Nynorsk. To and from English, people translate for now.")


@bp.post("/translations/<kind>/<int:subject_id>/request")
@guard(policies.can_request, subject=signed_in_first(get_words))
def request_translation(kind: str, subject: Words) -> ResponseReturnValue:
    form = RequestForm()
    if form.validate_on_submit():
        made = services.request(subject, form.to.data or "", by=actor())
        flash(
            _(
                "Your wish is noted: %(number)s want this. You are told when it is there.",
                number=made.wanted,
            )
            if made.wanted > 1
            else _("Your wish is noted. You are told when the translation is there."),
            "success",
        )
    return redirect(url_for(".show_text", kind=kind, subject_id=subject.id), 303)


@bp.post("/translations/<kind>/<int:subject_id>/begin")
@guard(policies.can_translate, subject=signed_in_first(get_words))
def begin_translation(kind: str, subject: Words) -> ResponseReturnValue:
    form = BeginForm()
    if not form.validate_on_submit():
        return redirect(url_for(".show_text", kind=kind, subject_id=subject.id), 303)
    made = services.begin(subject, form.to.data or "", form.chosen(), by=actor())
    return redirect(url_for(".edit_translation", translation_id=made.id), 303)


@bp.route("/translations/<int:translation_id>/edit", methods=["GET", "POST"])
@guard(policies.can_edit_translation, translation=signed_in_first(get_work))
def edit_translation(translation: Work) -> ResponseReturnValue:
    """The editor. A preview is not kept; what is kept and what is refused stand in the same boxes."""
    row, words = translation
    if row.status not in OPEN and request.method == "GET":
        return redirect(url_for(".show_translation", translation_id=row.id), 302)
    form = TranslationForm(data={"version": row.version, "source_revision": words.revision})
    preview = None
    if form.is_submitted():
        valid = form.validate()
        if valid and "preview" in request.form:
            preview = _preview(form)
        elif valid and (led := _keep(translation, form)):
            return led
    else:
        form.show(row.title, _boxes(words, row.body))
    shown = beside(words, form.title.data or "", form.body if form.is_submitted() else row.body, row.lang)
    form.source_revision.data = words.revision  # what stands beside it on this page
    while len(form.parts) < len(shown["rows"]):
        form.parts.append_entry("")
    return render(
        "bilingual/edit.html",
        form=form,
        translation=row,
        words=words,
        preview=preview,
        boxes=list(zip_longest(shown["rows"], form.parts)),
        **shown,
        **what_changed(translation),
        status_words=STATUS_WORDS,
        method_words=METHOD_WORDS,
        translator=names_of({row.translator_id, row.reviewer_id}),
        home=sources.url(words.kind, words.id),
        back=url_for(".show_text", kind=words.kind, subject_id=words.id),
    ), form.status


def _keep(work: Work, form: TranslationForm) -> ResponseReturnValue | None:
    """Kept, and where to go; None when it was refused, and the form says why."""
    send = "send" in request.form
    try:
        services.save(work.translation, form.draft(), by=actor(), send=send)
    except DomainError as error:
        form.take(error, now_at=work.translation.version)
        return None
    if send:
        flash(_("The translation waits to be checked by somebody else. You are told what comes of it."), "success")
        return redirect(url_for(".show_translation", translation_id=work.translation.id), 303)
    flash(_("Your text is kept."), "success")
    return redirect(url_for(".edit_translation", translation_id=work.translation.id), 303)


def _preview(form: TranslationForm) -> Any:
    try:
        return text.to_html(cut.whole(form.body))
    except Refused as error:
        form.take(error)
        return None


def _boxes(words: Words, body: str) -> list[str]:
    """A box for each paragraph of the original, and one for each that the translation has more."""
    shown = rows(words.body, words.lang, body, glossary())
    return [row.text for row in shown]


def beside(words: Words, title: str, body: str, lang: str) -> dict[str, Any]:
    """The original and the translation in rows, and what is to be said of the translation."""
    try:
        shown = rows(words.body, words.lang, body, glossary())
    except Refused:  # what was typed cannot be read as a text: the form says why
        shown = rows(words.body, words.lang, "", glossary())
    return {
        "rows": shown,
        "title_rows": rows(words.title, words.lang, "", glossary()) if words.title else [],
        "found": findings(words, title, body, lang),
        "ours": cut.count(words.body),
        "theirs": cut.count(body),
    }


def what_changed(work: Work, since: int | None = None) -> dict[str, Any]:
    """What has changed in the original since the revision that the translation is of, or the one that was checked."""
    translation, words = work
    revision = since or translation.source_revision
    if revision >= words.revision or translation.status is Status.REQUESTED:
        return {"source_diff": None, "title_diff": None, "freshness": "fresh"}
    handlers = sources.handlers(words.kind)
    title, body = handlers.said(words.id, revision) if handlers else ("", "")
    return {
        "source_diff": word_diff(body, words.body),
        "title_diff": word_diff(title, words.title) if title != words.title else None,
        "freshness": services.how_fresh(words, revision).value,
    }
