"""Keeping a supplier out is the last way: by the page, by the service, and by the database itself."""

from datetime import timedelta

import psycopg
import pytest

from app.blueprints.involvement.queries import assessments as queries
from app.blueprints.involvement.services import assessments as services
from app.blueprints.involvement.terms.assessments import (
    AssessmentDraft,
    Conclusion,
    ConclusionDraft,
    HearingDraft,
    MeasureDraft,
    MeasureKind,
    MeasureState,
)
from app.core.clock import today
from app.core.db import Context, unit_of_work
from app.core.errors import Conflict, Refused, StaleVersion
from tests.factories import dialogues, parity
from tests.factories.accounts import member, organisation

pytestmark = pytest.mark.usefixtures("db_session")
REJECTED = MeasureDraft(
    kind=MeasureKind.TIME, state=MeasureState.REJECTED, reason="Kravet er skrevet etter deres tegning."
)
OUT = {"conclusion": Conclusion.EXCLUDED, "residual": "Fordelen kan ikke utlignes."}


@pytest.fixture
def scene():
    """A dialogue, its lead, a supplier that took part, and an assessment of it."""
    firm, lead = dialogues.buyer()
    dialogue = dialogues.published_dialogue(firm)
    supplier = organisation(name="Lote Sveis AS")
    parity.given(dialogue, supplier)
    parity.declared(dialogue, lead)
    hosts = Context(person_id=lead.id, organisation_ids=(firm.id,))
    with unit_of_work(hosts):
        draft = AssessmentDraft(organisation_id=supplier.id, risk="Har tegnet fenderen.")
        assessment = services.begin(dialogue.id, draft, by=None)
    return dialogue, lead, supplier, assessment, hosts


def conclude(assessment, hosts, **values):
    with unit_of_work(hosts):
        current = queries.get_assessment(assessment.id)
        services.conclude(current, ConclusionDraft(**(OUT | {"version": current.version} | values)), by=None)


def weigh(assessment, hosts, draft=REJECTED):
    with unit_of_work(hosts):
        services.weigh(queries.get_assessment(assessment.id), draft, by=None)


def hear(assessment, hosts, days=14):
    with unit_of_work(hosts):
        draft = HearingDraft(body="Hva mener dere?", until=today() + timedelta(days=days))
        return services.hear(queries.get_assessment(assessment.id), draft, by=None)


def test_a_supplier_is_kept_out_only_after_a_lesser_measure_and_a_hearing(scene):
    _, _, supplier, assessment, hosts = scene
    with pytest.raises(Refused, match="no_lesser_measure_rejected"):
        conclude(assessment, hosts)
    weigh(assessment, hosts)
    with pytest.raises(Refused, match="supplier_not_heard"):
        conclude(assessment, hosts)
    hearing = hear(assessment, hosts)
    with pytest.raises(Refused, match="supplier_not_heard"):
        conclude(assessment, hosts)
    with unit_of_work(Context(organisation_ids=(supplier.id,))):
        services.answer(queries.get_hearing(hearing.id), "Tegningen er offentlig.", by=None)
    conclude(assessment, hosts)
    with unit_of_work(hosts):
        assert queries.get_assessment(assessment.id).conclusion is Conclusion.EXCLUDED


def test_the_database_too_refuses_to_keep_somebody_out_unheard(scene, owner_sql):
    _, _, _, assessment, hosts = scene
    out = (
        "UPDATE involvement_assessment SET conclusion = 'excluded', residual = 'x', concluded_on = current_date"
        f" WHERE id = {assessment.id}"
    )
    with pytest.raises(psycopg.errors.CheckViolation, match="no lesser measure"):
        owner_sql(out)
    weigh(assessment, hosts)
    with pytest.raises(psycopg.errors.CheckViolation, match="not been heard"):
        owner_sql(out)


def test_two_who_conclude_at_once_do_not_overwrite_each_other(scene):
    _, _, _, assessment, hosts = scene
    conclude(assessment, hosts, conclusion=Conclusion.EVENED_OUT)
    with pytest.raises(StaleVersion):
        conclude(assessment, hosts, conclusion=Conclusion.NO_ADVANTAGE, version=1)


