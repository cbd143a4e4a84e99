"""Use cases of the room, on the real database."""

from datetime import timedelta

import pytest

from app.blueprints.accounts.terms import Authority, Check
from app.blueprints.dialogues import queries
from app.blueprints.dialogues.models import Dialogue, Post, Thread
from app.blueprints.dialogues.services import dialogues, moderated, threads
from app.blueprints.dialogues.terms import PhaseDraft, PlanDraft, PostState, RevisionDraft, TextsDraft, ThreadDraft
from app.core import clock
from app.core.db import db, unit_of_work
from app.core.errors import Conflict, Refused, StaleVersion
from app.core.localized import Localized
from tests.factories.accounts import actor, member, organisation
from tests.factories.dialogues import buyer, draft_dialogue, need_draft, published_dialogue
from tests.factories.forum import post, post_draft, thread

SYNTHETIC_NUMBER = "21483609245"  # from the synthetic series: its month is 48


@pytest.fixture
def scene(db_session):
    """A published dialogue, a verified supplier with a person, and a thread of hers."""
    firm, _owner = buyer()
    dialogue = published_dialogue(firm)
    supplier = organisation("supplier")
    who = member(supplier, "editor", name="Solveig Leverandør")
    return dialogue, supplier, who, thread(dialogue, supplier, who)


def fresh(kind, number):
    return db.session.get_one(kind, number, populate_existing=True)


def synthetic() -> str:
    """A number of the synthetic series that passes both control digits."""
    from app.blueprints.moderation.rules import find_identity_numbers

    return next(n for n in (f"2148360{i:04d}" for i in range(10_000)) if find_identity_numbers(n))


def test_a_draft_without_all_its_parts_is_not_published(db_session) -> None:
    dialogue = draft_dialogue(complete=False)
    assert dialogues.missing(dialogue) == ["texts_are_missing", "translation_is_missing", "dates_are_missing"]
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


def test_closing_early_ends_input_today_and_nothing_can_be_changed_after(scene) -> None:
    dialogue, supplier, who, opened = scene
    dialogue = queries.get_dialogue(dialogue.id)
    with unit_of_work():
        dialogues.close(dialogue, dialogue.version, by=None)
    assert dialogue.closes_on == clock.today()
    with pytest.raises(Conflict, match="dialogue_is_closed"), unit_of_work():
        threads.write_post(opened.id, post_draft(supplier), by=actor(who))
    with pytest.raises(Conflict, match="dialogue_is_closed"), unit_of_work():
        threads.open_thread(dialogue.id, ThreadDraft(title="Ny", post=post_draft(supplier)), by=actor(who))
    with pytest.raises(Conflict, match="dialogue_is_closed"):
        dialogues.add_need(dialogue, need_draft(), by=None)


@pytest.mark.parametrize("days", [-1, 1])
def test_nothing_is_written_before_the_first_day_or_after_the_last(scene, days) -> None:
    dialogue, supplier, who, opened = scene
    day = clock.today() + timedelta(days=days)
    dialogue = fresh(Dialogue, dialogue.id)
    dialogue.opens_on = dialogue.closes_on = day
    db.session.commit()
    with pytest.raises(Conflict), unit_of_work():
        threads.write_post(opened.id, post_draft(supplier), by=actor(who))


def test_numbers_are_dense_and_counters_right(scene) -> None:
    dialogue, supplier, who, opened = scene
    made = [post(opened, supplier, who) for _ in range(3)]
    assert [p.seq for p in made] == [2, 3, 4]
    stored = fresh(Thread, opened.id)
    assert (stored.seq, stored.post_count) == (4, 4)
    counted = fresh(Dialogue, dialogue.id)
    assert (counted.thread_count, counted.post_count) == (1, 4)


def test_a_post_is_by_a_person_for_an_organisation_in_a_declared_language(scene) -> None:
    _dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who, "Me kan hjelpe.", lang="nn", reply_to=1)
    stored = fresh(Post, made.id)
    assert (stored.author_id, stored.organisation_id, stored.role.value, stored.lang) == (
        who.id,
        supplier.id,
        "supplier",
        "nn",
    )
    assert queries.posts_between(opened.id, 2, 2)[0].parent_seq == 1


def test_nobody_speaks_for_an_organisation_that_is_not_hers_or_where_she_only_reads(scene) -> None:
    _dialogue, supplier, who, opened = scene
    reader = member(supplier, "reader")
    for person, firm in ((who, organisation("supplier")), (reader, supplier)):
        with pytest.raises(Refused, match="not_for_this_organisation"), unit_of_work():
            threads.write_post(opened.id, post_draft(firm), by=actor(person))
    assert fresh(Thread, opened.id).seq == 1


