"""Mends a drawing by changes that findings propose: new bytes, all else as it was; must not find or judge faults.

A change is data, `{"change": name, …}`; each kind is a module with `NAME`, `WORDS` (what pressing it does, an English
sentence that is the key of its translation) and `apply`, which looks at all that it needs before it writes anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Final

from engine import errors, xml
from engine.definitions.mend import (
    add_condition,
    add_end,
    add_sets,
    add_start,
    add_timer,
    ask_which,
    bridge,
    external_task,
    give_id,
    insert_gateway,
    lay_out,
    list_flow,
    remove,
    remove_attribute,
    remove_condition,
    retype,
    set_attribute,
    set_default,
    set_group,
    set_name,
    unlist,
    write_ids,
)
from engine.definitions.mend.source import Source, Stale
from engine.text import Text

__all__ = ["CHANGES", "Change", "Mended", "mend", "words"]

Change = Mapping[str, Any]
_MODULES: Final[tuple[ModuleType, ...]] = (
    set_default, add_end, add_start, retype, set_name, set_attribute, remove_attribute, remove, add_condition,
    remove_condition, ask_which, insert_gateway, bridge, give_id, set_group, external_task, add_timer, lay_out,
    add_sets, list_flow, unlist, write_ids,
)  # fmt: skip
#: Every kind of change by its name.
CHANGES: Final[Mapping[str, ModuleType]] = {module.NAME: module for module in _MODULES}
LARGEST: Final = 2_000_000
#: Bytes that are read anew, round after round, for one press: about ten seconds; what does not fit into that is left.
_READ: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class Mended:
    """The new bytes of a file, the changes that were made, and those that did not fit."""

    data: bytes
    done: tuple[Change, ...]
    left: tuple[Change, ...]


def mend(data: bytes, changes: Sequence[Change], *, size: int = LARGEST) -> Mended:
    """Make changes in the order given; what no longer fits is left, as is what would take many readings of the file.

    `size` is the largest file in bytes. Raises ChangeUnknown, ChangeDoesNotFit if none of them fits, and the XML
    door's refusals (also for what a change would make too large).
    """
    for change in changes:
        if change.get("change") not in CHANGES:
            raise errors.ChangeUnknown(change=str(change.get("change")))
    done: list[Change] = []
    left: list[Change] = []
    waiting = list(changes)
    read = 0
    while waiting and (read := read + len(data)) <= max(_READ, 2 * len(data)):
        data, waiting = _round(data, waiting, done, left, size)
    left += waiting
    if not done:
        raise errors.ChangeDoesNotFit
    xml.parse(data, limits=xml.Limits(size=size))
    return Mended(data, tuple(done), tuple(left))


def words(change: Change) -> Text | None:
    """Return what pressing a change does, None for a change that this house does not know."""
    module = CHANGES.get(str(change.get("change")))
    if module is None:
        return None
    named: Mapping[str, Mapping[str, str]] = getattr(module, "PARAMS", {})
    given = {**getattr(module, "DEFAULTS", {}), **change}
    params = {key: Text(named[key].get(value, "element")) if key in named else value for key, value in given.items()}
    return Text(module.WORDS, params)


def _round(
    data: bytes, waiting: list[Change], done: list[Change], left: list[Change], size: int
) -> tuple[bytes, list[Change]]:
    """Make as many changes as touch different elements and return the new bytes with the changes that are left."""
    source = Source(data, size=size)
    for number, change in enumerate(waiting):
        try:
            CHANGES[change["change"]].apply(source, change)
        except Stale:
            return source.writing.bytes(), waiting[number:]
        except errors.ChangeDoesNotFit:
            if source.writing.changed:
                return source.writing.bytes(), waiting[number:]
            left.append(change)
            source.forget()
        else:
            source.finish()
            done.append(change)
    return (source.writing.bytes() if source.writing.changed else data), []
