"""The glossary's pages, services and rows, as visitors and the ministry's people meet them."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import psycopg
import pytest

from app.blueprints.bilingual.queries import glossary as queries
from app.blueprints.bilingual.services import glossary as services
from app.blueprints.bilingual.terms.glossary import ConceptDraft
from app.core.db import Context
from tests.bilingual.test_glossary_rules import STARTER
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.bilingual_glossary import concept, content

FIELDS = {"domain": "ict", "en": "trial term", "nb": "prøveord", "nn": "prøveord på nynorsk", "version": "1"}


@pytest.fixture
def staff(db_session):
    return person("Mona Moderator", platform=("moderator",))


@pytest.fixture
def desk(staff, sign_in):
    return sign_in(staff)


def csv_file(text, name="glossary.csv"):
    return {"file": (BytesIO(text.encode()), name)}


def sent(page):
    """The hidden fields of the page's form."""
    return dict(re.findall(r'name="(version|once)"[^>]*value="([^"]*)"', page.get_data(as_text=True)))


def test_the_starter_set_is_there_after_the_migrations_with_a_first_version_of_each(app, db_session, owner_sql):
    assert len(queries.glossary()) == len(STARTER)
    assert owner_sql("SELECT count(*), min(number), max(number) FROM bilingual_concept_version") == [
        (len(STARTER), 1, 1)
    ]


@pytest.mark.parametrize(
    ("lang", "words", "first"),
    [("nb", "verneombod", "verneombud"), ("nn", "Near Miss", "nestenulykke"), ("en", "tråd", "thread")],
)
def test_a_search_looks_in_every_form_of_every_language(client, lang, words, first):
    page = client.get(f"/{lang}/glossary", query_string={"q": words})
    assert f">{first}</a>" in page.get_data(as_text=True)


def test_every_term_in_the_list_says_which_language_it_is_in(client):
    page = client.get("/nb/glossary?q=verneombud").get_data(as_text=True)
    assert re.search(r'<td[^>]*lang="nn"[^>]*><div>verneombod', page)
    assert re.search(r'<td[^>]*lang="en"[^>]*><div>safety representative', page)
    assert '<s lang="nn">verneombud</s>' in page


def test_the_list_sends_the_same_few_statements_whatever_there_is(client, statements):
    client.get("/nb/glossary")
    for query in ("", "?q=a", "?domain=hms&page=2", "?show=all"):
        with statements() as seen:
            assert client.get(f"/nb/glossary{query}").status_code == 200
        assert len(seen) == 1, seen


@pytest.mark.parametrize(
    "query", ["?page=-1", "?page=9999999999", "?domain=%00", "?q=" + "x" * 3000, "?state=withdrawn"]
)
def test_an_address_that_asks_for_nonsense_gets_a_page(client, query):
    assert client.get(f"/nn/glossary{query}").status_code == 200


def test_a_visitor_reads_a_concept_and_its_history_without_names(client, staff):
    made = concept(
        actor(staff), definition={"nb": "Til prøve."}, source="Prøvelova", source_url="https://lov.example/1"
    )
    page = client.get(f"/nb/glossary/{made.id}").get_data(as_text=True)
    assert "Til prøve." in page
    assert 'href="https://lov.example/1"' in page
    assert "Mona Moderator" not in page


