"""Not only posts: names, dialogues, needs, evidence and translations are reported, hidden and shown again as they were."""

import psycopg
import pytest

from app.adapters import brreg
from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.services.organisations import apply_answer
from app.blueprints.bilingual.queries import work
from app.blueprints.bilingual.terms.translations import Status
from app.blueprints.dialogues.models import Dialogue, Need
from app.blueprints.dialogues.queries import get_dialogue
from app.blueprints.dialogues.services import dialogues
from app.blueprints.improvement.models import Evidence
from app.blueprints.moderation import services
from app.blueprints.moderation.services import open_case
from app.blueprints.moderation.terms.cases import SignalDraft, Source
from app.blueprints.moderation.terms.subjects import Visibility
from app.core.clock import now
from app.core.db import Context, db, unit_of_work
from app.core.errors import Conflict
from tests.factories import bilingual, evidence, forum
from tests.factories.accounts import actor, member, organisation
from tests.factories.dialogues import buyer, draft_dialogue, need_draft, published_dialogue

MODERATOR = Context(platform=("moderator",))
REPORT = SignalDraft(source=Source.REPORT, reason="M1")


def judged(kind, number, act):
    """Do it as a moderator does."""
    with unit_of_work(MODERATOR):
        return act(services.subject(kind), number)


def hidden(kind, number):
    judged(kind, number, lambda handlers, n: handlers.hide(n, reason_code="M1", at=now()))


def restored(kind, number):
    judged(kind, number, lambda handlers, n: handlers.restore(n))


def described(kind, number, context=MODERATOR):
    with unit_of_work(context):
        return services.describe(kind, number)


def columns(model, number, *but):
    with unit_of_work(MODERATOR):
        found = db.session.get(model, number, populate_existing=True)
        return {
            c.key: getattr(found, c.key)
            for c in model.__table__.columns
            if c.key not in {"version", "changed_at", *but}
        }


def translated(dialogue_id):
    with unit_of_work():
        return [(each.lang, each.title, each.summary) for each in get_dialogue(dialogue_id).translations]


def test_an_organisation_is_called_by_its_number_while_its_name_is_hidden_and_then_as_before(db_session, client):
    firm = organisation(name="Nemndehets AS")
    before = columns(Organisation, firm.id, "sort_key")
    hidden("organisation", firm.id)
    page = client.get(f"/nb/organisations/{firm.id}").text
    assert "Nemndehets" not in page
    assert firm.number in page
    assert described("organisation", firm.id).title == "Nemndehets AS"
    assert described("organisation", firm.id).visibility is Visibility.HIDDEN
    restored("organisation", firm.id)
    assert columns(Organisation, firm.id, "sort_key") == before


def test_the_register_does_not_bring_a_hidden_name_back(db_session):
    firm = organisation(name="Nemndehets AS")
    hidden("organisation", firm.id)
    known = {name: getattr(firm, name, None) for name in brreg.Card.__dataclass_fields__}
    with unit_of_work():
        found = db.session.get(Organisation, firm.id)
        apply_answer(found, brreg.Card(**known | {"name": "Nemndehets AS", "headcount": 12}))
        assert (found.name, found.headcount) == (f"Org. {firm.number}", 12)


def test_a_hidden_name_is_read_by_moderators_and_its_own_people_only(db_session, web_sql):
    firm = organisation(name="Nemndehets AS")
    hidden("organisation", firm.id)
    query = "SELECT name FROM accounts_hidden_name"
    assert web_sql(query) == []
    assert web_sql(query, Context(organisation_ids=(firm.id,))) == [("Nemndehets AS",)]
    assert web_sql(query, MODERATOR) == [("Nemndehets AS",)]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(
            f"INSERT INTO accounts_hidden_name (organisation_id, name) VALUES ({firm.id}, 'x')",
            Context(organisation_ids=(firm.id,)),
        )


def test_a_hidden_dialogue_shows_its_words_nowhere_and_comes_back_as_it_was(db_session, client):
    host, _owner = buyer()
    dialogue = published_dialogue(
        host, title="Usømmeleg tittel", other_title="Unseemly title", background="Usømmeleg bakgrunn"
    )
    before, parts = columns(Dialogue, dialogue.id), translated(dialogue.id)
    seen = described("dialogue", dialogue.id)
    assert "Usømmeleg bakgrunn" in seen.text
    hidden("dialogue", dialogue.id)
    for address in (
        "/nb/dialogues",
        f"/nb/dialogues/{dialogue.id}",
        f"/en/dialogues/{dialogue.id}",
        "/en/dialogues",
        "/nb/",
    ):
        text = client.get(address).text
        assert "Usømmeleg" not in text, address
        assert "Unseemly" not in text, address
    assert "Personopplysninger (M1)" in client.get(f"/nb/dialogues/{dialogue.id}").text
    now_described = described("dialogue", dialogue.id)
    assert (now_described.sha256, now_described.visibility) == (seen.sha256, Visibility.HIDDEN)
    restored("dialogue", dialogue.id)
    assert columns(Dialogue, dialogue.id) == before
    assert translated(dialogue.id) == parts