def test_an_identity_number_stops_a_post_a_title_and_a_dialogue(scene) -> None:
    dialogue, supplier, who, opened = scene
    words = f"Ring meg, jeg er {synthetic()}."
    with pytest.raises(Refused, match="identity_number_in_text"), unit_of_work():
        threads.write_post(opened.id, post_draft(supplier, words), by=actor(who))
    with pytest.raises(Refused, match="identity_number_in_text"), unit_of_work():
        threads.open_thread(dialogue.id, ThreadDraft(title=words, post=post_draft(supplier)), by=actor(who))
    with pytest.raises(Refused, match="identity_number_in_text"), unit_of_work():
        dialogues.start_dialogue(dialogue.organisation_id, "nb", need_draft(baseline=words), by=None)
    assert fresh(Thread, opened.id).seq == 1, "a refused post takes no number"


def test_an_edit_is_a_new_revision_and_the_earlier_one_stays(scene, owner_sql) -> None:
    _dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who, "Først.")
    with unit_of_work():
        threads.edit_post(made, RevisionDraft(lang="en", body="Second.", based_on=1), by=actor(who))
    assert [(r.number, r.lang, r.html) for r in queries.revisions_of(made.id)] == [
        (2, "en", "<p>Second.</p>"),
        (1, "nb", "<p>Først.</p>"),
    ]
    assert queries.posts_between(opened.id, 2, 2)[0].html == "<p>Second.</p>"
    assert owner_sql("SELECT sha256 = sha256(convert_to(body, 'UTF8')) FROM forum_revision") == [(True,)] * 3


def test_two_edits_of_the_same_version_are_one_edit_and_one_conflict(scene) -> None:
    _dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who)
    with unit_of_work():
        threads.edit_post(made, RevisionDraft(lang="nb", body="En.", based_on=1), by=actor(who))
    with pytest.raises(StaleVersion), unit_of_work():
        threads.edit_post(made, RevisionDraft(lang="nb", body="To.", based_on=1), by=actor(who))


def test_the_database_lets_nobody_change_or_remove_a_revision(scene, web_sql) -> None:
    import psycopg

    for statement in (
        "UPDATE forum_revision SET body = 'x'",
        "DELETE FROM forum_revision",
        "DELETE FROM forum_post",
    ):
        for role in ("web", "worker"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web_sql(statement, role=role)


def test_a_withdrawn_post_keeps_its_number_and_is_counted_no_more(scene) -> None:
    _dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who)
    with unit_of_work():
        threads.withdraw_post(made, by=actor(who))
    with unit_of_work():
        threads.withdraw_post(made, by=actor(who))
    assert (fresh(Post, made.id).state, fresh(Post, made.id).seq) == (PostState.WITHDRAWN, 2)
    assert (fresh(Thread, opened.id).seq, fresh(Thread, opened.id).post_count) == (2, 1)
    assert post(opened, supplier, who).seq == 3
    with pytest.raises(Conflict, match="post_is_withdrawn"), unit_of_work():
        threads.edit_post(made, RevisionDraft(lang="nb", body="En.", based_on=1), by=actor(who))


def test_a_locked_thread_takes_no_posts(scene) -> None:
    _dialogue, supplier, who, opened = scene
    fresh(Thread, opened.id).locked = True
    db.session.commit()
    with pytest.raises(Conflict, match="thread_is_locked"), unit_of_work():
        threads.write_post(opened.id, post_draft(supplier), by=actor(who))


@pytest.fixture
def newcomer(db_session):
    firm = organisation("supplier", check=Check.MATCHED, authority=Authority.UNPROVEN)
    return firm, member(firm, name="Nils Ny")


def test_a_post_by_an_unverified_organisation_waits_without_a_number_and_opens_a_case(
    scene, newcomer, owner_sql
) -> None:
    _dialogue, _supplier, who, opened = scene
    made = post(opened, *newcomer)
    assert (made.state, made.seq) == (PostState.WAITING, None)
    assert (fresh(Thread, opened.id).seq, fresh(Thread, opened.id).post_count) == (1, 1)
    assert owner_sql("SELECT subject_type, subject_id FROM moderation_case") == [("post", made.id)]
    assert queries.unnumbered_posts(opened.id, actor(who)) == []
    assert [p.id for p in queries.unnumbered_posts(opened.id, actor(newcomer[1]))] == [made.id]


def test_a_released_post_gets_the_next_number_then_and_not_before(scene, newcomer) -> None:
    _dialogue, supplier, who, opened = scene
    made = post(opened, *newcomer)
    assert post(opened, supplier, who).seq == 2
    with unit_of_work():
        moderated.release(made.id)
    assert (fresh(Post, made.id).seq, fresh(Post, made.id).state) == (3, PostState.VISIBLE)
    assert (fresh(Thread, opened.id).seq, fresh(Thread, opened.id).post_count) == (3, 3)
    with unit_of_work():
        moderated.release(made.id)
    assert fresh(Thread, opened.id).seq == 3, "released twice, numbered once"


