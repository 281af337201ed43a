"""Rule `data-scope`: data is used only where it lives: in its process or sub-process (BPMN 2.0.2, 10.4.1)."""

from collections.abc import Iterator

from engine.definitions.check.rule import Document, Found, Rule, Severity, Surroundings
from engine.definitions.check.where import where
from engine.definitions.graph import CONTAINERS, bare
from engine.spiff.vocabulary import bpmn, children, clean, local, whole_text
from engine.xml import Element

RULE = Rule(
    "data-scope",
    "error",
    "{reason}",
    "Draw the data object in the process that uses it, or send the data in a message.",
)
_PROCESS = "“{data}” belongs to another process and cannot be seen here."
_INSIDE = "“{data}” lives inside a sub-process and cannot be seen outside it."
TEXTS = (_PROCESS, _INSIDE)
_LIVING = frozenset({"dataObject", "dataObjectReference", "property"})
_REFERENCE = bpmn("dataObjectReference")
_ASSOCIATIONS = tuple(bpmn(name) for name in ("dataInputAssociation", "dataOutputAssociation"))


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each data association and data object reference that reaches out of its scope."""
    elements = document.graph.elements
    for user, reference in _uses(document.root):
        data = elements.get(reference)
        if data is None or local(data) not in _LIVING:
            continue
        home, around = _container(data), list(_containers(user))
        if home is None or home in around or _owner(data, user):
            continue
        other = bool(around) and _process(home) is not around[-1]
        params = {"data": clean(data.get("name")) or reference}
        # Tools file the data of a reference in any scope; who reads or writes it from outside does not see it.
        severity: Severity = "error" if other or user.tag != _REFERENCE else "warning"
        yield RULE.at(
            where(user), severity=severity, reason={"msgid": _PROCESS if other else _INSIDE, "params": params}
        )


def _uses(root: Element) -> Iterator[tuple[Element, str]]:
    for element in root.iter(_REFERENCE, *_ASSOCIATIONS):
        if element.tag == _REFERENCE:
            named = [element.get("dataObjectRef")]
        else:
            named = [whole_text(one) for one in children(element, "sourceRef", "targetRef")]
        yield from ((element, reference) for one in named if (reference := bare(one)) is not None)


def _owner(data: Element, user: Element) -> bool:
    """Whether data and use belong to the same activity or event: its own properties."""
    return local(data) == "property" and data.getparent() is user.getparent()


def _containers(element: Element) -> Iterator[Element]:
    return (one for one in element.iterancestors() if local(one) in CONTAINERS)


def _container(element: Element) -> Element | None:
    return next(_containers(element), None)


def _process(container: Element) -> Element:
    return [container, *_containers(container)][-1]
