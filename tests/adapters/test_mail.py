"""Against real SMTP conversations on this machine."""

import socket
import threading
from base64 import b64encode
from contextlib import contextmanager

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.adapters import mail
from config import Settings


def settings(port=9, **values):
    return Settings(_env_file=None, environment="test", **({"smtp_port": port, "smtp_timeout": 2} | values))


def letter(to="kari@prove.example", subject="Hei", port=9):
    return mail.compose(
        settings(port),
        to=to,
        subject=subject,
        text="Blåbær på Ås\n",
        html="<p>Blåbær</p>",
        message_id="abc",
        locale="nb",
    )


USUAL = {
    "HELLO": b"220 prove", "EHLO": b"250 prove", "MAIL": b"250 ok", "RCPT": b"250 ok", "DATA": b"354 go on",
    "TEXT": b"250 taken", "QUIT": b"221 bye",
}  # fmt: skip


class Server:
    """A mail server that answers each command as it is told; None hangs up instead."""

    def __init__(self, answers):
        self.script = USUAL | answers
        self.said = []

    def serve(self, listener):
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as lines:
                self.talk(connection, lines)

    def talk(self, connection, lines):
        going_on = self.answer(connection, "HELLO")
        while going_on and (line := lines.readline()):
            verb = line[:4].decode().upper().strip()
            self.said.append(line.decode().strip())
            going_on = self.answer(connection, verb)
            if verb == "DATA" and going_on and self.script["DATA"].startswith(b"354"):
                while lines.readline() not in (b".\r\n", b""):
                    pass
                going_on = self.answer(connection, "TEXT")

    def answer(self, connection, verb):
        if self.script.get(verb) is None:
            return False
        connection.sendall(self.script[verb] + b"\r\n")
        return True


@contextmanager
def server(**answers):
    talker = Server(answers)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=talker.serve, args=(listener,), daemon=True)
        thread.start()
        yield listener.getsockname()[1], talker.said
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(2)


def deliver(port, **values):
    mail.deliver(settings(port, **values), letter())


def test_a_mail_leaves_with_one_recipient_and_both_parts():
    with server() as (port, said):
        deliver(port)
    assert [line for line in said if line.upper().startswith("RCPT")] == ["rcpt TO:<kari@prove.example>"]
    message = letter(subject="Æøå – hei")
    assert message["Subject"] == "Æøå – hei"
    assert message["Message-ID"] == "<abc@samhandel.example>"
    assert message["Content-Language"] == "nb"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_body(("plain",)).get_content() == "Blåbær på Ås\n"
    assert message.get_body(("html",)).get_content_type() == "text/html"


@pytest.mark.parametrize(
    "address",
    [
        "kari@a.no, ola@b.no", "kari@a.no,ola@b.no", "kari@a.no;ola@b.no", "kari@a.no ola@b.no", "Kari <kari@a.no>", "<kari@a.no>",
        "kari@a.no\r\nBcc: ola@b.no", "kari@a.no\n", "kari@a.no\x00", "", "kari", "@a.no", "kari@", "kari@@a.no", "a@b@c.no",
        '"kari"@a.no', "kari@a.no\u202e", "kari(x)@a.no", "grp:kari@a.no", "k" * 250 + "@a.no",
        "=?utf-8?q?=0D=0ABcc:_x?=@a.no", "x@=?utf-8?q?=0D=0ABcc:_x?=.no",
        "kari@[127.0.0.1]", " kari@a.no",
    ],
)  # fmt: skip
def test_what_is_not_one_plain_address_is_refused(address):
    with pytest.raises(mail.MailPermanent):
        letter(to=address)


@given(st.text(max_size=60))
def test_no_text_becomes_two_recipients_nor_a_header(text):
    try:
        message = letter(to=f"{text}@prove.example")
    except mail.MailPermanent:
        return
    assert len(message["To"].addresses) == 1
    assert message["Bcc"] is None
    assert message["To"].addresses[0].domain == "prove.example"


ENCODED = st.binary(max_size=40).map(lambda raw: f"=?utf-8?b?{b64encode(raw).decode()}?=")


