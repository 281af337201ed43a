"""Promises of the HTTP connector: one request, a stable key, bounded in time and size, no way round the guard."""

import json
import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from engine.connectors.guard import Guard
from engine.connectors.http_json import ANSWER_LIMIT, HttpJson
from engine.connectors.kinds import Answered, Erred, Failed, Inquiry


class Other(ThreadingHTTPServer):
    """A registry on this machine: keeps what it was asked, answers what a test says."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Answers)
        self.asked, self.answers = [], {}
        self.open = threading.Event()

    def url(self, path="/"):
        return f"http://registry.test:{self.server_address[1]}{path}"


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked.append((self.command, self.path, dict(self.headers), body))
        status, headers, pieces = self.server.answers.get(self.path.partition("?")[0], (200, {}, [b"{}"]))
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            for piece in pieces:
                self.wfile.write(piece)
                self.wfile.flush()
        except OSError:
            pass
        self.close_connection = True

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer  # noqa: N815

    def log_message(self, *_given):
        pass


@pytest.fixture
def other():
    made = Other()
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield made
    made.open.set()
    made.shutdown()
    thread.join()
    made.server_close()


def ask(other, path="/", key="case-1", **values):
    made = Guard.of("registry.test", "127.0.0.0/8")
    port = other.server_address[1]
    guard = Guard(made.hosts, made.networks, lambda *_given, **_options: [(2, 1, 6, "", ("127.0.0.1", port))])
    return HttpJson(guard).ask(Inquiry("http-json", "a", key, {"url": other.url(path), **values}))


def test_an_answer_becomes_a_variable(other):
    other.answers["/person"] = 200, {}, [json.dumps({"نام": "سارا", "n": 1.5}).encode()]

    outcome = ask(other, "/person?x=1", method="POST", body={"id": "۱۲"}, query={"y": "a b"}, headers={"X-Token": "t"})

    assert outcome == Answered({"response": {"status": 200, "body": {"نام": "سارا", "n": 1.5}}})
    ((method, path, headers, body),) = other.asked
    assert (method, path, json.loads(body)) == ("POST", "/person?x=1&y=a+b", {"id": "۱۲"})
    assert headers["Host"] == f"registry.test:{other.server_address[1]}"
    assert (headers["Idempotency-Key"], headers["X-Token"], headers["Accept-Encoding"]) == ("case-1", "t", "identity")


def test_what_is_no_json_is_a_text_and_nothing_is_nothing(other):
    other.answers["/text"] = 200, {"Content-Type": "text/plain"}, ["سلام".encode()]
    other.answers["/nothing"] = 204, {}, []

    assert ask(other, "/text").values["response"]["body"] == "سلام"
    assert ask(other, "/nothing").values["response"] == {"status": 204, "body": None}


@pytest.mark.parametrize("status", [400, 401, 404, 409, 422])
def test_a_refusal_of_the_other_side_is_an_error_that_the_drawing_may_catch(other, status):
    other.answers["/"] = status, {}, [b'{"why": 1}']

    outcome = ask(other)

    assert outcome == Erred(
        f"http-{status}", f"the other side answered {status}", {"response": {"status": status, "body": {"why": 1}}}
    )


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503])
def test_what_may_be_better_later_is_tried_again(other, status):
    other.answers["/"] = status, {}, [b"<html>"]

    assert ask(other) == Failed("failure", f"the other side answered {status}")


def test_a_redirect_is_never_followed(other):
    other.answers["/"] = 302, {"Location": other.url("/inside")}, []

    assert ask(other).code == "http-302"
    assert len(other.asked) == 1


def test_an_answer_that_is_too_long_is_given_up(other):
    other.answers["/"] = 200, {}, [b"x" * 100_000] * (ANSWER_LIMIT // 100_000 + 1)

    outcome = ask(other)

    assert (outcome.reason, outcome.again) == ("too-large", False)


def test_a_slow_drip_is_cut_off_when_the_time_is_over(other):
    def dripping():
        while not other.open.wait(0.02):
            yield b" "

    other.answers["/"] = 200, {}, dripping()

    assert ask(other, timeout=0.2) == Failed("timeout", "no answer within 0.2 seconds")


def test_broken_answers_are_tried_again(other):
    other.answers["/json"] = 200, {}, [b"{"]
    other.answers["/short"] = 200, {"Content-Length": "50"}, [b"{}"]

    assert ask(other, "/json").reason == "unreadable"
    assert ask(other, "/short").reason == "unreadable"


def test_nobody_there_is_tried_again():
    with _closed_port() as port:
        guard = Guard(("registry.test",), Guard.of("", "127.0.0.0/8").networks, _at("127.0.0.1"))
        outcome = HttpJson(guard).ask(Inquiry("http-json", "a", "k", {"url": f"http://registry.test:{port}/"}))

    assert (outcome.reason, outcome.again) == ("unreachable", True)


def test_a_certificate_of_somebody_else_is_no_answer(other):
    guard = Guard(("registry.test",), Guard.of("", "127.0.0.0/8").networks, _at("127.0.0.1"))
    url = f"https://registry.test:{other.server_address[1]}/"

    assert HttpJson(guard).ask(Inquiry("http-json", "a", "k", {"url": url})).reason == "unreachable"


def test_this_machine_is_refused_unless_its_network_is_named(other):
    outcome = HttpJson(Guard(("registry.test",), (), _at("127.0.0.1"))).ask(
        Inquiry("http-json", "a", "k", {"url": other.url()})
    )

    assert (outcome.reason, outcome.again) == ("refused", False)
    assert other.asked == []


@pytest.mark.parametrize(
    "values",
    [
        {"url": None}, {"method": "TRACE"}, {"method": "GET / HTTP/1.1\r\nX: y"}, {"headers": {"Host": "x"}},
        {"headers": {"X": "a\r\nY: b"}}, {"headers": {"X\r\nY": "a"}}, {"headers": {"": "a"}}, {"headers": "x"},
        {"headers": {"Idempotency-Key": "mine"}}, {"headers": {str(one): "x" for one in range(51)}}, {"query": "x"},
        {"timeout": 0}, {"timeout": 1e9}, {"timeout": "soon"}, {"timeout": True}, {"body": "x" * 1_000_001},
    ],
)  # fmt: skip
def test_what_cannot_be_sent_is_refused_before_anything_is(other, values):
    outcome = ask(other, **values)

    assert (outcome.reason, outcome.again) == ("refused", False)
    assert other.asked == []


def _at(address):
    return lambda _host, port, **_options: [(2, 1, 6, "", (address, port))]


@contextmanager
def _closed_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]
