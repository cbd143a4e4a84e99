"""One translation beside its original: what those who check see and decide."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.queries.names import names_of
from app.blueprints.bilingual import bp, policies
from app.blueprints.bilingual.forms.translations import (
    METHOD_WORDS,
    STATUS_COLOURS,
    STATUS_WORDS,
    VerdictForm,
    WithdrawForm,
)
from app.blueprints.bilingual.queries import work as queries
from app.blueprints.bilingual.services import reviewing as services
from app.blueprints.bilingual.services import sources
from app.blueprints.bilingual.terms.translations import OPEN, Status, Work
from app.blueprints.bilingual.views.loaders import get_work, signed_in_first
from app.blueprints.bilingual.views.translating import beside, what_changed
from app.core.access import actor, guard
from app.core.diffs import word_diff
from app.core.errors import Conflict, DomainError
from app.core.render import render


@bp.get("/translations/<int:translation_id>")
@guard(policies.can_read_translation, conceal=True, translation=get_work)
def show_translation(translation: Work) -> ResponseReturnValue:
    return _page(translation, VerdictForm(formdata=None))


@bp.post("/translations/<int:translation_id>/approve")
@guard(policies.can_check, translation=signed_in_first(get_work))
def approve_translation(translation: Work) -> ResponseReturnValue:
    return _decide(translation, services.approve, _("Approved. From now on readers are shown this translation."))


@bp.post("/translations/<int:translation_id>/send-back")
@guard(policies.can_check, translation=signed_in_first(get_work))
def send_back_translation(translation: Work) -> ResponseReturnValue:
    return _decide(translation, services.send_back, _("Sent back. The translator is told what you wrote."))


@bp.post("/translations/<int:translation_id>/confirm")
@guard(policies.can_check, translation=signed_in_first(get_work))
def confirm_translation(translation: Work) -> ResponseReturnValue:
    return _decide(translation, services.confirm, _("Confirmed: the translation holds for the original as it is now."))


def _decide(work: Work, decide: Any, done: str) -> ResponseReturnValue:
    form = VerdictForm()
    if form.validate_on_submit():
        try:
            decide(work.translation, form.verdict(), by=actor())
        except Conflict as error:
            form.conflict = error  # told by the page, with the row as whoever was first has left it
        except DomainError as error:
            form.take(error)
        else:
            flash(done, "success")
            return redirect(url_for(".show_translation", translation_id=work.translation.id), 303)
    return _page(get_work(work.translation.id) if form.conflict else work, form, form.conflict)


@bp.route("/translations/<int:translation_id>/withdraw", methods=["GET", "POST"])
@guard(policies.can_withdraw, translation=signed_in_first(get_work))
def withdraw_translation(translation: Work) -> ResponseReturnValue:
    row, words = translation
    form = WithdrawForm(data={"version": row.version})
    if form.validate_on_submit():
        try:
            services.withdraw(row, form.version.data, by=actor())
        except Conflict as error:
            form.take(error, now_at=row.version)
        else:
            flash(_("The translation is withdrawn. It is shown to nobody any more."), "success")
            return redirect(url_for(".show_text", kind=words.kind, subject_id=words.id), 303)
    return render(
        "bilingual/withdraw.html", form=form, translation=row, words=words, status_words=STATUS_WORDS
    ), form.status


def _page(work: Work, form: VerdictForm, conflict: Conflict | None = None) -> ResponseReturnValue:
    translation, words = work
    who = actor()
    if form.version.data is None or not form.is_submitted() or conflict:
        form.version.data, form.checked_revision.data = translation.version, words.revision
    seen = conflict.checked_revision if isinstance(conflict, services.OriginalChanged) else None
    return render(
        "bilingual/translation.html",
        form=form,
        conflict=conflict,
        already=conflict if isinstance(conflict, services.AlreadyDecided) else None,
        seen=seen,
        translation=translation,
        words=words,
        **beside(words, translation.title, translation.body, translation.lang),
        **what_changed(work, seen),
        compared=_compared(work) if translation.status in (*OPEN, Status.APPROVED) else [],
        people=names_of({translation.translator_id, translation.reviewer_id, translation.withdrawn_by}),
        firms=queries.organisations({translation.translator_for, translation.reviewer_for}),
        may_check=policies.can_check(who, work),
        may_edit=policies.can_edit_translation(who, work) and translation.status in OPEN,
        may_withdraw=policies.can_withdraw(who, work) and translation.status in (*OPEN, Status.APPROVED),
        is_own=who.is_authenticated and who.person_id == translation.translator_id,
        status_words=STATUS_WORDS,
        colours=STATUS_COLOURS,
        method_words=METHOD_WORDS,
        back=sources.url(words.kind, words.id),
    ), form.status


def _compared(work: Work) -> list[tuple[str, list[Any]]]:
    """What differs from the machine's draft, and from the version that readers are shown now."""
    translation, words = work
    found = []
    for state, name in (
        (Status.APPROVED, _("Changed from the version that readers are shown now")),
        (Status.MACHINE, _("Changed from the machine's draft")),
    ):
        other = queries.in_state(words.kind, words.id, translation.lang, state)
        if other is not None and other.id != translation.id and translation.body:
            found.append((name, word_diff(_whole(other), _whole(translation))))
    return found


def _whole(translation: Any) -> str:
    return f"{translation.title}\n\n{translation.body}" if translation.title else str(translation.body)
