"""Answers how functions of one's own become values and are called; it must not know the built-in ones."""

from collections.abc import Mapping, Sequence
from typing import Final

from engine import errors
from engine.feel import nodes
from engine.feel.compiling import Compiler
from engine.feel.run import Closure, Frame, Run, Value
from engine.feel.types import ANY, NAMED, ContextType, ListType, Type, converted
from engine.feel.values import TYPE_NAMES, FunctionValue, kind
from engine.feel.vocabulary import NONE
from engine.text import Text


def function_of(node: nodes.FunctionOf, compiler: Compiler) -> Closure:
    """`function(a, b) body`: a value that remembers the names around the place where it is written."""
    names = tuple(name for name, _ in node.parameters)
    types = tuple(wanted for _, wanted in node.parameters)
    inner, outer_deepest = compiler.inside(frozenset(names)), compiler.usage.deepest
    compiler.usage.deepest = inner.depth
    body, result = inner.closure(node.body), given_type(node.body)
    levels = compiler.usage.deepest - inner.depth + 2  # and the call itself
    compiler.usage.deepest = max(outer_deepest, compiler.usage.deepest)
    cost = inner.cost + len(names)

    def make(run: Run, frame: Frame | None) -> Value:
        scope = run.scope

        def called(arguments: list[Value], caller: Run) -> Value:
            caller.charge(cost)
            around, caller.scope = caller.scope, scope
            try:
                return body(caller, Frame(dict(zip(names, arguments, strict=True)), frame))
            finally:
                caller.scope = around

        return FunctionValue(names, types, result, called, levels)

    return make


def given_type(node: nodes.Node) -> Type | None:
    """The type of everything that this part can give, where it can be seen without running it."""
    if isinstance(node, nodes.Literal):
        return NAMED.get(TYPE_NAMES[type(node.value)])
    if isinstance(node, nodes.ContextOf):
        return ContextType("context", tuple((name, given_type(value) or ANY) for name, value in node.entries))
    if isinstance(node, nodes.ListOf):
        found = {given_type(element) for element in node.elements}
        return ListType("list", (found.pop() if len(found) == 1 else None) or ANY)
    return NAMED["boolean"] if isinstance(node, nodes.Comparison | nodes.Logic | nodes.Between | nodes.In) else None


# --- calls ----------------------------------------------------------------------------------------------


def invocation(node: nodes.Invocation, compiler: Compiler) -> Closure:
    """`callee(arguments)`; what stands behind a point must come from a name that is bound here."""
    _refuse_method(node.callee, compiler)
    callee, position = compiler.closure(node.callee), node.position
    arguments = [compiler.closure(argument) for argument in node.arguments]
    named = [(name, compiler.closure(argument)) for name, argument in node.named]

    def invoked(run: Run, frame: Frame | None) -> Value:
        function = callee(run, frame)
        given = [argument(run, frame) for argument in arguments]
        by_name = {name: argument(run, frame) for name, argument in named}
        run.at = position
        return invoke(function, given, run, by_name)

    return invoked


def _refuse_method(callee: nodes.Node, compiler: Compiler) -> None:
    """Refuse to call what nobody knows to hold functions: in other languages that runs program code."""
    base, called = callee, "…"
    while isinstance(base, nodes.Path | nodes.Filter):
        called = base.name if isinstance(base, nodes.Path) and base is callee else called
        base = base.base
    if isinstance(base, nodes.Name) and not compiler.binds(base.name) and compiler.usage.vocabulary is NONE:
        raise errors.FeelMethodCall(found=base.name if base is callee else called, position=callee.position)


_NO_NAMES: Final[Mapping[str, Value]] = {}


def invoke(function: Value, given: Sequence[Value], run: Run, by_name: Mapping[str, Value] = _NO_NAMES) -> Value:
    """What a function value gives for these arguments; null with its reason when they do not fit its parameters."""
    if not isinstance(function, FunctionValue):
        return run.null(Text("A {kind} is no function that could be called.", {"kind": kind(function)}))
    arguments = _arranged(function, given, by_name)
    if arguments is None:
        params = {"parameters": ", ".join(function.parameters or ()) or "–"}
        return run.null(Text("This function takes other arguments: {parameters}.", params))
    for place, wanted in enumerate(function.types):
        if wanted is None or arguments[place] is None:
            continue
        arguments[place] = converted(arguments[place], wanted, run)
        if arguments[place] is None:
            return None
    run.enter(function.levels)
    try:
        return function.body(arguments, run)
    finally:
        run.levels -= function.levels


def _arranged(function: FunctionValue, given: Sequence[Value], by_name: Mapping[str, Value]) -> list[Value] | None:
    if function.parameters is None:
        return (function.in_order(by_name) if function.in_order else None) if by_name else list(given)
    if not by_name:
        return list(given) if len(given) == len(function.parameters) else None
    if given or set(by_name) != set(function.parameters):
        return None
    return [by_name[name] for name in function.parameters]


def truth(function: FunctionValue, given: Sequence[Value], run: Run) -> bool | None:
    """What a condition given as a function says; None, with its reason, when it is neither true nor false."""
    found = invoke(function, given, run)
    if type(found) is bool:
        return found
    return run.null(Text("The function must give true or false here; it gave a {kind}.", {"kind": kind(found)}))
