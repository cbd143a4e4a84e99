"""Several buyers may host one dialogue. One leads; the others are asked, and host when they have said yes."""

from app.blueprints.accounts.queries.receivers import find_receiver
from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor, Kind
from app.blueprints.dialogues.models import Dialogue, Host
from app.blueprints.dialogues.queries import process as queries
from app.blueprints.dialogues.services.writing import by_id, refuse_closed, touch
from app.blueprints.dialogues.terms.process import HostState
from app.blueprints.journal.services import record
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused

MOST_HOSTS = 30


def ask_host(dialogue: Dialogue, organisation_id: int, *, by: Actor | None) -> Host:
    """A verified buyer is asked; its editors and owners are told. Whoever said no, or left, may be asked again."""
    refuse_closed(dialogue)
    refuse_silenced(by)
    if find_receiver(dialogue.organisation_id, organisation_id, kinds=(Kind.BUYER,)) is None:
        raise Refused("host_is_no_buyer")
    if len(queries.hosts_of(dialogue.id)) >= MOST_HOSTS:
        raise Conflict("too_many_hosts", limit=MOST_HOSTS)
    host = queries.find_host(dialogue.id, organisation_id)
    if host is not None and host.state in (HostState.ASKED, HostState.HOST):
        raise Conflict("host_is_asked")
    if host is None:
        host = Host(dialogue_id=dialogue.id, organisation_id=organisation_id)
        db.session.add(host)
    host.state, host.asked_by, host.answered_by, host.answered_at = HostState.ASKED, by_id(by), None, None
    record(
        "dialogues.host_asked", subject=host, by=by, organisation_id=dialogue.organisation_id,
        dialogue_id=dialogue.id, asked=organisation_id,
    )  # fmt: skip
    return host


def withdraw_host(dialogue: Dialogue, organisation_id: int, *, by: Actor | None) -> None:
    """The question is taken back before it has been answered."""
    host = queries.find_host(dialogue.id, organisation_id)
    if host is None or host.state is not HostState.ASKED:
        raise Conflict("host_has_answered")
    host.state = HostState.LEFT
    record(
        "dialogues.host_withdrawn", subject=host, by=by, organisation_id=dialogue.organisation_id,
        dialogue_id=dialogue.id, asked=organisation_id,
    )  # fmt: skip


def answer_host(dialogue: Dialogue, organisation_id: int, *, accept: bool, by: Actor | None) -> None:
    """From a yes on, this buyer's people see what hosts see, and write with the others."""
    refuse_closed(dialogue)
    refuse_silenced(by)
    host = queries.find_host(dialogue.id, organisation_id)
    if host is None or host.state is not HostState.ASKED:
        raise Conflict("host_has_answered")
    _turn(dialogue, host, HostState.HOST if accept else HostState.DECLINED, by)
    record(
        "dialogues.host_answered", subject=host, by=by, organisation_id=dialogue.organisation_id,
        dialogue_id=dialogue.id, asked=organisation_id, accepted=accept,
    )  # fmt: skip


def leave(dialogue: Dialogue, organisation_id: int, *, by: Actor | None) -> None:
    """A buyer no longer hosts along. What its people have written stays; who leads cannot leave."""
    refuse_closed(dialogue)
    host = queries.find_host(dialogue.id, organisation_id)
    if host is None or host.state is not HostState.HOST:
        raise Conflict("host_has_answered")
    if host.leads:
        raise Conflict("who_leads_stays")
    _turn(dialogue, host, HostState.LEFT, by)
    record(
        "dialogues.host_left", subject=host, by=by, organisation_id=dialogue.organisation_id,
        dialogue_id=dialogue.id, left=organisation_id,
    )  # fmt: skip


def _turn(dialogue: Dialogue, host: Host, state: HostState, by: Actor | None) -> None:
    """The row says so, the database brings `host_ids` along, and everybody who reads the dialogue can see it."""
    before = set(dialogue.host_ids)
    host.offered_at = None
    host.state, host.answered_by, host.answered_at = state, by_id(by), now()
    db.session.flush()
    db.session.refresh(dialogue, ["host_ids"])
    if set(dialogue.host_ids) != before:
        touch(dialogue, by, part="hosts")
