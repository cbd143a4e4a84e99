import threading
import time
from datetime import timedelta

import pytest

from app.blueprints.improvement import queries, services
from app.blueprints.improvement.terms import About, ActionDraft, ActionStatus, EffectDraft, FinishDraft, Subject
from app.core.clock import today
from app.core.db import acting_for, unit_of_work
from app.core.errors import Conflict, Refused, StaleVersion
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.evidence import evidence
from tests.factories.improvement import action, done

pytestmark = pytest.mark.usefixtures("db_session")


def draft(owner, **values):
    return ActionDraft(**{"title": "Ny rutine", "owner_id": owner.id, "due_on": today() + timedelta(days=9)} | values)


def test_an_action_is_stored_and_the_journal_says_so_without_its_text(owner_sql):
    firm = organisation()
    kari = member(firm)
    with unit_of_work(acting_for(firm.id)):
        made = services.add_action(firm, draft(kari, subject="capability:HSE"), by=actor(kari))
    assert (made.status, made.version, made.changed_by_id) == (ActionStatus.PLANNED, 1, kari.id)
    rows = owner_sql(
        "SELECT what, by_id, organisation_id, canonical FROM journal_entry WHERE subject_id = %(id)s", id=made.id
    )
    assert [row[:3] for row in rows] == [("improvement.action_added", kari.id, firm.id)]
    assert "Ny rutine" not in rows[0][3]


def test_the_owner_of_an_action_is_a_member_of_the_firm():
    firm = organisation()
    stranger = member(organisation())
    with pytest.raises(Refused) as refusal, unit_of_work(acting_for(firm.id)):
        services.add_action(firm, draft(stranger), by=None)
    assert (refusal.value.code, refusal.value.field) == ("owner_not_a_member", "owner_id")


def test_a_new_action_is_not_due_in_the_past():
    firm = organisation()
    kari = member(firm)
    with pytest.raises(Refused, match="due_in_the_past"), unit_of_work(acting_for(firm.id)):
        services.add_action(firm, draft(kari, due_on=today() - timedelta(days=1)), by=None)


def test_a_late_action_can_be_reworded_without_a_new_day():
    firm = organisation()
    kari = member(firm)
    late = action(firm, kari, due_in=-5)
    with unit_of_work(acting_for(firm.id)):
        found = queries.get_action(late.id)
        services.change_action(
            found, draft(kari, title="Bedre ord", due_on=found.due_on, version=found.version), by=None
        )
    with unit_of_work(acting_for(firm.id)):
        assert queries.get_action(late.id).title == "Bedre ord"


def test_whoever_comes_second_is_told_who_came_first():
    firm = organisation()
    kari, ola = member(firm, name="Kari"), member(firm, "editor", name="Ola")
    made = action(firm, kari)
    with unit_of_work(acting_for(firm.id)):
        found = queries.get_action(made.id)
        read = found.version
        services.change_action(found, draft(kari, title="Karis", version=read), by=actor(kari))
    with pytest.raises(StaleVersion) as stale, unit_of_work(acting_for(firm.id)):
        services.change_action(queries.get_action(made.id), draft(ola, title="Olas", version=read), by=actor(ola))
    assert stale.value.who == "Kari"
    assert stale.value.when is not None


def test_a_form_without_a_version_is_older_than_any():
    firm = organisation()
    kari = member(firm)
    made = action(firm, kari)
    with pytest.raises(StaleVersion), unit_of_work(acting_for(firm.id)):
        services.change_action(queries.get_action(made.id), draft(kari), by=None)


def test_a_finished_action_stays_as_it_is():
    firm = organisation()
    kari = member(firm)
    made = action(firm, kari)
    with unit_of_work(acting_for(firm.id)):
        found = queries.get_action(made.id)
        services.finish_action(found, FinishDraft(status=ActionStatus.DONE, version=found.version), by=None)
    assert made.status is ActionStatus.DONE
    with pytest.raises(Conflict, match="action_is_over"), unit_of_work(acting_for(firm.id)):
        services.change_action(made, draft(kari, version=made.version), by=None)
    with pytest.raises(Conflict, match="action_is_over"), unit_of_work(acting_for(firm.id)):
        services.finish_action(made, FinishDraft(status=ActionStatus.DONE, version=made.version), by=None)


