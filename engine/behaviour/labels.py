"""What the names in a scenario stand for: elements and fields by the words people read; must not run anything."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from engine import calendar, text
from engine.definitions import reading
from engine.xml import BPMN, Element

#: The attribute that holds an element's English name beside its Persian one (processes/bpmn/README.md).
NAME_EN: Final = "{https://ravand.example/bpmn}nameEn"
_LARGEST: Final = 5_000_000  # bytes; what is stored is read whatever the limits of uploads are now
_FORM_KEY: Final = "{http://camunda.org/schema/1.0/bpmn}formKey"
_YES: Final = frozenset({"yes", "true", "بله", "آری"})
_NO: Final = frozenset({"no", "false", "نه", "خیر"})


class NotNamed(LookupError):
    """A scenario uses a name that the diagram and its forms do not have."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One field of a form: the variable it fills and how words become its value."""

    name: str
    type: str = "string"
    format: str = ""
    choices: Mapping[str, Any] = field(default_factory=dict)

    def read(self, words: str) -> Any:
        """Return the value that a person means by these words; raises ValueError."""
        if self.choices:
            return self.choices.get(_key(words), words)
        if self.type == "boolean":
            return _yes_or_no(words)
        if self.type == "integer":
            return _whole(words)
        if self.format == "date":
            return calendar.parse_date(words).isoformat()
        return words


@dataclass(frozen=True, slots=True)
class Labels:
    """The names of one version: its elements and, per form, its fields."""

    elements: Mapping[str, str]
    names: Mapping[str, str]
    forms: Mapping[str, str]
    fields: Mapping[str, Mapping[str, Answer]]
    start: str = ""

    def element(self, label: str) -> str:
        """Return the id of the element with this Persian name, English name or id; raises NotNamed."""
        if _key(label) not in self.elements:
            raise NotNamed(f"no element is called {label!r}; the diagram has {', '.join(sorted(self.names.values()))}")
        return self.elements[_key(label)]

    def answers(self, element: str, rows: Mapping[str, str]) -> dict[str, Any]:
        """Return the variables that a filled form at this element gives; a name it does not have stays as it is."""
        known = self.fields.get(self.forms.get(element, ""), {})
        answers = {label: known.get(_key(label), Answer(label)) for label in rows}
        return {answer.name: answer.read(rows[label]) for label, answer in answers.items()}

    def variable(self, label: str) -> Answer:
        """Return the field with this title or name in any form of the version; else the variable of that name."""
        found = (fields[_key(label)] for fields in self.fields.values() if _key(label) in fields)
        return next(found, Answer(label, type="any"))


def of(files: Mapping[str, bytes]) -> Labels:
    """Read the names out of the files of one version: its BPMN diagrams and form files."""
    drawings = [
        reading.complete(content, size=_LARGEST).root
        for name, content in files.items()
        if name.endswith((".bpmn", ".bpmn20.xml"))
    ]
    nodes = [node for drawing in drawings for node in _named(drawing)]
    inside = {str(node.get("id")): found for node in nodes if (found := _inside(node))}
    named = {str(node.get("id")): str(node.get(_FORM_KEY)) for node in nodes if node.get(_FORM_KEY)}
    beside = {name: _fields(json.loads(content)) for name, content in files.items() if name.endswith(".form.json")}
    return Labels(
        elements={_key(label): str(node.get("id")) for node in nodes for label in _called(node)},
        names={str(node.get("id")): str(node.get("name")) for node in nodes if node.get("name")},
        forms=named | {element: element for element in inside},
        fields=beside | inside,
        start=next((str(node.get("id")) for node in nodes if str(node.tag).endswith("}startEvent")), ""),
    )


def value(words: str, like: object) -> Any:
    """Return what the words mean where a value like this one is expected; raises ValueError."""
    if isinstance(like, bool):
        return _yes_or_no(words)
    if isinstance(like, int):
        return _whole(words)
    return text.to_latin(words) if isinstance(like, str) and like.isascii() else words


def _named(drawing: Element) -> Iterator[Element]:
    """Give the flow nodes; sequence flows share names such as “yes” and are never meant."""
    for node in drawing.iter(f"{{{BPMN}}}*"):
        if node.get("id") and not str(node.tag).endswith(("}sequenceFlow", "}process", "}lane", "}participant")):
            yield node


def _called(node: Element) -> Iterator[str]:
    return (label for label in (node.get("id"), node.get("name"), node.get(NAME_EN)) if label)


def _inside(node: Element) -> dict[str, Answer]:
    """Return the fields of a form that is written inside its element."""
    held = (one for part in node if str(part.tag) == f"{{{BPMN}}}extensionElements" for one in part.iter())
    found: dict[str, Answer] = {}
    for one in held:
        if str(one.tag).endswith("}formField") and (key := one.get("id")):
            kind = {"boolean": "boolean", "long": "integer"}.get(one.get("type", ""), "string")
            choices = {_key(value.get("name") or ""): value.get("id") for value in one if value.get("id")}
            found |= {_key(label): Answer(key, kind, "", choices) for label in (key, one.get("label") or key)}
    return found


def _fields(form: Mapping[str, Any]) -> dict[str, Answer]:
    properties: Mapping[str, Any] = form.get("schema", form).get("properties", {})
    return {
        _key(label): Answer(name, str(one.get("type", "string")), str(one.get("format", "")), _choices(one))
        for name, one in properties.items()
        for label in (name, *_titles(one))
    }


def _choices(schema: Mapping[str, Any]) -> dict[str, Any]:
    options = [option for option in schema.get("oneOf", ()) if "const" in option]
    return {_key(label): option["const"] for option in options for label in (str(option["const"]), *_titles(option))}


def _titles(schema: Mapping[str, Any]) -> Iterator[str]:
    """Give the title in every language it is written in."""
    for title in (schema.get("title"), schema.get("x-title")):
        if isinstance(title, str):
            yield title
        elif isinstance(title, Mapping):
            yield from (str(words) for words in title.values())


def _key(label: str) -> str:
    return text.normalise(label)


def _yes_or_no(words: str) -> bool:
    if words.strip().lower() not in _YES | _NO:
        raise ValueError(f"{words!r} is neither yes nor no")
    return words.strip().lower() in _YES


def _whole(words: str) -> int:
    return int(text.to_latin(words).replace(",", "").replace("٬", ""))
