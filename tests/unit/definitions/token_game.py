"""Plays BPMN's token game in the plainest way, every state and every order, for tests to compare with the product.

It reads a Sketch, never the product's own graph, and knows no reduction. Tokens stand on flows, in running activities
("run", id) and at boundary events that were triggered ("at", id).
"""

from collections import deque
from dataclasses import dataclass, field
from itertools import chain, combinations

TOO_MANY = 2_500


@dataclass
class Verdict:
    """What can happen: shortest numbers of steps to each, and what is ever entered. None: it cannot happen."""

    deadlock: int | None = None
    unsafe: int | None = None
    cut_off: int | None = None
    trap: bool = False
    entered: set = field(default_factory=set)
    stuck: set = field(default_factory=set)
    meeting: set = field(default_factory=set)
    whole: bool = True


class Game:
    """The game of one sketch from its start events, all of which begin with a token on ("at", start)."""

    def __init__(self, sketch, start="start"):
        self.boxes = sketch.boxes
        self.outs, self.ins, self.target, self.condition = {}, {}, {}, {}
        for key, source, target, condition in sketch.arrows:
            self.outs.setdefault(source, []).append(key)
            self.ins.setdefault(target, []).append(key)
            self.target[key] = target
            self.condition[key] = condition
        self.events = {}
        for name, box in self.boxes.items():
            if box.kind == "boundary":
                self.events.setdefault(box.attributes["attachedToRef"], []).append(name)
        self.start = start
        self.clear = {name: self._clear(name) for name, box in self.boxes.items() if box.kind == "o"}

    def first(self):
        return ((("at", self.start)),)

    def default(self, name):
        return self.boxes[name].attributes.get("default")

    def puts(self, name):
        """Give every way to put tokens on the flows out of a node."""
        outs, kind = self.outs.get(name, []), self.boxes[name].kind
        if kind in {"x", "e"}:
            return [(one,) for one in outs]
        if kind == "a":
            return [tuple(outs)]
        must = [] if kind == "o" else [one for one in outs if self.condition[one] is None and one != self.default(name)]
        free = [one for one in outs if one not in must and one != self.default(name)]
        sets = [tuple(must) + chosen for chosen in subsets(free) if chosen]
        if self.default(name):
            sets.append((*must, self.default(name)))
        elif must or not free:
            sets.append(tuple(must))
        return sets

    def moves(self, state):
        """Give (node entered or "", ended by force, next state) for everything that can happen."""
        for token in dict.fromkeys(state):
            if isinstance(token, tuple):
                name = token[1]
                if token[0] == "run":
                    yield from self._finish(state, token, name)
                else:
                    yield from self._enter(without(state, (token,)), name)
                continue
            name = self.target[token]
            kind = self.boxes[name].kind
            if kind == "a":
                ins = self.ins[name]
                if token == ins[0] and all(one in state for one in ins):
                    yield from self._enter(without(state, ins), name)
            elif kind == "o":
                marked = [one for one in self.ins[name] if one in state]
                if token == marked[0] and self.ready(state, name, marked):
                    yield from self._enter(without(state, marked), name)
            else:
                yield from self._enter(without(state, (token,)), name)

    def _enter(self, rest, name):
        kind = self.boxes[name].kind
        if kind == "end":
            yield name, False, rest
        elif kind in {"terminate", "error"}:
            yield name, True, rest
        elif self.events.get(name):
            aside = [one for one in self.events[name] if self.boxes[one].attributes.get("cancelActivity") == "false"]
            for chosen in subsets(aside):
                yield name, False, added(rest, [("run", name), *(("at", one) for one in chosen)])
        else:
            for given in self.puts(name):
                yield name, False, added(rest, given)

    def _finish(self, state, token, name):
        rest = without(state, (token,))
        for given in self.puts(name):
            yield "", False, added(rest, given)
        for one in self.events[name]:
            if self.boxes[one].attributes.get("cancelActivity") != "false":
                yield "", False, added(rest, [("at", one)])

    def ready(self, state, name, marked):
        """BPMN's rule for inclusive joins, token by token and path by path."""
        for token in state:
            if token in self.ins[name]:
                continue
            ends = self.clear[name][token]
            if ends - set(marked) and not ends & set(marked):
                return False
        return True

    def _clear(self, join):
        """For each place of a token: the flows into a join that a path leads to without passing the join."""
        found = {}
        places = [*self.target, *(("run", one) for one in self.events), *(("at", one) for one in self.boxes)]
        for place in places:
            seen, waiting = {place}, [place]
            while waiting:
                one = waiting.pop()
                for after in self._after(one, join):
                    if after not in seen:
                        seen.add(after)
                        waiting.append(after)
            found[place] = {one for one in self.ins.get(join, []) if one in seen and one != place}
        return found

    def _after(self, place, join):
        name = place[1] if isinstance(place, tuple) else self.target[place]
        if name == join:
            return []
        if isinstance(place, tuple) and place[0] == "run":
            aside = [
                ("at", one) for one in self.events[name] if self.boxes[one].attributes.get("cancelActivity") != "false"
            ]
            return [*self.outs.get(name, []), *aside]
        if self.events.get(name):
            return [("run", name), *(("at", one) for one in self.events[name])]
        return self.outs.get(name, [])


def subsets(items):
    return list(chain.from_iterable(combinations(items, size) for size in range(len(items) + 1)))


def without(state, tokens):
    left = list(state)
    for token in tokens:
        left.remove(token)
    return tuple(left)


def added(state, tokens):
    return tuple(sorted([*state, *tokens], key=str))


def doubled(state):
    return {token for token in state if state.count(token) > 1}


def play(sketch, start="start"):
    """Look at every state that can be reached with at most one token on each flow."""
    game, verdict = Game(sketch, start), Verdict()
    begin = game.first()
    steps, before = {begin: 0}, {}
    good = set()
    queue = deque([begin])
    while queue:
        state = queue.popleft()
        if len(steps) > TOO_MANY:
            verdict.whole = False
            return verdict
        after = list(game.moves(state))
        if not after:
            good.add(state)
            if state:
                verdict.deadlock = least(verdict.deadlock, steps[state])
                verdict.stuck |= {game.target[token] for token in state}
        for name, ended, following in after:
            cost = steps[state] + bool(name)
            verdict.entered |= {name} - {""}
            if ended:
                good.add(state)
                if following and game.boxes[name].kind == "terminate" and working(game, following):
                    verdict.cut_off = least(verdict.cut_off, cost)
            elif doubled(following):
                good.add(state)
                verdict.unsafe = least(verdict.unsafe, cost)
                verdict.meeting |= {name}
            else:
                before.setdefault(following, set()).add(state)
                if following not in steps or cost < steps[following]:
                    steps[following] = cost
                    queue.append(following)
    verdict.trap = bool(set(steps) - closed(good, before))
    return verdict


def working(game, state):
    """Whether tokens are left elsewhere than right before an end."""
    return any(isinstance(one, tuple) or game.boxes[game.target[one]].kind != "end" for one in state)


def closed(good, before):
    found, waiting = set(good), list(good)
    while waiting:
        for one in before.get(waiting.pop(), ()):
            if one not in found:
                found.add(one)
                waiting.append(one)
    return found


def least(known, cost):
    return cost if known is None else min(known, cost)
