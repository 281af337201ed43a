"""Rule `nobody`: for every user task it is said who may do it."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings

RULE = Rule(
    "nobody",
    "warning",
    "It is not said who may do this task; only somebody who may assign tasks will see it.",
    "Put the task into a lane, or give it an assignee, candidate users or candidate groups.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each task of a person without lane, assignee and candidates."""
    for process in document.processes:
        for node in process.structure.nodes.values():
            named = node.lane or node.assignee or node.candidate_users or node.candidate_groups
            if node.human and not named:
                yield RULE.finding(node.id, node.name, node.line)