@given(st.text(max_size=5000) | ENCODED)
@example("=?utf-8?q?Hei=0D=0ABcc:_ola@prove.example?=")
@example("=?utf-8?b?DQoNCkJldGFsIGhlcg==?= =?utf-8?q?=0D=0A=0D=0AHer?=")
@example("\x00\x01\ud800\u202e")
def test_no_subject_breaks_out_of_its_header(text):
    message = letter(subject=f"Hei {text}")
    raw = message.as_bytes(policy=mail.SMTP).split(b"\r\n\r\n", 1)[0].decode("utf-8", "replace")
    lines = raw.split("\r\n")
    assert "\0" not in raw
    assert not [line for line in lines if "\r" in line or "\n" in line]
    names = {line.split(":")[0] for line in lines if line and not line[0].isspace()}
    assert names == {
        "From", "To", "Subject", "Message-ID", "Date", "Content-Language", "Auto-Submitted", "MIME-Version", "Content-Type",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "error", "code"),
    [
        ({"HELLO": None}, mail.MailTemporary, "connect"),
        ({"HELLO": b"421 later"}, mail.MailTemporary, "connect"),
        ({"MAIL": b"451 later"}, mail.MailTemporary, "451"),
        ({"RCPT": b"450 greylisted"}, mail.MailTemporary, "450"),
        ({"RCPT": b"550 nobody here"}, mail.MailPermanent, "550"),
        ({"RCPT": None}, mail.MailTemporary, "lost"),
        ({"DATA": b"452 full"}, mail.MailTemporary, "452"),
        ({"DATA": b"554 no"}, mail.MailPermanent, "554"),
        ({"DATA": None}, mail.MailTemporary, "lost"),
        ({"TEXT": b"451 later"}, mail.MailTemporary, "451"),
        ({"TEXT": b"552 too large"}, mail.MailPermanent, "552"),
        ({"TEXT": None}, mail.MailUncertain, "lost_after_text"),
    ],
)
def test_each_way_to_fail_is_told_apart(answers, error, code):
    with server(**answers) as (port, _), pytest.raises(mail.MailError) as failed:
        deliver(port)
    assert type(failed.value) is error
    assert failed.value.code == code


def test_a_server_that_is_down_or_silent_is_a_temporary_trouble():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(mail.MailTemporary):
            deliver(port, smtp_timeout=0.2)
    with pytest.raises(mail.MailTemporary):
        deliver(port)


def test_silence_after_the_text_is_uncertain():
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            connection, _ = listener.accept()
            with connection, connection.makefile("rb") as lines:
                connection.sendall(b"220 prove\r\n")
                for line in lines:
                    if line.upper().startswith(b"DATA"):
                        connection.sendall(b"354 go on\r\n")
                        done.wait(3)
                        return
                    connection.sendall(b"250 ok\r\n")

        done = threading.Event()
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        with pytest.raises(mail.MailUncertain):
            deliver(listener.getsockname()[1], smtp_timeout=0.3)
        done.set()
        thread.join(3)


def test_a_lost_goodbye_does_not_undo_what_was_taken():
    with server(QUIT=None) as (port, _):
        deliver(port)


def greetings(said):
    return len([line for line in said if line.upper().startswith("EHLO")])


def test_many_messages_go_on_one_line_each_in_a_conversation_of_its_own():
    with server() as (port, said), mail.Line(settings(port)) as line:
        for number in range(5):
            line.deliver(letter(to=f"p{number}@prove.example"))
    assert greetings(said) == 1
    assert [told for told in said if told.startswith("rcpt")] == [f"rcpt TO:<p{n}@prove.example>" for n in range(5)]
    assert said[-1].upper() == "QUIT"


def test_no_line_carries_more_than_its_share(monkeypatch):
    monkeypatch.setattr(mail, "MOST_A_LINE", 2)
    with server() as (port, said), mail.Line(settings(port)) as line:
        for _ in range(5):
            line.deliver(letter())
    assert greetings(said) == 3


