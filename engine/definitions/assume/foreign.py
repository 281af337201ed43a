"""Step `foreign`: what other tools wrote beside the standard is kept, and said once for each of them."""

from typing import Final

from engine.definitions.assume.drawing import Drawing
from engine.definitions.check.rule import Found, Rule
from engine.spiff.vocabulary import SAME_VOCABULARY, ZEEBE
from engine.xml import BPMN, BPMNDI, DC, DI, line_of

RULE = Rule(
    "foreign",
    "info",
    "The file holds parts of “{namespace}” ({count}). They are kept as they are; nothing here reads them.",
    "Nothing has to be done, unless the process is to rely on them: then say it in BPMN.",
)
_READ: Final = frozenset({
    BPMN, BPMNDI, DC, DI, *SAME_VOCABULARY, ZEEBE, "http://www.w3.org/2001/XMLSchema-instance",
    "http://www.w3.org/2001/XMLSchema", "http://www.w3.org/XML/1998/namespace",
    "xsi", "http://spiffworkflow.org/bpmn/schema/1.0/core", "https://ravand.example/bpmn", "http://www.w3.org/1999/xhtml",
})  # fmt: skip


def assume(drawing: Drawing) -> Found:
    """Count foreign elements and attributes by their namespace (BPMN 2.0.2, 8.2.3: they change no meaning)."""
    first: dict[str, tuple[int, int]] = {}
    for shape, elements in drawing.shapes().items():
        for name in shape:
            namespace = name[1:].partition("}")[0] if name[0] == "{" else ""
            if namespace and namespace not in _READ:
                line, count = first.get(namespace, (line_of(elements[0]), 0))
                first[namespace] = (min(line, line_of(elements[0])), count + len(elements))
    for namespace, (line, count) in sorted(first.items(), key=lambda found: (found[1][0], found[0])):
        yield RULE.finding(line=line, namespace=namespace, count=count)
