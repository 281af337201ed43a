"""What a DMN file says, as frozen values; must not read XML and not evaluate anything (DMN 1.5, 6 to 10)."""

from collections.abc import Mapping
from typing import Final

from engine.decisions.boxes import Box, FunctionBox
from engine.frozen import Record


class ItemDefinition(Record):
    """A type of the file (7.3.3): its base or its components; `allowed` and `constraint` are unary tests."""

    name: str
    base: str | None
    components: tuple["ItemDefinition", ...]
    collection: bool
    allowed: str | None
    constraint: str | None
    function: "FunctionItem | None"


class FunctionItem(Record):
    """The type of a function: the types of its parameters and of its result, as written."""

    parameters: tuple[str | None, ...]
    result: str | None


class Named(Record):
    """What a requirement may point at: its id, the name of its variable, that variable's type as written, its title.

    The title is the name that people see; modellers often give the variable another one.
    """

    id: str
    name: str
    type: str | None
    title: str


class Input(Named):
    """A value that somebody gives."""


class Decision(Named):
    """A value that is decided: what it requires, as keys of the model, and its logic (None: not drawn)."""

    requires: tuple[str, ...]
    logic: Box | None


class KnowledgeModel(Named):
    """Reusable logic with parameters (a business knowledge model)."""

    requires: tuple[str, ...]
    logic: FunctionBox | None


class Service(Named):
    """A decision service: the decisions it gives, and what it asks for, as keys of the model."""

    outputs: tuple[str, ...]
    input_decisions: tuple[str, ...]
    inputs: tuple[str, ...]


Part = Input | Decision | KnowledgeModel | Service


_NO_IMPORTS: Final[Mapping[str, "Model"]] = {}


class Model(Record, eq=False):
    """One file: its parts by their keys (`namespace#id`), its types by name, and the files it imports by their names.

    Parts of imported files are found through `part`, which follows the namespace of a key.
    """

    name: str
    namespace: str
    parts: Mapping[str, Part]
    types: Mapping[str, ItemDefinition]
    imports: Mapping[str, "Model"] = _NO_IMPORTS

    def part(self, key: str) -> Part | None:
        """Return what a key of a requirement points at, here or in an imported file; None where nothing is."""
        owner = self.owner(key)
        return owner.parts.get(key) if owner else None

    def owner(self, key: str) -> "Model | None":
        """Return the file in which a key lies."""
        if key in self.parts:
            return self
        waiting, seen = list(self.imports.values()), set[str]()
        while waiting:
            one = waiting.pop(0)
            if key in one.parts:
                return one
            if one.namespace not in seen:
                seen.add(one.namespace)
                waiting.extend(one.imports.values())
        return None

    def prefix(self, key: str) -> str | None:
        """Return the name under which the file of a key was imported; None for this file's own parts."""
        return next((name for name, other in self.imports.items() if key in other.parts), None)

    def decisions(self) -> tuple[Decision, ...]:
        """Return this file's own decisions, in its order."""
        return tuple(part for part in self.parts.values() if isinstance(part, Decision))

    def final(self) -> tuple[Decision, ...]:
        """Return the decisions that no other decision of this file requires."""
        required = {key for part in self.parts.values() if isinstance(part, Decision) for key in part.requires}
        return tuple(part for key, part in self.parts.items() if isinstance(part, Decision) and key not in required)

    def named(self, name: str) -> str | None:
        """Return the key of what may be decided by this id, name or title: decisions first."""
        wanted = " ".join(name.split())
        for kind in (Decision, Service, KnowledgeModel):
            for key, part in self.parts.items():
                if isinstance(part, kind) and wanted in (part.id, part.name, part.title):
                    return key
        return None
