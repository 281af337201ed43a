"""Rule `quantity`: an activity needs and leaves at least one token (BPMN 2.0.2, 10.3, table 10.3)."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings

RULE = Rule(
    "quantity",
    "error",
    "“{attribute}” is {value}, but it must be at least 1.",
    "Set it to 1.",
)
_NAMES = ("startQuantity", "completionQuantity")


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each quantity below one."""
    for node in document.graph.nodes.values():
        for name in _NAMES:
            value = (node.xml.get(name) or "").strip()
            if value.removeprefix("-").isdecimal() and value.isascii() and int(value[:20]) < 1:
                change = {"change": "remove-attribute", "element": node.id, "attribute": name}
                yield RULE.at(node, change=change, attribute=name, value=value[:20])
