"""After the commit, in the worker: whom it concerns is told at once that a batch is out, and so is who follows.

One notice a person and batch, whatever the reasons, however often the job runs.
"""

from typing import Any

from app.blueprints.forum.queries import following as follows
from app.blueprints.forum.terms.following import Followed, Level
from app.blueprints.notifications.services import notify_many
from app.blueprints.questions.queries import announcing as queries
from app.core.clock import now
from app.core.db import acting_for, set_context

PUBLISHED = "questions/answers_published"
ABOUT = "space"


def tell_of_batch(entry: dict[str, Any]) -> None:
    """Those who asked and those who take part first: mail at once. Then the followers, as each wants to be told."""
    batch = queries.batch_told(entry["subject_id"])
    if batch is None:
        return
    set_context(acting_for(batch.organisation_id))  # who takes part is for the hosts to see
    what = {"entry_key": entry["key"], "kind": PUBLISHED, "params": {"batch_id": batch.id}, "mail": True}
    notify_many(queries.concerned(batch, entry["by_id"]), **what)
    notify_many(queries.following(batch, entry["by_id"]), about=f"{ABOUT}:{batch.space_id}", **what)


def stop_space(person_id: int, space_id: int) -> None:
    """From the link in a mail: of this dialogue only what answers or mentions her, or nothing, if that was her word."""
    if follows.level_of(person_id, Followed.SPACE, space_id) is not Level.NOTHING:
        follows.set_level(person_id, Followed.SPACE, space_id, Level.REPLIES, now())
