"""What can go wrong with user tasks and cases; must not know how cases move."""

from engine.errors.kinds import Conflict, Forbidden, Invalid, TooLarge


class TaskTaken(Conflict):
    """{holder} has already taken this task. Choose another task, or ask {holder} to hand it over."""


class TaskFinished(Conflict):
    """This task is already finished ({state}). Nothing was changed; the case page shows who finished it."""


class ActivityNotOpen(Conflict):
    """Activity {activity} of this case is not waiting for anybody. Open the case again to see how it is now."""


class StaleTask(Conflict):
    """This task changed since you opened it. Open it again to see how it is now, then decide."""


class NotACandidate(Forbidden):
    """This task is for {candidates}. Ask a supervisor to assign it to you if it is yours to do."""


class UnknownPerson(Invalid):
    """There is nobody named “{name}” in this agency. Check the user name."""


class InstanceSuspended(Conflict):
    """This case is suspended, so work on it waits. Ask a supervisor to resume it."""


class InstanceEnded(Conflict):
    """This case has ended ({status}). It can be read but not changed."""


class StaleInstance(Conflict):
    """Somebody else changed this case at the same moment. Nothing of yours was saved; open it again and repeat it."""


class ReservedVariable(Invalid):
    """The variable name “{name}” cannot be used. Use letters, digits and underscores, at most {limit} characters."""


class VariableTooLarge(TooLarge):
    """The value of “{name}” is larger than {limit} bytes. Store the document elsewhere and keep its reference here."""
