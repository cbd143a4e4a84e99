"""Who leads hands the dialogue over to another host, which takes it or not. Nobody leads against its will."""

from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor
from app.blueprints.dialogues.models import Dialogue, Host
from app.blueprints.dialogues.queries import process as queries
from app.blueprints.dialogues.services.writing import refuse_closed, touch
from app.blueprints.dialogues.terms.process import HostState
from app.blueprints.journal.services import record
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict


def offer_lead(dialogue: Dialogue, organisation_id: int, *, by: Actor | None) -> None:
    """To one host at a time; its editors and owners are told. Until it takes it, all stays as it is."""
    refuse_closed(dialogue)
    refuse_silenced(by)
    host = _along(dialogue, organisation_id)
    if any(row.offered_at for row in queries.hosts_of(dialogue.id)):
        raise Conflict("lead_is_offered")
    host.offered_at = now()
    _note("dialogues.lead_offered", dialogue, dialogue.organisation_id, organisation_id, by)


def withdraw_lead(dialogue: Dialogue, organisation_id: int, *, by: Actor | None) -> None:
    """The offer is taken back, or turned down by the host itself; who leads goes on."""
    host = _offered(dialogue, organisation_id)
    host.offered_at = None
    _note("dialogues.lead_not_taken", dialogue, dialogue.organisation_id, organisation_id, by)


def take_lead(dialogue: Dialogue, organisation_id: int, *, by: Actor | None) -> None:
    """From now on this host publishes, announces and closes; who led hosts along, and everybody can see it."""
    refuse_closed(dialogue)
    refuse_silenced(by)
    _offered(dialogue, organisation_id)
    former = dialogue.organisation_id
    db.session.flush()
    if not queries.take_lead(dialogue.id, organisation_id):
        raise Conflict("host_has_answered")
    db.session.expire_all()
    db.session.refresh(dialogue, ["organisation_id", "host_ids", "needs", "phases", "translations"])
    touch(dialogue, by, part="hosts")
    _note("dialogues.lead_taken", dialogue, former, organisation_id, by)


def _along(dialogue: Dialogue, organisation_id: int) -> Host:
    host = queries.find_host(dialogue.id, organisation_id)
    if host is None or host.state is not HostState.HOST or host.leads:
        raise Conflict("host_has_answered")
    return host


def _offered(dialogue: Dialogue, organisation_id: int) -> Host:
    host = _along(dialogue, organisation_id)
    if host.offered_at is None:
        raise Conflict("host_has_answered")
    return host


def _note(what: str, dialogue: Dialogue, lead: int, other: int, by: Actor | None) -> None:
    record(what, subject=dialogue, by=by, organisation_id=lead, dialogue_id=dialogue.id, asked=other)
