"""The rules that everybody can read: in three languages, with all that they have been."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context as ContextVars

import pytest

from app.blueprints.moderation.services import rules
from app.core.db import Context, unit_of_work
from app.core.errors import Refused, StaleVersion
from app.core.localized import Localized
from tests.factories import dialogues, forum
from tests.factories.accounts import actor, member, organisation, person

pytestmark = pytest.mark.usefixtures("db_session")

TEXTS = Localized(
    nb="# Regler\n\nHold deg til saken.", nn="# Reglar\n\nHald deg til saka.", en="# Rules\n\nKeep to it."
)


def written(by, scope="space:7", *, based_on=0, why="Nye regler.", **texts):
    with unit_of_work(Context(person_id=by.id, platform=("moderator",))):
        return rules.write_rules(scope, Localized(TEXTS | texts), why=why, based_on=based_on, by=actor(by))


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("nb", ["Uenighet og kritikk er aldri en grunn", "M1 Personopplysninger", "innen tre uker"]),
        ("nn", ["Usemje og kritikk er aldri ein grunn", "M1 Personopplysningar", "innan tre veker"]),
        ("en", ["Disagreement and criticism are never a reason", "M1 Personal information", "within three weeks"]),
    ],
)
def test_the_house_rules_are_there_from_the_beginning_and_say_what_is_no_reason(client, lang, said):
    page = client.get(f"/{lang}/rules").text
    assert all(words in page for words in said), page
    assert all(f"M{number}" in page for number in range(1, 8))
    assert client.get(f"/{lang}/rules/history").status_code == 200


def test_of_many_who_write_at_once_one_is_first_and_the_others_are_told(app, moderator):
    def write(number):
        with app.app_context():
            try:
                return written(moderator, why=f"Utgave {number}.").version
            except StaleVersion as stale:
                return stale

    with ThreadPoolExecutor(4) as pool:
        came = list(pool.map(lambda number: ContextVars().run(write, number), range(6)))
    assert came.count(1) == 1
    assert sum(isinstance(one, StaleVersion) for one in came) == 5
    with unit_of_work():
        assert rules.rules_in_force("space:7").version == 1
    with pytest.raises(StaleVersion) as stale:
        written(moderator, based_on=0)
    assert stale.value.who == "Mona Moderator"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"nn": "  "}, "rules_in_all_languages"),
        ({"why": " "}, "rules_why_is_missing"),
        ({"en": "Write to 01819012365."}, "rules_with_identity_number"),
        ({"why": "Etter klage fra 018190 12365."}, "rules_with_identity_number"),
        ({"nb": "> " * 40 + "dypt"}, "text_too_deep"),
    ],
)
def test_rules_need_three_languages_and_a_why_and_hold_nobodys_number(moderator, given, code):
    with pytest.raises(Refused) as refused:
        written(moderator, **given)
    assert refused.value.code == code
    with unit_of_work():
        assert rules.rules_in_force("space:7") is None


def test_the_history_shows_what_and_why_and_when_but_not_who(client, moderator, monkeypatch):
    shown = rules.ScopeShown("Mindre matsvinn", "nb", "/nb/dialogues/7")
    monkeypatch.setitem(rules._scopes, "space", lambda _actor, number, _locale: shown if number == 7 else None)
    assert "No rules of its own" in client.get("/en/rules/space/7").text
    assert client.get("/en/rules/space/7/history").status_code == 404
    assert client.get("/en/rules/space/8").status_code == 404
    written(moderator)
    written(moderator, based_on=1, why="Tydeligere om bilder.", nb="# Regler\n\nHold deg til saken og bildene.")
    page = client.get("/nb/rules/space/7/history").text
    assert "Tydeligere om bilder." in page
    assert re.search(r"<ins>.*og bildene", page)
    assert "Mona" not in page
    assert "Hold deg til saken og bildene." in client.get("/nb/rules/space/7").text


def test_a_moderator_looks_first_and_then_publishes_and_who_comes_second_keeps_what_she_typed(
    sign_in, moderator, client
):
    desk, address = sign_in(moderator), "/en/moderation/rules/house"
    version = int(re.search(r'name="version"[^>]*value="(\d+)"', desk.get(address).text).group(1))
    typed = {**TEXTS, "why": "Shorter.", "version": str(version)}
    looked = desk.post(address, data={**typed, "preview": "yes", "once": "a"}).text
    assert "<h2>Regler</h2>" in looked
    assert "Nothing is published yet" in looked
    assert "Keep to it." not in client.get("/en/rules").text

    assert desk.post(address, data={**typed, "once": "b"}).status_code == 303
    assert "Keep to it." in client.get("/en/rules").text
    second = desk.post(address, data={**typed, "en": "# Rules\n\nMine & only mine.", "once": "c"})
    assert second.status_code == 409
    assert "Mine &amp; only mine." in second.text
    assert f'value="{version + 1}"' in second.text, "sent again, it goes by what its writer has now seen"


def test_only_moderators_write_rules(client, sign_in):
    for address in ("/nb/moderation/rules", "/nb/moderation/rules/house"):
        assert client.get(address).status_code == 401
        assert sign_in(person()).get(address).status_code == 403


def test_the_door_gives_the_rules_in_force(moderator):
    written(moderator, "house", based_on=1)
    with unit_of_work():
        assert rules.rules_in_force("house").version == 2


def test_a_forum_or_dialogue_has_rules_of_its_own_under_its_own_name(client, moderator):
    dialogue = dialogues.published_dialogue()
    space = forum.thread(dialogue, firm := organisation(), member(firm)).space_id
    written(moderator, f"space:{space}")
    page = client.get(f"/nn/rules/space/{space}").text
    assert "Hald deg til saka." in page
    assert f"/nn/dialogues/{dialogue.id}" in page
