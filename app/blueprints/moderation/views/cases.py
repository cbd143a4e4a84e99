"""A case, and what a moderator does with it."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.bilingual.rules.presenting import reader_of
from app.blueprints.journal.queries import entries_about
from app.blueprints.moderation import bp, policies, queries, services
from app.blueprints.moderation.forms.decisions import DecisionForm
from app.blueprints.moderation.forms.words import OUTCOME_WORDS
from app.blueprints.moderation.models import Case, Decision
from app.blueprints.moderation.terms.cases import Source
from app.blueprints.moderation.terms.decisions import Action
from app.blueprints.moderation.terms.subjects import AsRead, Visibility
from app.blueprints.moderation.views.decisions import reasons_of
from app.blueprints.moderation.views.queue import queue_list
from app.blueprints.screening.services import findings
from app.core import clock
from app.core.access import actor, guard
from app.core.errors import Conflict, Refused
from app.core.i18n import locale
from app.core.render import render


@bp.get("/moderation/cases/<int:case_id>")
@guard(policies.can_view_case, case=queries.get_case)
def show_case(case: Case) -> ResponseReturnValue:
    return _case_page(case, None)


@bp.post("/moderation/cases/<int:case_id>/take")
@guard(policies.can_decide, case=queries.get_case)
def take(case: Case) -> ResponseReturnValue:
    services.take(case, by=actor(), break_in=request.form.get("break_in") == "yes")
    return redirect(url_for(".show_case", case_id=case.id), 303)


@bp.post("/moderation/cases/<int:case_id>/let-go")
@guard(policies.can_decide, case=queries.get_case)
def let_go(case: Case) -> ResponseReturnValue:
    services.let_go(case, by=actor())
    flash(_("The case is back in the queue."), "success")
    return redirect(url_for(".queue"), 303)


@bp.post("/moderation/cases/<int:case_id>/close")
@guard(policies.can_decide, case=queries.get_case)
def close(case: Case) -> ResponseReturnValue:
    services.close(case, request.form.get("version", default=0, type=int), by=actor())
    flash(_("The case is closed."), "success")
    return redirect(url_for(".queue"), 303)


@bp.post("/moderation/cases/<int:case_id>/decide")
@guard(policies.can_decide, case=queries.get_case)
def decide(case: Case) -> ResponseReturnValue:
    form = DecisionForm(tuple(Action))
    if not form.validate_on_submit():
        return _case_page(case, form)
    if "preview" in request.form:
        return _case_page(case, form, preview=True)
    try:
        decision = services.decide(case, form.draft(), by=actor())
    except Refused as refused:
        form.take(refused)
        return _case_page(case, form)
    except services.AlreadyDecided as lost:
        return render(
            "moderation/lost.html", case=case, lost=lost, typed=form.facts.data, outcome_words=OUTCOME_WORDS
        ), 409
    except Conflict as conflict:
        form.take(conflict)
        return _case_page(case, form, status=409)
    flash(_decided(decision), "success")
    return redirect(url_for(".queue"), 303)


def _decided(decision: Decision) -> str:
    words = {
        Action.APPROVE: _("Approved: %(title)s", title=decision.subject_title),
        Action.HIDE: _("Hidden: %(title)s. The author is told why.", title=decision.subject_title),
        Action.RESTORE: _("Shown again: %(title)s. The author is told.", title=decision.subject_title),
    }
    return str(words.get(decision.action, OUTCOME_WORDS[decision.action]))


def _case_page(
    case: Case, form: DecisionForm | None, *, preview: bool = False, status: int | None = None
) -> ResponseReturnValue:
    """The case with its text, findings, reports, history and, for whoever may decide, the form."""
    me = actor()
    about = services.describe(case.subject_type, case.subject_id)
    actions = services.possible_actions(case, about) if about else ()
    if form is None:
        form = DecisionForm(actions or tuple(Action), formdata=None)
        form.facts.data = ""
    if about:
        form.show(actions, case.version, about.sha256)
    history = entries_about("moderation_case", case.id)
    made = queries.decisions(case.id)
    people = queries.names([entry.by_id for entry in history] + [case.claimed_by])
    page = render(
        "moderation/case.html",
        **queue_list(case),
        case=case,
        about=about,
        read=_read(case) if about and about.language != locale() else None,
        url=services.subject(case.subject_type).url(case.subject_id) if about else None,
        lines=marked_lines(about.text) if about else [],
        finds=len(findings(about.text)) if about else 0,
        signals=queries.signals(case.id),
        decisions=made,
        happened=happened,
        history=[(entry, people.get(entry.by_id, "")) for entry in history],
        earlier=queries.earlier_decisions(case.subject_author_id, case.id),
        form=form,
        actions=actions,
        preview=_preview(case, form) if preview else None,
        author_language=queries.author_locale(case.subject_author_id),
        conflicted=policies.is_conflicted(me, case),
        held_by=people.get(case.claimed_by or 0) if case.claimed_until and case.claimed_until > clock.now() else None,
        held_by_me=case.claimed_by == me.person_id,
        changed_since=lambda signal: about is not None and signal.snapshot_sha256 != about.sha256,
        visibility=Visibility,
        source=Source,
        reasons_of=reasons_of,
    )
    return page, status or form.status


def _read(case: Case) -> AsRead | None:
    """What stands beside the original of the case's thing, in the page's language."""
    key = (case.subject_type, case.subject_id)
    return services.as_read([key], reader_of(actor(), locale())).get(key)


def _preview(case: Case, form: DecisionForm) -> str:
    return services.statement(case, form.draft(), locale=queries.author_locale(case.subject_author_id))


def happened(entry: Any, name: str) -> str:
    """A line of the case's history. Nobody's name stands for the machine."""
    who = name or _("The system")
    words = {
        "approve": _("%(name)s approved the post", name=who),
        "hide": _("%(name)s hid the post, ground %(code)s", name=who, code=", ".join(entry.data.get("reasons") or [])),
        "restore": _("%(name)s showed the post again", name=who),
        "report": _("%(name)s reported the post", name=who),
        "rule": _("A rule pointed at the post"),
        "pre_moderation": _("%(name)s sent the post, and it waits for a moderator", name=who),
        "moderation.case_taken": _("%(name)s took the case in hand", name=who),
        "moderation.case_taken_over": _("%(name)s took the case over", name=who),
        "moderation.case_closed": _("%(name)s closed the case: the post had been taken away", name=who),
        "moderation.case_let_go": _("%(name)s put the case back in the queue", name=who),
    }
    return str(words.get(entry.data.get("action") or entry.data.get("source") or entry.what, entry.what))


def marked_lines(text: str) -> list[list[tuple[str, bool]]]:
    """The text line by line, each in pieces: (words, whether they are a finding)."""
    pieces: list[tuple[str, bool]] = []
    done = 0
    for span in findings(text):
        pieces += [(text[done : span.start], False), (text[span.start : span.end], True)]
        done = span.end
    pieces.append((text[done:], False))
    lines: list[list[tuple[str, bool]]] = [[]]
    for words, found in pieces:
        for number, part in enumerate(words.split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append((part, found))
    return lines
