"""Rule `script-format`: a script says in which language it is written (BPMN 2.0.2, 10.3.3, table 10.14)."""

from engine.definitions.check.dialects import SPIFF, speaks
from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.spiff.vocabulary import child_text, clean

RULE = Rule(
    "script-format",
    "error",
    "The script does not say in which language it is written.",
    "Set the script format to feel and write the script in FEEL.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each script without a format, a warning where the tool of the file has but one."""
    known = speaks(document.root, *SPIFF)
    for node in document.graph.nodes.values():
        scripted = node.type == "scriptTask" and child_text(node.xml, "script") is not None
        if scripted and clean(node.xml.get("scriptFormat")) is None:
            change = {"change": "set-attribute", "element": node.id, "attribute": "scriptFormat", "value": "feel"}
            yield RULE.at(node, severity="warning" if known else "error", change=change)