def test_an_action_is_not_dropped_without_a_reason():
    firm = organisation()
    made = action(firm, member(firm))
    draft = FinishDraft(status=ActionStatus.DROPPED, version=made.version)
    with pytest.raises(Refused) as refusal, unit_of_work(acting_for(firm.id)):
        services.finish_action(queries.get_action(made.id), draft, by=None)
    assert (refusal.value.code, refusal.value.field) == ("dropped_without_reason", "outcome")


def test_the_database_refuses_an_owner_from_another_firm(web_sql):
    firm, other = organisation(), organisation()
    stranger = member(other)
    with pytest.raises(Exception, match="fk_improvement_action_owner"):
        web_sql(
            "INSERT INTO improvement_action (organisation_id, subject, title, owner_id, due_on, status, outcome, changed_at, version)"
            " VALUES (%(firm)s, '', 'x', %(owner)s, current_date, 'planned', '', now(), 1)",
            acting_for(firm.id),
            firm=firm.id,
            owner=stranger.id,
        )


def test_another_firm_sees_changes_and_adds_nothing_here_in_raw_sql(web_sql):
    firm, other = organisation(), organisation()
    kari = member(firm)
    made = action(firm, kari, title="hemmelig-kanari")
    for context in (acting_for(other.id), acting_for()):
        assert web_sql("SELECT title FROM improvement_action", context) == []
        assert web_sql("UPDATE improvement_action SET title = 'x' RETURNING id", context) == []
    assert web_sql("SELECT id FROM improvement_action", acting_for(firm.id)) == [(made.id,)]
    with pytest.raises(Exception, match="row-level security"):
        web_sql(
            "INSERT INTO improvement_action (organisation_id, subject, title, owner_id, due_on, status, outcome, changed_at, version)"
            " VALUES (%(firm)s, '', 'x', %(owner)s, current_date, 'planned', '', now(), 1)",
            acting_for(other.id),
            firm=firm.id,
            owner=kari.id,
        )
    with pytest.raises(Exception, match="permission denied"):
        web_sql("DELETE FROM improvement_action", acting_for(firm.id))


def test_a_plan_counts_what_is_open_and_what_is_late():
    firm = organisation()
    kari = member(firm)
    action(firm, kari, due_in=-1, subject="capability:HSE")
    action(firm, kari, due_in=0, subject="capability:HSE")
    action(firm, kari, due_in=1)
    with unit_of_work(acting_for(firm.id)):
        counts = queries.counts(firm.id, today())
        assert (counts.open, counts.late) == (3, 1)
        assert queries.open_by_subject(firm.id) == {"capability:HSE": 2}


def test_only_members_of_today_are_offered_as_owners():
    firm = organisation()
    kari = member(firm, name="Kari")
    gone = member(firm, name="Borte")
    person(name="Utenfor")
    from app.blueprints.accounts.models import Membership
    from app.core.clock import now

    with unit_of_work():
        from sqlalchemy import update

        from app.core.db import db

        db.session.execute(update(Membership).where(Membership.person_id == gone.id).values(ended_at=now()))
    assert list(queries.members(firm.id)) == [(kari.id, "Kari")]


def test_a_room_above_says_how_its_references_read(monkeypatch):
    monkeypatch.setattr(services.subjects, "_subjects", {})
    services.register_subject(
        "mill", Subject(describe=lambda _firm, codes: {c: About(f"Mill {c}") for c in codes if c != "9"})
    )
    found = services.describe_subjects(1, ["mill:1", "mill:9", "unknown:2", "", "mill:"])
    assert found == {"mill:1": About("Mill 1")}
    assert services.subject_choices(1) == []


def test_a_room_offers_references_alone_or_in_groups(monkeypatch):
    monkeypatch.setattr(services.subjects, "_subjects", {})
    services.register_subject("alone", Subject(describe=lambda _firm, _codes: {}, choices=lambda _firm: [("1", "One")]))
    services.register_subject(
        "mill",
        Subject(describe=lambda _firm, _codes: {}, choices=lambda _firm: [("Wind", [("w", "All"), ("w:3", "Three")])]),
    )
    assert services.subject_choices(1) == [
        ("", [("alone:1", "One")]),
        ("Wind", [("mill:w", "All"), ("mill:w:3", "Three")]),
    ]


# ---- what waits for what -----------------------------------------------------------------------------------------


