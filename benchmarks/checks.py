"""What a check of a drawing costs, part by part, beside what libxml2 needs for reading and the schema alone."""

import copy
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from statistics import median
from time import process_time

from lxml import etree

from engine import spiff
from engine.definitions import assume, conformity, examining, graph, reading, soundness
from engine.definitions.check import RULES, Document, Surroundings, check
from engine.definitions.check import soundness as soundness_rules
from engine.definitions.check.rule import Examine
from engine.spiff import schema

ROUNDS = 9
SIZES = ((300, True), (1_430, False))  # tasks, and whether there is a diagram; the second has 2,000 nodes
COLUMNS = (
    "tasks",
    "whole",
    "read",
    "completed",
    "schema",
    "graph",
    "engine room",
    "rules",
    "soundness",
    "libxml2 alone",
    "whole / libxml2",
)
_BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<definitions xmlns="{_BPMN}" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="https://ravand.example/bench">\n'
)
_LANES = ("Registry", "Civil status", "Archive")


def drawing(tasks: int, *, diagram: bool = True) -> bytes:
    """Return a drawing of so many tasks in three lanes, with choices and parallel branches."""
    return _Drawing(tasks).written(diagram=diagram)


class _Drawing:
    """Blocks of ten tasks: six in a row, a choice between two, two at once."""

    def __init__(self, tasks: int) -> None:
        self.nodes: list[tuple[str, str, str]] = []  # kind, id, attributes
        self.flows: list[tuple[str, str, str]] = []  # source, target, condition
        before = self.node("startEvent", "begin")
        for block in range(tasks // 10):
            before = self.block(block, before)
        for number in range(tasks % 10):
            before = self.then(before, "userTask", f"rest{number}")
        self.then(before, "endEvent", "done")

    def node(self, kind: str, key: str, more: str = "") -> str:
        self.nodes.append((kind, key, more))
        return key

    def then(self, before: str, kind: str, key: str, condition: str = "") -> str:
        self.flows.append((before, self.node(kind, key), condition))
        return key

    def block(self, number: int, before: str) -> str:
        for step in range(6):
            kind = ("userTask", "task", "userTask", "manualTask", "userTask", "task")[step]
            before = self.then(before, kind, f"t{number}_{step}")
        split = self.then(before, "exclusiveGateway", f"x{number}")
        meet = f"m{number}"
        ways = [
            self.then(split, "userTask", f"t{number}_6", f"amount{number} &gt; 10"),
            self.then(split, "task", f"t{number}_7"),
        ]
        self.nodes[[key for _, key, _ in self.nodes].index(split)] = (
            "exclusiveGateway",
            split,
            f' default="f{len(self.flows)}"',
        )
        self.node("exclusiveGateway", meet)
        self.flows += [(way, meet, "") for way in ways]
        fork = self.then(meet, "parallelGateway", f"p{number}")
        join = self.node("parallelGateway", f"j{number}")
        self.flows += [(self.then(fork, "userTask", f"t{number}_{step}"), join, "") for step in (8, 9)]
        return join

    def written(self, *, diagram: bool) -> bytes:
        """Return the file."""
        parts = [_HEAD, '<process id="bench" name="Bench" isExecutable="true">\n<laneSet id="lanes">\n']
        for at, lane in enumerate(_LANES):
            inside = "".join(f"<flowNodeRef>{key}</flowNodeRef>" for _, key, _ in self.nodes[at :: len(_LANES)])
            parts.append(f'<lane id="lane{at}" name="{lane}">{inside}</lane>\n')
        parts.append("</laneSet>\n")
        entering, leaving = defaultdict(list), defaultdict(list)
        for number, (source, target, _) in enumerate(self.flows, start=1):
            leaving[source].append(f"<outgoing>f{number}</outgoing>")
            entering[target].append(f"<incoming>f{number}</incoming>")
        for kind, key, more in self.nodes:
            inside = "".join((*entering[key], *leaving[key]))
            parts.append(f'<{kind} id="{key}" name="Step {key}"{more}>{inside}</{kind}>\n')
        for number, (source, target, condition) in enumerate(self.flows, start=1):
            inside = (
                f'<conditionExpression xsi:type="tFormalExpression">{condition}</conditionExpression>'
                if condition
                else ""
            )
            parts.append(
                f'<sequenceFlow id="f{number}" sourceRef="{source}" targetRef="{target}">{inside}</sequenceFlow>\n'
            )
        parts += ["</process>\n", *(self.diagram() if diagram else ()), "</definitions>\n"]
        return "".join(parts).encode()

    def diagram(self) -> Iterator[str]:
        yield '<bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="bench">\n'
        for at, (_, key, _) in enumerate(self.nodes):
            bounds = f'<dc:Bounds x="{at % 40 * 150}" y="{at // 40 * 120}" width="100" height="80"/>'
            yield f'<bpmndi:BPMNShape id="{key}_di" bpmnElement="{key}">{bounds}</bpmndi:BPMNShape>\n'
        for number in range(1, len(self.flows) + 1):
            ways = '<di:waypoint x="0" y="0"/><di:waypoint x="50" y="0"/>'
            yield f'<bpmndi:BPMNEdge id="f{number}_di" bpmnElement="f{number}">{ways}</bpmndi:BPMNEdge>\n'
        yield "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>\n"


def measure() -> Iterator[tuple[object, ...]]:
    """Give one row a size: milliseconds of the whole, of its parts, and of libxml2 alone with the schema."""
    for tasks, diagram in SIZES:
        data = drawing(tasks, diagram=diagram)
        _whole(data)  # the schema is read once
        costs = [_cost(part) for part in _parts(data)]
        yield tasks, *(f"{cost:.1f}" for cost in costs), f"{costs[0] / costs[-1]:.0f}"


def _parts(data: bytes) -> Iterator[Callable[[], object]]:
    opened = reading.parse(data, size=examining.LARGEST)
    completed = assume.complete(reading.parse(data, size=examining.LARGEST).root)
    document = examining.drawing(data)
    soundness_of = frozenset(module.examine for module in soundness_rules.MODULES)
    rules = [examine for examine in RULES.values() if examine not in soundness_of]
    processes = {process.id for process in document.processes}
    yield lambda: _whole(data)
    yield lambda: reading.parse(data, size=examining.LARGEST)
    yield lambda: assume.complete(copy.deepcopy(opened.root))
    yield lambda: conformity.breaks(completed.root)
    yield lambda: graph.read(completed.root)
    yield lambda: [spiff.examine(process.element) for process in document.processes]
    yield lambda: _examined(document, rules)
    yield lambda: soundness.examine(document.graph, processes)
    yield lambda: schema.bpmn().violations(etree.fromstring(data))


def _examined(document: Document, rules: Iterable[Examine]) -> None:
    document.graph.kept.clear()  # what rules remember of a drawing that they saw before
    for examine in rules:
        list(examine(document, Surroundings()))


def _whole(data: bytes) -> None:
    check(examining.drawing(data), Surroundings())


def _cost(work: Callable[[], object]) -> float:
    costs = []
    for _ in range(ROUNDS):
        at = process_time()
        work()
        costs.append((process_time() - at) * 1000)
    return median(costs)
