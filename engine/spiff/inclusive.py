"""When an inclusive gateway goes on: after what can still come to it (BPMN 2.0.2, 13.4.3); must not send tokens.

It is asked when nothing else moves, in the order of the drawing: so it joins as much as it may, and what runs first
of two branches makes no difference.
"""

from collections import deque
from collections.abc import Mapping

from SpiffWorkflow.bpmn.specs.defaults import InclusiveGateway

from engine.spiff.case import CANCELLED, WAITING, Case, Token
from engine.spiff.elements import Lazy, arrive, here, leave
from engine.spiff.links import landings
from engine.spiff.structure import Element, Structure


class Gather(Lazy, InclusiveGateway):  # type: ignore[misc]
    """An inclusive gateway: takes one token of every incoming flow that has one, then every true way, or the default.

    It goes on when each token elsewhere that can come to an empty incoming flow, without passing this gateway, can
    also come to one that has a token.
    """

    _upstream: Mapping[str, int] | None = None

    def _update_hook(self, my_task: Token) -> bool:
        if len(self.element.incoming) < 2:
            return True
        my_task._set_state(WAITING)
        self.wait(my_task)
        return False

    def wait(self, my_task: Token) -> None:
        """Wait at the flow it came over until nothing else moves."""
        arrive(my_task)
        my_task.workflow.patient[my_task.id] = my_task

    def reconsider(self, my_task: Token) -> bool:
        """Go on with this token and those of the other flows if nothing is waited for any more; tell whether."""
        case: Case = my_task.workflow
        beside = case.live if my_task.home is None else my_task.home.inside or {}
        seen = len(beside), next(reversed(beside))  # whoever moves goes, and another one comes
        if my_task.looked == seen:
            return False
        my_task.looked = seen
        arrived = case.joins[here(my_task)]
        if not self._nothing_comes(arrived, case, beside):
            return False
        merged = [arrived[flow].popleft() for flow in self.element.incoming if arrived.get(flow)]
        leave(my_task, arrived)
        last = max(merged, key=lambda token: token.id)
        for token in merged:
            del case.patient[token.id]
            case.settle(token)
            if token is not last:
                token._set_state(CANCELLED)
        last.joined = tuple(token.id for token in merged if token is not last)
        last._ready()
        return True

    def _nothing_comes(self, arrived: Mapping[str, deque[Token]], case: Case, beside: Mapping[int, Token]) -> bool:
        upstream = self._upstream
        if upstream is None:
            upstream = self._upstream_of(case)
        bits = {flow: 1 << number for number, flow in enumerate(self.element.incoming)}
        full = sum(bits[flow] for flow, tokens in arrived.items() if tokens)
        empty = (1 << len(bits)) - 1 & ~full
        for token in beside.values():
            ways = upstream.get(token.task_spec.key, 0)
            if ways & empty and not ways & full and not (token.task_spec is self and token._state == WAITING):
                return False
        return True

    def _upstream_of(self, case: Case) -> Mapping[str, int]:
        self._upstream = upstream(case.program.structure, self.element)
        return self._upstream

    def _run_hook(self, my_task: Token) -> bool:
        my_task.chosen = tuple(self._ways_out(my_task))
        return True

    def _on_cancel(self, my_task: Token) -> None:
        if my_task.workflow.patient.pop(my_task.id, None) is not None:
            my_task.workflow.joins[here(my_task)][str(my_task.via)].remove(my_task)


def upstream(structure: Structure, gateway: Element) -> dict[str, int]:
    """Return of every node that a path leads from to the gateway the incoming flows at its ends, as bits.

    Flow number n of the gateway is bit n. Paths end where they first come to the gateway; they leave activities also
    through their boundary events, and go from a throwing link to the catching one.
    """
    found: dict[str, int] = {}
    before = _predecessors(structure)
    for number, flow in enumerate(gateway.incoming):
        waiting = [structure.flows[flow].source or ""]
        while waiting:
            node = waiting.pop()
            if not found.get(node, 0) >> number & 1:
                found[node] = found.get(node, 0) | 1 << number
                if node != gateway.id:
                    waiting.extend(before.get(node, ()))
    return found


def _predecessors(structure: Structure) -> Mapping[str, list[str]]:
    before: dict[str, list[str]] = {}
    for flow in structure.flows.values():
        before.setdefault(flow.target or "", []).append(flow.source or "")
    for node in structure.nodes.values():
        if node.attached is not None:
            before.setdefault(node.id, []).append(node.attached)
    for thrown, caught in landings(structure).items():
        before.setdefault(caught, []).append(thrown)
    return before
