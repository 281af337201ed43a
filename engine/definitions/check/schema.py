"""Rule `schema`: a file keeps to the schema of BPMN 2.0; a break in the drawing's coordinates is only a warning."""

from dataclasses import replace

from engine.definitions.check.rule import Document, Found, Rule, Surroundings

RULE = Rule(
    "schema",
    "error",
    "Line {at} breaks the schema of BPMN 2.0: {reason}",
    "Open the drawing in its tool, correct this place and save it again as BPMN 2.0 XML.",
)
_PLACE = "“{element}” stands where the standard does not allow it, or something before it is missing."
_UNKNOWN = "“{element}” has an attribute “{attribute}”, which the standard does not know there."
_REASONS = {
    "SCHEMAV_ELEMENT_CONTENT": _PLACE,
    "SCHEMAV_CVC_COMPLEX_TYPE_2_4": _PLACE,
    "SCHEMAV_CVC_COMPLEX_TYPE_4": "“{element}” lacks its attribute “{attribute}”.",
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1": _UNKNOWN,
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_2": _UNKNOWN,
    "SCHEMAV_CVC_COMPLEX_TYPE_2_1": "“{element}” must be empty.",
    "SCHEMAV_CVC_COMPLEX_TYPE_2_3": "“{element}” must not hold text of its own.",
}
_VALUE = "the value of “{element}” or of one of its attributes is not of the kind that the standard asks for."
_DRAWN = frozenset({
    "BPMNDiagram", "BPMNPlane", "BPMNShape", "BPMNEdge", "BPMNLabel", "BPMNLabelStyle", "Bounds", "waypoint", "Font",
})  # fmt: skip
_MOST = 20  # one mistake often breaks everything after it


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give one finding for each line that breaks the schema."""
    told: set[int] = set()
    for violation in document.violations:
        if violation.line in told or len(told) >= _MOST:
            continue
        told.add(violation.line)
        reason = {
            "msgid": _REASONS.get(violation.fault, _VALUE),
            "params": {"element": violation.element, "attribute": violation.attribute},
        }
        found = RULE.finding(line=violation.line, at=violation.line, reason=reason)
        yield replace(found, severity="warning") if violation.element in _DRAWN else found
