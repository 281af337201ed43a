"""Turns a checked structure into the library's specification through the library's own parser; must not run it."""

from collections.abc import Mapping
from typing import Any, Final

from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.parser.event_parsers import EndEventParser, StartEventParser
from SpiffWorkflow.bpmn.parser.ProcessParser import ProcessParser
from SpiffWorkflow.bpmn.parser.task_parsers import ScriptTaskParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.specs.bpmn_task_spec import _BpmnCondition

from engine.spiff.elements import Choice, End, ForkJoin, Human, Pass, Scripted, Start, Way
from engine.spiff.expressions import Formula
from engine.spiff.inclusive import Gather
from engine.spiff.links import landings
from engine.spiff.rules import Ruled
from engine.spiff.several import Several
from engine.spiff.structure import Element, Structure
from engine.spiff.vocabulary import bpmn
from engine.xml import BPMN

#: Put before every id, because the library keeps specs called Start and End under the same roof.
_OWN: Final = "drawn:"
#: What passes at once, as the library's plain task does here.
_PASSING: Final = frozenset({"manualTask", "intermediateThrowEvent"})


class _Nodes(ProcessParser):  # type: ignore[misc]
    """Makes every node by itself: following the flows would recurse once per node, and long lines would overflow."""

    def add_tasks(self) -> None:
        """Parse the nodes in document order; `specification` connects them afterwards."""
        for node in self.node:
            self.parse_node(node)


class _Repeated(TaskParser):  # type: ignore[misc]
    """Chooses the spec of a user task by whether it is repeated; the library would wrap it in a spec of its own."""

    def create_task(self) -> Any:
        """Make the spec."""
        made = Several if self.node.get("repeated") else self.spec_class
        return made(self.spec, self.bpmn_id, **self.bpmn_attributes)


class _Parser(BpmnParser):  # type: ignore[misc]
    """The library's parser with this room's element classes."""

    PROCESS_PARSER_CLASS = _Nodes
    OVERRIDE_PARSER_CLASSES: Final = {
        full_tag("startEvent"): (StartEventParser, Start),
        full_tag("endEvent"): (EndEventParser, End),
        full_tag("userTask"): (_Repeated, Human),
        full_tag("task"): (TaskParser, Pass),
        full_tag("scriptTask"): (ScriptTaskParser, Scripted),
        full_tag("businessRuleTask"): (TaskParser, Ruled),
        full_tag("exclusiveGateway"): (TaskParser, Choice),
        full_tag("parallelGateway"): (TaskParser, ForkJoin),
        full_tag("inclusiveGateway"): (TaskParser, Gather),
    }


def specification(structure: Structure, conditions: Mapping[str, Formula]) -> Any:
    """Return the library's process specification, every spec carrying its `element` and `ways`."""
    parser = _Parser()
    parser.add_bpmn_xml(_bare_drawing(structure))
    spec = parser.get_spec(structure.process_id)
    for place, element in enumerate(structure.nodes.values()):
        task_spec = spec.task_specs[_OWN + element.id]
        task_spec.element, task_spec.key, task_spec.place = element, element.id, place
        task_spec.ways = tuple(_way(spec, structure.flows[flow], conditions.get(flow)) for flow in element.outgoing)
        task_spec.conditional = tuple(way for way in task_spec.ways if way.condition is not None)
        task_spec.default = _default(element, task_spec.ways)
    for thrown, caught in landings(structure).items():
        spec.task_specs[_OWN + thrown].ways = (Way(None, spec.task_specs[_OWN + caught], None),)
    return spec


def _way(spec: Any, flow: Element, condition: Formula | None) -> Way:
    return Way(
        flow.id, spec.task_specs[f"{_OWN}{flow.target}"], None if condition is None else _BpmnCondition(condition)
    )


def _default(element: Element, ways: tuple[Way, ...]) -> Way | None:
    """Return the default flow; the single flow of a gateway without condition is one."""
    drawn = next((way for way in ways if way.flow == element.default), None)
    return ways[0] if drawn is None and len(ways) == 1 and ways[0].condition is None else drawn


def _bare_drawing(structure: Structure) -> Any:
    """Draw the nodes anew without anything that the library would stumble over: data, flows, extensions, pictures."""
    root = etree.Element(bpmn("definitions"), nsmap={"bpmn": BPMN})
    process = etree.SubElement(root, bpmn("process"), id=structure.process_id, isExecutable="true")
    for element in structure.nodes.values():
        node = etree.SubElement(process, bpmn(_behaves_like(element)), id=_OWN + element.id)
        if element.multiple is not None:
            node.set("repeated", "true")
        if "terminate" in element.events:
            etree.SubElement(node, bpmn("terminateEventDefinition"))
        if element.script is not None:
            etree.SubElement(node, bpmn("script"))
    return root


def _behaves_like(element: Element) -> str:
    if element.human:
        return "userTask"
    return "task" if element.type in _PASSING or element.link is not None else element.type
