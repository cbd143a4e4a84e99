"""Whether an action worked is for somebody else to see than whoever was responsible for it."""

from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace

import psycopg
import pytest
from openpyxl import load_workbook

from app.blueprints.accounts.queries.organisations import find_membership
from app.blueprints.accounts.terms import Actor, Authority, Check, Kind, MembershipFact, PlatformRole, Role, Visitor
from app.blueprints.improvement import policies, queries, rules, services
from app.blueprints.improvement.terms import ActionDraft, ActionStatus, CheckDraft, EffectDraft, FinishDraft, Subject
from app.core.clock import now, today
from app.core.db import Context, acting_for, unit_of_work
from app.core.errors import Conflict, Refused, StaleVersion
from tests.factories.accounts import actor, member, organisation
from tests.factories.evidence import evidence
from tests.factories.improvement import action, adviser, done

LATER = today() + timedelta(days=40)


# Who may: no database

OWNER, EDITOR, READER, SAFETY = Role.OWNER, Role.EDITOR, Role.READER, Role.SAFETY_REPRESENTATIVE


@pytest.mark.parametrize(
    ("people", "owner", "finished_by", "may"),
    [
        ({1: OWNER}, 1, 1, {1}),  # alone, she looks herself
        ({1: OWNER, 2: EDITOR}, 1, 1, {2}),
        ({1: OWNER, 2: EDITOR}, 1, 2, {2}),  # the other finished it: still better than the owner
        ({1: OWNER, 2: EDITOR, 3: SAFETY}, 1, 2, {3}),
        ({1: OWNER, 2: EDITOR, 3: SAFETY}, 1, None, {2, 3}),
        ({1: OWNER, 2: READER}, 1, 1, set()),  # two people, and the other one only reads
        ({1: OWNER, 2: READER, 3: SAFETY}, 3, 1, {1}),
        ({2: OWNER}, 1, 1, {2}),  # whoever was responsible has left
    ],
)
def test_another_pair_of_eyes_checks_where_the_firm_has_one(people, owner, finished_by, may):
    assert rules.checkers(people, owner, finished_by) == may


def who(role=None, platform=()):
    facts = (MembershipFact(1, "Firm", Kind.SUPPLIER, role, Check.MATCHED, Authority.UNPROVEN),) if role else ()
    return Actor(
        person_id=1, name="x", email="x@prove.example", locale="nb", reads=(), session_id=1, session_token="t",
        memberships=facts, platform=frozenset(platform),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("reader", "may"),
    [
        (Visitor(), False),
        (who(), False),
        (who(platform=[PlatformRole.MODERATOR, PlatformRole.ADMINISTRATOR]), False),
        (who(READER), False),
        (who(SAFETY), True),
        (who(EDITOR), True),
        (who(OWNER), True),
    ],
)
def test_owners_editors_and_safety_representatives_check_effects_of_their_own_firm(reader, may):
    firm, own, foreign = SimpleNamespace(id=1), SimpleNamespace(organisation_id=1), SimpleNamespace(organisation_id=2)
    assert policies.can_check_effect(reader, firm, own) is may
    assert not policies.can_check_effect(reader, firm, foreign)
    assert not policies.can_check_effect(reader, SimpleNamespace(id=2), foreign)


# What a check does


@pytest.fixture(autouse=True)
def mill(monkeypatch):
    """A room above whose actions are checked by another; what it has heard."""
    heard = []
    subjects = dict(services.subjects._subjects)
    monkeypatch.setattr(services.subjects, "_subjects", subjects)
    services.register_subject(
        "mill",
        Subject(
            describe=lambda _firm, _codes: {},
            effect_seen=lambda *told: heard.append(told),
            checked_by_another=True,
        ),
    )
    return heard


@pytest.fixture
def firm(db_session):
    return organisation(name="Prøve Sveis AS")


@pytest.fixture
def kari(firm):
    return member(firm, name="Kari")


