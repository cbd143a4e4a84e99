"""One action makes the report, in three languages and three shapes, and its hash is of what one gets."""

import hashlib
import io
import json

import psycopg
import pytest
from docx import Document

from app.cli.dialogues import group
from app.core.db import Context
from tests.factories import dialogues, parity
from tests.factories.accounts import member, organisation

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def scene():
    """A published dialogue, its project lead, and a supplier that was told something in a meeting."""
    firm, lead = dialogues.buyer()
    dialogue = dialogues.published_dialogue(firm)
    supplier = organisation(name="Lote Sveis AS")
    parity.given(dialogue, supplier)
    parity.declared(dialogue, lead)
    return dialogue, lead, supplier


def make(client, dialogue, lang):
    answer = client.post(f"/en/dialogues/{dialogue.id}/involvement/reports", data={"lang": lang})
    assert answer.status_code == 303, answer.text
    return answer.location


@pytest.mark.parametrize(
    ("lang", "title", "told"),
    [
        ("nb", "Rapport om forutgående dialog med markedet", "Notat"),
        ("nn", "Rapport om føregåande dialog med marknaden", "Notat"),
        ("en", "Report on advance involvement of the market", "Note"),
    ],
)
def test_the_report_says_who_was_told_what_in_its_language_and_its_hash_is_of_the_file(
    scene, sign_in, lang, title, told
):
    dialogue, lead, _supplier = scene
    client = sign_in(lead)
    address = make(client, dialogue, lang)
    page = client.get(address).text
    file = client.get(address + ".json")
    sha256 = hashlib.sha256(file.data).hexdigest()
    assert sha256 in page
    assert title in page
    assert ('<span lang="nb">Møte om ladekapasitet</span>' in page) is (lang != "nb")  # written in Bokmål
    data = json.loads(file.data)
    assert data["language"] == lang
    assert [one["name"] for one in data["participants"]] == ["Lote Sveis AS"]
    (item,) = [one for one in data["information"] if one["told"]]
    assert (item["title"], item["kind_words"], item["told"][0]["organisation"]) == (
        "Møte om ladekapasitet",
        told,
        "Lote Sveis AS",
    )
    assert data["ledger"]["red"] == 1
    document = Document(io.BytesIO(client.get(address + ".docx").data))
    words = "\n".join(p.text for p in document.paragraphs)
    assert title in words
    assert sha256 in words
    assert "Lote Sveis AS" in "\n".join(
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    )


def test_reports_are_numbered_and_stay_as_they_were_made(scene, sign_in):
    dialogue, lead, _ = scene
    client = sign_in(lead)
    first = make(client, dialogue, "nb")
    before = client.get(first + ".json").data
    parity.given(dialogue, organisation(name="Ny Leverandør AS"), subject_id=2)
    parity.declared(dialogue, lead)
    second = make(client, dialogue, "nb")
    assert client.get(first + ".json").data == before
    numbers = [json.loads(client.get(one + ".json").data)["number"] for one in (first, second)]
    assert numbers == [1, 2]


def test_a_hash_that_is_not_of_the_report_is_refused_by_the_database(scene, owner_sql):
    dialogue, _, _ = scene
    with pytest.raises(psycopg.errors.CheckViolation, match="the_hash_is_of_the_body"):
        owner_sql(
            "INSERT INTO involvement_report (dialogue_id, number, lang, sha256, head, body)"
            " VALUES (%(d)s, 1, 'nb', repeat('0', 64), '{}', '{\"a\":1}')",
            d=dialogue.id,
        )


def test_without_a_declaration_the_report_stays_shut_and_the_way_to_declare_is_shown(scene, sign_in):
    dialogue, _, _ = scene
    colleague = member_of_lead(dialogue)
    answer = sign_in(colleague).get(f"/en/dialogues/{dialogue.id}/involvement")
    assert answer.status_code == 403
    assert f"/dialogues/{dialogue.id}/declaration" in answer.text


def member_of_lead(dialogue):
    from app.blueprints.accounts.models import Organisation
    from app.core.db import db

    return member(db.session.get_one(Organisation, dialogue.organisation_id), "editor")


def test_nobody_but_the_hosts_finds_a_report(scene, sign_in, web_sql):
    dialogue, lead, supplier = scene
    address = make(sign_in(lead), dialogue, "nb")
    somebody = member(supplier)
    for ending in ("", ".json", ".docx"):
        assert sign_in(somebody).get(address + ending).status_code in (403, 404)
    rows = "SELECT count(*) FROM involvement_report"
    assert web_sql(rows, Context(person_id=somebody.id, organisation_ids=(supplier.id,))) == [(0,)]
    assert web_sql(rows, Context(person_id=lead.id, organisation_ids=(dialogue.organisation_id,))) == [(1,)]


def test_the_page_takes_at_most_ten_statements_however_many_took_part(scene, sign_in, statements):
    dialogue, lead, _ = scene
    parity.given(dialogue, *(organisation(name=f"Verksted {n} AS") for n in range(12)), subject_id=7)
    parity.declared(dialogue, lead)
    client = sign_in(lead)
    with statements() as counted:
        assert client.get(f"/en/dialogues/{dialogue.id}/involvement").status_code == 200
    assert len(counted) <= 12


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_the_command_prints_the_very_bytes_whose_hash_is_kept(scene, app, owner_sql, lang):
    dialogue, _, _ = scene
    done = app.test_cli_runner().invoke(group, ["report", str(dialogue.id), "--lang", lang, "--json"])
    assert done.exit_code == 0, done.output
    kept = owner_sql("SELECT sha256 FROM involvement_report WHERE dialogue_id = %(d)s", d=dialogue.id)
    assert kept == [(hashlib.sha256(done.stdout_bytes).hexdigest(),)]
    assert json.loads(done.stdout_bytes)["language"] == lang


def test_the_command_makes_no_report_of_a_draft_nor_of_nothing(scene, app):
    draft = dialogues.draft_dialogue()
    run = app.test_cli_runner().invoke
    assert run(group, ["report", str(draft.id), "--json"]).exit_code == 4
    assert run(group, ["report", "987654321"]).exit_code == 3
