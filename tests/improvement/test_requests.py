"""A buyer asks once: what answers at once, what waits, and who sees it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from app.blueprints.accounts.rules.names import sort_key
from app.blueprints.attachments.terms import FileState
from app.blueprints.improvement import queries, services
from app.blueprints.improvement.terms import EVIDENCE_TYPES, MOST_REQUESTS_A_DAY, RequestDraft, RequestState
from app.core.clock import moved_to, now, today
from app.core.db import Context, acting_for, unit_of_work
from app.core.errors import Conflict, Refused, StaleVersion
from tests.factories import attachments
from tests.factories.accounts import actor, member, organisation
from tests.factories.evidence import evidence, request

pytestmark = pytest.mark.usefixtures("db_session")
IDENTITY = "01819012365"  # of the synthetic series for tests
ASKED = "risk_assessment"


@pytest.fixture
def firm():
    return organisation()


@pytest.fixture
def buyer():
    return organisation("buyer")


def permits(owner_sql):
    return owner_sql(
        "SELECT evidence_id, receiver_id, ground, until FROM improvement_permit WHERE withdrawn_at IS NULL ORDER BY id"
    )


# What answers at once


@pytest.mark.parametrize("code", sorted(code for code, kind in EVIDENCE_TYPES.items() if kind.register))
def test_what_is_free_in_a_register_is_answered_with_the_way_there_and_nobody_is_disturbed(
    firm, buyer, code, run_jobs, mails, owner_sql
):
    member(firm)
    evidence(firm, code, "link", visibility="on_request")
    made = request(buyer, firm, code)
    assert (made.state, made.pointer) == (RequestState.POINTED, EVIDENCE_TYPES[code].register)
    assert made.ended_at is not None
    run_jobs()
    assert mails == []
    assert permits(owner_sql) == []
    with unit_of_work(acting_for(firm.id)):
        (line,) = queries.requests_of(firm.id, asked=False).rows
    assert line.asker == buyer.name


def test_what_the_firm_gives_to_whoever_asks_answers_at_once_and_can_be_opened_for_a_time(
    firm, buyer, run_jobs, mails, owner_sql, web_sql
):
    member(firm)
    held = evidence(firm, ASKED, visibility="on_request", ends_in=300)
    due = today() + timedelta(days=20)
    made = request(buyer, firm, ASKED, due_on=due)
    assert (made.state, made.evidence_id, made.pointer) == (RequestState.POINTED, held.id, "")
    assert permits(owner_sql) == [(held.id, buyer.id, f"request:{made.id}", due + timedelta(days=90))]
    assert web_sql("SELECT id FROM improvement_evidence", acting_for(buyer.id)) == [(held.id,)]
    run_jobs()
    assert mails == []


@pytest.mark.parametrize(
    ("code", "values"),
    [
        (ASKED, {"visibility": "shared"}),
        (ASKED, {"visibility": "private"}),
        (ASKED, {"visibility": "on_request", "ends_in": -1}),
        ("emas", {"visibility": "on_request"}),
        ("course_certificate", {"visibility": "shared"}),
    ],
)
def test_what_the_firm_has_not_said_it_gives_waits_for_the_firm(firm, buyer, code, values, owner_sql):
    evidence(firm, code, **values)
    asked = "course_certificate" if code == "course_certificate" else ASKED
    made = request(buyer, firm, asked)
    assert (made.state, made.evidence_id) == (RequestState.OPEN, None)
    assert permits(owner_sql) == []


@pytest.mark.parametrize("state", [FileState.QUARANTINED, FileState.INFECTED])
def test_a_file_that_nobody_may_open_answers_nothing(firm, buyer, state):
    evidence(firm, ASKED, file=attachments.file(firm, state=state), visibility="on_request")
    assert request(buyer, firm, ASKED).state is RequestState.OPEN


def test_what_is_withdrawn_answers_nothing(firm, buyer):
    held = evidence(firm, ASKED, visibility="on_request")
    with unit_of_work(acting_for(firm.id)):
        services.withdraw_evidence(queries.get_evidence(held.id), by=None)
    assert request(buyer, firm, ASKED).state is RequestState.OPEN


def test_another_firms_evidence_answers_nothing(firm, buyer):
    evidence(organisation(), ASKED, visibility="on_request")
    assert request(buyer, firm, ASKED).state is RequestState.OPEN


def test_asking_leaves_the_buyer_with_its_own_eyes(firm, buyer):
    hidden = evidence(firm, ASKED, visibility="private")
    evidence(firm, "routine", visibility="on_request")
    with unit_of_work(acting_for(buyer.id)):
        services.ask_for(
            buyer,
            RequestDraft(organisation_id=firm.id, type="routine", reason="x", due_on=today()),
            by=None,
        )
        seen = [fact.id for fact in queries.evidence_facts(firm.id)]
    assert hidden.id not in seen
    assert len(seen) == 1


# Once


def test_of_an_open_request_the_second_is_told_which(firm, buyer):
    first_id = request(buyer, firm).id
    with pytest.raises(Refused) as refusal:
        request(buyer, firm)
    assert (refusal.value.code, refusal.value.params["request_id"]) == ("request_open_already", first_id)
    assert request(organisation("buyer"), firm).state is RequestState.OPEN
    assert request(buyer, organisation()).state is RequestState.OPEN
    assert request(buyer, firm, "routine").state is RequestState.OPEN


def test_what_has_been_declined_can_be_asked_for_anew(firm, buyer):
    first_id = request(buyer, firm).id
    with unit_of_work(acting_for(firm.id)):
        services.decline_request(queries.get_request(first_id), "Ikke relevant", by=None)
    assert request(buyer, firm).id != first_id


def test_of_two_who_ask_at_the_same_moment_one_comes_first_and_the_other_is_told_which(app, firm, buyer, owner_sql):
    firm_id, buyer_id = firm.id, buyer.id

    def ask(_number):
        from app.blueprints.accounts.queries.organisations import get_organisation

        with app.app_context():
            try:
                with unit_of_work(acting_for(buyer_id)):
                    draft = RequestDraft(organisation_id=firm_id, type=ASKED, reason="x", due_on=today())
                    return services.ask_for(get_organisation(buyer_id), draft, by=None).id
            except Refused as refusal:
                assert refusal.code == "request_open_already"
                return refusal.params["request_id"]

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ask, range(4)))
    assert owner_sql("SELECT id FROM improvement_request") == [(answers[0],)]
    assert len(set(answers)) == 1


def test_the_database_itself_holds_one_open_request_a_buyer_firm_and_type(firm, buyer, owner_sql):
    request(buyer, firm)
    with pytest.raises(Exception, match="uq_improvement_request_open"):
        owner_sql(
            "INSERT INTO improvement_request (organisation_id, asker_id, type, wish, reason, due_on, state, pointer, answer, asked_at, version)"
            " SELECT organisation_id, asker_id, type, wish, reason, due_on, state, pointer, answer, asked_at, 1 FROM improvement_request"
        )


def test_one_buyer_asks_for_so_much_a_day_and_goes_on_tomorrow(buyer, owner_sql):
    firm = request(buyer, organisation()).organisation_id
    owner_sql(
        "INSERT INTO improvement_request (organisation_id, asker_id, type, wish, reason, due_on, state, pointer, answer, asked_at, version)"
        " SELECT %(f)s, %(b)s, 'x' || n, '', 'x', current_date, 'open', '', '', now(), 1 FROM generate_series(2, %(most)s) n",
        f=firm,
        b=buyer.id,
        most=MOST_REQUESTS_A_DAY,
    )
    buyer_id = buyer.id
    with pytest.raises(Refused, match="too_many_requests"):
        request(buyer, organisation())
    assert request(organisation("buyer"), organisation()).state is RequestState.OPEN
    with moved_to(now() + timedelta(days=1, minutes=1)):
        from app.blueprints.accounts.queries.organisations import get_organisation

        assert request(get_organisation(buyer_id), organisation()).state is RequestState.OPEN


# What cannot be asked


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"code": "no_such_type"}, "evidence_type_unknown", "type"),
        ({"reason": ""}, "request_without_reason", "reason"),
        ({"reason": f"For {IDENTITY}"}, "identity_number_in_text", "reason"),
        ({"wish": IDENTITY}, "identity_number_in_text", "wish"),
        ({"due_on": today() - timedelta(days=1)}, "request_due_in_the_past", "due_on"),
        ({"due_on": today() + timedelta(days=400)}, "request_due_too_far_away", "due_on"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_field(firm, buyer, values, code, field, owner_sql):
    with pytest.raises(Refused) as refusal:
        request(buyer, firm, values.pop("code", ASKED), **values)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert owner_sql("SELECT count(*) FROM improvement_request") == [(0,)]


@pytest.mark.parametrize(
    ("kind", "verified"), [("supplier", True), ("interest", True), ("ministry", True), ("buyer", False)]
)
def test_only_a_verified_buyer_asks(firm, kind, verified):
    with pytest.raises(Refused, match="asker_is_no_verified_buyer"):
        request(organisation(kind, verified=verified), firm)


def test_only_a_supplier_that_is_here_is_asked(buyer):
    from types import SimpleNamespace

    for nobody in (
        organisation("buyer"),
        organisation("interest"),
        organisation(deleted_on=today()),
        SimpleNamespace(id=10**9),
    ):
        with pytest.raises(Refused, match="nobody_to_ask"):
            request(organisation("buyer"), nobody)


# Answers


def test_the_firm_answers_with_what_it_holds_and_the_buyer_is_told(firm, buyer, run_jobs, mails, owner_sql):
    kari, ola = member(firm), member(buyer, locale="en")
    made = request(buyer, firm)
    held = evidence(firm, ASKED, ends_in=100)
    with unit_of_work(acting_for(firm.id)):
        services.answer_request(queries.get_request(made.id), held.id, answer="Vær så god", by=actor(kari))
    rows = owner_sql("SELECT state, evidence_id, ended_by_id FROM improvement_request")
    assert rows == [("answered", held.id, kari.id)]
    assert permits(owner_sql) == [(held.id, buyer.id, f"request:{made.id}", made.due_on + timedelta(days=90))]
    run_jobs()
    (mail,) = [mail for mail in mails if mail.recipients == [ola.email]]
    assert "Risk assessment" in mail["Subject"]
    assert "Vær så god" in mail.get_body(("plain",)).get_content()


def test_something_of_another_type_may_answer_too_since_equivalents_count(firm, buyer):
    made = request(buyer, firm, "iso_9001")
    other = evidence(firm, "other")
    with unit_of_work(acting_for(firm.id)):
        services.answer_request(queries.get_request(made.id), other.id, by=None)
    assert made.evidence_id == other.id


def test_what_is_about_a_person_is_given_by_an_act_of_its_own(firm, buyer, owner_sql):
    held = evidence(firm, "course_certificate", visibility="shared")
    made = request(buyer, firm, "course_certificate")
    assert made.state is RequestState.OPEN
    with unit_of_work(acting_for(firm.id)):
        services.answer_request(queries.get_request(made.id), held.id, by=None)
    assert [row[:2] for row in permits(owner_sql)] == [(held.id, buyer.id)]


def test_what_is_not_held_or_has_expired_answers_nothing(firm, buyer, owner_sql):
    made_id = request(buyer, firm).id
    expired = evidence(firm, ASKED, ends_in=-1).id
    foreign = evidence(organisation(), ASKED).id
    withdrawn = evidence(firm, ASKED).id
    with unit_of_work(acting_for(firm.id)):
        services.withdraw_evidence(queries.get_evidence(withdrawn), by=None)
    firm_id = firm.id
    for number, code in (
        (expired, "evidence_has_expired"),
        (foreign, "evidence_not_held"),
        (withdrawn, "evidence_not_held"),
    ):
        with pytest.raises(Refused, match=code), unit_of_work(acting_for(firm_id)):
            services.answer_request(queries.get_request(made_id), number, by=None)
    assert owner_sql("SELECT state FROM improvement_request") == [("open",)]
    assert permits(owner_sql) == []


def test_declining_takes_a_reason_and_the_buyer_reads_it(firm, buyer, run_jobs, mails):
    ola = member(buyer)
    made_id, firm_id = request(buyer, firm).id, firm.id
    for reason, code in (("", "declined_without_reason"), (IDENTITY, "identity_number_in_text")):
        with pytest.raises(Refused, match=code), unit_of_work(acting_for(firm_id)):
            services.decline_request(queries.get_request(made_id), reason, by=None)
    with unit_of_work(acting_for(firm_id)):
        services.decline_request(queries.get_request(made_id), "Vi arbeider ikke i høyden.", by=None)
    run_jobs()
    (mail,) = [mail for mail in mails if mail.recipients == [ola.email]]
    assert "Vi arbeider ikke i høyden." in mail.get_body(("plain",)).get_content()


def test_what_is_over_is_not_answered_declined_or_withdrawn_again(firm, buyer):
    made_id, held_id, firm_id = request(buyer, firm).id, evidence(firm, ASKED).id, firm.id
    with unit_of_work(acting_for(buyer.id)):
        services.withdraw_request(queries.get_request(made_id), by=None)
    for act in (
        lambda row: services.answer_request(row, held_id, by=None),
        lambda row: services.decline_request(row, "x", by=None),
        lambda row: services.withdraw_request(row, by=None),
    ):
        with pytest.raises(Conflict, match="request_is_over"), unit_of_work(acting_for(firm_id)):
            act(queries.get_request(made_id))


def test_an_answer_to_another_version_is_told_so(firm, buyer):
    made_id, held_id, firm_id = request(buyer, firm).id, evidence(firm, ASKED).id, firm.id
    with pytest.raises(StaleVersion), unit_of_work(acting_for(firm_id)):
        services.answer_request(queries.get_request(made_id), held_id, by=None, version=7)


def test_a_late_request_stays_open_and_can_still_be_answered(firm, buyer, owner_sql):
    made, held = request(buyer, firm, due_on=today()), evidence(firm, ASKED, ends_in=300)
    with moved_to(now() + timedelta(days=40)):
        with unit_of_work(acting_for(firm.id)):
            assert queries.count_open(firm.id) == 1
            services.answer_request(queries.get_request(made.id), held.id, by=None)
        assert permits(owner_sql)[0][3] == today() + timedelta(days=90)


# Who is told, and who sees it


@pytest.mark.parametrize(("holds", "said"), [(True, "You hold this already"), (False, "")])
def test_the_firms_owners_and_editors_are_told_and_that_they_hold_it_already(firm, buyer, run_jobs, mails, holds, said):
    owner = member(firm, locale="en")
    editor = member(firm, "editor", locale="en")
    member(firm, "reader", locale="en")
    if holds:
        evidence(firm, ASKED, visibility="private")
    request(buyer, firm, reason="Arbeid på tak", by=actor(member(buyer)))
    run_jobs()
    assert sorted(mail.recipients[0] for mail in mails) == sorted([owner.email, editor.email])
    text = mails[0].get_body(("plain",)).get_content()
    assert "Arbeid på tak" in text
    assert buyer.name in text
    assert ("You hold this already" in text) is holds
    assert said in text


def test_a_withdrawal_is_told_in_the_inbox_without_a_mail(firm, buyer, run_jobs, mails, owner_sql):
    kari = member(firm)
    made = request(buyer, firm)
    run_jobs()
    before = len(mails)
    with unit_of_work(acting_for(buyer.id)):
        services.withdraw_request(queries.get_request(made.id), by=None)
    run_jobs()
    assert len(mails) == before
    kinds = owner_sql("SELECT kind FROM notifications_inbox_item WHERE person_id = %(p)s ORDER BY id", p=kari.id)
    assert [row[0] for row in kinds] == ["improvement/request_made", "improvement/request_withdrawn"]


def test_what_one_buyer_asks_is_seen_by_it_and_the_firm_and_nobody_else(firm, buyer, web_sql):
    request(buyer, firm, reason="kanari")
    other_buyer = organisation("buyer")
    request(other_buyer, firm, reason="annet")
    query = "SELECT asker_id FROM improvement_request ORDER BY id"
    assert web_sql(query, acting_for(buyer.id)) == [(buyer.id,)]
    assert web_sql(query, acting_for(other_buyer.id)) == [(other_buyer.id,)]
    assert web_sql(query, acting_for(firm.id)) == [(buyer.id,), (other_buyer.id,)]
    for nobody in (acting_for(organisation().id), Context(), Context(platform=("moderator", "administrator"))):
        assert web_sql(query, nobody) == []


def test_nobody_asks_in_another_buyers_name(firm, buyer, web_sql):
    stranger = organisation("buyer")
    with pytest.raises(Exception, match="row-level security"):
        web_sql(
            "INSERT INTO improvement_request (organisation_id, asker_id, type, wish, reason, due_on, state, pointer, answer, asked_at, version)"
            " VALUES (%(f)s, %(b)s, 'emas', '', 'x', current_date, 'open', '', '', now(), 1)",
            acting_for(stranger.id),
            f=firm.id,
            b=buyer.id,
        )


def test_the_journal_has_no_word_of_it(firm, buyer, owner_sql):
    made = request(buyer, firm, reason="kanari", wish="kanari")
    with unit_of_work(acting_for(firm.id)):
        services.decline_request(queries.get_request(made.id), "kanari", by=None)
    rows = owner_sql("SELECT what, organisation_id, canonical FROM journal_entry ORDER BY seq")
    assert [row[:2] for row in rows] == [
        ("improvement.request_made", firm.id),
        ("improvement.request_declined", firm.id),
    ]
    assert not any("kanari" in row[2] for row in rows)


# Finding a supplier


def test_a_supplier_is_found_by_number_or_by_a_part_of_its_name():
    here = organisation(number="310000212", name="Åsgård Rør AS", sort_key=sort_key("Åsgård Rør AS"))
    organisation("buyer", name="Åsgård kommune", sort_key=sort_key("Åsgård kommune"))
    organisation(name="Åsgård Gammel AS", sort_key=sort_key("Åsgård Gammel AS"), deleted_on=today())

    def found(typed):
        return [row.id for row in queries.find_suppliers(typed)]

    for typed in ("310000212", "310 000 212", "åsgård", "ÅSGÅRD RØR", "rør", " Aasgaard "):
        assert found(typed) == [here.id], typed
    for typed in ("", "å", "%", "_", "310000213", "finnes ikke", "\x00", "'; DROP TABLE x"):
        assert found(typed) == [], typed
