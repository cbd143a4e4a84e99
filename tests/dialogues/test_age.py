"""A page that nobody has looked through for three years says so, and stops only when somebody has."""

from datetime import date, timedelta

import pytest

from app.blueprints.dialogues.models import Dialogue, Review
from app.blueprints.dialogues.rules.age import SENTENCE, is_old
from app.core.clock import now, today
from app.core.db import db, unit_of_work
from tests.factories.dialogues import buyer, published_dialogue


@pytest.mark.parametrize(
    ("vouched_for", "today_is", "old"),
    [
        (date(2020, 3, 10), date(2023, 3, 10), False),
        (date(2020, 3, 10), date(2023, 3, 11), True),
        (date(2020, 2, 29), date(2023, 2, 28), False),
        (date(2020, 2, 29), date(2023, 3, 1), True),
        (None, date(2023, 3, 1), False),
    ],
)
def test_a_page_is_old_when_more_than_three_years_have_gone(vouched_for, today_is, old) -> None:
    assert is_old(vouched_for, today_is) is old


def test_the_sentence_is_the_ministrys_own(shared) -> None:
    [page] = (shared / "sources").glob("hoie-*.txt")
    assert SENTENCE["nb"] in page.read_text(encoding="utf-8").splitlines()


def test_an_old_dialogue_says_so_on_every_page_until_its_buyer_has_looked_through_it(
    client, db_session, sign_in
) -> None:
    firm, owner = buyer()
    dialogue = published_dialogue(firm)
    address = f"/dialogues/{dialogue.id}"
    for lang in ("nb", "nn", "en"):
        assert SENTENCE[lang] not in client.get(f"/{lang}{address}").text
    with unit_of_work():
        db.session.get(Dialogue, dialogue.id).reviewed_at = now() - timedelta(days=3 * 366 + 1)
    for lang in ("nb", "nn", "en"):
        for page in (address, f"{address}/documents"):
            assert client.get(f"/{lang}{page}").text.count(SENTENCE[lang]) == 1
    lead = sign_in(owner)
    lead.post(f"/nb{address}/edit/needs/new", data={})
    assert client.post(f"/nb{address}/review").status_code == 401
    assert SENTENCE["nb"] in client.get(f"/nb{address}").text
    assert lead.post(f"/nb{address}/review", data={"note": "Datoene stemmer.", "once": "a"}).status_code == 303
    assert SENTENCE["nb"] not in client.get(f"/nb{address}").text
    with unit_of_work():
        [seen] = db.session.query(Review).all()
    assert (seen.by_id, seen.note) == (owner.id, "Datoene stemmer.")


def test_a_page_about_the_site_says_so_too(client, db_session, sign_in, monkeypatch) -> None:
    from tests.factories.accounts import person

    written = {page: today() - timedelta(days=3 * 366 + 1) for page in ("privacy", "rules")}
    monkeypatch.setattr("app.blueprints.home.services.WRITTEN", written)
    for page in written:
        assert SENTENCE["nn"] in client.get(f"/nn/{page}").text
        assert client.get(f"/nn/review/{page}").status_code == 401
        moderator = sign_in(person(platform=("moderator",)))
        assert moderator.post(f"/nn/review/{page}", data={"once": page}).status_code == 303
        assert SENTENCE["nn"] not in client.get(f"/nn/{page}").text
