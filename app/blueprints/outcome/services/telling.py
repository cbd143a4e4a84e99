"""After the commit, in the worker: each who contributed to a theme is told, once, that it has been answered.

Firms by their owners and editors. Those who asked under a pseudonym are told by the room that alone knows them; here
nobody learns who they are.
"""

from typing import Any

from app.blueprints.accounts.queries.organisations import editors
from app.blueprints.notifications.services import notify
from app.blueprints.outcome.queries import sources
from app.blueprints.outcome.queries.themes import title_of
from app.blueprints.outcome.terms import SourceKind
from app.blueprints.questions.services.telling import tell_askers
from app.core.clock import now
from app.core.db import acting_for, set_context

ANSWERED = "outcome/what_came_of_it"


def tell_contributors(entry: dict[str, Any]) -> None:
    """One notice a person, however many of her contributions stand in these themes."""
    dialogue_id = entry["subject_id"]
    set_context(acting_for(entry["organisation_id"]))  # what was gathered is for the hosts to see
    rows = sources.take_untold(entry["data"]["themes"], now())
    if not rows:
        return
    title = title_of(dialogue_id)
    params = {"dialogue_id": dialogue_id, "title": title.title, "language": title.lang}
    firms = sorted({row.organisation_id for row in rows if row.organisation_id is not None})
    for person_id in sorted({person for firm in firms for person in editors(firm)}):
        notify(person_id, entry_key=entry["key"], kind=ANSWERED, params=params, mail=True)
    asked = [row.subject_id for row in rows if row.kind is SourceKind.QUESTION]
    if asked:
        tell_askers(asked, ANSWERED, dialogue_id=dialogue_id, entry_key=entry["key"], params=params)