@pytest.fixture
def vera(firm):
    return member(firm, "safety_representative", name="Vera")


def finished(firm, owner, **values):
    return done(firm, owner, **({"subject": "mill:event:1:lasting"} | values))


def draft(made, **values):
    usual = {"checked_on": today(), "method": "Så på arbeidet", "effective": True, "version": made.version}
    return CheckDraft(**(usual | values))


def check(firm, made, by, **values):
    with unit_of_work(acting_for(firm.id)):
        found = queries.get_action(made.id)
        return services.check_effect(found, draft(found, **values), by=actor(by))


def now_stands(firm, made):
    with unit_of_work(acting_for(firm.id)):
        return queries.get_action(made.id)


def test_what_worked_is_over_and_the_room_it_is_about_hears_of_the_evidence(firm, kari, vera, mill):
    shown = evidence(firm)
    made = finished(firm, kari)
    check(firm, made, vera, seen="Ingen støv", evidence_ids=(shown.id,))
    found = now_stands(firm, made)
    assert (found.status, found.effect) == (ActionStatus.EFFECT_SEEN, "Ingen støv")
    assert mill == [(firm.id, "event:1:lasting", shown.id, vera.id)]


def test_what_did_not_work_goes_on_to_a_new_day_and_the_look_at_it_is_kept(firm, kari, vera, web_sql, owner_sql):
    made = finished(firm, kari)
    check(firm, made, vera, effective=False, seen="hemmelig-kanari", due_on=LATER)
    found = now_stands(firm, made)
    assert (found.status, found.finished_at, found.due_on) == (ActionStatus.STARTED, None, LATER)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql("UPDATE improvement_effect_check SET effective = true", acting_for(firm.id))
    with unit_of_work(acting_for(firm.id)):
        found = queries.get_action(made.id)
        services.finish_action(found, FinishDraft(status=ActionStatus.DONE, version=found.version), by=None)
    check(firm, made, vera)
    with unit_of_work(acting_for(firm.id)):
        seen = queries.checks_of(queries.get_action(made.id))
    assert [(one.who, one.effective, one.seen) for one in seen] == [
        ("Vera", True, ""),
        ("Vera", False, "hemmelig-kanari"),
    ]
    assert not any("kanari" in row[0] for row in owner_sql("SELECT canonical FROM journal_entry"))


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"checked_on": today() + timedelta(days=1)}, "check_outside_its_time", "checked_on"),
        ({"checked_on": today() - timedelta(days=1)}, "check_outside_its_time", "checked_on"),
        ({"method": ""}, "check_without_method", "method"),
        ({"effective": False, "due_on": LATER}, "check_without_what_was_seen", "seen"),
        ({"effective": False, "seen": "Nei"}, "check_without_new_day", "due_on"),
        ({"effective": False, "seen": "Nei", "due_on": today() - timedelta(days=1)}, "due_in_the_past", "due_on"),
        ({"evidence_ids": (999_999,)}, "evidence_does_not_count", "evidence"),
        ({"seen": "Ola 13097248022"}, "identity_number_in_text", "seen"),
    ],
)
def test_a_check_says_when_how_and_what_is_left_to_do(firm, kari, vera, wrong, code, field):
    made = finished(firm, kari)
    with pytest.raises(Refused) as refusal:
        check(firm, made, vera, **wrong)
    assert (refusal.value.field, refusal.value.code) == (field, code)
    assert now_stands(firm, made).status is ActionStatus.DONE


def test_nobody_checks_what_she_answers_for_unless_she_is_alone(firm, kari):
    made = finished(firm, kari)
    member(firm, "worker", name="Wilma")  # no pair of eyes on the plan
    leaving = member(firm, "editor", name="Ola")
    with pytest.raises(Refused, match="checker_took_part"):
        check(firm, made, kari)
    with unit_of_work():
        find_membership(leaving.id, firm.id).ended_at = now()
    check(firm, made, kari)
    assert now_stands(firm, made).status is ActionStatus.EFFECT_SEEN


