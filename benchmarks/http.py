"""What a case costs over HTTP, in processor time of the server alone, and how many one server can do; judges none."""

import base64
import http.client
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.parse import urlencode
from uuid import uuid4

from benchmarks.places import SMALL, Place
from benchmarks.wire import Wire
from engine import seed
from tools.server import Served

#: Every figure is taken in so many rounds, all doors in turn, because these machines are shared: one minute is another
#: one's double. Cases of a round: one client's, and each of several clients'.
ROUNDS = 8
CASES = 40
CLIENTS = 4
COLUMNS = (
    "door",
    "server ms per case: least, median",
    "cases/s, 1 client: most, median",
    f"cases/s, {CLIENTS} clients: most, median",
)


@dataclass(frozen=True, slots=True)
class Door:
    """A door that cases come in by: whose server it is, and what brings a client who does a case by it."""

    name: str
    served: Served
    come: Callable[[], Callable[[], None]]


@dataclass(slots=True)
class Cost:
    """What cases by a door cost, round by round: server ms per case, cases a second with one and several clients."""

    door: str
    cpu: list[float] = field(default_factory=list)
    one: list[float] = field(default_factory=list)
    several: list[float] = field(default_factory=list)

    def row(self) -> tuple[str, ...]:
        """Return the row of a table, in the order of COLUMNS."""
        least = f"{min(self.cpu):.2f}, {median(self.cpu):.2f}"
        return self.door, least, *(f"{max(rates):.0f}, {median(rates):.0f}" for rates in (self.one, self.several))


def measure(place: Place, serve: Callable[..., Served], token: str, alone: Served) -> list[Cost]:
    """Serve this place and run whole cases through it: start, list, claim, complete; `token` is a bearer token.

    In every round `alone` (`benchmarks.bare`) gives four empty answers a case too: what the machine gives just now.
    """
    place.publish(SMALL)
    served = serve(RAVAND_DEMO="1", RAVAND_DATABASE_URL=place.url, RAVAND_LOG_LEVEL="error")
    doors = [
        Door("Flask alone, four empty answers", alone, lambda: _empty(alone)),
        Door("Basic", served, lambda: program(served, basic())),
        Door("bearer", served, lambda: program(served, f"Bearer {token}")),
        Door("session", served, lambda: person(served)),
    ]
    costs = [Cost(door.name) for door in doors]
    for _ in range(ROUNDS):
        for door, cost in zip(doors, costs, strict=True):
            _round(door, cost)
    served.stop()
    return costs


def _round(door: Door, cost: Cost) -> None:
    case = door.come()
    for _ in range(5):
        case()
    with processor(door.served) as spent:
        began = time.perf_counter()
        for _ in range(CASES):
            case()
        cost.one.append(CASES / (time.perf_counter() - began))
    cost.cpu.append(spent[0] / CASES * 1000)
    cost.several.append(_several(door.come))


def _several(come: Callable[[], Callable[[], None]]) -> float:
    ready = threading.Barrier(CLIENTS + 1)

    def work() -> None:
        case = come()
        ready.wait()
        for _ in range(CASES):
            case()

    with ThreadPoolExecutor(CLIENTS) as clients:
        ended = [clients.submit(work) for _ in range(CLIENTS)]
        ready.wait()
        began = time.perf_counter()
        for one in ended:
            one.result()
        return CLIENTS * CASES / (time.perf_counter() - began)


@contextmanager
def processor(served: Served) -> Iterator[list[float]]:
    """Give a list that holds, afterwards, the seconds of processor time the server spent in the block."""
    spent: list[float] = []
    before = _seconds(served)
    yield spent
    spent.append(_seconds(served) - before)


def _seconds(served: Served) -> float:
    return sum(_nanoseconds(pid) for pid in family(served.process.pid)) / 1e9


def _nanoseconds(pid: int) -> int:
    """Return for how long the threads of a process have run; the clock that counts ticks shows ten milliseconds."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads)


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
