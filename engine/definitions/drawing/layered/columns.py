"""In which column each node of a flow stands: after what leads to it; must not know rows or sizes."""

from collections.abc import Mapping, Sequence


def columns(
    keys: Sequence[str], after: Mapping[str, Sequence[str]]
) -> tuple[dict[str, int], frozenset[tuple[str, str]]]:
    """Give each node the column after its latest predecessor; return also the pairs that lead back."""
    order, back = _finished_order(keys, after)
    found = dict.fromkeys(keys, 0)
    for key in reversed(order):
        for following in after.get(key, ()):
            if following in found and (key, following) not in back:
                found[following] = max(found[following], found[key] + 1)
    return found, frozenset(back)


def components(keys: Sequence[str], after: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return the nodes that are connected with each other, in the order of their first; what stands alone is last."""
    above = {key: key for key in keys}

    def top(key: str) -> str:
        while above[key] != key:
            above[key] = above[above[key]]
            key = above[key]
        return key

    for key in keys:
        for following in after.get(key, ()):
            if following in above:
                above[top(following)] = top(key)
    found: dict[str, list[str]] = {}
    for key in keys:
        found.setdefault(top(key), []).append(key)
    alone = [held[0] for held in found.values() if len(held) == 1]
    return [held for held in found.values() if len(held) > 1] + ([alone] if alone else [])


def _finished_order(keys: Sequence[str], after: Mapping[str, Sequence[str]]) -> tuple[list[str], set[tuple[str, str]]]:
    """Walk the flows; return the nodes in the order in which they were left, and the flows that lead back."""
    known, done, open_ = set(keys), [], {}
    seen: set[str] = set()
    back: set[tuple[str, str]] = set()
    for start in keys:
        stack = [start] if start not in seen else []
        while stack:
            key = stack[-1]
            if key not in seen:
                seen.add(key)
                open_[key] = iter(after.get(key, ()))
            following = next(open_[key], None)
            if following is None:
                stack.pop()
                del open_[key]
                done.append(key)
            elif following in open_:
                back.add((key, following))
            elif following in known and following not in seen:
                stack.append(following)
    return done, back
