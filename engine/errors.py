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


class WrongType(MalformedRequest):
    """“{name}” must be {kind}. Correct it and send it again."""


class UnknownSorting(MalformedRequest):
    """This list cannot be sorted that way. sortBy must be one of {names}, and sortOrder asc or desc."""


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


# --- user tasks -------------------------------------------------------------------------------------


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


class NoProcess(Invalid):
    """There is no process in these files. Add the BPMN drawing that belongs to them and send all together."""


class UnusableProcessId(Invalid):
    """A process has no id or a very long one, so its versions could not be told apart. Give it a short id."""


class UnknownFileKind(Invalid):
    """This is neither a BPMN drawing (.bpmn) nor a form (.json). Leave it out and send the others again."""


class UnusableFileName(Invalid):
    """The name of the file is empty or longer than {limit} characters. Rename it and send it again."""


class FileNamedTwice(Invalid):
    """Two files are named “{name}”. Give each file a name of its own and send them again."""


class JsonBroken(Invalid):
    """The form file is not JSON (line {line}). Correct it and send it again."""


class NotRunnable(Invalid):
    """The process “{process}” cannot run yet: {count} things in its drawing must be changed first."""


class NotPublishable(Invalid):
    """Version {version} of “{name}” cannot be published: {count} findings must be mended first."""


class NotPublished(Conflict):
    """“{name}” has no published version, so no case can begin. Ask the process analyst to publish one."""


class WrongVersionState(Conflict):
    """Version {version} is {state}, so this cannot be done. Open the list of versions to see what is possible."""


# --- forms --------------------------------------------------------------------------------------------


class FormNotUsable(Invalid):
    """The form cannot be shown as it is described. Each reason stands at its field; mend the form and send it again."""


# --- expressions (FEEL) -----------------------------------------------------------------------------


class FeelSyntaxError(Invalid):
    """The expression cannot be read at character {position}: “{expected}” should stand where “{found}” stands."""


class FeelUnfinished(FeelSyntaxError):
    """The expression breaks off at character {position}: “{expected}” is missing. Add it."""


class FeelEmpty(FeelSyntaxError):
    """The expression is empty. Write a value or a condition, for example amount > 1000."""


class FeelValueMissing(FeelSyntaxError):
    """At character {position} a value or a name should stand, not “{found}”. Write what is compared or computed there."""


class FeelLeftover(FeelSyntaxError):
    """The expression is complete before “{found}” at character {position}. Join both parts with and, or, + … or remove one."""


class FeelWriteInstead(FeelSyntaxError):
    """“{found}” at character {position} is not FEEL. Write {write} instead."""


class FeelOpenText(FeelSyntaxError):
    """The text that begins at character {position} has no end. Close it with a quotation mark (")."""


class FeelBadEscape(FeelSyntaxError):
    """“{found}” at character {position} names no character. Write \\u and four hexadecimal digits, or the character itself."""


class FeelStrayCharacter(FeelSyntaxError):
    """The character “{found}” at position {position} means nothing here. Remove it, or put it in a text in quotation marks."""


class FeelChainedComparison(FeelSyntaxError):
    """A second comparison follows at character {position}. Join them with and, or write for example x in [1..3]."""


class FeelRepeatedName(FeelSyntaxError):
    """The name “{name}” is given twice at character {position}. Give each entry a name of its own."""


class FeelUnknownFunction(FeelSyntaxError):
    """There is no function “{found}” (character {position}). Did you mean {similar}? All of them are listed in docs/feel.md."""


class FeelMethodCall(FeelSyntaxError):
    """“{found}(…)” after a point at character {position} would call program code. Use a function, for example contains(text, "a")."""


class FeelWrongArguments(FeelSyntaxError):
    """{function} cannot take these arguments (character {position}). Call it as {usage}."""


class FeelUnknownType(FeelSyntaxError):
    """There is no type “{found}” (character {position}). Use one of {types}."""


class FeelLimit(Invalid):
    """The expression asks for more work or room than one expression may use ({maximum}). Make it simpler, or split it."""


class FeelTooLong(FeelLimit):
    """The expression is longer than {maximum} characters. Split it into several steps."""


class FeelTooManyParts(FeelLimit):
    """The expression has more than {maximum} parts. Split it into several steps or use a decision table."""


class FeelTooDeep(FeelLimit):
    """Brackets, lists or contexts lie more than {maximum} deep in one another. Name the inner parts in steps of their own."""


class FeelOutOfFuel(FeelLimit):
    """The expression was stopped after {maximum} units of work. Go through fewer elements, or filter the list first."""


class FeelTextTooLong(FeelLimit):
    """The expression makes a text longer than {maximum} characters. Keep long documents outside expressions."""


class FeelListTooLong(FeelLimit):
    """The expression makes a list longer than {maximum} elements. Filter it first."""


class FeelProducesTooMuch(FeelLimit):
    """The expression produces more than {maximum} characters altogether. Make smaller lists and texts."""


class NotTranslatable(FeelSyntaxError):
    """“{found}” has no equal in FEEL. Write the expression in FEEL, for example amount > 1000 and region = "North"."""


class CallNotTranslatable(NotTranslatable):
    """“{found}” calls program code, which no expression may do. Use a FEEL function, for example contains(text, "a")."""


class StatementNotTranslatable(NotTranslatable):
    """“{found}” is a program statement. A script is a FEEL context: write {{name: value, second name: value}}."""


class MixedTextNotTranslatable(NotTranslatable):
    """“{found}” mixes words with ${{…}}. Write one FEEL expression, for example "Case " + string(number)."""


class LanguageNotTranslatable(NotTranslatable):
    """Expressions in {found} are not run here. Write this one in FEEL and remove the language from the diagram."""


# --- people -----------------------------------------------------------------------------------------


class WrongCredentials(Unauthenticated):
    """The user name or the password is wrong. Check both and try again."""


class WrongSetUpToken(Forbidden):
    """This is not the set-up token. Copy it from the lines that the server printed when it started."""


class WrongPassword(Invalid):
    """The present password is wrong. Type it again."""


class WeakPassword(Invalid):
    """A password has {least} to {most} characters and does not contain the user name. Choose another one."""


class PasswordsDiffer(Invalid):
    """The two new passwords are not the same. Type both again."""


class BadName(Invalid):
    """“{name}” cannot be used as a name. Write 1 to 200 characters that can be read."""


class BadUsername(BadName):
    """“{name}” cannot be a user name. Use 2 to 64 letters, digits, dots, hyphens or underscores."""


class UsernameTaken(Conflict):
    """The user name “{name}” is already in use. Choose another one."""


class UnknownRoles(Invalid):
    """These roles do not exist: {names}. Choose among the roles of the list."""


class LastAdmin(Conflict):
    """“{name}” is the last administrator of this agency. Make somebody else administrator first."""


# --- backups ----------------------------------------------------------------------------------------


class BackupDamaged(Invalid):
    """The backup is damaged at “{entry}”. Nothing was restored; use another backup."""


class BackupNewer(Invalid):
    """The backup was written by a newer release (form {form}). Install that release first, then restore."""


class NotEmpty(Conflict):
    """The database already holds something (table {table}). Restore into an empty one."""
