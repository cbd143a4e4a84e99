"""The pages of frameworks: for everybody to read, for a buyer to add to, for a firm to move along with."""

import copy
import io
import json
import re

import openpyxl
import pytest
from html5lib import parse

from app.blueprints.capability import queries, rules
from app.core.clock import today
from app.core.db import acting_for, unit_of_work
from tests.factories.accounts import member, organisation, person
from tests.factories.capability import assessment
from tests.factories.frameworks import common_framework, dimension, next_common, own_data, own_framework, texts

MARKUP = "<script>alert(1)</script>\"'>&amp;"


@pytest.fixture
def firm(db_session):
    return organisation()


@pytest.fixture
def kari(firm, sign_in):
    return sign_in(member(firm, name="Kari"))


@pytest.fixture
def buyer(db_session):
    return organisation("buyer")


@pytest.fixture
def bo(buyer, sign_in):
    return sign_in(member(buyer, "editor", name="Bo"))


@pytest.fixture
def administrator(db_session, sign_in):
    return sign_in(person(platform=("administrator",)))


def own(buyer, path="", lang="en"):
    return f"/{lang}/organisations/{buyer.id}/capability/dimensions{path}"


def text(response) -> str:
    tree = parse(response.text, namespaceHTMLElements=False)
    return " ".join("".join(tree.find("body").itertext()).split())


def cells(response) -> list[list[str]]:
    """The rows of the page's table, without the heading."""
    tree = parse(response.text, namespaceHTMLElements=False)
    return [
        [" ".join("".join(cell.itertext()).split()) for cell in row if cell.tag in ("td", "th")]
        for row in tree.findall(".//tbody/tr")
    ]


def upload(content: bytes, name: str = "file.json", **fields) -> dict:
    return {"data": {"file": (io.BytesIO(content), name), "once": "u" * 22} | fields}


def as_json(data) -> bytes:
    return json.dumps(data).encode()


def frameworks(owner_sql) -> list:
    return owner_sql("SELECT code, version FROM capability_framework ORDER BY id")


# ---- for everybody -----------------------------------------------------------------------------------------------

SAYS = {
    "nb": ("Helse, miljø og sikkerhet", "Det finnes ingen risikovurdering."),
    "nn": ("Helse, miljø og sikkerheit", "Det finst inga risikovurdering."),
    "en": ("Health, safety and working environment", "No risk assessment exists."),
}


@pytest.mark.parametrize("lang", SAYS)
def test_everybody_reads_the_levels_in_her_own_language(client, db_session, lang):
    page = client.get(f"/{lang}/frameworks/default/1")
    assert page.status_code == 200
    for said in SAYS[lang]:
        assert said in text(page)
    assert page.text.count("<dt>") == 60
    listed = client.get(f"/{lang}/frameworks")
    assert f"/{lang}/frameworks/default/1" in listed.text


def test_a_coming_version_is_listed_as_coming_and_a_former_one_leads_to_the_one_in_force(client, db_session):
    common_framework(days=5)
    listed = text(client.get("/en/frameworks"))
    assert "version 2 Coming" in listed
    assert "version 1 In force" in listed
    assert "newer version" not in text(client.get("/en/frameworks/default/1"))


def test_a_former_version_stays_readable_and_leads_to_the_one_in_force(client, db_session):
    common_framework()
    page = client.get("/en/frameworks/default/1")
    assert "There is a newer version" in text(page)
    assert "/en/frameworks/default/2" in page.text
    assert "Former" in text(page)
    assert "SEC name" in text(client.get("/en/frameworks/default/2"))


@pytest.mark.parametrize(
    "path",
    [
        "default/2",
        "default/0",
        "nothing/1",
        "default/1.pdf",
        "default/x",
        "own-999/1.json",
        "default/99999999999999999999",
        "default/4611686018427387904",
        "default/3000000000.json",
        "a%00b/1",
        "%F0%9F%98%80/1",
        "x" * 3000 + "/1",
    ],
)
def test_what_is_not_there_is_not_found(client, db_session, path):
    assert client.get(f"/en/frameworks/{path}").status_code == 404


