"""What a firm shares, for how long, and what becomes of it when it changes, ends or is taken back."""

import hashlib
import json
import threading
from datetime import date, datetime, timedelta

import pytest
import time_machine

from app.blueprints.accounts.queries import receivers
from app.blueprints.capability.queries import supports_by_evidence
from app.blueprints.capability.services import end_support, put_forward
from app.blueprints.capability.terms import SupportDraft
from app.blueprints.improvement import services as improvement
from app.blueprints.improvement.queries import get_evidence
from app.blueprints.improvement.terms import EvidenceDraft, Visibility
from app.blueprints.requirements import queries, rules, services
from app.blueprints.requirements.terms import Purpose, ShareKind
from app.core.clock import OSLO, now, today
from app.core.db import acting_for, db, unit_of_work
from app.core.errors import Conflict, Refused
from tests.factories import accounts, capability, shares
from tests.factories.evidence import draft as evidence_draft
from tests.factories.evidence import evidence


@pytest.fixture
def firm(db_session):
    made = accounts.organisation("supplier", name="Fjord Mat AS")
    capability.assessment(made, {"HSE": 3}, submitted=True)
    return made


@pytest.fixture
def buyer(db_session):
    return accounts.organisation("buyer", name="Vik kommune")


@pytest.fixture
def content(owner_sql):
    """(levels, content, until, emptied) of a share, as they stand in the table."""

    def _read(share):
        return owner_sql(
            "SELECT levels, content, until, emptied_at FROM requirements_share_content WHERE share_id = %(id)s",
            id=share if isinstance(share, int) else share.id,
        )[0]

    return _read


@pytest.fixture
def permits(owner_sql):
    """The pieces of evidence that may be opened on the ground of a share."""

    def _read(share):
        rows = owner_sql(
            "SELECT evidence_id FROM improvement_permit WHERE ground = %(ground)s AND withdrawn_at IS NULL"
            " AND receiver_id = %(receiver)s AND until = %(until)s ORDER BY 1",
            ground=f"share:{share.id}", receiver=share.receiver_id, until=share.until,
        )  # fmt: skip
        return [row[0] for row in rows]

    return _read


def change(held, **values):
    with unit_of_work(acting_for(held.organisation_id)):
        fresh = get_evidence(held.id)
        draft = evidence_draft(fresh.type, fresh.source.value, **values)
        improvement.change_evidence(fresh, EvidenceDraft(**{**draft.__dict__, "version": fresh.version}), by=None)


def withdraw_evidence(held):
    with unit_of_work(acting_for(held.organisation_id)):
        improvement.withdraw_evidence(get_evidence(held.id), by=None)


# ---- what is handed over -------------------------------------------------------------------------------------------


def test_the_fingerprint_is_that_of_what_was_handed_over_worked_out_by_hand(firm, buyer, content):
    shares.shown(firm)
    made = shares.share(firm, buyer, kind="snapshot")
    levels, whole, _until, _emptied = content(made)
    text = json.dumps({"content": whole, "levels": levels}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode("utf-8")).hexdigest() == made.content_sha256
    assert whole["organisation"]["name"] == "Fjord Mat AS"
    assert levels["HSE"]["claimed"] == 3


def test_the_same_content_has_one_fingerprint_in_whatever_order_it_came():
    assert rules.fingerprint({"A": 1, "B": [2]}, {"x": "æ"}) == rules.fingerprint({"B": [2], "A": 1}, {"x": "æ"})
    assert rules.fingerprint({"A": 1}, {"x": "æ"}) != rules.fingerprint({"A": 1}, {"x": "ø"})
    assert rules.fingerprint({}, {}) == hashlib.sha256(b'{"content":{},"levels":{}}').hexdigest()


def test_a_share_keeps_who_agreed_to_which_words_for_what(firm, buyer, owner_sql):
    owner = accounts.member(firm, "owner")
    made = shares.share(firm, buyer, by=owner, purpose="dialogue", about="dialogue:12")
    assert (made.shared_by_id, made.consent, made.purpose, made.about) == (owner.id, 1, Purpose.DIALOGUE, "dialogue:12")
    (entry,) = owner_sql("SELECT by_id, data FROM journal_entry WHERE what = 'requirements.profile_shared'")
    assert entry[0] == owner.id
    assert entry[1]["consent"] == 1
    assert entry[1]["sha256"] == made.content_sha256
    assert "Profilen" not in json.dumps(entry[1]), "the journal holds no free text"


