"""Which stations of a net lie on a cycle, and what lies upstream of each place; must not judge cycles."""

from engine.definitions.soundness.net import Net


def on_cycles(net: Net) -> set[int]:
    """Return the stations from which an arc path leads back to them (Tarjan's components, with a stack)."""
    after = [[net.arcs[arc].target for arc in station.outs] for station in net.stations]
    cyclic: set[int] = set()
    for component in components(after):
        if len(component) > 1 or component[0] in after[component[0]]:
            cyclic.update(component)
    return cyclic


def components(after: list[list[int]]) -> list[list[int]]:
    """Return the strongly connected components of a graph given as lists of successors, the last ones first."""
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    path: list[int] = []
    on_path: set[int] = set()
    found: list[list[int]] = []
    for root in range(len(after)):
        if root in order:
            continue
        work = [(root, 0)]
        while work:
            node, position = work.pop()
            if position == 0:
                order[node] = low[node] = len(order)
                path.append(node)
                on_path.add(node)
            for number in range(position, len(after[node])):
                target = after[node][number]
                if target not in order:
                    work.append((node, number + 1))
                    work.append((target, 0))
                    break
                if target in on_path:
                    low[node] = min(low[node], order[target])
            else:
                if low[node] == order[node]:
                    found.append(_component(path, on_path, node))
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
    return found


def _component(path: list[int], on_path: set[int], node: int) -> list[int]:
    members: list[int] = []
    while True:
        one = path.pop()
        on_path.discard(one)
        members.append(one)
        if one == node:
            return members