def test_a_circle_is_refused_and_named(db_session):
    firm = organisation()
    kari = member(firm)
    first = action(firm, kari, title="Mål støy")
    second = action(firm, kari, title="Kjøp hørselvern", needs=(first.id,))
    third = action(firm, kari, title="Tren folk", needs=(second.id,))
    with pytest.raises(Refused) as refusal, unit_of_work(acting_for(firm.id)):
        services.change_action(
            queries.get_action(first.id), draft(kari, needs=(third.id,), version=first.version), by=None
        )
    assert (refusal.value.code, refusal.value.field) == ("needs_in_a_circle", "needs")
    assert refusal.value.params["titles"] == "Mål støy → Tren folk → Kjøp hørselvern → Mål støy"
    with unit_of_work(acting_for(firm.id)):
        assert queries.waits(firm.id) == {second.id: {first.id}, third.id: {second.id}}


def test_an_action_waits_only_for_actions_on_the_same_plan():
    firm, other = organisation(), organisation()
    kari = member(firm)
    foreign = action(other, member(other))
    for needs in ((foreign.id,), (10**12,)):
        with pytest.raises(Refused, match="needs_unknown"), unit_of_work(acting_for(firm.id)):
            services.add_action(firm, draft(kari, needs=needs), by=None)


def test_an_action_does_not_wait_for_itself():
    firm = organisation()
    kari = member(firm)
    made = action(firm, kari)
    with pytest.raises(Refused, match="needs_in_a_circle"), unit_of_work(acting_for(firm.id)):
        services.change_action(
            queries.get_action(made.id), draft(kari, needs=(made.id,), version=made.version), by=None
        )


