"""What is made once by agency and key and kept in memory, the most recently used ones; must not know what it is."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

_MOST = 64


class Kept:
    """The results of one function by agency and key, the most recently used ones."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.found: OrderedDict[tuple[str, ...], Any] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: tuple[str, ...], make: Callable[[], Any]) -> Any:
        """Return what is kept under this key, made now where it is not there."""
        with self.lock:
            if key in self.found:
                self.found.move_to_end(key)
                return self.found[key]
        made = make()  # outside the lock: two threads may make the same, which costs time and harms nothing
        with self.lock:
            self.found[key] = made
            while len(self.found) > _MOST:
                self.found.popitem(last=False)
        return made