@pytest.mark.parametrize("answer", [None, b"421 too many", b"451 enough"])
def test_a_server_that_wants_no_more_on_a_line_gets_the_message_once_on_another(answer):
    with server() as (port, said), mail.Line(settings(port)) as line:
        line.deliver(letter())
        talks = Server.answer

        def tired(talker, connection, verb):
            if verb == "MAIL":
                talker.script["MAIL"] = USUAL["MAIL"] if greetings(said) > 1 else answer
            return talks(talker, connection, verb)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Server, "answer", tired)
            line.deliver(letter(to="ola@prove.example"))
    assert greetings(said) == 2
    assert len([told for told in said if told.startswith("rcpt TO:<ola")]) == 1


def test_a_line_lost_after_the_text_is_uncertain_and_the_text_is_not_given_again():
    with server() as (port, said), mail.Line(settings(port)) as line:
        line.deliver(letter())
        with pytest.MonkeyPatch.context() as patch:
            talks = Server.answer
            patch.setattr(Server, "answer", lambda talker, c, verb: verb != "TEXT" and talks(talker, c, verb))
            with pytest.raises(mail.MailUncertain):
                line.deliver(letter())
        assert len([told for told in said if told.upper() == "DATA"]) == 2
        line.deliver(letter())
    assert greetings(said) == 2


def test_whoever_is_refused_spoils_nothing_for_the_next():
    with server() as (port, said), mail.Line(settings(port)) as line:
        line.deliver(letter())
        with pytest.MonkeyPatch.context() as patch:
            talks = Server.answer

            def refuses(talker, connection, verb):
                if verb == "RCPT":
                    connection.sendall(b"550 5.1.1 nobody\r\n")
                    return True
                return talks(talker, connection, verb)

            patch.setattr(Server, "answer", refuses)
            with pytest.raises(mail.MailPermanent):
                line.deliver(letter(to="ola@prove.example"))
        line.deliver(letter(to="kari@prove.example"))
    texts = [told for told in said if told.startswith(("mail", "rcpt", "data"))]
    assert texts[-3:] == ["mail FROM:<ikke-svar@samhandel.example>", "rcpt TO:<kari@prove.example>", "data"]


def test_asked_to_secure_the_line_it_sends_nothing_without():
    with server() as (port, said), pytest.raises(mail.MailTemporary) as failed:
        deliver(port, smtp_security="starttls")
    assert failed.value.code == "secure"
    assert not [line for line in said if line.upper().startswith("MAIL")]


def test_an_error_never_carries_an_address_or_a_password():
    with (
        server(EHLO=b"250-prove\r\n250 AUTH PLAIN", AUTH=b"535 no") as (port, _),
        pytest.raises(mail.MailTemporary) as failed,
    ):
        deliver(port, smtp_user="samhandel", smtp_password="hemmelig-ord")
    assert failed.value.code == "sign_in"
    assert "hemmelig" not in str(failed.value)


def test_where_a_mail_comes_back_to_tells_which_it_was():
    with server() as (port, said):
        deliver(port, bounce_domain="retur.example")
        deliver(port)
    senders = [line.split(">")[0] for line in said if line.upper().startswith("MAIL")]
    assert senders == ["mail FROM:<bounce-abc@retur.example", "mail FROM:<ikke-svar@samhandel.example"]


@pytest.mark.parametrize(
    ("answers", "code", "receiver"),
    [
        ({"RCPT": b"550 5.1.1 who is that?"}, "550 5.1.1", True),
        ({"RCPT": b"550 who is that?"}, "550", True),
        ({"MAIL": b"550 5.7.1 not you"}, "550", False),
        ({"TEXT": b"554 5.7.1 spam"}, "554", False),
    ],
)
def test_a_refusal_of_the_receiver_is_told_from_one_of_the_sender_or_the_text(answers, code, receiver):
    with server(**answers) as (port, _), pytest.raises(mail.MailPermanent) as failed:
        deliver(port)
    assert (failed.value.code, failed.value.receiver_refused) == (code, receiver)


def test_a_long_address_to_unsubscribe_at_stays_whole_in_its_header():
    url = "https://samhandel.example/nb/unsubscribe/" + "x" * 300
    message = mail.compose(
        settings(),
        to="kari@prove.example",
        subject="Hei",
        text="x",
        html="x",
        message_id="a",
        locale="nb",
        unsubscribe=url,
    )
    raw = message.as_bytes(policy=mail.SMTP)
    assert f"\r\nList-Unsubscribe: <{url}>\r\n".encode() in raw
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw
