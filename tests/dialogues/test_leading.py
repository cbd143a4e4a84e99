"""The lead goes to another host when it is offered and taken, with the threads; by nobody's statement alone."""

import pytest
from sqlalchemy.exc import DBAPIError

from app.blueprints.dialogues.models import Host
from app.blueprints.dialogues.queries import process
from app.blueprints.dialogues.services import hosts
from app.core.clock import now
from app.core.db import acting_for, db, unit_of_work
from tests.factories.dialogues import buyer, published_dialogue


def test_the_lead_is_handed_over_to_a_host_that_takes_it(db_session, sign_in, owner_sql, run_jobs) -> None:
    (lead, ingrid), (along, nils) = buyer(), buyer()
    dialogue = published_dialogue(lead)
    with unit_of_work(acting_for(lead.id)):
        hosts.ask_host(dialogue, along.id, by=None)
    with unit_of_work(acting_for(along.id)):
        hosts.answer_host(dialogue, along.id, accept=True, by=None)
        assert not process.take_lead(dialogue.id, along.id), "nobody has offered it"
    with unit_of_work(acting_for(along.id)):
        process.find_host(dialogue.id, along.id).offered_at = now()
        with pytest.raises(DBAPIError, match="who leads offers the lead"):
            db.session.flush()
        db.session.rollback()
    base = f"/en/dialogues/{dialogue.id}"
    hers, his = sign_in(ingrid), sign_in(nils)
    assert his.post(f"{base}/hosts/lead/offer", data={"organisation_id": along.id}).status_code in (403, 404)
    assert hers.post(f"{base}/hosts/lead/offer", data={"organisation_id": along.id}).status_code == 303
    assert "Asked to lead" in hers.get(f"{base}/edit/hosts").text
    assert hers.post(f"{base}/hosts/lead", data={"organisation_id": along.id, "answer": "yes"}).status_code == 403
    assert "Take the lead" in his.get(f"{base}/edit/hosts").text
    assert his.post(f"{base}/hosts/lead", data={"organisation_id": along.id, "answer": "yes"}).status_code == 303
    [row] = owner_sql(
        "SELECT d.organisation_id, d.host_ids, s.organisation_id FROM dialogues_dialogue d"
        " JOIN forum_space s ON s.id = d.space_id"
    )
    assert tuple(row) == (along.id, [along.id, lead.id], along.id)
    with unit_of_work():
        assert [(host.organisation_id, host.leads) for host in db.session.query(Host).order_by(Host.leads.desc())] == [
            (along.id, True), (lead.id, False),
        ]  # fmt: skip
    assert hers.get(f"{base}/close").status_code in (403, 404)
    assert his.get(f"{base}/close").status_code == 200
    run_jobs()
    told = owner_sql(
        "SELECT kind, person_id FROM notifications_inbox_item WHERE kind LIKE 'dialogues/lead%%' ORDER BY 1"
    )
    assert [tuple(each) for each in told] == [("dialogues/lead_offered", nils.id), ("dialogues/lead_taken", ingrid.id)]