def test_nobody_shares_what_she_has_not_seen(firm, buyer, owner_sql):
    with unit_of_work(acting_for(firm.id)):
        seen = services.prepare(firm.id).sha256
    shares.shown(firm)  # meanwhile somebody puts evidence forward
    with pytest.raises(Conflict, match="profile_changed_meanwhile"), unit_of_work(acting_for(firm.id)):
        services.share(firm, shares.draft(buyer), by=None, shown=seen)
    assert owner_sql("SELECT count(*) FROM requirements_share") == [(0,)]
    with unit_of_work(acting_for(firm.id)):
        services.share(firm, shares.draft(buyer), by=None, shown=services.prepare(firm.id).sha256)
    assert owner_sql("SELECT count(*) FROM requirements_share") == [(1,)]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": ""}, "share_without_name"),
        ({"name": "x" * 201}, "share_without_name"),
        ({"name": "For 01010112377"}, "identity_number_in_text"),
        ({"until": -1}, "share_until_past"),
        ({"until": 800}, "share_until_far"),
    ],
)
def test_what_cannot_be_shared_is_refused_at_its_field(firm, buyer, values, code):
    if "until" in values:
        values = {"until": today() + timedelta(days=values["until"])}
    with pytest.raises(Refused, match=code), unit_of_work(acting_for(firm.id)):
        services.share(firm, shares.draft(buyer, **values), by=None)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 11, 22), date(2028, 11, 22)),
        (date(2026, 12, 31), date(2028, 12, 31)),
        (date(2028, 2, 29), date(2030, 2, 28)),
        (date(2026, 1, 31), date(2028, 1, 31)),
    ],
)
def test_at_most_24_months(day, last):
    assert rules.latest_until(day) == last


def test_the_last_day_is_a_day(firm, buyer):
    shares.share(firm, buyer, until=today())
    shares.share(firm, buyer, until=rules.latest_until(today()))
    with pytest.raises(Refused, match="share_until_far"):
        shares.share(firm, buyer, until=rules.latest_until(today()) + timedelta(days=1))


@pytest.mark.parametrize("who", ["itself", "unverified", "deleted", "nobody"])
def test_only_another_and_verified_organisation_receives(firm, db_session, who):
    receiver = {
        "itself": lambda: firm,
        "unverified": lambda: accounts.organisation("buyer", verified=False),
        "deleted": lambda: accounts.organisation("buyer", deleted_on=today()),
        "nobody": lambda: accounts.organisation("buyer"),
    }[who]()
    draft = shares.draft(receiver, **({"receiver_id": 10**9} if who == "nobody" else {}))
    with pytest.raises(Refused, match="share_receiver_unknown"), unit_of_work(acting_for(firm.id)):
        services.share(firm, draft, by=None)


def test_receivers_are_found_by_a_part_of_the_name_or_the_number(firm, buyer):
    other = accounts.organisation("interest", name="100 % Næring_Vest")
    with unit_of_work(acting_for(firm.id)):
        assert {row.id for row in receivers.receivers(firm.id)} == {buyer.id, other.id}
        assert [row.id for row in receivers.receivers(firm.id, "vik")] == [buyer.id]
        assert [row.id for row in receivers.receivers(firm.id, "0 % n")] == [other.id]
        assert receivers.receivers(firm.id, "%") == receivers.receivers(firm.id, "100 %")
        spaced = f"{buyer.number[:3]} {buyer.number[3:6]} {buyer.number[6:]}"
        assert [row.id for row in receivers.receivers(firm.id, spaced)] == [buyer.id]


# ---- living and snapshot -------------------------------------------------------------------------------------------


