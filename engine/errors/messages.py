"""What can go wrong with messages, signals and called cases; must not know how they are delivered."""

from engine.errors.kinds import Conflict, Invalid


class MismatchingMessageCorrelation(Invalid):
    """The message “{name}” could not be delivered. Check its name, business key and correlation keys."""


class NobodyWaits(MismatchingMessageCorrelation):
    """No case waits for the message “{name}” with these keys, and none begins with it. Check its name and keys."""


class BeginsForEver(Conflict):
    """“{name}” began {limit} cases one after the other without anybody between. Let its process begin otherwise."""


class SeveralWait(MismatchingMessageCorrelation):
    """{count} cases match the message “{name}”. Add a business key or correlation keys, so that one is meant."""


class SignalNotAwaited(Invalid):
    """This case does not wait for the signal “{name}”. Open it to see what it waits for."""


class MessageNameTaken(Invalid):
    """Cases of “{process}” already begin with the message “{name}”. Rename it here, or withdraw that process first."""


class MessageTwice(Invalid):
    """Two start events begin with the message “{name}”. Give each a message of its own name."""


class CallerSuspended(Conflict):
    """This case was called by case {number}, which is suspended. Resume that case; this one goes on with it."""
