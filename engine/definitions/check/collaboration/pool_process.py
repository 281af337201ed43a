"""Rule `pool-process`: each pool of a collaboration has a process of its own (BPMN 2.0.2, 9.3)."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings

RULE = Rule(
    "pool-process",
    "warning",
    "The pool stands for the same process as the pool “{other}”; it is not clear who does the work.",
    "Let each pool have a process of its own, or draw the second one as an empty pool.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each pool whose process another pool of its collaboration has already."""
    first: dict[tuple[object, str], str] = {}
    for pool in document.graph.pools:
        if pool.process is None:
            continue
        key = (pool.xml.getparent(), pool.process)
        if key in first:
            change = {"change": "remove-attribute", "element": pool.id, "attribute": "processRef"}
            yield RULE.at(pool, change=change, other=first[key])
        first.setdefault(key, pool.name or pool.id)
