"""What can happen to jobs, waits and incidents of cases: what is done by itself; must not store or interpret it."""

from dataclasses import dataclass

from engine.events.kinds import Event, personal


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentExplained(Event):
    """Somebody said why an incident is settled; what stood still was tried again."""

    type = "incident.explained"
    incident: str
    element: str
    activity: int
    reason: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitBegun(Event):
    """A case began to wait for something that is no person: a moment, a message, work done outside."""

    type = "wait.begun"
    element: str
    activity: int
    kind: str
    due: str | None = None
    topic: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitEnded(Event):
    """A case no longer waits for something that did not come, such as the deadline of an activity that is done."""

    type = "wait.ended"
    activity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFailed(Event):
    """What a case or a definition does by itself failed once; `left` is how often it will still be tried."""

    type = "job.failed"
    job: str
    kind: str
    element: str
    activity: int | None = None
    left: int
    reason: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class JobExhausted(Event):
    """What nobody in a case waits for, such as a message sent out, failed too often: an incident was opened."""

    type = "job.exhausted"
    incident: str
    kind: str
    element: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRetried(Event):
    """Somebody gave a job that failed new tries; `left` is how many."""

    type = "job.retried"
    job: str
    kind: str
    element: str
    activity: int | None = None
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JobDueSet(Event):
    """Somebody said when a job is to happen; `due` is that moment."""

    type = "job.due_set"
    job: str
    kind: str
    element: str
    activity: int | None = None
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobExecuted(Event):
    """Somebody let a job happen before its time."""

    type = "job.executed"
    job: str
    kind: str
    element: str
    activity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobSuspended(Event):
    """Somebody stopped a job for a while."""

    type = "job.suspended"
    job: str
    kind: str
    element: str
    activity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobResumed(Event):
    """Somebody let a job that was stopped go on."""

    type = "job.resumed"
    job: str
    kind: str
    element: str
    activity: int | None = None
