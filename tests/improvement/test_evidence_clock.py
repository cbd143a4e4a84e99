"""What the clock does: reminders before the end, and the end of what is about a person."""

from datetime import UTC, datetime, time, timedelta

import pytest

from app.blueprints.accounts.queries.organisations import organisations_after
from app.blueprints.attachments.models import File
from app.blueprints.attachments.terms import FileState
from app.blueprints.improvement import queries, services
from app.blueprints.improvement.terms import EvidenceState
from app.core.clock import moved_to, now, today
from app.core.db import acting_for, db, unit_of_work
from tests.factories import attachments
from tests.factories.accounts import actor, member, organisation
from tests.factories.evidence import draft, evidence

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def firm():
    return organisation()


@pytest.fixture
def kari(firm):
    return member(firm)


def morning(day):
    return moved_to(datetime.combine(day, time(6), UTC))


def told(owner_sql):
    """What the journal says that firms were told of: [(day's number from today, [evidence ids])]."""
    rows = owner_sql(
        "SELECT (at AT TIME ZONE 'Europe/Oslo')::date, data -> 'evidence' FROM journal_entry"
        " WHERE what = 'improvement.evidence_expiring' ORDER BY seq"
    )
    return [((day - today()).days, ids) for day, ids in rows]


def test_over_a_year_the_firm_is_told_ninety_thirty_and_seven_days_before(firm, kari, owner_sql):
    made = evidence(firm, ends_in=300)
    for passed in range(340):
        with morning(today() + timedelta(days=passed)):
            services.remind_firm(firm.id)
    assert told(owner_sql) == [(210, [made.id]), (270, [made.id]), (293, [made.id])]


def test_found_late_one_reminder_is_sent_and_not_two(firm, owner_sql):
    made = evidence(firm, ends_in=20)
    for passed in range(40):
        with morning(today() + timedelta(days=passed)):
            services.remind_firm(firm.id)
    assert told(owner_sql) == [(0, [made.id]), (13, [made.id])]


def test_a_firm_with_two_hundred_documents_gets_one_mail_that_names_the_first(firm, kari, run_jobs, mails):
    editor = member(firm, "editor", locale="en")
    member(firm, "reader")
    for number in range(200):
        evidence(firm, reference=f"NR-{number}", title=f"Sertifikat {number}", ends_in=5 + number % 3)
    services.remind()
    run_jobs()
    assert sorted(mail.recipients[0] for mail in mails) == sorted([kari.email, editor.email])
    (english,) = [mail for mail in mails if mail.recipients == [editor.email]]
    text = english.get_body(("plain",)).get_content()
    assert "200 documents" in english["Subject"]
    assert text.count("valid to") == 20
    assert "And 180 more." in text
    assert f"/en/organisations/{firm.id}/evidence?show=expiring" in text


def test_run_twice_nobody_is_told_twice(firm, kari, run_jobs, mails, owner_sql):
    evidence(firm, ends_in=5)
    for _ in range(2):
        services.remind()
        run_jobs()
    assert len(mails) == 1
    assert len(told(owner_sql)) == 1


def test_a_run_that_dies_in_the_middle_has_told_of_nothing_and_the_next_tells_of_all(firm, monkeypatch, owner_sql):
    made = evidence(firm, ends_in=5)
    from app.blueprints.improvement.services import evidence_jobs

    def dies(*_arguments, **_more):
        raise RuntimeError("power cut")

    with monkeypatch.context() as patched:
        patched.setattr(evidence_jobs, "record", dies)
        with pytest.raises(RuntimeError):
            services.remind_firm(firm.id)
    assert owner_sql("SELECT reminded FROM improvement_evidence") == [(None,)]
    services.remind_firm(firm.id)
    assert told(owner_sql) == [(0, [made.id])]


def test_every_firm_is_reached_and_sees_only_its_own(firm, monkeypatch, run_jobs, owner_sql):
    from app.blueprints.accounts.services import batches

    monkeypatch.setattr(batches, "AT_ONCE", 2)
    firms = [firm, *(organisation() for _ in range(4))]
    mine = {one.id: [evidence(one, ends_in=5).id] for one in firms}
    services.remind()
    run_jobs()
    rows = owner_sql(
        "SELECT organisation_id, data -> 'evidence' FROM journal_entry WHERE what = 'improvement.evidence_expiring'"
    )
    assert dict(rows) == mine


