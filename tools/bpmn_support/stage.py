"""Where drawings run on paper: one database in memory, put back before each; must not know what is expected."""

from collections.abc import Mapping
from sqlite3 import Connection
from typing import Any, Final

import orjson

from engine.behaviour.paper import Course, answers, house
from engine.behaviour.sight import BEGINNING
from engine.definitions import Version

_LARGEST: Final = 1_000_000  # bytes

#: What is published together, and what it is called: two deployments of one name hold the same files.
Deployment = tuple[str, Mapping[str, bytes]]


class Stage:
    """A house of paper in memory; what was published once is kept as it was before its first case."""

    def __init__(self) -> None:
        """Found the house."""
        self._database = house.ground()
        self._house = house.found(self._database, BEGINNING)
        self._connection: Connection = self._database.engine.raw_connection().driver_connection
        self._kept: dict[tuple[str, ...], tuple[bytes, tuple[Version, ...]]] = {(): (self._connection.serialize(), ())}

    def close(self) -> None:
        """Forget everything."""
        self._database.close()

    def play(self, deployed: tuple[Deployment, ...], first: str, answered: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Publish one after the other, begin at the newest version of the process `first`, answer; return the trace.

        Every command of the course is a transaction of its own: nothing of a case is anywhere but in the database
        between two of them. Raises what publishing raises.
        """
        given = answers.read(orjson.dumps(answered), now=BEGINNING)
        versions = self._publish(deployed)
        self._house.now = given.now
        begun = tuple(one for one in versions if one.key == first)[-1:]
        return list(Course(self._house, given).play(versions, begun))

    def findings(self, deployed: tuple[Deployment, ...]) -> list[str]:
        """Return in English and Persian what keeps the last deployment from being published; [] where nothing does."""
        found = [one for _, one in self._house.findings(deployed[-1][1], size=_LARGEST)]
        return [one.message(language) for one in found for language in ("en", "fa")]

    def _publish(self, deployed: tuple[Deployment, ...]) -> tuple[Version, ...]:
        called = tuple(name for name, _ in deployed)
        if called in self._kept:
            image, versions = self._kept[called]
            self._connection.deserialize(image)
            return versions
        before = self._publish(deployed[:-1])
        self._house.now = BEGINNING
        versions = before + self._house.publish(deployed[-1][1], size=_LARGEST)
        self._kept[called] = self._connection.serialize(), versions
        return versions
