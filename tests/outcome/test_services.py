""" "You said, we did": nothing that came in is left without an answer, and nobody who gave it without word."""

import pytest

from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.dialogues.services import closing
from app.blueprints.outcome import queries
from app.blueprints.outcome.queries import sources
from app.blueprints.outcome.services import summaries, themes
from app.blueprints.outcome.terms import Chosen, Outcome, SourceKind, SummaryDraft
from app.blueprints.parity.queries import red
from app.core.db import unit_of_work
from app.core.errors import Conflict, Refused, StaleVersion
from tests.factories import forum
from tests.factories.accounts import actor, member, organisation
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.meetings import context_of, note, passage
from tests.factories.outcome import WORDS, publish, published_summary, save, theme, theme_draft

ROOM = ("contributions_not_gathered", "themes_not_published", "contributors_not_told", "summary_not_published")


@pytest.fixture
def heard(db_session):
    """A dialogue with a passage of a firm, written down by the buyer's owner."""
    host, ingrid = buyer()
    firm = organisation()
    kari = member(firm)
    dialogue = published_dialogue(host)
    made = note(dialogue, ingrid, firm)
    return dialogue, ingrid, kari, passage(dialogue, made, ingrid, firm)


def obstacles(dialogue, who):
    with unit_of_work(context_of(who)):
        return {one.code: one.count for one in closing.obstacles(dialogue.id) if one.code in ROOM}


def told(owner_sql, kind="outcome/what_came_of_it"):
    return [row[0] for row in owner_sql("SELECT person_id FROM notifications_inbox_item WHERE kind = %(k)s", k=kind)]


def test_a_dialogue_closes_when_all_is_gathered_answered_told_and_summed_up(heard, run_jobs):
    dialogue, ingrid, _kari, said = heard
    assert obstacles(dialogue, ingrid) == {"contributions_not_gathered": 1, "summary_not_published": 1}
    theme(dialogue, ingrid, said)
    assert obstacles(dialogue, ingrid) == {
        "themes_not_published": 1, "contributors_not_told": 1, "summary_not_published": 1,
    }  # fmt: skip
    publish(dialogue, ingrid)
    assert obstacles(dialogue, ingrid) == {"contributors_not_told": 1, "summary_not_published": 1}
    run_jobs()
    assert obstacles(dialogue, ingrid) == {"summary_not_published": 1}
    published_summary(dialogue, ingrid)
    assert obstacles(dialogue, ingrid) == {}


def test_each_contributor_is_told_once_and_anew_only_when_the_outcome_has_become_another(heard, run_jobs, owner_sql):
    dialogue, ingrid, kari, said = heard
    made = theme(dialogue, ingrid, said)
    publish(dialogue, ingrid)
    run_jobs()
    assert told(owner_sql) == [kari.id]
    reworded = dict.fromkeys(dialogue.languages, WORDS["en"])
    save(dialogue, ingrid, made.id, words=reworded)
    publish(dialogue, ingrid)
    run_jobs()
    assert told(owner_sql) == [kari.id]
    save(dialogue, ingrid, made.id, outcome=Outcome.LATER)
    publish(dialogue, ingrid)
    run_jobs()
    assert told(owner_sql) == [kari.id, kari.id]


def test_who_is_put_in_a_published_theme_is_told_too(heard, run_jobs, owner_sql):
    dialogue, ingrid, kari, said = heard
    made = theme(dialogue, ingrid)
    publish(dialogue, ingrid)
    with unit_of_work(context_of(ingrid)):
        chosen = Chosen(kind=SourceKind.NOTE, ids=(said.id,), theme_id=made.id)
        themes.gather(dialogue, chosen, by=actor(ingrid))
    run_jobs()
    assert told(owner_sql) == [kari.id]


def test_only_what_is_complete_in_every_language_is_published(heard):
    dialogue, ingrid, _kari, said = heard
    half = theme(dialogue, ingrid, said, complete=False, title="Halvferdig")
    save(dialogue, ingrid, half.id, words={dialogue.lang: WORDS[dialogue.lang]})
    with pytest.raises(Conflict, match="no_theme_is_ready"):
        publish(dialogue, ingrid)
    theme(dialogue, ingrid)
    assert publish(dialogue, ingrid) == 1
    with unit_of_work():
        rows, words = queries.published_themes(dialogue.id)
        assert [set(words[row.id]) for row in rows] == [set(dialogue.languages)]
    with unit_of_work(context_of(ingrid)):
        assert [row.title for row in red(dialogue.id)] == ["Møte om ladekapasitet på kaiene"], "the note alone"


def test_what_is_changed_after_publication_is_read_when_it_is_published_again(heard):
    dialogue, ingrid, _kari, _said = heard
    made = theme(dialogue, ingrid)
    publish(dialogue, ingrid)
    save(dialogue, ingrid, made.id, outcome=Outcome.NOT_CHANGED)
    with unit_of_work():
        assert [row.outcome for row in queries.published_themes(dialogue.id)[0]] == [Outcome.CHANGED]
    publish(dialogue, ingrid)
    with unit_of_work():
        [row] = queries.published_themes(dialogue.id)[0]
        assert (row.outcome, row.changed_at is not None) == (Outcome.NOT_CHANGED, True)
    with pytest.raises(Conflict, match="no_theme_is_ready"):
        publish(dialogue, ingrid)


