"""A thread as its readers meet it: who spoke, in which language, and what is not shown."""

import re

import pytest

from app.blueprints.accounts.terms import Authority, Check
from app.blueprints.forum.models import Post
from app.blueprints.forum.services import moderated
from app.core import clock
from app.core.db import db, unit_of_work
from tests.factories.accounts import member, organisation, person
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.forum import many_posts, post, thread

LANGUAGES = ("nb", "nn", "en")


@pytest.fixture
def scene(db_session):
    firm, _owner = buyer(name="Helse Nordkyst")
    dialogue = published_dialogue(firm)
    supplier = organisation("supplier", name="Nordfjord Mekaniske")
    who = member(supplier, "editor", name="Solveig Eide", locale="nn")
    return (
        dialogue,
        supplier,
        who,
        thread(dialogue, supplier, who, lang="nn", title="Kva med returmat?", body="Me lurer."),
    )


def at(opened, *rest: str, lang: str = "en") -> str:
    """The address of a thread, or of a page below it."""
    return "/".join([f"/{lang}/threads/{opened.id}", *rest])


def opening(dialogue) -> str:
    """The address at which a thread is opened."""
    return f"/en/spaces/{dialogue.space_id}/threads/new"


def reply_form(supplier, **values: str) -> dict[str, str]:
    return {"organisation_id": str(supplier.id), "lang": "en", "body": "We can help.", "once": "k1"} | values


def test_each_post_says_its_language_its_organisation_and_its_role(client, scene) -> None:
    _dialogue, _supplier, _who, opened = scene
    page = client.get(at(opened)).text
    assert re.search(r'<span>Original, Nynorsk</span></p><div class="stack" lang="nn"><p>Me lurer.</p>', page)
    assert "Solveig Eide, Nordfjord Mekaniske" in page
    assert ">Supplier</span>" in page
    assert "Not verified" not in page
    assert '<h1 class="ds-heading" data-size="md" lang="nn">Kva med returmat?</h1>' in page


def test_the_buyers_own_posts_stand_out(client, scene) -> None:
    dialogue, supplier, _who, opened = scene
    firm_owner = buyer()
    page = client.get(at(opened)).text
    assert "post official" not in page
    owner = member(db.session.get_one(type(supplier), dialogue.organisation_id), "editor", name="Arne Hauge")
    post(opened, db.session.get_one(type(supplier), dialogue.organisation_id), owner, "Ja.")
    assert firm_owner
    assert "post official" in client.get(at(opened)).text


def test_an_organisation_that_nobody_has_proven_is_marked_where_it_speaks(client, scene) -> None:
    _dialogue, supplier, _who, opened = scene
    supplier.authority = Authority.UNPROVEN
    db.session.commit()
    assert "Not verified" in client.get(at(opened)).text


def test_twenty_posts_a_page_by_number_and_links_that_stay(client, scene, sign_in) -> None:
    _dialogue, supplier, who, opened = scene
    many_posts(opened, supplier, who, 44)
    first = client.get(at(opened)).text
    assert re.findall(r'id="post-(\d+)"', first) == [str(n) for n in range(1, 21)]
    last = client.get(at(opened) + "?page=3").text
    assert re.findall(r'id="post-(\d+)"', last) == ["41", "42", "43", "44", "45"]
    for page in ("0", "4", "-1"):
        assert client.get(at(opened) + f"?page={page}").status_code == 404
    number = db.session.query(Post.id).filter_by(thread_id=opened.id, seq=45).scalar()
    assert client.get(f"/en/posts/{number}").location == at(opened) + "?page=3#post-45"


def test_a_withdrawn_post_leaves_its_number_and_none_of_its_words(scene, client, sign_in) -> None:
    dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who, "Dette angrer jeg på.")
    writer = sign_in(who)
    assert "Dette angrer jeg på." in writer.get(f"/en/posts/{made.id}/withdraw").text
    assert writer.post(f"/en/posts/{made.id}/withdraw").location.endswith("#post-2")
    for url in (at(opened), f"/en/dialogues/{dialogue.id}"):
        assert "Dette angrer jeg på." not in client.get(url).text
    assert "withdrew this post" in client.get(at(opened)).text
    assert client.get(f"/en/posts/{made.id}/history").status_code == 404
    assert client.get(f"/en/posts/{made.id}").status_code == 404


