"""Answers how function calls become closures; it must not compute what a function computes."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final

from engine import errors
from engine.feel import nodes
from engine.feel.access import known
from engine.feel.compiling import Compiler
from engine.feel.functions import FUNCTIONS, LEFT_OUT, Function
from engine.feel.functions.registry import arranged, as_written, suiting
from engine.feel.invoking import invocation
from engine.feel.run import Closure, Frame, Run, Value
from engine.feel.vocabulary import NONE

_IS_DEFINED: Final = "is defined"


def call(node: nodes.Call, compiler: Compiler) -> Closure:
    """A function with its arguments; unknown functions and wrong arguments are found here, before any case runs."""
    if compiler.binds(node.function):
        callee = nodes.Name(node.position, node.function)
        return invocation(nodes.Invocation(node.position, callee, node.arguments, node.named), compiler)
    if node.function == _IS_DEFINED:
        return _is_defined(node, compiler)
    ways = FUNCTIONS.get(node.function)
    if ways is None:
        similar = _similar(node.function)
        return _mistaken(
            errors.FeelUnknownFunction(found=node.function, similar=similar, position=node.position), compiler
        )
    names = tuple(name for name, _ in node.named)
    fitting = [way for way in ways if way.accepts(len(node.arguments), names)]
    if not fitting or (node.arguments and names):
        usage = " / ".join(way.usage() for way in ways)
        return _mistaken(
            errors.FeelWrongArguments(function=node.function, usage=usage, position=node.position), compiler
        )
    return _prepared(node, compiler, fitting)


def _mistaken(mistake: errors.FeelSyntaxError, compiler: Compiler) -> Closure:
    """Refuse the expression; in a decision only this call is null (DMN 1.5, 10.3.2), and the mistake is kept."""
    if compiler.usage.vocabulary is NONE:
        raise mistake
    compiler.usage.mistakes.append(mistake)
    return lambda run, frame: None


def _similar(name: str) -> str:
    """Known functions spelled almost like `name`; some usual ones when none is near."""
    near = get_close_matches(name.lower(), [*FUNCTIONS, _IS_DEFINED], n=3, cutoff=0.6)
    return ", ".join(near or ("count", "contains", "date"))


def _is_defined(node: nodes.Call, compiler: Compiler) -> Closure:
    if len(node.arguments) != 1 or node.named:
        usage = "is defined(value)"
        return _mistaken(errors.FeelWrongArguments(function=_IS_DEFINED, usage=usage, position=node.position), compiler)
    return known(node.arguments[0], compiler)


def _prepared(node: nodes.Call, compiler: Compiler, fitting: Sequence[Function]) -> Closure:
    arguments = [compiler.closure(argument) for argument in node.arguments]
    by_name = {name: compiler.closure(argument) for name, argument in node.named}
    if by_name:
        fitting = as_written(fitting, tuple(by_name))
        arguments = arranged(by_name, fitting[0], _left_out)
    complete = _left_out not in arguments
    ways = [(way.implementation, way.direct(len(arguments))) for way in fitting if complete]
    position = node.position

    def run_it(run: Run, frame: Frame | None) -> Value:
        values = [argument(run, frame) for argument in arguments]
        run.at = position
        for implementation, direct in ways:  # the usual case: arguments of the kinds that are wanted
            if _taken(values, direct):
                return implementation(run, *values)
        return suiting(fitting, values).call(values, run)

    return run_it


def _taken(values: list[Value], direct: list[frozenset[type] | None]) -> bool:
    """Whether all arguments are taken as they come."""
    for value, types in zip(values, direct, strict=True):
        if types is not None and type(value) not in types:
            return False
    return True


def _left_out(_run: Run, _frame: Frame | None) -> Value:
    return LEFT_OUT
