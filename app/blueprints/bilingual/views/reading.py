"""A person's own choice of how she reads what is written in other languages."""

from dataclasses import replace
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.policies import can_manage_account
from app.blueprints.accounts.queries.people import get_person
from app.blueprints.accounts.services.people import change_reading
from app.blueprints.bilingual import bp
from app.blueprints.bilingual.forms.reading import ReadingForm
from app.blueprints.bilingual.rules.examples import example, foreign
from app.blueprints.bilingual.terms.presenting import READ_ALIKE, Reader, Translate
from app.core.access import actor, guard
from app.core.clock import today
from app.core.errors import StaleVersion
from app.core.i18n import LOCALES, locale
from app.core.render import render


@bp.route("/account/languages", methods=["GET", "POST"])
@guard(can_manage_account)
def choose_reading() -> ResponseReturnValue:
    """With `preview`, what is chosen is shown and not kept."""
    me = get_person(actor().person_id)
    form = ReadingForm(obj=me)
    if form.validate_on_submit() and "preview" not in request.form:
        try:
            change_reading(me, form.draft(), by=actor())
        except StaleVersion as error:
            form.take(error, now_at=me.version)
        else:
            flash(_("Your choice is saved. It holds for pages, mail and digests."), "success")
            return redirect(url_for(".choose_reading"), 303)
    return render("bilingual/reading.html", form=form, **_examples(form.reader(locale()))), form.status


def _examples(reader: Reader) -> dict[str, Any]:
    """One little text under each choice, and what the choices made so far give together."""
    day = today()
    plain = Reader(locale=reader.locale, reads=READ_ALIKE[reader.locale])
    other = foreign(reader)
    return {
        "by_translate": {code.value: example(other, replace(plain, translate=code), day) for code in Translate},
        "by_machine": [
            example(other, replace(plain, machine=machine), day, checked=False) for machine in (True, False)
        ],
        "now": [example(lang, reader, day) for lang in LOCALES],
        "now_machine": [example(lang, reader, day, checked=False) for lang in LOCALES if lang not in reader.reads],
    }
