"""Inquiries by HTTP with JSON: one request to a permitted host, bounded in time and size; must not follow redirects."""

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

import orjson

from engine.connectors.guard import Guard, Refused, Target
from engine.connectors.kinds import LONGEST_PATIENCE, PATIENCE, Answered, Erred, Failed, Inquiry, Outcome

#: Ours, and the name under which Camunda 8 draws it.
TOPICS: Final = frozenset({"http-json", "io.camunda:http-json:1"})
#: Most bytes of an answer that are read, and of a body that is sent.
ANSWER_LIMIT, BODY_LIMIT = 1_000_000, 1_000_000
METHODS: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
#: Headers that this connector writes itself.
_OURS: Final = frozenset({
    "host", "content-length", "transfer-encoding", "connection", "accept-encoding", "idempotency-key", "expect",
    "te", "trailer", "upgrade", "proxy-authorization", "proxy-connection",
})  # fmt: skip
_MOST_HEADERS: Final = 50
#: Statuses after which another try can help (RFC 9110, 6585); the rest of 4xx is an answer.
_LATER: Final = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent, read from the variables of the task."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None
    patience: float


class _Wrong(Exception):
    """The drawing asks for something that cannot be sent."""


class _TooLarge(Exception):
    """The answer is longer than we read."""


@dataclass(frozen=True, slots=True)
class HttpJson:
    """Sends what a task's inputs say: url, method, headers, query, body, timeout (seconds)."""

    guard: Guard = field(default_factory=Guard)
    trust: ssl.SSLContext | None = None

    @property
    def topics(self) -> frozenset[str]:
        """The topics it answers."""
        return TOPICS

    def ask(self, inquiry: Inquiry) -> Outcome:
        """Send the request under the inquiry's key and return the answer as `response`: {status, body}."""
        try:
            request = read(inquiry.values)
            target = self.guard.target(request.url)
        except (_Wrong, Refused) as error:
            return Failed("refused", str(error), again=False)
        except OSError as error:
            return Failed("unreachable", _worded(error))
        call = _Call(target, request, self.trust)
        try:
            status, kind, body = call.send(inquiry.key)
        except _TooLarge:
            return Failed("too-large", f"the answer is longer than {ANSWER_LIMIT} bytes", again=False)
        except (OSError, http.client.HTTPException) as error:
            return call.failure(error)
        return _outcome(status, kind, body)


def read(values: Mapping[str, Any]) -> Request:
    """Read the request from a task's variables; raises _Wrong."""
    url, method = values.get("url"), str(values.get("method") or "GET").upper()
    if not isinstance(url, str) or method not in METHODS:
        raise _Wrong("the inputs must hold url, a text, and method, one of " + ", ".join(sorted(METHODS)))
    query = values.get("query") or values.get("queryParameters") or {}
    if not isinstance(query, Mapping):
        raise _Wrong("query must be a context")
    if query:
        url += ("&" if "?" in url else "?") + urlencode({str(name): _plain(one) for name, one in query.items()})
    body = values.get("body")
    sent = None if body is None else orjson.dumps(body)
    if sent is not None and len(sent) > BODY_LIMIT:
        raise _Wrong(f"body is longer than {BODY_LIMIT} bytes")
    return Request(method, url, _headers(values.get("headers")), sent, _patience(values.get("timeout")))


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _headers(given: Any) -> dict[str, str]:
    if given is None:
        return {}
    if not isinstance(given, Mapping) or len(given) > _MOST_HEADERS:
        raise _Wrong(f"headers must be a context of at most {_MOST_HEADERS} entries")
    headers = {str(name): _plain(value) for name, value in given.items()}
    for name, value in headers.items():
        token = name.isascii() and all(sign.isalnum() or sign in "-_.!#$%&'*+^`|~" for sign in name)
        if not name or not token or not value.isprintable() or not value.isascii() or name.lower() in _OURS:
            raise _Wrong(f"the header {name[:40]!r} cannot be sent")
    return headers


