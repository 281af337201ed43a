"""What a thing says of itself, as paths and values that do not depend on how a tool wrote it; must not compare two.

A value is a triple: what is compared, what is shown, and the element that it points at (None for plain text).
"""

import unicodedata
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from engine.definitions.difference.defaults import is_default, spelt
from engine.definitions.difference.things import Drawing, Thing, is_reference
from engine.definitions.graph import EVENTS
from engine.definitions.words import NAME_EN
from engine.spiff.vocabulary import SAME_VOCABULARY, ZEEBE, local
from engine.xml import BPMN, Element

Path = tuple[str, ...]


class Value(NamedTuple):
    """One value: `compared` decides whether two are equal."""

    compared: Any
    shown: str
    target: Thing | None = None


Says = dict[Path, Value]

THERE: Final = Value("true", "true")  # what an element says that says nothing but is there

_PREFIXES: Final = {
    **dict.fromkeys(SAME_VOCABULARY, "camunda"),  # forks of one another: one vocabulary
    ZEEBE: "zeebe",
    "http://spiffworkflow.org/bpmn/schema/1.0/core": "spiffworkflow",
    NAME_EN[1:].partition("}")[0]: "ravand",
    "http://www.w3.org/2001/XMLSchema-instance": "xsi",
}
#: Elements that only hold others together: what lies in them is said as if it lay directly in the thing.
_CONTAINERS: Final = frozenset({
    "extensionElements", "laneSet", "childLaneSet", "ioSpecification", "camunda:formData", "camunda:inputOutput",
    "camunda:properties", "zeebe:taskHeaders", "zeebe:ioMapping", "zeebe:properties", "zeebe:executionListeners",
    "zeebe:taskListeners", "spiffworkflow:properties",
})  # fmt: skip
#: Attributes that name a foreign element among its neighbours, the strongest first.
_NAMING: Final = ("id", "key", "name", "target", "event")
#: Of the file itself: said by the tool, not by who drew.
_OF_THE_TOOL: Final = frozenset({"exporter", "exporterVersion", "xsi:schemaLocation"})
_LARGEST_FORM: Final = 5_000  # leaves
_PLAIN_EXPRESSIONS: Final = frozenset({"tFormalExpression", "tExpression"})
_SETS: Final = {"inputSet": frozenset({"dataInputRefs"}), "outputSet": frozenset({"dataOutputRefs"})}


def own(thing: Thing, drawing: Drawing) -> Says:
    """Return what a thing says in its attributes, where it lies and what it reacts to."""
    said: Says = {("type",): Value(thing.type, thing.type)} if thing.family in {"node", "conversation"} else {}
    element = thing.xml
    for name, value in element.attrib.items():
        key = short(str(name))
        if key == "id" or (key == "name" and not thing.called) or (thing.type == "definitions" and key in _OF_THE_TOOL):
            continue
        if key == "gatewayDirection" and value == drawing.direction(thing):
            continue
        if (found := _attribute(thing.type, key, str(value), drawing)) is not None:
            said[key,] = found
    if thing.within is not None and thing.within.type != "definitions":
        said["within",] = _pointing(thing.within)
    if thing.lanes:
        those = sorted(thing.lanes, key=lambda lane: lane.order)
        shown = ", ".join(lane.name or lane.id for lane in those)
        only = those[0] if len(those) == 1 else None
        said["lane",] = Value(frozenset(lane.token for lane in those), shown, only)
    if thing.type in EVENTS and (kinds := _kinds(thing, drawing)):
        said["event",] = Value(kinds, ", ".join(kinds))
    if thing.type == "group" and thing.name:
        said.pop(("categoryValueRef",), None)
        said["name",] = Value(_folded(thing.name), thing.name)
    if thing.id in drawing.forms:
        said |= _form(drawing.forms[thing.id])
    return said


