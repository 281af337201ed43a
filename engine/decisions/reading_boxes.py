"""How the XML of boxed expressions becomes values (DMN 1.5, chapters 7, 8 and 10.2.2); must not evaluate them.

Nesting is bounded by the depth that the XML door lets in.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from engine.decisions.boxes import (
    Box,
    Clause,
    Column,
    ConditionalBox,
    ContextBox,
    Entry,
    FilterBox,
    FunctionBox,
    InvocationBox,
    IteratorBox,
    ListBox,
    LiteralBox,
    RelationBox,
    Rule,
    TableBox,
)
from engine.decisions.names import child, children, language_of, local, name_of, text, type_of
from engine.xml import Element

_AGGREGATIONS: Final = frozenset({"SUM", "MIN", "MAX", "COUNT"})


def box(element: Element | None, language: str | None) -> Box | None:
    """Return what one element means as an expression; None where it is none. `language` is that of the whole file."""
    read = None if element is None else _READ.get(local(element))
    return read(element, language) if read and element is not None else None


def inside(element: Element | None, language: str | None) -> Box | None:
    """Return the first expression among the children of an element."""
    return None if element is None else next((box(one, language) for one in element if local(one) in _READ), None)


def function(element: Element, language: str | None) -> FunctionBox:
    """Return a function definition, also the encapsulated logic of a business knowledge model (10.2.2.9)."""
    parameters = tuple((name_of(one), type_of(one)) for one in children(element, "formalParameter"))
    return FunctionBox(type_of(element), parameters, inside(element, language), element.get("kind") or "FEEL")


def _literal(element: Element, language: str | None) -> Box:
    return LiteralBox(type_of(element), text(child(element, "text")) or "", language_of(element, language))


def _context(element: Element, language: str | None) -> Box:
    return ContextBox(type_of(element), tuple(_entry(one, language) for one in children(element, "contextEntry")))


def _entry(element: Element, language: str | None) -> Entry:
    variable = child(element, "variable", "parameter")
    return Entry(name_of(variable) or None, type_of(variable), inside(element, language))


def _invocation(element: Element, language: str | None) -> Box:
    bindings = tuple(_entry(one, language) for one in children(element, "binding"))
    return InvocationBox(type_of(element), inside(element, language), bindings)


def _list(element: Element, language: str | None) -> Box:
    found = (box(one, language) for one in element)
    return ListBox(type_of(element), tuple(one for one in found if one))


def _relation(element: Element, language: str | None) -> Box:
    columns = tuple((name_of(one), type_of(one)) for one in children(element, "column"))
    rows = tuple(tuple(box(cell, language) for cell in row if local(cell) in _READ) for row in children(element, "row"))
    return RelationBox(type_of(element), columns, rows)


def _conditional(element: Element, language: str | None) -> Box:
    parts = (inside(child(element, name), language) for name in ("if", "then", "else"))
    return ConditionalBox(type_of(element), *parts)


def _for(element: Element, language: str | None) -> Box:
    source, body = (inside(child(element, name), language) for name in ("in", "return"))
    return IteratorBox(type_of(element), "for", _variable(element), source, body)


def _some(element: Element, language: str | None) -> Box:
    source, body = (inside(child(element, name), language) for name in ("in", "satisfies"))
    return IteratorBox(type_of(element), "some", _variable(element), source, body)


def _every(element: Element, language: str | None) -> Box:
    source, body = (inside(child(element, name), language) for name in ("in", "satisfies"))
    return IteratorBox(type_of(element), "every", _variable(element), source, body)


def _variable(element: Element) -> str:
    return " ".join((element.get("iteratorVariable") or "").split())


def _filter(element: Element, language: str | None) -> Box:
    source, condition = (inside(child(element, name), language) for name in ("in", "match"))
    return FilterBox(type_of(element), source, condition)


def _table(element: Element, language: str | None) -> Box:
    aggregation = (element.get("aggregation") or "").upper()
    headings = [name_of(one) for one in children(element, "annotation")]
    return TableBox(
        type_of(element),
        element.get("id") or "",
        " ".join((element.get("hitPolicy") or "UNIQUE").upper().split()),
        aggregation if aggregation in _AGGREGATIONS else None,
        tuple(_column(one) for one in children(element, "input")),
        tuple(_clause(one) for one in children(element, "output")),
        tuple(_rule(one, headings) for one in children(element, "rule")),
        _foreign(element, language),
    )


def _foreign(element: Element, language: str | None) -> str | None:
    """Return the first language of a table's cells that is not FEEL."""
    cells = (
        one
        for part in children(element, "input", "rule")
        for one in children(part, "inputExpression", "inputEntry", "outputEntry")
    )
    return next((found for one in cells if (found := language_of(one, language))), None)


def _column(element: Element) -> Column:
    expression = child(element, "inputExpression")
    values = text(child(element, "inputValues"))
    return Column(text(expression) or "", type_of(expression), values, _label(element))


def _clause(element: Element) -> Clause:
    return Clause(
        name_of(element) or None,
        type_of(element),
        text(child(element, "outputValues")),
        text(child(element, "defaultOutputEntry")),
        _label(element),
    )


def _label(element: Element) -> str | None:
    return " ".join((element.get("label") or "").split()) or None


def _rule(element: Element, headings: Sequence[str]) -> Rule:
    tests = tuple(text(one) or "-" for one in children(element, "inputEntry"))
    results = tuple(text(one) or "" for one in children(element, "outputEntry"))
    described = child(element, "description")
    notes = [("", described.text.strip())] if described is not None and described.text else []
    for place, one in enumerate(children(element, "annotationEntry")):
        notes.append((headings[place] if place < len(headings) else "", text(one) or ""))
    return Rule(tests, results, tuple((heading, note) for heading, note in notes if note))


_READ: Final[Mapping[str, Callable[[Element, str | None], Box]]] = {
    "literalExpression": _literal,
    "context": _context,
    "invocation": _invocation,
    "list": _list,
    "relation": _relation,
    "functionDefinition": function,
    "conditional": _conditional,
    "for": _for,
    "some": _some,
    "every": _every,
    "filter": _filter,
    "decisionTable": _table,
}
