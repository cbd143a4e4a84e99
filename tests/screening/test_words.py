"""The ministry's words: added, removed, never changed; found in what people write."""

import pytest
from sqlalchemy.exc import DBAPIError

from app.blueprints.screening.models import Word
from app.blueprints.screening.queries import words as queries
from app.blueprints.screening.services import findings, words
from app.blueprints.screening.terms.words import WordDraft
from app.core.db import Context, unit_of_work
from app.core.errors import Conflict, Refused
from tests.factories.accounts import actor, person

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def moderator():
    return person("Mona Moderator", platform=("moderator",))


def add(who, word, language="nb"):
    with unit_of_work(Context(person_id=who.id, platform=("moderator",))):
        return words.add_word(WordDraft(language, word, "Etter møte med bransjen"), by=actor(who))


def test_a_word_is_found_while_it_is_in_the_list_and_its_history_stays(moderator, owner_sql):
    kept = add(moderator, "Rotorskisse")
    with unit_of_work():
        assert [one.kind.value for one in findings("Her er rotorskissen.")] == ["secret"]
    with unit_of_work(Context(person_id=moderator.id)):
        words.remove_word(queries.get_word(kept.id), by=actor(moderator))
    with unit_of_work():
        assert findings("Her er rotorskissen.") == []
        with pytest.raises(Conflict, match="word_is_removed"):
            words.remove_word(queries.get_word(kept.id), by=actor(moderator))
    again = add(moderator, "rotorskisse")
    assert again.id != kept.id
    assert owner_sql("SELECT word, added_by, removed_by FROM screening_word ORDER BY id") == [
        ("rotorskisse", moderator.id, moderator.id),
        ("rotorskisse", moderator.id, None),
    ]
    said = owner_sql("SELECT data::text FROM journal_entry WHERE what LIKE 'screening.word%'")
    assert len(said) == 3
    assert "rotor" not in str(said)


@pytest.mark.parametrize(
    ("word", "code"), [("og", "word_short"), ("kontrakt", "word_common"), ("rotor", "word_is_there")]
)
def test_a_word_that_is_there_too_short_or_in_every_text_is_refused(moderator, word, code):
    add(moderator, "rotor")
    add(moderator, "rotor", "en")
    with pytest.raises(Refused, match=code):
        add(moderator, word)


def test_a_word_is_never_changed(moderator):
    kept = add(moderator, "rotorskisse")
    with pytest.raises(DBAPIError, match="permission denied"), unit_of_work() as session:
        session.get(Word, kept.id).word = "noe annet"


def test_the_list_is_kept_by_moderators_on_one_page(sign_in, moderator):
    desk = sign_in(moderator)
    sent = desk.post("/nb/moderation/words", data={"language": "nn", "word": "Skisse", "note": "", "once": "a"})
    assert sent.status_code == 303
    page = desk.get("/en/moderation/words?language=nn&q=ski")
    assert "skisse" in page.text
    assert "Mona Moderator" in page.text
    refused = desk.post("/nb/moderation/words", data={"language": "nn", "word": "skisse", "once": "b"})
    assert refused.status_code == 422
    number = page.text.split("/moderation/words/")[1].split("/")[0]
    assert desk.post(f"/nb/moderation/words/{number}/remove").status_code == 303
    assert "skisse" not in desk.get("/nb/moderation/words").text.split("<form")[0]
    assert "skisse" in desk.get("/nb/moderation/words?state=removed").text
    for who, answer in ((person(), 403), (person(platform=("administrator",)), 403)):
        assert sign_in(who).get("/nb/moderation/words").status_code == answer
