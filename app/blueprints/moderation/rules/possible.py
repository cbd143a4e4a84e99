"""What can be decided about a thing as it stands."""

from collections.abc import Collection

from app.blueprints.moderation.terms.cases import CaseKind, CaseState
from app.blueprints.moderation.terms.decisions import Action
from app.blueprints.moderation.terms.subjects import Visibility

MEASURES = (Action.WARN, Action.SILENCE, Action.SUSPEND)
# In the order in which the screen offers them.
_OF_PUBLIC = (
    Action.APPROVE, Action.RETURN, Action.REDACT, Action.HIDE, Action.MOVE, Action.LOCK, Action.REFER_BUYER,
)  # fmt: skip
_OF_WAITING = (Action.APPROVE, Action.RETURN, Action.REDACT, Action.HIDE, Action.REFER_BUYER)
_OF_SAMPLE = (Action.APPROVE, Action.RETURN, Action.REDACT, Action.HIDE)
_EVERY_KIND = frozenset({Action.APPROVE, Action.HIDE, *MEASURES})


def possible(
    kind: CaseKind,
    state: CaseState,
    visibility: Visibility,
    *,
    knows: Collection[Action],
    has_author: bool,
    has_host: bool,
) -> tuple[Action, ...]:
    """The actions for a case in this state, on a thing that stands so; for what answers an appeal: `services.appeals`.

    `knows`: what its kind can do beside hiding. What waits is dealt with itself before its author is: a measure would
    close the case and leave the text waiting for ever.
    """
    if kind is CaseKind.SAMPLE:
        return _of(_OF_SAMPLE, knows, has_host=True) if state is not CaseState.CLOSED else ()
    measures = MEASURES if has_author else ()
    if state is CaseState.CLOSED:
        return ((Action.RESTORE,) if visibility is Visibility.HIDDEN else ()) + measures
    if visibility is Visibility.HIDDEN:
        return (Action.RESTORE, Action.HIDE, *measures)
    if visibility is Visibility.RETURNED:
        return ()
    if visibility is Visibility.WAITING:
        return _of(_OF_WAITING, knows, has_host=has_host)
    return _of(_OF_PUBLIC, knows, has_host=has_host) + measures


def _of(actions: tuple[Action, ...], knows: Collection[Action], *, has_host: bool) -> tuple[Action, ...]:
    return tuple(
        action
        for action in actions
        if (action in _EVERY_KIND or action in knows) and (has_host or action is not Action.REFER_BUYER)
    )