def test_of_two_who_make_a_circle_from_both_sides_at_once_one_is_refused(app):
    """Two connections at once: the second waits for the first, and then sees what it wrote."""
    firm = organisation()
    kari = member(firm)
    ids = [action(firm, kari, title="A").id, action(firm, kari, title="B").id]
    gate, results = threading.Barrier(2), []

    def make(mine, other):
        with app.app_context():
            gate.wait()
            try:
                with unit_of_work(acting_for(firm.id)):
                    found = queries.get_action(mine)
                    services.change_action(found, draft(kari, needs=(other,), version=found.version), by=None)
                    time.sleep(0.2)  # the other has begun meanwhile
            except Refused as refusal:
                results.append(refusal.code)
            else:
                results.append("made")

    threads = [threading.Thread(target=make, args=pair) for pair in (ids, ids[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["made", "needs_in_a_circle"]
    with unit_of_work(acting_for(firm.id)):
        assert len(queries.waits(firm.id)) == 1


def test_a_change_of_what_it_waits_for_is_a_new_version_too():
    firm = organisation()
    kari = member(firm)
    need, made = action(firm, kari), action(firm, kari)
    with unit_of_work(acting_for(firm.id)):
        found = queries.get_action(made.id)
        before = found.version
        same = draft(kari, title=found.title, due_on=found.due_on, needs=(need.id,), version=before)
        services.change_action(found, same, by=None)
    assert found.version == before + 1


# ---- from planned to an effect that was seen ----------------------------------------------------------------------


def test_an_action_is_started_done_and_taken_up_again_and_the_journal_tells(owner_sql):
    firm = organisation()
    kari = member(firm)
    made = action(firm, kari)
    for step in (
        lambda found: services.start_action(found, found.version, by=None),
        lambda found: services.finish_action(
            found, FinishDraft(status=ActionStatus.DONE, version=found.version), by=actor(kari)
        ),
        lambda found: services.take_up_again(found, found.version, by=actor(kari)),
    ):
        with unit_of_work(acting_for(firm.id)):
            found = queries.get_action(made.id)
            step(found)
    assert found.status is ActionStatus.STARTED
    assert found.finished_at is None
    rows = owner_sql("SELECT what FROM journal_entry WHERE subject_id = %(id)s ORDER BY seq", id=made.id)
    assert [row[0] for row in rows] == [
        f"improvement.action_{what}" for what in ("added", "started", "done", "taken_up_again")
    ]


@pytest.mark.parametrize("ended", [ActionStatus.DROPPED, ActionStatus.EFFECT_SEEN])
def test_what_was_dropped_or_seen_is_not_taken_up_again(ended):
    firm = organisation()
    kari = member(firm)
    made = action(firm, kari) if ended is ActionStatus.DROPPED else done(firm, kari)
    shown = evidence(firm)
    with unit_of_work(acting_for(firm.id)):
        found = queries.get_action(made.id)
        if ended is ActionStatus.DROPPED:
            services.finish_action(found, FinishDraft(status=ended, outcome="Nei", version=found.version), by=None)
        else:
            services.see_effect(found, EffectDraft(evidence_ids=(shown.id,), version=found.version), by=None)
    for step in (services.take_up_again, services.start_action):
        with pytest.raises(Conflict), unit_of_work(acting_for(firm.id)):
            step(found, found.version, by=None)
    assert found.status is ended


def test_an_effect_is_seen_by_evidence_and_the_room_it_is_about_hears_in_the_same_transaction(monkeypatch):
    heard = []
    monkeypatch.setattr(services.subjects, "_subjects", {})
    services.register_subject(
        "mill", Subject(describe=lambda _firm, _codes: {}, effect_seen=lambda *told: heard.append(told))
    )
    firm = organisation()
    kari = member(firm)
    made = done(firm, kari, subject="mill:9:3")
    first, second = evidence(firm), evidence(firm, "iso_14001")
    with unit_of_work(acting_for(firm.id)):
        found = queries.get_action(made.id)
        effect = EffectDraft(evidence_ids=(second.id, first.id), effect="Færre støyskader", version=found.version)
        services.see_effect(found, effect, by=actor(kari))
        assert heard == [(firm.id, "9:3", first.id, kari.id), (firm.id, "9:3", second.id, kari.id)]
    assert (found.status, found.effect) == (ActionStatus.EFFECT_SEEN, "Færre støyskader")
    with unit_of_work(acting_for(firm.id)):
        assert queries.evidence_of(found) == [first.id, second.id]
        assert queries.shown_by(firm.id, [first.id]) == {first.id: [(made.id, made.title)]}


def test_an_effect_is_taken_back_whole_when_the_room_above_refuses(monkeypatch):
    def refuse(*_told):
        raise Conflict("no")

    monkeypatch.setattr(services.subjects, "_subjects", {})
    services.register_subject("mill", Subject(describe=lambda _firm, _codes: {}, effect_seen=refuse))
    firm = organisation()
    made, shown = done(firm, member(firm), subject="mill:9"), evidence(firm)
    with pytest.raises(Conflict), unit_of_work(acting_for(firm.id)):
        services.see_effect(
            queries.get_action(made.id), EffectDraft(evidence_ids=(shown.id,), version=made.version), by=None
        )
    with unit_of_work(acting_for(firm.id)):
        assert queries.get_action(made.id).status is ActionStatus.DONE


def test_no_effect_is_seen_without_evidence_of_ones_own_that_counts_today():
    firm, other = organisation(), organisation()
    made = done(firm, member(firm))
    expired, foreign = evidence(firm, ends_in=-1), evidence(other)
    for ids, code in (
        ((), "effect_without_evidence"),
        *(((n,), "evidence_does_not_count") for n in (expired.id, foreign.id, 10**12)),
    ):
        with pytest.raises(Refused) as refusal, unit_of_work(acting_for(firm.id)):
            services.see_effect(
                queries.get_action(made.id), EffectDraft(evidence_ids=ids, version=made.version), by=None
            )
        assert (refusal.value.code, refusal.value.field) == (code, "evidence")


def test_an_effect_is_seen_only_of_what_is_done():
    firm = organisation()
    made, shown = action(firm, member(firm)), evidence(firm)
    with pytest.raises(Conflict, match="action_not_done"), unit_of_work(acting_for(firm.id)):
        services.see_effect(
            queries.get_action(made.id), EffectDraft(evidence_ids=(shown.id,), version=made.version), by=None
        )


def test_nothing_is_due_before_it_begins_whatever_the_door():
    firm = organisation()
    kari = member(firm)
    late_start = draft(kari, starts_on=today() + timedelta(days=10), due_on=today() + timedelta(days=9))
    with pytest.raises(Refused) as refusal, unit_of_work(acting_for(firm.id)):
        services.add_action(firm, late_start, by=None)
    assert (refusal.value.code, refusal.value.field) == ("due_before_start", "due_on")


def test_an_unknown_kind_of_evidence_is_not_expected():
    firm = organisation()
    with pytest.raises(Refused, match="expected_unknown"), unit_of_work(acting_for(firm.id)):
        services.add_action(firm, draft(member(firm), expected="horoscope"), by=None)
