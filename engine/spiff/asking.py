"""Which decision a business rule task asks and what becomes of the answer, as drawn; must not find or decide it.

Camunda and its relatives write `decisionRef`, Zeebe writes `calledDecision`, SpiffArena writes `calledDecisionId`.
"""

from dataclasses import dataclass
from typing import Final, Literal

from engine.decisions import SHAPES, Model
from engine.spiff.vocabulary import SPIFF, clean, extensions, vendor, zeebe
from engine.xml import Element as Xml

Binding = Literal["latest", "deployment", "version", "versionTag"]

#: Zeebe gives the result as it is; SpiffArena makes a variable of each column.
AS_IT_IS: Final = "asItIs"
COLUMNS: Final = "columns"
_SPIFF: Final = f"{{{SPIFF}}}calledDecisionId"
_COMPUTED: Final = ("${", "#{", "=")
_BINDINGS: Final[dict[str, Binding]] = {
    "latest": "latest", "deployment": "deployment", "version": "version", "versionTag": "versionTag",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A decision that is asked: its id, which version is meant, and how the result is taken."""

    decision: str
    binding: Binding
    wanted: str | None
    """The number or the tag of the version; None where the binding needs none."""
    shape: str
    """One of `decisions.SHAPES`, AS_IT_IS or COLUMNS."""
    variable: str | None
    """The variable that takes the result; without one only output mappings see it."""

    @property
    def computed(self) -> bool:
        """Whether an expression says which decision or version is meant: then none can be pinned."""
        return any(part.startswith(_COMPUTED) for part in (self.decision, self.wanted or ""))


@dataclass(frozen=True, slots=True)
class Basis:
    """What a business rule task decides by: a decision of a file that was read, and the id of its version."""

    id: str
    key: str
    model: Model


def asked(node: Xml) -> Asked | None:
    """Return what a business rule task asks, None where it names no decision."""
    if (decision := vendor(node, "decisionRef")) is not None:
        binding = _BINDINGS.get(vendor(node, "decisionRefBinding") or "", "latest")
        wanted = {"version": "decisionRefVersion", "versionTag": "decisionRefVersionTag"}.get(binding)
        shape = vendor(node, "mapDecisionResult") or ""
        variable = vendor(node, "resultVariable")
        taken = shape if shape in SHAPES else "resultList"
        return Asked(decision, binding, vendor(node, wanted) if wanted else None, taken, variable)
    if (decision := zeebe(node, "calledDecision", "decisionId")) is not None:
        binding = _BINDINGS.get(zeebe(node, "calledDecision", "bindingType") or "", "latest")
        tag = zeebe(node, "calledDecision", "versionTag") if binding == "versionTag" else None
        return Asked(decision, binding, tag, AS_IT_IS, zeebe(node, "calledDecision", "resultVariable"))
    decision = next((clean(one.text) for one in extensions(node) if one.tag == _SPIFF), None)
    return None if decision is None else Asked(decision, "latest", None, COLUMNS, None)