def test_a_living_share_follows_the_firm_in_the_same_transaction_and_a_snapshot_stays(firm, buyer, content, web_sql):
    living, snapshot = shares.share(firm, buyer), shares.share(firm, buyer, kind="snapshot")
    before = content(snapshot)

    held = evidence(firm, visibility="shared")
    with unit_of_work(acting_for(firm.id)):
        put_forward(firm, "HSE", SupportDraft(evidence_id=held.id, level=2), by=None)
        # Not committed yet: what the others see is as it was, and in here the share has followed already.
        inside = db.session.connection().exec_driver_sql(
            f"SELECT jsonb_array_length(levels->'HSE'->'proofs') FROM requirements_share_content WHERE share_id = {living.id}"
        )
        assert inside.scalar() == 1
        seen = web_sql("SELECT levels FROM requirements_share_content ORDER BY share_id", context=acting_for(buyer.id))
        assert [row[0]["HSE"]["proofs"] for row in seen] == [[], []]
    assert len(content(living)[0]["HSE"]["proofs"]) == 1
    assert content(living)[1]["dimensions"][0]["evidence"][0]["id"] == held.id
    assert content(snapshot) == before


def test_what_is_refused_changes_no_share(firm, buyer, content):
    living = shares.share(firm, buyer).id
    before = content(living)
    held = evidence(firm)

    def fail():
        with unit_of_work(acting_for(firm.id)):
            put_forward(firm, "HSE", SupportDraft(evidence_id=held.id, level=2), by=None)
            raise RuntimeError("the request fails")

    with pytest.raises(RuntimeError):
        fail()
    assert content(living) == before


def test_another_firms_shares_stay_when_this_one_changes(firm, buyer, content):
    other = accounts.organisation("supplier")
    theirs = shares.share(other, buyer)
    before = content(theirs)
    shares.shown(firm)
    assert content(theirs) == before


def test_the_day_counts_without_any_job(firm, buyer, content):
    shares.shown(firm, level=2, ends_in=10)
    living = shares.share(firm, buyer)
    levels, whole, *_ = content(living)
    numbers = {
        days: next(
            dimension.three.evidenced
            for dimension in services.read_profile(levels, whole, today() + timedelta(days=days)).dimensions
            if dimension.code == "HSE"
        )
        for days in (0, 10, 11)
    }
    assert numbers == {0: 2, 10: 2, 11: 0}
    assert services.fallen_since(levels, today(), today() + timedelta(days=11)) == {"HSE": (2, 0)}
    assert services.fallen_since(levels, today(), today() + timedelta(days=10)) == {}


# ---- documents -----------------------------------------------------------------------------------------------------


def test_the_receiver_may_open_what_the_firm_does_not_keep_to_itself(firm, buyer, permits):
    open_one = shares.shown(firm, "HSE", visibility="shared")
    asked = shares.shown(firm, "QUA", code="iso_14001", visibility="on_request")
    shares.shown(firm, "ENV", code="risk_assessment", visibility="private")
    made = shares.share(firm, buyer)
    assert permits(made) == sorted([open_one.id, asked.id])


@pytest.mark.parametrize("kind", list(ShareKind))
def test_permits_follow_when_evidence_goes_private_and_back_and_when_it_is_withdrawn(firm, buyer, permits, kind):
    held = shares.shown(firm)
    made = shares.share(firm, buyer, kind=kind)
    assert permits(made) == [held.id]
    change(held, visibility="private")
    assert permits(made) == []
    change(held, visibility="on_request")
    assert permits(made) == [held.id]
    withdraw_evidence(held)
    assert permits(made) == []


def test_new_evidence_is_opened_in_a_living_share_and_not_in_a_snapshot(firm, buyer, permits):
    living, snapshot = shares.share(firm, buyer), shares.share(firm, buyer, kind="snapshot")
    held = shares.shown(firm)
    assert (permits(living), permits(snapshot)) == ([held.id], [])
    with unit_of_work(acting_for(firm.id)):
        end_support(supports_by_evidence(firm.id, [held.id])[0], by=None)
    assert permits(living) == []


def test_a_private_document_says_neither_title_nor_issuer_in_what_is_shared(firm, buyer, content):
    shares.shown(firm, visibility="private", title="Hemmelig tittel", issuer="Hemmelig AS", scope="Hemmelig felt")
    made = shares.share(firm, buyer)
    assert "Hemmelig" not in json.dumps(content(made)[1])
    assert Visibility.PRIVATE.value in json.dumps(content(made)[1])


# ---- the end -------------------------------------------------------------------------------------------------------


