"""The shorthand of elements.xml and what it stands for in BPMN; must not know which elements use it."""

from copy import deepcopy
from typing import Any, Final

from lxml import etree

from engine.xml import BPMN

_ROW: Final = "{urn:rows}"
_SPACES: Final = (
    f'xmlns="{BPMN}" xmlns:r="urn:rows" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"'
)
#: What events wait for and send; a letter is meant for one round, a numbered one for one of several in a round.
ROOTS: Final = f"""<definitions {_SPACES} targetNamespace="urn:elements">
<message id="letter" name="letter"><extensionElements><zeebe:subscription correlationKey="=round"/></extensionElements>
</message>
<message id="numbered" name="numbered"/><message id="notice" name="notice"/><message id="news" name="news"/>
<message id="question" name="question"/><message id="reply-message" name="reply"/>
<correlationProperty id="p-round" name="round"><correlationPropertyRetrievalExpression messageRef="numbered">
<messagePath>=round</messagePath></correlationPropertyRetrievalExpression></correlationProperty>
<correlationProperty id="p-item" name="item"><correlationPropertyRetrievalExpression messageRef="numbered">
<messagePath>=item</messagePath></correlationPropertyRetrievalExpression></correlationProperty>
<signal id="bell" name="bell"/><error id="fault" name="fault" errorCode="E1"/>
<escalation id="alarm" name="alarm" escalationCode="S1"/>
<signalEventDefinition id="shared" signalRef="bell"/>
</definitions>"""
#: Processes that call activities call.
CALLED: Final = {
    "called": f"""<process {_SPACES} id="called" isExecutable="true" camunda:versionTag="stable">
<startEvent id="called-begin"/>
<sequenceFlow id="called-begin-asked" sourceRef="called-begin" targetRef="asked"/><userTask id="asked"/>
<sequenceFlow id="asked-called-end" sourceRef="asked" targetRef="called-end"/><endEvent id="called-end"/></process>""",
    "failing": f"""<process {_SPACES} id="failing" isExecutable="true"><startEvent id="called-begin"/>
<sequenceFlow id="called-begin-called-end" sourceRef="called-begin" targetRef="called-end"/>
<endEvent id="called-end"><errorEventDefinition errorRef="fault"/></endEvent></process>""",
}
#: What business rule tasks ask.
DECISION: Final = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="sums" name="sums"
namespace="urn:elements"><decision id="sum" name="sum"><variable name="sum"/><literalExpression><text>1 + 1</text>
</literalExpression></decision></definitions>"""
_TIMER: Final = "<timerEventDefinition><{kind}>{when}</{kind}></timerEventDefinition>"
_EVENTS: Final = {
    "message": '<messageEventDefinition messageRef="letter"/>',
    "notice": '<messageEventDefinition messageRef="notice"/>',
    "news": '<messageEventDefinition messageRef="news"/>',
    "timer": _TIMER.format(kind="timeDuration", when="PT1H"),
    "date": _TIMER.format(kind="timeDate", when="2030-01-01T00:00:00Z"),
    "cycle": _TIMER.format(kind="timeCycle", when="R3/PT1H"),
    "signal": '<signalEventDefinition signalRef="bell"/>',
    "conditional": "<conditionalEventDefinition><condition>=round > 9</condition></conditionalEventDefinition>",
    "error": '<errorEventDefinition errorRef="fault"/>',
    "escalation": '<escalationEventDefinition escalationRef="alarm"/>',
    "compensate": "<compensateEventDefinition/>",
}
_BOUNDARY: Final = '<boundaryEvent id="event" attachedToRef="x"><r:on event="{event}"/></boundaryEvent>'
_BESIDE: Final = _BOUNDARY.replace('"x"', '"x" cancelActivity="false"')
_THROWING: Final = """<subProcess id="x"><startEvent id="inner-begin"/><r:to from="inner-begin" to="inner-end"/>
    <endEvent id="inner-end"><r:on event="{event}"/></endEvent></subProcess>"""
_AFTER: Final = '<endEvent id="beside"/><r:to from="event" to="beside"/>'
#: Drawings that several elements have in common; what stands inside of the word is put into the first of them.
_SHAPES: Final = {
    "work": '<serviceTask id="x" camunda:type="external" camunda:topic="work"/>',
    "rule": '<businessRuleTask id="x" camunda:decisionRef="sum" camunda:resultVariable="r"/>',
    "frame": """<{kind} id="x"><startEvent id="inner-begin"/><r:to from="inner-begin" to="inside"/>
        <userTask id="inside"/><r:to from="inside" to="inner-end"/><endEvent id="inner-end"/></{kind}>""",
    "three": """<multiInstanceLoopCharacteristics isSequential="{sequential}" camunda:collection="=[1, 2, 3]"
        camunda:elementVariable="item"/>""",
    "rounds": """<standardLoopCharacteristics testBefore="{before}" loopMaximum="3"><loopCondition>=true</loopCondition>
        </standardLoopCharacteristics>""",
    "merge": '<exclusiveGateway id="merge"/><r:to from="x" to="merge"/><r:to from="event" to="merge"/>',
    "ways": '<exclusiveGateway id="merge"/><r:to from="one" to="merge"/><r:to from="other" to="merge"/>',
    "both": """<r:to from="x" to="one"/><r:to from="x" to="other"/><r:to from="one" to="join"/>
        <r:to from="other" to="join"/>""",
    "chosen": """<r:to from="x" to="one" when="=first"/><r:to from="x" to="other" when="=second"/>
        <r:to from="one" to="join"/><r:to from="other" to="join"/>""",
    "beside": f'<userTask id="x"/>{_BOUNDARY}<r:merge/>',
    "besides": f'<userTask id="x"/>{_BESIDE}{_AFTER}',
    "thrown": f"{_THROWING}{_BOUNDARY}<r:merge/>",
    "heard": f"{_THROWING}{_BESIDE}{_AFTER}",
    "split": """<parallelGateway id="split"/><userTask id="one"/><r:to from="split" to="one"/>
        <r:to from="split" to="x"/>""",
    "changing": f"""<r:split/><userTask id="x"/>{_BOUNDARY.format(event="conditional")}<r:merge/>
        <parallelGateway id="join"/><r:to from="merge" to="join"/><r:to from="one" to="join"/>""",
    "changes": f'<r:split/><userTask id="x"/>{_BESIDE.format(event="conditional")}{_AFTER}',
    "inside": """<userTask id="x"/><subProcess id="handler" triggeredByEvent="true">
        <startEvent id="event" isInterrupting="{interrupting}"><r:on event="{event}"/></startEvent>
        <r:to from="event" to="handle"/><userTask id="handle"/><r:to from="handle" to="handled"/>
        <endEvent id="handled"/></subProcess>""",
    "undone": """<userTask id="x"/>
        <boundaryEvent id="undone" attachedToRef="x"><r:on event="compensate"/></boundaryEvent>
        <userTask id="undo" isForCompensation="true"/>
        <association id="undone-undo" associationDirection="One" sourceRef="undone" targetRef="undo"/>""",
}
_WORDS: Final = frozenset({"to", "on", *_SHAPES})
_USUAL: Final = {"interrupting": "true", "sequential": "false", "before": "false", "event": ""}


def written_out(row: Any) -> Any:
    """Return a copy of a row with everything in it written out as BPMN."""
    row = deepcopy(row)
    while (short := next((one for one in row.iter() if _word(one) in _WORDS), None)) is not None:
        parent, place = short.getparent(), short.getparent().index(short)
        parent.remove(short)
        parent[place:place] = _long(short)
    return row


def flow(source: str, target: str, when: str | None = None) -> Any:
    """Return a sequence flow, with a condition where one is given."""
    made = etree.Element(f"{{{BPMN}}}sequenceFlow", id=f"{source}-{target}", sourceRef=source, targetRef=target)
    if when is not None:
        etree.SubElement(made, f"{{{BPMN}}}conditionExpression").text = when
    return made


def _word(node: Any) -> str:
    return str(node.tag).removeprefix(_ROW) if str(node.tag).startswith(_ROW) else ""


def _long(short: Any) -> list[Any]:
    said = {**_USUAL, **dict(short.attrib)}
    if _word(short) == "to":
        return [flow(said["from"], said["to"], said.get("when"))]
    written = _EVENTS[said["event"]] if _word(short) == "on" else _SHAPES[_word(short)].format(**said)
    made = list(etree.fromstring(f"<holder {_SPACES}>{written}</holder>"))
    for number, inner in enumerate(deepcopy(list(short))):
        made[0].insert(number, inner)
    return made
