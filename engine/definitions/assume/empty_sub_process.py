"""Step `empty-sub-process`: a sub-process that holds nothing is taken as work that is done at once."""

from engine.definitions.assume.drawing import Drawing, bounded, say
from engine.definitions.assume.vocabulary import NODES, local
from engine.definitions.check.rule import Found, Rule
from engine.xml import Element

RULE = Rule(
    "empty-sub-process",
    "warning",
    "{reason}",
    "Open the sub-process in the drawing tool and draw what happens in it, or make it a task.",
)
_EMPTY = "Nothing is drawn in this sub-process, so it is done as soon as it begins."
_MORE = "{count} more sub-processes hold nothing."
TEXTS = (_EMPTY, _MORE)


def assume(drawing: Drawing) -> Found:
    """Say which sub-processes hold no flow node (BPMN 2.0.2, 10.3.5: without a start event all of its nodes begin)."""
    yield from bounded(
        (
            say(RULE, one, reason={"msgid": _EMPTY, "params": {}})
            for one in drawing.of("subProcess", "transaction", "adHocSubProcess")
            if not _holds_nodes(one)
        ),
        lambda count: RULE.finding(reason={"msgid": _MORE, "params": {"count": count}}),
    )


def _holds_nodes(element: Element) -> bool:
    return any(local(child) in NODES for child in element)
