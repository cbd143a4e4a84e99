"""A dialogue begun from an earlier one, from a template of one's own, or from one that is shipped."""

from datetime import timedelta
from typing import Any

from app.blueprints.accounts.terms import Actor
from app.blueprints.dialogues import rules
from app.blueprints.dialogues.models import Dialogue, Need, Phase, Translation
from app.blueprints.dialogues.queries import process as queries
from app.blueprints.dialogues.rules.shipped import Shipped
from app.blueprints.dialogues.services.reach import copy_codes
from app.blueprints.dialogues.services.texts import put_in
from app.blueprints.dialogues.services.writing import by_id, touch
from app.blueprints.journal.services import record
from app.core.clock import now, today
from app.core.errors import Conflict
from app.core.localized import Localized

TEXTS = (
    "lang", "title", "summary", "purpose", "scope", "background", "background_html", "contact", "planned",
    "procurement_stage", "value_low", "value_high", "value_months", "open_to", "criterion", "profile_id",
)  # fmt: skip
NEED = (
    "position", "kind", "lang", "title", "affected", "baseline", "effect", "indicator", "by_when", "open_for", "limits",
    "warnings",
)  # fmt: skip


def copy_dialogue(
    source: Dialogue, organisation_id: int, *, by: Actor | None, as_template: bool = False
) -> Dialogue:  # fmt: skip
    """A draft with the texts, needs, phases and codes of another, for one of its hosts.

    Days move along so that the first is today. Who hosted along, who was invited, the notices and the answers of the
    fairness check belong to the other dialogue and stay there.
    """
    if source.hidden_at is not None:
        raise Conflict("dialogue_is_hidden")
    values: dict[str, Any] = {name: getattr(source, name) for name in TEXTS}
    if organisation_id != source.organisation_id:
        values["profile_id"] = None
    days = today() - source.opens_on if source.opens_on else timedelta()
    dialogue = Dialogue(
        **values,
        organisation_id=organisation_id,
        languages=list(source.languages),
        created_by=by_id(by),
        changed_at=now(),
        changed_by=by_id(by),
        is_template=as_template,
        copied_from_id=source.id,
        opens_on=source.opens_on and source.opens_on + days,
        closes_on=source.closes_on and source.closes_on + days,
        questions_until=source.questions_until and source.questions_until + days,
        needs=[Need(**{name: getattr(need, name) for name in NEED}) for need in source.needs if need.hidden_at is None],
        phases=[
            Phase(position=each.position, name=each.name, starts_on=each.starts_on + days,
                  ends_on=each.ends_on and each.ends_on + days)
            for each in source.phases
        ],
        translations=[
            Translation(lang=each.lang, title=each.title, summary=each.summary, by_id=each.by_id, updated_at=now())
            for each in source.translations
        ],
    )  # fmt: skip
    put_in(dialogue, by=by)
    copy_codes(dialogue.id, [(row.kind, row.code) for row in queries.codes_of(source.id)])
    record(
        "dialogues.dialogue_copied", subject=dialogue, by=by, organisation_id=organisation_id, source=source.id,
        template=as_template,
    )  # fmt: skip
    return dialogue


def start_from_shipped(
    shipped: Shipped, organisation_id: int, lang: str, title: str, summary: str = "", *, by: Actor | None
) -> Dialogue:
    """A draft with the purpose, scope, phases and hints of a shipped template, in the language one writes in."""
    first = today() + timedelta(days=7)
    last = first + timedelta(days=shipped.weeks * 7)
    dialogue = Dialogue(
        organisation_id=organisation_id,
        lang=lang,
        title=title,
        summary=summary,
        purpose=shipped.purpose.in_(lang),
        scope=shipped.scope.in_(lang),
        procurement_stage=shipped.stage,
        created_by=by_id(by),
        changed_at=now(),
        changed_by=by_id(by),
        opens_on=first,
        closes_on=last,
        questions_until=last - timedelta(days=14),
        needs=[],
        translations=[],
        phases=[
            Phase(
                position=position,
                name=_two(phase.name, lang),
                starts_on=first + timedelta(days=phase.starts * 7),
                ends_on=first + timedelta(days=phase.ends * 7) if phase.ends is not None else None,
            )
            for position, phase in enumerate(shipped.phases, 1)
        ],
    )
    put_in(dialogue, by=by)
    record("dialogues.template_used", subject=dialogue, by=by, organisation_id=organisation_id, template=shipped.code)
    return dialogue


def _two(name: Localized, lang: str) -> Localized:
    """In the dialogue's own language and the one that is also asked for."""
    return Localized({code: name.in_(code) for code in (lang, rules.other_language(lang))})


def keep_as_template(dialogue: Dialogue, *, by: Actor | None) -> Dialogue:
    """A copy that is never published, for this buyer to begin others with."""
    return copy_dialogue(dialogue, dialogue.organisation_id, by=by, as_template=True)


def drop_template(dialogue: Dialogue, version: int, *, by: Actor | None) -> None:
    """It is an ordinary draft again."""
    if not dialogue.is_template:
        raise Conflict("dialogue_is_no_template")
    dialogue.is_template = False
    touch(dialogue, by, version)
    record("dialogues.template_dropped", subject=dialogue, by=by, organisation_id=dialogue.organisation_id)
