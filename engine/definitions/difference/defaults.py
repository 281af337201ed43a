"""What an attribute means when it is not written, and which spellings are one value; must not look at elements.

The values are those of the standard's schema (Semantic.xsd of BPMN 2.0); a test holds them against it. Where the schema
names none, the text of the standard or of the vendor does.
"""

from collections.abc import Mapping
from typing import Final

_NO, _YES = "false", "true"

#: Attribute → what is meant when it is missing.
DEFAULTS: Final[Mapping[str, str]] = {
    "associationDirection": "None",
    "behavior": "All",
    "cancelActivity": _YES,
    "cancelRemainingInstances": _YES,
    "completionQuantity": "1",
    "eventGatewayType": "Exclusive",
    "expressionLanguage": "http://www.w3.org/1999/XPath",
    "gatewayDirection": "Unspecified",
    "instantiate": _NO,
    "isClosed": _NO,
    "isCollection": _NO,
    "isExecutable": _NO,  # no default in the schema; whoever reads a file takes a missing one for no
    "isForCompensation": _NO,
    "isInterrupting": _YES,
    "isSequential": _NO,
    "isUnlimited": _YES,
    "itemKind": "Information",
    "loopType": "None",
    "maximum": "1",
    "method": "##Compensate",
    "minimum": "0",
    "mustUnderstand": _NO,
    "ordering": "Parallel",  # BPMN 2.0.2, table 10.21
    "parallelMultiple": _NO,
    "processType": "None",
    "startQuantity": "1",
    "testBefore": _NO,
    "textFormat": "text/plain",
    "triggeredByEvent": _NO,
    "typeLanguage": "http://www.w3.org/2001/XMLSchema",
    "waitForCompletion": _YES,  # BPMN 2.0.2, table 10.88
    "camunda:async": _NO,
    "camunda:asyncAfter": _NO,
    "camunda:asyncBefore": _NO,
    "camunda:exclusive": _YES,
    "camunda:isStartableInTasklist": _YES,
}
#: The default of `implementation` depends on the kind of task.
IMPLEMENTATION: Final[Mapping[str, str]] = {
    "businessRuleTask": "##unspecified",
    "globalBusinessRuleTask": "##unspecified",
    "globalUserTask": "##unspecified",
    "receiveTask": "##WebService",
    "sendTask": "##WebService",
    "serviceTask": "##WebService",
    "userTask": "##unspecified",
}
_SPELLINGS: Final = {"1": _YES, "0": _NO}
_MORE_TRUTHS: Final = frozenset({"isImmediate"})
TRUTHS: Final = frozenset(name for name, value in DEFAULTS.items() if value in {_NO, _YES}) | _MORE_TRUTHS


def spelt(name: str, value: str) -> str:
    """Return the one spelling of a value: yes and no may be written as digits."""
    return _SPELLINGS.get(value, value) if name in TRUTHS else value


def is_default(element: str, name: str, value: str) -> bool:
    """Tell whether an attribute says what is meant without it; `element` is BPMN's name of its element."""
    if name == "implementation":
        return IMPLEMENTATION.get(element) == value
    return DEFAULTS.get(name) == value
