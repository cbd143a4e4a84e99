from datetime import timedelta

import pytest

from app.blueprints.improvement import queries, services
from app.blueprints.improvement.terms import About, ActionDraft, ActionStatus, FinishDraft, Subject
from app.core.clock import today
from app.core.db import acting_for, unit_of_work
from app.core.errors import Conflict, Refused, StaleVersion
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.improvement import action

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
    monkeypatch.setattr(services.actions, "_subjects", {})
    services.register_subject(
        "mill", Subject(describe=lambda _firm, codes: {c: About(f"Mill {c}") for c in codes if c != "9"})
    )
    found = services.describe_subjects(1, ["mill:1", "mill:9", "unknown:2", "", "mill:"])
    assert found == {"mill:1": About("Mill 1")}
    assert services.subject_choices(1) == []
