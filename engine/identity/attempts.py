"""How often somebody may try to sign in; must not know whether the password was right."""

import threading
from collections import OrderedDict, deque
from datetime import datetime, timedelta


class Attempts:
    """Counts failures per key (user name and address) in a sliding window; memory is bounded by `keys`."""

    def __init__(self, *, allowed: int = 5, window: timedelta = timedelta(minutes=5), keys: int = 10_000) -> None:
        """Allow so many failures in the window; beyond `keys` the longest untouched key is forgotten."""
        self.allowed, self.window, self.keys = allowed, window, keys
        self._failures: OrderedDict[tuple[str, str], deque[datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, key: tuple[str, str], now: datetime) -> int:
        """Return how many seconds must pass before the next try; 0 when it may happen now."""
        with self._lock:
            failures = self._recent(key, now)
            if len(failures) < self.allowed:
                return 0
            return max(1, int((failures[0] + self.window - now).total_seconds()))

    def failed(self, key: tuple[str, str], now: datetime) -> None:
        """Count one more failure."""
        with self._lock:
            failures = self._recent(key, now)
            failures.append(now)
            self._failures[key] = failures
            self._failures.move_to_end(key)
            while len(self._failures) > self.keys:
                self._failures.popitem(last=False)

    def succeeded(self, key: tuple[str, str]) -> None:
        """Forget the failures of somebody who got in."""
        with self._lock:
            self._failures.pop(key, None)

    def _recent(self, key: tuple[str, str], now: datetime) -> deque[datetime]:
        failures = self._failures.get(key) or deque(maxlen=self.allowed)
        while failures and failures[0] + self.window <= now:
            failures.popleft()
        return failures
