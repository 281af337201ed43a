"""Processes written as XML, and cases of them that are driven until they end; holds no expectations."""

from itertools import pairwise

from lxml import etree

from engine import spiff
from tests.unit.spiff.drawing import NOW

_NAMES = " ".join(
    f'xmlns{prefix}="{namespace}"'
    for prefix, namespace in {
        "": "http://www.omg.org/spec/BPMN/20100524/MODEL",
        ":camunda": "http://camunda.org/schema/1.0/bpmn",
        ":zeebe": "http://camunda.org/schema/zeebe/1.0",
        ":spiffworkflow": "http://spiffworkflow.org/bpmn/schema/1.0/core",
    }.items()
)


def load(body, roots="", **limits):
    """The program of a process p with this content; `roots` stand beside it."""
    text = f'<definitions {_NAMES}>{roots}<process id="p" isExecutable="true">{body}</process></definitions>'
    return spiff.load(etree.fromstring(text), "p", limits=spiff.Limits(**limits))


def flows(*lines):
    """Flows from each node of a line to the next; their ids are `source-target`."""
    return "".join(
        f'<sequenceFlow id="{a}-{b}" sourceRef="{a}" targetRef="{b}"/>'
        for line in lines
        for a, b in pairwise(line.split())
    )


class Play:
    """A case that is stored and read again at every step, or kept warm."""

    def __init__(self, program, *, at=None, now=NOW, **variables):
        self.program, self.variables, self.now, self.at = program, variables, now, at
        self.keep = False
        self._begin()

    def _begin(self):
        self.warm, self.trace = None, []
        self.open, self.waits, self.incidents, self.thrown = {}, {}, {}, []
        self.take(spiff.start(self.program, self.variables, now=self.now, at=self.at))

    def going(self, way):
        """Kept warm, or stored and read again; before anything was done."""
        self.keep = way == "warm"
        return self

    def take(self, step):
        self.step, self.state, self.warm = step, step.state, step.warm if self.keep else None
        self.trace.extend(step.moments)
        for moment in step.moments:
            if moment.kind == "completed":
                self.open.pop(moment.activity, None)
        for activity in step.closed:
            del self.open[activity]
        for activity in step.ended:
            del self.waits[activity]
        for activity in step.resolved:
            self.incidents.pop(activity, None)
        self.open |= {one.activity: one for one in step.waiting}
        self.waits |= {one.activity: one for one in step.waits}
        self.incidents |= {one.activity: one for one in step.incidents}
        self.thrown += step.thrown
        assert not self.waits or not step.completed
        return step

    def _call(self, command, *args, **kwargs):
        return self.take(
            command(self.program, self.state, self.variables, *args, now=self.now, warm=self.warm, **kwargs)
        )

    def activity(self, which, among):
        return which if isinstance(which, int) else next(a for a, one in among.items() if one.element == which)

    def submit(self, which, **submitted):
        return self._call(spiff.complete, self.activity(which, self.open), submitted)

    def occur(self, which, **values):
        return self._call(spiff.occur, self.activity(which, self.waits), values)

    def error(self, which, code, message=None, **values):
        return self._call(spiff.raise_error, self.activity(which, self.waits), code, message, values)

    def escalate(self, which, code, **values):
        return self._call(spiff.escalate, self.activity(which, self.waits), code, values)

    def refuse(self, which, code, message=None, **values):
        """Let a person end a task in an error."""
        return self._call(spiff.raise_error, self.activity(which, self.open), code, message, values)

    def lift(self, which, code, **values):
        """Let a person escalate out of a task."""
        return self._call(spiff.escalate, self.activity(which, self.open), code, values)

    def stop(self, which, code="tries-exhausted", **params):
        return self._call(spiff.stop, self.activity(which, self.waits), code, params)

    def write(self, **values):
        return self._call(spiff.write, values)

    def retry(self, activity=None):
        return self._call(spiff.retry, activity=activity)

    def go_on(self):
        """Move the case on until it comes to rest."""
        while self.step.paused:
            self._call(spiff.go_on)
        return self.step

    def cancel(self):
        return self._call(spiff.cancel)

    @property
    def entered(self):
        return [moment.element for moment in self.trace if moment.kind == "entered"]

    def told(self, kind):
        return [moment.element for moment in self.trace if moment.kind == kind]

    @property
    def here(self):
        """Where the case is, sorted: user tasks, waits, and the rest of what is live."""
        return sorted(element for element, _ in spiff.tokens(self.state))
