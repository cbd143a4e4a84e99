"""The ministry's words that tell of secrets: the list of each language, and what it has been."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.queries.names import names_of
from app.blueprints.screening import bp, policies
from app.blueprints.screening.forms.words import WordForm
from app.blueprints.screening.models.words import Word
from app.blueprints.screening.queries import words as queries
from app.blueprints.screening.rules.words import as_kept
from app.blueprints.screening.services import words as services
from app.core.access import actor, guard
from app.core.errors import Conflict, Refused
from app.core.i18n import LOCALES
from app.core.render import render

SHOWN = 200


@bp.route("/moderation/words", methods=["GET", "POST"])
@guard(policies.can_keep_words)
def list_words() -> ResponseReturnValue:
    """Words in use, and with `state=removed` those that were; in the address: language and letters."""
    form = WordForm()
    if form.validate_on_submit():
        try:
            word = services.add_word(form.draft(), by=actor())
        except Refused as error:
            form.take(error)
        else:
            flash(
                _("“%(word)s” is in the list. Texts that hold it are pointed out from now on.", word=word.word),
                "success",
            )
            return redirect(url_for(".list_words", language=word.language), 303)
    return render("screening/words.html", form=form, **_listed()), form.status


@bp.post("/moderation/words/<int:word_id>/remove")
@guard(policies.can_keep_words, word=queries.get_word)
def remove_word(word: Word) -> ResponseReturnValue:
    try:
        services.remove_word(word, by=actor())
    except Conflict as error:
        flash(error.message, "info")
    else:
        flash(_("“%(word)s” is no longer looked for. It stays in the history.", word=word.word), "success")
    return redirect(url_for(".list_words", language=word.language), 303)


def _listed() -> dict[str, Any]:
    language = request.args.get("language", "")
    language = language if language in LOCALES else ""
    removed = request.args.get("state") == "removed"
    starting = as_kept(request.args.get("q", ""))[:80]
    rows = queries.words(language, removed=removed, starting=starting, limit=SHOWN + 1)
    return {
        "words": rows[:SHOWN],
        "more": len(rows) > SHOWN,
        "names": names_of({row.added_by for row in rows} | {row.removed_by for row in rows}),
        "language": language,
        "removed": removed,
        "starting": starting,
    }
