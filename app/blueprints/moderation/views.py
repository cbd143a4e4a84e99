"""The moderators' queue and cases, the readers' report form, and the author's decision page."""

from datetime import datetime, timedelta
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.terms import Actor, Visitor
from app.blueprints.bilingual.rules.presenting import needs_versions, reader_of
from app.blueprints.journal.queries import entries_about
from app.blueprints.moderation import bp, policies, queries, rules, services
from app.blueprints.moderation.forms import (
    OUTCOME_WORDS,
    SIGNAL_WORDS,
    DecisionForm,
    ReportForm,
    read_filter,
    reason_choices,
    reason_word,
)
from app.blueprints.moderation.models import Case, Decision
from app.blueprints.moderation.rules import find_possible_identity_numbers
from app.blueprints.moderation.terms import Action, AsRead, CaseFilter, Source, Thing, Visibility
from app.core import clock, navigation
from app.core.access import actor, guard
from app.core.addresses import LARGEST
from app.core.errors import Conflict, Refused
from app.core.i18n import LOCALES, locale
from app.core.render import render


@bp.get("/moderation")
@guard(policies.can_moderate)
def queue() -> ResponseReturnValue:
    return render("moderation/queue.html", **_list())


@bp.post("/moderation/next")
@guard(policies.can_moderate)
def take_next() -> ResponseReturnValue:
    case = services.take_next(by=actor())
    if case is None:
        flash(
            _("No case waits that you can take. Those that others have in hand, or that concern you, are left out."),
            "info",
        )
        return redirect(url_for(".queue"), 303)
    return redirect(url_for(".show_case", case_id=case.id), 303)


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
    return str(words[decision.action])


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
        **_list(case),
        case=case,
        about=about,
        read=_read(case) if about and about.language != locale() else None,
        url=services.subject(case.subject_type).url(case.subject_id) if about else None,
        lines=marked_lines(about.text) if about else [],
        finds=len(find_possible_identity_numbers(about.text)) if about else 0,
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
        reason_of=lambda decision: rules.reason_as_given(decision.reason_code, decision.reason_version),
    )
    return page, status or form.status


def _in_words(cases: list[Case]) -> dict[int, AsRead]:
    """By case id, those of the cases' things that this moderator is shown in other words than their own."""
    reader = reader_of(actor(), locale())
    wanted = [case for case in cases if needs_versions([case.subject_language], reader)]
    found = services.as_read([(case.subject_type, case.subject_id) for case in wanted], reader)
    return {case.id: found[key] for case in wanted if (key := (case.subject_type, case.subject_id)) in found}


def _read(case: Case) -> AsRead | None:
    """What stands beside the original of the case's thing, in the page's language."""
    key = (case.subject_type, case.subject_id)
    return services.as_read([key], reader_of(actor(), locale())).get(key)


def _preview(case: Case, form: DecisionForm) -> str:
    return services.statement(case, form.draft(), locale=queries.author_locale(case.subject_author_id))


def _list(case: Case | None = None) -> dict[str, Any]:
    """What the queue shows: tiles, filter, and a page of cases with the beginning of each text."""
    at = clock.now()
    wanted = read_filter(request.args.get("reason", ""), request.args.get("language", ""))
    page = queries.queue(wanted, _after())
    return {
        "figures": queries.figures(at, _day_began(at)),
        "page": page,
        "texts": services.describe_all([row.Case for row in page.rows]),
        "in_words": _in_words([row.Case for row in page.rows]),
        "wanted": wanted,
        "next_url": _queue_url(wanted, after=page.after) if page.after else None,
        "first_url": _queue_url(wanted) if request.args.get("after") else None,
        "reasons": [*reason_choices(), *((code, str(word)) for code, word in SIGNAL_WORDS.items())],
        "written_forms": LOCALES,
        "at": at,
        "here": case.id if case else None,
        "reason_word": reason_word,
        "lasting": lasting,
        "outcome_words": OUTCOME_WORDS,
    }


def _queue_url(wanted: CaseFilter, after: str | None = None) -> str:
    return url_for(".queue", after=after, reason=wanted.reason or None, language=wanted.language or None)


def _after() -> tuple[datetime, int] | None:
    """The key of the page before, as `queries.queue` wrote it; anything else is the first page."""
    moment, _underscore, case_id = request.args.get("after", "").partition("_")
    try:
        key = datetime.fromisoformat(moment), int(case_id)
    except ValueError:
        return None
    return key if 0 < key[1] <= LARGEST and key[0].tzinfo else None


def _day_began(at: datetime) -> datetime:
    return clock.local(at).replace(hour=0, minute=0, second=0, microsecond=0)


def lasting(length: timedelta) -> str:
    """4 h 32 min; from two days on only the days."""
    minutes = max(0, int(length.total_seconds()) // 60)
    if minutes < 60:
        words = _("%(minutes)s min", minutes=minutes)
    elif minutes < 48 * 60:
        words = _("%(hours)s h %(minutes)s min", hours=minutes // 60, minutes=minutes % 60)
    else:
        words = _("%(days)s days", days=minutes // (24 * 60))
    return str(words)


def happened(entry: Any, name: str) -> str:
    """A line of the case's history. Nobody's name stands for the machine."""
    who = name or _("The system")
    words = {
        "approve": _("%(name)s approved the post", name=who),
        "hide": _("%(name)s hid the post, ground %(code)s", name=who, code=entry.data.get("reason") or ""),
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
    for span in find_possible_identity_numbers(text):
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


def _reported(subject_id: int) -> Thing:
    return services.find_thing(str((request.view_args or {})["subject_type"]), subject_id)


@bp.route("/report/<subject_type>/<int:subject_id>", methods=["GET", "POST"])
@guard(policies.can_report, subject=_reported)
def report(subject_type: str, subject: Thing) -> ResponseReturnValue:
    form = ReportForm()
    url = subject.handlers.url(subject.subject_id)
    if form.validate_on_submit():
        services.report(subject, form.draft(), by=actor())
        flash(_("Thank you. A moderator will look at the post, and you will be told what came of it."), "success")
        return redirect(url, 303)
    return render("moderation/report.html", form=form, subject=subject, url=url), form.status


@bp.get("/decisions/<int:decision_id>")
@guard(policies.can_view_decision, decision=queries.get_decision)
def show_decision(decision: Decision) -> ResponseReturnValue:
    about = services.describe(decision.subject_type, decision.subject_id)
    return render(
        "moderation/decision.html",
        decision=decision,
        outcome_words=OUTCOME_WORDS,
        reason=rules.reason_as_given(decision.reason_code, decision.reason_version)
        if decision.reason_code and decision.reason_version
        else None,
        url=services.subject(decision.subject_type).url(decision.subject_id) if about else None,
        is_author=decision.subject_author_id == actor().person_id,
    )


def _menu_item(who: Actor | Visitor, organisation: Any) -> navigation.Item | None:
    if not who.is_moderator:
        return None
    return navigation.Item(_("Moderation"), url_for("moderation.queue"), queries.waiting_count())


navigation.add(60, _menu_item)


def _landing(who: Actor | Visitor, language: str) -> str | None:
    """A moderator begins at the queue."""
    return url_for("moderation.queue", lang=language) if who.is_moderator else None


navigation.add_landing(10, _landing)
