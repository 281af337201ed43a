"""Where a stored case stands, read from its state alone: no drawing is needed; must not move anything."""

from typing import Any

from engine.spiff import codec
from engine.spiff.instances import Instances


def is_paused(state: bytes) -> bool:
    """Whether a case was stored before it came to rest."""
    return codec.read(state)[4] > 0


def tokens(state: bytes) -> list[tuple[str, int]]:
    """Return where a case is: (element, activity) of every live activity; open repetitions after their frame.

    Events that may still happen beside an activity are no place where the case is, unless they have an incident.
    """
    found: list[tuple[str, int]] = []
    _, rows, watches, _, _ = codec.read(state)
    found.extend((element, activity) for activity, _, element, _, _, incident in watches if incident is not None)
    frames = {more["f"][0] for *_, more in rows if "f" in more}
    for activity, _parent, element, _state, _via, more in rows:
        found.extend((element, each) for each in (activity, *more.get("j", ())))
        if "m" in more and activity not in frames:
            instances = Instances.of_row(more["m"])
            found.extend((element, instances.base + index) for index in instances.open_indexes())
    return found


def own(state: bytes) -> dict[int, dict[str, Any]]:
    """Return the variables that only one activity has: activity → name → value."""
    return {row[0]: row[5]["v"] for row in codec.read(state)[1] if "v" in row[5]}
