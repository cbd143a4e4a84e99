"""When one moderator is not enough, and whether what a first proposed covers what a second decides."""

from app.blueprints.moderation.terms.decisions import GRAVE, TAKES_AWAY, Action, DecisionDraft, WhySecond

TAKES_THE_TEXT = frozenset({Action.RETURN, Action.REDACT, Action.HIDE, Action.REFER_BUYER})


def why_second(draft: DecisionDraft) -> WhySecond | None:
    """Why another person must decide; None when one is enough. Of several, the one that binds most."""
    return next(iter(_why(draft)), None)


def why_another(draft: DecisionDraft, proposed: DecisionDraft | None) -> WhySecond | None:
    """The same, for who decides after somebody has `proposed`: None when both have stood for what needs two.

    A second who wants something graver than the first did is herself a first: the case goes on to somebody else. So it
    does when the author has changed the text since: what the first found grave was another text.
    """
    if proposed is None:
        return why_second(draft)
    return next((why for why in _why(draft) if not _covered(why, draft, proposed)), None)


def hides_meanwhile(draft: DecisionDraft) -> bool:
    """Whether the text is taken from the public at once, while it waits for the second.

    So with what is grave. What concerns a moderator's own ministry she does not touch at all.
    """
    return why_second(draft) is WhySecond.GRAVE and draft.action in TAKES_THE_TEXT


def _why(draft: DecisionDraft) -> list[WhySecond]:
    found = [WhySecond.OWN_MINISTRY] if draft.own_ministry else []
    if draft.action is Action.SUSPEND:
        found.append(WhySecond.SUSPENSION)
    if draft.action in TAKES_AWAY and any(code in GRAVE for code in draft.reasons):
        found.append(WhySecond.GRAVE)
    return found


def _covered(why: WhySecond, draft: DecisionDraft, proposed: DecisionDraft) -> bool:
    if why is WhySecond.OWN_MINISTRY:
        return proposed.own_ministry
    if why is WhySecond.GRAVE and draft.seen_sha256 != proposed.seen_sha256:
        return False
    if draft.action in TAKES_THE_TEXT:
        return proposed.action in TAKES_THE_TEXT and why in _why(proposed)
    same = proposed.action is draft.action and why in _why(proposed)
    return same and (draft.until is None or proposed.until is None or draft.until <= proposed.until)
