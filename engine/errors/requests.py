"""What can be wrong with a request or a repeated command; must not know how it is answered."""

from engine.errors.kinds import Forbidden, Invalid


class MalformedRequest(Invalid):
    """The request cannot be read: {reason}. Send valid JSON or form fields."""


class WrongType(MalformedRequest):
    """“{name}” must be {kind}. Correct it and send it again."""


class UnknownSorting(MalformedRequest):
    """This list cannot be sorted that way. sortBy must be one of {names}, and sortOrder asc or desc."""


class WrongMethod(MalformedRequest):
    """This address does not take {method}. Send {allowed} instead."""


class Unspoken(MalformedRequest):
    """“{name}” is not understood here, so nothing was done. Leave it out; docs/rest.md says what is understood."""


class OtherTenant(Forbidden):
    """“{tenant}” is not the agency you work in. Leave the tenant out, or sign in there."""


class VariablesStay(Invalid):
    """A variable cannot be removed, because the record forgets nothing. Set it to null instead."""


class VersionsAreWithdrawn(Invalid):
    """A version cannot be suspended and resumed. Withdraw it for good with DELETE; its open cases go on."""


class SubmissionInvalid(Invalid):
    """Some answers need correction; each is marked at its field."""


class IdempotencyMismatch(Invalid):
    """This idempotency key was already used for another request. Use a new key for a new request."""


class SessionExpired(Forbidden):
    """The page was open too long or was sent from elsewhere, so nothing was done. Open the page again and repeat it."""
