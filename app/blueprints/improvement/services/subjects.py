"""What an action may be about: rooms above word their references, and hear when an action has had its effect."""

from collections.abc import Iterable, Sequence

from app.blueprints.improvement import rules
from app.blueprints.improvement.terms import About, Grouped, Subject

_subjects: dict[str, Subject] = {}


def register_subject(kind: str, subject: Subject) -> None:
    """A room above says how references of its `kind` read, and which of them a new action may be about."""
    _subjects[kind] = subject


def describe_subjects(organisation_id: int, references: Iterable[str]) -> dict[str, About]:
    """What the rooms know of these references, in the reader's language. Unknown ones are left out."""
    codes: dict[str, set[str]] = {}
    for reference in references:
        kind, code = rules.split_subject(reference)
        if code and kind in _subjects:
            codes.setdefault(kind, set()).add(code)
    return {
        f"{kind}:{code}": about
        for kind, wanted in codes.items()
        for code, about in _subjects[kind].describe(organisation_id, wanted).items()
    }


def subject_choices(organisation_id: int) -> list[Grouped]:
    """What a new action may be about: (group, [(reference, label)]); what has no group stands under ""."""
    groups: list[Grouped] = []
    for kind, subject in sorted(_subjects.items()):
        for first, second in subject.choices(organisation_id):
            name, offered = ("", [(first, second)]) if isinstance(second, str) else (first, second)
            groups.append((name, [(f"{kind}:{code}", label) for code, label in offered]))
    return groups


def hint_about(organisation_id: int, reference: str) -> str:
    """What the room of this reference has to say to whoever plans an action about it; "" when nothing."""
    kind, code = rules.split_subject(reference)
    return _subjects[kind].hint(organisation_id, code) if code and kind in _subjects else ""


def is_checked_by_another(reference: str) -> bool:
    """Is it for somebody else than whoever is responsible to see whether an action about this worked?"""
    kind, _code = rules.split_subject(reference)
    return kind in _subjects and _subjects[kind].checked_by_another


def tell_effect(organisation_id: int, reference: str, evidence_ids: Sequence[int], by_id: int | None) -> None:
    """The room of this reference hears, in this transaction, that the evidence shows the effect of an action."""
    kind, code = rules.split_subject(reference)
    if code and kind in _subjects:
        for evidence_id in evidence_ids:
            _subjects[kind].effect_seen(organisation_id, code, evidence_id, by_id)
