"""How long the server takes to answer and how much memory it holds when nobody asks."""

import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from benchmarks.http import family
from tools.server import Served


def measure(serve: Callable[..., Served], alone: Callable[[], Served], url: str) -> dict[str, float]:
    """Serve a database that is prepared; return seconds to the first answer and megabytes in use.

    `alone` starts a server of the same libraries that holds nothing (`benchmarks.bare`).
    """
    began = time.perf_counter()
    alone().stop()
    bare = time.perf_counter() - began
    began = time.perf_counter()
    served = serve(RAVAND_DEMO="1", RAVAND_DATABASE_URL=url, RAVAND_LOG_LEVEL="error")
    seconds = time.perf_counter() - began
    urllib.request.urlopen(f"{served.url}/sign-in", timeout=10).read()  # noqa: S310  (our own server)
    time.sleep(1)
    members = family(served.process.pid)
    figures = {
        "start-up, s": seconds,
        "start and stop of the same libraries alone, s": bare,
        "memory, MB (proportional, all processes)": sum(_kilobytes(pid, "Pss") for pid in members) / 1024,
        "memory, MB (resident, largest process)": max(_kilobytes(pid, "Rss") for pid in members) / 1024,
    }
    served.stop()
    return figures


def _kilobytes(pid: int, kind: str) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith(f"{kind}:"):
            return int(line.split()[1])
    return 0
