"""What can go wrong with work done outside; must not know who does it or how it is asked for."""

from engine.errors.kinds import Invalid


class ExternalTaskLocked(Invalid):
    """External task {id} cannot be answered by worker '{worker}'. It is locked by worker '{holder}'. Fetch it again."""


class ExternalTaskNotLocked(Invalid):
    """External task {id} cannot be answered by worker '{worker}': nobody has locked it. Fetch it first."""


class ExternalTaskLockExpired(Invalid):
    """The lock of external task {id} has run out, so it cannot be extended. Fetch the task again."""


class RetriesMustBeGiven(Invalid):
    """The number of retries must be a whole number from 0 on."""


class DurationMustBePositive(Invalid):
    """A lock must last longer than 0 milliseconds."""
