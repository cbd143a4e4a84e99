"""How the demo's dialogues end: themes with what came of them, a summary, an assessment, a report, and the close."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from app.blueprints.accounts.terms import Actor
from app.blueprints.dialogues.services import dialogues
from app.blueprints.involvement.queries.assessments import get_assessment, get_hearing
from app.blueprints.involvement.services import assessments, reports
from app.blueprints.involvement.terms.assessments import (
    AssessmentDraft,
    Conclusion,
    ConclusionDraft,
    HearingDraft,
    MeasureDraft,
    MeasureKind,
    MeasureState,
)
from app.blueprints.journal.queries import oldest_first
from app.blueprints.outcome.queries.sources import came_in
from app.blueprints.outcome.queries.themes import get_theme
from app.blueprints.outcome.services import publishing, summaries, themes
from app.blueprints.outcome.services.telling import tell_contributors
from app.blueprints.outcome.services.themes import TO_TELL
from app.blueprints.outcome.terms import Chosen, Outcome, SourceKind, SummaryDraft, ThemeDraft, ThemeWords
from app.cli.demo_content.market import Stage, when, worded
from app.cli.demo_content.talk import Happening, Table, flow
from app.core.clock import today
from app.core.db import db

HEARING = timedelta(days=14)


def happenings(stage: Stage) -> Iterator[Happening]:
    story = stage.story
    if "themes" in story:
        yield when(story["themes_written"], partial(_gather, stage))
        yield when(story["themes_published"], partial(_publish_themes, stage))
        yield when(story["contributors_told"], partial(_tell, stage))
    if summary := story.get("summary"):
        yield when(summary["at"], partial(_sum_up, stage, summary))
    for each in story.get("assessments", ()):
        yield from _assessed(stage, each)
    for at, lang in story.get("reports", ()):
        yield when(at, partial(_report, stage, lang))
    if "closed" in story:
        yield when(story["closed"], partial(_close, stage))


def _gather(stage: Stage, by: Actor) -> None:
    """Each theme takes what has one of its words in it; what no theme takes is set aside."""
    dialogue, made = stage.dialogue, []
    for each in stage.story["themes"]:
        theme = themes.add_theme(dialogue, each["words"][dialogue.lang]["title"], dialogue.lang, by=by)
        db.session.flush()
        made.append(theme)
    for kind in SourceKind:
        found, _ = came_in(dialogue.id, kind)
        left = {one.id for one in found}
        for theme, each in zip(made, stage.story["themes"], strict=True):
            ids = tuple(
                one.id for one in found if any(word in f"{one.title} {one.excerpt}" for word in each["gathers"])
            )
            if ids:
                themes.gather(dialogue, Chosen(kind=kind, ids=ids, theme_id=theme.id), by=by)
                left -= set(ids)
        if left:
            themes.gather(dialogue, Chosen(kind=kind, ids=tuple(sorted(left))), by=by)
    for theme, each in zip(made, stage.story["themes"], strict=True):
        _write(stage, theme.id, each, by)


def _write(stage: Stage, theme_id: int, each: Table, by: Actor) -> None:
    theme, need = get_theme(theme_id), stage.need(each.get("need"))
    words = {
        lang: ThemeWords(**{part: flow(said) for part, said in texts.items()}) for lang, texts in each["words"].items()
    }
    draft = ThemeDraft(
        need_id=need.id if need else None, outcome=Outcome(each["outcome"]), words=words, version=theme.version
    )
    themes.save_theme(stage.dialogue, theme, draft, by=by)


def _publish_themes(stage: Stage, by: Actor) -> None:
    publishing.publish_themes(stage.dialogue, by=by)


def _tell(stage: Stage, _by: Actor) -> None:
    """What the worker does right after the commit: no dialogue closes before."""
    about = [row for row in oldest_first() if row.what == TO_TELL and row.subject_id == stage.dialogue.id]
    for entry in about:
        tell_contributors(entry._asdict())


def _sum_up(stage: Stage, told: Table, by: Actor) -> None:
    made = summaries.save_summary(stage.dialogue, SummaryDraft(bodies=worded(told["words"])), by=by)
    summaries.publish_summary(stage.dialogue, made, by=by)


def _assessed(stage: Stage, each: Table) -> Iterator[Happening]:
    key = f"{each['firm']}/assessment"
    yield when(each["at"], partial(_weigh, stage, key, each))
    yield when(each["answered"], partial(_hear, stage, key, each["answer"]))
    yield when(each["concluded"]["at"], partial(_conclude, stage, key, each["concluded"]))


def _weigh(stage: Stage, key: str, each: Table, by: Actor) -> None:
    draft = AssessmentDraft(organisation_id=stage.firm(each["firm"]), risk=flow(each["risk"]))
    made = assessments.begin(stage.dialogue.id, draft, by=by)
    db.session.flush()
    for kind, state, reason in each["measures"]:
        measure = MeasureDraft(kind=MeasureKind(kind), state=MeasureState(state), reason=flow(reason))
        assessments.weigh(made, measure, by=by)
    heard = assessments.hear(made, HearingDraft(body=flow(each["asked"]), until=today() + HEARING), by=by)
    db.session.flush()
    stage.made[key], stage.made[f"{key}/hearing"] = made.id, heard.id


def _hear(stage: Stage, key: str, answer: str, by: Actor) -> None:
    assessments.answer(get_hearing(stage.made[f"{key}/hearing"]), flow(answer), by=by)


def _conclude(stage: Stage, key: str, told: Table, by: Actor) -> None:
    found = get_assessment(stage.made[key])
    draft = ConclusionDraft(
        conclusion=Conclusion(told["conclusion"]), residual=flow(told["residual"]), version=found.version
    )
    assessments.conclude(found, draft, by=by)


def _report(stage: Stage, lang: str, by: Actor) -> None:
    reports.make_report(stage.dialogue.id, lang, by=by)


def _close(stage: Stage, by: Actor) -> None:
    dialogues.close(stage.dialogue, stage.dialogue.version, by=by)
