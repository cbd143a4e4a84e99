"""Addresses that send mail back."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.notifications import services
from app.blueprints.notifications.rules import bounces as rules
from app.blueprints.notifications.terms import Bounce
from app.cli import mail
from app.core.db import unit_of_work
from tests.factories import notifications as make
from tests.factories.accounts import person

ID = "0123456789abcdef0123456789abcdef"
# As Postfix writes it (RFC 3464, appendix E shows the same shape).
REPORT = """\
Return-Path: <>
From: MAILER-DAEMON@mx.prove.example (Mail Delivery System)
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind}; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.prove.example
Arrival-Date: Sun, 22 Nov 2026 11:00:00 +0000 (UTC)

Final-Recipient: rfc822; kari@prove.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <kari@prove.example>: Recipient address rejected

--b
Content-Type: {returned}

From: Samhandel <ikke-svar@samhandel.example>
To: kari@prove.example
Message-ID: <{id}@samhandel.example>
Subject: Hei

--b--
"""


def report(**values):
    usual = {
        "to": "ikke-svar@samhandel.example", "kind": "delivery-status", "action": "failed", "status": "5.1.1",
        "returned": "message/rfc822", "id": ID,
    }  # fmt: skip
    return REPORT.format(**usual | values).encode()


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, Bounce(ID, "5.1.1")),
        ({"returned": "text/rfc822-headers"}, Bounce(ID, "5.1.1")),
        ({"to": f"bounce-{ID}@retur.example", "id": "of-another-kind"}, Bounce(ID, "5.1.1")),
        ({"status": "5.2.2"}, Bounce(ID, "5.2.2")),
        ({"status": "4.4.1", "action": "delayed"}, "not_for_good"),
        ({"status": "2.0.0", "action": "delivered"}, "not_for_good"),
        ({"status": "nonsense"}, "not_for_good"),
        ({"kind": "disposition-notification"}, "not_a_report"),
        ({"id": "somebody-elses"}, "no_mail_of_ours"),
    ],
)
def test_a_report_says_which_mail_came_back_and_why_or_why_it_is_none(values, found):
    assert rules.read_report(report(**values)) == found


def test_a_reply_an_empty_mail_and_one_too_large_are_no_reports():
    reply = EmailMessage()
    reply["Subject"], reply["Auto-Submitted"] = "Re: Hei", "auto-replied"
    reply.set_content(f"I am away. <{ID}@samhandel.example> 5.1.1")
    assert rules.read_report(bytes(reply)) == "not_a_report"
    assert rules.read_report(b"") == "not_a_report"
    assert rules.read_report(report() + b"x" * rules.LARGEST_REPORT) == "too_large"


@given(st.binary(max_size=400), st.integers(0, 900))
def test_junk_in_a_report_is_told_and_never_an_error(junk, at):
    whole = report()
    assert isinstance(rules.read_report(whole[:at] + junk + whole[at:]), Bounce | str)


PART = b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n"


@pytest.mark.parametrize(
    "raw",
    [
        report(returned="message/rfc822\n\n" * 9_000),
        report().replace(b"--b--", b"--b\r\n" + b"".join(PART % (n, n) for n in range(3_000))),
        report(to="(" * 20_000),
        report().replace(b"multipart/report", b"(" * 20_000 + b"multipart/report"),
        report(to='"a" ' * 3_000),
        report(returned="message/rfc822; a=" * 3_000),
    ],
)
def test_a_report_made_to_hurt_is_told_like_any_other(raw):
    assert isinstance(rules.read_report(raw), Bounce | str)


@pytest.mark.parametrize(
    ("status", "bounces", "counts", "stops"),
    [
        ("550 5.1.1", 1, True, True),
        ("5.1.10", 1, True, True),
        ("550", 1, True, False),
        ("550", 3, True, True),
        ("5.1.2", 2, True, False),
        ("5.1.2", 3, True, True),
        ("5.2.1", 1, True, False),
        ("5.7.1", 1, False, False),
        ("554 5.7.1", 1, False, False),
        ("5.2.2", 1, False, False),
        ("552", 1, False, False),
    ],
)
def test_what_is_about_the_address_counts_and_no_such_mailbox_is_enough(status, bounces, counts, stops):
    assert rules.counts(status) is counts
    assert rules.stops(status, bounces) is stops


# What follows


@pytest.fixture
def refuse(postbox, monkeypatch):
    """`refuse("550 5.1.1 who?")`: from now on the mail server answers RCPT with that."""

    def _refuse(answer):
        async def handle_rcpt(_server, _session, _envelope, _address, _options):
            return answer

        monkeypatch.setattr(postbox, "handle_RCPT", handle_rcpt, raising=False)

    return _refuse


def bounce(raw):
    with unit_of_work():
        return services.count_bounce(raw)


STANDS = "SELECT bounces, mails_stopped_at IS NOT NULL FROM notifications_preference"


def test_no_such_mailbox_stops_mail_and_the_person_is_told_and_turns_it_on_again(
    db_session, run_jobs, refuse, owner_sql, mails, sign_in, monkeypatch, postbox
):
    kari = person(locale="en")
    refuse("550 5.1.1 <kari>: no such user")
    make.notice(kari, "a", mail=True)
    run_jobs()
    assert owner_sql(STANDS) == [(1, True)]
    assert owner_sql("SELECT state, last_error FROM notifications_mail") == [("failed", "550 5.1.1")]
    monkeypatch.delattr(postbox, "handle_RCPT")
    make.notice(kari, "b", mail=True)
    run_jobs()
    assert mails == []
    client = sign_in(kari)
    for path in ("/en/account", "/en/notifications"):
        page = client.get(path).text
        assert "We cannot reach you by mail" in page
        assert "My address works again" in page
    assert client.post("/en/notifications/address-works").status_code == 303
    assert owner_sql(STANDS) == [(0, False)]
    assert "We cannot reach you by mail" not in client.get("/en/account").text
    make.notice(kari, "c", mail=True)
    run_jobs()
    assert len(mails) == 1


def test_three_refusals_for_good_stop_mail_and_two_do_not(db_session, run_jobs, refuse, owner_sql):
    kari = person()
    refuse("550 no")
    for key, stands in (("a", (1, False)), ("b", (2, False)), ("c", (3, True))):
        make.notice(kari, key, mail=True)
        run_jobs()
        assert owner_sql(STANDS) == [stands]


def test_a_refusal_of_the_text_or_for_a_while_says_nothing_about_the_address(
    db_session, run_jobs, refuse, owner_sql, postbox
):
    postbox.refuse = "554 5.7.1 spam"
    make.notice(person(), "a", mail=True)
    run_jobs()
    postbox.refuse = None
    refuse("450 4.2.0 greylisted")
    make.notice(person(), "b", mail=True)
    run_jobs()
    assert owner_sql(STANDS) == []


def test_what_has_to_do_with_the_account_is_sent_all_the_same(db_session, run_jobs, owner_sql, mails):
    (stopped,) = make.crowd(owner_sql, 1, rhythm="daily")
    owner_sql("UPDATE notifications_preference SET mails_stopped_at = now()")
    ((address,),) = owner_sql("SELECT email FROM accounts_person WHERE id = %(id)s", id=stopped)
    make.queued_mail(address)
    run_jobs()
    assert len(mails) == 1


def test_a_report_that_comes_later_is_counted_once_and_not_for_an_address_that_was_changed(
    db_session, run_jobs, owner_sql, worker_app
):
    kari, ola = person(), person()
    make.notice(kari, "a", mail=True)
    make.notice(ola, "b", mail=True)
    run_jobs()
    ids = dict(owner_sql("SELECT person_id, message_id FROM notifications_mail"))
    owner_sql("UPDATE accounts_person SET email = 'ny@prove.example' WHERE id = %(id)s", id=ola.id)
    with worker_app.app_context():
        assert bounce(report(id=ids[kari.id])) == "counted"
        assert bounce(report(id=ids[kari.id])) == "known"
        assert bounce(report(id=ids[ola.id])) == "counted"
        assert bounce(report(id=ID)) == "known"
    assert owner_sql("SELECT person_id, bounces FROM notifications_preference") == [(kari.id, 1)]
    assert owner_sql("SELECT DISTINCT state, last_error FROM notifications_mail") == [("failed", "bounced 5.1.1")]


def test_the_command_reads_a_report_and_says_what_came_of_it_and_never_fails(
    db_session, run_jobs, owner_sql, worker_app
):
    make.notice(person(), mail=True)
    run_jobs()
    ((message_id,),) = owner_sql("SELECT message_id FROM notifications_mail")
    runner = worker_app.test_cli_runner()
    said = []
    for given_report in (report(id=message_id), report(id=message_id), b"\xff\x00junk", b""):
        with worker_app.app_context():
            done = runner.invoke(mail.group, ["bounce"], input=given_report)
        assert done.exit_code == 0, done.output
        said.append(done.output)
    assert said[0].startswith("A bounce, counted")
    assert "counted before" in said[1]
    assert said[2] == said[3]
    assert "Ignored" in said[2]
    assert owner_sql(STANDS) == [(1, True)]
