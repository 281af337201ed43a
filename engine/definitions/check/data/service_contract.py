"""Rule `service-contract`: a process offered as a service binds its data to operations (BPMN 2.0.2, 10.3.4)."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.check.where import where
from engine.definitions.graph import bare
from engine.spiff.vocabulary import bpmn, children
from engine.xml import Element

RULE = Rule(
    "service-contract",
    "error",
    "{reason}",
    "Bind one set of inputs and one of outputs to each operation of the interface.",
)
_UNBOUND = "It is offered as a service, but nothing binds its inputs and outputs to an operation."
_STRANGE = "It binds “{data}” to an operation, but that belongs to another element."
TEXTS = (_UNBOUND, _STRANGE)
_CALLABLE = tuple(
    bpmn(name)
    for name in (
        "process", "globalTask", "globalUserTask", "globalManualTask", "globalScriptTask", "globalBusinessRuleTask",
    )
)  # fmt: skip


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each offered process or task without a binding, and each binding to foreign data."""
    for offered in document.root.iterchildren(*_CALLABLE):
        bindings = list(children(offered, "ioBinding"))
        if not bindings and next(children(offered, "supportedInterfaceRef"), None) is not None:
            yield RULE.at(where(offered), reason={"msgid": _UNBOUND})
        for binding in bindings:
            for name in ("inputDataRef", "outputDataRef"):
                data = document.graph.elements.get(bare(binding.get(name)) or "")
                if data is not None and not _declared_by(offered, data):
                    params = {"data": str(data.get("id"))}
                    yield RULE.at(where(binding), reason={"msgid": _STRANGE, "params": params})


def _declared_by(offered: Element, data: Element) -> bool:
    specification = data.getparent()
    return specification is not None and specification.getparent() is offered