@pytest.mark.parametrize("page", ["2", "1001", str(2**62)])
def test_a_page_of_the_list_that_is_not_there_is_not_found(client, db_session, page):
    assert client.get(f"/en/frameworks?page={page}").status_code == 404


@pytest.mark.parametrize(("kind", "mimetype"), [("json", "application/json"), ("xlsx", "spreadsheetml.sheet")])
def test_a_version_is_downloaded_and_reads_back_the_same(client, db_session, kind, mimetype):
    answer = client.get(f"/en/frameworks/default/1.{kind}")
    assert answer.mimetype.endswith(mimetype)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="default-1.{kind}"'
    with unit_of_work():
        stored = queries.get_framework("default", 1).as_data()
    assert rules.read_framework(answer.data).data == stored


def test_a_buyers_words_are_shown_as_words(client, buyer):
    hostile = dimension("SOL", name=texts(MARKUP), levels=[texts(f"{MARKUP}{n}") for n in range(6)])
    own_framework(buyer, "X1", dimensions=[hostile], name=texts(MARKUP))
    for path in (f"own-{buyer.id}/1", ""):
        page = client.get(f"/en/frameworks/{path}".rstrip("/"))
        assert page.status_code == 200
        assert "<script>alert(1)" not in page.text
        assert "en: <script>alert(1)</script>" in text(page)


def test_public_pages_take_few_statements_however_many_buyers_there_are(client, db_session, statements):
    for number in range(12):
        own_framework(organisation("buyer"), f"SOL{number}", f"WIND{number}")
    common_framework()
    for path, most in (("/en/frameworks", 4), ("/en/frameworks/default/1", 3), ("/en/frameworks/default/1.xlsx", 2)):
        client.get(path)
        with statements() as seen:
            assert client.get(path).status_code == 200
        assert len(seen) <= most, seen


# ---- a buyer's own -----------------------------------------------------------------------------------------------

PATHS = ["", "/new", "/upload", "/template.xlsx", "/template.json"]


@pytest.mark.parametrize("path", PATHS)
def test_only_a_verified_buyers_own_editors_add_dimensions(buyer, firm, bo, sign_in, client, path):
    assert bo.get(own(buyer, path)).status_code == 200
    assert sign_in(member(buyer, "reader")).get(own(buyer, path)).status_code == (403 if path else 200)
    assert client.get(own(buyer, path)).status_code == 401
    for stranger in (member(organisation("buyer")), member(firm), person(platform=("administrator", "moderator"))):
        assert sign_in(stranger).get(own(buyer, path)).status_code == 403
    assert sign_in(member(firm)).get(own(firm, path)).status_code == 403
    unverified = organisation("buyer", verified=False)
    answer = sign_in(member(unverified)).get(own(unverified, path))
    assert answer.status_code == (403 if path else 200)
    if not path:
        assert "not verified yet" in text(answer)


@pytest.mark.parametrize("path", ["/new", "/upload"])
def test_nobody_else_posts_there_either(buyer, firm, sign_in, owner_sql, path):
    for stranger in (member(buyer, "reader"), member(organisation("buyer")), member(firm)):
        answer = sign_in(stranger).post(own(buyer, path), **upload(as_json(own_data(buyer, "SOL"))))
        assert answer.status_code == 403
    assert frameworks(owner_sql) == [("default", 1)]


@pytest.mark.parametrize("kind", ["json", "xlsx"])
def test_a_file_becomes_a_version(buyer, bo, kind, owner_sql):
    data = own_data(buyer, "SOL", "WIND")
    content = rules.to_workbook(data) if kind == "xlsx" else as_json(data)
    answer = bo.post(own(buyer, "/upload"), **upload(content, f"../../{MARKUP}.exe"))
    assert answer.status_code == 303
    page = bo.get(answer.location)
    assert "Version 1 of your own dimensions is stored." in text(page)
    assert "SOL name" in text(page)
    assert frameworks(owner_sql)[1:] == [(f"own-{buyer.id}", 1)]
    with unit_of_work():
        assert queries.get_framework(f"own-{buyer.id}", 1).as_data() == data


