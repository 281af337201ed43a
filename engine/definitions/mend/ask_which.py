"""Change `ask-which {element}`: the form before a gateway asks which way, and the gateway's flows follow the answer."""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Final

from engine import errors
from engine.definitions.graph import Flow, Node
from engine.definitions.mend import add_condition
from engine.definitions.mend.made import CAMUNDA, Made, bpmn
from engine.definitions.mend.source import Source
from engine.definitions.mend.transliterating import variable_name
from engine.spiff.vocabulary import SAME_VOCABULARY, children, extensions
from engine.xml import Element

NAME = "ask-which"
WORDS = "Ask which way in the form before it"
_FORM: Final = "formKey", "formRef"
_TASKS: Final = frozenset({"userTask", "task", "manualTask"})


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Write the question and the conditions.

    A flow without a name is called after what it leads to. Raises ChangeDoesNotFit where nothing that has a form comes
    before the gateway, or its form lies in a file of its own.
    """
    gateway = source.node(change.get("element"))
    asked = _task_before(source, gateway)
    asking = [source.flow(flow.id) for flow in gateway.outgoing if flow.id != gateway.default or flow.name]
    if not asking or _has_a_file(asked.xml):
        raise errors.ChangeDoesNotFit
    variable = variable_name(gateway.name or gateway.id)
    said = _said(source, asking)
    _ask(source, asked.xml, _field(_namespace(asked.xml), variable, gateway.name or gateway.id, said))
    for flow in asking:
        if flow.id != gateway.default:
            add_condition.put(source, flow, f'{variable} = "{said[flow.id]}"')


def _task_before(source: Source, gateway: Node) -> Node:
    """Return the nearest node before the gateway that people fill in a form at: a task, or where a case begins."""
    seen, waiting = {gateway.id}, deque([gateway])
    while waiting:
        for before in _before(source, waiting.popleft()):
            if before.id in seen:
                continue
            top = source.scope(before.scope).parent is None
            if before.type in _TASKS or (before.type == "startEvent" and not before.causes and top):
                return source.node(before.id)
            seen.add(before.id)
            waiting.append(before)
    raise errors.ChangeDoesNotFit


def _before(source: Source, node: Node) -> Iterator[Node]:
    """Give what leads to a node; where a sub-process begins, that is what leads to the sub-process."""
    for flow in node.incoming:
        if (before := source.graph.nodes.get(flow.source or "")) is not None:
            yield before
    if not node.incoming and (around := source.graph.nodes.get(node.scope)) is not None:
        yield from _before(source, around)


def _has_a_file(task: Element) -> bool:
    return any(task.get(f"{{{one}}}{name}") for one in SAME_VOCABULARY for name in _FORM)


def _namespace(task: Element) -> str:
    return next((one for one in SAME_VOCABULARY if one in task.nsmap.values()), CAMUNDA)


def _field(namespace: str, variable: str, label: str, said: Mapping[str, str]) -> Made:
    values = tuple(Made(f"{{{namespace}}}value", {"id": one, "name": one}) for one in said.values())
    attributes = {"id": variable, "label": label, "type": "enum"}
    needed = Made(f"{{{namespace}}}constraint", {"name": "required"})
    validation = Made(f"{{{namespace}}}validation", {}, (needed,))
    return Made(f"{{{namespace}}}formField", attributes, (*values, validation))


def _ask(source: Source, task: Element, field: Made) -> None:
    namespace = field.tag.rpartition("}")[0]
    form = next((one for one in extensions(task) if one.tag == f"{namespace}}}formData"), None)
    if form is not None:
        source.writing.last(form, field)
        return
    made = Made(f"{namespace}}}formData", {}, (field,))
    holder = next(children(task, "extensionElements"), None)
    if holder is not None:
        source.writing.last(holder, made)
        return
    documentation = list(children(task, "documentation"))
    wrapped = bpmn("extensionElements", children=(made,))
    if documentation:
        source.writing.after(documentation[-1], wrapped)
    else:
        source.writing.first(task, wrapped)


def _said(source: Source, flows: list[Flow]) -> dict[str, str]:
    """Return the answer that stands for each flow: its name, or that of what it leads to, each of its own."""
    said: dict[str, str] = {}
    for flow in flows:
        target = source.graph.nodes.get(flow.target or "")
        name = flow.name or (target.name if target is not None else None) or flow.target or flow.id
        plain = re.sub(r'[\s"\\]+', " ", name).strip()
        said[flow.id] = plain if plain not in said.values() else f"{plain} ({flow.id})"
    return said