def _patience(given: Any) -> float:
    if given is None:
        return PATIENCE
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 < given <= LONGEST_PATIENCE:
        raise _Wrong(f"timeout must be a number of seconds, at most {LONGEST_PATIENCE:g}")
    return float(given)


class _Call:
    """One connection to one judged address, cut off when its time is over however slowly the other side drips."""

    def __init__(self, target: Target, request: Request, trust: ssl.SSLContext | None) -> None:
        """Prepare; nothing is sent."""
        self.target, self.request = target, request
        self.trust = trust
        self.late = threading.Event()
        self._socket: socket.socket | None = None

    def send(self, key: str) -> tuple[int, str, bytes]:
        """Send and return status, content type and body. Raises OSError, HTTPException, _TooLarge."""
        cut = threading.Timer(self.request.patience, self._cut)
        cut.start()
        try:
            return self._exchange(key)
        finally:
            cut.cancel()
            if self._socket is not None:
                self._socket.close()

    def failure(self, error: Exception) -> Failed:
        """Return why there was no answer."""
        if self.late.is_set() or isinstance(error, TimeoutError):
            return Failed("timeout", f"no answer within {self.request.patience:g} seconds")
        reason = "unreachable" if isinstance(error, OSError) else "unreadable"
        return Failed(reason, _worded(error))

    def _cut(self) -> None:
        self.late.set()
        if self._socket is not None:
            try:
                self._socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it is closed already

    def _exchange(self, key: str) -> tuple[int, str, bytes]:
        target, request = self.target, self.request
        connection = http.client.HTTPConnection(target.host, target.port)
        self._socket = connection.sock = self._connected()
        connection.putrequest(request.method, target.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self._sent_headers(key).items():
            connection.putheader(name, value)
        connection.endheaders(request.body)
        with connection.getresponse() as answer:
            body = _read_all(answer)
        if self.late.is_set():
            raise TimeoutError
        return answer.status, answer.headers.get_content_type(), body

    def _connected(self) -> socket.socket:
        plain = socket.create_connection((self.target.address, self.target.port), self.request.patience)
        self._socket = plain
        if self.target.scheme == "http":
            return plain
        trust = self.trust or ssl.create_default_context()
        secured = trust.wrap_socket(plain, server_hostname=self.target.host, do_handshake_on_connect=False)
        self._socket = secured  # what is cut off when time is over in the middle of the handshake
        secured.do_handshake()
        return secured

    def _sent_headers(self, key: str) -> dict[str, str]:
        sent = {"Accept": "application/json", "User-Agent": "Ravand", **self.request.headers}
        sent |= {"Host": self.target.authority, "Connection": "close", "Accept-Encoding": "identity"}
        sent["Idempotency-Key"] = key
        if self.request.body is not None:
            sent |= {"Content-Type": "application/json", "Content-Length": str(len(self.request.body))}
        return sent


def _read_all(answer: http.client.HTTPResponse) -> bytes:
    found = bytearray()
    while piece := answer.read1(65_536):
        found += piece
        if len(found) > ANSWER_LIMIT:
            raise _TooLarge
    if answer.length:  # the other side said that there is more
        raise http.client.IncompleteRead(bytes(found), answer.length)
    return bytes(found)


def _outcome(status: int, kind: str, body: bytes) -> Outcome:
    if status >= 500 or status in _LATER:
        return Failed("failure", f"the other side answered {status}")
    try:
        read = _body(kind, body)
    except ValueError:
        return Failed("unreadable", f"the other side answered {status} with broken JSON")
    values = {"response": {"status": status, "body": read}}
    if 200 <= status < 300:
        return Answered(values)
    return Erred(f"http-{status}", f"the other side answered {status}", values)


def _body(kind: str, body: bytes) -> Any:
    if not body:
        return None
    if kind == "application/json" or kind.endswith("+json"):
        return orjson.loads(body)
    return body.decode(errors="replace").replace("\0", "�")


def _worded(error: Exception) -> str:
    """Return what went wrong, without what the other side wrote."""
    said = getattr(error, "strerror", None)
    return str(said) if said else type(error).__name__
