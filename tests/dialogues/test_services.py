"""Use cases of the room, on the real database."""

from datetime import timedelta

import pytest

from app.blueprints.dialogues import queries
from app.blueprints.dialogues.services import dialogues
from app.blueprints.dialogues.terms import PhaseDraft, PlanDraft, TextsDraft
from app.blueprints.forum.queries import get_space
from app.blueprints.forum.services import posts
from app.blueprints.forum.terms.posts import ThreadDraft
from app.core import clock
from app.core.db import db, unit_of_work
from app.core.errors import Conflict, Refused, StaleVersion
from app.core.localized import Localized
from tests.factories.accounts import actor, member, organisation
from tests.factories.dialogues import buyer, draft_dialogue, need_draft, published_dialogue
from tests.factories.forum import post_draft, thread
from tests.forum.test_services import synthetic


@pytest.fixture
def scene(db_session):
    """A published dialogue, a verified supplier with a person, and a thread of hers."""
    firm, _owner = buyer()
    dialogue = published_dialogue(firm)
    supplier = organisation("supplier")
    who = member(supplier, "editor", name="Solveig Leverandør")
    return dialogue, supplier, who, thread(dialogue, supplier, who)


def test_a_draft_without_all_its_parts_is_not_published(db_session) -> None:
    dialogue = draft_dialogue(complete=False)
    assert [code for code in dialogues.missing(dialogue) if code != "warning_is_unanswered"] == [
        "texts_are_missing", "purpose_is_missing", "translation_is_missing", "dates_are_missing", "fairness_is_missing",
    ]  # fmt: skip
    with pytest.raises(Conflict, match="texts_are_missing"), unit_of_work():
        dialogues.publish(dialogue, dialogue.version, by=None)


def test_publication_demands_title_and_summary_in_one_more_language(db_session) -> None:
    dialogue = draft_dialogue(other_title="", other_summary="")
    assert dialogues.missing(dialogue) == ["translation_is_missing"]


def test_a_deadline_that_has_passed_stops_publication(db_session) -> None:
    past = clock.today() - timedelta(days=1)
    dialogue = draft_dialogue(opens_on=past - timedelta(days=9), closes_on=past)
    assert dialogues.missing(dialogue) == ["deadline_has_passed"]


def test_the_translation_stands_beside_the_original_with_who_wrote_it(db_session) -> None:
    firm, owner = buyer()
    dialogue = draft_dialogue(firm)
    draft = TextsDraft(
        title="Tittel", summary="Sammendrag", background="", contact="x", other_title="Title", other_summary="Summary",
        version=dialogue.version,
    )  # fmt: skip
    with unit_of_work():
        dialogues.save_texts(dialogue, draft, by=actor(owner))
    stored = queries.get_dialogue(dialogue.id)
    assert (stored.lang, stored.title) == ("nb", "Tittel")
    assert [(t.lang, t.title, t.by_id) for t in stored.translations] == [("en", "Title", owner.id)]


def test_a_phase_keeps_its_name_in_a_third_language_until_the_name_is_changed(db_session) -> None:
    dialogue = draft_dialogue()
    day = clock.today()
    dialogue.phases[0].name = Localized(nb="Kunngjort", nn="Kunngjort her", en="Announced")
    db.session.commit()

    def save(**name: str) -> Localized:
        phase = PhaseDraft(name=Localized(name), starts_on=day, ends_on=None)
        with unit_of_work():
            dialogues.save_plan(
                dialogue, PlanDraft(opens_on=day, closes_on=day, phases=(phase,), version=dialogue.version), by=None
            )
        return queries.phases_of(dialogue.id)[0].name

    assert save(nb="Kunngjort", en="Announced") == {"nb": "Kunngjort", "nn": "Kunngjort her", "en": "Announced"}
    assert save(nb="Meldt", en="Announced") == {"nb": "Meldt", "en": "Announced"}


def test_who_read_an_older_version_loses_and_hears_who_was_first(db_session) -> None:
    firm, owner = buyer()
    dialogue = draft_dialogue(firm)
    read = dialogue.version
    with unit_of_work():
        dialogues.change_need(dialogue, dialogue.needs[0], need_draft(title="Først"), read, by=actor(owner))
    with pytest.raises(StaleVersion) as lost, unit_of_work():
        dialogues.change_need(dialogue, dialogue.needs[0], need_draft(title="Sist"), read, by=None)
    assert lost.value.who == "Ingrid Innkjøper"
    db.session.expire_all()
    assert queries.needs_of(dialogue.id)[0].title == "Først"


