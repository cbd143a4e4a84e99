"""What follows an event: why it happened, what the firm does about it, and what is said of it."""

from datetime import timedelta

import pytest

from app.blueprints.improvement.services import add_action
from app.blueprints.improvement.services.subjects import describe_subjects, is_checked_by_another
from app.blueprints.improvement.terms import ActionDraft
from app.blueprints.safety import queries, services
from app.blueprints.safety.services import figures
from app.blueprints.safety.terms import EventKind, InvestigationDraft, RemarkDraft
from app.core.db import acting_for, unit_of_work
from app.core.errors import Conflict, Refused, StaleVersion
from tests.factories import safety
from tests.factories.accounts import actor, member, organisation
from tests.factories.safety import working_for
from tests.safety.test_services import synthetic_number
from tests.safety.test_views import at, text, today

CAUSES = "The tool is on no list of maintenance."


@pytest.fixture
def firm(db_session):
    return organisation()


@pytest.fixture
def event(firm):
    return safety.injury(firm, happened_on=today(), what="Hemmelig tekst om pressa.")


@pytest.fixture
def editor(firm, sign_in):
    return sign_in(member(firm, "editor", name="Eli Prøve"))


@pytest.fixture
def representative(firm, sign_in):
    return sign_in(member(firm, "safety_representative", name="Vera Prøve"))


def form(**values) -> dict[str, str]:
    return {"course": "", "direct_causes": "", "underlying_causes": "", "learning": "", "took_part": "",
            "version": "0", "once": "a"} | values  # fmt: skip


def save(firm, event, **values):
    with working_for(firm):
        return services.save_investigation(queries.get_event(event.id), InvestigationDraft(**values), by=None)


# ---- the investigation -------------------------------------------------------------------------------------------


def test_an_investigation_is_begun_gone_on_with_closed_and_opened_again(firm, editor, event, owner_sql):
    there = at(firm, f"/events/{event.id}/investigation/write")
    assert "Nobody has looked into why" in text(editor.get(at(firm, f"/events/{event.id}")))
    assert editor.post(there, data=form(course="The part jammed.")).status_code == 303
    early = editor.post(there, data=form(course="The part jammed.", closed="y", version="1", once="b"))
    assert early.status_code == 422
    assert "underlying causes" in text(early)
    done = form(
        course="The part jammed.", underlying_causes=CAUSES, with_representative="y", closed="y", version="1", once="c"
    )
    assert editor.post(there, data=done).status_code == 303
    page = text(editor.get(at(firm, f"/events/{event.id}/investigation")))
    assert CAUSES in page
    assert "took part" in page
    changed = editor.post(there, data=form(course="Something else.", version="2", once="d"))
    assert changed.status_code == 409
    assert "This investigation is closed" in text(changed)
    assert editor.post(at(firm, f"/events/{event.id}/investigation/reopen")).status_code == 303
    assert owner_sql("SELECT closed_at, course FROM safety_investigation") == [(None, "The part jammed.")]
    said = owner_sql(
        "SELECT what, data::text FROM journal_entry WHERE what LIKE 'safety.investigation%%' ORDER BY seq", x=1
    )
    assert [what.rpartition("_")[2] for what, _ in said] == ["begun", "closed", "reopened"]
    assert "jammed" not in str(said)


def test_two_who_write_an_investigation_at_once_lose_nothing(firm, editor, event, owner_sql):
    there = at(firm, f"/events/{event.id}/investigation/write")
    assert editor.post(there, data=form(course="Mine.")).status_code == 303
    late = editor.post(there, data=form(course="Theirs.", once="b"))  # begun before the first was saved
    assert late.status_code == 409
    assert "Theirs." in late.get_data(as_text=True)
    assert "Mine." in text(late)
    assert owner_sql("SELECT course FROM safety_investigation") == [("Mine.",)]
    with pytest.raises(StaleVersion):
        save(firm, event, course="Third.", version=7)


def test_causes_are_needed_to_close_and_an_identity_number_is_nowhere_taken(firm, event):
    with pytest.raises(Refused) as caught:
        save(firm, event, course="x", closed=True)
    assert caught.value.field == "underlying_causes"
    for field in ("course", "direct_causes", "underlying_causes", "learning", "took_part"):
        with pytest.raises(Refused) as caught:
            save(firm, event, **{field: f"Nummer {synthetic_number()}"})
        assert caught.value.field == field


def test_closing_is_told_to_those_who_count_it(firm, event, monkeypatch):
    heard = []
    monkeypatch.setattr(figures, "_heard", [lambda firm_id, years: heard.append((firm_id, set(years)))])
    save(firm, event, underlying_causes=CAUSES, closed=True)
    assert heard == [(firm.id, {event.happened_on.year, today().year})]


def test_a_reader_reads_an_investigation_and_does_not_write_it(firm, event, sign_in):
    save(firm, event, underlying_causes=CAUSES)
    reader = sign_in(member(firm, "reader"))
    assert CAUSES in text(reader.get(at(firm, f"/events/{event.id}/investigation")))
    assert reader.get(at(firm, f"/events/{event.id}/investigation/write")).status_code == 404
    assert reader.post(at(firm, f"/events/{event.id}/investigation/reopen")).status_code == 404
    stranger = sign_in(member(organisation("buyer")))
    assert stranger.get(at(firm, f"/events/{event.id}/investigation")).status_code == 404


def test_nothing_is_opened_again_that_is_open(firm, event):
    with pytest.raises(Conflict), working_for(firm):
        services.reopen_investigation(queries.get_event(event.id), by=None)


