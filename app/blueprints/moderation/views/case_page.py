"""The one screen on which a case is judged."""

from dataclasses import dataclass, field
from typing import Any

from flask.typing import ResponseReturnValue

from app.blueprints.accounts.queries.people import sole_owner_of
from app.blueprints.accounts.terms import Actor
from app.blueprints.moderation import policies, services
from app.blueprints.moderation.forms.decisions import DecisionForm
from app.blueprints.moderation.forms.found import FOUND_WORDS, found_words, sentences
from app.blueprints.moderation.forms.words import ACTION_WORDS, answer_words
from app.blueprints.moderation.models import Case, Proposal
from app.blueprints.moderation.queries.bundle import Opened, opened
from app.blueprints.moderation.rules.cuts import Passage, passages
from app.blueprints.moderation.rules.marking import kinds_in, marked_lines
from app.blueprints.moderation.rules.reasons import reason_in_force
from app.blueprints.moderation.rules.suggesting import in_order, suggested
from app.blueprints.moderation.services.deciding import gone
from app.blueprints.moderation.terms.cases import CaseKind, CaseState
from app.blueprints.moderation.terms.decisions import Action, DecisionDraft
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.blueprints.moderation.terms.subjects import Around, Description, Subject, Visibility
from app.blueprints.moderation.views.happened import happened
from app.blueprints.moderation.views.queue import queue_list
from app.blueprints.screening.services import find
from app.blueprints.screening.terms.findings import Finding
from app.core import clock
from app.core.access import actor
from app.core.diffs import Piece, word_diff
from app.core.i18n import locale
from app.core.render import render

MAIN = (Action.RETURN, Action.APPROVE, Action.RESTORE, Action.HIDE)
"""The decisions that have a button of their own below the reasons; the others stand under "More"."""
ANSWERS = (Action.UPHOLD, Action.RESTORE)
"""The same for an appeal."""


@dataclass(kw_only=True)
class Sheet:
    """What is judged: the case's file, the thing as it is, and the text in which findings are marked."""

    file: Opened
    about: Description | None
    title: str
    text: str
    language: str
    found: list[Finding] = field(default_factory=list)
    is_gone: bool = False

    @property
    def case(self) -> Case:
        return self.file.case

    @property
    def is_blind(self) -> bool:
        """A sample that nobody has judged yet: nothing that tells of the first decision is shown."""
        return self.case.kind is CaseKind.SAMPLE and self.case.state is not CaseState.CLOSED

    def passages(self) -> list[Passage]:
        return passages(self.title, self.text)


def sheet_of(file: Opened) -> Sheet:
    """A sample is judged on the text that the first moderator had, where that was kept."""
    case = file.case
    about = services.describe(case.subject_type, case.subject_id)
    is_gone = about is None
    if about is None and case.kind is CaseKind.APPEAL:  # an appeal is answered all the same
        about = gone(case)
    kept = file.snapshot if case.kind is CaseKind.SAMPLE and file.snapshot and file.snapshot.was_judged else None
    title = kept.title if kept else about.title if about else case.subject_title
    text = kept.body if kept else about.text if about else ""
    return Sheet(
        file=file,
        about=about,
        title=title,
        text=text,
        language=about.language if about else case.subject_language,
        found=find(text, file.words),
        is_gone=is_gone,
    )


def fresh_sheet(case: Case) -> Sheet:
    """The same for a case of which only the row is in hand."""
    return sheet_of(opened(case.id))


def actions_of(sheet: Sheet) -> tuple[Action, ...]:
    """What can be decided now."""
    if sheet.about is None:
        return ()
    first = sheet.file.proposal
    proposal = Proposal(was=first.was, hidden=first.hidden) if first else None
    return services.possible_actions(sheet.case, sheet.about, proposal=proposal)


def prepared(form: DecisionForm, sheet: Sheet) -> DecisionForm:
    """The form with what this page offers: reasons that the findings suggest first, and the text's sentences."""
    order = in_order([one.kind for one in sheet.found])
    sha256 = sheet.about.sha256 if sheet.about else ""
    form.show(order, sheet.passages(), sheet.case.version, sha256)
    return form