def test_a_buyer_does_not_edit_away_what_a_moderator_has_hidden(db_session):
    host, owner = buyer()
    dialogue = published_dialogue(host)
    need_id = dialogue.needs[0].id
    hidden("need", need_id)
    who = actor(owner)
    with unit_of_work():
        found = get_dialogue(dialogue.id)
        with pytest.raises(Conflict) as refused:
            dialogues.change_need(found, found.needs[0], need_draft(), found.version, by=who)
    assert refused.value.code == "need_is_hidden"
    hidden("dialogue", dialogue.id)
    with unit_of_work():
        found = get_dialogue(dialogue.id)
        with pytest.raises(Conflict) as refused:
            dialogues.add_need(found, need_draft(), by=who)
    assert refused.value.code == "dialogue_is_hidden"


def test_a_hidden_need_comes_back_word_for_word_and_its_words_are_for_moderators_and_the_buyer(
    db_session, client, web_sql
):
    host, _owner = buyer()
    dialogue = published_dialogue(host)
    need = dialogue.needs[0]
    before, seen = columns(Need, need.id), described("need", need.id)
    hidden("need", need.id)
    page = client.get(f"/nb/dialogues/{dialogue.id}").text
    assert "Halvere matsvinnet på sengepostene" not in page
    assert "34 prosent" not in page
    assert described("need", need.id).sha256 == seen.sha256
    assert web_sql("SELECT count(*) FROM dialogues_hidden_text") == [(0,)]
    assert web_sql("SELECT count(*) FROM dialogues_hidden_text", Context(organisation_ids=(host.id,))) == [(1,)]
    restored("need", need.id)
    assert columns(Need, need.id) == before


def test_a_draft_of_a_dialogue_cannot_be_reported(db_session):
    assert described("dialogue", draft_dialogue().id) is None


def test_a_moderator_sees_a_firms_evidence_only_when_there_is_a_case_about_that_very_piece(db_session, web_sql):
    firm = organisation()
    one, other = evidence.evidence(firm), evidence.evidence(firm)
    assert web_sql("SELECT id FROM improvement_evidence", MODERATOR) == []
    member_of = actor(member(firm))
    with unit_of_work(Context(person_id=member_of.person_id, organisation_ids=(firm.id,))):
        open_case("evidence", one.id, REPORT, by=member_of)
    assert web_sql("SELECT id FROM improvement_evidence", MODERATOR) == [(one.id,)]
    assert described("evidence", other.id) is None
    assert described("evidence", one.id).confidential


def test_hidden_evidence_is_opened_by_its_firm_alone(db_session, sign_in):
    firm, asker = organisation(), organisation("buyer")
    piece = evidence.evidence(firm)
    evidence.permit(piece, asker)
    who = member(asker)
    address = f"/nb/organisations/{firm.id}/evidence/{piece.id}"
    reading, own = sign_in(who), sign_in(member(firm))
    assert reading.get(address).status_code == 200
    reader = actor(who)
    with unit_of_work(Context(person_id=reader.person_id, organisation_ids=(asker.id,))):
        open_case("evidence", piece.id, REPORT, by=reader)
    before = columns(Evidence, piece.id)
    hidden("evidence", piece.id)
    assert reading.get(address).status_code == 404
    assert own.get(address).status_code == 200
    restored("evidence", piece.id)
    assert reading.get(address).status_code == 200
    assert columns(Evidence, piece.id) == before


def test_a_translation_that_is_taken_away_is_shown_to_nobody_and_can_be_put_back(db_session, client):
    host = organisation("buyer")
    space = forum.open_forum(organisation_id=host.id)
    firm = organisation()
    author = member(firm)
    thread = forum.thread(space, firm, author)
    made = forum.post(thread, firm, author, "Vi har mye returmat hver uke.")
    words = "We have a lot of stale food."
    version = bilingual.approved(made, "en", member(organisation(), "editor"), member(host, "editor"), words)
    address = f"/en/threads/{thread.id}"
    assert words in client.get(address).text
    assert described("translation", version.id).author_id == version.translator_id
    hidden("translation", version.id)
    assert words not in client.get(address).text
    assert described("translation", version.id).visibility is Visibility.HIDDEN
    restored("translation", version.id)
    assert words in client.get(address).text
    with unit_of_work():
        assert work.get_translation(version.id).status is Status.APPROVED


def test_a_translation_put_back_gives_way_to_one_that_came_meanwhile(db_session):
    host = organisation("buyer")
    firm = organisation()
    author = member(firm)
    made = forum.post(
        forum.thread(forum.open_forum(organisation_id=host.id), firm, author), firm, author, "Vi kan hente."
    )
    checker = member(host, "editor")
    first = bilingual.approved(made, "en", member(organisation(), "editor"), checker, "We can fetch.")
    hidden("translation", first.id)
    second = bilingual.approved(made, "en", member(organisation(), "editor"), checker, "We can collect it.")
    restored("translation", first.id)
    with unit_of_work():
        states = {number: work.get_translation(number).status for number in (first.id, second.id)}
    assert states == {first.id: Status.SUPERSEDED, second.id: Status.APPROVED}
