"""Who waits for outside work: held connections on one thread, woken by commits; must not know what they are given."""

import logging
import threading
from collections.abc import Callable, Collection, Iterable
from contextvars import Context as Surroundings
from dataclasses import dataclass
from time import monotonic
from typing import Final

from engine import db
from engine.actor import system
from engine.context import reading
from engine.execution.external_fetch import offered
from engine.execution.external_tasks import bell
from web.answers import Reply
from web.holding import Answer

#: How often the waiting set is looked after when nothing rings: locks run out, and other processes commit too.
EVERY: Final = 1.0
#: Most connections that are held; a server takes some five hundred in all.
MOST: Final = 200

_LOG = logging.getLogger("ravand")
#: (agency, topic)
Offer = tuple[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Seeker:
    """A held connection: what would be given to it, and until when it waits (as `monotonic` counts)."""

    answer: Answer
    agency: str
    topics: frozenset[str]
    until: float
    look: Callable[[], Reply | None]
    """Look for work in the surroundings of the request; None for nothing yet."""
    nothing: Callable[[], Reply]
    told: Callable[[Reply], object]
    """Hear which answer was given: for the log."""
    surroundings: Surroundings
    common: dict[str, str]

    def may_have(self, offers: Collection[Offer]) -> bool:
        """Tell whether it is worth while to look."""
        return any((self.agency, topic) in offers for topic in self.topics)

    def give(self, found: Reply | None) -> None:
        """Answer what was found, or nothing. Only who took the seeker out of the room may call this."""
        self.surroundings.run(self._give, found)

    def _give(self, found: Reply | None) -> None:
        response = found or self.nothing()
        self.answer.give(response, self.common)
        self.told(response)


class WaitingRoom:
    """Holds those who wait. One thread looks for all of them with one question, and only while somebody waits."""

    def __init__(self, offers: Callable[[Iterable[str]], Collection[Offer]], most: int = MOST) -> None:
        """Begin empty; `offers` tells what there is of some topics, in all agencies."""
        self._offers = offers
        self._most = most
        self._seekers: list[Seeker] = []
        self._changed = threading.Condition()
        self._rung = False
        self._closed = False
        self._thread: threading.Thread | None = None

    def admit(self, seeker: Seeker) -> bool:
        """Hold a connection; False, and nothing is held, where the room is full or closed."""
        with self._changed:
            if self._closed or len(self._seekers) >= self._most:
                return False
            seeker.answer.held = True
            self._seekers.append(seeker)
            self._rung = True
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="waiting room", daemon=True)
                self._thread.start()
            self._changed.notify()
        return True

    def ring(self) -> None:
        """Look now: something was committed."""
        with self._changed:
            self._rung = True
            self._changed.notify()

    def close(self) -> None:
        """Answer everybody with nothing, and hold nobody from now on: the server is stopping."""
        with self._changed:
            self._closed = True
            leaving, self._seekers = self._seekers, []
        for seeker in leaving:
            seeker.give(None)

    def __len__(self) -> int:
        """Return how many wait."""
        return len(self._seekers)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._rung, self._patience())
                self._rung = False
                here = list(self._seekers)
            self._look_for(here)

    def _patience(self) -> float | None:
        """Return how long nobody needs to look: for ever while nobody waits."""
        if not self._seekers:
            return None
        return max(0.0, min(EVERY, min(seeker.until for seeker in self._seekers) - monotonic()))

    def _look_for(self, seekers: list[Seeker]) -> None:
        offers: Collection[Offer] = ()
        try:
            if seekers:
                offers = self._offers(frozenset().union(*(seeker.topics for seeker in seekers)))
        except Exception as error:  # noqa: BLE001  (the database may be away for a while; those who wait go on waiting)
            _LOG.warning("waiting for outside work: %s", type(error).__qualname__)
        for seeker in seekers:
            self._serve(seeker, worth_while=seeker.may_have(offers))

    def _serve(self, seeker: Seeker, *, worth_while: bool) -> None:
        with self._changed:
            if seeker not in self._seekers:
                return
            self._seekers.remove(seeker)  # nobody else answers it, or enters its surroundings, while it looks
        found = seeker.surroundings.run(seeker.look) if worth_while else None
        if found is None and monotonic() < seeker.until:
            with self._changed:
                if not self._closed:
                    self._seekers.append(seeker)
                    return
        seeker.give(found)


def room(database: db.Database) -> WaitingRoom:
    """Return a room for those who wait for outside work in a database, woken by this process's own commits."""

    def offers(topics: Iterable[str]) -> Collection[Offer]:
        with reading(database, system(""), correlation_id="waiting room") as ctx:
            return offered(ctx, topics)

    made = WaitingRoom(offers)
    bell.listen(made)
    return made
