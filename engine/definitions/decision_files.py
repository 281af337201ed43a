"""Which decisions a DMN file holds, and which files it needs; must not read or judge what they decide."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from engine import errors
from engine.decisions.names import children, name_of
from engine.decisions.reading import root_of
from engine.xml import Element

ENDING: Final = ".dmn"
_CAMUNDA: Final = "{http://camunda.org/schema/1.0/dmn}versionTag"
_ZEEBE: Final = "{http://camunda.org/schema/zeebe/1.0}versionTag"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One decision of a file, by its id."""

    key: str
    name: str
    version_tag: str | None


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds and asks for: its own names, its decisions, and the namespaces that it imports."""

    id: str | None
    namespace: str
    decisions: tuple[Drawn, ...]
    imports: tuple[str, ...]


@lru_cache(maxsize=64)
def contents(data: bytes) -> Contents:
    """Return what a DMN file holds; raises NotDmn and the refusals of the XML door."""
    root = root_of(data)
    imports = tuple(one.get("namespace") or "" for one in children(root, "import"))
    return Contents(root.get("id"), root.get("namespace") or "", tuple(map(_drawn, _named(root))), imports)


def _named(root: Element) -> list[Element]:
    return [one for one in children(root, "decision") if one.get("id")]


def _drawn(decision: Element) -> Drawn:
    zeebe = next((one.get("value") for one in decision.iter(_ZEEBE)), None)
    key = str(decision.get("id"))
    return Drawn(key, name_of(decision) or key, (decision.get(_CAMUNDA) or zeebe or "").strip() or None)


def decisions(data: bytes) -> frozenset[str]:
    """Return the ids of the decisions of a DMN file; raises the refusals of the XML door."""
    return frozenset(one.key for one in contents(data).decisions)


def of(files: Mapping[str, bytes]) -> dict[str, Contents]:
    """Return what the DMN files among these hold, by name; one that cannot be read is left out, and told elsewhere."""
    found = {}
    for name in files:
        if name.lower().endswith(ENDING):
            try:
                found[name] = contents(files[name])
            except errors.RavandError:
                continue
    return found


def holding(decision: str, files: Mapping[str, bytes]) -> str | None:
    """Return the name of the file that holds a decision, None where none of them does."""
    return next((name for name, one in of(files).items() if any(decision == own.key for own in one.decisions)), None)


def beside(name: str, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the names of the files that a file imports, by themselves and through one another, without itself."""
    held = of(files)
    found, waiting = [name], [name]
    while waiting:
        one = held.get(waiting.pop())
        for other, theirs in held.items():
            wanted = one is not None and {theirs.namespace, theirs.id} & {*one.imports}
            if wanted and other not in found:
                found.append(other)
                waiting.append(other)
    return tuple(found[1:])


def digest(name: str, files: Mapping[str, bytes]) -> str:
    """Return SHA-256 over a file and those that it imports."""
    made = hashlib.sha256(files[name])
    for other in sorted(beside(name, files)):
        made.update(b"\x00" + hashlib.sha256(files[other]).digest())
    return made.hexdigest()
