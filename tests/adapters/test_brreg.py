"""The register over real HTTP: every outcome, from recorded answers of our own and from real ones."""

import json
from datetime import date

import pytest

from app.adapters import brreg
from app.adapters.brreg import Card, Deleted, Down, Register, Removed, Unknown, mail_domain
from app.cli import register_double
from app.cli.demo_firms import BY_NUMBER, FIRMS, INTERESTS, SUPPLIERS
from tests.adapters.register_server import Replay, running


@pytest.fixture(scope="module")
def replay():
    with running(Replay()) as server:
        server.add_own_fixtures()
        yield server


@pytest.fixture
def register(replay):
    replay.recover()
    replay.asked.clear()
    return Register(replay.url, timeout=2)


def test_a_living_organisation_has_its_whole_card(register, replay):
    card = register.lookup("318010870")
    assert card == Card(
        number="318010870", name="SALTEN RENHOLD AS", form_code="AS", form_name="Aksjeselskap",
        municipality_number="1804", municipality="Bodø", county="Nordland", country="NO",
        address=("Terminalveien 9", "8006 BODØ"), industry_code="81.210", industry_name="Rengjøring av bygninger",
        industry_version=brreg.industry_version(brreg.clock.today()), headcount=38, vat_registered=True,
        website="www.saltenrenhold.example", mail_domain="saltenrenhold.example", written_form="nn",
    )  # fmt: skip
    assert replay.asked == ["/enhetsregisteret/api/enheter/318010870"]


def test_a_sub_unit_is_found_at_the_second_address(register, replay):
    card = register.lookup("313463540")
    assert isinstance(card, Card)
    assert (card.is_sub_unit, card.parent, card.municipality) == (True, "318010870", "Fauske - Fuossko")
    assert replay.asked[1] == "/enhetsregisteret/api/underenheter/313463540"


def test_bankruptcy_and_winding_up_are_said(register):
    card = register.lookup("318076634")
    assert isinstance(card, Card)
    assert card.bankrupt
    assert card.winding_up


def test_a_headcount_below_five_is_withheld_and_an_unknown_one_is_not_zero(register):
    withheld, unknown = register.lookup("313581233"), register.lookup("312081393")
    assert (withheld.headcount, withheld.headcount_withheld) == (None, True)
    assert (unknown.headcount, unknown.headcount_withheld) == (None, False)
    assert unknown.vat_registered is False
    assert unknown.written_form is None


def test_addresses_with_nulls_are_no_obstacle(register):
    card = register.lookup("312159309")
    assert (card.municipality, card.county, card.address) == (None, None, ("c/o Lageret",))


def test_a_bare_answer_and_one_with_wrong_types_leave_the_rest_unknown(register):
    for number in ("311238876", "310976342"):
        card = register.lookup(number)
        assert isinstance(card, Card)
        assert (card.headcount, card.vat_registered, card.industry_code, card.industry_version) == (
            None,
            None,
            None,
            None,
        )
        assert not card.bankrupt


def test_a_foreign_branch_has_its_country_and_no_county(register):
    card = register.lookup("310213551")
    assert (card.country, card.county, card.address[-1], card.mail_domain) == (
        "SE",
        None,
        "Sverige",
        "saltenrenhold.example",
    )


def test_deleted_removed_and_unknown_are_told_apart(register):
    assert register.lookup("319307885") == Deleted("319307885", "ROMSDAL REINHALD AS", date(2026, 2, 13))
    assert register.lookup("314109783") == Deleted("314109783", "SALTEN RENHOLD AS AVD MELØY", date(2023, 12, 30))
    assert register.lookup("314225198") == Removed("314225198")
    assert register.lookup("316258492") == Unknown("316258492")


def test_a_register_that_is_down_is_an_outcome_and_no_error(register, replay):
    replay.fail(503)
    assert register.lookup("318010870") == Down("318010870", "status")
    replay.recover()
    assert isinstance(register.lookup("318010870"), Card)


def test_an_answer_about_another_organisation_is_not_believed(register, replay):
    body = {"organisasjonsnummer": "318010870", "navn": "EN ANNEN AS"}
    replay.answers["/enhetsregisteret/api/enheter/312585405"] = (200, json.dumps(body).encode())
    assert register.lookup("312585405") == Down("312585405", "other_number")


def test_a_number_that_fails_the_check_digit_is_never_sent(register, replay):
    with pytest.raises(ValueError):
        register.lookup("318010871")
    assert replay.asked == []


