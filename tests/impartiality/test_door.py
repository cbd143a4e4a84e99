"""The door before what is confidential: shut until one has declared for those who take part now, and it remembers."""

import pytest
from sqlalchemy.exc import DatabaseError

from app import create_app
from app.blueprints.accounts.models import Membership
from app.blueprints.dialogues.queries import dialogue_shown
from app.blueprints.impartiality.policies import can_open_confidential
from app.blueprints.impartiality.queries.likely import likely
from app.blueprints.impartiality.services.doors import declared
from app.blueprints.impartiality.terms import Stance, TieKind
from app.core.access import guard
from app.core.clock import now
from app.core.db import Context, db, unit_of_work
from tests.conftest import Client
from tests.factories import parity
from tests.factories.accounts import member, organisation, person, session_token
from tests.factories.dialogues import buyer, published_dialogue


@pytest.fixture(scope="module")
def with_a_secret(settings):
    """The site with one page behind the door."""
    app = create_app(settings)
    app.config.update(WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=True)
    app.test_client_class = Client
    door = guard(can_open_confidential, dialogue=declared(dialogue_shown))
    secret = door(lambda dialogue: (f"secret of {dialogue.id}", {"Content-Type": "text/plain"}))
    app.add_url_rule("/<lang>/dialogues/<int:dialogue_id>/secret", "secret", secret)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def sign_in(with_a_secret, db_session):
    def _sign_in(who):
        client = with_a_secret.test_client()
        with client.session_transaction() as cookie:
            cookie.update(_user_id=session_token(who), _fresh=True)
        return client

    return _sign_in


def refusals(owner_sql, dialogue) -> list[tuple[str, int]]:
    return owner_sql(
        "SELECT why, times FROM impartiality_refusal WHERE dialogue_id = %(dialogue)s ORDER BY id", dialogue=dialogue.id
    )


def test_the_door_opens_for_who_has_declared_and_shuts_when_somebody_new_takes_part(app, sign_in, owner_sql) -> None:
    lead, ingrid = buyer()
    dialogue = published_dialogue(lead)
    parity.given(dialogue, organisation(name="Vestkyst Lading AS"))
    base, hers = f"/en/dialogues/{dialogue.id}", sign_in(ingrid)
    for _ in range(2):
        refused = hers.get(f"{base}/secret")
        assert refused.status_code == 403
        page = refused.get_data(as_text=True)
        assert "Before you open it, you declare" in page
        assert f'href="{base}/declaration"' in page
    assert refusals(owner_sql, dialogue) == [("undeclared", 2)]
    assert owner_sql("SELECT count(*) FROM journal_entry WHERE what = 'impartiality.confidential_refused'") == [(2,)]

    form = hers.get(f"{base}/declaration").get_data(as_text=True)
    assert "Vestkyst Lading AS" in form
    answer = hers.post(f"{base}/declaration", data={"version": 1, "stance": "none", "once": "a"})
    assert answer.status_code == 303
    assert hers.get(f"{base}/secret").get_data(as_text=True) == f"secret of {dialogue.id}"

    parity.given(dialogue, organisation(name="Ny Deltaker AS"), subject_id=2)
    shut = hers.get(f"{base}/secret")
    assert shut.status_code == 403
    assert "Somebody new takes part" in shut.get_data(as_text=True)
    renewed = hers.get(f"{base}/declaration").get_data(as_text=True)
    assert "Ny Deltaker AS" in renewed
    assert "Vestkyst Lading AS" not in renewed
    listed = hers.get(f"{base}/declarations").get_data(as_text=True)
    assert "Must declare again" in listed
    assert "had not declared for those who are new" in listed


def test_who_sits_on_the_bidders_board_is_asked_about_it_and_kept_out_whatever_she_declares(app, sign_in) -> None:
    lead, _ = buyer()
    firm = organisation(name="Fjordkran AS")
    both = person("Siri Styremedlem", organisations={lead: "editor", firm: "owner"})
    dialogue = published_dialogue(lead)
    parity.given(dialogue, firm)
    base, hers = f"/en/dialogues/{dialogue.id}", sign_in(both)
    assert "You are with Fjordkran AS here." in hers.get(f"{base}/declaration").get_data(as_text=True)
    tie = {f"tie_{firm.id}": "no", "version": 1, "stance": "none", "once": "b"}
    assert hers.post(f"{base}/declaration", data=tie).status_code == 422
    assert hers.post(f"{base}/declaration", data=tie | {f"why_{firm.id}": "Bare på papiret."}).status_code == 303
    refused = hers.get(f"{base}/secret")
    assert refused.status_code == 403
    assert "You act for an organisation that takes part" in refused.get_data(as_text=True)


