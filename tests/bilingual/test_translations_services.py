"""Translations from the wish to the verdict: what the rules promise, tried on a real database."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import Context as ContextVars
from dataclasses import replace
from threading import Barrier

import psycopg
import pytest

from app.blueprints.bilingual.models import Translation
from app.blueprints.bilingual.services import reviewing, translations
from app.blueprints.bilingual.services.reviewing import AlreadyDecided, OriginalChanged
from app.blueprints.bilingual.terms.translations import Method, Start, Status, TranslationDraft
from app.blueprints.forum.queries.shown import versions_of_posts
from app.blueprints.forum.services import moderated, posts
from app.blueprints.forum.services.moving import move_thread
from app.blueprints.forum.terms.posts import EditKind, RevisionDraft
from app.core.clock import now
from app.core.db import db, rollback, unit_of_work
from app.core.errors import Conflict, Refused, StaleVersion
from tests.factories import bilingual as make
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.forum import open_forum, post_draft
from tests.factories.forum import post as write_post
from tests.factories.forum import thread as write_thread

TEXT = "Vi har mye returmat hver uke.\n\nKan dere hente den?"


class Scene:
    """A buyer's forum, a supplier's thread with one answer by somebody else, and people who translate and check."""

    def __init__(self):
        self.buyer = organisation("buyer", name="Helse Prøve")
        self.firm = organisation("supplier", name="Fjordmat")
        self.host = member(self.buyer, "editor", name="Vibeke Vert")
        self.other_host = member(self.buyer, "owner", name="Harald Vert")
        self.author = member(self.firm, name="Astrid Avsender")
        self.translator = member(organisation("supplier", name="Omsetjarane"), "editor", name="Tone Tolk")
        self.reader = member(organisation("interest", name="Lesarlaget"), "reader", name="Rita Les", locale="nn")
        self.space = open_forum(organisation_id=self.buyer.id)
        self.thread = write_thread(self.space, self.firm, self.author)
        self.post = write_post(self.thread, self.firm, self.author, TEXT)

    def edit(self, body, kind=EditKind.SUBSTANTIVE, lang="nb"):
        with unit_of_work():
            draft = RevisionDraft(lang=lang, body=body, based_on=make.words_of(self.post).revision, kind=kind)
            posts.edit_post(db.session.merge(self.post), draft, by=actor(self.author))


@pytest.fixture
def scene(db_session):
    return Scene()


def draft_for(made, scene, body, **values):
    current = make.fresh(made)
    given = {
        "title": "",
        "body": body,
        "source_revision": make.words_of(scene.post).revision,
        "version": current.version,
    }
    return TranslationDraft(**(given | values))


def test_a_wish_counts_each_person_once(scene):
    make.requested(scene.post, "en", scene.reader)
    make.requested(scene.post, "en", scene.reader)
    made = make.requested(scene.post, "en", scene.host)
    assert (made.status, made.wanted) == (Status.REQUESTED, 2)


@pytest.mark.parametrize(("lang", "code"), [("xx", "language_unknown"), ("nb", "language_is_the_originals")])
def test_only_another_of_our_three_languages_can_be_asked_for(scene, lang, code):
    with pytest.raises(Refused) as refused:
        make.requested(scene.post, lang, scene.reader)
    assert refused.value.code == code


def test_what_was_approved_is_shown_with_who_checked_it_and_the_one_before_it_no_more(scene):
    first = make.approved(scene.post, "en", scene.translator, scene.host, "We have much returned food.\n\nCome?")
    scene.edit("Vi har lite returmat.\n\nKan dere hente den?")
    assert make.fresh(first).behind.value == "stale"
    second = make.begun(scene.post, "en", scene.translator, Start.EARLIER)
    assert (second.body, second.source_revision) == (first.body, 1)
    with unit_of_work():
        better = draft_for(second, scene, "We have little returned food.\n\nCome?")
        translations.save(second, better, by=actor(scene.translator), send=True)
    with unit_of_work():
        reviewing.approve(second, make.verdict(second, scene.post), by=actor(scene.other_host))
    assert make.fresh(first).status is Status.SUPERSEDED
    (shown,) = versions_of_posts([scene.post.id], "en")[scene.post.id].versions
    assert (shown.id, shown.checked_by, shown.source_revision) == (second.id, "Helse Prøve", 2)
    assert "little" in shown.html


def test_whoever_changes_a_word_is_the_translator_and_cannot_approve(scene):
    made = make.in_review(scene.post, "en", scene.translator, "We have food.\n\nCome?")
    with unit_of_work():
        changed = draft_for(made, scene, "We have returned food.\n\nCome?")
        translations.save(made, changed, by=actor(scene.host), send=True)
    assert make.fresh(made).translator_id == scene.host.id
    with pytest.raises(Conflict) as refused, unit_of_work():
        reviewing.approve(made, make.verdict(made, scene.post), by=actor(scene.host))
    assert refused.value.code == "checked_by_another"
    with unit_of_work():
        reviewing.approve(made, make.verdict(made, scene.post), by=actor(scene.other_host))
    assert make.fresh(made).reviewer_id == scene.other_host.id


def test_the_database_itself_keeps_translator_and_reviewer_apart(scene, web_sql):
    made = make.in_review(scene.post, "en", scene.translator)
    statement = (
        "UPDATE bilingual_translation SET status = 'approved', approved_at = now(), reviewer_id = {} WHERE id = {}"
    )
    with pytest.raises(psycopg.errors.CheckViolation):
        web_sql(statement.format("translator_id", made.id))
    with pytest.raises(psycopg.errors.CheckViolation):  # nobody's words approved by one person alone
        web_sql(statement.format(f"{scene.host.id}, translator_id = NULL, method = 'machine'", made.id))


def test_a_stranger_cannot_approve(scene):
    made = make.in_review(scene.post, "en", scene.translator)
    stranger = member(organisation("buyer", name="Ein annan"))
    with pytest.raises(Conflict), unit_of_work():
        reviewing.approve(made, make.verdict(made, scene.post), by=actor(stranger))


def test_the_author_checks_her_own_words_for_her_own_organisation(scene):
    made = make.approved(scene.post, "en", scene.translator, scene.author)
    assert (made.status, made.reviewer_for) == (Status.APPROVED, scene.firm.id)


def test_an_edit_during_review_stops_the_approval(scene):
    made = make.in_review(scene.post, "en", scene.translator)
    seen = make.verdict(made, scene.post)
    scene.edit("Vi har ingen returmat.")
    with pytest.raises(OriginalChanged) as refused, unit_of_work():
        reviewing.approve(made, seen, by=actor(scene.host))
    assert refused.value.checked_revision == 1
    assert make.fresh(made).status is Status.IN_REVIEW


def test_a_small_edit_is_confirmed_with_one_click_but_never_by_the_translator(scene):
    made = make.approved(scene.post, "en", scene.translator, scene.host)
    scene.edit(TEXT.replace("mye", "svært mye"), EditKind.MINOR)
    assert make.fresh(made).behind.value == "minor"
    with pytest.raises(Conflict), unit_of_work():
        reviewing.confirm(made, make.verdict(made, scene.post), by=actor(scene.translator))
    with unit_of_work():
        reviewing.confirm(made, make.verdict(made, scene.post), by=actor(scene.other_host))
    current = make.fresh(made)
    assert (current.source_revision, current.behind.value, current.reviewer_id) == (2, "fresh", scene.other_host.id)


def test_a_changed_meaning_is_not_confirmed(scene):
    made = make.approved(scene.post, "en", scene.translator, scene.host)
    scene.edit("Noe helt annet.")
    with pytest.raises(Conflict) as refused, unit_of_work():
        reviewing.confirm(made, make.verdict(made, scene.post), by=actor(scene.other_host))
    assert refused.value.code == "translation_is_stale"


def test_of_two_reviewers_at_once_one_decides_and_the_other_is_told_who(scene, app):
    made = make.in_review(scene.post, "en", scene.translator)
    verdict = make.verdict(made, scene.post)
    people = [actor(scene.host), actor(scene.other_host)]
    start = Barrier(2)

    def decide(by):
        with app.app_context():
            row = db.session.get_one(Translation, made.id)
            db.session.rollback()
            start.wait()
            try:
                with unit_of_work():
                    reviewing.approve(row, verdict, by=by)
            except AlreadyDecided as lost:
                return lost.who
            finally:
                db.session.remove()
            return None

    with ThreadPoolExecutor(2) as pool:
        answers = [job.result() for job in [pool.submit(ContextVars().run, decide, by) for by in people]]
    assert answers.count(None) == 1
    winner = people[answers.index(None)].name
    assert next(answer for answer in answers if answer) == winner
    assert make.fresh(made).status is Status.APPROVED


def test_two_who_write_the_same_draft_lose_nothing(scene):
    made = make.drafted(scene.post, "en", scene.translator, "One")
    old = draft_for(made, scene, "Two", version=made.version - 1)
    with pytest.raises(StaleVersion) as refused, unit_of_work():
        translations.save(made, old, by=actor(scene.host))
    assert refused.value.who == "Tone Tolk"


def test_sent_back_it_waits_for_its_translator_with_what_is_to_be_mended(scene):
    made = make.in_review(scene.post, "en", scene.translator)
    with pytest.raises(Refused), unit_of_work():
        reviewing.send_back(made, make.verdict(made, scene.post, note="  "), by=actor(scene.host))
    with unit_of_work():
        reviewing.send_back(made, make.verdict(made, scene.post, note="«Returmat» mangler."), by=actor(scene.host))
    current = make.fresh(made)
    assert (current.status, current.review_note) == (Status.DRAFT, "«Returmat» mangler.")


def test_who_wanted_it_still_waits_when_the_translator_gives_up(scene):
    make.requested(scene.post, "en", scene.reader)
    made = make.drafted(scene.post, "en", scene.translator, "Half")
    with unit_of_work():
        reviewing.withdraw(made, made.version, by=actor(scene.translator))
    gone = make.fresh(made)
    assert (gone.status, gone.withdrawn_by) == (Status.WITHDRAWN, scene.translator.id)
    assert make.requested(scene.post, "en", scene.reader).wanted == 1


def test_the_versions_go_with_the_original_in_the_same_transaction(scene):
    made = make.approved(scene.post, "en", scene.translator, scene.host)
    posts.withdraw_post(db.session.merge(scene.post), by=actor(scene.author))
    rollback()
    assert make.fresh(made).status is Status.APPROVED
    with unit_of_work():
        posts.withdraw_post(db.session.merge(scene.post), by=actor(scene.author))
    assert make.fresh(made).status is Status.WITHDRAWN
    assert versions_of_posts([scene.post.id], "en") == {}


def test_what_is_hidden_leaves_the_queues_and_comes_back(scene):
    made = make.in_review(scene.post, "en", scene.translator)
    with unit_of_work():
        moderated.hide(scene.post.id, reason_code="M1", at=now())
    assert not make.fresh(made).visible
    with pytest.raises(Conflict) as refused, unit_of_work():
        reviewing.approve(made, make.verdict(made, scene.post), by=actor(scene.host))
    assert refused.value.code == "original_not_visible"
    with unit_of_work():
        moderated.restore(scene.post.id)
    assert make.fresh(made).visible
    with unit_of_work():
        reviewing.approve(made, make.verdict(made, scene.post), by=actor(scene.host))


def test_an_original_that_says_it_is_in_another_language_has_no_translation_into_that(scene):
    made = make.approved(scene.post, "nn", scene.translator, scene.host)
    scene.edit("Vi har mykje returmat.", lang="nn")
    assert make.fresh(made).status is Status.WITHDRAWN


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("Call 13097248022 now", "identity_number_in_text"),
        ("a" * 100_001, "text_too_long"),
        ("[" * 3_000, "text_too_many_brackets"),
        (">" * 60 + " deep", "text_too_deep"),
        ("\u202e\u2066 \n\n \u200b", "translation_is_empty"),
        ("", "translation_is_empty"),
    ],
)
def test_what_cannot_be_taken_is_refused_by_name_and_nothing_is_kept(scene, body, code):
    made = make.begun(scene.post, "en", scene.translator)
    with pytest.raises(Refused) as refused, unit_of_work():
        translations.save(made, draft_for(made, scene, body), by=actor(scene.translator), send=True)
    assert refused.value.code == code
    assert make.fresh(made).body == ""


def test_direction_marks_never_reach_a_translation(scene):
    made = make.drafted(scene.post, "en", scene.translator, "safe\u202etxt.exe")
    assert made.body == "safetxt.exe"


def test_a_draft_with_holes_keeps_them_until_it_is_sent(scene):
    made = make.drafted(scene.post, "en", scene.translator, "One\n\n\n\nThree")
    assert made.body == "One\n\n\n\nThree"
    with unit_of_work():
        translations.save(made, draft_for(made, scene, made.body), by=actor(scene.translator), send=True)
    assert make.fresh(made).body == "One\n\nThree"


def test_a_machines_draft_gone_through_says_so(scene):
    make.machine_draft(scene.post, "nn")
    made = make.begun(scene.post, "nn", scene.translator, Start.MACHINE)
    assert (made.method, made.engine, made.unknown_words) == (Method.EDITED, "Apertium", ["returmat"])
    with unit_of_work():
        better = draft_for(made, scene, "Vi har mykje returmat.\n\nKan de hente?")
        translations.save(made, better, by=actor(scene.author), send=True)
    assert make.fresh(made).method is Method.EDITED


def test_the_title_of_a_thread_is_translated_with_its_first_post(scene):
    opening = moderated.queries.get_post(db.session.get_one(type(scene.thread), scene.thread.id).opening_post_id)
    made = make.begun(opening, "en", scene.translator)
    values = replace(draft_for(made, scene, "We wonder."), source_revision=1)
    with pytest.raises(Refused) as refused, unit_of_work():
        translations.save(made, values, by=actor(scene.translator), send=True)
    assert refused.value.code == "translation_title_is_empty"
    with unit_of_work():
        translations.save(made, replace(values, title="Returned food?"), by=actor(scene.translator), send=True)
    assert make.fresh(made).title == "Returned food?"


def test_a_post_by_an_unverified_firm_cannot_be_asked_for_while_it_waits(scene):
    unknown = organisation("supplier", verified=False)
    person = member(unknown)
    with unit_of_work():
        waiting = posts.write_post(scene.thread.id, post_draft(unknown), by=actor(person))
    with pytest.raises(Conflict):
        make.requested(waiting, "en", scene.reader)


def test_a_thread_that_moves_to_another_host_is_checked_there(scene):
    made = make.in_review(scene.post, "en", scene.translator)
    other = organisation("buyer", name="Sykehuset Annet")
    elsewhere = open_forum(organisation_id=other.id)
    with unit_of_work():
        move_thread(scene.thread.id, elsewhere.id, by=actor(person(platform=("moderator",))))
    assert make.fresh(made).host_id == other.id
    with pytest.raises(Conflict), unit_of_work():
        reviewing.approve(made, make.verdict(made, scene.post), by=actor(scene.host))
    with unit_of_work():
        reviewing.approve(made, make.verdict(made, scene.post), by=actor(member(other)))
    assert make.fresh(made).reviewer_for == other.id
