"""What can be wrong with files, diagrams, forms and versions; must not read them."""

from engine.errors.kinds import Conflict, Invalid, TooLarge


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
    """The name of the file is empty, holds control characters or is longer than {limit}. Rename it and send it again."""


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


class FormNotUsable(Invalid):
    """The form cannot be shown as it is described. Each reason stands at its field; mend the form and send it again."""


class ChangeDoesNotFit(Conflict):
    """This change no longer fits the drawing: what it speaks of is gone or has changed. Open the newest version."""


class ChangeUnknown(Invalid):
    """There is no change named “{change}”. Open the version again and press one of the changes offered there."""
