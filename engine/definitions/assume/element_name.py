"""Step `element-name`: names of BPMN in the wrong case, and attributes put into its namespace, are read as meant."""

from typing import Final

from engine.definitions.assume.drawing import Drawing, Shape, bounded, say
from engine.definitions.assume.vocabulary import ELEMENTS, bpmn, local
from engine.definitions.check.rule import Finding, Found, Rule
from engine.xml import BPMN

RULE = Rule(
    "element-name",
    "warning",
    "{reason}",
    "Save the drawing again with a modelling tool, which writes the names as the standard has them.",
)
_CASE = "“{found}” is no name of BPMN; it was read as “{meant}”."
_PREFIXED = "The attribute “{found}” is written with the prefix of BPMN; it was read without."
_MORE = "{count} more names like these were read as they were meant."
TEXTS = (_CASE, _PREFIXED, _MORE)
_RIGHT: Final = {name.casefold(): name for name in ELEMENTS}
_OURS: Final = f"{{{BPMN}}}"


def assume(drawing: Drawing) -> Found:
    """Rename elements that differ from a name of the standard by case alone, and attributes that carry its prefix."""
    yield from bounded(_elements(drawing), _more)
    yield from bounded(_attributes(drawing), _more)


def _elements(drawing: Drawing) -> Found:
    renamed = False
    for kind in drawing.kinds():
        meant = _RIGHT.get(kind.casefold())
        if kind in ELEMENTS or meant is None:
            continue
        for element in drawing.of(kind):
            element.tag = bpmn(meant)
            renamed = True
            yield say(RULE, element, reason={"msgid": _CASE, "params": {"found": kind, "meant": meant}})
    if renamed:
        drawing.changed()


def _attributes(drawing: Drawing) -> Found:
    for element in [one for shape, all_ in drawing.shapes().items() if _prefixed(shape) for one in all_]:
        for name in [one for one in map(str, element.keys()) if one.startswith(_OURS)]:
            bare = name.removeprefix(_OURS)
            value = element.attrib.pop(name)
            if element.get(bare) is None and local(element):
                element.set(bare, value)
            yield say(RULE, element, reason={"msgid": _PREFIXED, "params": {"found": bare}})
        drawing.changed()


def _prefixed(shape: Shape) -> bool:
    return any(name.startswith(_OURS) for name in shape[1:])


def _more(count: int) -> Finding:
    return RULE.finding(reason={"msgid": _MORE, "params": {"count": count}})
