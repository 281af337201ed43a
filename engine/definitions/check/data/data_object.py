"""Rule `data-object`: a data object holds the type, its references hold the state (BPMN 2.0.2, 10.4.1)."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.check.where import where
from engine.spiff.vocabulary import bpmn, children, clean

RULE = Rule(
    "data-object",
    "warning",
    "{reason}",
    "Give the type to the data object and the state to the place where it is shown.",
)
_TYPE = "“{data}” only shows a data object, so the type belongs to the data object itself."
_STATE = "“{data}” is the data object itself; a state belongs to a place where it is shown."
_NOTHING = "“{data}” shows a data object, but it is not said which."
TEXTS = (_TYPE, _STATE, _NOTHING)
_OBJECT, _REFERENCE = bpmn("dataObject"), bpmn("dataObjectReference")


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each type at a reference, each state at an object and each reference to nothing."""
    for data in document.root.iter(_OBJECT, _REFERENCE):
        if data.tag == _OBJECT:
            sentence = _STATE if next(children(data, "dataState"), None) is not None else None
        elif clean(data.get("dataObjectRef")) is None:
            sentence = _NOTHING
        else:
            sentence = _TYPE if clean(data.get("itemSubjectRef")) else None
        if sentence is not None:
            place = where(data)
            change = {"change": "remove-attribute", "element": place.id, "attribute": "itemSubjectRef"}
            mended = change if sentence == _TYPE else None
            yield RULE.at(place, change=mended, reason={"msgid": sentence, "params": {"data": place.name or place.id}})
