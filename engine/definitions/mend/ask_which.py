"""Change `ask-which {element}`: the form before a gateway asks which way, and the gateway's flows follow the answer."""

import re
from collections.abc import Mapping
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


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Write the question and the conditions.

    Raises ChangeDoesNotFit where a flow without a name is no default, no user task comes before the gateway, or the
    form of that task lies in a file of its own.
    """
    gateway = source.node(change.get("element"))
    asked = _task_before(source, gateway)
    asking = [source.flow(flow.id) for flow in gateway.outgoing if flow.id != gateway.default or flow.name]
    if not asking or any(not flow.name for flow in asking) or _has_a_file(asked.xml):
        raise errors.ChangeDoesNotFit
    variable = variable_name(gateway.name or gateway.id)
    _ask(source, asked.xml, _field(_namespace(asked.xml), variable, gateway.name or gateway.id, asking))
    for flow in asking:
        if flow.id != gateway.default:
            add_condition.put(source, flow, f'{variable} = "{_said(flow)}"')


def _task_before(source: Source, gateway: Node) -> Node:
    """Return the user task whose end leads to the gateway, through other gateways at most."""
    seen, waiting = {gateway.id}, [gateway]
    while waiting:
        for flow in waiting.pop().incoming:
            before = source.graph.nodes.get(flow.source or "")
            if before is None or before.id in seen:
                continue
            if before.type in {"userTask", "task", "manualTask"}:
                return source.node(before.id)
            seen.add(before.id)
            if before.type.endswith("Gateway"):
                waiting.append(before)
    raise errors.ChangeDoesNotFit


def _has_a_file(task: Element) -> bool:
    return any(task.get(f"{{{one}}}{name}") for one in SAME_VOCABULARY for name in _FORM)


def _namespace(task: Element) -> str:
    return next((one for one in SAME_VOCABULARY if one in task.nsmap.values()), CAMUNDA)


def _field(namespace: str, variable: str, label: str, flows: list[Flow]) -> Made:
    named = {_said(flow): flow.name or "" for flow in flows}
    values = tuple(Made(f"{{{namespace}}}value", {"id": key, "name": name}) for key, name in named.items())
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


def _said(flow: Flow) -> str:
    """Return the value that stands for a flow: its name on one line, without quotation marks."""
    return re.sub(r'[\s"\\]+', " ", flow.name or flow.id).strip()
