"""What boxed expressions give in a scope (DMN 1.5, 10.2.2 and 10.3.2): each box becomes a step; must know no graph.

Nesting is bounded by the depth that the XML door lets in, and calls by FEEL's own bound of levels.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from engine.decisions.boxes import (
    Box,
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
    TableBox,
)
from engine.decisions.course import Course, Place, Scope, Step, foreign, written
from engine.decisions.shapes import FREE, fitted
from engine.decisions.tables import table
from engine.feel import ANY, FunctionValue, Run, Vocabulary, invoke, parse

_LEVELS: Final = 6  # of Python's stack that a call of a boxed function takes, beside what FEEL counts itself
# Names that no element of a list brings with it, however it is made.
_EACH, _SOURCE, _BODY = "the element itself", "the source itself", "the body itself"
_ROUNDS: Final[Mapping[str, str]] = {
    "for": f"for {_EACH} in {_SOURCE} return {_BODY}({_EACH}, partial)",
    "some": f"some {_EACH} in {_SOURCE} satisfies {_BODY}({_EACH}, null)",
    "every": f"every {_EACH} in {_SOURCE} satisfies {_BODY}({_EACH}, null)",
    "filter": f"{_SOURCE}[{_BODY}(item, null)]",
}
_ROUND: Final = Vocabulary(frozenset((_EACH, _SOURCE, _BODY)))


def logic(box: Box | None, holder: str, place: Place) -> Step:
    """Return what a box gives, as its declared type wants it; `holder` names what it stands in."""
    if box is None:
        return lambda _course, _scope: None
    step, shape = _KINDS[type(box)](box, holder, place), place.shape(box.type)
    if shape.plain or isinstance(box, FunctionBox):
        return step
    return lambda course, scope: fitted(step(course, scope), shape, course.run)


def function(box: FunctionBox, holder: str, place: Place, declared: str | None = None) -> Step:
    """Return the function that a definition makes; it remembers the scope around it.

    `declared` is the type of what holds it: that of a function, or (in older files) of its result.
    """
    if box.kind.upper() != "FEEL":
        return lambda course, _scope: course.null(
            "“{name}” is written in {language}, which is never run. Write it in FEEL.", name=holder, language=box.kind
        )
    names = tuple(name for name, _ in box.parameters)
    shapes = tuple(place.shape(written_type) for _, written_type in box.parameters)
    types = tuple(None if shape.type == ANY else shape.type for shape in shapes)
    body = logic(box.body, holder, place.within(*names))
    results = (place.shape(box.type).given, place.shape(declared).given)
    result = next((one for one in results if not one.plain), FREE)

    def made(course: Course, scope: Scope) -> Any:
        def called(arguments: list[Any], run: Run) -> Any:
            with course.inside(holder):
                course.copies(scope, len(names))
                given = [fitted(one, shape, run) for one, shape in zip(arguments, shapes, strict=True)]
                if any(new is None and old is not None for new, old in zip(given, arguments, strict=True)):
                    return None
                return fitted(body(course, {**scope, **dict(zip(names, given, strict=True))}), result, run)

        return FunctionValue(names, types, result.type, called, _LEVELS)

    return made


def _literal(box: LiteralBox, _holder: str, place: Place) -> Step:
    if box.language is not None:
        return foreign(box.language)
    return written(box.source, place)


def _context(box: ContextBox, holder: str, place: Place) -> Step:
    inner = place.within(*(entry.name for entry in box.entries if entry.name))
    steps = [(entry.name, _entry(entry, holder, inner)) for entry in box.entries]

    def given(course: Course, scope: Scope) -> Any:
        course.copies(scope, len(steps))
        around, made = dict(scope), dict[str, Any]()
        for name, step in steps:
            value = step(course, around)
            if name is None:
                return value
            around[name] = made[name] = value
        return made

    return given


def _entry(entry: Entry, holder: str, place: Place) -> Step:
    name = f"{holder} / {entry.name}" if entry.name else holder
    step, shape = logic(entry.value, name, place), place.shape(entry.type)
    return step if shape.plain else lambda course, scope: fitted(step(course, scope), shape, course.run)


def _invocation(box: InvocationBox, holder: str, place: Place) -> Step:
    called = logic(box.called, holder, place)
    bindings = [(entry.name or "", _entry(entry, holder, place)) for entry in box.bindings]

    def given(course: Course, scope: Scope) -> Any:
        found = called(course, scope)
        arguments = {name: step(course, scope) for name, step in bindings}
        return invoke(found, (), course.run, arguments)

    return given


def _list(box: ListBox, holder: str, place: Place) -> Step:
    steps = [logic(one, holder, place) for one in box.elements]

    def given(course: Course, scope: Scope) -> Any:
        course.run.produce_list(len(steps))
        return [step(course, scope) for step in steps]

    return given


def _relation(box: RelationBox, holder: str, place: Place) -> Step:
    names = [name for name, _ in box.columns]
    shapes = [place.shape(written_type) for _, written_type in box.columns]
    rows = [[logic(cell, holder, place) for cell in row] for row in box.rows]

    def given(course: Course, scope: Scope) -> Any:
        course.run.produce_list(len(rows) * len(names))
        return [
            {
                name: fitted(step(course, scope), shape, course.run)
                for name, shape, step in zip(names, shapes, row, strict=False)
            }
            for row in rows
        ]

    return given


def _conditional(box: ConditionalBox, holder: str, place: Place) -> Step:
    condition, yes, no = (logic(one, holder, place) for one in (box.condition, box.yes, box.no))
    return lambda course, scope: (yes if condition(course, scope) is True else no)(course, scope)


def _iterator(box: IteratorBox, holder: str, place: Place) -> Step:
    source = logic(box.source, holder, place)
    body = logic(box.body, holder, place.within(box.variable, "partial"))

    def of_round(scope: Scope, element: Any, partial: Any) -> Scope:
        return {**scope, "partial": partial, box.variable: element}

    return _rounds(box.kind, source, body, of_round)


def _filter(box: FilterBox, holder: str, place: Place) -> Step:
    source, condition = logic(box.source, holder, place), logic(box.condition, holder, place.within("item"))

    def of_round(scope: Scope, element: Any, _partial: Any) -> Scope:
        return {**scope, **(element if type(element) is dict else {}), "item": element}

    def judged(course: Course, scope: Scope) -> Any:
        found = condition(course, scope)
        if found is None or type(found) is bool:
            return found
        raise _NoTruth

    filtered = _rounds("filter", source, judged, of_round)

    def given(course: Course, scope: Scope) -> Any:
        try:
            return filtered(course, scope)
        except _NoTruth:
            return course.null("A filter keeps what its condition is true for; this one is neither true nor false.")

    return given


class _NoTruth(Exception):
    """The condition of a filter is neither true nor false nor null."""


def _rounds(kind: str, source: Step, body: Step, of_round: Callable[[Scope, Any, Any], Scope]) -> Step:
    """Return what FEEL's own loop gives when its body is a box."""
    loop = parse(_ROUNDS[kind], _ROUND)

    def given(course: Course, scope: Scope) -> Any:
        def round_of(arguments: list[Any], _run: Run) -> Any:
            course.copies(scope, 1)
            return body(course, of_round(scope, *arguments))

        turn = FunctionValue(("element", "partial"), (None, None), None, round_of, _LEVELS)
        return loop.compute(course.run, {_SOURCE: source(course, scope), _BODY: turn})

    return given


_KINDS: Final[Mapping[type[Box], Callable[..., Step]]] = {
    LiteralBox: _literal,
    TableBox: table,
    ContextBox: _context,
    InvocationBox: _invocation,
    ListBox: _list,
    RelationBox: _relation,
    FunctionBox: function,
    ConditionalBox: _conditional,
    IteratorBox: _iterator,
    FilterBox: _filter,
}
