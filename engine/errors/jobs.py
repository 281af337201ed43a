"""What can go wrong with jobs and incidents; must not know how they are run."""

from engine.errors.kinds import Conflict, Invalid


class JobRunning(Conflict):
    """This is being done just now. Wait a minute and look at it again."""


class JobAsksOutside(Conflict):
    """This asks another system, so it cannot be done while you wait. Give it new tries instead: it begins at once."""


class TriesOutOfRange(Invalid):
    """The number of tries must be a whole number from 1 to {most}."""


class IncidentOver(Conflict):
    """This incident is already over. Open the case again to see how it is now."""


class IncidentStands(Conflict):
    """The case still cannot go on here for the same reason. Mend the cause first; nothing was changed."""