def test_staff_add_change_withdraw_and_bring_back_and_every_version_is_kept(desk, client, staff, owner_sql):
    before = queries.glossary_version()
    answer = desk.post("/nb/glossary/new", data=FIELDS | {"forbidden_nb": "prøve ord: Ett ord."})
    assert answer.status_code == 303
    address = answer.location
    number = int(address.rsplit("/", 1)[1])
    changed = FIELDS | {"synonyms_nb": "forsøksord\n\n testord ", "version": "1"}
    assert desk.post(f"{address}/change", data=changed).status_code == 303
    assert desk.post(f"{address}/withdraw", data={"version": "2"}).status_code == 303
    assert ">prøveord</a>" not in client.get("/nb/glossary?q=prøveord").get_data(as_text=True)
    assert ">prøveord</a>" in desk.get("/nb/glossary?q=prøveord&state=withdrawn").get_data(as_text=True)
    assert desk.post(f"{address}/change", data=FIELDS | {"version": "3"}).status_code in (409, 422)
    assert desk.post(f"{address}/bring-back", data={"version": "3"}).status_code == 303
    rows = owner_sql(
        "SELECT number, event, by_id FROM bilingual_concept_version WHERE concept_id = %(id)s ORDER BY number",
        id=number,
    )
    assert rows == [
        (n, event, staff.id) for n, event in enumerate(["added", "changed", "withdrawn", "brought_back"], 1)
    ]
    page = desk.get(address).get_data(as_text=True)
    assert "Mona Moderator" in page
    assert "forsøksord" in page
    assert queries.glossary_version() == before + 4


def test_a_change_that_changes_nothing_makes_no_version(desk, db_session):
    made = concept()
    before = queries.glossary_version()
    assert desk.post(f"/nb/glossary/{made.id}/change", data=FIELDS).status_code == 303
    assert queries.glossary_version() == before


def test_two_files_sent_at_once_from_two_windows_leave_one(staff, sign_in, db_session, owner_sql):
    windows = [sign_in(staff), sign_in(staff)]
    together = threading.Barrier(2)

    def send(window, form):
        together.wait()
        return window.post("/nb/glossary/file", data=form).status_code

    for _ in range(3):
        forms = [csv_file("en;nb;nn;domain\na;b;c;ict\n") | sent(window.get("/nb/glossary/file")) for window in windows]
        with ThreadPoolExecutor(2) as pool:
            assert list(pool.map(send, windows, forms)) == [303, 303]
    assert owner_sql("SELECT count(*) FROM bilingual_glossary_file") == [(1,)]


def test_of_two_who_change_a_concept_the_second_sees_the_firsts_and_keeps_her_own(desk, sign_in, db_session):
    made = concept()
    other = sign_in(person("Ada Administrator", platform=("administrator",)))
    other.post(f"/nb/glossary/{made.id}/change", data=FIELDS | {"nb": "det andre ordet"})
    page = desk.post(f"/nb/glossary/{made.id}/change", data=FIELDS | {"nb": "det tredje ordet"})
    text = page.get_data(as_text=True)
    assert page.status_code == 409
    assert "Ada Administrator" in text
    assert "det andre ordet" in text
    assert 'value="det tredje ordet"' in text
    assert sent(page)["version"] == "2"


def test_what_is_wrong_with_a_concept_is_told_at_its_field(desk):
    page = desk.post("/nb/glossary/new", data=FIELDS | {"nn": "", "source_url": "ftp://x"})
    assert page.status_code == 422
    assert 'href="#nn"' in page.get_data(as_text=True)
    twin = STARTER[0]
    taken = FIELDS | {"domain": twin["domain"], "en": twin["words"]["en"]["approved"].upper()}
    assert 'href="#en"' in desk.post("/nb/glossary/new", data=taken).get_data(as_text=True)


@pytest.mark.parametrize("path", ["new", "1/change", "1/withdraw", "1/bring-back", "file"])
def test_nobody_else_edits(client, sign_in, db_session, path):
    buyer = sign_in(member(organisation("buyer")))
    assert client.get(f"/nb/glossary/{path}").status_code == 401
    assert buyer.get(f"/nb/glossary/{path}").status_code == 403


def test_the_file_comes_down_whole_and_is_not_sent_twice(client):
    page = client.get("/nb/glossary.csv")
    assert page.content_type.startswith("text/csv")
    assert page.data.startswith(b"\xef\xbb\xbfid;version;domain;en;nb;nn;")
    assert page.data.count(b"\r\n") == len(STARTER) + 1
    assert client.get("/nb/glossary.csv", headers={"If-None-Match": page.headers["ETag"]}).status_code == 304