def test_a_thread_opened_by_an_unverified_organisation_is_there_for_others_when_it_is_released(scene, newcomer) -> None:
    dialogue = scene[0]
    firm, who = newcomer
    opened = thread(dialogue, firm, who)
    assert opened.seq == 0
    assert opened.id not in [row.id for row in queries.threads_of(dialogue.id, actor(scene[2]))[0]]
    assert opened.id in [row.id for row in queries.threads_of(dialogue.id, actor(who))[0]]
    assert fresh(Dialogue, dialogue.id).thread_count == 1
    first = queries.unnumbered_posts(opened.id, actor(who))[0]
    with unit_of_work():
        moderated.release(first.id)
    assert opened.id in [row.id for row in queries.threads_of(dialogue.id, actor(scene[2]))[0]]
    assert fresh(Dialogue, dialogue.id).thread_count == 2


def test_an_unverified_organisation_cannot_change_what_a_moderator_let_out(scene, newcomer) -> None:
    firm, who = newcomer
    made = post(scene[3], firm, who, "Snill tekst.")
    with unit_of_work():
        threads.edit_post(made, RevisionDraft(lang="nb", body="Snillere tekst.", based_on=1), by=actor(who))
    with unit_of_work():
        moderated.release(made.id)
    made = fresh(Post, made.id)
    with pytest.raises(Conflict, match="edit_waits_for_verification"), unit_of_work():
        threads.edit_post(made, RevisionDraft(lang="nb", body="Kjøp nå!", based_on=2), by=actor(who))


def test_a_hidden_post_keeps_its_number_and_comes_back_as_it_was(scene) -> None:
    dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who)
    with unit_of_work():
        moderated.hide(made.id, reason_code="M5", at=clock.now())
    stored = fresh(Post, made.id)
    assert (stored.state, stored.seq, stored.reason) == (PostState.HIDDEN, 2, "M5")
    assert fresh(Thread, opened.id).post_count == 1
    assert fresh(Thread, opened.id).title_hidden is False
    with pytest.raises(Conflict, match="post_is_hidden"), unit_of_work():
        threads.withdraw_post(stored, by=actor(who))
    with unit_of_work():
        moderated.restore(made.id)
    stored = fresh(Post, made.id)
    assert (stored.state, stored.reason, stored.hidden_at) == (PostState.VISIBLE, None, None)
    assert (fresh(Thread, opened.id).post_count, fresh(Dialogue, dialogue.id).thread_count) == (2, 1)


def test_the_title_of_a_thread_is_hidden_and_comes_back_with_its_first_post(scene) -> None:
    _dialogue, _supplier, _who, opened = scene
    first = queries.posts_between(opened.id, 1, 1)[0]
    with unit_of_work():
        moderated.hide(first.id, reason_code="M3", at=clock.now())
    assert fresh(Thread, opened.id).title_hidden is True
    with unit_of_work():
        moderated.restore(first.id)
    assert fresh(Thread, opened.id).title_hidden is False


def test_a_post_stopped_while_it_waited_is_numbered_when_it_is_restored(scene, newcomer) -> None:
    made = post(scene[3], *newcomer)
    with unit_of_work():
        moderated.hide(made.id, reason_code="M6", at=clock.now())
    assert (fresh(Post, made.id).seq, fresh(Thread, scene[3].id).post_count) == (None, 1)
    with unit_of_work():
        moderated.restore(made.id)
    assert (fresh(Post, made.id).seq, fresh(Thread, scene[3].id).post_count) == (2, 2)


def test_what_happened_is_in_the_journal_without_anybodys_words(scene, owner_sql) -> None:
    _dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who, "Hemmelige ord som ikke skal i journalen.")
    with unit_of_work():
        threads.withdraw_post(made, by=actor(who))
    entries = owner_sql(
        "SELECT what, by_id, data::text FROM journal_entry WHERE subject_type = 'forum_post' AND subject_id = %(id)s ORDER BY seq",
        id=made.id,
    )
    assert [(what, by) for what, by, _ in entries] == [
        ("forum.post_written", who.id),
        ("forum.post_withdrawn", who.id),
    ]
    assert not any("Hemmelige" in row[0] for row in owner_sql("SELECT canonical FROM journal_entry"))


def test_a_moderator_is_told_what_a_post_says_and_where_it_stands(scene) -> None:
    dialogue, supplier, who, opened = scene
    made = post(opened, supplier, who, "Innhold.", lang="nn")
    about = moderated.describe([made.id, 10**9])
    assert list(about) == [made.id]
    found = about[made.id]
    assert (found.text, found.language, found.author_id, found.place) == ("Innhold.", "nn", who.id, dialogue.title)
