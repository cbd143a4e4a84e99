"""The story once on real input: the two texts that the product was asked for from, pasted as they are.

One is English, a paragraph a line; the other Norwegian, with a heading, a caption in two lines, and speeches that begin
with a dash. Pasted into a form they arrive with the line ends of a browser.
"""

from datetime import timedelta

import html5lib
import pytest

from app.blueprints.dialogues.models import Dialogue, Need
from app.blueprints.dialogues.terms.fairness import FairPoint
from app.blueprints.forum.models import Post, Revision
from app.blueprints.forum.terms.posts import PostState
from app.core import clock
from app.core.db import db
from tests.factories.accounts import member, organisation
from tests.factories.dialogues import NEED, answer_warnings, buyer

FILES = {"en": "health-clusternet-local-procurement.en.txt", "nb": "hoie-og-maeland-motte-helsenaeringen.nb.txt"}
PARAGRAPHS = {"en": 4, "nb": 10}
SPACE = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def texts(shared):
    return {lang: (shared / "sources" / name).read_text(encoding="utf-8") for lang, name in FILES.items()}


@pytest.fixture
def lived(texts, sign_in):
    """A need and a dialogue whose background is the Norwegian text, and a thread with both as posts, by the forms."""
    firm, lead = buyer(name="Helse Nordkyst")
    begin = clock.today()
    client = sign_in(lead)
    need = NEED | {
        "kind": "outcome",
        "by_when": "2028-12-31",
        "baseline": pasted(texts["nb"]),
        "lang": "nb",
        "once": "1",
    }
    begun = client.post(
        f"/nb/organisations/{firm.id}/dialogues/new",
        data={"title": "Høie og Mæland", "summary": "Tettere dialog.", "lang": "nb", "once": "0"},
    )
    base = begun.location.removesuffix("/edit/texts")
    dialogue_id = int(base.rpartition("/")[2])
    assert client.post(f"{base}/edit/needs/new", data=need).status_code == 303
    answer_warnings(dialogue_id)
    background = {
        "purpose": "Svarene avgjør hva vi ber om.",
        "title": "Høie og Mæland møtte helsenæringen",
        "summary": "Tettere dialog om innovative anskaffelser.",
        "background": pasted(texts["nb"]),
        "contact": "dialog@trust.example",
        "other_title": "The ministers met the health industry",
        "other_summary": "A closer dialogue on innovative procurement.",
    }
    fair = {f"{name}_{point}": word for point in FairPoint for name, word in (("word", "yes"), ("reason", "Tenkt på."))}
    plan = {"opens_on": begin.isoformat(), "closes_on": (begin + timedelta(days=30)).isoformat()}
    for step, data in (("edit/texts", background), ("edit/plan", plan), ("edit/fairness", fair), ("publish", {})):
        version = db.session.get_one(Dialogue, dialogue_id, populate_existing=True).version
        assert client.post(f"{base}/{step}", data=data | {"version": version}).status_code == 303
        db.session.rollback()
    space_id = db.session.get_one(Dialogue, dialogue_id).space_id
    supplier, interest = organisation(name="Saimaan Annosmitta"), organisation("interest", name="Fellesrådet")
    opened = sign_in(member(supplier, "owner", locale="en")).post(
        f"/en/spaces/{space_id}/threads/new",
        data={"title": "What are we trying to obtain?", "organisation_id": supplier.id, "lang": "en", "once": "2",
              "body": pasted(texts["en"])},
    )  # fmt: skip
    thread = opened.location.partition("#")[0].partition("?")[0]
    answered = sign_in(member(interest, "owner", locale="nb")).post(
        f"{thread}/reply",
        data={"organisation_id": interest.id, "lang": "nb", "body": pasted(texts["nb"]), "once": "3", "reply_to": "1"},
    )
    assert (opened.status_code, answered.status_code) == (303, 303)
    return dialogue_id, thread.removeprefix("/en")


def pasted(text):
    return text.replace("\n", "\r\n")


def words(text):
    """The words of a text; a speech's dash may be a hyphen in the source and a dash on the page."""
    return text.replace("–", "-").split()


def element(page, found):
    """The one innermost element of the page for which `found` is true."""
    return next(node for node in reversed(list(html5lib.parse(page).iter())) if found(node))


def spoken(node):
    return words(" ".join(node.itertext()))


def ends_with(lang, text):
    last = words(text)[-12:]
    return lambda node: node.tag == f"{SPACE}div" and node.get("lang") == lang and spoken(node)[-12:] == last


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_a_real_text_is_stored_whole_in_its_own_language(lived, texts, lang):
    revision = db.session.query(Revision).filter_by(lang=lang).one()
    assert revision.body == texts[lang].strip()
    post = db.session.get_one(Post, revision.post_id)
    assert (post.lang, post.state) == (lang, PostState.VISIBLE)
    assert revision.html.count("<p>") == PARAGRAPHS[lang]
    assert "<li>" not in revision.html, "a speech is not a list"
    assert db.session.get_one(Dialogue, lived[0]).background == texts["nb"].strip()
    assert db.session.query(Need).one().baseline == texts["nb"].strip()


@pytest.mark.parametrize("reader", ["nb", "nn", "en"])
def test_a_real_text_is_shown_whole_with_its_paragraphs_to_every_reader(client, lived, texts, reader):
    page = client.get(f"/{reader}{lived[1]}").text
    for lang, source in texts.items():
        shown = element(page, ends_with(None if lang == reader else lang, source))
        assert spoken(shown) == words(source)
        paragraphs = [spoken(node) for node in shown.iter(f"{SPACE}p")]
        assert len(paragraphs) == PARAGRAPHS[lang]
        assert paragraphs[-1] == words(source.strip().splitlines()[-1])


@pytest.mark.parametrize("reader", ["nb", "nn", "en"])
def test_a_real_background_stands_whole_below_its_need(client, lived, texts, reader):
    page = client.get(f"/{reader}/dialogues/{lived[0]}").text
    background = element(page, ends_with(None if reader == "nb" else "nb", texts["nb"]))
    assert spoken(background) == words(texts["nb"])
    assert len(list(background.iter(f"{SPACE}p"))) == PARAGRAPHS["nb"]
    assert [node.tag for node in background.iter(f"{SPACE}br")], "a caption's two lines stay two lines"
    baseline = element(page, lambda node: node.tag == f"{SPACE}dd" and "helsenæringen" in "".join(node.itertext()))
    assert "".join(baseline.itertext()).strip().replace("\r\n", "\n") == texts["nb"].strip()
    assert baseline.get("lang") == (None if reader == "nb" else "nb")
