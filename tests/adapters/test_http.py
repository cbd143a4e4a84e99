"""The way out over HTTP: slow, endless, broken and absent servers."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from app.adapters.http import Breaker, Service, Unreachable
from tests.adapters.register_server import Replay, drip, running


@pytest.fixture
def server():
    with running(Replay()) as replay:
        replay.answers["/a"] = (200, b'{"ok": true}')
        yield replay


def reason(service, path="/a"):
    with pytest.raises(Unreachable) as problem:
        service.get(path)
    return problem.value.reason


def test_an_answer_comes_with_its_status_and_object(server):
    answer = Service(server.url).get("/a")
    assert (answer.status, answer.body) == (200, {"ok": True})
    assert Service(server.url).get("/none").status == 404


@pytest.mark.parametrize(
    "path", ["a", "//evil.example/a", "/a?x=1", "/../a", "/a/..", "/a b", "/a\r\nHost: evil", "/å", "/a#x", "/a\\b", ""]
)
def test_only_a_plain_path_is_asked_for(server, path):
    with pytest.raises(ValueError):
        Service(server.url).get(path)
    assert server.asked == []


@pytest.mark.parametrize(
    "url", ["ftp://127.0.0.1", "127.0.0.1", "http://user@127.0.0.1", "http://127.0.0.1/?a=", "file:///etc/passwd"]
)
def test_a_base_address_is_plain_http(url):
    with pytest.raises(ValueError):
        Service(url)


def test_a_redirect_is_not_followed(server):
    with running(Replay()) as other:
        server.misbehave = lambda sock: sock.sendall(
            f"HTTP/1.1 302 Found\r\nLocation: {other.url}/a\r\nContent-Length: 0\r\n\r\n".encode()
        )
        assert reason(Service(server.url)) == "status"
        assert other.asked == []


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_a_server_in_trouble_is_no_answer(server, status):
    server.fail(status)
    assert reason(Service(server.url)) == "status"


@pytest.mark.parametrize("body", [b"<html>", b"[1]", b'"text"', b"", b"[" * 5000])
def test_what_is_no_json_object_is_no_answer(server, body):
    server.answers["/a"] = (200, body)
    assert reason(Service(server.url)) == "not_json"


def test_nobody_at_home_is_said_at_once():
    with running(Replay()) as gone:
        url = gone.url
    assert reason(Service(url)) == "refused"


def test_silence_ends_with_the_time_out(server):
    server.misbehave = lambda sock: time.sleep(0.8)
    began = time.monotonic()
    assert reason(Service(server.url, timeout=0.2)) in ("timeout", "refused")
    assert time.monotonic() - began < 0.7


def test_headers_that_drip_do_not_hold_us(server):
    server.misbehave = drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 100)
    began = time.monotonic()
    reason(Service(server.url, timeout=0.3))
    assert time.monotonic() - began < 1.5


def test_a_body_that_drips_does_not_hold_us(server):
    server.misbehave = drip(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + b" " * 100)
    began = time.monotonic()
    assert reason(Service(server.url, timeout=0.3)) == "timeout" or time.monotonic() - began < 1.5
    assert time.monotonic() - began < 1.5


def test_a_body_without_end_is_cut_off(server):
    def endless(sock):
        sock.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(10_000):
            sock.sendall(b" " * 65_536)

    server.misbehave = endless
    assert reason(Service(server.url, max_bytes=200_000)) == "too_large"


def test_a_compressed_bomb_is_not_unpacked(server):
    import gzip

    bomb = gzip.compress(b" " * 50_000_000)
    server.misbehave = lambda sock: sock.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(bomb) + bomb
    )
    assert reason(Service(server.url)) == "not_json"


class Clock:
    def __init__(self):
        self.time = datetime(2026, 11, 21, tzinfo=UTC)

    def __call__(self):
        return self.time


def test_after_five_failures_nobody_is_asked_for_thirty_seconds_and_then_one_may_try(server):
    clock = Clock()
    service = Service(server.url, breaker=Breaker(now=clock))
    server.fail(503)
    assert [reason(service) for _ in range(5)] == ["status"] * 5
    assert reason(service) == "open"
    assert len(server.asked) == 5

    clock.time += timedelta(seconds=31)
    assert reason(service) == "status"  # half open: the one that tried found it down still
    assert reason(service) == "open"
    assert len(server.asked) == 6

    server.recover()
    clock.time += timedelta(seconds=31)
    assert service.get("/a").status == 200
    assert service.get("/a").status == 200


def test_while_one_tries_the_others_wait():
    clock = Clock()
    breaker = Breaker(failures=1, now=clock)
    breaker.failed()
    clock.time += timedelta(seconds=31)
    breaker.enter()
    with pytest.raises(Unreachable):
        breaker.enter()
    breaker.succeeded()
    breaker.enter()


def test_an_answer_that_something_is_not_there_is_no_failure(server):
    service = Service(server.url)
    for _ in range(10):
        assert service.get("/none").status == 404


def test_four_failures_and_an_answer_begin_the_count_anew(server):
    service = Service(server.url)
    for _ in range(3):
        server.fail(500)
        assert [reason(service) for _ in range(4)] == ["status"] * 4
        server.recover()
        assert service.get("/a").status == 200
