"""Step `wrapped`: elements of BPMN inside a foreign element are read as if that were not there."""

from typing import Final

from engine.definitions.assume.drawing import Drawing
from engine.definitions.assume.vocabulary import NODES, bpmn, local
from engine.definitions.check.rule import Found, Rule
from engine.xml import BPMN, BPMNDI, DC, DI, Element, line_of

RULE = Rule(
    "wrapped",
    "warning",
    "Elements of BPMN stand inside the foreign element “{found}”; they were read as if they stood outside of it.",
    "Export the drawing anew as BPMN 2.0 XML: the standard has no place there, and other tools will not see them.",
)
_LIFTED: Final = frozenset(
    bpmn(name)
    for name in NODES | {"sequenceFlow", "process", "collaboration", "participant", "messageFlow", "laneSet", "lane"}
)
_KNOWN: Final = tuple(f"{{{namespace}}}" for namespace in (BPMN, BPMNDI, DC, DI))
_EXTENSIONS: Final = bpmn("extensionElements")


def assume(drawing: Drawing) -> Found:
    """Lift elements of the standard out of foreign ones (BPMN 2.0.2, 8.2.3: only `extensionElements` holds these)."""
    if all(shape[0].startswith(_KNOWN) for shape in drawing.shapes()):
        return
    told: dict[str, int] = {}
    for element in [one for one in drawing.root.iter(*_LIFTED) if _wrapped(one)]:
        wrapper = element.getparent()
        if wrapper is None:
            continue
        told.setdefault(str(wrapper.tag).rpartition("}")[2], line_of(wrapper))
        _lift(element, wrapper)
        drawing.changed()
    for found, line in told.items():
        yield RULE.finding(line=line, found=found)


def _wrapped(element: Element) -> bool:
    around = element.getparent()
    if around is None or local(around) is not None:
        return False
    return next(element.iterancestors(_EXTENSIONS), None) is None


def _lift(element: Element, wrapper: Element) -> None:
    """Put an element before the outermost foreign element around it, so that the order of a drawing stays."""
    outer: Element | None = wrapper
    while outer is not None and (further := outer.getparent()) is not None and local(further) is None:
        outer = further
    if outer is not None and outer.getparent() is not None:
        outer.addprevious(element)