def test_who_is_partial_or_ruled_out_stays_out_and_the_lead_sees_it(app, sign_in, owner_sql) -> None:
    lead, ingrid = buyer()
    partial, tied = member(lead, "reader", name="Per Partisk"), member(lead, "editor", name="Tone Tilknyttet")
    dialogue = published_dialogue(lead)
    base, hers, his, tones = f"/nb/dialogues/{dialogue.id}", sign_in(ingrid), sign_in(partial), sign_in(tied)
    his.post(f"{base}/declaration", data={"version": 0, "stance": "conflict", "once": "c"})
    assert his.get(f"{base}/secret").status_code == 403
    assert his.post(f"{base}/declaration", data={"version": 0, "stance": "none", "once": "d"}).status_code == 422
    assert his.get(f"{base}/declarations").status_code == 404
    tones.post(f"{base}/declaration", data={"version": 0, "stance": "ties", "note": "Studiekamerat.", "once": "e"})
    assert tones.get(f"{base}/secret").status_code == 200
    [(number,)] = owner_sql("SELECT id FROM impartiality_declaration WHERE stance = 'ties'")
    assert tones.post(f"{base}/declarations/{number}/rule-out", data={"why": "Nei"}).status_code == 404
    assert hers.post(f"{base}/declarations/{number}/rule-out", data={"why": "For nær.", "once": "f"}).status_code == 303
    assert tones.get(f"{base}/secret").status_code == 403
    assert tones.post(f"{base}/declaration", data={"version": 0, "stance": "none", "note": "x"}).status_code == 409
    assert "Per Partisk" in hers.get(f"{base}/declarations").get_data(as_text=True)


def test_likely_ties_are_former_work_addresses_and_names_that_are_alike(db_session) -> None:
    lead, ingrid = buyer()
    former, domain, namesake = organisation(), organisation(mail_domain="fjord.example"), organisation()
    left = Membership(person_id=ingrid.id, organisation_id=former.id, role="editor", ended_at=now())
    db.session.add(left)
    member(namesake, name="INGRID innkjøper")
    dialogue = published_dialogue(lead)
    parity.given(dialogue, former, domain, namesake, organisation())
    with unit_of_work(Context(organisation_ids=(lead.id,))):
        found = likely(dialogue.id, ingrid.id, name=ingrid.name, domain="fjord.example")
    assert {(row.organisation_id, row.kind) for row in found} == {
        (former.id, TieKind.FORMER_MEMBER), (domain.id, TieKind.SAME_DOMAIN), (namesake.id, TieKind.NAMESAKE),
    }  # fmt: skip


def test_a_declaration_is_hers_and_the_leads_and_is_never_changed(db_session) -> None:
    lead, ingrid = buyer()
    colleague, dialogue = member(lead, "reader"), published_dialogue(lead)
    parity.declared(dialogue, ingrid, stance=Stance.NONE)
    along = organisation("buyer")
    count = db.text("SELECT count(*) FROM impartiality_declaration")
    for context, seen in (
        (Context(person_id=ingrid.id, organisation_ids=(lead.id,)), 1),
        (Context(person_id=colleague.id, organisation_ids=(lead.id,)), 1),
        (Context(person_id=ingrid.id, organisation_ids=(along.id,)), 0),
        (Context(), 0),
    ):
        with unit_of_work(context):
            assert db.session.scalar(count) == seen
    with (
        pytest.raises(DatabaseError, match="what was declared stands"),
        unit_of_work(Context(person_id=ingrid.id, organisation_ids=(lead.id,))),
    ):
        db.session.execute(db.text("UPDATE impartiality_declaration SET stance = 'conflict'"))