@pytest.mark.parametrize(
    ("newer", "expected"),
    [
        ({"ends_in": 400}, 0),
        ({"ends_in": 400, "reference": "ANNEN-1"}, 1),
        ({"ends_in": 400, "code": "emas"}, 1),
        ({"ends_in": None}, 0),
    ],
)
def test_what_a_newer_piece_takes_over_from_is_not_told_of(firm, owner_sql, newer, expected):
    evidence(firm, ends_in=20)
    evidence(firm, newer.pop("code", "iso_9001"), **newer)
    services.remind_firm(firm.id)
    assert len(told(owner_sql)) == expected


def test_withdrawn_evidence_is_not_told_of_and_a_newer_one_withdrawn_takes_over_from_nothing(firm, owner_sql):
    evidence(firm, ends_in=20)
    newer = evidence(firm, ends_in=400)
    services.remind_firm(firm.id)
    assert told(owner_sql) == []
    with unit_of_work(acting_for(firm.id)):
        services.withdraw_evidence(queries.get_evidence(newer.id), by=None)
    services.remind_firm(firm.id)
    assert len(told(owner_sql)) == 1


def test_a_reminder_is_worded_in_each_receivers_language(firm, run_jobs, mails):
    for locale in ("nb", "nn", "en"):
        member(firm, locale=locale)
    evidence(firm, "craft_certificate", ends_in=7)
    services.remind()
    run_jobs()
    texts = sorted(mail.get_body(("plain",)).get_content() for mail in mails)
    assert len(texts) == 3
    assert sum("SV-7" in text for text in texts) == 3
    assert sum("Trade or personal certificate" in text for text in texts) == 1


# About a person


def erased(firm, made):
    with unit_of_work(acting_for(firm.id)):
        return queries.get_evidence(made.id)


def run_erasure(day):
    with morning(day):
        services.tidy()
        for firm_id in {row[0] for row in _waiting()}:
            services.erase_personal(firm_id)


def _waiting():
    with unit_of_work():
        ids = list(organisations_after(0, 1000))
    with unit_of_work(acting_for(*ids)):
        return queries.to_erase(today())


def test_ninety_days_after_the_end_what_is_about_a_person_is_erased_and_type_and_dates_are_left(
    firm, run_jobs, owner_sql
):
    file = attachments.file(firm, "document.pdf")
    made = evidence(
        firm, "craft_certificate", file=file, valid_from=today(), valid_to=today() + timedelta(days=10), ends_in=10,
        scope="Sveising av rør", visibility="shared",
    )  # fmt: skip
    run_erasure(today() + timedelta(days=100))
    assert erased(firm, made).state is EvidenceState.HELD
    run_erasure(today() + timedelta(days=101))
    found = erased(firm, made)
    assert found.state is EvidenceState.ERASED
    assert (found.reference, found.issuer, found.scope, found.statement, found.link) == ("", "", "", "", "")
    assert (found.type, found.valid_from, found.valid_to) == (
        "craft_certificate", today(), today() + timedelta(days=10),
    )  # fmt: skip
    with unit_of_work(acting_for(firm.id)):
        assert db.session.get(File, file.id, populate_existing=True).state is FileState.ERASED
    dump = str(owner_sql("SELECT e.*, f.name FROM improvement_evidence e JOIN attachments_file f ON f.id = e.file_id"))
    assert "SV-7" not in dump
    assert "Sveising" not in dump


def test_ninety_days_after_it_was_withdrawn_it_is_erased_though_it_would_have_lasted(firm):
    made = evidence(firm, "course_certificate", ends_in=None, source="link")
    with unit_of_work(acting_for(firm.id)):
        services.withdraw_evidence(queries.get_evidence(made.id), by=None)
    run_erasure(today() + timedelta(days=90))
    assert erased(firm, made).state is EvidenceState.WITHDRAWN
    run_erasure(today() + timedelta(days=91))
    assert (erased(firm, made).state, erased(firm, made).link) == (EvidenceState.ERASED, "")


def test_what_is_about_nobody_is_kept(firm):
    made = evidence(firm, ends_in=-400)
    run_erasure(today() + timedelta(days=1000))
    assert erased(firm, made).state is EvidenceState.HELD
    assert erased(firm, made).title


def test_erasing_is_heard_once_however_often_it_runs(firm, monkeypatch, owner_sql):
    from app.blueprints.improvement.services import evidence as module

    calls = []
    evidence(firm, "course_certificate", valid_to=today() + timedelta(days=1), ends_in=1)
    monkeypatch.setattr(module, "_heard", [lambda *call: calls.append(str(call[2]))])
    for passed in (200, 200, 300):
        run_erasure(today() + timedelta(days=passed))
    assert calls == ["erased"]
    assert owner_sql("SELECT count(*) FROM journal_entry WHERE what = 'improvement.evidence_erased'") == [(1,)]