def test_what_is_withdrawn_is_gone_at_once_also_when_it_was_shared_today(
    firm, buyer, content, permits, web_sql, owner_sql
):
    held = shares.shown(firm)
    made = shares.share(firm, buyer, until=today())
    read = "SELECT count(*) FROM requirements_share_content"
    opened = "SELECT count(*) FROM improvement_evidence"
    assert web_sql(read, context=acting_for(buyer.id)) == [(1,)]
    assert web_sql(opened, context=acting_for(buyer.id)) == [(1,)]
    shares.withdraw(made)
    assert web_sql(read, context=acting_for(buyer.id)) == [(0,)]
    assert web_sql(opened, context=acting_for(buyer.id)) == [(0,)]
    levels, whole, until, emptied = content(made)
    assert (levels, whole) == ({}, {})
    assert until < today() - timedelta(days=1), "past wherever a clock stands"
    assert emptied is not None
    assert permits(made) == [], held
    (share,) = owner_sql("SELECT withdrawn_at IS NOT NULL, content_sha256 FROM requirements_share")
    assert share == (True, made.content_sha256)


def test_what_has_ended_cannot_be_withdrawn_once_more(firm, buyer):
    made = shares.share(firm, buyer)
    shares.withdraw(made)
    with pytest.raises(Conflict, match="share_is_over"):
        shares.withdraw(made)
    with pytest.raises(Conflict, match="share_is_over"):
        shares.withdraw(shares.share(firm, buyer, until=shares.end_of(-1)))


def test_a_change_after_the_withdrawal_brings_nothing_back(firm, buyer, content, permits):
    made = shares.share(firm, buyer)
    shares.withdraw(made)
    shares.shown(firm)
    assert content(made)[:2] == ({}, {})
    assert permits(made) == []


def test_the_door_for_rooms_above_finds_only_what_lives(firm, buyer):
    live, withdrawn = shares.share(firm, buyer), shares.share(firm, buyer)
    over = shares.share(firm, buyer, until=shares.end_of(-1))
    shares.withdraw(withdrawn)
    for who in (firm, buyer):
        with unit_of_work(acting_for(who.id)):
            assert queries.live_share(live.id).id == live.id
            assert queries.live_share(withdrawn.id) is None
            assert queries.live_share(over.id) is None
    with unit_of_work(acting_for(accounts.organisation("buyer").id)):
        assert queries.live_share(live.id) is None


def test_the_night_empties_what_is_over_once_and_leaves_the_rest(firm, buyer, content, worker_app, owner_sql):
    held = shares.shown(firm)
    over, live = shares.share(firm, buyer, until=shares.end_of(-1)), shares.share(firm, buyer, until=today())
    assert content(over)[1] != {}
    with worker_app.app_context():
        services.end_shares()
        services.end_shares()
    assert content(over)[:2] == ({}, {})
    assert content(live)[1]["dimensions"][0]["evidence"][0]["id"] == held.id
    assert owner_sql("SELECT subject_id FROM journal_entry WHERE what = 'requirements.share_ended'") == [(over.id,)]


def test_over_is_over_at_midnight_in_norway_also_when_the_night_never_comes(firm, buyer):
    made = shares.share(firm, buyer, until=today())
    tomorrow = datetime.combine(today() + timedelta(days=1), datetime.min.time(), tzinfo=OSLO)
    with time_machine.travel(tomorrow - timedelta(seconds=5), tick=False), unit_of_work(acting_for(buyer.id)):
        assert queries.live_share(made.id) is not None
    with time_machine.travel(tomorrow + timedelta(seconds=5), tick=False), unit_of_work(acting_for(buyer.id)):
        assert queries.live_share(made.id) is None


# ---- several at once -----------------------------------------------------------------------------------------------