def test_whoever_finished_it_does_not_check_it_when_a_third_can(firm, kari, vera):
    ola = member(firm, "editor", name="Ola")
    made = action(firm, kari, subject="mill:event:1:lasting")
    with unit_of_work(acting_for(firm.id)):
        found = queries.get_action(made.id)
        services.finish_action(found, FinishDraft(status=ActionStatus.DONE, version=found.version), by=actor(ola))
    with pytest.raises(Refused, match="checker_took_part"):
        check(firm, made, ola)
    check(firm, made, vera)


def test_each_kind_of_subject_has_one_way_to_its_effect(firm, kari, vera):
    checked, shown = finished(firm, kari), finished(firm, kari, subject="capability:HSE")
    open_one = action(firm, kari, subject="mill:event:1:lasting")
    away = ActionDraft(title="x", owner_id=kari.id, due_on=LATER, version=open_one.version)
    proof = evidence(firm)
    effect = EffectDraft(evidence_ids=(proof.id,), version=checked.version)
    with unit_of_work(acting_for(firm.id)), pytest.raises(Conflict, match="effect_is_checked_by_another"):
        services.see_effect(queries.get_action(checked.id), effect, by=None)
    with pytest.raises(Conflict, match="effect_is_shown_by_evidence"):
        check(firm, shown, vera)
    with pytest.raises(Conflict, match="action_not_done"):
        check(firm, open_one, vera)
    with unit_of_work(acting_for(firm.id)), pytest.raises(Refused, match="subject_is_checked"):
        services.change_action(queries.get_action(open_one.id), away, by=None)


def test_of_two_who_check_at_once_the_second_is_told(firm, kari, vera):
    made = finished(firm, kari)
    read = made.version
    check(firm, made, vera, effective=False, seen="Nei", due_on=LATER)
    with pytest.raises(StaleVersion) as stale:
        check(firm, made, vera, version=read)
    assert stale.value.who == "Vera"


# How many had their effect in time


def test_on_time_is_done_by_its_day_and_found_effective_of_all_that_fell_due_and_were_not_dropped(
    firm, kari, vera, statements, owner_sql, monkeypatch
):
    services.register_subject("safety", Subject(describe=lambda _firm, _codes: {}, checked_by_another=True))
    about = {"subject": "safety:event:1:lasting"}
    other = organisation()
    per, pia = member(other), member(other, "editor")
    for due_in in (-3, 0):  # both checked today, the first finished after its day
        check(firm, finished(firm, kari, due_in=due_in, **about), vera)
    action(firm, kari, due_in=-1, **about)  # never done
    finished(firm, kari, due_in=0, **about)  # done, nobody has looked
    failed = finished(firm, kari, due_in=0, **about)
    check(firm, failed, vera, effective=False, seen="Nei", due_on=today())  # falls due in the window, and did not work
    finished(firm, kari, due_in=0, subject="mill:event:1:lasting")  # another kind
    action(firm, kari, due_in=1, **about)  # after the window
    dropped = action(firm, kari, due_in=0, **about)
    with unit_of_work(acting_for(firm.id)):
        found = queries.get_action(dropped.id)
        ended = FinishDraft(status=ActionStatus.DROPPED, outcome="Revet", version=found.version)
        services.finish_action(found, ended, by=None)
    check(other, finished(other, per, due_in=0, **about), pia)
    both = [firm.id, other.id]
    first = today() - timedelta(days=10)
    with unit_of_work(acting_for(*both)), statements() as seen:
        assert queries.checked_on_time(both, first, today()) == {firm.id: (1, 5), other.id: (1, 1)}
    assert len([one for one in seen if "improvement_action" in one]) == 1
    with unit_of_work(acting_for(firm.id)):  # a firm that the caller does not work for is not there
        assert queries.checked_on_time(both, first, today()) == {firm.id: (1, 5)}
        assert queries.checked_on_time([], first, today()) == {}
    with unit_of_work(acting_for(firm.id)):  # past midnight in Norway, on its day in Greenwich
        owner_sql("UPDATE improvement_action SET finished_at = (due_on + time '23:30') AT TIME ZONE 'UTC'"
                  " WHERE status = 'effect_seen'")  # fmt: skip
        assert queries.checked_on_time([firm.id], first, today()) == {firm.id: (0, 5)}


