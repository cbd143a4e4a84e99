"""After the commit, in the worker: whom it concerns is told at once that a batch is out, and so is who follows.

One notice a person and batch, whatever the reasons, however often the job runs. Whoever asked has another of her own,
by the door that leads back to nobody (`services.telling`): to leave her out of the first would tell who she is.
"""

from typing import Any

from app.blueprints.forum.queries import following as follows
from app.blueprints.forum.terms.following import Followed, Level
from app.blueprints.notifications.services import notify_many
from app.blueprints.questions.queries import announcing as queries
from app.blueprints.questions.services.telling import tell_askers
from app.core.clock import now
from app.core.db import acting_for, set_context

PUBLISHED = "questions/answers_published"
ANSWERED = "questions/your_question_answered"
ABOUT = "space"


def tell_of_batch(entry: dict[str, Any]) -> None:
    """Those who take part, by mail at once; the followers, as each wants to be told; and who asked what is answered."""
    batch = queries.batch_told(entry["subject_id"])
    if batch is None:
        return
    set_context(acting_for(batch.organisation_id))  # who takes part is for the hosts to see
    what = {"entry_key": entry["key"], "kind": PUBLISHED, "params": {"batch_id": batch.id}, "mail": True}
    asked = queries.answered(batch.id)
    notify_many(queries.taking_part(batch, entry["by_id"]), **what)
    notify_many(queries.following(batch, entry["by_id"]), about=f"{ABOUT}:{batch.space_id}", **what)
    tell_askers(asked, ANSWERED, dialogue_id=batch.dialogue_id, entry_key=entry["key"])


def stop_space(person_id: int, space_id: int) -> None:
    """From the link in a mail: of this dialogue only what answers or mentions her, or nothing, if that was her word."""
    if follows.level_of(person_id, Followed.SPACE, space_id) is not Level.NOTHING:
        follows.set_level(person_id, Followed.SPACE, space_id, Level.REPLIES, now())
