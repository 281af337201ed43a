"""Clients that start cases and finish tasks over HTTP, and remember what was acknowledged; must not look inside."""

import http.client
import json
import random
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from engine import db

#: A request that is not answered within so many seconds is sent again under its key.
PATIENCE = 5
#: What a client hears while the server is away or starts.
_AWAY = (OSError, http.client.HTTPException)


@dataclass
class Acknowledged:
    """What clients were told had happened: case → business key, and the tasks that they finished."""

    started: dict[str, str] = field(default_factory=dict)
    completed: set[str] = field(default_factory=set)
    refused: dict[int, int] = field(default_factory=dict)


class Clients:
    """Several clients at once. `address` is asked for each request, because servers come and go."""

    def __init__(self, address: Callable[[], str], token: str, keys: tuple[str, ...]) -> None:
        self.address, self.token, self.keys = address, token, keys
        self.known = Acknowledged()
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def begin(self, count: int) -> None:
        self._threads = [threading.Thread(target=self._work, args=(number,)) for number in range(count)]
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _work(self, number: int) -> None:
        chance = random.Random(number)
        while not self._stop.is_set():
            key = chance.choice(self.keys)
            name = f"{number}.{db.new_id()}"
            begun = self._post(f"/process-definition/key/{key}/start", {"businessKey": name})
            if begun is None:
                continue
            self.known.started[begun["id"]] = name
            tasks = self._send("GET", f"/task?processInstanceId={begun['id']}", None, "")
            for task in tasks or []:
                if chance.random() < 0.8 and self._post(f"/task/{task['id']}/complete", {}) is not None:
                    self.known.completed.add(task["id"])

    def _post(self, path: str, body: Any) -> Any:
        return self._send("POST", path, body, db.new_id())

    def _send(self, method: str, path: str, body: Any, key: str) -> Any:
        """Send a request until it is answered, under one key; None for a refusal, and when the clients end."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        headers |= {"Idempotency-Key": key} if key else {}
        data = None if body is None else json.dumps(body).encode()
        while not self._stop.is_set():
            request = urllib.request.Request(f"{self.address()}/engine-rest{path}", data, headers, method=method)
            try:
                with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                    said = answer.read()
                    return json.loads(said) if said else {}
            except urllib.error.HTTPError as refusal:
                self.known.refused[refusal.code] = self.known.refused.get(refusal.code, 0) + 1
                if refusal.code not in {502, 503}:
                    return None
                time.sleep(0.2)
            except _AWAY:
                time.sleep(0.1)
        return None
