"""Answers what a node needs to become a closure: names in reach, cost and depth; it must know no single node class."""

from collections.abc import Callable, Mapping
from typing import Protocol

from engine import errors
from engine.feel import limits, nodes
from engine.feel.run import Closure
from engine.feel.vocabulary import NONE, Vocabulary
from engine.frozen import Record


class Level(Record):
    """Names bound around an expression. `names` None: a filter, whose element may bring any name with it."""

    names: frozenset[str] | None
    outer: "Level | None"


class Usage:
    """What the whole expression uses: how many nodes, which names of the scope for sure, which perhaps (in filters)."""

    __slots__ = ("deepest", "mistakes", "names", "nodes", "possible", "vocabulary")

    def __init__(self, vocabulary: Vocabulary = NONE) -> None:
        """Begin with nothing used."""
        self.vocabulary = vocabulary
        self.nodes = 0
        self.deepest = 0
        self.names: set[str] = set()
        self.possible: set[str] = set()
        self.mistakes: list[errors.FeelSyntaxError] = []


class Step(Protocol):
    """Turns one class of node into a closure."""

    def __call__(self, node: "nodes.Node", compiler: "Compiler", /) -> Closure:
        """Return the closure of `node`."""


class Compiler:
    """Turns nodes into closures at one level of names; `cost` is the fuel that one straight run through it takes."""

    __slots__ = ("cost", "depth", "level", "steps", "usage")

    def __init__(
        self, steps: "Mapping[type[nodes.Node], Callable[..., Closure]]", usage: Usage, level: Level | None, depth: int
    ) -> None:
        """Begin a block with no cost yet."""
        self.steps = steps
        self.usage = usage
        self.level = level
        self.depth = depth
        self.cost = 0

    def closure(self, node: nodes.Node) -> Closure:
        """The closure of `node`, its cost added to this block; FeelLimit when the tree is too large or too deep."""
        self.usage.nodes += 1
        if self.usage.nodes > limits.MAX_NODES:
            raise errors.FeelTooManyParts(maximum=limits.MAX_NODES)
        if self.depth >= limits.MAX_DEPTH:
            raise errors.FeelTooDeep(maximum=limits.MAX_DEPTH)
        self.depth += 1
        self.cost += 1
        self.usage.deepest = max(self.usage.deepest, self.depth)
        made = self.steps[type(node)](node, self)
        self.depth -= 1
        return made

    def binds(self, name: str) -> bool:
        """Whether the name is bound around this place, or known to be a variable or function of the surroundings."""
        level = self.level
        while level is not None:
            if level.names is not None and name in level.names:
                return True
            level = level.outer
        return name in self.usage.vocabulary.names

    def inside(self, names: frozenset[str] | None) -> "Compiler":
        """A compiler for what runs many times or sees more names; its cost is charged by whoever runs it."""
        return Compiler(self.steps, self.usage, Level(names, self.level), self.depth)
