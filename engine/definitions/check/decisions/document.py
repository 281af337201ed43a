"""A DMN file as its rules see it: parts, tables and texts with their lines; must not hold a rule itself."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from engine.decisions import Model, read
from engine.decisions.boxes import TableBox
from engine.decisions.course import Place
from engine.decisions.names import children, language_of, local, name_of, text
from engine.decisions.reading import root_of
from engine.decisions.reading_boxes import box
from engine.decisions.shapes import Shapes
from engine.definitions.check.rule import Finding
from engine.xml import Element, line_of

#: Parts of a file that have an id and a name of their own (DMN 1.5, 6.3).
PARTS: Final = frozenset({"inputData", "decision", "businessKnowledgeModel", "decisionService", "knowledgeSource"})


@dataclass(frozen=True, slots=True)
class Part:
    """Something drawn that a finding may speak of: a decision, an input, a knowledge model, a service, the file."""

    id: str
    name: str
    line: int
    xml: Element

    def at(self, element: Element) -> "Part":
        """Return this part with the line of something inside it."""
        return Part(self.id, self.name, line_of(element), self.xml)


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table: the part that holds it, what it says, and the elements of its rules in their order."""

    part: Part
    xml: Element
    box: TableBox
    rules: tuple[Element, ...]

    def column(self, number: int) -> str:
        """Return what a column of conditions is called, counted from 0."""
        column = self.box.columns[number]
        return column.label or column.source or str(number + 1)

    def output(self, number: int) -> str:
        """Return what a column of results is called, counted from 0."""
        clause = self.box.clauses[number]
        return clause.label or clause.name or self.part.name


class DecisionDocument:
    """One file; `model` is what decides, with the files that came beside it."""

    def __init__(self, data: bytes, others: Iterable[bytes] = ()) -> None:
        """Read a file. Raises NotDmn and the refusals of the XML door."""
        self.root = root_of(data)
        self.model: Model = read(data, others)
        self.file = Part("", name_of(self.root), line_of(self.root), self.root)
        self.parts = tuple(
            Part(one.get("id") or "", name_of(one) or one.get("id") or "", line_of(one), one)
            for one in self.root
            if local(one) in PARTS
        )
        self._around = {one.xml: one for one in self.parts}
        self.language = self.root.get("expressionLanguage")

    def part_of(self, element: Element) -> Part:
        """Return the part in which an element lies, with the element's line."""
        return next((self._around[one] for one in element.iterancestors() if one in self._around), self.file).at(
            element
        )

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Return the decision tables, in the order of the file."""
        found = []
        for part in self.parts:
            for element in part.xml.iter():
                if local(element) == "decisionTable":
                    drawn = box(element, self.language)
                    if isinstance(drawn, TableBox):
                        found.append(Table(part.at(element), element, drawn, tuple(children(element, "rule"))))
        return tuple(found)

    @cached_property
    def cells(self) -> Mapping[Element, tuple[int, int]]:
        """Return the number of the rule and of the column of every cell, both from 1; results stand behind tests."""
        return {
            cell: (number, column)
            for table in self.tables
            for number, rule in enumerate(table.rules, 1)
            for column, cell in enumerate(children(rule, "inputEntry", "outputEntry"), 1)
        }

    @cached_property
    def place(self) -> Place:
        """Return a place that knows every name of the file: to find out whether something can be read at all."""
        named = {"variable", "parameter", "formalParameter", *PARTS}
        names = {name_of(one) for one in self.root.iter() if local(one) in named}
        names |= {" ".join((one.get("iteratorVariable") or "").split()) for one in self.root.iter()}
        names |= {part.id for part in self.parts} | set(self.model.imports) | {"item", "partial"}
        shapes = Shapes(self.model)
        return Place(shapes, shapes.vocabulary(), frozenset(name for name in names if name))


Found = Iterator[Finding]
Examine = Callable[[DecisionDocument], Found]
#: What holds an expression or tests, by the name of its element.
HOLDERS: Final[Mapping[str, bool]] = {
    "literalExpression": False, "inputExpression": False, "outputEntry": False, "defaultOutputEntry": False,
    "inputEntry": True, "inputValues": True, "outputValues": True, "allowedValues": True, "typeConstraint": True,
}  # fmt: skip


def holders(document: DecisionDocument) -> Iterator[tuple[Element, str, bool]]:
    """Give what holds FEEL, its source, and whether it holds tests; what Java or PMML means is left out."""
    for element in document.root.iter():
        kind = local(element)
        if kind in HOLDERS and (source := text(element)) is not None and not _is_external(element):
            yield element, source, HOLDERS[kind]


def _is_external(element: Element) -> bool:
    return any((one.get("kind") or "FEEL").upper() != "FEEL" for one in element.iterancestors() if _is_function(one))


def _is_function(element: Element) -> bool:
    return local(element) in {"functionDefinition", "encapsulatedLogic"}


def foreign_language(element: Element, document: DecisionDocument) -> str | None:
    """Return the language of an element where it is not FEEL."""
    return language_of(element, document.language)
