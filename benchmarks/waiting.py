"""What thirty workers that wait for work cost people: cases by pages without and with them, in one run; judges none."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from benchmarks import http
from benchmarks.places import SMALL, Place
from tools.server import Served

#: Workers that wait, each for work of a topic of its own.
WORKERS = 30
CASES = 60
ROUNDS = 3
COLUMNS = ("workers that wait", "server ms per case", "cases a second, 1 client", "answered")
_PATIENCE = 600_000


def measure(place: Place, serve: Callable[..., Served]) -> list[tuple[str, ...]]:
    """Give a row without and a row with waiting workers, and how many times dearer a case is; none may fail."""
    place.publish(SMALL)
    served = serve(RAVAND_DEMO="1", RAVAND_DATABASE_URL=place.url, RAVAND_LOG_LEVEL="error")
    case = http.person(served)
    for _ in range(20):
        case()
    alone = _cases(served, case)
    with ThreadPoolExecutor(WORKERS) as pool:
        begun = threading.Barrier(WORKERS + 1)
        answers = [pool.submit(_wait, served, number, begun) for number in range(WORKERS)]
        begun.wait()
        beside = _cases(served, case)
        still = sum(not one.done() for one in answers)
        served.stop()
        empty = sum(one.result() == [] for one in answers)
    return [
        ("0", f"{alone[0]:.2f}", f"{alone[1]:.0f}", ""),
        (str(WORKERS), f"{beside[0]:.2f}", f"{beside[1]:.0f}", f"{empty} of {still} that still waited"),
        ("ratio", f"{beside[0] / alone[0]:.2f}", f"{beside[1] / alone[1]:.2f}", ""),
    ]


def _cases(served: Served, case: Callable[[], None]) -> tuple[float, float]:
    """Return the least server ms per case and the most cases a second of several rounds; raises where one fails."""
    found = []
    for _ in range(ROUNDS):
        with http.processor(served) as spent:
            began = time.perf_counter()
            for _ in range(CASES):
                case()
            seconds = time.perf_counter() - began
        found.append((spent[0] / CASES * 1_000, CASES / seconds))
    return min(cpu for cpu, _ in found), max(rate for _, rate in found)


def _wait(served: Served, number: int, begun: threading.Barrier) -> object:
    """Wait for work that never comes, and return what the server said when it stopped."""
    caller = http.Caller(served, _PATIENCE / 1_000, Authorization=http.basic("worker"))
    topics = [{"topicName": f"nothing-{number}", "lockDuration": 1_000}]
    body = {"workerId": f"w{number}", "maxTasks": 1, "topics": topics, "asyncResponseTimeout": _PATIENCE}
    begun.wait()
    return caller.json("POST", "/engine-rest/external-task/fetchAndLock", body)
