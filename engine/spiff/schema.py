"""Where the XML schema of BPMN 2.0 lies, which SpiffWorkflow carries; must not validate or read diagrams."""

from functools import cache
from pathlib import Path

import SpiffWorkflow

from engine.xml import Schema


@cache
def bpmn() -> Schema:
    """Return the schema of BPMN 2.0, read once; foreign extension elements and attributes pass it."""
    return Schema(Path(SpiffWorkflow.__file__).parent / "bpmn" / "parser" / "schema" / "BPMN20.xsd")
