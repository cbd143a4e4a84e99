"""A case as a complete document, on paper and as data."""

import hashlib
import json

import pytest

from app.blueprints.moderation.terms.reasons import ReasonCode
from tests.factories import moderation as make
from tests.factories.accounts import person

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def case(moderator):
    """Reported, proposed by one and hidden by another."""
    key = make.thing(person("Frida"), text="Ring Ola på 01819012365.")
    found = make.case(key, reporter=person("Rita Rapportør"), note="Dette er Ola.")
    nils = person("Nils Nummerto", platform=("moderator",))
    make.decided_by_two(found, moderator, nils, reasons=(ReasonCode.M4,), facts="Innlegget truer Ola.")
    return make.find(found.id)


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_the_document_holds_everything(sign_in, moderator, case, lang):
    page = sign_in(moderator).get(f"/{lang}/moderation/cases/{case.id}/document").text
    for words in (
        "Ring Ola på 01819012365.", "Rita Rapportør", "Dette er Ola.", "Innlegget truer Ola.", "Mona Moderator",
        "Nils Nummerto", "M4",
    ):  # fmt: skip
        assert words in page, words


def test_its_fingerprint_is_that_of_its_content_and_the_journals_hashes_are_in_it(sign_in, moderator, case, owner_sql):
    answer = sign_in(moderator).get(f"/en/moderation/cases/{case.id}/document.json")
    told = json.loads(answer.text)
    canonical = json.dumps(told["document"], ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert told["sha256"] == hashlib.sha256(canonical).hexdigest()
    for lang in ("nb", "en"):  # the same content, whatever language it is read in
        assert told["sha256"] in sign_in(moderator).get(f"/{lang}/moderation/cases/{case.id}/document").text
    hashes = {
        row[0] for row in owner_sql("SELECT encode(hash, 'hex') FROM journal_entry WHERE what LIKE 'moderation.%'")
    }
    assert {entry["hash"] for entry in told["document"]["entries"]} <= hashes
    assert len(told["document"]["entries"]) >= 3
    assert [one["statement"] != "" for one in told["document"]["decisions"]] == [True]
    assert told["document"]["thing"]["findings"] == [
        {"kind": "nin", "start": 12, "end": 23, "certainty": told["document"]["thing"]["findings"][0]["certainty"]}
    ]


def test_where_somebody_wants_an_answer_is_not_in_it(sign_in, moderator, case):
    told = sign_in(moderator).get(f"/en/moderation/cases/{case.id}/document.json").text
    assert "reply_to" not in told


def test_it_is_for_moderators_and_for_lawyers_who_were_asked(client, sign_in, moderator, case):
    for ending in ("document", "document.json"):
        url = f"/en/moderation/cases/{case.id}/{ending}"
        assert client.get(url).status_code in (401, 404)
        for other in (person(), person(platform=("administrator",)), person(platform=("lawyer",))):
            assert sign_in(other).get(url).status_code in (403, 404)
    asked = make.case(make.thing(person()))
    url = f"/en/moderation/cases/{asked.id}"
    sign_in(moderator).post(f"{url}/lawyer", data={"question": "Er det lov?", "version": asked.version})
    page = sign_in(person(platform=("lawyer",))).get(f"{url}/document")
    assert page.status_code == 200
    assert "Er det lov?" in page.text
