"""Change `add-sets {element}`: data inputs and outputs get the sets that the standard asks for, one of each."""

from collections.abc import Mapping

from engine import errors
from engine.definitions.mend.made import Made, bpmn
from engine.definitions.mend.source import Source
from engine.spiff.vocabulary import children
from engine.xml import Element

NAME = "add-sets"
WORDS = "Put its inputs and outputs into one set each"


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Add what is lacking (BPMN 2.0.2, 10.4.1); raises ChangeDoesNotFit if nothing is."""
    element = source.element(change.get("element"))
    lacking = False
    for specification in children(element, "ioSpecification"):
        if source.writing.written(specification):
            lacking = _complete(source, specification) or lacking
    if not lacking:
        raise errors.ChangeDoesNotFit


def _complete(source: Source, specification: Element) -> bool:
    outputs = next(children(specification, "outputSet"), None)
    inputs = next(children(specification, "inputSet"), None)
    if inputs is None and outputs is not None:
        source.writing.before(outputs, _set(specification, "inputSet", "dataInput"))
    elif inputs is None:
        source.writing.last(specification, _set(specification, "inputSet", "dataInput"))
    if outputs is None:
        source.writing.last(specification, _set(specification, "outputSet", "dataOutput"))
    return inputs is None or outputs is None


def _set(specification: Element, name: str, data: str) -> Made:
    keys = [key for one in children(specification, data) if (key := one.get("id"))]
    return bpmn(name, children=tuple(bpmn(f"{data}Refs", key) for key in keys))
