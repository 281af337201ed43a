"""What is drawn about values going into and out of an element: inputs, outputs, scripts around it; must not read them.

Camunda and its relatives write `inputOutput`, Zeebe writes `ioMapping`, SpiffArena writes `preScript` and `postScript`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from engine.spiff.vocabulary import SAME_VOCABULARY, SPIFF, ZEEBE, clean, extensions, whole_text
from engine.xml import Element as Xml

#: Elements that take values in and give values back here.
EXCHANGING: Final = frozenset({
    "task", "userTask", "manualTask", "scriptTask", "businessRuleTask", "startEvent", "intermediateThrowEvent",
    "endEvent", "serviceTask", "sendTask", "receiveTask", "callActivity", "subProcess", "transaction",
    "intermediateCatchEvent", "boundaryEvent",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Foreign:
    """A value that is computed by a program in another language, or written in a way that is not read here."""

    language: str


#: A text (plain or an expression), several of them in a list, or by name; None where nothing is written.
Drawn = str | tuple[str, ...] | Mapping[str, str] | Foreign | None


@dataclass(frozen=True, slots=True)
class Handover:
    """What one element takes in and gives back, as drawn: (name, value) in the order in which they are drawn."""

    inputs: tuple[tuple[str, Drawn], ...] = ()
    outputs: tuple[tuple[str, Drawn], ...] = ()
    before: str | None = None
    after: str | None = None
    closed: bool = False  # what is not named among the outputs stays inside, as Zeebe has it


def handover(node: Xml) -> Handover | None:
    """Return what an element takes in and gives back, None where nothing is drawn about it."""
    inputs: list[tuple[str, Drawn]] = []
    outputs: list[tuple[str, Drawn]] = []
    scripts: dict[str, str | None] = {}
    closed = False
    for extension in extensions(node):
        namespace, _, name = str(extension.tag)[1:].rpartition("}")
        if name == "inputOutput" and namespace in SAME_VOCABULARY:
            inputs += _parameters(extension, "inputParameter")
            outputs += _parameters(extension, "outputParameter")
        elif name == "ioMapping" and namespace == ZEEBE:
            inputs += _mappings(extension, "input")
            outputs += _mappings(extension, "output")
            closed = bool(outputs)
        elif name in {"preScript", "postScript"} and namespace == SPIFF:
            scripts[name] = whole_text(extension)
    before, after = scripts.get("preScript"), scripts.get("postScript")
    if not (inputs or outputs or before or after):
        return None
    return Handover(tuple(inputs), tuple(outputs), before, after, closed)


def _mappings(extension: Xml, name: str) -> Iterator[tuple[str, Drawn]]:
    for one in extension:
        if one.tag == f"{{{ZEEBE}}}{name}":
            yield clean(one.get("target")) or "", clean(one.get("source"))


def _parameters(extension: Xml, name: str) -> Iterator[tuple[str, Drawn]]:
    for one in extension:
        if str(one.tag).rpartition("}")[2] == name:
            yield clean(one.get("name")) or "", _value(one)


def _value(parameter: Xml) -> Drawn:
    inner = next((child for child in parameter if isinstance(child.tag, str)), None)
    if inner is None:
        return whole_text(parameter)
    kind = str(inner.tag).rpartition("}")[2]
    parts = [child for child in inner if isinstance(child.tag, str)]
    if kind == "script":
        language = clean(inner.get("scriptFormat")) or "?"
        return (f"={whole_text(inner) or ''}") if language.lower() == "feel" else Foreign(language)
    if kind not in {"list", "map"} or any(len(part) or _is_script(part) for part in parts):
        return Foreign(kind)
    if kind == "list":
        return tuple(whole_text(part) or "" for part in parts)
    return {clean(part.get("key")) or "": whole_text(part) or "" for part in parts}


def _is_script(part: Xml) -> bool:
    return str(part.tag).rpartition("}")[2] == "script"
