"""What every error is and the few kinds that doors turn into a status; must not know what went wrong."""

import re
from collections.abc import Mapping, Sequence
from typing import Any


class RavandError(Exception):
    """Something went wrong on our side. Try again; if it happens again, tell the administrator the reference number."""

    def __init__(self, **params: Any) -> None:
        """Keep the parameters of the message; the docstring of the class is the message."""
        self.params = params
        super().__init__(self.message())

    @classmethod
    def code(cls) -> str:
        """Return the stable name of this error for programs: the class name in kebab case."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    @classmethod
    def template(cls) -> str:
        """Return the English message with its placeholders: the key of the translation."""
        return " ".join((cls.__doc__ or "").split())

    def message(self) -> str:
        """Return the English message with the parameters filled in."""
        return self.template().format_map(_Shown(self.params))


class _Shown(dict[str, Any]):
    """Show a missing parameter as a question mark rather than hide the error behind a KeyError."""

    def __missing__(self, key: str) -> str:
        return "?"


class Invalid(RavandError):
    """What was sent cannot be accepted: {reason}. Correct it and send it again."""

    def __init__(self, *, fields: Mapping[str, Sequence[Any]] | None = None, **params: Any) -> None:
        """Keep the messages per field, each a text with parameters (`engine.text.Text`)."""
        self.fields = dict(fields or {})
        super().__init__(**params)


class Unauthenticated(RavandError):
    """Sign in first; then do this again."""


class Forbidden(RavandError):
    """You may not do this ({permission}). Ask your administrator for the right, or a colleague who has it."""


class NotFound(RavandError):
    """There is no {kind} “{id}” here. Check the address or go back to the list."""


class Conflict(RavandError):
    """This changed while you were working. Open it again to see how it is now; what you typed was not saved."""


class TooLarge(RavandError):
    """This is larger than {limit} bytes. Send a smaller file or split it."""


class TooMany(RavandError):
    """Too many attempts. Wait {seconds} seconds, then try again."""


class Unavailable(RavandError):
    """The record cannot be reached just now and nothing was changed. Try again in a minute."""


class Contended(Unavailable):
    """Others are changing the same things at this moment, and nothing of yours was changed. Try again in a minute."""
