"""How the bytes of DMN files become models (DMN 1.5, chapters 6 and 7); must not evaluate and reads no further file."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Final

from engine import errors
from engine.decisions.model import (
    Decision,
    FunctionItem,
    Input,
    ItemDefinition,
    KnowledgeModel,
    Model,
    Part,
    Service,
)
from engine.decisions.names import ROOTS, child, children, key_of, local, name_of, text, type_of
from engine.decisions.reading_boxes import function, inside
from engine.xml import Element, Limits, parse

_CACHED: Final = 64
_MAX_ELEMENTS: Final = 100_000  # a table of a thousand rules holds some fifteen thousand


def read(data: bytes, others: Iterable[bytes] = ()) -> Model:
    """Return the model of a file; `others` are the files it may import, found by their namespaces (6.3.3).

    Raises NotDmn and the refusals of the XML door. What is imported and not given is told where
    it is needed.
    """
    return _read(data, tuple(others))


@lru_cache(maxsize=_CACHED)
def _read(data: bytes, others: tuple[bytes, ...]) -> Model:
    files = [_File(one) for one in (data, *others)]
    by_namespace = {one.namespace: one for one in reversed(files)}
    by_identifier = {one.identifier: one for one in reversed(files) if one.identifier}
    for one in files:
        for name, namespace in one.wanted:
            found = by_namespace.get(namespace) or by_identifier.get(namespace)
            if found is not None and found is not one:
                one.imports[name] = found.model
    return files[0].model


def root_of(data: bytes) -> Element:
    """Return the root of a file; raises NotDmn and the refusals of the XML door."""
    try:
        return parse(data, roots=ROOTS, limits=Limits(size=len(data), elements=_MAX_ELEMENTS))
    except errors.XmlWrongRoot:
        raise errors.NotDmn from None


class _File:
    """One file while its imports are being found; its model sees them as soon as they are."""

    def __init__(self, data: bytes) -> None:
        root = root_of(data)
        self.namespace = root.get("namespace") or ""
        self.identifier = root.get("id")
        self.wanted = [(name_of(one), one.get("namespace") or "") for one in children(root, "import")]
        self.imports: dict[str, Model] = {}
        language = root.get("expressionLanguage")
        parts: dict[str, Part] = {}
        for element in root:
            make = _PARTS.get(local(element))
            if make is not None:
                part = make(element, self.namespace, language)
                parts[f"{self.namespace}#{part.id}"] = part
        types = {one.name: one for one in map(_item, children(root, "itemDefinition"))}
        self.model = Model(name_of(root), self.namespace, parts, types, self.imports)


def _named(element: Element) -> tuple[str, str, str | None, str]:
    variable = child(element, "variable")
    name = name_of(variable) or name_of(element) or element.get("id") or ""
    return element.get("id") or name, name, type_of(variable), name_of(element) or name


def _input(element: Element, _namespace: str, _language: str | None) -> Part:
    return Input(*_named(element))


def _decision(element: Element, namespace: str, language: str | None) -> Part:
    return Decision(*_named(element), _required(element, namespace), inside(element, language))


def _knowledge(element: Element, namespace: str, language: str | None) -> Part:
    logic = child(element, "encapsulatedLogic")
    return KnowledgeModel(
        *_named(element), _required(element, namespace), None if logic is None else function(logic, language)
    )


def _service(element: Element, namespace: str, _language: str | None) -> Part:
    return Service(
        *_named(element),
        *(_keys(children(element, name), namespace) for name in ("outputDecision", "inputDecision", "inputData")),
    )


def _required(element: Element, namespace: str) -> tuple[str, ...]:
    requirements = children(element, "informationRequirement", "knowledgeRequirement")
    pointers = [
        one
        for requirement in requirements
        for one in children(requirement, "requiredInput", "requiredDecision", "requiredKnowledge")
    ]
    return _keys(pointers, namespace)


def _keys(pointers: Iterable[Element], namespace: str) -> tuple[str, ...]:
    found = (key_of(one.get("href"), namespace) for one in pointers)
    return tuple(dict.fromkeys(key for key in found if key))


def _item(element: Element) -> ItemDefinition:
    """Return a type; its nesting is bounded by the depth that the XML door lets in."""
    return ItemDefinition(
        name_of(element),
        type_of(element),
        tuple(_item(one) for one in children(element, "itemComponent")),
        (element.get("isCollection") or "").strip().lower() in {"true", "1"},
        text(child(element, "allowedValues")),
        text(child(element, "typeConstraint")),
        _function_item(child(element, "functionItem")),
    )


def _function_item(element: Element | None) -> FunctionItem | None:
    if element is None:
        return None
    result = element.get("outputTypeRef") or text(child(element, "outputTypeRef"))
    return FunctionItem(tuple(type_of(one) for one in children(element, "parameters")), result)


_PARTS: Final[Mapping[str, Callable[[Element, str, str | None], Part]]] = {
    "inputData": _input,
    "decision": _decision,
    "businessKnowledgeModel": _knowledge,
    "decisionService": _service,
}