def at_once(app, *works):
    """Run these at the same time, each in a transaction of its own; what each raised, or None."""
    outcome: list[BaseException | None] = [None] * len(works)
    ready = threading.Barrier(len(works))

    def run(place, work):
        with app.app_context():
            try:
                ready.wait()
                work()
            except BaseException as error:  # noqa: BLE001 - the test looks at it
                outcome[place] = error

    threads = [threading.Thread(target=run, args=(place, work)) for place, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcome


def test_two_who_share_at_once_make_two_shares(app, firm, buyer, owner_sql):
    assert at_once(app, *[lambda: shares.share(firm, buyer)] * 2) == [None, None]
    assert owner_sql("SELECT count(*) FROM requirements_share_content") == [(2,)]


def test_of_two_who_withdraw_at_once_one_does_and_one_is_told(app, firm, buyer, owner_sql):
    made = shares.share(firm, buyer)
    outcome = at_once(app, *[lambda: shares.withdraw(made)] * 2)
    assert sorted(str(error) for error in outcome) == ["None", "share_is_over"]
    assert owner_sql("SELECT count(*) FROM journal_entry WHERE what = 'requirements.share_withdrawn'") == [(1,)]


@pytest.mark.parametrize("attempt", range(4))
def test_evidence_put_forward_while_the_profile_is_being_shared_is_in_it(app, firm, buyer, content, permits, attempt):
    """Whichever of the two comes first, the share ends up with what the firm has."""
    held = []
    assert at_once(
        app, lambda: shares.share(firm, buyer), lambda: held.append(shares.shown(firm, "HSE", ends_in=100))
    ) == [None, None]
    with unit_of_work(acting_for(firm.id)):
        made = queries.get_share(queries.shares_of(firm.id, live=True).rows[0].id)
    assert held[0].id in [line["id"] for line in content(made)[1]["dimensions"][0]["evidence"]]
    assert held[0].id in permits(made)


@pytest.mark.parametrize("attempt", range(4))
def test_a_share_withdrawn_while_the_firm_changes_stays_empty(app, firm, buyer, content, permits, attempt):
    made = shares.share(firm, buyer)
    assert at_once(app, lambda: shares.withdraw(made), lambda: shares.shown(firm, "HSE")) == [None, None]
    assert content(made)[:2] == ({}, {})
    assert permits(made) == []


def test_a_change_waits_for_a_share_that_is_being_made_and_then_reaches_it(app, firm, buyer, content):
    """The order that loses without the lock: the profile is read, then changed by another, and only then shared."""
    held, other = evidence(firm, visibility="shared"), []

    def change_it():
        with app.app_context(), unit_of_work(acting_for(firm.id)):
            put_forward(firm, "HSE", SupportDraft(evidence_id=held.id, level=2), by=None)

    with unit_of_work(acting_for(firm.id)):
        made = services.share(firm, shares.draft(buyer), by=None)
        other.append(threading.Thread(target=change_it))
        other[0].start()
        other[0].join(timeout=1)
    other[0].join()
    assert len(content(made)[0]["HSE"]["proofs"]) == 1


# ---- who is told ---------------------------------------------------------------------------------------------------


def test_the_receivers_owners_and_editors_are_told_and_nobody_else(firm, buyer, run_jobs, mails):
    for role in ("owner", "editor", "reader"):
        accounts.member(buyer, role, email=f"{role}@vik.example", locale="nn" if role == "editor" else "en")
    accounts.member(firm, "owner", email="eier@fjord.example")
    made = shares.share(firm, buyer, name="Vårt indre navn")
    run_jobs()
    assert sorted(mail.recipients[0] for mail in mails) == ["editor@vik.example", "owner@vik.example"]
    said = "".join(mail.as_string() for mail in mails)
    assert f"/en/organisations/{buyer.id}/shared-with-us/{made.id}" in said
    assert f"/nn/organisations/{buyer.id}/shared-with-us/{made.id}" in said
    assert "indre navn" not in said
    mails.clear()
    shares.withdraw(made)
    run_jobs()
    assert sorted(mail.recipients[0] for mail in mails) == ["editor@vik.example", "owner@vik.example"]


def test_an_opening_is_noted_once_in_a_while_for_each_person(firm, buyer, sign_in, owner_sql):
    made = shares.share(firm, buyer)
    one, two = (accounts.member(buyer, "reader", name=name) for name in ("Eli Ein", "Tor To"))
    url = f"/en/organisations/{buyer.id}/shared-with-us/{made.id}"
    for client in (sign_in(one), sign_in(one), sign_in(two)):
        client.get(url)
        client.get(f"{url}/document")
    count = "SELECT person_id, count(*) FROM requirements_share_opening GROUP BY 1 ORDER BY 1"
    assert owner_sql(count) == [(one.id, 1), (two.id, 1)]
    client = sign_in(one)
    with time_machine.travel(now() + timedelta(minutes=11), tick=False):
        client.get(url)
    assert owner_sql(count) == [(one.id, 2), (two.id, 1)]
    with unit_of_work(acting_for(firm.id)):
        (line,) = queries.shares_of(firm.id, live=True).rows
    assert (line.readers, line.last_opened_by) == (2, "Eli Ein")
