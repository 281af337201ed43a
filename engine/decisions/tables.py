"""What a decision table gives: which rules fit and what its hit policy makes of them (DMN 1.5, chapter 8)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from engine import errors
from engine.decisions.boxes import Clause, Column, TableBox
from engine.decisions.course import MAX_LOOKED, Course, Place, Scope, Step, foreign, written
from engine.decisions.index import Index, indexed
from engine.decisions.outcome import Applied, Fired, Looked
from engine.decisions.shapes import Shape, fitted, taken_in
from engine.feel import UnaryTests, equal, parse
from engine.feel.values import admit
from engine.frozen import Record

_LETTERS: Final[Mapping[str, str]] = {
    "U": "UNIQUE", "A": "ANY", "F": "FIRST", "P": "PRIORITY", "R": "RULE ORDER", "O": "OUTPUT ORDER", "C": "COLLECT",
}  # fmt: skip
#: How the results of one column become one value (8.2.10).
_AGGREGATES: Final = {
    "SUM": "sum(results)",
    "MIN": "min(results)",
    "MAX": "max(results)",
    "COUNT": "count(results)",
}


class _Input(Record):
    """A column of conditions, read: its source and value, the type it has, and the values allowed."""

    source: str
    value: Step
    shape: Shape
    allowed: UnaryTests | None
    label: str


class _Output(Record):
    """A column of results, read: `ranked` gives the values allowed, the most important one first."""

    name: str | None
    shape: Shape
    ranked: Step | None
    default: Step | None
    label: str


class _Row(Record):
    """A rule, read: None stands for a condition that everything fits."""

    number: int
    tests: tuple[UnaryTests | errors.RavandError | None, ...]
    results: tuple[Step, ...]
    notes: tuple[tuple[str, str], ...]


class Hit(Record):
    """A rule that fits, and what it gives, column by column."""

    number: int
    results: tuple[Any, ...]


def table(box: TableBox, holder: str, place: Place) -> Step:
    """Return what the table gives; `holder` names it where it has no id."""
    if box.language is not None:
        return foreign(box.language)
    policy = _LETTERS.get(box.policy, box.policy)
    if policy not in _POLICIES:
        return lambda course, _scope: course.null("There is no hit policy “{policy}”.", policy=box.policy)
    rows = tuple(
        _Row(
            number,
            tuple(_test(one, place) for one in rule.tests),
            tuple(written(one, place) for one in rule.results),
            rule.notes,
        )
        for number, rule in enumerate(box.rules, 1)
    )
    read = _Table(
        box.id or holder,
        holder,
        policy,
        box.aggregation,
        tuple(_input(one, place) for one in box.columns),
        tuple(_output(one, place, number) for number, one in enumerate(box.clauses, 1)),
        rows,
        indexed([row.tests for row in rows]),
    )
    return read.decided


def _input(column: Column, place: Place) -> _Input:
    allowed = place.tests(column.values) if column.values else None
    return _Input(
        column.source,
        written(column.source, place),
        place.shape(column.type),
        allowed if isinstance(allowed, UnaryTests) else None,
        column.label or column.source,
    )


def _output(clause: Clause, place: Place, number: int) -> _Output:
    return _Output(
        clause.name,
        place.shape(clause.type),
        written(f"[{clause.values}]", place) if clause.values else None,
        written(clause.default, place) if clause.default else None,
        clause.label or clause.name or (f"output {number}" if number > 1 else ""),
    )


def _test(source: str, place: Place) -> UnaryTests | errors.RavandError | None:
    return None if source in ("-", "–", "") else place.tests(source)


class _Table(Record):
    """A table, read."""

    id: str
    name: str
    policy: str
    aggregation: str | None
    inputs: tuple[_Input, ...]
    outputs: tuple[_Output, ...]
    rows: tuple[_Row, ...]
    index: Index | None

    def decided(self, course: Course, scope: Scope) -> Any:
        """Return what the table gives in a scope."""
        values: list[Any] = []
        for column in self.inputs:
            value = taken_in(column.value(course, scope), column.shape, course.run)
            if column.allowed is not None and column.allowed.test(value, course.run, scope) is False:
                return course.null(
                    "“{column}” in the table “{table}” is not among the values allowed: {allowed}.",
                    column=column.source,
                    table=self.name,
                    allowed=column.allowed.source,
                )
            values.append(value)
        hits = [self._hit(row, course, scope) for row in self._fitting(values, course, scope)]
        if not hits:
            self._note(course, values, ())
            return self._default(course, scope)
        fired, given = _POLICIES[self.policy](self, hits, course, scope)
        self._note(course, values, fired)
        return given

    def _note(self, course: Course, values: Sequence[Any], fired: Sequence[Hit]) -> None:
        """Remember what was looked up and which rules made the result."""
        course.fired.extend(Fired(self.id, hit.number) for hit in fired)
        if len(course.looked) < MAX_LOOKED:
            inputs = tuple((column.label, value) for column, value in zip(self.inputs, values, strict=True))
            names = [output.label or self.name for output in self.outputs]
            rules = tuple(
                Applied(hit.number, tuple(zip(names, hit.results, strict=False)), self.rows[hit.number - 1].notes)
                for hit in fired[:MAX_LOOKED]
            )
            course.looked.append(Looked(self.id, self.name, inputs, rules))

    def _fitting(self, values: Sequence[Any], course: Course, scope: Scope) -> list[_Row]:
        """Return the rules that fit, in their order; only the first where the policy asks for no more.

        Why a condition could not be told stays a reason only where no rule fits.
        """
        course.settle()
        before, found = len(course.faults), list[_Row]()
        for row in self._near(values, course):
            course.run.charge(1)
            if all(_fits(test, value, course, scope) for test, value in zip(row.tests, values, strict=False)):
                found.append(row)
                if self.policy == "FIRST":
                    break
        if found:
            course.forget(before)
        else:
            course.soften(before)
        return found

    def _near(self, values: Sequence[Any], course: Course) -> Iterable[_Row]:
        """Return the rules that may fit, in their order."""
        if self.index is None:
            return self.rows
        course.run.charge(1)
        near = self.index.may_fit(admit(values[self.index.column], course.run))
        return self.rows if near is None else (self.rows[at] for at in near)

    def _hit(self, row: _Row, course: Course, scope: Scope) -> Hit:
        pairs = zip(row.results, self.outputs, strict=False)
        return Hit(row.number, tuple(fitted(step(course, scope), output.shape, course.run) for step, output in pairs))

    def _default(self, course: Course, scope: Scope) -> Any:
        if all(output.default is None for output in self.outputs):
            sentence = "No rule of the table “{table}” fits, and it has no default."
            return course.null(sentence, weight="no rule", table=self.name)
        return self.shown([output.default(course, scope) if output.default else None for output in self.outputs])

    def shown(self, results: Sequence[Any]) -> Any:
        """Return one rule's results: the value of the only column, or a context of all by their names."""
        if len(self.outputs) <= 1:
            return results[0] if results else None
        names = (output.name or f"output {number}" for number, output in enumerate(self.outputs, 1))
        return dict(zip(names, results, strict=False))

    def ordered(self, hits: list[Hit], course: Course, scope: Scope) -> list[Hit]:
        """Return rules by the place of their results among the output values, column by column (8.2.10)."""
        ranked = [output.ranked(course, scope) if output.ranked else None for output in self.outputs]

        def places(hit: Hit) -> list[int]:
            return [
                next((at for at, one in enumerate(values) if equal(one, value, course.run)), len(values))
                for values, value in zip(ranked, hit.results, strict=False)
                if type(values) is list
            ]

        return sorted(hits, key=places)