def test_a_hidden_post_is_a_placeholder_with_reason_and_date(scene, client, sign_in) -> None:
    _dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who, "Prisen er 400 kroner.")
    with unit_of_work():
        moderated.hide(made.id, reason_code="M5", at=clock.now())
    for lang, words in (("nb", "Forretningshemmeligheter"), ("nn", "Forretningsløyndomar"), ("en", "Trade secrets")):
        page = client.get(at(opened, lang=lang)).text
        assert words in page
        assert "(M5)" in page
        assert 'id="post-2"' in page
        assert "Prisen er 400 kroner." not in page
    assert client.get(f"/en/posts/{made.id}/history").status_code == 404
    assert "Prisen er 400 kroner." in sign_in(who).get(f"/en/posts/{made.id}/history").text


def test_what_waits_is_seen_by_its_author_and_moderators_and_by_nobody_else(scene, client, sign_in) -> None:
    dialogue, _supplier, who, opened = scene
    firm = organisation("supplier", check=Check.MATCHED, authority=Authority.UNPROVEN)
    newcomer = member(firm)
    sent = sign_in(newcomer).post(at(opened, "reply"), data=reply_form(firm, body="Jeg er ny her."))
    assert sent.status_code == 303
    number = int(sent.location.split("#waiting-")[1])
    assert "Jeg er ny her." in sign_in(newcomer).get(at(opened)).text
    assert "Jeg er ny her." in sign_in(person(platform=("moderator",))).get(at(opened)).text
    others = (client, sign_in(who), sign_in(member(firm)))
    for other in others:
        page = other.get(at(opened))
        assert "Jeg er ny her." not in page.text
        assert "1 post " in page.text
        for route in ("", "/history"):
            assert other.get(f"/en/posts/{number}{route}").status_code == 404
    opened_by_newcomer = sign_in(newcomer).post(
        opening(dialogue), data=reply_form(firm, title="Skjult tittel", once="z")
    )
    place = opened_by_newcomer.location.split("#")[0]
    assert sign_in(newcomer).get(place).status_code == 200
    for other in others[:2]:
        assert other.get(place).status_code == 404
        assert "Skjult tittel" not in other.get(f"/en/dialogues/{dialogue.id}").text


def test_every_visible_post_can_be_reported(scene, client) -> None:
    _dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who)
    assert f'href="/en/report/post/{made.id}"' in client.get(at(opened)).text


def test_a_reader_who_is_not_signed_in_gets_no_form_and_no_cookie(client, scene) -> None:
    answer = client.get(at(scene[3]))
    assert "csrf_token" not in answer.text
    assert "Set-Cookie" not in answer.headers


def test_the_fairness_line_stands_on_every_thread_of_a_dialogue(client, scene) -> None:
    assert "Taking part gives no advantage and staying out is no disadvantage." in client.get(at(scene[3])).text


def test_a_thread_leads_back_to_its_dialogue_by_the_name_that_this_reader_reads(client, scene) -> None:
    dialogue, _supplier, _who, opened = scene
    crumbs = {lang: client.get(at(opened, lang=lang)).text for lang in LANGUAGES}
    for lang, page in crumbs.items():
        assert f'href="/{lang}/dialogues/{dialogue.id}"' in page
        assert f'href="/{lang}/dialogues"' in page
    assert "Less food waste on wards" in crumbs["en"]
    assert "Mindre matsvinn på sengepostene" in crumbs["nb"]
    assert '<span lang="nb">Mindre matsvinn på sengepostene</span>' in crumbs["nn"], (
        "no Nynorsk: Bokmål, and it says so"
    )


def test_an_address_without_a_thread_or_with_one_that_nobody_sees_yet_is_404(client, scene, owner_sql) -> None:
    opened = scene[3]
    assert client.get("/en/threads/999999").status_code == 404
    owner_sql("UPDATE forum_space SET state = 'hidden'")
    assert client.get(at(opened)).status_code == 404
    assert client.get(at(opened, "reply")).status_code == 401, "a stranger cannot tell it from nothing"