def test_a_hearing_is_answered_once_and_in_time(scene):
    _, _, supplier, assessment, hosts = scene
    hearing = hear(assessment, hosts)
    with pytest.raises(Conflict, match="hearing_is_open"):
        hear(assessment, hosts)
    theirs = Context(organisation_ids=(supplier.id,))
    with unit_of_work(theirs):
        services.answer(queries.get_hearing(hearing.id), "Vi visste ikke mer enn andre.", by=None)
    with pytest.raises(Conflict, match="hearing_is_answered"), unit_of_work(theirs):
        services.answer(queries.get_hearing(hearing.id), "Enda et svar.", by=None)


@pytest.mark.parametrize("days", [0, 2, 91])
def test_a_hearing_gives_between_three_days_and_ninety(scene, days):
    _, _, _, assessment, hosts = scene
    with pytest.raises(Refused, match="hearing_too_short"):
        hear(assessment, hosts, days)


def test_the_supplier_meets_the_question_and_nothing_else_of_the_assessment(scene, sign_in, web_sql):
    dialogue, lead, supplier, assessment, hosts = scene
    hearing = hear(assessment, hosts)
    somebody, stranger = member(supplier), member(organisation())
    address = f"/en/dialogues/{dialogue.id}/hearings/{hearing.id}"
    page = sign_in(somebody).get(address)
    assert page.status_code == 200
    assert "Hva mener dere?" in page.text
    assert "Har tegnet fenderen." not in page.text
    assert sign_in(stranger).get(address).status_code == 404
    assert sign_in(lead).get(address).status_code == 404
    theirs = Context(person_id=somebody.id, organisation_ids=(supplier.id,))
    seen = {
        table: web_sql(f"SELECT count(*) FROM involvement_{table}", theirs)[0][0]
        for table in ("assessment", "measure", "hearing", "party", "report")
    }
    assert seen == {"assessment": 0, "measure": 0, "hearing": 1, "party": 0, "report": 0}


def test_the_way_of_an_assessment_by_its_pages(scene, sign_in):
    dialogue, lead, supplier, assessment, _ = scene
    client = sign_in(lead)
    address = f"/en/dialogues/{dialogue.id}/involvement/assessments/{assessment.id}"
    assert "Har tegnet fenderen." in client.get(address).text
    measure = {"kind": "share", "state": "taken", "reason": "Tegningen er lagt ut."}
    assert client.post(address + "/measures", data=measure).status_code == 303
    asked = {"body": "Hva mener dere?", "until": (today() + timedelta(days=7)).isoformat()}
    assert client.post(address + "/hearing", data=asked).status_code == 303
    out = {"conclusion": "excluded", "residual": "Alt.", "version": "1"}
    refused = client.post(address + "/conclusion", data=out)
    assert refused.status_code == 422
    assert "Nobody is kept out while something less would do." in refused.text
    assert "Alt." in refused.text
    assert client.post(address + "/conclusion", data=out | {"conclusion": "evened_out"}).status_code == 303
    stale = client.post(address + "/conclusion", data=out | {"conclusion": "no_advantage", "residual": "Lite."})
    assert stale.status_code == 409
    assert "Lite." in stale.text
    again = client.post(
        f"/en/dialogues/{dialogue.id}/involvement/assessments/new", data={"organisation": supplier.id, "risk": "Mer"}
    )
    assert again.status_code == 409


def test_an_adviser_and_a_sister_company_are_noted_and_taken_back(scene, sign_in):
    dialogue, lead, supplier, _, _ = scene
    client = sign_in(lead)
    front = f"/en/dialogues/{dialogue.id}/involvement"
    sister = {
        "kind": "related", "name": "Lote Marin AS", "number": "310 000 123", "role": "Samme konsern",
        "related_to": supplier.id, "relation": "sister",
    }  # fmt: skip
    assert client.post(front + "/parties/new", data=sister | {"related_to": ""}).status_code == 422
    assert client.post(front + "/parties/new", data=sister | {"related_to": 10**15}).status_code == 422
    assert client.post(front + "/parties/new", data=sister).status_code == 303
    page = client.get(front).text
    assert "Lote Marin AS" in page
    action = page.split("/take-back")[0].rsplit('action="', 1)[1]
    assert client.post(action + "/take-back").status_code == 303
    assert "Lote Marin AS" not in client.get(front).text
