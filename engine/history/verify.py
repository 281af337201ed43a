"""Whether an exported record is whole; pure: must not read a database or trust what it reads."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.history import chains, replay
from engine.history.chains import Entry
from engine.history.export import FORM


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found; `broken_at` is the number of the first broken entry, 0 for the bundle as a whole.

    `reason` is a stable code: form, chain, order, hash, commitment, truncated, value, state.
    """

    entries: int
    erased: int
    head: str
    broken_at: int | None = None
    reason: str = ""

    @property
    def whole(self) -> bool:
        """Tell whether nothing broken was found."""
        return self.broken_at is None


#: What bundles of earlier releases do not tell of a state: nothing of the kind existed.
_NOT_YET_TOLD: Mapping[str, Any] = {"timers": []}


class _BrokenError(Exception):
    def __init__(self, at: int, reason: str) -> None:
        super().__init__(reason)
        self.at, self.reason = at, reason


def bundle(text: Iterable[str]) -> Verdict:
    """Verify JSON lines as `engine.history.export` writes them; never raises for a bad bundle."""
    seen: list[Entry] = []
    try:
        head, seen, values = _read(text)
        _check_end(head, seen)
        _check_values(values)
        _check_state(head, seen)
    except _BrokenError as broken:
        return _verdict(seen, broken.at, broken.reason)
    return _verdict(seen)


def chain(entries: Iterable[Entry]) -> Verdict:
    """Verify stored entries of one chain from its beginning; never raises for a broken one."""
    seen: list[Entry] = []
    try:
        for entry in entries:
            _check_entry(entry, seen[-1] if seen else None)
            seen.append(entry)
    except _BrokenError as broken:
        return _verdict(seen, broken.at, broken.reason)
    return _verdict(seen)


def _verdict(seen: list[Entry], broken_at: int | None = None, reason: str = "") -> Verdict:
    erased = sum(1 for entry in seen if entry.commitment and entry.payload is None)
    return Verdict(len(seen), erased, seen[-1].hash.hex() if seen else "", broken_at, reason)


def _check_entry(entry: Entry, before: Entry | None) -> None:
    expected = before.seq + 1 if before else 1
    if entry.seq != expected:
        raise _BrokenError(expected, "order")
    if before and (entry.chain, entry.agency) != (before.chain, before.agency):
        raise _BrokenError(entry.seq, "chain")
    if entry.payload is not None and (
        not entry.salt or chains.commitment(entry.payload.encode(), entry.salt) != entry.commitment
    ):
        raise _BrokenError(entry.seq, "commitment")
    try:
        linked = chains.link(before.hash if before else chains.GENESIS, entry.header())
    except (TypeError, ValueError) as error:  # letters or numbers that the canonical form does not have
        raise _BrokenError(entry.seq, "form") from error
    if linked != entry.hash:
        raise _BrokenError(entry.seq, "hash")


def _read(text: Iterable[str]) -> tuple[Mapping[str, Any], list[Entry], dict[str, str]]:
    found = iter(text)
    head = _object(next(found, ""), 0)
    if head.get("form") != FORM:
        raise _BrokenError(0, "form")
    seen: list[Entry] = []
    values: dict[str, str] = {}
    for line in found:
        if not line.strip():
            continue
        record = _object(line, len(seen) + 1)
        if "value" in record:
            values[str(record["value"])] = str(record.get("json"))
            continue
        entry = _entry(record, len(seen) + 1)
        if (entry.chain, entry.agency) != (head.get("chain"), head.get("agency")):
            raise _BrokenError(len(seen) + 1, "chain")
        _check_entry(entry, seen[-1] if seen else None)
        seen.append(entry)
    return head, seen, values


def _object(line: str, at: int) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _BrokenError(at, "form") from error
    if not isinstance(record, dict):
        raise _BrokenError(at, "form")
    return record


def _entry(record: Mapping[str, Any], at: int) -> Entry:
    if set(record) != set(Entry.__slots__):
        raise _BrokenError(at, "form")
    try:
        hexed = {name: bytes.fromhex(record[name]) if record[name] else None for name in ("salt", "commitment")}
        fields = {**record, **hexed, "hash": bytes.fromhex(record["hash"])}
        json.loads(fields["facts"])
        json.loads((fields["payload"] or "{}").encode()).items()
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise _BrokenError(at, "form") from error
    if not isinstance(fields["seq"], int):
        raise _BrokenError(at, "form")
    return Entry(**fields)


def _check_values(values: Mapping[str, str]) -> None:
    for digest, content in values.items():
        if hashlib.sha256(content.encode(errors="surrogatepass")).hexdigest() != digest:
            raise _BrokenError(0, "value")


def _check_end(head: Mapping[str, Any], seen: list[Entry]) -> None:
    if head.get("length") != len(seen) or head.get("head") != (seen[-1].hash.hex() if seen else ""):
        raise _BrokenError(len(seen) + 1, "truncated")


def _check_state(head: Mapping[str, Any], seen: list[Entry]) -> None:
    if any(entry.commitment and entry.payload is None for entry in seen):
        return  # after lawful erasure the picture is incomplete by right
    try:
        picture = replay.fold(
            replay.Happened(e.seq, e.type, e.at, e.actor, json.loads(e.facts), json.loads(e.payload or "{}"))
            for e in seen
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _BrokenError(0, "state") from error
    told = head.get("state")
    if not isinstance(told, dict) or {**_NOT_YET_TOLD, **told, "locals": _told_of(told, picture)} != summary(picture):
        raise _BrokenError(0, "state")


def _told_of(told: Mapping[str, Any], picture: replay.Picture) -> dict[str, Any]:
    """Return the stored variables of single activities, of those that the record tells of: earlier releases did not."""
    known = told.get("locals", {})
    return {activity: known.get(activity) for activity in map(str, picture.locals)}


def summary(picture: replay.Picture) -> dict[str, Any]:
    """Return what of a picture the stored state must equal, as plain JSON."""
    return {
        "status": picture.status,
        "variables": dict(picture.variables),
        "tasks": {key: [task.element, task.activity, task.assignee] for key, task in picture.tasks.items()},
        "tokens": sorted([activity, element] for activity, element in picture.tokens.items()),
        "incidents": dict(picture.incidents),
        "timers": sorted([activity, due] for activity, due in picture.timers.items()),
        "locals": {str(activity): dict(known) for activity, known in picture.locals.items()},
    }
