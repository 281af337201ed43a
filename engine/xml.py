"""The one hardened door through which XML bytes become a tree; must never expand, fetch or repeat what it refuses."""

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from engine import errors

Element = etree._Element  # noqa: SLF001  (lxml has no public name for the type of its elements)

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
#: Root elements that a caller may ask for.
BPMN_ROOTS = frozenset({f"{{{BPMN}}}definitions"})

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")  # byte order marks: UTF-8, UTF-16 little and big endian
_DECLARED = re.compile(rb"""^<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ENCODING_FAULTS = frozenset({31, 32, 81, 1544, 6003})  # libxml2: unknown, unsupported, invalid, not convertible
_IMPORT = "{http://www.w3.org/2001/XMLSchema}import"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may hold; anything beyond is refused before a tree is built."""

    size: int = 2_000_000
    elements: int = 20_000
    attributes: int = 64
    length: int = 256 * 1024  # of one attribute or one run of text, in characters
    depth: int = 100


@dataclass(frozen=True, slots=True)
class Violation:
    """One place where a tree breaks a schema: its line, libxml2's kind of fault and the names it speaks of."""

    line: int
    fault: str
    element: str
    attribute: str


def parse(data: bytes, *, roots: frozenset[str] = BPMN_ROOTS, limits: Limits | None = None) -> Element:
    """Return the root of a well-formed, harmless document with line numbers; every refusal is an error of its own."""
    limits = limits or Limits()
    if len(data) > limits.size:
        raise errors.XmlTooLarge(limit=limits.size)
    _refuse_what_is_no_xml(data)
    root_name = _count(data, limits)
    if root_name not in roots:
        raise errors.XmlWrongRoot
    return etree.fromstring(data, _parser())


def line_of(element: Element) -> int:
    """Return the line of an element in its file, 0 where it is not known."""
    line: Any = element.sourceline
    return line if isinstance(line, int) else 0


def _refuse_what_is_no_xml(data: bytes) -> None:
    bare = data
    for mark in _MARKS:
        bare = bare.removeprefix(mark)
    bare = bare.replace(b"\x00", b"", 8).lstrip()
    if not bare:
        raise errors.XmlEmpty
    if not bare.startswith(b"<"):
        raise errors.XmlNotXml


def _count(data: bytes, limits: Limits) -> str:
    """Read the bytes without building a tree and return the root's name, or refuse."""
    guard = _Guard(data, limits)
    try:
        etree.fromstring(data, _parser(guard))
    except etree.XMLSyntaxError as fault:
        raise _in_words(fault, data) from None
    return guard.root


def _parser(target: Any = None) -> etree.XMLParser:
    return etree.XMLParser(
        target=target,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_pis=True,
        remove_comments=True,
    )


def _in_words(fault: Any, data: bytes) -> errors.RavandError:
    """Translate libxml2's refusal; its own text may quote the file and is not passed on."""
    if fault.code in _ENCODING_FAULTS:
        declared = _DECLARED.match(data.removeprefix(_MARKS[0]))
        return errors.XmlWrongEncoding(encoding=declared.group(1).decode() if declared else "UTF-8")
    return errors.XmlBroken(line=fault.lineno or 1)


class _Guard:
    """Counts while libxml2 reads, so that a file is refused as soon as it goes beyond a limit."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.source = data
        self.limits = limits
        self.root = ""
        self.elements = self.depth = self.length = 0

    def doctype(self, _name: str, _public: str | None, system: str | None) -> None:
        raise _doctype_refusal(self.source, system)

    def start(self, tag: str, attributes: Mapping[str, str], namespaces: Mapping[str, str]) -> None:
        self.root = self.root or tag
        self.elements += 1
        self.depth += 1
        self.length = 0
        if self.elements > self.limits.elements:
            raise errors.XmlTooManyElements(limit=self.limits.elements)
        if self.depth > self.limits.depth:
            raise errors.XmlTooDeep(limit=self.limits.depth)
        if len(attributes) + len(namespaces) > self.limits.attributes:
            raise errors.XmlTooManyAttributes(limit=self.limits.attributes)
        if any(len(value) > self.limits.length for value in attributes.values()):
            raise errors.XmlTextTooLong(limit=self.limits.length)

    def end(self, _tag: str) -> None:
        self.depth -= 1
        self.length = 0

    def data(self, text: str) -> None:
        self.length += len(text)
        if self.length > self.limits.length:
            raise errors.XmlTextTooLong(limit=self.limits.length)

    def close(self) -> None:
        """Give nothing back: this pass only counts."""


def _doctype_refusal(data: bytes, system: str | None) -> errors.RavandError:
    plain = data.replace(b"\x00", b"")
    if system or re.search(rb"<!ENTITY[^>]{0,500}?\s(SYSTEM|PUBLIC)\s", plain):
        return errors.XmlExternalEntity()
    if b"<!ENTITY" in plain:
        return errors.XmlEntities()
    return errors.XmlDoctype()


class Schema:
    """An XML schema read from files of an installed package; safe to share between threads."""

    def __init__(self, path: Path, imports: Mapping[str, Path] | None = None) -> None:
        """Read the schema; `imports` adds schemas of further namespaces. Raises OSError if a file is missing."""
        tree = etree.parse(str(path))
        for namespace, location in (imports or {}).items():
            added = etree.Element(_IMPORT, namespace=namespace, schemaLocation=str(location))
            tree.getroot().insert(0, added)
        self._schema = etree.XMLSchema(tree)
        self._lock = threading.Lock()  # the error log belongs to the schema object

    def violations(self, root: Element) -> tuple[Violation, ...]:
        """Return every place where the tree breaks the schema, in the order of the file."""
        with self._lock:
            if self._schema.validate(root):
                return ()
            log: Any = self._schema.error_log
            return tuple(_violation(entry) for entry in log)


def _violation(entry: etree._LogEntry) -> Violation:
    element = re.search(r"Element '(?:\{[^}]*\})?([\w.-]{1,60})'", entry.message)
    attribute = re.search(r"attribute '(?:\{[^}]*\})?([\w.-]{1,60})'", entry.message)
    return Violation(
        line=entry.line,
        fault=entry.type_name,
        element=element.group(1) if element else "",
        attribute=attribute.group(1) if attribute else "",
    )