def test_every_fault_of_a_workbook_is_listed_with_sheet_row_and_reason(buyer, bo, owner_sql):
    book = openpyxl.load_workbook(io.BytesIO(rules.to_workbook(own_data(buyer, "SOL"))))
    book["levels"]["D4"] = None
    book["levels"]["C3"] = "=1+1"
    book["dimensions"]["B2"] = MARKUP
    book["scale"]["A3"] = "9"
    saved = io.BytesIO()
    book.save(saved)
    answer = bo.post(own(buyer, "/upload"), **upload(saved.getvalue(), "mine.xlsx"))
    assert answer.status_code == 422
    assert "<script>alert(1)" not in answer.text
    rows = {(row[1], row[2], row[3]): row[0] for row in cells(answer)}
    assert rows["scale", "3", "level"] == "A level is a whole number from 0 to 5, not 9."
    assert rows["scale", "", ""] == "Level 1 is missing."
    assert rows["dimensions", "2", "code"].startswith("A code is one to ten capital letters")
    assert rows["levels", "3", "nb"] == "The cell holds a formula. Write the text itself."
    assert {row for sheet, row, _where in rows if sheet == "levels"} == {"2", "3", "4", "5", "6", "7"}
    assert "faults in the file" in text(answer)
    assert frameworks(owner_sql) == [("default", 1)]


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_a_missing_language_is_named_with_its_place(buyer, bo, lang):
    data = own_data(buyer, "SOL")
    del data["dimensions"][0]["name"]["nn"]
    answer = bo.post(own(buyer, "/upload", lang), **upload(as_json(data)))
    assert answer.status_code == 422
    (row,) = cells(answer)
    assert row[1:] == ["dimensions[0].name.nn"]
    assert lang != "en" or row[0] == "The Nynorsk text is missing."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Choose a file.|The file is empty."),
        (b"%PDF-1.7", "The file is neither JSON nor an Excel workbook"),
        (b"{", "not JSON"),
        (b"PK\x03\x04rest", "not a whole Excel workbook"),
        (b"{" + b" " * 1_990_000, "not JSON"),
    ],
)
def test_a_file_of_the_wrong_kind_is_told_why(buyer, bo, content, said):
    answer = bo.post(own(buyer, "/upload"), **upload(content))
    assert answer.status_code == 422
    assert any(words in text(answer) for words in said.split("|"))


def test_a_huge_file_is_refused_unread_and_no_file_at_all_is_asked_for(buyer, bo):
    assert bo.post(own(buyer, "/upload"), **upload(b" " * 3_000_000)).status_code == 413
    for nothing in ({}, {"data": {"file": "text where a file belongs"}}):
        answer = bo.post(own(buyer, "/upload"), **nothing)
        assert answer.status_code == 422
        assert "Choose a file." in text(answer)


def test_what_cannot_follow_on_what_is_there_is_told_at_the_file(buyer, bo, owner_sql):
    assert "must be" in text(bo.post(own(buyer, "/upload"), **upload(as_json(own_data(buyer, "SOL", code="default")))))
    common = bo.post(own(buyer, "/upload"), **upload(as_json(own_data(buyer, "HSE"))))
    assert common.status_code == 422
    assert "used these codes: HSE" in text(common)
    own_framework(buyer, "SOL")
    again = bo.post(own(buyer, "/upload"), **upload(as_json(own_data(buyer, "WIND"))))
    assert again.status_code == 409
    assert "Version 1 is here already" in text(again)
    later = bo.post(own(buyer, "/upload"), **upload(as_json(own_data(buyer, "WIND", version=9))))
    assert later.status_code == 422
    assert "The next version is 2." in text(later)
    assert len(frameworks(owner_sql)) == 2


