"""Keeps live cases in memory between calls, by instance and revision; a miss costs time, never correctness."""

from collections import OrderedDict
from threading import Lock


class LiveCache:
    """At most `size` live cases, the longest unused forgotten first; safe between threads.

    Take before use, so that no two calls share one; put back under the new revision only after the commit.
    """

    def __init__(self, size: int = 256) -> None:
        """Start empty."""
        self._size = size
        self._cases: OrderedDict[tuple[str, int], object] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._cases)

    def take(self, instance: str, revision: int) -> object:
        """Return the live case of this revision and forget it; None when there is none."""
        with self._lock:
            return self._cases.pop((instance, revision), None)

    def put(self, instance: str, revision: int, warm: object) -> None:
        """Keep `Step.warm` for the next call."""
        with self._lock:
            self._cases[instance, revision] = warm
            while len(self._cases) > self._size:
                self._cases.popitem(last=False)
