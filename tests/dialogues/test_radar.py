"""A radar finds what fits by subject and place, tells each person once of each dialogue, and is nobody else's business."""

import re
from datetime import timedelta

import pytest

from app.blueprints.dialogues.queries import process
from app.blueprints.dialogues.queries import radar as queries
from app.blueprints.dialogues.services import dialogues
from app.blueprints.dialogues.services import radar as services
from app.blueprints.dialogues.terms.finding import RadarDraft
from app.blueprints.dialogues.terms.process import CodeKind
from app.blueprints.notifications.models import InboxItem
from app.core.clock import now
from app.core.db import Context, db, unit_of_work
from tests.factories.accounts import actor, member, organisation
from tests.factories.dialogues import buyer, draft_dialogue, published_dialogue

NOTHING = {"cpv": (), "industries": (), "places": (), "dimensions": ()}


def radar(person, **looks_for):
    with unit_of_work(Context(person_id=person.id)):
        return services.keep(RadarDraft(name="Senger", alerts=True, **(NOTHING | looks_for)), by=actor(person)).id


def coded(dialogue, **codes):
    with unit_of_work():
        for kind, code in codes.items():
            process.put_code(dialogue.id, CodeKind(kind), code)
    return dialogue


def publish(dialogue):
    with unit_of_work():
        dialogues.publish(dialogue, dialogue.version, by=None)


def fits(person):
    with unit_of_work(Context(person_id=person.id)):
        return [row.id for row in queries.fitting(person.id, "nb").rows]


@pytest.mark.parametrize(
    ("looks_for", "codes", "found"),
    [
        ({"cpv": ("33192000",)}, {"cpv": "33192120"}, True),  # what is under it
        ({"cpv": ("33192120",)}, {"cpv": "33190000"}, True),  # what is wider
        ({"cpv": ("33192120",)}, {"cpv": "33192200"}, False),  # what is beside it
        ({"cpv": ("33192120",)}, {}, False),
        ({"industries": ("32",)}, {"industry": "32.50"}, True),
        ({"cpv": ("90910000",), "industries": ("32",)}, {"industry": "32.50"}, True),  # one subject is enough
        ({"places": ("46",)}, {"municipality": "4601"}, True),
        ({"places": ("4601",)}, {"county": "46"}, True),
        ({"places": ("46",)}, {"county": "50"}, False),
        ({"places": ("46",)}, {}, True),  # for the whole country
        ({"cpv": ("33192000",), "places": ("46",)}, {"cpv": "33192120", "county": "50"}, False),  # subject and place
    ],
)
def test_what_fits_a_radar_is_found_and_nothing_else(db_session, looks_for, codes, found):
    person = member(organisation("supplier"))
    radar(person, **looks_for)
    dialogue = coded(published_dialogue(), **codes)
    assert fits(person) == ([dialogue.id] if found else [])


def told(person):
    with unit_of_work(Context(person_id=person.id)):
        return db.session.query(InboxItem).filter_by(person_id=person.id, kind=services.KIND).count()


def test_each_is_told_once_of_a_dialogue_and_the_buyers_own_people_not_at_all(db_session, run_jobs):
    from app.blueprints.dialogues.services import reach

    firm, owner = buyer()
    person = member(organisation("supplier"))
    radar(person, cpv=("33190000",))
    radar(person, places=("46",))
    radar(owner, cpv=("33190000",))
    elsewhere = member(organisation("supplier"))
    radar(elsewhere, cpv=("45000000",))
    dialogue = draft_dialogue(firm)
    with unit_of_work():
        reach.add_code(dialogue, CodeKind.CPV, "33192120", by=None)
    run_jobs()
    assert told(person) == 0  # a draft is nobody's business
    publish(dialogue)
    run_jobs()
    with unit_of_work():
        reach.add_code(dialogue, CodeKind.CPV, "33193000", by=None)
    run_jobs()
    assert (told(person), told(owner), told(elsewhere)) == (1, 0, 0)
    with unit_of_work():
        reach.add_code(dialogue, CodeKind.CPV, "45200000", by=None)
    run_jobs()
    assert told(elsewhere) == 1