def _form(content: Any) -> Says:
    """Return what a form file says, leaf by leaf; the entries of a list go by their name or key where they have one."""
    said: Says = {}
    waiting: list[tuple[Path, Any]] = [(("form file",), content)]
    while waiting and len(said) < _LARGEST_FORM:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [((*path, str(key)), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            waiting += [((*path, _entry(number, inner)), inner) for number, inner in enumerate(value, start=1)]
        else:
            shown = "true" if value is True else "false" if value is False else "" if value is None else str(value)
            said[path] = Value(_folded(shown), shown)
    return said


def _entry(number: int, value: Any) -> str:
    if isinstance(value, dict):
        named = next((value[key] for key in ("key", "name", "id") if isinstance(value.get(key), str)), "")
        if named:
            return named
    return str(number)


def units(thing: Thing, drawing: Drawing) -> Iterator[tuple[str, Says]]:
    """Give what each part of a thing says, under the part's name; several parts may have one name."""
    waiting = list(reversed(thing.parts))
    shown_by_groups = thing.type == "category"  # the name of such a value is said by its group
    while waiting:
        part = waiting.pop()
        if not isinstance(part.tag, str) or part in drawing.owners:
            continue
        name = short(part.tag)
        if name in _CONTAINERS:
            waiting.extend(reversed(part))
            alone = _attributes(part, name, drawing, naming="")
            if alone:
                yield name, alone
        elif not (shown_by_groups and part.get("id") in drawing.shown_values):
            naming = _naming(part, name)
            said = _inside(part, name, drawing, naming)
            if said and not _is_whole_set(part, name):
                yield labelled(name, part, naming), said


def short(tag: str) -> str:
    """Return the name of an element or attribute as `prefix:name`, the bare name for BPMN's own."""
    if not tag.startswith("{"):
        return tag
    namespace, _, name = tag[1:].partition("}")
    if namespace == BPMN:
        return name
    prefix = _PREFIXES.get(namespace)
    return f"{prefix}:{name}" if prefix else f"{{{namespace}}}{name}"


def labelled(name: str, element: Element, naming: str) -> str:
    """Return a part's name with what tells it from its neighbours: `camunda:formField[amount]`."""
    key = _folded(element.get(naming) or "") if naming else ""
    return f"{name}[{key}]" if key else name


def _inside(part: Element, name: str, drawing: Drawing, naming: str) -> Says:
    """Return all that a part says, level by level; what says nothing but is there, says that it is there."""
    said: Says = {}
    waiting: list[tuple[Element, str, Path, str]] = [(part, name, (), naming)]
    while waiting:
        element, short_name, path, key = waiting.pop()
        attributes = _attributes(element, short_name, drawing, naming=key)
        for attribute, value in attributes.items():
            said[*path, *attribute] = value
        below = [child for child in element if isinstance(child.tag, str) and child not in drawing.owners]
        if (text := _text(element, short_name, bool(below), drawing)) is not None:
            said[path] = text
        elif not attributes and not below and ":" in short_name:
            said[path] = THERE
        counted: dict[str, int] = {}
        for child in below:
            child_name = short(str(child.tag))
            child_key = _naming(child, child_name)
            label = labelled(child_name, child, child_key)
            counted[label] = counted.get(label, 0) + 1
            numbered = label if counted[label] == 1 else f"{label}#{counted[label]}"
            waiting.append((child, child_name, (*path, numbered), child_key))
    if not said and _counts_by_being_there(name):
        said[()] = THERE
    return said


def _attributes(element: Element, name: str, drawing: Drawing, *, naming: str) -> Says:
    said: Says = {}
    foreign = ":" in name
    for attribute, value in element.attrib.items():
        key = short(str(attribute))
        if key == naming or (key == "id" and not foreign):
            continue
        if (found := _attribute(name, key, str(value), drawing, foreign=foreign)) is not None:
            said[key,] = found
    return said


def _attribute(element: str, key: str, value: str, drawing: Drawing, *, foreign: bool = False) -> Value | None:
    """Return what an attribute says, None where it says what is meant without it; of foreign elements all counts."""
    plain = _folded(value)
    if foreign:
        return Value(plain, value.strip())
    if is_reference(key) and (pointing := _reference(plain, drawing)) is not None:
        return pointing
    if key == "xsi:type":
        plain = plain.rpartition(":")[2]
        return None if plain in _PLAIN_EXPRESSIONS else Value(plain, plain)
    spelling = spelt(key, plain)
    if not spelling or is_default(element, key, spelling):
        return None
    return Value(spelling, value.strip() if spelling == plain else spelling)


def _text(element: Element, name: str, has_children: bool, drawing: Drawing) -> Value | None:  # noqa: FBT001
    raw = (element.text or "") + "".join(child.tail or "" for child in element)
    plain = _folded(raw)
    if not plain or (has_children and not plain.strip()):
        return None
    if ":" not in name and is_reference(name) and (pointing := _reference(plain, drawing)) is not None:
        return pointing
    return Value(plain, raw.strip())


def _reference(value: str, drawing: Drawing) -> Value | None:
    element = drawing.meant(value)
    if element is None:
        return None
    thing = drawing.owner(element)
    if element is thing.xml:
        return _pointing(thing)
    return Value((thing.token, local(element), element.get("name")), element.get("name") or value, thing)


def _pointing(thing: Thing) -> Value:
    return Value(thing.token, thing.name or thing.id, thing)


def _kinds(event: Thing, drawing: Drawing) -> tuple[str, ...]:
    """Return the kinds of an event's definitions, its own and the shared ones, in the order of their names."""
    kinds = []
    for part in event.parts:
        meant: Element | None = part
        if local(part) == "eventDefinitionRef":
            meant = drawing.meant(part.text)
        name = None if meant is None else local(meant)
        if name is not None and name.endswith("EventDefinition"):
            kinds.append(name.removesuffix("EventDefinition"))
    return tuple(sorted(kinds))


def _naming(element: Element, name: str) -> str:
    """Return the attribute that names a part among its neighbours, "" where none does."""
    if ":" in name:
        return next((one for one in _NAMING if element.get(one)), "")
    return "name" if element.get("name") and not name.endswith("EventDefinition") else ""


def _counts_by_being_there(name: str) -> bool:
    return name.endswith("LoopCharacteristics") or name == "participantMultiplicity"


def _is_whole_set(part: Element, name: str) -> bool:
    """Tell whether a set of inputs or outputs only repeats which there are."""
    plain = _SETS.get(name)
    return plain is not None and not part.get("name") and all(local(child) in plain for child in part)


def _folded(text: str) -> str:
    """Return a text as it is compared: white space and the composition of letters make no difference."""
    plain = " ".join(text.split())
    return plain if plain.isascii() else unicodedata.normalize("NFC", plain)
