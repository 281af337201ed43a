"""Rule `public-process`: only a private process runs, and its flows wait for nothing (BPMN 2.0.2, 10.2 and 8.4.13)."""

from engine.definitions.check.dialects import JBOSS, speaks
from engine.definitions.check.rule import Document, Found, Rule, Severity, Surroundings
from engine.definitions.graph import yes

RULE = Rule(
    "public-process",
    "error",
    "{reason}",
    "Mark the process as private, or do not mark it as executable.",
)
_PUBLIC = "The process is public, so it shows only what others see of it; such a process cannot be executable."
_LATER = "The flow says that something may happen before the next element (isImmediate); in what runs nothing can."
TEXTS = (_PUBLIC, _LATER)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each public process that is marked as executable and each flow that is not immediate."""
    graph = document.graph
    public: Severity = "warning" if speaks(document.root, *JBOSS) else "error"  # their default for whatever runs
    marked = {process.id for process in graph.processes if yes(process.xml.get("isExecutable"))}
    for process in graph.processes:
        if process.id in marked and process.xml.get("processType") == "Public":
            change = {"change": "set-attribute", "element": process.id, "attribute": "processType", "value": "Private"}
            yield RULE.at(process, severity=public, change=change, reason={"msgid": _PUBLIC})
    flows = [flow for flow in graph.flows.values() if graph.process_of(flow.scope).id in marked]
    later = [flow for flow in flows if flow.xml.get("isImmediate") in {"false", "0"}]
    # A tool that writes it at every flow writes its default; whoever writes it at some of them means it.
    weight: Severity = "warning" if len(later) == len(flows) > 1 else "error"
    for flow in later:
        change = {"change": "remove-attribute", "element": flow.id, "attribute": "isImmediate"}
        yield RULE.at(flow, severity=weight, change=change, reason={"msgid": _LATER})
