"""Answers the functions on contexts; none of them changes the context that it is given."""

from engine.feel.functions.registry import function
from engine.feel.run import Run, Value
from engine.feel.values import admit, elements
from engine.text import Text


@function("get value(m: context, key: string)")
def get_value(run: Run, context: dict[str, Value], key: str) -> Value:
    """The value under this name."""
    if key in context:
        return admit(context[key], run)
    return run.null(Text("There is no “{name}” in the context.", {"name": key[:80]}))


@function("get entries(m: context)")
def get_entries(run: Run, context: dict[str, Value]) -> list[dict[str, Value]]:
    """A list of contexts with `key` and `value`."""
    run.produce_list(2 * len(context))
    return [{"key": key, "value": admit(value, run)} for key, value in context.items()]


@function("context put(context: context, key: string, value: any?)")
def context_put(run: Run, context: dict[str, Value], key: str, value: Value = None) -> dict[str, Value]:
    """The context with one entry more, or another value for it."""
    run.produce_list(len(context) + 1)
    return {**context, key: value}


@function("context put(context: context, keys: list, value: any?)")
def context_put_deep(
    run: Run, context: dict[str, Value], keys: list[Value], value: Value = None
) -> dict[str, Value] | None:
    """The context with another value at the end of a path of names."""
    path = list(elements(keys, run))
    if not path or not all(type(key) is str for key in path):
        return run.null(Text("The names of a path must be texts, at least one."))
    layers = [context]
    for key in path[:-1]:
        inner = layers[-1].get(key)
        layers.append(inner if isinstance(inner, dict) else {})
    for layer, key in zip(reversed(layers), reversed(path), strict=True):
        run.produce_list(len(layer) + 1)
        value = {**layer, key: value}
    return value  # type: ignore[no-any-return]


@function("context(entries: list)")
def context_of_entries(run: Run, entries: list[Value]) -> dict[str, Value] | None:
    """A context out of contexts with `key` and `value`; null when a name is missing or comes twice."""
    run.produce_list(len(entries))
    made: dict[str, Value] = {}
    for entry in elements(entries, run):
        key = entry.get("key") if type(entry) is dict and "value" in entry else None
        if type(key) is not str or key in made:
            return run.null(Text("Each entry needs a “key” of its own, a text, and a “value”."))
        made[key] = admit(entry["value"], run)
    return made


@function("context merge(contexts: list)")
def context_merge(run: Run, contexts: list[Value]) -> dict[str, Value] | None:
    """All contexts in one; later entries replace earlier ones."""
    merged: dict[str, Value] = {}
    for context in elements(contexts, run):
        if type(context) is not dict:
            return run.null(Text("Only contexts can be merged."))
        run.produce_list(len(context))
        merged.update(context)
    return merged
