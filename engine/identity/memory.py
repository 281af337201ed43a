"""What this process remembers of people it recognised, for a short time; must not be asked without their epoch."""

import secrets
import threading
from collections import OrderedDict
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Generic, TypeVar

from engine.actor import Actor
from engine.identity.credentials import Standing

V = TypeVar("V")


class Bounded(Generic[V]):
    """A dictionary that forgets its eldest entries beyond `size`; safe between threads."""

    def __init__(self, size: int) -> None:
        """Start empty."""
        self._kept: OrderedDict[object, V] = OrderedDict()
        self._size = size
        self._lock = threading.Lock()

    def get(self, key: object) -> V | None:
        """Return what is kept, or None."""
        return self._kept.get(key)

    def put(self, key: object, value: V) -> None:
        """Keep a value."""
        with self._lock:
            self._kept[key] = value
            self._kept.move_to_end(key)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)


class Recognised:
    """Verified passwords for five minutes and actors for half a minute, both bound to the epoch of the account.

    A password is kept as its keyed hash (BLAKE2b, RFC 7693) under a key of this process, so that memory holds nothing
    one could sign in with.
    Every use is preceded by one select of the account's epoch: a change of password, role or group ends it at once.
    """

    PASSWORD = timedelta(minutes=5)
    ACTOR = timedelta(seconds=30)

    def __init__(self, size: int = 5_000) -> None:
        """Start with nothing remembered and a fresh key."""
        self._key = secrets.token_bytes(32)
        self._passwords: Bounded[tuple[Standing, datetime]] = Bounded(size)
        self._actors: Bounded[tuple[Actor, datetime]] = Bounded(size)

    def account_of(self, credential: str, now: datetime) -> Standing | None:
        """Return how the account stood when this credential was verified, unless that was too long ago."""
        found = self._passwords.get(self._sealed(credential))
        return found[0] if found is not None and found[1] > now else None

    def verified(self, credential: str, standing: Standing, now: datetime) -> None:
        """Remember that this credential was verified."""
        self._passwords.put(self._sealed(credential), (standing, now + self.PASSWORD))

    def actor(self, standing: Standing, channel: str, now: datetime) -> Actor | None:
        """Return the actor as remembered under the account's present epoch."""
        found = self._actors.get((standing.account, standing.epoch, channel))
        return found[0] if found is not None and found[1] > now else None

    def remember(self, standing: Standing, actor: Actor, now: datetime) -> None:
        """Remember an actor for half a minute."""
        self._actors.put((standing.account, standing.epoch, actor.channel), (actor, now + self.ACTOR))

    def _sealed(self, credential: str) -> bytes:
        return blake2b(credential.encode(), key=self._key).digest()
