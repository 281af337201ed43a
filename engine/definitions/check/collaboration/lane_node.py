"""Rule `lane-node`: a lane holds elements of its own process, each in one lane of a set (BPMN 2.0.2, 10.8)."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.check.where import where
from engine.definitions.graph import CONTAINERS, bare
from engine.spiff.vocabulary import bpmn, children, clean, local, whole_text
from engine.xml import Element

RULE = Rule(
    "lane-node",
    "error",
    "{reason}",
    "Move the element into one lane of its own pool in the drawing tool and save.",
)
_FOREIGN = "The lane holds “{node}”, which belongs to another process."
_TWICE = "“{node}” lies in this lane and in “{other}”; it is not clear who does it."
TEXTS = (_FOREIGN, _TWICE)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each element of another process in a lane and each element in two lanes of one set."""
    graph = document.graph
    for group in document.root.iter(bpmn("laneSet"), bpmn("childLaneSet")):
        process = _process(group)
        first: dict[str, Element] = {}
        for lane in children(group, "lane"):
            for key in dict.fromkeys(bare(whole_text(one)) for one in children(lane, "flowNodeRef")):
                node = graph.nodes.get(key or "")
                if node is None:
                    continue
                params: dict[str, object] = {"node": node.name or node.id}
                if process is not None and graph.process_of(node.scope).xml is not process:
                    yield RULE.at(where(lane), reason={"msgid": _FOREIGN, "params": params})
                elif node.id in first:
                    other = first[node.id]
                    params["other"] = clean(other.get("name")) or str(other.get("id") or "")
                    yield RULE.at(where(lane), reason={"msgid": _TWICE, "params": params})
                first.setdefault(node.id, lane)


def _process(group: Element) -> Element | None:
    around = [one for one in group.iterancestors() if local(one) in CONTAINERS]
    return around[-1] if around else None
