"""What a case costs over HTTP, in processor time of the server alone, and how many one server can do."""

import base64
import http.client
import json
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from benchmarks.places import SMALL, Place
from benchmarks.wire import Wire
from engine import seed
from tools.server import Served

CASES = 200
CLIENTS = 4
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """A door: how one comes in, server milliseconds per case, and cases a second with one and several clients."""

    door: str
    cpu: float
    one: float
    several: float


def measure(place: Place, serve: Callable[..., Served], token: str, alone: Served) -> list[Cost]:
    """Serve this place and run whole cases through it: start, list, claim, complete; `token` is a bearer token.

    Before and after, `alone` (`benchmarks.bare`) gives four empty answers a case: what the machine gives just now.
    """
    place.publish(SMALL)
    served = serve(RAVAND_DEMO="1", RAVAND_DATABASE_URL=place.url, RAVAND_LOG_LEVEL="error")
    doors: dict[str, Callable[[], Callable[[], None]]] = {
        "Basic": lambda: program(served, basic()),
        "bearer": lambda: program(served, f"Bearer {token}"),
        "session": lambda: person(served),
    }
    costs = [_nothing(alone), *(_cost(served, door, come) for door, come in doors.items()), _nothing(alone)]
    served.stop()
    return costs


def _nothing(alone: Served) -> Cost:
    return _cost(alone, "Flask alone, four empty answers", lambda: _empty(alone))


def _cost(served: Served, door: str, come: Callable[[], Callable[[], None]]) -> Cost:
    case = come()
    for _ in range(20):
        case()
    with processor(served) as spent:
        began = time.perf_counter()
        for _ in range(CASES):
            case()
        one = CASES / (time.perf_counter() - began)
    return Cost(door, spent[0] / CASES * 1000, one, _several(come))


def _several(come: Callable[[], Callable[[], None]]) -> float:
    ready = threading.Barrier(CLIENTS + 1)

    def work() -> None:
        case = come()
        ready.wait()
        for _ in range(CASES // 2):
            case()

    with ThreadPoolExecutor(CLIENTS) as clients:
        ended = [clients.submit(work) for _ in range(CLIENTS)]
        ready.wait()
        began = time.perf_counter()
        for one in ended:
            one.result()
        return CLIENTS * (CASES // 2) / (time.perf_counter() - began)


@contextmanager
def processor(served: Served) -> Iterator[list[float]]:
    """Give a list that holds, afterwards, the seconds of processor time the server spent in the block."""
    spent: list[float] = []
    before = _seconds(served)
    yield spent
    spent.append(_seconds(served) - before)


def _seconds(served: Served) -> float:
    return sum(_ticks(pid) for pid in family(served.process.pid)) / _TICK


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def family(pid: int) -> list[int]:
    """Return a process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]


def basic(username: str = "supervisor") -> str:
    """Return the credential of somebody of the demonstration."""
    return "Basic " + base64.b64encode(f"{username}:{seed.PASSWORD}".encode()).decode()


class Caller:
    """A client that keeps its connection."""

    def __init__(self, served: Served, patience: float = 60, **headers: str) -> None:
        """Come to a server; wait so many seconds for an answer."""
        host, _, port = served.url.removeprefix("http://").partition(":")
        self.connection = http.client.HTTPConnection(host, int(port), timeout=patience)
        self.headers = headers

    def send(self, method: str, path: str, body: bytes | None = None, **headers: str) -> http.client.HTTPResponse:
        """Return what the server says; raises RuntimeError for a refusal."""
        self.connection.request(method, path, body, {**self.headers, **headers})
        answer = self.connection.getresponse()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {answer.read()[:300]!r}")
        return answer

    def json(self, method: str, path: str, body: object = None) -> object:
        """Send and read JSON."""
        sent = None if body is None else json.dumps(body).encode()
        read = self.send(method, path, sent, **{"Content-Type": "application/json"}).read()
        return json.loads(read) if read else None

    def form(self, path: str, **fields: str) -> tuple[http.client.HTTPResponse, str]:
        """Send a form; return the answer and its page."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self.send("POST", path, urlencode(fields).encode(), **kind)
        return answer, answer.read().decode()

    def page(self, path: str) -> str:
        """Return a page."""
        return self.send("GET", path).read().decode()


def program(served: Served, credential: str) -> Callable[[], None]:
    """Return a case as a program does it."""
    caller = Wire(served, Authorization=credential)

    def case() -> None:
        begun = caller.json("POST", "/engine-rest/process-definition/key/small/start", {"variables": {}})
        (task,) = caller.json("GET", f"/engine-rest/task?processInstanceId={begun['id']}")
        caller.json("POST", f"/engine-rest/task/{task['id']}/claim", {"userId": "supervisor"})
        submitted = {"variables": {"amount": {"value": 20, "type": "Integer"}}}
        caller.json("POST", f"/engine-rest/task/{task['id']}/complete", submitted)

    return case


def _empty(served: Served) -> Callable[[], None]:
    caller = Wire(served)

    def case() -> None:
        for _ in range(4):
            caller.json("POST", "/health", {"variables": {}})

    return case


def _hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(csrf|idempotency_key|revision)" value="([^"]*)"', page))


def _signed_in(served: Served) -> Caller:
    person = Caller(served)
    answer = person.send("GET", "/sign-in")
    page, cookies = answer.read().decode(), _cookies(answer)
    person.headers["Cookie"] = cookies
    answer, _ = person.form("/sign-in", **_hidden(page), username="supervisor", password=seed.PASSWORD)
    person.headers["Cookie"] = "; ".join(filter(None, [cookies, _cookies(answer)]))
    return person


def _cookies(answer: http.client.HTTPResponse) -> str:
    return "; ".join(value.partition(";")[0] for value in answer.headers.get_all("Set-Cookie") or [])


def person(served: Served) -> Callable[[], None]:
    """Return a case as a browser does it, without the pages between that only show."""
    person = _signed_in(served)
    csrf = _hidden(person.page("/start/small"))["csrf"]

    def send(path: str) -> str:
        answer, _ = person.form(path, csrf=csrf, idempotency_key=uuid4().hex)
        return answer.headers["Location"]

    def case() -> None:
        task = re.search(r"[0-9a-f]{32}", send("/start/small"))[0] + "-2"  # type: ignore[index]
        person.page("/tasks?list=group")
        send(f"/tasks/{task}/claim")
        send(f"/tasks/{task}/complete")

    return case
