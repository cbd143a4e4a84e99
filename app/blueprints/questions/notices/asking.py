"""Hosts are told when questions begin to wait; a firm when the buyer does something about one of its own.

The entry in the journal says neither who asked nor for whom: `telling` finds the firm, in the worker.
"""

from typing import Any

from app.blueprints.accounts.queries.organisations import editors
from app.blueprints.notifications.services import notify, register
from app.blueprints.questions.queries import telling as queries
from app.blueprints.questions.services.telling import tell_askers
from app.core.db import acting_for, unit_of_work


def tell_hosts(entry: dict[str, Any]) -> None:
    """In the inbox each time; by mail only when no other question waits, so that a pile is told of once."""
    dialogue_id = entry["data"]["dialogue"]
    params = {"dialogue_id": dialogue_id, "title": queries.title_of(dialogue_id), "late": entry["data"]["late"]}
    for host_id in queries.hosts_of(dialogue_id):
        with unit_of_work(acting_for(host_id)):
            mail = not queries.others_wait(dialogue_id, entry["subject_id"])
        for person_id in editors(host_id):
            notify(person_id, entry_key=entry["key"], kind="question_asked", params=params, mail=mail)


def tell_firm(kind: str, entry: dict[str, Any]) -> None:
    tell_askers([entry["subject_id"]], kind, dialogue_id=entry["data"]["dialogue"], entry_key=entry["key"])


def tell_of_return(entry: dict[str, Any]) -> None:
    tell_firm("question_returned", entry)


def tell_of_proposal(entry: dict[str, Any]) -> None:
    tell_firm("question_proposed", entry)


def tell_of_look(entry: dict[str, Any]) -> None:
    tell_firm("question_asker_seen", entry)


register("questions.question_asked", tell_hosts)
register("questions.question_returned", tell_of_return)
register("questions.change_proposed", tell_of_proposal)
register("questions.asker_looked_up", tell_of_look)
