"""What can happen to work done outside: answered, failed, ended by an error; must not store or interpret it."""

from dataclasses import dataclass

from engine.events.kinds import Event, personal


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalTaskAnswered(Event):
    """Somebody outside did the work of a service task; what it changed stands with the element."""

    type = "external_task.answered"
    task: str
    element: str
    activity: int
    topic: str
    worker: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalTaskFailed(Event):
    """A try at the work of a service task failed or ran out of time; so many tries are left."""

    type = "external_task.failed"
    task: str
    element: str
    activity: int
    topic: str
    reason: str
    retries: int
    next_at: str | None = None
    worker: str = personal(default="")
    message: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalTaskErred(Event):
    """Somebody outside answered a service task with an error that the drawing may catch."""

    type = "external_task.erred"
    task: str
    element: str
    activity: int
    topic: str
    code: str
    worker: str = personal(default="")
    message: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalTaskRetriesSet(Event):
    """Somebody said how many tries a service task has left."""

    type = "external_task.retries_set"
    task: str
    element: str
    activity: int
    retries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalTaskPrioritySet(Event):
    """Somebody said how urgent a service task is among those of its topic."""

    type = "external_task.priority_set"
    task: str
    element: str
    activity: int
    priority: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderSimulated(Event):
    """Somebody said how a simulated registry behaves from now on: up, down, slow or not-found."""

    type = "provider.simulated"
    topic: str
    mode: str