def test_a_file_is_shown_before_it_is_carried_out_and_refused_lines_are_left_out(desk, client, db_session):
    made = concept()
    text = "en,nb,nn,domain\ntrial term,nytt ord,nytt ord på nynorsk,ict\nbrand new,splitter nytt,spikar nytt,ict\nbad,,x,ict\n"
    answer = desk.post("/nb/glossary/file", data=csv_file(text))
    assert answer.status_code == 303
    page = desk.get(answer.location)
    shown = page.get_data(as_text=True)
    assert "splitter nytt" in shown
    assert "nytt ord" in shown
    assert queries.get_concept(made.id).version == 1
    assert desk.post(answer.location, data=sent(page)).status_code == 303
    db_session.expire_all()
    assert queries.get_concept(made.id).version == 2
    assert ">splitter nytt</a>" in client.get("/nb/glossary?q=splitter").get_data(as_text=True)
    assert desk.get(answer.location).status_code == 404  # done with


def test_a_file_is_not_carried_out_on_a_glossary_that_has_changed_since_it_was_shown(desk, staff, db_session):
    answer = desk.post("/nb/glossary/file", data=csv_file("en,nb,nn,domain\nbrand new,splitter nytt,spikar nytt,ict\n"))
    page = desk.get(answer.location)
    concept()
    again = desk.post(answer.location, data=sent(page))
    assert again.status_code == 409
    assert desk.post(answer.location, data=sent(again)).status_code == 303


@pytest.mark.parametrize(
    "file",
    [
        {},
        {"file": (BytesIO(b""), "empty.csv")},
        {"file": (BytesIO("en,nb,nn,domain\na,å,å,ict".encode("latin-1")), "old.csv")},
        {"file": (BytesIO(b"\x89PNG\r\n\x1a\n\x00\x00"), "picture.csv")},
        {"file": (BytesIO(b"en,nb\na,b\n"), "short.csv")},
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_word_about_why(desk, file):
    page = desk.post("/nb/glossary/file", data=file)
    assert page.status_code == 422
    assert 'href="#file"' in page.get_data(as_text=True)


def test_what_somebody_has_sent_in_is_hers_alone(desk, staff, sign_in, web_sql, db_session):
    answer = desk.post("/nb/glossary/file", data=csv_file("en,nb,nn,domain\nbrand new,nytt,nytt,ict\n"))
    other = person("Ada Administrator", platform=("administrator",))
    assert sign_in(other).get(answer.location).status_code == 404
    count = "SELECT count(*) FROM bilingual_glossary_file"
    assert web_sql(count, Context(person_id=staff.id)) == [(1,)]
    assert web_sql(count, Context(person_id=other.id, platform=("administrator",))) == [(0,)]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM bilingual_concept WHERE id = 1",
        "UPDATE bilingual_concept_version SET number = 2 WHERE id = 1",
        "DELETE FROM bilingual_concept_version WHERE id = 1",
    ],
)
@pytest.mark.parametrize("role", ["web", "worker"])
def test_the_database_lets_nobody_delete_a_concept_or_touch_what_it_once_said(web_sql, statement, role):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(statement, role=role)


def test_what_was_taken_back_is_never_kept_in_memory(app, db_session):
    """A change that is rolled back and another that then gets the same version are not taken for each other."""
    services.add_concept(ConceptDraft(content("taken back")), by=None)
    assert any(entry.term("en") == "taken back" for entry in queries.glossary().current)
    version = queries.glossary().version
    db_session.rollback()
    made = concept(en="kept")
    found = queries.glossary()
    assert found.version == version
    assert found.entries[made.id].term("en") == "kept"
    assert all(entry.term("en") != "taken back" for entry in found.current)
