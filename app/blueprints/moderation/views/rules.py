"""The rules: for everybody to read, with all that they have been; for moderators to write."""

import re
from dataclasses import dataclass
from functools import lru_cache

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from app.blueprints.bilingual.services.detection import detect
from app.blueprints.moderation import bp, policies
from app.blueprints.moderation.forms.rules import RulesForm
from app.blueprints.moderation.models import Rules
from app.blueprints.moderation.queries import rules as queries
from app.blueprints.moderation.services.rules import (
    HOUSE,
    MOST_CHARACTERS,
    ScopeShown,
    describe_scope,
    rules_in_force,
    write_rules,
)
from app.core.access import actor, guard, public
from app.core.diffs import Change, Piece, word_diff
from app.core.errors import Refused, StaleVersion
from app.core.i18n import LOCALES, locale
from app.core.render import render
from app.core.text import to_html

SPACE = "space"
MOST_COMPARED = 20
BESIDE = 160  # characters of what is the same, shown on either side of what is new
_MARKS = re.compile(r"^#+ |\*\*", re.MULTILINE)
_HEADING = re.compile(r"(?<=<)(/?)h([3-6])(?=>)")


@lru_cache(maxsize=64)
def _html(text: str) -> Markup:
    """Safe HTML, whose headings stand right below the page's own: here no heading of a thread is between."""
    html = to_html(text, MOST_CHARACTERS)
    return Markup(_HEADING.sub(lambda match: f"{match[1]}h{int(match[2]) - 1}", html))  # noqa: S704 - cleaned above


@dataclass(frozen=True)
class Version:
    """One version in the history, with what is new in it since the one before; None for the first."""

    rules: Rules
    why_lang: str
    pieces: list[Piece] | None


@bp.get("/rules")
@public
def show_rules() -> ResponseReturnValue:
    return _show(HOUSE, None)


@bp.get("/rules/history")
@public
def rules_history() -> ResponseReturnValue:
    return _history(HOUSE, None)


@bp.get("/rules/space/<int:space_id>")
@public
def show_space_rules(space_id: int) -> ResponseReturnValue:
    return _show(f"{SPACE}:{space_id}", _space(space_id))


@bp.get("/rules/space/<int:space_id>/history")
@public
def space_rules_history(space_id: int) -> ResponseReturnValue:
    return _history(f"{SPACE}:{space_id}", _space(space_id))


@bp.get("/moderation/rules")
@guard(policies.can_moderate)
def list_rules() -> ResponseReturnValue:
    rows = []
    for rules in queries.scopes_with_rules():
        kind, _colon, number = rules.scope.partition(":")
        about = describe_scope(kind, int(number), actor(), locale()) if number else None
        if about or rules.scope == HOUSE:
            rows.append((rules, about, _edit_url(int(number) if number else None)))
    return render("moderation/rules_list.html", rows=rows)


@bp.route("/moderation/rules/house", methods=["GET", "POST"])
@guard(policies.can_moderate)
def write_house_rules() -> ResponseReturnValue:
    return _write(HOUSE, None, url_for(".show_rules"))


@bp.route("/moderation/rules/space/<int:space_id>", methods=["GET", "POST"])
@guard(policies.can_moderate)
def write_space_rules(space_id: int) -> ResponseReturnValue:
    return _write(f"{SPACE}:{space_id}", _space(space_id), url_for(".show_space_rules", space_id=space_id))


def _space(space_id: int) -> ScopeShown:
    about = describe_scope(SPACE, space_id, actor(), locale())
    if about is None:
        abort(404)
    return about


def _edit_url(space_id: int | None) -> str:
    return url_for(".write_space_rules", space_id=space_id) if space_id else url_for(".write_house_rules")


def _space_id(scope: str) -> int | None:
    number = scope.partition(":")[2]
    return int(number) if number else None


def _show(scope: str, about: ScopeShown | None) -> str:
    rules, space_id = rules_in_force(scope), _space_id(scope)
    history = url_for(".space_rules_history", space_id=space_id) if space_id else url_for(".rules_history")
    return render(
        "moderation/rules.html",
        rules=rules,
        about=about,
        html=_html(rules.texts.in_(locale())) if rules else None,
        history_url=history if rules else None,
        edit_url=_edit_url(space_id) if actor().is_moderator else None,
    )


def _history(scope: str, about: ScopeShown | None) -> str:
    versions = queries.versions(scope)[: MOST_COMPARED + 1]
    if not versions:
        abort(404)
    code = locale()
    shown = [
        Version(
            rules,
            detect(rules.why).language or code,
            _changes(before.texts.in_(code), rules.texts.in_(code)) if before else None,
        )
        for rules, before in zip(versions, [*versions[1:], None], strict=True)
    ][:MOST_COMPARED]
    space_id = _space_id(scope)
    back = url_for(".show_space_rules", space_id=space_id) if space_id else url_for(".show_rules")
    return render("moderation/rules_history.html", versions=shown, about=about, back_url=back)


def _changes(before: str, after: str) -> list[Piece]:
    """What is new, word by word, in the words without their marks; of what is the same only what stands beside it."""
    pieces = word_diff(_MARKS.sub("", before), _MARKS.sub("", after))
    last = len(pieces) - 1
    return [
        _shortened(piece, is_first=place == 0, is_last=place == last) if piece.kind is Change.SAME else piece
        for place, piece in enumerate(pieces)
    ]


def _shortened(piece: Piece, *, is_first: bool, is_last: bool) -> Piece:
    if len(piece.text) <= 2 * BESIDE:
        return piece
    head = "" if is_first else piece.text[:BESIDE].rsplit(" ", 1)[0] + " "
    tail = "" if is_last else " " + piece.text[-BESIDE:].split(" ", 1)[-1]
    return Piece(piece.kind, f"{head}[…]{tail}")


def _write(scope: str, about: ScopeShown | None, url: str) -> ResponseReturnValue:
    rules = rules_in_force(scope)
    given = {**rules.texts, "version": rules.version} if rules else {"version": 0}
    form = RulesForm(data=given)
    preview = None
    if form.validate_on_submit():
        try:
            if "preview" in request.form:
                preview = [(code, _html(form.texts().in_(code))) for code in LOCALES]
            else:
                write_rules(scope, form.texts(), why=form.why.data or "", based_on=form.version.data, by=actor())
                flash(
                    _("The rules are published. Everybody sees them from now on, and the earlier ones stay."), "success"
                )
                return redirect(url, 303)
        except StaleVersion as stale:
            rules = rules_in_force(scope)
            form.take(stale, now_at=rules.version if rules else 0)
        except Refused as refused:
            form.take(refused)
    since = _since(rules, form) if form.conflict else None
    return render(
        "moderation/rules_form.html", form=form, rules=rules, about=about, url=url, preview=preview, since=since
    ), form.status


def _since(rules: Rules | None, form: RulesForm) -> list[tuple[str, list[Piece]]]:
    """What stands there now against what was typed, in each language where they differ."""
    texts = form.texts()
    pairs = [(code, rules.texts.get(code, "") if rules else "", texts[code]) for code in LOCALES]
    return [(code, word_diff(now, typed)) for code, now, typed in pairs if now != typed]