def test_what_is_set_aside_needs_no_answer_and_can_be_taken_up_again(heard):
    dialogue, ingrid, _kari, said = heard
    aside = Chosen(kind=SourceKind.NOTE, ids=(said.id,))
    with unit_of_work(context_of(ingrid)):
        assert themes.gather(dialogue, aside, by=actor(ingrid)) is None
        assert sources.ungathered(dialogue.id) == 0
    theme(dialogue, ingrid, said)
    with unit_of_work(context_of(ingrid)):
        assert queries.sources_of(dialogue.id, None) == []
        themes.gather(dialogue, aside, by=actor(ingrid))
        assert queries.sources_of(dialogue.id, None) == [], "what stands in a theme cannot be set aside"


def test_posts_of_others_than_the_hosts_are_contributions(heard):
    dialogue, ingrid, kari, _said = heard
    supplier = get_organisation(actor(kari).memberships[0].organisation_id)
    host = get_organisation(dialogue.organisation_id)
    opened = forum.thread(dialogue, supplier, kari, body="Vi trenger mer tid.")
    forum.post(opened, host, ingrid, "Takk, det ser vi på.")
    with unit_of_work(context_of(ingrid)):
        rows, _after = queries.came_in(dialogue.id, SourceKind.POST)
        assert [(row.excerpt, row.organisation_id) for row in rows] == [("Vi trenger mer tid.", supplier.id)]


def test_contributions_of_another_dialogue_cannot_be_gathered(heard):
    _dialogue, _ingrid, _kari, said = heard
    other_host, olav = buyer()
    other = published_dialogue(other_host)
    with pytest.raises(Refused, match="nothing_chosen"), unit_of_work(context_of(olav)):
        themes.gather(other, Chosen(kind=SourceKind.NOTE, ids=(said.id,), new_title="Tatt"), by=actor(olav))


def test_what_was_told_does_not_leave_its_theme_and_a_published_theme_does_not_go(heard, run_jobs):
    dialogue, ingrid, _kari, said = heard
    made = theme(dialogue, ingrid, said)
    publish(dialogue, ingrid)
    run_jobs()
    with unit_of_work(context_of(ingrid)):
        [source] = queries.sources_of(dialogue.id, made.id)
    with pytest.raises(Conflict, match="contributor_is_told"), unit_of_work(context_of(ingrid)):
        themes.take_out(dialogue, source.id, by=actor(ingrid))
    with pytest.raises(Conflict, match="theme_is_published"), unit_of_work(context_of(ingrid)):
        themes.remove_theme(dialogue, made, by=actor(ingrid))


def test_two_who_save_one_theme_are_told_of_each_other(heard):
    dialogue, ingrid, _kari, _said = heard
    made = theme(dialogue, ingrid)
    with pytest.raises(StaleVersion), unit_of_work(context_of(ingrid)):
        themes.save_theme(dialogue, made, theme_draft(dialogue, version=1, outcome=Outcome.LATER), by=actor(ingrid))


def test_a_summary_is_published_in_every_language_or_not_at_all_and_a_changed_one_is_a_new_version(heard):
    dialogue, ingrid, _kari, _said = heard
    half = SummaryDraft(bodies={dialogue.lang: "Vi har lært mye."})
    with unit_of_work(context_of(ingrid)):
        saved = summaries.save_summary(dialogue, half, by=actor(ingrid))
    with pytest.raises(Refused, match="summary_lacks_language"), unit_of_work(context_of(ingrid)):
        summaries.publish_summary(dialogue, saved, by=actor(ingrid))
    published_summary(dialogue, ingrid)
    with pytest.raises(Conflict, match="summary_is_published"):
        published_summary(dialogue, ingrid)
    published_summary(dialogue, ingrid, "Vi har lært mer.")
    with unit_of_work():
        shown = queries.summary_shown(dialogue.id)
        assert {row.number for row in shown.values()} == {2}
        assert set(shown) == set(dialogue.languages)


def test_row_level_security_keeps_themes_and_their_sources_with_the_hosts(heard, web_sql):
    dialogue, ingrid, kari, said = heard
    theme(dialogue, ingrid, said)
    with unit_of_work(context_of(ingrid)):
        summaries.save_summary(dialogue, SummaryDraft(bodies={dialogue.lang: "Kladd."}), by=actor(ingrid))
    for table in ("theme", "wording", "source", "summary"):
        assert web_sql(f"SELECT id FROM outcome_{table}", context_of(ingrid))
        assert not web_sql(f"SELECT id FROM outcome_{table}", context_of(kari))
    assert not web_sql("SELECT id FROM outcome_theme_entry", context_of(kari)), "a draft is read by nobody"
