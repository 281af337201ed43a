"""Rule `lane-node`: a lane holds elements of its own process (BPMN 2.0.2, 10.8); `lane-twice` tells of two lanes."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.check.where import where
from engine.definitions.graph import CONTAINERS, bare
from engine.spiff.vocabulary import bpmn, children, local, whole_text
from engine.xml import Element

RULE = Rule(
    "lane-node",
    "error",
    "The lane holds “{node}”, which belongs to another process.",
    "Move the element into one lane of its own pool in the drawing tool and save.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each element of another process in a lane."""
    graph = document.graph
    for lane in document.root.iter(bpmn("lane")):
        process = _process(lane)
        for key in dict.fromkeys(bare(whole_text(one)) for one in children(lane, "flowNodeRef")):
            node = graph.nodes.get(key or "")
            if node is not None and process is not None and graph.process_of(node.scope).xml is not process:
                yield RULE.at(where(lane), node=node.name or node.id)


def _process(lane: Element) -> Element | None:
    around = [one for one in lane.iterancestors() if local(one) in CONTAINERS]
    return around[-1] if around else None