def test_the_same_file_sent_twice_is_one_version(buyer, bo, owner_sql):
    content = as_json(own_data(buyer, "SOL"))
    answers = [bo.post(own(buyer, "/upload"), **upload(content)) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(frameworks(owner_sql)) == 2


def test_the_template_filled_in_is_what_one_uploads(buyer, bo):
    first = bo.get(own(buyer, "/template.xlsx"))
    assert f'filename="own-{buyer.id}-1.xlsx"' in first.headers["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(first.data))
    for sheet in ("dimensions", "levels"):
        for row in book[sheet].iter_rows(min_row=2, min_col=3):
            for cell in row:
                cell.value = f"{cell.coordinate} text"
    saved = io.BytesIO()
    book.save(saved)
    assert bo.post(own(buyer, "/upload"), **upload(saved.getvalue())).status_code == 303
    second = json.loads(bo.get(own(buyer, "/template.json")).data)
    assert (second["version"], [d["code"] for d in second["dimensions"]]) == (2, [f"OWN{buyer.id}"])


def by_hand(code="SOL", **values) -> dict[str, str]:
    told = dimension(code)
    sent = {"code": code, "version": "0", "once": "h" * 22}
    for name in ("name", "short_name", "about"):
        sent |= {f"{name}_{language}": words for language, words in told[name].items()}
    for number, level in enumerate(told["levels"]):
        sent |= {f"level_{number}_{language}": words for language, words in level.items()}
    return sent | values


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_a_dimension_is_added_by_hand(buyer, bo, lang, owner_sql):
    form = bo.get(own(buyer, "/new", lang))
    assert form.text.count('lang="nn"') >= 9
    answer = bo.post(own(buyer, "/new", lang), data=by_hand())
    assert answer.status_code == 303
    with unit_of_work():
        assert queries.get_framework(f"own-{buyer.id}", 1).as_data()["dimensions"] == [dimension("SOL")]


@pytest.mark.parametrize(
    ("wrong", "status", "said"),
    [
        ({"name_nn": ""}, 422, "Name: The Nynorsk text is missing."),
        ({"level_5_en": "  "}, 422, "Level 5: The English text is missing."),
        ({"code": "sol"}, 422, "capital letters"),
        ({"code": ""}, 422, "This is missing."),
        ({"code": "HSE"}, 422, "used these codes: HSE"),
        ({"level_0_nb": "x" * 1_001}, 413, "Nothing is lost"),
        ({"about_nb": "a _x000D_ b"}, 422, "cannot be kept"),
    ],
)
def test_what_is_wrong_by_hand_is_told_at_its_field_and_nothing_is_lost(buyer, bo, wrong, status, said, owner_sql):
    sent = by_hand(name_nb=MARKUP) | wrong
    answer = bo.post(own(buyer, "/new"), data=sent)
    assert answer.status_code == status
    assert said in text(answer)
    assert "<script>alert(1)" not in answer.text
    tree = parse(answer.text, namespaceHTMLElements=False)
    shown = {node.get("name"): node.get("value") for node in tree.iter("input")}
    shown |= {node.get("name"): "".join(node.itertext()).strip() for node in tree.iter("textarea")}
    for name, typed in sent.items():
        assert name == "once" or shown[name] == typed.strip(), name
    assert frameworks(owner_sql) == [("default", 1)]


def test_two_who_add_by_hand_lose_nothing(buyer, bo):
    own_framework(buyer, "WIND")
    clash = bo.post(own(buyer, "/new"), data=by_hand(version="0"))
    assert clash.status_code == 409
    assert "These dimensions are there now: WIND" in text(clash)
    assert "en: SOL at 5" in text(clash)
    version = re.search(r'name="version"[^>]*value="(\d+)"', clash.text).group(1)
    assert bo.post(own(buyer, "/new"), data=by_hand(version=version)).status_code == 303
    assert "SOL" in text(bo.get(own(buyer)))
    assert "WIND" in text(bo.get(own(buyer)))


def test_the_buyers_page_takes_few_statements(buyer, bo, statements):
    for version in range(1, 6):
        own_framework(buyer, *[f"A{number}" for number in range(version + 20)], version=version)
    for path, most in (("", 5), ("/new", 4), ("/upload", 3), ("/template.xlsx", 4)):
        bo.get(own(buyer, path))
        with statements() as seen:
            assert bo.get(own(buyer, path)).status_code == 200
        assert len(seen) <= most, seen


# ---- the common ones ---------------------------------------------------------------------------------------------

IMPORT = "/en/frameworks/import"


def test_an_administrator_sees_the_difference_before_anything_is_stored(administrator, owner_sql):
    data = next_common()
    data["dimensions"][1]["name"]["nb"] = MARKUP
    shown = administrator.post(IMPORT, **upload(rules.to_workbook(data), "new.xlsx"))
    assert shown.status_code == 200
    page = text(shown)
    for said in ("7 as before", "2 changed", "1 new", "1 gone", "en: Another wording.", "System in daily use", "SEC"):
        assert said in page
    assert "<script>alert(1)" not in shown.text
    assert frameworks(owner_sql) == [("default", 1)]
    tree = parse(shown.text, namespaceHTMLElements=False)
    hidden = next(node.get("value") for node in tree.iter("input") if node.get("name") == "content")
    stored = administrator.post(f"{IMPORT}/store", data={"content": hidden, "once": "s" * 22})
    assert stored.status_code == 303
    assert stored.location.endswith("/frameworks/default/2")
    with unit_of_work():
        assert queries.get_framework("default", 2).as_data() == data
    again = administrator.post(f"{IMPORT}/store", data={"content": hidden, "once": "t" * 22})
    assert again.status_code == 409


def test_a_text_is_stored_exactly_as_the_file_had_it(administrator):
    data = next_common()
    data["dimensions"][0]["about"]["nb"] = " e\u0301 \u00a0=1+1\n\n“ "
    shown = administrator.post(IMPORT, **upload(as_json(data)))
    tree = parse(shown.text, namespaceHTMLElements=False)
    hidden = next(node.get("value") for node in tree.iter("input") if node.get("name") == "content")
    assert administrator.post(f"{IMPORT}/store", data={"content": hidden}).status_code == 303
    with unit_of_work():
        assert queries.get_framework("default", 2).as_data() == data


@pytest.mark.parametrize("content", [None, "", "{", "[]", '{"code": "default"}'])
def test_what_comes_back_to_be_stored_is_read_anew(administrator, owner_sql, content):
    answer = administrator.post(f"{IMPORT}/store", data={} if content is None else {"content": content})
    assert answer.status_code == 400
    assert frameworks(owner_sql) == [("default", 1)]


def test_a_faulty_file_of_the_common_ones_is_told_every_fault(administrator, owner_sql):
    data = next_common()
    del data["dimensions"][0]["name"]["nn"]
    data["dimensions"][1]["levels"].pop()
    answer = administrator.post(IMPORT, **upload(as_json(data)))
    assert answer.status_code == 422
    assert [row[1] for row in cells(answer)] == ["dimensions[0].name.nn", "dimensions[1].levels[5]"]
    same = administrator.post(IMPORT, **upload(administrator.get("/en/frameworks/default/1.json").data))
    assert same.status_code == 409
    assert frameworks(owner_sql) == [("default", 1)]


def test_only_an_administrator_who_has_just_said_who_she_is_loads_the_common_ones(sign_in, client, bo, kari):
    moderator = sign_in(person(platform=("moderator",)))
    for url in (IMPORT, f"{IMPORT}/store"):
        assert client.post(url).status_code == 401
        for stranger in (bo, kari, moderator):
            assert stranger.post(url).status_code == 403
    assert bo.get(IMPORT).status_code == 403
    tired = sign_in(person(platform=("administrator",)), stepped_up=False)
    for answer in (tired.get(IMPORT), tired.post(IMPORT), tired.post(f"{IMPORT}/store")):
        assert "/step-up" in (answer.location or "") or answer.status_code in (401, 403)
    assert IMPORT not in bo.get("/en/frameworks").text


# ---- moving ------------------------------------------------------------------------------------------------------


def at(firm, path="", lang="en"):
    return f"/{lang}/organisations/{firm.id}/capability{path}"


def test_no_newer_version_no_banner_and_nowhere_to_move(firm, kari):
    assert "new version" not in text(kari.get(at(firm)))
    assert kari.get(at(firm, "/move")).status_code == 404
    assessment(firm, submitted=True)
    assert "A new version" not in text(kari.get(at(firm)))
    assert kari.get(at(firm, "/move")).status_code == 409
    common_framework(days=1)
    assert "A new version" not in text(kari.get(at(firm)))


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_a_firm_is_led_from_the_banner_over_the_difference_to_the_new_version(firm, kari, lang):
    assessment(firm, {"HSE": 3, "QUA": 4}, {"HSE": 5}, submitted=True)
    common_framework()
    for path in ("", "/assessments"):
        assert at(firm, "/move", lang) in kari.get(at(firm, path, lang)).text
    shown = kari.get(at(firm, "/move", lang))
    assert shown.status_code == 200
    assert f"{lang}: Another wording." in text(shown)
    with unit_of_work():
        was = queries.get_framework("default", 1).as_data()["dimensions"][0]["levels"][3][lang]
    assert was in text(shown)
    assert f"{lang}: SEC name" in text(shown)
    moved = kari.post(at(firm, "/move", lang), data={"once": "m" * 22})
    assert moved.status_code == 303
    listed = kari.get(moved.location)
    assert listed.text.count('data-color="success"') >= 8
    assert at(firm, "/move", lang) not in kari.get(at(firm, "", lang)).text


def test_a_changed_question_shows_the_former_level_and_its_wording_and_leaves_the_choice_open(firm, kari):
    assessment(firm, {"HSE": 3, "QUA": 4}, {"HSE": 5}, submitted=True)
    common_framework()
    moved = kari.post(at(firm, "/move"), data={"once": "m" * 22}).location
    changed = kari.get(f"{moved}/dimensions/HSE")
    assert "The wording has changed since you answered last" in text(changed)
    assert "Then you chose 3 Established, which read: “System in daily use" in text(changed)
    assert not re.search(r'type="radio"[^>]*checked|checked[^>]*type="radio"', changed.text)
    same = kari.get(f"{moved}/dimensions/QUA")
    assert "The wording has changed" not in text(same)
    assert re.search(r'checked[^>]*value="4"', same.text)


def test_the_one_left_behind_can_be_read_and_takes_no_more_answers(firm, kari):
    left = assessment(firm, {"QUA": 3})
    common_framework()
    assert kari.post(at(firm, "/move"), data={"once": "m" * 22}).status_code == 303
    page = kari.get(at(firm, f"/assessments/{left.id}"))
    assert "Left for a newer version" in text(page)
    assert "/dimensions/" not in page.text
    answer = kari.post(at(firm, f"/assessments/{left.id}/dimensions/QUA"), data={"claimed": "5", "version": "2"})
    assert answer.status_code == 409
    assert "moved on to a newer version" in text(answer)
    history = text(kari.get(at(firm, "/assessments")))
    assert "Left for a newer version" in history
    assert "version 1" in history


@pytest.mark.parametrize("code", ["a%00b", "nothing", "%F0%9F%98%80", "x" * 3000, "", "own-99999999999999999999"])
def test_nobody_moves_to_what_is_not_there(firm, kari, code):
    assessment(firm, submitted=True)
    assert kari.get(at(firm, f"/move?framework={code}")).status_code == 404
    assert kari.post(at(firm, f"/move?framework={code}")).status_code in (404, 409)
    begun = kari.post(at(firm, "/assessments"), data={"framework": MARKUP, "once": "q" * 22})
    assert begun.status_code == 400


def test_a_change_in_another_language_only_is_shown_in_that_language(firm, kari):
    assessment(firm, submitted=True)
    data = copy.deepcopy(queries.get_framework("default", 1).as_data())
    data |= {"version": 2, "valid_from": str(today())}
    data["dimensions"][0]["name"]["nn"] = "Helse og tryggleik"
    common_framework(data)
    page = kari.get(at(firm, "/move"))
    assert '<span lang="nn">Helse og tryggleik</span>' in page.text


def test_moving_is_for_those_who_answer_for_the_firm(firm, sign_in, client):
    assessment(firm, submitted=True)
    common_framework()
    reader = sign_in(member(firm, "reader"))
    stranger = sign_in(member(organisation()))
    for method in ("get", "post"):
        assert getattr(reader, method)(at(firm, "/move")).status_code == 403
        assert getattr(stranger, method)(at(firm, "/move")).status_code == 403
        assert getattr(client, method)(at(firm, "/move")).status_code in (401, 404)
    banner = reader.get(at(firm))
    assert "A new version" in text(banner)
    assert at(firm, "/move") not in banner.text


def test_moving_twice_and_from_two_windows_is_moving_once(firm, kari):
    assessment(firm, submitted=True)
    common_framework()
    first = kari.post(at(firm, "/move"), data={"once": "a" * 22})
    second = kari.post(at(firm, "/move"), data={"once": "b" * 22})
    assert first.location == second.location


def test_the_page_of_the_difference_takes_few_statements(firm, kari, statements):
    assessment(firm, submitted=True)
    assessment(firm, {"QUA": 1})
    common_framework()
    for path, most in (("/move", 9), ("/assessments", 5)):
        kari.get(at(firm, path))
        with statements() as seen:
            assert kari.get(at(firm, path)).status_code == 200
        assert len(seen) <= most, seen


def test_a_firm_answers_a_buyers_own_dimensions_beside_the_common_ones(firm, kari, buyer, sign_in, client):
    own_framework(buyer, "SOL")
    page = f"/en/frameworks/own-{buyer.id}/1"
    assert "Assess" in text(kari.get(page))
    assert "/capability/assessments" not in client.get(page).text
    assert "/capability/assessments" not in sign_in(member(firm, "reader")).get(page).text
    assert "/capability/assessments" not in kari.get("/en/frameworks/default/1").text
    started = kari.post(at(firm, "/assessments"), data={"framework": f"own-{buyer.id}", "once": "f" * 22})
    assert started.status_code == 303
    assert kari.get(started.location + "/dimensions/SOL").status_code == 200
    start = text(kari.get(at(firm, "/assessments")))
    assert "en: Own, version 1" in start
    assert kari.post(at(firm, "/assessments"), data={"framework": "own-0"}).status_code == 409
    with unit_of_work(acting_for(firm.id)):
        assert queries.open_assessment(firm.id) is None


def test_of_a_buyers_dimensions_too_a_firm_is_led_over_the_difference(firm, kari, buyer):
    own_framework(buyer, "SOL", "WIND")
    begin = {"framework": f"own-{buyer.id}", "once": "f" * 22}
    first = kari.post(at(firm, "/assessments"), data=begin).location
    answer = {"claimed": "3", "goal": "4", "note": "Ola", "version": "1"}
    assert kari.post(first + "/dimensions/SOL", data=answer).status_code == 303
    own_framework(buyer, "SOL", "RAIN", version=2)
    led = kari.post(at(firm, "/assessments"), data=begin | {"once": "g" * 22}).location
    assert led.endswith(f"/capability/move?framework=own-{buyer.id}")
    page = text(kari.get(led))
    for said in ("1 as before", "1 new", "1 gone", "You said: 3 Established"):
        assert said in page
    moved = kari.post(led, data={"once": "m" * 22}).location
    assert moved != first
    assert "SOL" in text(kari.get(moved))
    assert "4 Measured" in text(kari.get(moved + "/dimensions/SOL"))
    assert "Left for a newer version" in text(kari.get(first))
