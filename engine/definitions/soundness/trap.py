"""How a case goes round where it can no longer come to an end: which moves come again; must not judge it."""

from collections import deque
from collections.abc import Callable

from engine.definitions.soundness.cycles import components
from engine.definitions.soundness.explore import Outcome, reached

_Edge = tuple[int, int, int]  # state, state after, move


def recurring(outcome: Outcome, state: int) -> list[_Edge]:
    """Return what can happen again and again after a state, where everything was looked at."""
    onward = reached({state}, [(one, after) for one, after, _move in outcome.edges])
    number = {one: position for position, one in enumerate(sorted(onward))}
    edges = [edge for edge in outcome.edges if edge[0] in onward]
    after_each: list[list[int]] = [[] for _ in number]
    for one, after, _move in edges:
        after_each[number[one]].append(number[after])
    part = {one: position for position, found in enumerate(components(after_each)) for one in found}
    return [edge for edge in edges if part[number[edge[0]]] == part[number[edge[1]]]]


def one_round(outcome: Outcome, state: int) -> list[tuple[int, int]]:
    """Return the (marking, move) pairs of the shortest way from a state into a loop and once around it."""
    again = recurring(outcome, state)
    looping = {one for one, _after, _move in again}
    into = _way(outcome.edges, state, looping.__contains__)
    at = into[-1][1] if into else state
    rounds = [[edge, *_way(again, edge[1], at.__eq__)] for edge in again if edge[0] == at]
    steps = [*into, *min(rounds, key=len)]
    return [(outcome.markings[one], move) for one, _after, move in steps]


def _way(edges: list[_Edge], begin: int, wanted: Callable[[int], object]) -> list[_Edge]:
    """Return the shortest way to a wanted state, which must be there; empty if it is the first."""
    after: dict[int, list[_Edge]] = {}
    for edge in edges:
        after.setdefault(edge[0], []).append(edge)
    came: dict[int, _Edge] = {}
    seen = {begin}
    queue = deque([begin])
    while queue:
        state = queue.popleft()
        if wanted(state):
            return _back(came, state)
        for edge in after.get(state, ()):
            if edge[1] not in seen:
                seen.add(edge[1])
                came[edge[1]] = edge
                queue.append(edge[1])
    return []


def _back(came: dict[int, _Edge], state: int) -> list[_Edge]:
    found: list[_Edge] = []
    while state in came:
        found.append(came[state])
        state = came[state][0]
    return found[::-1]
