"""Rule `resource-parameter`: a role gives values only to parameters of its own resource (BPMN 2.0.2, 10.3.1)."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.check.where import where
from engine.definitions.graph import bare
from engine.spiff.vocabulary import bpmn, child_text, children, clean

RULE = Rule(
    "resource-parameter",
    "error",
    "A value is given to “{parameter}”, which is not a parameter of the resource “{resource}”.",
    "Choose the resource and its parameters again.",
)
_ROLES = tuple(bpmn(name) for name in ("resourceRole", "performer", "humanPerformer", "potentialOwner"))


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each value bound to a parameter of another resource."""
    elements = document.graph.elements
    for role in document.root.iter(*_ROLES):
        resource = elements.get(bare(child_text(role, "resourceRef")) or "")
        if resource is None:
            continue
        for binding in children(role, "resourceParameterBinding"):
            parameter = elements.get(bare(binding.get("parameterRef")) or "")
            if parameter is not None and parameter.getparent() is not resource:
                names = [clean(one.get("name")) or str(one.get("id")) for one in (parameter, resource)]
                yield RULE.at(where(binding), parameter=names[0], resource=names[1])
