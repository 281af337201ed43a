"""One run of Hypothesis over bred drawings; writes the smallest input that breaks the promise, then ends with 1."""

import os
import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from engine import text
from tools.fuzzing import faults, mutations, seeds

_ROUND = 500
_SEEDS = seeds.contents()
_KNOWN = frozenset(os.environ.get("RAVAND_FUZZ_KNOWN", "").split("\n"))


@st.composite
def _inputs(draw: st.DrawFn) -> bytes:
    """Give a drawing of ours, changed by a few steps that shrink one by one."""
    data = draw(st.sampled_from(_SEEDS))
    for step in draw(st.lists(st.integers(0, 2**32 - 1), max_size=6)):
        data = mutations.bred(data, step, _SEEDS)
    return data


def main(seconds: float, place: Path) -> int:
    """Try inputs until the time is over; print how many."""
    text.load_catalogues()
    until, tried, last = time.monotonic() + seconds, 0, b""

    def keeps(data: bytes) -> None:
        nonlocal tried, last
        tried, last = tried + 1, data
        try:
            faults.within_bounds(data)
        except Exception as problem:
            if faults.name(problem) not in _KNOWN:
                raise

    try:
        while time.monotonic() < until:
            checks = settings(
                max_examples=_ROUND,
                database=None,
                deadline=None,
                suppress_health_check=list(HealthCheck),
                phases=(Phase.generate, Phase.shrink),
                print_blob=False,
                report_multiple_bugs=False,
            )
            seed(time.monotonic_ns())(checks(given(_inputs())(keeps)))()
    except Exception as problem:  # noqa: BLE001  (whatever it is, it is the find)
        print(repr(problem))
        (place / f"crash-hypothesis-{time.time_ns()}").write_bytes(last)
        return 1
    finally:
        print(f"executed: {tried}")
    return 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), Path(sys.argv[2])))
