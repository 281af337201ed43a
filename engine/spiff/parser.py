"""Turns a checked structure into the library's specification through the library's own parser; must not run it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.parser.ProcessParser import ProcessParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.specs.bpmn_task_spec import _BpmnCondition
from SpiffWorkflow.bpmn.specs.defaults import EndEvent, ScriptTask, StartEvent
from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition

from engine.spiff.elements import Pass, Way
from engine.spiff.expressions import Formula
from engine.spiff.kinds import CAUGHT, frame_of, kind_of
from engine.spiff.links import landings
from engine.spiff.several import Several
from engine.spiff.structure import Element, Structure, begins
from engine.spiff.undoing import UNDO
from engine.spiff.vocabulary import bpmn
from engine.xml import BPMN

#: Put before every id, because the library keeps specs called Start and End under the same roof.
_OWN: Final = "drawn:"
#: Put before the id of the activity inside a frame.
_EACH: Final = "each:"


class _Nodes(ProcessParser):  # type: ignore[misc]
    """Makes every node by itself: following the flows would recurse once per node, and long lines would overflow."""

    def add_tasks(self) -> None:
        """Parse the nodes in document order; `specification` connects them afterwards."""
        for node in self.node:
            self.parse_node(node)


class _Played(TaskParser):  # type: ignore[misc]
    """Makes the spec that plays a node, whatever the library would make of it."""

    def create_task(self) -> Any:
        """Make the spec."""
        made = self.process_parser.parser.played[self.bpmn_id]
        extra: dict[str, Any] = {}
        if issubclass(made, ScriptTask):
            extra["script"] = None
        elif issubclass(made, StartEvent | EndEvent):
            extra["event_definition"] = NoneEventDefinition()
        return made(self.spec, self.bpmn_id, **extra, **self.bpmn_attributes)


class _Parser(BpmnParser):  # type: ignore[misc]
    """The library's parser with this room's element classes."""

    PROCESS_PARSER_CLASS = _Nodes
    OVERRIDE_PARSER_CLASSES: Final = {full_tag("task"): (_Played, Pass)}

    def __init__(self, played: Mapping[str, Any]) -> None:
        """Know which class plays which node."""
        super().__init__()
        self.played = played


def specification(structure: Structure, conditions: Mapping[str, Formula]) -> Any:
    """Return the library's process specification, every spec carrying its `element` and `ways`."""
    parser = _Parser(dict(_played(structure)))
    parser.add_bpmn_xml(_bare_drawing(structure, parser.played))
    spec = parser.get_spec(structure.process_id)
    specs = {element: spec.task_specs[_OWN + element] for element in structure.nodes}
    for place, element in enumerate(structure.nodes.values()):
        task_spec = specs[element.id]
        task_spec.element, task_spec.key, task_spec.place = element, element.id, place
        task_spec.ways = tuple(_way(specs, structure.flows[flow], conditions.get(flow)) for flow in element.outgoing)
        task_spec.conditional = tuple(way for way in task_spec.ways if way.condition is not None)
        task_spec.default = _default(element, task_spec.ways)
        each = spec.task_specs.get(_EACH + element.id)
        if each is not None:
            each.element, each.key, each.place, task_spec.each = element, element.id, place, each
    for thrown, caught in landings(structure).items():
        specs[thrown].ways = (Way(None, specs[caught], None),)
    _attach(structure, specs)
    return spec


def _played(structure: Structure) -> Iterable[tuple[str, Any]]:
    for element in structure.nodes.values():
        kind = kind_of(element, structure.nodes.get(element.parent or ""))
        frame = frame_of(element)
        yield _OWN + element.id, frame or kind
        if frame is not None and frame is not Several:
            yield _EACH + element.id, kind


def _attach(structure: Structure, specs: Mapping[str, Any]) -> None:
    """Let activities know their boundary events, and scopes where they begin and what may happen in them."""
    beside: dict[str, list[Any]] = {}
    for element in structure.nodes.values():
        if element.attached is not None:
            beside.setdefault(element.attached, []).append(specs[element.id])
    for activity, several in beside.items():
        events = [event for event in several if event.element.events[0] != UNDO]
        for event in several:
            if event not in events:
                getattr(specs[activity], "each", specs[activity]).undone_by = event.element.undoer
        specs[activity].boundaries = tuple(event for event in events if event.element.events[0] not in CAUGHT)
        specs[activity].catchers = tuple(event for event in events if event.element.events[0] in CAUGHT)
    alerts = alerts_of(structure, specs)
    for element in structure.nodes.values():
        scope = getattr(specs[element.id], "each", specs[element.id])
        if scope.holds:
            scope.begins = tuple(specs[begin] for begin in begins(structure.inner.get(element.id, ())))
            scope.listeners, scope.handlers = alerts.get(element.id, ((), ()))


def alerts_of(structure: Structure, specs: Mapping[str, Any]) -> Mapping[str, tuple[tuple[Any, ...], tuple[Any, ...]]]:
    """Return by scope ("": the process) the starts of event sub-processes: what is waited for, and what catches."""
    found: dict[str, tuple[tuple[Any, ...], tuple[Any, ...]]] = {}
    for element in structure.nodes.values():
        around = structure.nodes.get(element.parent or "")
        if element.type == "startEvent" and around is not None and around.handles:
            spec = specs[element.id]
            spec.around = specs[around.id]
            if element.events[0] == UNDO:
                outer = specs[str(around.parent)]
                spec.around.start, getattr(outer, "each", outer).undoing = spec, around.id
                continue
            awaited, caught = found.get(around.parent or "", ((), ()))
            pair = (awaited, (*caught, spec)) if element.events[0] in CAUGHT else ((*awaited, spec), caught)
            found[around.parent or ""] = pair
    return found


def _way(specs: Mapping[str, Any], flow: Element, condition: Formula | None) -> Way:
    return Way(flow.id, specs[str(flow.target)], None if condition is None else _BpmnCondition(condition))


def _default(element: Element, ways: tuple[Way, ...]) -> Way | None:
    """Return the default flow; the single flow of a gateway without condition is one."""
    drawn = next((way for way in ways if way.flow == element.default), None)
    return ways[0] if drawn is None and len(ways) == 1 and ways[0].condition is None else drawn


def _bare_drawing(structure: Structure, played: Iterable[str]) -> Any:
    """Draw the nodes anew without anything that the library would stumble over: data, flows, extensions, pictures."""
    root = etree.Element(bpmn("definitions"), nsmap={"bpmn": BPMN})
    process = etree.SubElement(root, bpmn("process"), id=structure.process_id, isExecutable="true")
    for node in played:
        etree.SubElement(process, bpmn("task"), id=node)
    return root
