"""Processes for tests of messages and calls, as XML in one line per element; holds no expectations."""

from itertools import pairwise

_SPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'targetNamespace="https://ravand.example/messages"'
)


def file(*processes: str, roots: str = "") -> bytes:
    """A file of processes; messages, signals, errors and escalations a–z are there under their own names."""
    known = "".join(
        f'<message id="m-{name}" name="{name}"/><signal id="s-{name}" name="{name}"/>'
        f'<error id="e-{name}" name="{name}" errorCode="{name}"/>'
        f'<escalation id="c-{name}" name="{name}" escalationCode="{name}"/>'
        for name in ("ask", "answer", "notice", "alarm")
    )
    return f"<definitions {_SPACES}>{known}{roots}{''.join(processes)}</definitions>".encode()


def process(key: str, *parts: str, lines: str = "") -> str:
    """A process; each of `lines` is a path such as `begin wait done`."""
    flows = [pair for line in lines.split(",") for pair in pairwise(line.split())]
    drawn = "".join(
        f'<sequenceFlow id="{key}-{number}" sourceRef="{a}" targetRef="{b}"/>' for number, (a, b) in enumerate(flows)
    )
    return f'<process id="{key}" name="{key}" isExecutable="true">{"".join(parts)}{drawn}</process>'


def event(kind: str, node: str, definition: str = "", reference: str = "", inside: str = "", **attributes: str) -> str:
    """An event; `definition` is message, signal, error, escalation or timer, `reference` the name of what is meant."""
    said = "".join(f' {name}="{value}"' for name, value in attributes.items())
    short = {"message": "m", "signal": "s", "error": "e", "escalation": "c"}.get(definition, "")
    about = f' {definition}Ref="{short}-{reference}"' if reference else ""
    body = f"<{definition}EventDefinition{about}>{inside}</{definition}EventDefinition>" if definition else ""
    return f'<{kind} id="{node}" name="{node}"{said}>{body}</{kind}>'


def start(node: str = "begin", definition: str = "", reference: str = "") -> str:
    return event("startEvent", node, definition, reference)


def end(node: str = "done", definition: str = "", reference: str = "", inside: str = "") -> str:
    return event("endEvent", node, definition, reference, inside)


def catch(node: str, definition: str, reference: str = "", inside: str = "") -> str:
    return event("intermediateCatchEvent", node, definition, reference, inside)


def throw(node: str, definition: str, reference: str, *sent: str) -> str:
    given = "".join(f'<camunda:in source="{name}" target="{name}"/>' for name in sent)
    inside = f"<extensionElements>{given}</extensionElements>" if given else ""
    return event("intermediateThrowEvent", node, definition, reference, inside)


def work(node: str) -> str:
    return f'<userTask id="{node}" name="{node}" camunda:candidateUsers="supervisor"/>'


def call(node: str, called: str, extensions: str = "", loop: str = "", **attributes: str) -> str:
    said = "".join(f' camunda:{name}="{value}"' for name, value in attributes.items())
    inside = f"<extensionElements>{extensions}</extensionElements>" if extensions else ""
    return f'<callActivity id="{node}" name="{node}" calledElement="{called}"{said}>{inside}{loop}</callActivity>'


def after(iso: str) -> str:
    """The inside of a timer that is due after a duration."""
    return f"<timeDuration>{iso}</timeDuration>"
