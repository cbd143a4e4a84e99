import json
import socket
import subprocess
import sys
import time
import urllib.request

from app.adapters import mail as adapter
from app.blueprints.accounts.services import second_factor
from app.cli import mail_catcher
from app.core.db import unit_of_work
from config import ROOT, Settings
from tests.factories.accounts import person

SITE = "http://127.0.0.1:8000"


def caught(text="Hei", html="<p>Hei</p>", subject="Emne", to="kari@prove.example"):
    inbox = mail_catcher.Inbox()
    settings = Settings(_env_file=None)
    message = adapter.compose(settings, to=to, subject=subject, text=text, html=html, message_id="m", locale="nn")
    inbox.put("fra@prove.example", [to], message.as_bytes())
    return inbox


def test_only_links_to_the_site_itself_can_be_followed():
    shown = mail_catcher.linked(f"Les {SITE}/nb/confirm/abc?x=1&y=2. Eller https://evil.example/x.", SITE)
    assert f'<a href="{SITE}/nb/confirm/abc?x=1&amp;y=2">' in shown
    assert 'href="https://evil' not in shown
    assert "https://evil.example/x" in shown


def test_a_mail_is_shown_as_text_whatever_it_holds():
    inbox = caught(text="<script>alert(1)</script>", html="<script>alert(2)</script>", subject="<b>fet</b>")
    page = mail_catcher.page(inbox.mails(), [("Kari <i>", "kari@prove.example", "123456")], SITE)
    assert "<script" not in page
    assert "<b>" not in page
    assert "<i>" not in page
    assert "alert(1)" in page
    assert "alert(2)" in page
    assert '<article lang="nn"' in page
    assert "123456" in page


def test_the_newest_mail_comes_first_and_old_ones_are_forgotten(monkeypatch):
    monkeypatch.setattr(mail_catcher, "MOST_MAILS", 2)
    inbox = mail_catcher.Inbox()
    for number in range(3):
        inbox.put("a", ["b"], f"Subject: nr {number}\r\n\r\nHei".encode())
    assert [str(mail.message["Subject"]) for mail in inbox.mails()] == ["nr 2", "nr 1"]


def test_a_broken_mail_breaks_nothing():
    inbox = mail_catcher.Inbox()
    inbox.put("a", ["b"], b"\xff\xfe\x00 not a mail at all")
    assert "(no subject)" in mail_catcher.page(inbox.mails(), [], SITE)
    assert json.dumps([mail.as_dict() for mail in inbox.mails()])


def test_codes_are_read_from_the_database(settings, db_session):
    who = person("Mona")
    with unit_of_work() as session:
        again = session.merge(who)
        second_factor.set_up(again)
    codes = mail_catcher.codes_of_the_demo(settings)()
    assert [(name, email) for name, email, _ in codes] == [("Mona", who.email)]
    assert codes[0][2].isdigit()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(url):
    with urllib.request.urlopen(url, timeout=5) as answer:
        return answer.headers, answer.read().decode()


def test_the_program_catches_a_real_mail_and_shows_it(settings):
    smtp_port, port = free_port(), free_port()
    environment = {
        "ENVIRONMENT": "test",
        "DATABASE_NAME": settings.database_name,
        "VAR_DIR": str(settings.var_dir),
        "PATH": "",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "app.cli.mail_catcher", f"--smtp-port={smtp_port}", f"--port={port}"],
        cwd=ROOT,
        env=environment,
    )
    try:
        sender = Settings(_env_file=None, smtp_port=smtp_port)
        message = adapter.compose(
            sender,
            to="kari@prove.example",
            subject="Blåbær",
            text="Les http://127.0.0.1:8000/nb/\n",
            html="<p>",
            message_id="m",
            locale="nb",
        )
        deadline = time.monotonic() + 20
        while True:
            try:
                adapter.deliver(sender, message)
                break
            except adapter.MailTemporary:
                assert process.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.1)
        headers, page = get(f"http://127.0.0.1:{port}/")
        assert "Blåbær" in page
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        (entry,) = json.loads(get(f"http://127.0.0.1:{port}/mails.json")[1])
        assert entry["to"] == ["kari@prove.example"]
        assert entry["links"] == ["http://127.0.0.1:8000/nb/"]
    finally:
        process.terminate()
        assert process.wait(10) is not None
