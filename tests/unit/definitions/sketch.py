"""Draws tiny models for tests as BPMN XML: nodes by their kind, flows as arrows; nothing of the product is used."""

from dataclasses import dataclass, field
from itertools import pairwise
from xml.sax.saxutils import quoteattr

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
KINDS = {
    "x": "exclusiveGateway", "a": "parallelGateway", "o": "inclusiveGateway", "e": "eventBasedGateway",
    "c": "complexGateway", "t": "task", "start": "startEvent", "end": "endEvent", "terminate": "endEvent",
    "error": "endEvent", "catch": "intermediateCatchEvent", "throw": "intermediateThrowEvent",
    "boundary": "boundaryEvent", "sub": "subProcess", "call": "callActivity",
}  # fmt: skip
DEFINITIONS = {"terminate": "terminate", "error": "error"}


@dataclass
class Box:
    """One node: its kind, what is written inside it, its attributes."""

    kind: str
    inside: str = ""
    attributes: dict = field(default_factory=dict)


@dataclass
class Sketch:
    """A process, or what is in a sub-process. The kind of a node is said by its name up to the first digit."""

    boxes: dict = field(default_factory=dict)
    arrows: list = field(default_factory=list)  # (id, source, target, condition)

    def draw(self, arrows: str) -> "Sketch":
        """Add arrows written as "start a1 t1 a2 end" with paths parted by commas or lines."""
        for path in arrows.replace("\n", ",").split(","):
            names = path.split()
            for name in names:
                self.box(name)
            for source, target in pairwise(names):
                self.arrow(source, target)
        return self

    def box(self, name: str, inside: str = "", **attributes) -> "Sketch":
        """Add a node, or say more about one."""
        box = self.boxes.setdefault(name, Box(name.rstrip("0123456789")))
        box.inside += inside
        box.attributes.update(attributes)
        return self

    def arrow(self, source: str, target: str, condition: str | None = None, name: str = "") -> str:
        """Add one flow and return its id."""
        key = name or f"f{len(self.arrows) + 1}"
        self.arrows.append((key, source, target, condition))
        return key

    def on(self, host: str, name: str, *, interrupting: bool = True, event: str = "timer") -> "Sketch":
        """Add a boundary event."""
        attributes = {} if interrupting else {"cancelActivity": "false"}
        return self.box(name, f"<{event}EventDefinition/>", attachedToRef=host, **attributes)

    def inside(self) -> str:
        """Return the XML of what is drawn."""
        lines = []
        for name, box in self.boxes.items():
            written = " ".join(f"{key}={quoteattr(str(value))}" for key, value in box.attributes.items())
            event = f"<{DEFINITIONS[box.kind]}EventDefinition/>" if box.kind in DEFINITIONS else ""
            kind = KINDS[box.kind]
            lines.append(f'<{kind} id="{name}" name="{name.upper()}" {written}>{event}{box.inside}</{kind}>')
        for key, source, target, condition in self.arrows:
            said = "" if condition is None else f"<conditionExpression>{condition}</conditionExpression>"
            lines.append(f'<sequenceFlow id="{key}" sourceRef="{source}" targetRef="{target}">{said}</sequenceFlow>')
        return "\n".join(lines)

    def xml(self) -> bytes:
        """Return a whole file."""
        process = f'<process id="p" isExecutable="true">\n{self.inside()}\n</process>'
        return f'<definitions xmlns="{MODEL}" targetNamespace="t">\n{process}\n</definitions>'.encode()


def sketch(arrows: str) -> Sketch:
    """Return a new sketch with these arrows."""
    return Sketch().draw(arrows)
