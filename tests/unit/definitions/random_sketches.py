"""Makes small random models from a seed: blocks that fit, then spoiled a little, or flows thrown at random."""

from random import Random

from tests.unit.definitions.sketch import Sketch

GATEWAYS = "xxxaaaoo"


class _Maker:
    def __init__(self, seed, size):
        self.random = Random(seed)
        self.sketch = Sketch()
        self.left = size
        self.names = 0

    def name(self, kind):
        self.names += 1
        return self.sketch.boxes and self.sketch.box(f"{kind}{self.names}") and f"{kind}{self.names}"

    def block(self, source, depth=0):
        """Draw a block behind a node and return its last node."""
        self.left -= 1
        choice = self.random.random()
        if self.left <= 0 or depth > 3 or choice < 0.25:
            task = self.name("t")
            self.sketch.arrow(source, task)
            return task
        if choice < 0.45:
            return self.block(self.block(source, depth + 1), depth + 1)
        if choice < 0.6:
            return self.loop(source, depth)
        return self.fork(source, depth)

    def fork(self, source, depth):
        kind = self.random.choice(GATEWAYS)
        split, join = self.name(kind), self.name(kind)
        self.sketch.arrow(source, split)
        for _ in range(self.random.randint(2, 3)):
            self.sketch.arrow(self.block(split, depth + 1) if self.random.random() < 0.8 else split, join)
        return join

    def loop(self, source, depth):
        merge, split = self.name("x"), self.name("x")
        self.sketch.arrow(source, merge)
        self.sketch.arrow(self.block(merge, depth + 1), split)
        self.sketch.arrow(split, merge)
        return split

    def spoil(self):
        """Change a kind, bend a flow, add one, or end early."""
        sketch, random = self.sketch, self.random
        inner = [name for name, box in sketch.boxes.items() if box.kind in "xaot"]
        what = random.random()
        if what < 0.4:
            sketch.boxes[random.choice(inner)].kind = random.choice("xaot")
        elif what < 0.6:
            sketch.arrow(random.choice(inner), random.choice(inner))
        elif what < 0.75:
            number = random.randrange(len(sketch.arrows))
            key, source, _target, condition = sketch.arrows[number]
            if source != "start":
                sketch.arrows[number] = (key, source, random.choice(inner), condition)
        elif what < 0.85:
            end = self.name(random.choice(["end", "end", "terminate", "error"]))
            sketch.arrow(random.choice(inner), end)
        else:
            self.boundary(inner)

    def boundary(self, inner):
        sketch, random = self.sketch, self.random
        tasks = [name for name in inner if sketch.boxes[name].kind == "t"]
        if tasks:
            event = self.name("boundary")
            interrupting = random.random() < 0.6
            sketch.on(random.choice(tasks), event, interrupting=interrupting)
            sketch.arrow(event, random.choice(inner))

    def conditions(self):
        """Give some flows out of tasks a condition, and some of these a default."""
        sketch, random = self.sketch, self.random
        for number, (key, source, target, _none) in enumerate(sketch.arrows):
            if sketch.boxes[source].kind == "t" and random.random() < 0.3:
                sketch.arrows[number] = (key, source, target, "x")
        for name, box in sketch.boxes.items():
            outs = [key for key, source, _target, condition in sketch.arrows if source == name and condition is None]
            if len(outs) > 1 and box.kind in "to" and random.random() < 0.3:
                box.attributes["default"] = random.choice(outs)


def random_sketch(seed):
    """Return a model and the same one for the same seed."""
    maker = _Maker(seed, 2 + seed % 7)
    maker.sketch.box("start")
    last = maker.block("start")
    maker.sketch.arrow(last, maker.name("end"))
    for _ in range(maker.random.choice([0, 1, 1, 2, 3])):
        maker.spoil()
    for box in list(maker.sketch.boxes.values()):
        if box.kind == "boundary":
            maker.sketch.boxes[box.attributes["attachedToRef"]].kind = "t"
    maker.conditions()
    return maker.sketch