def _fits(test: UnaryTests | errors.RavandError | None, value: Any, course: Course, scope: Scope) -> bool:
    if test is None:
        return True
    if isinstance(test, errors.RavandError):
        course.refuse(test)
        return False
    return test.test(value, course.run, scope) is True


# --- hit policies (8.2.10): the rules that made the result, and the result -------------------------------

_Made = tuple[Sequence[Hit], Any]


def _only(table: _Table, hits: list[Hit], course: Course, _scope: Scope) -> _Made:
    if len(hits) > 1:
        rules = ", ".join(str(hit.number) for hit in hits)
        problem = course.null(
            "Only one rule of the table “{table}” may fit, but these do: {rules}.", table=table.name, rules=rules
        )
        return hits, problem
    return hits, table.shown(hits[0].results)


def _any(table: _Table, hits: list[Hit], course: Course, _scope: Scope) -> _Made:
    given = table.shown(hits[0].results)
    if all(equal(given, table.shown(hit.results), course.run) for hit in hits[1:]):
        return hits, given
    rules = ", ".join(str(hit.number) for hit in hits)
    sentence = "Rules of the table “{table}” that fit together must say the same, but these differ: {rules}."
    return hits, course.null(sentence, table=table.name, rules=rules)


def _first(table: _Table, hits: list[Hit], _course: Course, _scope: Scope) -> _Made:
    return hits[:1], table.shown(hits[0].results)


def _priority(table: _Table, hits: list[Hit], course: Course, scope: Scope) -> _Made:
    return _first(table, table.ordered(hits, course, scope), course, scope)


def _rule_order(table: _Table, hits: list[Hit], _course: Course, _scope: Scope) -> _Made:
    return hits, [table.shown(hit.results) for hit in hits]


def _output_order(table: _Table, hits: list[Hit], course: Course, scope: Scope) -> _Made:
    return _rule_order(table, table.ordered(hits, course, scope), course, scope)


def _collect(table: _Table, hits: list[Hit], course: Course, _scope: Scope) -> _Made:
    results = [table.shown(hit.results) for hit in hits]
    if table.aggregation is None:
        return hits, results
    if len(table.outputs) > 1 and table.aggregation != "COUNT":
        return hits, course.null("Results of several columns have no {how}.", how=table.aggregation)
    return hits, parse(_AGGREGATES[table.aggregation]).compute(course.run, {"results": results})


_POLICIES: Final[Mapping[str, Callable[[_Table, list[Hit], Course, Scope], _Made]]] = {
    "UNIQUE": _only,
    "ANY": _any,
    "FIRST": _first,
    "PRIORITY": _priority,
    "RULE ORDER": _rule_order,
    "OUTPUT ORDER": _output_order,
    "COLLECT": _collect,
}
