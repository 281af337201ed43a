"""Where a tree breaks an XML schema, and which children the schema knows, in which order; must not judge either."""

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree

from engine.xml.tree import Element

_IMPORT = "{http://www.w3.org/2001/XMLSchema}import"
_XSD = "{http://www.w3.org/2001/XMLSchema}"


@dataclass(frozen=True, slots=True)
class Violation:
    """One place where a tree breaks a schema: its line, libxml2's kind of fault and the names it speaks of.

    `place` is the element itself, None where libxml2 does not name it; `lacking` says that a child is missing there,
    and `expected` which one at the latest.
    """

    line: int
    fault: str
    element: str
    attribute: str
    lacking: bool = False
    place: Element | None = field(default=None, repr=False, compare=False)
    expected: str = ""


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

    def violations(self, root: Element, *, most: int = 100) -> tuple[Violation, ...]:
        """Return the first places where the tree breaks the schema, `most` at most, in the order of the file."""
        with self._lock:
            if self._schema.validate(root):
                return ()
            log: Any = self._schema.error_log
            names = {prefix: namespace for prefix, namespace in root.nsmap.items() if prefix}
            return tuple(_violation(entry, root, names) for entry in islice(log, most))


def _violation(entry: Any, root: Element, names: Mapping[str, str]) -> Violation:
    message = _told(entry, "message")
    element = re.search(r"Element '(?:\{[^}]*\})?([\w.-]{1,60})'", message)
    attribute = re.search(r"attribute '(?:\{[^}]*\})?([\w.-]{1,60})'", message)
    lacking = "Missing child" in message
    expected = re.findall(r"([\w.-]{1,60})(?:,| \))", message) if lacking else []
    return Violation(
        line=entry.line,
        fault=entry.type_name,
        element=element.group(1) if element else "",
        attribute=attribute.group(1) if attribute else "",
        lacking=lacking,
        place=_place(root, _told(entry, "path"), names),
        expected=expected[-1] if expected else "",
    )


def _told(entry: Any, part: str) -> str:
    """Return what libxml2 says; it cuts long words, also in the middle of a letter, which lxml cannot read then."""
    try:
        return str(getattr(entry, part) or "")
    except UnicodeDecodeError:
        return ""


def _place(root: Element, path: str, names: Mapping[str, str]) -> Element | None:
    """Return what libxml2's path leads to; prefixes that only inner elements declare are not known here."""
    try:
        found: Any = root.getroottree().xpath(path or "/..", namespaces=dict(names))
    except etree.XPathError:
        return None
    return found[0] if isinstance(found, list) and found and isinstance(found[0], Element) else None


@dataclass(frozen=True, slots=True)
class Content:
    """What a schema lets an element hold: the names of its children, each with its place in their order; its types."""

    children: Mapping[str, Mapping[str, int]]
    types: frozenset[str] = frozenset()

    @classmethod
    def of(cls, path: Path) -> "Content":
        """Read the complex types of one schema file; substitutes of an abstract element stand where it stands."""
        types = _Types(etree.parse(str(path)).getroot())
        return cls(types.content(), frozenset(types.types))

    def knows(self, name: str) -> bool:
        """Whether the schema has an element of this name, at its top or inside another one."""
        return name in self.children or any(name in inner for inner in self.children.values())

    def rank(self, parent: str, child: str) -> int | None:
        """Return the place of a child in the order of its parent's children, None if it does not belong there."""
        return self.children.get(parent, {}).get(child)


class _Types:
    """The complex types and elements of a schema by name."""

    def __init__(self, root: Element) -> None:
        self.types = {one.get("name", ""): one for one in root.iterchildren(f"{_XSD}complexType")}
        self.elements = {one.get("name", ""): one for one in root.iterchildren(f"{_XSD}element")}
        self.substitutes: dict[str, list[str]] = {}
        for name, one in self.elements.items():
            if group := (one.get("substitutionGroup") or "").rpartition(":")[2]:
                self.substitutes.setdefault(group, []).append(name)

    def content(self) -> dict[str, Mapping[str, int]]:
        """Return the order of children for every element that the schema names at its top."""
        orders = {name: self._order(name) for name in self.types}
        return {
            name: orders[kind]
            for name, one in self.elements.items()
            if (kind := (one.get("type") or "").rpartition(":")[2]) in orders
        }

    def _order(self, name: str) -> Mapping[str, int]:
        """Return the children of a type: those of its bases first, a whole choice in one place."""
        chain = []
        while name in self.types:
            found = self.types[name]
            chain.append(found)
            base = found.find(f".//{_XSD}extension")
            name = "" if base is None else (base.get("base") or "").rpartition(":")[2]
        order: dict[str, int] = {}
        for place, found in enumerate(reversed(chain)):
            for step, part in enumerate(found.iter(f"{_XSD}element")):
                choice = part.getparent()
                grouped = choice is not None and choice.tag == f"{_XSD}choice"
                rank = place * 1000 + (0 if grouped else step)
                for child in self._names(part):
                    order.setdefault(child, rank)
        return order

    def _names(self, part: Element) -> tuple[str, ...]:
        name = part.get("name") or (part.get("ref") or "").rpartition(":")[2]
        found, waiting = [], [name]
        while waiting:
            one = waiting.pop()
            found.append(one)
            waiting.extend(self.substitutes.get(one, ()))
        return tuple(found)
