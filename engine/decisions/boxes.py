"""What a boxed expression is made of (DMN 1.5, 7.3 and 10.2.2): frozen values that know no XML and no evaluation."""

from typing import Literal

from engine.frozen import Record


class Box(Record):
    """A boxed expression; `type` is the type it is declared to give, as written, None where nothing is said."""

    type: str | None


class LiteralBox(Box):
    """FEEL source; `language` is None for FEEL, else what it is written in."""

    source: str
    language: str | None = None


class Clause(Record):
    """A column of results of a table: its name and type (None in tables of one output), values, and default."""

    name: str | None
    type: str | None
    values: str | None
    default: str | None
    label: str | None = None


class Column(Record):
    """A column of conditions of a table: the expression tested, its type, and the values allowed (unary tests)."""

    source: str
    type: str | None
    values: str | None
    label: str | None = None


class Rule(Record):
    """A row of a table: its unary tests and its results, column by column, and remarks by their headings."""

    tests: tuple[str, ...]
    results: tuple[str, ...]
    notes: tuple[tuple[str, str], ...] = ()


class TableBox(Box):
    """A decision table (chapter 8); `language` is None where all of it is FEEL, else what a part is written in."""

    id: str
    policy: str
    aggregation: str | None
    columns: tuple[Column, ...]
    clauses: tuple[Clause, ...]
    rules: tuple[Rule, ...]
    language: str | None = None


class Entry(Record):
    """A row of a boxed context or a binding of an invocation: the last row of a context may have no name."""

    name: str | None
    type: str | None
    value: Box | None


class ContextBox(Box):
    """A boxed context: later rows see earlier ones; a row without a name is the result."""

    entries: tuple[Entry, ...]


class InvocationBox(Box):
    """A boxed invocation: what is called, and the values of its parameters."""

    called: Box | None
    bindings: tuple[Entry, ...]


class ListBox(Box):
    """A boxed list."""

    elements: tuple[Box, ...]


class RelationBox(Box):
    """A relation: columns by name and type, and rows of expressions."""

    columns: tuple[tuple[str, str | None], ...]
    rows: tuple[tuple[Box | None, ...], ...]


class FunctionBox(Box):
    """A function definition: its parameters with their types; `kind` FEEL, or Java and PMML, which are never run."""

    parameters: tuple[tuple[str, str | None], ...]
    body: Box | None
    kind: str


class ConditionalBox(Box):
    """A boxed conditional."""

    condition: Box | None
    yes: Box | None
    no: Box | None


class IteratorBox(Box):
    """A boxed iterator: for, some or every."""

    kind: Literal["for", "some", "every"]
    variable: str
    source: Box | None
    body: Box | None


class FilterBox(Box):
    """A boxed filter."""

    source: Box | None
    condition: Box | None