def test_the_nightly_job_finds_the_firm_by_itself(firm, run_jobs, owner_sql):
    made = evidence(firm, "course_certificate", valid_to=today() + timedelta(days=1), ends_in=1)
    owner_sql("UPDATE improvement_evidence SET keep_until = current_date - 2 WHERE id = %(id)s", id=made.id)
    services.tidy()
    run_jobs()
    assert owner_sql("SELECT state FROM improvement_evidence") == [("erased",)]


def test_a_file_that_still_serves_something_else_is_left(firm):
    file = attachments.file(firm)
    first = evidence(firm, "course_certificate", file=file, valid_to=today() + timedelta(days=1), ends_in=1)
    with unit_of_work(acting_for(firm.id)):
        services.withdraw_evidence(queries.get_evidence(first.id), by=None)
    second = evidence(firm, "craft_certificate", file=file, ends_in=None)
    run_erasure(today() + timedelta(days=200))
    assert erased(firm, first).state is EvidenceState.ERASED
    assert erased(firm, second).state is EvidenceState.HELD
    with unit_of_work(acting_for(firm.id)):
        assert db.session.get(File, file.id, populate_existing=True).state is FileState.CLEAN


def test_what_was_begun_and_never_finished_is_gone_after_a_week(firm, kari, owner_sql):
    with unit_of_work(acting_for(firm.id)):
        services.begin_evidence(firm, draft(source="file"), by=actor(kari))
    for passed, left in ((6, 1), (8, 0)):
        with morning(today() + timedelta(days=passed)):
            services.tidy()
        assert owner_sql("SELECT count(*) FROM improvement_unfinished") == [(left,)]


def test_a_long_expiry_of_what_is_about_a_person_is_said_beforehand(sign_in, firm, kari):
    made = evidence(firm, "course_certificate", valid_to=today() + timedelta(days=10), ends_in=10)
    page = sign_in(kari).get(f"/en/organisations/{firm.id}/evidence/{made.id}").text
    assert "This is about a person" in page
    assert "are erased" in page


def file_state(file):
    with unit_of_work(acting_for(file.organisation_id)):
        return db.session.get(File, file.id, populate_existing=True)


def withdrawn(made):
    with unit_of_work(acting_for(made.organisation_id)):
        services.withdraw_evidence(queries.get_evidence(made.id), by=None)


def tidied(firm, passed):
    with moved_to(now() + timedelta(days=passed)):
        services.erase_withdrawn_files(firm.id)


def test_ninety_days_after_it_was_withdrawn_a_file_loses_its_bytes_and_keeps_its_fingerprint(firm):
    file = attachments.file(firm)
    made = evidence(firm, file=file)
    withdrawn(made)
    tidied(firm, 89)
    assert file_state(file).state is FileState.CLEAN
    tidied(firm, 91)
    assert (file_state(file).state, file_state(file).sha256) == (FileState.ERASED, file.sha256)
    left = erased(firm, made)
    assert (left.state, left.title) == (EvidenceState.WITHDRAWN, "Sertifikat for hele firmaet")


def test_the_nightly_job_finds_the_withdrawn_file_by_itself(firm, run_jobs, owner_sql):
    file = attachments.file(firm)
    withdrawn(evidence(firm, file=file))
    owner_sql("UPDATE improvement_evidence SET ended_at = ended_at - interval '91 days'")
    services.tidy()
    run_jobs()
    assert file_state(file).state is FileState.ERASED


def test_a_withdrawn_file_that_other_evidence_has_taken_up_is_left(firm):
    file = attachments.file(firm)
    withdrawn(evidence(firm, file=file))
    evidence(firm, "iso_14001", file=file)
    tidied(firm, 200)
    assert file_state(file).state is FileState.CLEAN


def test_the_page_of_what_was_withdrawn_says_when_its_file_goes(sign_in, firm, kari):
    made = evidence(firm, file=attachments.file(firm))
    withdrawn(made)
    client = sign_in(kari)
    address = f"/en/organisations/{firm.id}/evidence/{made.id}"
    assert "The file is erased after" in client.get(address).text
    tidied(firm, 91)
    assert "The file was erased" in client.get(address).text
