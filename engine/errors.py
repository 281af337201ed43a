"""What can go wrong, in words that say what to do; must not know who asks or how the answer is sent."""

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


# --- kinds: the doors turn a kind into a status ---------------------------------------------------


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


# --- requests and commands --------------------------------------------------------------------------


class MalformedRequest(Invalid):
    """The request cannot be read: {reason}. Send valid JSON or form fields."""


class UnknownKeys(Invalid):
    """These names are not known here: {names}. Remove them and send again."""


class SubmissionInvalid(Invalid):
    """Some answers need correction; each is marked at its field."""


class IdempotencyMismatch(Invalid):
    """This idempotency key was already used for another request. Use a new key for a new request."""


class SessionExpired(Forbidden):
    """The page was open too long or was sent from elsewhere, so nothing was done. Open the page again and repeat it."""


# --- user tasks -------------------------------------------------------------------------------------


class TaskTaken(Conflict):
    """{holder} has already taken this task. Choose another task, or ask {holder} to hand it over."""


class TaskFinished(Conflict):
    """This task is already finished ({state}). Nothing was changed; the case page shows who finished it."""


class TaskNotClaimed(Conflict):
    """Nobody has taken this task yet. Take it first, then finish it."""


class StaleTask(Conflict):
    """This task changed since you opened it. Open it again to see how it is now, then decide."""


class NotACandidate(Forbidden):
    """This task is for {candidates}. Ask a supervisor to assign it to you if it is yours to do."""


class UnknownPerson(Invalid):
    """There is nobody named “{name}” in this agency. Check the user name."""


# --- instances --------------------------------------------------------------------------------------


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


# --- definitions ------------------------------------------------------------------------------------


class XmlEmpty(Invalid):
    """The file is empty. Choose the file that your drawing tool saved, and send it again."""


class XmlNotXml(Invalid):
    """The file is not XML, so it is not a BPMN drawing. Export the drawing as “BPMN 2.0 XML” and send that file."""


class XmlBroken(Invalid):
    """The XML breaks off or is damaged at line {line}. Open the drawing in its tool, save it again and send it."""


class XmlWrongEncoding(Invalid):
    """The file says that it is written in {encoding}, but its bytes are not. Save it again as UTF-8 and send it."""


class XmlWrongRoot(Invalid):
    """This is XML but not a BPMN 2.0 drawing: its root is not “definitions” of BPMN. Export it as BPMN 2.0 XML."""


class XmlTooLarge(TooLarge):
    """The file is larger than {limit} bytes. Split the drawing into called processes, or remove embedded pictures."""


class XmlTooManyElements(TooLarge):
    """The file holds more than {limit} XML elements. Split the drawing into called processes."""


class XmlTooManyAttributes(TooLarge):
    """One element of the file has more than {limit} attributes. BPMN never needs so many; export it anew."""


class XmlTextTooLong(TooLarge):
    """One text or attribute of the file is longer than {limit} characters. Keep long documents outside the drawing."""


class XmlTooDeep(TooLarge):
    """The file nests its elements more than {limit} deep. Use called processes instead of nested sub-processes."""


class XmlDoctype(Invalid):
    """The file has a DOCTYPE, which BPMN does not use and which can be misused. Remove it and send the file again."""


class XmlEntities(Invalid):
    """The file defines entities of its own, which can grow to any size. Remove the DOCTYPE and send it again."""


class XmlExternalEntity(Invalid):
    """The file asks to read another file or address, which is never done. Remove the DOCTYPE and send it again."""


class UnreadableFiles(Invalid):
    """Nothing was stored because of {files}. What is wrong is said beside each file; mend it and send all again."""


class NoProcessFile(Invalid):
    """There is no BPMN drawing among the files. Add the .bpmn file that belongs to them and send all together."""


class NotPublishable(Invalid):
    """Version {version} of “{name}” cannot be published: {count} findings must be mended first."""


class NotPublished(Conflict):
    """“{name}” has no published version, so no case can begin. Ask the process analyst to publish one."""


class WrongVersionState(Conflict):
    """Version {version} is {state}, so this cannot be done. Open the list of versions to see what is possible."""
