"""Rule `untyped-task`: it is said of every task who or what does it."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings

RULE = Rule(
    "untyped-task",
    "info",
    "The task has no type: {meaning}",
    "Make it a user task if a person does it, a manual task if nothing is to be recorded.",
)
_WORK = "because it says who does it, a person confirms it in the inbox."
_PASSES = "because it does not say who does it, the case passes it at once."


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each task without a type, with what it is taken for."""
    for process in document.processes:
        for node in process.structure.nodes.values():
            if node.type == "task":
                meaning = {"msgid": _WORK if node.human else _PASSES}
                change = {"change": "retype", "element": node.id, "type": "userTask"}
                yield RULE.at(node, change=change, meaning=meaning)
