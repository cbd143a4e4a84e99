"""Who has a case in hand: one person at a time, for a quarter of an hour, and nobody with a conflict."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from app.blueprints.moderation import services
from app.blueprints.moderation.terms.cases import CaseState
from app.blueprints.moderation.terms.decisions import Action
from app.core import clock
from app.core.db import unit_of_work
from app.core.errors import Conflict
from tests.factories import moderation as make
from tests.factories.accounts import actor, member, organisation, person

pytestmark = pytest.mark.usefixtures("db_session")


def moderator(name="Mona Moderator", firm=None):
    return person(name, platform=("moderator",), organisations={firm: "editor"} if firm else None)


def given(who):
    """The case that somebody gets when she asks for the next."""
    with unit_of_work(make.context_of(who)):
        case = services.take_next(by=who)
        return case.id if case else None


def take(case, who, **how):
    with unit_of_work(make.context_of(who)):
        services.take(case, by=who, **how)


def journal(owner_sql):
    return [
        what
        for (what,) in owner_sql("SELECT what FROM journal_entry WHERE what LIKE 'moderation.case_%%' ORDER BY seq")
    ]


def test_twenty_moderators_who_ask_at_once_get_twenty_cases(app):
    cases = {make.case(make.thing(person())).id for _ in range(22)}
    askers = [actor(moderator(f"Moderator {n}")) for n in range(20)]

    def ask(who):
        with app.app_context():
            return given(who)

    with ThreadPoolExecutor(20) as pool:
        got = list(pool.map(ask, askers))
    assert len(set(got)) == 20
    assert set(got) < cases


def test_she_is_given_what_she_has_in_hand_before_anything_new():
    who = actor(moderator())
    first, second = (make.case(make.thing(person())) for _ in range(2))
    take(second, who)
    assert given(who) == second.id
    assert given(who) == second.id
    assert given(actor(moderator("Ola"))) == first.id


def test_nobody_is_given_what_another_has_in_hand_until_the_lease_is_over():
    case = make.case(make.thing(person()))
    take(case, actor(moderator()))
    other = actor(moderator("Ola"))
    assert given(other) is None
    with pytest.raises(Conflict) as held:
        take(make.find(case.id), other)
    assert held.value.code == "case_in_hand"
    with clock.moved_to(clock.now() + timedelta(minutes=16)):
        assert given(other) == case.id


def test_breaking_in_is_written_in_the_journal_and_taking_what_nobody_holds_is_none(owner_sql):
    case = make.case(make.thing(person()))
    first, second = actor(moderator()), actor(moderator("Ola"))
    take(case, first)
    take(make.find(case.id), second, break_in=True)
    assert make.find(case.id).claimed_by == second.person_id
    assert journal(owner_sql) == ["moderation.case_taken", "moderation.case_taken_over"]
    with clock.moved_to(clock.now() + timedelta(minutes=16)):
        take(make.find(case.id), first, break_in=True)
    assert journal(owner_sql)[-1] == "moderation.case_taken"


@pytest.mark.parametrize("whose", ["own", "own organisation", "own workplace"])
def test_nobody_is_given_what_concerns_herself_or_her_organisation(whose):
    firm = organisation()
    who = person(
        "Mona", platform=("moderator",), organisations={firm: "worker" if whose == "own workplace" else "owner"}
    )
    writer = who if whose == "own" else person()
    make.case(make.thing(writer, None if whose == "own" else firm), reason="M4", reporter=person())
    asking = actor(who)
    assert given(asking) is None
    other = make.case(make.thing(person()))
    assert given(asking) == other.id


def test_nobody_is_the_second_after_herself():
    first, second = moderator(), moderator("Ola")
    case = make.case(make.thing(person()))
    assert make.made(case, first, own_ministry=True).proposal is not None
    assert make.find(case.id).state is CaseState.SECOND
    assert given(actor(first)) is None
    assert given(actor(second)) == case.id


def test_nobody_is_given_an_appeal_over_what_she_decided_or_proposed(owner_sql):
    one, two, third = moderator(), moderator("Ola"), moderator("Siri")
    decision = make.decided_by_two(make.case(make.thing(person())), one, two, own_ministry=True)
    owner_sql(
        "INSERT INTO moderation_case (subject_type, subject_id, subject_title, subject_language, kind, source, reason,"
        " due_at, state, version, decision_id, created_at) SELECT subject_type, subject_id, subject_title,"
        " subject_language, 'appeal', 'appeal', 'appeal', now(), 'waiting', 1, id, now() FROM moderation_decision"
        " WHERE id = %(id)s",
        id=decision.id,
    )
    assert given(actor(one)) is None
    assert given(actor(two)) is None
    assert given(actor(third)) is not None


def test_what_she_works_on_stays_hers_and_she_hears_when_it_no_longer_is(sign_in, owner_sql):
    case = make.case(make.thing(person()))
    mona, ola = moderator(), moderator("Ola Annen")
    hers, his = sign_in(mona), sign_in(ola)
    address = f"/nb/moderation/cases/{case.id}"
    hers.post(f"{address}/take")
    owner_sql("UPDATE moderation_case SET claimed_until = now() + interval '1 minute'")
    assert hers.post(f"{address}/renew").status_code == 204
    assert make.find(case.id).claimed_until > clock.now() + timedelta(minutes=14)
    his.post(f"{address}/take", data={"break_in": "yes"})
    answer = hers.post(f"{address}/renew")
    assert (answer.status_code, answer.json) == (409, {"name": "Ola Annen"})
    his.post(f"{address}/let-go")
    answer = hers.post(f"{address}/renew")
    assert (answer.status_code, answer.json) == (409, {"name": ""})


def test_a_look_at_what_the_author_gets_keeps_the_case_in_hand_without_script_too(sign_in, owner_sql):
    case = make.case(make.thing(person()))
    client = sign_in(moderator())
    client.post(f"/nb/moderation/cases/{case.id}/take")
    owner_sql("UPDATE moderation_case SET claimed_until = now() + interval '1 minute'")
    client.post(f"/nb/moderation/cases/{case.id}/decide", data={"preview": "yes"})
    assert make.find(case.id).claimed_until > clock.now() + timedelta(minutes=14)


def test_a_decided_case_is_not_kept_in_hand(sign_in):
    mona = moderator()
    case = make.case(make.thing(person()))
    client = sign_in(mona)
    client.post(f"/nb/moderation/cases/{case.id}/take")
    make.decided(make.find(case.id), mona, Action.APPROVE, facts="")
    assert client.post(f"/nb/moderation/cases/{case.id}/renew").status_code == 409


def test_who_is_no_moderator_keeps_nothing_in_hand(client, sign_in):
    case = make.case(make.thing(person()))
    assert client.post(f"/nb/moderation/cases/{case.id}/renew").status_code == 401
    assert sign_in(member(organisation())).post(f"/nb/moderation/cases/{case.id}/renew").status_code in (403, 404)


def test_the_author_who_has_changed_her_text_sends_the_case_back_to_the_queue(owner_sql):
    author, stranger = person(), person("Fremmed")
    key = make.thing(author)
    case = make.case(key)
    owner_sql("UPDATE moderation_case SET state = 'with_author' WHERE id = %(id)s", id=case.id)
    for who, answered in ((stranger, None), (author, case.id)):
        acting = actor(who)
        with unit_of_work(make.context_of(acting)):
            assert services.author_answered("fake", key, by=acting) == answered
    back = make.find(case.id)
    assert (back.state, back.version) == (CaseState.WAITING, case.version + 1)
    assert back.due_at > clock.now()
