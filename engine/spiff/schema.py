"""Where the XML schema of BPMN 2.0 lies, which SpiffWorkflow carries; must not validate or read diagrams."""

from functools import cache
from pathlib import Path
from typing import Final

import SpiffWorkflow

from engine.xml import Content, Schema

_FOLDER: Final = Path(SpiffWorkflow.__file__).parent / "bpmn" / "parser" / "schema"


@cache
def bpmn() -> Schema:
    """Return the schema of BPMN 2.0, read once; foreign extension elements and attributes pass it."""
    return Schema(_FOLDER / "BPMN20.xsd")


@cache
def content() -> Content:
    """Return which children the elements of BPMN's model may have, and in which order, read once."""
    return Content.of(_FOLDER / "Semantic.xsd")
