"""What one request for a decision has spent, fired and found wrong so far; must not know boxes or requirements."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from engine import errors
from engine.decisions.outcome import Fault, Fired, Looked, Weight
from engine.decisions.shapes import Shape, Shapes
from engine.feel import Expression, Run, Type, UnaryTests, Vocabulary, parse, parse_unary_tests
from engine.text import Text

MAX_FAULTS: Final = 50  # faults kept of one request; the first ones tell the most
MAX_LOOKED: Final = 20  # looks into tables kept of one request; `fired` is complete
_NAMES_PER_FUEL: Final = 10  # names copied for one unit of fuel
Scope = dict[str, Any]


class Course:
    """One request on its way: FEEL's budget, the rules that fired, and the reasons of nulls by where they arose."""

    __slots__ = ("faults", "fired", "looked", "run", "where")

    def __init__(self, run: Run) -> None:
        """Begin with nothing fired and nothing wrong."""
        self.run = run
        self.fired: list[Fired] = []
        self.faults: list[Fault] = []
        self.looked: list[Looked] = []
        self.where = ""

    @contextmanager
    def inside(self, where: str) -> Iterator[None]:
        """Tell reasons that arise meanwhile with the name of this decision or function."""
        self.settle()
        outer, self.where = self.where, where
        try:
            yield
        finally:
            self.settle()
            self.where = outer

    def copies(self, scope: Scope, more: int) -> None:
        """Pay for a copy of a scope and for so many parts that see it."""
        self.run.charge(1 + more + len(scope) // _NAMES_PER_FUEL)

    def settle(self) -> None:
        """Take over the reasons that FEEL has kept since."""
        for reason in self.run.reasons or ():
            self._keep(reason.text)
        self.run.reasons = None

    def forget(self, count: int) -> None:
        """Drop the faults after the first `count`: what they stopped has been answered otherwise."""
        self.run.reasons = None
        del self.faults[count:]

    def null(self, sentence: str, *, weight: Weight = "wrong", **params: Any) -> Any:
        """Give null and keep the reason."""
        self.settle()
        self._keep(Text(sentence, params), weight)
        return None

    def soften(self, count: int) -> None:
        """Let the reasons after the first `count` be those of a table of which no rule fits."""
        self.settle()
        for at, fault in enumerate(self.faults[count:], count):
            if fault.weight == "unknown":
                self.faults[at] = Fault(fault.where, fault.text, "no rule")

    def refuse(self, error: errors.RavandError) -> None:
        """Give null for what an error stands against."""
        self.settle()
        self._keep(Text(error.template(), dict(error.params)), "wrong")

    def _keep(self, text: Text, weight: Weight = "unknown") -> None:
        fault = Fault(self.where, text, weight)
        if len(self.faults) < MAX_FAULTS and fault not in self.faults:
            self.faults.append(fault)


Step = Callable[[Course, Scope], Any]


class Place:
    """Where logic stands: the names around it, and the types of its file; one vocabulary for all that stands here."""

    __slots__ = ("names", "shapes", "types", "vocabulary")

    def __init__(self, shapes: Shapes, types: Mapping[str, Type], names: frozenset[str]) -> None:
        """Stand among these names."""
        self.shapes = shapes
        self.types = types
        self.names = names
        self.vocabulary = Vocabulary(names, types)

    def within(self, *names: str) -> "Place":
        """Return a place that sees more names."""
        return self if self.names.issuperset(names) else Place(self.shapes, self.types, self.names.union(names))

    def shape(self, written: str | None) -> Shape:
        """Return the type of this name."""
        return self.shapes.shape(written)

    def expression(self, source: str) -> Expression | errors.RavandError:
        """Return a FEEL expression read here, or why it cannot be read; it may hold calls that give nothing."""
        try:
            return parse(source, self.vocabulary)
        except (errors.FeelSyntaxError, errors.FeelLimit) as refusal:
            return refusal

    def tests(self, source: str) -> UnaryTests | errors.RavandError:
        """Return unary tests read here, or why they cannot be read."""
        try:
            read = parse_unary_tests(source, self.vocabulary)
        except (errors.FeelSyntaxError, errors.FeelLimit) as refusal:
            return refusal
        return read.mistakes[0] if read.mistakes else read


def written(source: str, place: Place) -> Step:
    """Return what FEEL source gives; null with the reason where it cannot be read; an empty one is null."""
    if not source:
        return lambda _course, _scope: None
    expression = place.expression(source)
    if isinstance(expression, errors.RavandError):
        refusal = expression
        return lambda course, _scope: course.refuse(refusal)
    if expression.mistakes:
        return _mistaken(expression)
    return lambda course, scope: expression.compute(course.run, scope)


def _mistaken(expression: Expression) -> Step:
    """Return what an expression gives although calls in it can give nothing: nobody shall go on with that unawares."""

    def given(course: Course, scope: Scope) -> Any:
        for mistake in expression.mistakes:
            course.refuse(mistake)
        return expression.compute(course.run, scope)

    return given


def foreign(language: str) -> Step:
    """Return null with the reason that only FEEL is run."""
    sentence = "This is written in {language}, which is never run. Write it in FEEL."
    return lambda course, _scope: course.null(sentence, language=language)