# ---- measures ----------------------------------------------------------------------------------------------------


def test_a_measure_is_an_action_of_the_plan_about_the_event(firm, editor, event):
    page = editor.get(at(firm, f"/events/{event.id}")).get_data(as_text=True)
    assert f"plan/actions/new?about=safety:event:{event.number}:lasting" in page
    planned = editor.get(f"/en/organisations/{firm.id}/plan/actions/new?about=safety:event:{event.number}:lasting")
    assert f"Event {event.number}: lasting measure" in text(planned)
    assert "Hemmelig" not in text(planned)
    owner = member(firm)
    for measure, title in (("lasting", "A list of maintenance"), ("immediate", "The press is stopped")):
        draft = ActionDraft(
            title=title,
            owner_id=owner.id,
            due_on=today() + timedelta(days=9),
            subject=f"safety:event:{event.number}:{measure}",
        )
        with working_for(firm):
            add_action(firm, draft, by=actor(owner))
    page = text(editor.get(at(firm, f"/events/{event.id}")))
    assert page.index("The press is stopped") < page.index("A list of maintenance")
    assert "Planned" in page


def test_the_event_says_whether_its_measure_worked(firm, editor, event, owner_sql):
    owner = member(firm)
    draft = ActionDraft(title="A guard", owner_id=owner.id, due_on=today(), subject="safety:event:1:lasting")
    with working_for(firm):
        action = add_action(firm, draft, by=actor(owner))
    for effective, said in ((False, "It did not work"), (True, "It worked")):
        owner_sql(
            "INSERT INTO improvement_effect_check (organisation_id, action_id, checked_on, effective, method, seen)"
            " VALUES (%(firm)s, %(action)s, %(day)s, %(effective)s, 'seen', '')",
            firm=firm.id,
            action=action.id,
            day=today(),
            effective=effective,
        )
        assert said in text(editor.get(at(firm, f"/events/{event.id}")))


def test_somebody_else_sees_whether_a_measure_worked():
    assert is_checked_by_another("safety:event:12:lasting")


def test_a_measure_reads_the_same_to_those_who_see_no_event_and_leads_them_nowhere(app, firm, event):
    reference = f"safety:event:{event.number}:immediate"
    with app.test_request_context("/en/"), unit_of_work(acting_for()):
        found = describe_subjects(firm.id, [reference, "safety:event:x:immediate", "safety:event:99:lasting"])
    assert found[reference].url == ""
    assert "safety:event:x:immediate" not in found
    with app.test_request_context("/en/"), unit_of_work(acting_for(firm.id)):
        assert f"/events/{event.id}" in describe_subjects(firm.id, [reference])[reference].url


# ---- remarks -----------------------------------------------------------------------------------------------------


def test_the_safety_representative_is_heard_and_a_withdrawn_remark_stays_to_be_counted(
    firm, event, representative, editor, sign_in, owner_sql
):
    there = at(firm, f"/events/{event.id}/remarks")
    assert representative.post(there, data={"body": "It has happened before.", "once": "a"}).status_code == 303
    page = text(editor.get(at(firm, f"/events/{event.id}")))
    assert "It has happened before." in page
    assert "Safety representative" in page
    assert representative.post(there, data={"body": " ", "once": "b"}).status_code == 422
    assert representative.post(there, data={"body": "x" * 20_000, "once": "c"}).status_code == 413
    assert sign_in(member(firm, "reader")).post(there, data={"body": "x", "once": "d"}).status_code == 404
    [(number,)] = owner_sql("SELECT id FROM safety_remark")
    assert editor.post(at(firm, f"/remarks/{number}/withdraw")).status_code == 404
    assert representative.post(at(firm, f"/remarks/{number}/withdraw")).status_code == 303
    page = text(editor.get(at(firm, f"/events/{event.id}")))
    assert "It has happened before." not in page
    assert "Withdrawn on" in page
    assert representative.post(at(firm, f"/remarks/{number}/withdraw")).status_code == 409
    assert owner_sql("SELECT body FROM safety_remark") == [("It has happened before.",)]
    assert "happened before" not in str(owner_sql("SELECT to_jsonb(j) FROM journal_entry j"))


def test_a_year_is_remarked_on_apart_from_its_events(firm, event, representative):
    year = today().year
    there = at(firm, f"/years/{year}/remarks")
    assert representative.post(there, data={"body": "The hours are too few.", "once": "a"}).status_code == 303
    assert "The hours are too few." in text(representative.get(there))
    assert "The hours are too few." not in text(representative.get(at(firm, f"/events/{event.id}")))
    assert representative.get(at(firm, f"/years/{year + 1}/remarks")).status_code == 404
    assert representative.get(at(firm, "/years/1900/remarks")).status_code == 404
    with working_for(firm):
        assert [said.body for said, _ in queries.remarks(firm.id, year=year)] == ["The hours are too few."]
        assert queries.remarks(firm.id, event_id=event.id) == []


def test_a_year_that_cannot_be_is_not_remarked_on(firm):
    with pytest.raises(Refused), working_for(firm):
        services.say_remark(firm.id, RemarkDraft(body="x", year=1900), by=actor(member(firm)))


@pytest.mark.parametrize("kind", [EventKind.NEAR_MISS, EventKind.FATALITY])
@pytest.mark.parametrize("lang", ["nb", "nn"])
def test_an_event_reads_in_each_language(firm, editor, kind, lang):
    made = safety.near_miss(firm) if kind is EventKind.NEAR_MISS else safety.injury(firm, kind)
    assert editor.get(at(firm, f"/events/{made.id}", lang)).status_code == 200
