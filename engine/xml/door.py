"""Which bytes become a tree, and with which refusals or notes; must never expand, fetch or repeat what it refuses."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from engine import errors
from engine.xml import leniency, roots
from engine.xml.encodings import decode
from engine.xml.names import BPMN, DRAWN, Note, meant
from engine.xml.tree import Element, line_of

#: Root elements that a caller may ask for.
BPMN_ROOTS: Final = frozenset({f"{{{BPMN}}}definitions"})

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe\x00\x00", b"\xff\xfe", b"\x00\x00\xfe\xff", b"\xfe\xff")
_EXTENSIONS: Final = f"{{{BPMN}}}extensionElements"
#: libxml2: undefined name, bare ampersand, forbidden character.
_MENDED: Final = frozenset({9, 23, 26, 68})
_NO_ADDRESS: Final = frozenset({99, 100})  # libxml2: a namespace is no address, or a relative one
_UNDECLARED: Final = 201  # libxml2: a prefix that is declared nowhere


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may hold; anything beyond is refused before a tree is built."""

    size: int = 2_000_000
    elements: int = 20_000
    attributes: int = 64
    length: int = 256 * 1024  # of one attribute or one run of text, in characters
    depth: int = 100


@dataclass(frozen=True, slots=True)
class Opened:
    """The tree of a file and what the door took for granted to read it."""

    root: Element
    notes: tuple[Note, ...] = ()


def parse(data: bytes, *, roots: frozenset[str] = BPMN_ROOTS, limits: Limits | None = None) -> Element:
    """Return the root that `read` gives."""
    return read(data, roots=roots, limits=limits).root


def read(data: bytes, *, roots: frozenset[str] = BPMN_ROOTS, limits: Limits | None = None) -> Opened:
    """Return the tree of a harmless document with line numbers; every refusal is an error of its own.

    Where the roots of BPMN are asked for, files that miss the standard's names or XML's form in a way whose meaning is
    clear come in with notes; the lines are those of the file.
    """
    limits = limits or Limits()
    if len(data) > limits.size:
        raise errors.XmlTooLarge(limit=limits.size)
    _refuse_what_is_no_xml(data)
    written = _Written(data, limits)
    written.count()
    if roots == BPMN_ROOTS:
        written.settle()
    elif written.seen.root not in roots:
        raise errors.XmlWrongRoot
    return written.opened(roots)


def _refuse_what_is_no_xml(data: bytes) -> None:
    bare = data
    for mark in _MARKS:
        bare = bare.removeprefix(mark)
    bare = bare.replace(b"\x00", b"", 64).lstrip(b" \t\r\n\x00\xef\xbb\xbf")
    if not bare:
        raise errors.XmlEmpty
    if not bare.startswith(b"<"):
        raise errors.XmlNotXml


class _Written:
    """One file on its way in: its bytes, made readable step by step, and the notes of these steps."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        decoded = decode(data)
        self.source = data if decoded.text is None else decoded.text.encode()
        self.notes = list(decoded.notes)
        self.limits = limits
        self.seen = _Guard(self.source, limits)

    def count(self) -> None:
        """Read without building a tree; mend what is almost XML, twice at most, or refuse."""
        for mend in (leniency.without_control_characters, leniency.with_written_ampersands, None):
            self.seen = _Guard(self.source, self.limits)
            try:
                etree.fromstring(self.source, _parser(self.seen))
            except etree.XMLSyntaxError as fault:
                if mend is None or _code(fault) not in _MENDED:
                    raise errors.XmlBroken(line=fault.lineno or 1) from None
                self._take(mend(self._text()))
            else:
                return

    def settle(self) -> None:
        """Write the namespaces of BPMN in place of what clearly stands for them."""
        if self.seen.homeless:
            self._declare()
        namespaces = {tag[1:].partition("}")[0] for tag in self.seen.tags if tag.startswith("{")}
        right = {found: meant(found) for found in sorted(namespaces) if meant(found) != found}
        if right:
            self._take(leniency.with_namespaces(self._text(), right))
        if self.seen.homeless:
            self._take(leniency.in_namespace_of_bpmn(self._text()))
        if right or self.seen.homeless:
            self.count()

    def opened(self, wanted: frozenset[str]) -> Opened:
        """Build the tree; raises XmlWrongRoot where nothing in it can be the root that is wanted."""
        root = self._tree()
        if wanted != BPMN_ROOTS:
            return Opened(root, tuple(self.notes))
        codes = {note.code for note in self.notes}
        misplaced = sorted(f"{{{BPMN}}}{name}" for name in DRAWN if f"{{{BPMN}}}{name}" in self.seen.tags)
        if misplaced and not codes & {"no-namespace", "namespace"}:
            line = line_of(next(root.iter(*misplaced)))
            self.notes.append(Note("picture-namespace", line))
        if misplaced:
            roots.place(root, homeless="no-namespace" in codes)
        found, notes = roots.found(root)
        return Opened(found, (*self.notes, *notes))

    def _declare(self) -> None:
        """Declare prefixes that are used and declared nowhere: what could be counted makes no tree because of them."""
        text = self._text()
        prefixes = leniency.undeclared(text)
        if 0 < len(prefixes) < self.limits.attributes:
            self._take(leniency.with_declared(text, prefixes))
            self.count()

    def _tree(self, *, declared: bool = False, addressed: bool = False) -> Element:
        try:
            return etree.fromstring(self.source, _parser())
        except etree.XMLSyntaxError as fault:
            if _code(fault) == _UNDECLARED and not declared:
                self._declare()
                return self._tree(declared=True, addressed=addressed)
            if _code(fault) in _NO_ADDRESS and not addressed:
                self._take(leniency.with_addresses(self._text()))
                self.count()
                return self._tree(declared=declared, addressed=True)
            raise errors.XmlBroken(line=fault.lineno or 1) from None

    def _text(self) -> str:
        return self.source.decode("utf-8-sig")

    def _take(self, mended: leniency.Mended) -> None:
        text, notes = mended
        self.source = text.encode()
        self.notes.extend(notes)


def _code(fault: Any) -> int:
    return int(fault.code)


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


class _Guard:
    """Counts while libxml2 reads, so that a file is refused as soon as it goes beyond a limit."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.source = data
        self.limits = limits
        self.root = ""
        self.elements = self.depth = self.length = self.inside = 0
        self.tags: set[str] = set()
        self.homeless = False  # an element of BPMN stands in no namespace

    def doctype(self, _name: str, _public: str | None, system: str | None) -> None:
        raise _doctype_refusal(self.source, system)

    def start(self, tag: str, attributes: Mapping[str, str], namespaces: Mapping[str, str]) -> None:
        self.root = self.root or tag
        self.tags.add(tag)
        if tag == _EXTENSIONS:
            self.inside += 1
        elif tag in roots.NAMES and not self.inside:
            self.homeless = True
        self.elements += 1
        self.depth += 1
        self.length = 0
        if self.elements > self.limits.elements:
            raise errors.XmlTooManyElements(limit=self.limits.elements)
        if self.depth > self.limits.depth:
            raise errors.XmlTooDeep(limit=self.limits.depth)
        if len(attributes) + len(namespaces) > self.limits.attributes:
            raise errors.XmlTooManyAttributes(limit=self.limits.attributes)
        longest = self.limits.length
        for value in attributes.values():  # no generator: this runs for every element of every file
            if len(value) > longest:
                raise errors.XmlTextTooLong(limit=longest)

    def end(self, tag: str) -> None:
        self.depth -= 1
        if tag == _EXTENSIONS:
            self.inside -= 1
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