def test_a_radar_is_seen_and_changed_by_its_owner_alone(db_session, sign_in):
    person, other = member(organisation("supplier")), member(organisation("supplier"))
    number = radar(person, cpv=("33190000",))
    with unit_of_work(Context(person_id=other.id)):
        assert queries.radars_of(person.id) == []
    assert sign_in(other).get(f"/nb/radar/{number}/edit").status_code == 404
    assert sign_in(person).get(f"/nb/radar/{number}/edit").status_code == 200


def test_a_radar_is_made_without_script_searching_before_saving(db_session, sign_in):
    person = member(organisation("supplier"))
    client = sign_in(person)
    once = re.search(r'name="once"[^>]*value="([^"]+)"', client.get("/nn/radar/new").text)[1]
    typed = {"once": once, "name": "Vask", "alerts": "y", "cpv-q": "reingjering"}
    searched = client.post("/nn/radar/new", data=typed | {"cpv-search": "1"})
    assert searched.status_code == 200
    assert 'value="90910000"' in searched.text
    assert fits(person) == []
    assert 'name="cpv-seen" value="reingjering"' in searched.text
    wrong = client.post("/nn/radar/new", data=typed | {"cpv-q": "90910000-8"})
    assert wrong.status_code == 422
    assert "90910000-9" in wrong.text
    assert client.post("/nn/radar/new", data={"once": once, "name": "Alt"}).status_code == 422
    several = client.post("/nn/radar/new", data=typed | {"cpv-q": "medisinsk"})
    assert several.status_code == 422  # words that were never searched for are not passed over
    kept = {"cpv": "90910000", "cpv-seen": "reingjering", "industries-q": "86", "counties": "46"}
    saved = client.post("/nn/radar/new", data=typed | kept)
    assert saved.status_code == 303
    with unit_of_work(Context(person_id=person.id)):
        (made,) = queries.radars_of(person.id)
        assert (made.cpv, made.industries, made.places) == (["90910000"], ["86"], ["46"])
    dialogue = coded(published_dialogue(), cpv="90911200", county="46")
    page = client.get("/en/radar").text
    assert f'href="/en/dialogues/{dialogue.id}"' in page
    assert "90910000-9" in page


def test_the_digest_names_what_is_new_in_the_readers_language_and_mail_can_be_stopped(db_session, run_jobs):
    from app.blueprints.dialogues.notices.radar import digest, words
    from app.blueprints.notifications import messages
    from app.blueprints.notifications.services import stop_mails, stopped_by, unsubscribe_token

    person = member(organisation("supplier"))
    radar(person, cpv=("33190000",))
    first = coded(draft_dialogue(), cpv="33192120")
    publish(first)
    run_jobs()
    since = now() - timedelta(hours=1)
    with unit_of_work(Context(person_id=person.id)):
        (section,) = digest(person.id, since, "en")
        assert [(line.text, line.language) for line in section.lines] == [("Less food waste on wards", "en")]
        (said,) = words([{"dialogue_id": first.id}], person.id, "en")
        mail = messages.word(services.KIND, said, "en")
        assert mail.subject == "A new dialogue fits your radar: “Less food waste on wards”"
        assert words([{"dialogue_id": first.id + 1000}], person.id, "en") == [None]
    with unit_of_work():
        token = unsubscribe_token(person.id, services.ABOUT)
        assert stopped_by(token, "en") == ("radar", "New dialogues on your radar")
        assert stop_mails(token)
    publish(coded(draft_dialogue(), cpv="33192120"))
    run_jobs()
    assert told(person) == 1


def test_who_sells_finds_the_radar_in_the_menu_and_a_buyer_has_none_there(db_session, sign_in) -> None:
    _firm, buys = buyer()
    link = 'href="/nb/radar"'
    assert link in sign_in(member(organisation("supplier"))).get("/nb/account").text
    assert link not in sign_in(buys).get("/nb/account").text
