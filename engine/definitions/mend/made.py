"""New pieces of XML before they are written: names with namespaces, attributes, children; must not know the file."""

from dataclasses import dataclass, field
from typing import Final

from engine.xml import BPMN

BPMNDI: Final = "http://www.omg.org/spec/BPMN/20100524/DI"
DC: Final = "http://www.omg.org/spec/DD/20100524/DC"
DI: Final = "http://www.omg.org/spec/DD/20100524/DI"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
CAMUNDA: Final = "http://camunda.org/schema/1.0/bpmn"

#: The prefix that a namespace gets in a file that has none for it.
PREFIXES: Final = {BPMN: "bpmn", BPMNDI: "bpmndi", DC: "dc", DI: "di", XSI: "xsi", CAMUNDA: "camunda"}


@dataclass(frozen=True, slots=True)
class Made:
    """A new element; its name and those of its attributes are written as lxml does, `{namespace}name`."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: tuple["Made", ...] = ()
    text: str = ""


def bpmn(name: str, text: str = "", children: tuple[Made, ...] = (), **attributes: str) -> Made:
    """Return a new element of BPMN."""
    return Made(f"{{{BPMN}}}{name}", attributes, children, text)


def split(name: str) -> tuple[str, str]:
    """Return namespace ("" for none) and local part of a name as lxml writes it."""
    namespace, _, local = name.removeprefix("{").rpartition("}")
    return namespace, local
