"""Against a real clamd; and, for what a real one does not do, against a socket that misbehaves."""

import socket
import threading
import time
from contextlib import contextmanager

import pytest

from app.adapters.antivirus import Outcome, Scanner, Verdict, scanner_of
from config import Settings
from tests.attachments.clamd import VIRUS, VIRUS_NAME, Clamd, clamd, clamd_of_the_session  # noqa: F401 - fixtures


def test_what_is_clean_is_clean(clamd: Clamd):  # noqa: F811
    assert clamd.scanner().scan([b"Helt ", b"", b"vanlig tekst."]) == Verdict(Outcome.CLEAN)


def test_what_is_infected_is_called_by_its_name_wherever_the_pieces_part(clamd: Clamd):  # noqa: F811
    expected = Verdict(Outcome.INFECTED, f"{VIRUS_NAME}.UNOFFICIAL")
    assert clamd.scanner().scan([b"x" * 100_000, VIRUS[:10], VIRUS[10:], b"y"]) == expected
    assert clamd.scanner().scan([b"x" * 300_000 + VIRUS]) == expected


def test_the_same_over_tcp(clamd: Clamd):  # noqa: F811
    scanner = Scanner(clamd.tcp_url, 20)
    assert scanner.is_there()
    assert scanner.scan([VIRUS]).outcome is Outcome.INFECTED
    assert scanner.scan([b"Vanlig."]).outcome is Outcome.CLEAN


def test_a_file_of_twenty_megabytes_is_scanned_and_more_than_the_scanner_takes_is_an_error(clamd: Clamd):  # noqa: F811
    pieces = [b"a" * 1_048_576] * 20
    assert clamd.scanner().scan([*pieces, VIRUS[:0]]).outcome is Outcome.CLEAN
    assert clamd.scanner().scan(pieces * 2).outcome is Outcome.ERROR


def test_a_scanner_that_hangs_has_run_out_of_time(clamd: Clamd):  # noqa: F811
    with clamd.stopped():
        assert clamd.scanner(0.5).scan([b"Vanlig."]) == Verdict(Outcome.ERROR, "timeout")
        assert not clamd.scanner(0.2).is_there()
    assert clamd.scanner().scan([b"Vanlig."]).outcome is Outcome.CLEAN


def test_a_scanner_that_is_away_is_an_error(clamd: Clamd):  # noqa: F811
    clamd.kill()
    assert clamd.scanner().scan([b"Vanlig."]) == Verdict(Outcome.ERROR, "away")
    assert not clamd.scanner().is_there()
    assert Scanner("clamd://127.0.0.1:9", 1).scan([b"Vanlig."]) == Verdict(Outcome.ERROR, "away")


@contextmanager
def answering(answer: bytes | None):
    """A socket that takes what comes and gives this answer; None hangs up at once."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            line, _ = server.accept()
            with line:
                if answer is None:
                    return
                line.recv(1_000)
                line.sendall(answer)
                time.sleep(0.1)

        thread = threading.Thread(target=serve)
        thread.start()
        yield Scanner(f"clamd://127.0.0.1:{server.getsockname()[1]}", 2)
        thread.join()


@pytest.mark.parametrize(
    "answer",
    [
        b"stream: Can't allocate memory ERROR\0",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: OK and more\0",
        b"OK\0",
        b"FOUND\0",
        b"\0stream: OK\0",
        b"\xff\xfe\0",
        b"x" * 5_000,
        b"",
        None,
    ],
)
def test_an_answer_that_is_not_understood_is_never_clean(answer):
    with answering(answer) as scanner:
        assert scanner.scan([b"Vanlig."]).outcome is Outcome.ERROR


def test_a_scanner_that_answers_a_letter_at_a_time_is_too_slow():
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip():
            line, _ = server.accept()
            with line:
                for letter in b"stream: OK\0":
                    try:
                        line.sendall(bytes([letter]))
                    except OSError:
                        return
                    time.sleep(0.1)

        thread = threading.Thread(target=drip)
        thread.start()
        scanner = Scanner(f"clamd://127.0.0.1:{server.getsockname()[1]}", 0.5)
        assert scanner.scan([b"Vanlig."]) == Verdict(Outcome.ERROR, "timeout")
        thread.join()


def test_an_installation_without_a_scanner_has_none():
    assert scanner_of(Settings(_env_file=None)) is None
    assert scanner_of(Settings(_env_file=None, scanner_url="clamd://a:1", scanner_timeout=3)) == Scanner(
        "clamd://a:1", 3
    )