def test_the_classification_follows_the_day_of_the_answer():
    assert brreg.industry_version(date(2025, 8, 31)) == "SN2007"
    assert brreg.industry_version(date(2025, 9, 1)) == "SN2025"


@pytest.mark.parametrize(
    ("email", "website", "expected"),
    [
        ("post@firma.example", None, "firma.example"), ("firma@gmail.com", "www.firma.example", "firma.example"),
        (None, "https://www.firma.example/om-oss?x=1", "firma.example"), (None, "FIRMA.EXAMPLE.", "firma.example"),
        ("a@online.no", "https://firma.wixsite.com/side", None), (None, "www.facebook.com/firma", None), (None, None, None),
        (None, "ikke en adresse", None), (None, "localhost", None), ("@", "http://", None), (None, "post.bodo.kommune.example", "post.bodo.kommune.example"),
    ],
)  # fmt: skip
def test_the_mail_domain_is_the_firms_own_or_none(email, website, expected):
    assert mail_domain(email, website) == expected


def test_no_person_is_in_a_card():
    assert not {
        field
        for field in Card.__dataclass_fields__
        if any(w in field for w in ("person", "role", "birth", "phone", "email"))
    }


# The real register's answers, where they are.


@pytest.fixture(scope="module")
def real(shared):
    folder = shared / "data/registry"
    with running(Replay()) as server:
        for file in sorted(folder.glob("*.json")):
            body = json.loads(file.read_text())
            kind = "underenheter" if "underenhet" in file.name or "fjernet" in file.name else "enheter"
            if "organisasjonsnummer" in body:
                server.add(kind, body, 410 if "fjernet" in file.name else 200)
            for kind_found, found in body.get("_embedded", {}).items():
                for entity in found:
                    server.add(kind_found, entity)
        yield server


def test_real_answers_become_cards(real):
    register = Register(real.url)
    card = register.lookup("923609016")
    assert (card.name, card.form_code, card.municipality, card.county, card.headcount, card.vat_registered, card.written_form) == (
        "EQUINOR ASA", "ASA", "Stavanger", "Rogaland", 21408, True, "nb",
    )  # fmt: skip
    assert (card.industry_code, card.mail_domain) == ("06.100", "equinor.com")
    assert register.lookup("991825827").county == "Oslo"
    assert register.lookup("924203617").is_sub_unit
    assert isinstance(register.lookup("821227062"), Deleted)
    assert isinstance(register.lookup("974567989"), Deleted)


def test_every_real_organisation_is_understood(real):
    register = Register(real.url)
    seen = 0
    for path, (status, _) in real.answers.items():
        number = path.rpartition("/")[2]
        if brreg.has_check_digit(number):
            outcome = register.lookup(number)
            assert isinstance(outcome, Removed if status == 410 else Card | Deleted)
            seen += 1
    assert seen >= 8


# The demo's double.


@pytest.fixture(scope="module")
def double():
    import threading

    server = register_double.serve(0)
    thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_every_demo_number_is_invented_and_passes_the_check_digit():
    assert len(BY_NUMBER) == len(FIRMS)
    assert all(firm.number.startswith("31") and brreg.has_check_digit(firm.number) for firm in FIRMS)
    assert len(SUPPLIERS) >= 12
    assert len(INTERESTS) == 2


def test_the_double_answers_as_the_register_does(double):
    register = Register(double)
    kinds = {firm.number: type(register.lookup(firm.number)) for firm in FIRMS}
    expected = {firm.number: Removed if firm.removed else Deleted if firm.deleted_on else Card for firm in FIRMS}
    assert kinds == expected
    assert isinstance(register.lookup("316258492"), Unknown)
    assert register.lookup("313463540").is_sub_unit


def test_the_doubles_industry_codes_are_real(double, shared):
    import csv

    with (shared / "data/codelists/no-sn2025-naeringskoder.csv").open() as file:
        codes = {row["code"]: row["label_nb"] for row in csv.DictReader(file)}
    assert {firm.industry[0]: firm.industry[1] for firm in FIRMS if firm.industry}.items() <= codes.items()


def test_the_double_says_on_its_page_that_it_is_none():
    assert "Dette er ikke Enhetsregisteret" in register_double.page()
    assert all(f"{firm.number[:3]} {firm.number[3:6]}" in register_double.page() for firm in FIRMS)
