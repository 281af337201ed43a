"""Which families of tools a file speaks the language of, by its namespaces; must not judge what they write."""

from typing import Final

from engine.spiff.vocabulary import SAME_VOCABULARY
from engine.xml import Element

#: jBPM and Kogito: types are names of Java classes, loosely used, and processes are public by default.
JBOSS: Final = ("http://www.jboss.org/drools",)
SPIFF: Final = ("http://spiffworkflow.org/bpmn/schema/1.0/core",)
#: Camunda 7 and its relatives.
CAMUNDA: Final = SAME_VOCABULARY
#: Activiti and its child: whoever writes for them may name what nobody defined.
ACTIVITI: Final = ("http://activiti.org/bpmn", "http://flowable.org/bpmn")


def speaks(root: Element, *spaces: str) -> bool:
    """Whether a file declares one of these namespaces at its root."""
    return any(space in spaces for space in root.nsmap.values())