def test_a_published_need_is_changed_and_never_removed(scene) -> None:
    dialogue = queries.get_dialogue(scene[0].id)
    with pytest.raises(Conflict, match="dialogue_is_published"):
        dialogues.remove_need(dialogue, dialogue.needs[0], by=None)


def test_the_last_need_of_a_draft_stays(db_session) -> None:
    dialogue = draft_dialogue()
    with pytest.raises(Conflict, match="dialogue_needs_a_need"):
        dialogues.remove_need(dialogue, dialogue.needs[0], by=None)
    with unit_of_work():
        added = dialogues.add_need(dialogue, need_draft(title="Et til"), by=None)
    with unit_of_work():
        dialogues.remove_need(dialogue, added, by=None)
    assert len(queries.needs_of(dialogue.id)) == 1


def test_closing_early_ends_input_today_and_nothing_can_be_changed_after(scene, nothing_left) -> None:
    dialogue, supplier, who, opened = scene
    dialogue = queries.get_dialogue(dialogue.id)
    with unit_of_work():
        dialogues.close(dialogue, dialogue.version, by=None)
    assert dialogue.closes_on == clock.today()
    with pytest.raises(Conflict, match="space_is_closed"), unit_of_work():
        posts.write_post(opened.id, post_draft(supplier), by=actor(who))
    with pytest.raises(Conflict, match="space_is_closed"), unit_of_work():
        posts.open_thread(dialogue.space_id, ThreadDraft(title="Ny", post=post_draft(supplier)), by=actor(who))
    with pytest.raises(Conflict, match="dialogue_is_closed"):
        dialogues.add_need(dialogue, need_draft(), by=None)


def test_an_identity_number_stops_a_need_and_every_text_of_a_dialogue(db_session) -> None:
    dialogue = draft_dialogue()
    words = f"Ring meg, jeg er {synthetic()}."
    with pytest.raises(Refused, match="identity_number_in_text"), unit_of_work():
        dialogues.start_dialogue(dialogue.organisation_id, "nb", need_draft(baseline=words), by=None)
    texts = ("title", "summary", "background", "contact", "other_title", "other_summary")
    for field in texts:
        draft = TextsDraft(**(dict.fromkeys(texts, "x") | {field: words}), version=dialogue.version)
        with pytest.raises(Refused, match="identity_number_in_text") as refused, unit_of_work():
            dialogues.save_texts(dialogue, draft, by=None)
        assert refused.value.field == field


def test_the_space_of_a_dialogue_hears_its_names_its_days_and_its_state_as_they_change(
    db_session, nothing_left
) -> None:
    dialogue = draft_dialogue()
    space = get_space(dialogue.space_id)
    assert (space.kind, space.path, space.organisation_id) == (
        "dialogue", f"/dialogues/{dialogue.id}", dialogue.organisation_id,
    )  # fmt: skip
    assert space.names == {"nb": "Mindre matsvinn på sengepostene", "en": "Less food waste on wards"}
    assert (space.state, space.opens_on, space.closes_on) == ("hidden", dialogue.opens_on, dialogue.closes_on)
    with unit_of_work():
        dialogues.publish(dialogue, dialogue.version, by=None)
    assert get_space(dialogue.space_id).state == "open"
    with unit_of_work():
        dialogues.close(dialogue, dialogue.version, by=None)
    space = get_space(dialogue.space_id)
    assert (space.state, space.closes_on) == ("closed", clock.today())


def test_whether_a_machine_may_translate_is_said_with_the_plan_and_stays_when_other_things_change(db_session) -> None:
    dialogue = draft_dialogue()
    assert get_space(dialogue.space_id).machine_allowed is False, "not before the buyer has said so"
    day = clock.today()
    plan = PlanDraft(opens_on=day, closes_on=day, phases=(), version=dialogue.version, machine_allowed=True)
    with unit_of_work():
        dialogues.save_plan(dialogue, plan, by=None)
    assert get_space(dialogue.space_id).machine_allowed is True
    with unit_of_work():
        dialogues.publish(dialogue, dialogue.version, by=None)
    assert get_space(dialogue.space_id).machine_allowed is True
