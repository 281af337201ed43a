"""The one hardened door through which XML bytes become a tree; must never expand, fetch or repeat what it refuses.

`read` is lenient where the meaning of a file is clear and says in notes what it took for granted; `parse` gives the
tree alone. Limits, DOCTYPE and entities stay refusals.
"""

from engine.xml.door import BPMN_ROOTS, Limits, Opened, parse, read
from engine.xml.encodings import written_in
from engine.xml.names import BPMN, BPMNDI, DC, DI, Note
from engine.xml.schema import Content, Schema, Violation
from engine.xml.tree import Element, line_of

__all__ = [
    "BPMN", "BPMNDI", "BPMN_ROOTS", "DC", "DI", "Content", "Element", "Limits", "Note", "Opened", "Schema", "Violation",
    "line_of", "parse", "read", "written_in",
]  # fmt: skip