def case_page(
    sheet: Sheet,
    form: DecisionForm | None = None,
    *,
    preview: DecisionDraft | None = None,
    status: int | None = None,
    kept: list[tuple[str, str]] | None = None,
) -> ResponseReturnValue:
    """The case, with the form for whoever may decide. `kept`: what was typed, carried on when the lease was lost."""
    file, case, about = sheet.file, sheet.case, sheet.about
    form = prepared(form or DecisionForm(formdata=None), sheet)
    handlers = None if sheet.is_gone else services.subject(case.subject_type)
    around = _around(sheet, handlers)
    possible = actions_of(sheet)
    main = [action for action in (ANSWERS if case.kind is CaseKind.APPEAL else MAIN) if action in possible]
    beside = queue_list(case)  # the queue, and this case's thing in the page's language
    page = render(
        "moderation/case.html",
        **beside,
        **_standing(sheet, actor()),
        sheet=sheet,
        file=file,
        case=case,
        about=about,
        form=form,
        url=_url(sheet, handlers, around),
        lines=marked_lines(sheet.text, sheet.found),
        kinds=kinds_in(sheet.found),
        found_in_words=found_words(kinds_in(sheet.found), locale()),
        found_word=FOUND_WORDS,
        pointed_at=suggested([one.kind for one in sheet.found]),
        offered=sentences(kinds_in(sheet.found), file.author_locale) if possible else [],
        changed=_changed(sheet),
        read=beside["in_words"].get(case.id) if about and sheet.text == about.text else None,
        around=around,
        possible=possible,
        main_actions=main,
        more_actions=[action for action in possible if action not in main],
        action_words=_action_words(file),
        wordings=[reason_in_force(code, clock.today()) for code in ReasonCode],
        preview=preview,
        statement=services.statement(case, preview, locale=file.author_locale, by=actor()) if preview else "",
        happened=happened,
        only_owner_of=_only_owner_of(sheet, preview),
        measures=[one for one in file.measures if one.until_at is None or one.until_at > clock.now()],
        kept=kept or [],
        visibility=Visibility,
    )
    return page, status or form.status


def _only_owner_of(sheet: Sheet, preview: DecisionDraft | None) -> list[str]:
    """The firms that would stand without an owner: told where a suspension is looked at before it is decided."""
    draft = sheet.file.proposal.draft if sheet.file.proposal else {}
    suspends = (preview and preview.action is Action.SUSPEND) or draft.get("action") == Action.SUSPEND.value
    author_id = sheet.case.subject_author_id
    return sole_owner_of(author_id) if suspends and author_id is not None else []


def _action_words(file: Opened) -> dict[Action, Any]:
    """What the buttons say; of an appeal, what it means for what is appealed."""
    appealed = [one.action for one in file.decisions if one.id == file.case.decision_id]
    return answer_words(Action(appealed[0])) if file.case.kind is CaseKind.APPEAL and appealed else ACTION_WORDS


def _standing(sheet: Sheet, me: Actor) -> dict[str, Any]:
    """Whether she may decide, and who has the case in hand."""
    case, file = sheet.case, sheet.file
    in_hand = case.claimed_by is not None and case.claimed_until is not None and case.claimed_until > clock.now()
    conflicted = policies.is_conflicted(me, case)
    return {
        "conflicted": conflicted,
        "decided_first": conflicted and me.person_id in (*(case.had_by or ()), case.passed_by),
        "held_by": file.holder if in_hand else "",
        "held_by_me": in_hand and case.claimed_by == me.person_id,
    }


def _changed(sheet: Sheet) -> list[Piece]:
    """What the text says otherwise than when it was reported; nothing when it says the same."""
    seen, about = sheet.file.snapshot, sheet.about
    if seen is None or about is None or sheet.is_gone or sheet.is_blind or seen.sha256 == about.sha256:
        return []
    return word_diff(f"{seen.title}\n{seen.body}", f"{about.title}\n{about.text}")


def _url(sheet: Sheet, handlers: Subject | None, around: Around | None) -> str | None:
    """The thing's own page, which what stands around it may have told already."""
    if handlers is None or sheet.is_blind:
        return None
    here = next((one.url for one in around.neighbours if one.is_it and one.url), "") if around else ""
    return here or handlers.url(sheet.case.subject_id)


def _around(sheet: Sheet, handlers: Subject | None) -> Around | None:
    """Where it stands. Of what is confidential a moderator sees the thing itself and nothing around it."""
    if handlers is None or handlers.around is None or sheet.about is None or sheet.about.confidential:
        return None
    return handlers.around(sheet.case.subject_id, locale())
