"""What the room puts in the way of a dialogue's close: whoever has contributed must know what came of it."""

from collections.abc import Sequence

from app.blueprints.dialogues.services import closing
from app.blueprints.dialogues.services.closing import Obstacle
from app.blueprints.outcome.queries import published, sources, themes


def obstacles(dialogue_id: int) -> Sequence[Obstacle]:
    desk, summary = f"/dialogues/{dialogue_id}/themes", f"/dialogues/{dialogue_id}/summary"
    found = (
        Obstacle("contributions_not_gathered", sources.ungathered(dialogue_id), f"{desk}/gather"),
        Obstacle("themes_not_published", themes.count_unpublished(dialogue_id), desk),
        Obstacle("contributors_not_told", sources.count_untold(dialogue_id), desk),
        Obstacle("summary_not_published", _summary_missing(dialogue_id), summary),
    )
    return [one for one in found if one.count]


def _summary_missing(dialogue_id: int) -> int:
    """1 when there is none in some language of the dialogue, or when it has been changed and not published."""
    summary = themes.get_summary(dialogue_id)
    shown = published.summary_shown(dialogue_id)
    languages = themes.languages_of(dialogue_id)
    missing = summary is None or summary.published_version != summary.version or not set(languages) <= shown.keys()
    return int(missing)


closing.register("outcome", obstacles=obstacles)