def test_another_firms_checks_are_not_there_and_an_adviser_reads_them(firm, kari, vera, web_sql):
    made = finished(firm, kari)
    check(firm, made, vera)
    other = organisation()
    outside = member(other)
    count = "SELECT count(*) FROM improvement_effect_check"
    assert web_sql(count, acting_for(firm.id)) == [(1,)]
    assert web_sql(count, acting_for(other.id)) == [(0,)]
    adviser(firm, outside)
    advises = Context(person_id=outside.id, organisation_ids=(other.id,))
    assert web_sql(count, advises) == [(1,)]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(
            "INSERT INTO improvement_effect_check (organisation_id, action_id, checked_on, effective, method, seen)"
            " VALUES (%(firm)s, %(action)s, now(), true, 'x', '')", advises, firm=firm.id, action=made.id,
        )  # fmt: skip


# Pages


def pages_of(firm, made):
    return f"/en/organisations/{firm.id}/plan/actions/{made.id}"


def test_the_plan_says_what_waits_and_who_may_check_and_the_check_is_on_the_actions_page(sign_in, firm, kari, vera):
    made = finished(firm, kari, title="Nytt avsug")
    mine, hers = sign_in(kari), sign_in(vera)
    plan = mine.get(f"/en/organisations/{firm.id}/plan").text
    assert "1 action waits for a check" in plan
    assert "Vera may check it." in plan
    page = mine.get(pages_of(firm, made)).text
    assert "/check" not in page
    assert "/effect" not in page
    assert "Somebody else shall check this action" in mine.get(pages_of(firm, made) + "/check").text
    assert mine.get(pages_of(firm, made) + "/effect").status_code == 303
    form = {"checked_on": str(today()), "method": "Så på", "effective": "yes", "version": made.version}
    refused = mine.post(pages_of(firm, made) + "/check", data=form)
    assert refused.status_code == 422
    assert "/check" in hers.get(pages_of(firm, made)).text
    for wrong in ({"effective": "perhaps"}, {"checked_on": ""}, {"method": " "}, {"effective": "no"}):
        assert hers.post(pages_of(firm, made) + "/check", data=form | wrong).status_code == 422
    assert hers.post(pages_of(firm, made) + "/check", data=form | {"seen": "å" * 10_000}).status_code == 413
    assert hers.post(pages_of(firm, made) + "/check", data=form | {"seen": "Lite støv"}).status_code == 303
    late = hers.post(pages_of(firm, made) + "/check", data=form | {"seen": "Mye støv"})
    assert late.status_code == 409
    assert "Mye støv" in late.text
    shown = mine.get(pages_of(firm, made)).text
    assert "Lite støv" in shown
    assert "It worked" in shown
    assert "waits for a check" not in mine.get(f"/en/organisations/{firm.id}/plan").text
    book = load_workbook(BytesIO(mine.get(f"/en/organisations/{firm.id}/plan.xlsx").data)).active
    heads = [cell.value for cell in book[1]]
    row = dict(zip(heads, [cell.value for cell in book[2]], strict=True))
    assert (row["Checked by"], row["What the check showed"]) == ("Vera", "It worked\nSå på\nLite støv")


def test_a_reader_and_a_stranger_do_not_check(sign_in, client, firm, kari):
    made = finished(firm, kari)
    assert client.get(pages_of(firm, made) + "/check").status_code in (401, 404)
    assert sign_in(member(firm, "reader")).get(pages_of(firm, made) + "/check").status_code == 403
    assert sign_in(member(organisation())).get(pages_of(firm, made) + "/check").status_code == 404
