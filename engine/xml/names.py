"""Which namespaces a drawing is written with, and which others clearly mean the same; must not read bytes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

BPMN: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI: Final = "http://www.omg.org/spec/BPMN/20100524/DI"
DC: Final = "http://www.omg.org/spec/DD/20100524/DC"
DI: Final = "http://www.omg.org/spec/DD/20100524/DI"
_OURS: Final = frozenset({BPMN, BPMNDI, DC, DI})

#: Elements of the picture and where they belong, for files that put them nowhere or beside the model.
DRAWN: Final = {
    "BPMNDiagram": BPMNDI, "BPMNPlane": BPMNDI, "BPMNShape": BPMNDI, "BPMNEdge": BPMNDI, "BPMNLabel": BPMNDI,
    "BPMNLabelStyle": BPMNDI, "Bounds": DC, "Font": DC, "waypoint": DI,
}  # fmt: skip

#: Prefixes that tools forget to declare, and what everybody means by them.
PREFIXES: Final = {
    "bpmn": BPMN, "bpmn2": BPMN, "semantic": BPMN, "model": BPMN, "bpmndi": BPMNDI, "omgdc": DC, "dc": DC,
    "omgdi": DI, "di": DI,
    "xsi": "http://www.w3.org/2001/XMLSchema-instance", "xsd": "http://www.w3.org/2001/XMLSchema",
    "xs": "http://www.w3.org/2001/XMLSchema",
    "camunda": "http://camunda.org/schema/1.0/bpmn", "operaton": "http://operaton.org/schema/1.0/bpmn",
    "activiti": "http://activiti.org/bpmn", "flowable": "http://flowable.org/bpmn",
    "zeebe": "http://camunda.org/schema/zeebe/1.0", "modeler": "http://camunda.org/schema/modeler/1.0",
    "bioc": "http://bpmn.io/schema/bpmn/biocolor/1.0",
    "color": "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
    "signavio": "http://www.signavio.com", "drools": "http://www.jboss.org/drools", "tns": "http://www.jboss.org/drools",
    "spiffworkflow": "http://spiffworkflow.org/bpmn/schema/1.0/core",
}  # fmt: skip
UNDECLARED: Final = "urn:ravand:undeclared:"

_HOST = r"(https?:)?/*(www\.|schema\.)?omg\.org/+"
_MEANT = (
    (re.compile(_HOST + r"(spec/+)?bpmn(/*[\d.]+)?(/+(model(-xmi)?|semantic))?"), BPMN),
    (re.compile(_HOST + r"(spec/+)?bpmn(/*[\d.]+)?/+(bpmn)?di"), BPMNDI),
    (re.compile(_HOST + r"(spec/+)?(dd|bpmn)(/*[\d.]+)?/+dc"), DC),
    (re.compile(_HOST + r"(spec/+)?dd(/*[\d.]+)?/+di"), DI),
    (re.compile(r"https?://+(www\.)?bpmn\.org/*(bpmn)?(/*[\d.]+)?(/+model)?"), BPMN),
    (re.compile(r"https?://+(www\.)?bpmndi\.org/*"), BPMNDI),
)


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that the door took for granted: what kind of thing, the line where it starts, and what exactly."""

    code: str
    line: int
    params: Mapping[str, str] = field(default_factory=dict, hash=False)


def meant(namespace: str) -> str:
    """Return the namespace of BPMN that an old or misspelt one stands for, and every other as it is."""
    if namespace in _OURS:
        return namespace
    plain = namespace.strip().rstrip("/#").lower()
    return next((right for pattern, right in _MEANT if pattern.fullmatch(plain)), namespace)
