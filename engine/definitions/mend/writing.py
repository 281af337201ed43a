"""How changes enter the text of a file while everything else stays as it was, byte for byte; must not know BPMN."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from engine import errors, xml
from engine.definitions.mend.made import PREFIXES, Made, split
from engine.definitions.mend.spans import Attribute, Span, spans
from engine.xml import Element

_AROUND: Final = 20  # elements that may stand round a drawing
_ERRORS: Final = "surrogateescape"  # bytes that are no character come back as they were


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: str


class Writing:
    """The text of a file with the changes to be made in it.

    `elements` are all elements of its tree in document order, as they were before anybody changed the tree. Nothing is
    changed until `bytes` is asked for. Raises ChangeDoesNotFit where the bytes cannot be written back as they were.
    """

    def __init__(self, data: bytes, elements: Sequence[Element]) -> None:
        self.mark, self.codec = xml.written_in(data)
        self.text = _decoded(data, self.mark, self.codec)
        self.spans = _aligned(elements, spans(self.text))
        elements = list(self.spans)
        self.line_end = "\r\n" if "\r\n" in self.text else "\n"
        self._root = elements[0]
        self._unit = self._indentation_unit(elements)
        self._edits: list[_Edit] = []
        self._attributes: dict[tuple[Element, str], str | None] = {}
        self._inside: dict[Element, list[str]] = {}
        self._declared: dict[str, str] = {}
        self._dropped: list[tuple[int, int]] = []

    def written(self, element: Element) -> bool:
        """Tell whether an element stands in the file, and was not made up while it was read."""
        return element in self.spans

    def set(self, element: Element, name: str, value: str | None) -> None:
        """Give an element an attribute (named as lxml does), or take it away with None."""
        self._attributes[element, name] = value

    def given(self, element: Element, name: str) -> str | None:
        """Return an attribute as it stands in the file, None where it is absent (its entities are not resolved)."""
        found = self._attribute(element, name)
        return None if found is None else self.text[found.value_start : found.value_end]

    def rename(self, element: Element, local: str) -> None:
        """Give an element another name in its namespace."""
        span = self.spans[element]
        name = span.prefix + local
        self._edits.append(_Edit(span.start + 1, span.start + 1 + len(span.name), name))
        if not span.empty:
            self._edits.append(_Edit(span.close + 2, span.close + 2 + len(span.name), name))

    def drop(self, element: Element) -> None:
        """Take an element out, with the line that it stood on alone."""
        span = self.spans[element]
        start = span.start - len(self._lead(span))
        self._dropped.append((start, span.end))

    def before(self, element: Element, made: Made) -> None:
        """Write a new element in front of another."""
        span = self.spans[element]
        lead = self._lead(span)
        self._edits.append(_Edit(span.start, span.start, self._xml(made, element, lead) + lead))

    def after(self, element: Element, made: Made) -> None:
        """Write a new element behind another."""
        span = self.spans[element]
        lead = self._lead(span)
        self._edits.append(_Edit(span.end, span.end, lead + self._xml(made, element, lead)))

    def first(self, parent: Element, made: Made) -> None:
        """Write a new element as the first inside another."""
        self._into(parent, made, at_end=False)

    def last(self, parent: Element, made: Made) -> None:
        """Write a new element as the last inside another."""
        self._into(parent, made, at_end=True)

    def content(self, element: Element, text: str) -> None:
        """Replace all that is inside an element by a text."""
        span = self.spans[element]
        if span.empty:
            self._inside[element] = [escape(text)]
        else:
            self._edits.append(_Edit(span.open_end, span.close, escape(text)))

    @property
    def changed(self) -> bool:
        """Tell whether anything is to be changed."""
        return bool(self._edits or self._attributes or self._inside or self._dropped)

    def bytes(self) -> bytes:
        """Return the file with all changes, in its own encoding."""
        edits = [*self._edits, *self._tags()]
        gone = _outermost(self._dropped)
        begins = [start for start, _ in gone]
        kept = [edit for edit in edits if not _is_in(edit, _before(gone, begins, edit))]
        kept += [_Edit(start, end, "") for start, end in gone]
        parts, at = [], 0
        for edit in sorted(kept, key=lambda one: (one.start, one.end)):
            parts += [self.text[at : edit.start], self._writable(edit.text)]
            at = max(at, edit.end)
        return self.mark + "".join([*parts, self.text[at:]]).encode(self.codec, _ERRORS)

    def _writable(self, text: str) -> str:
        """Return a new text with references in place of the letters that the file's encoding does not have."""
        return text.encode(self.codec, "xmlcharrefreplace").decode(self.codec)

    def _tags(self) -> list[_Edit]:
        """Return the changes of start tags: attributes, declarations of namespaces, and empty tags that get a body."""
        edits = [
            edit for (element, name), value in self._attributes.items() for edit in self._tag(element, name, value)
        ]
        for namespace, prefix in self._declared.items():
            at = self.spans[self._root].attributes_end
            edits.append(_Edit(at, at, f' xmlns:{prefix}="{escape(namespace)}"'))
        for element, inside in self._inside.items():
            span = self.spans[element]
            body = f">{''.join(inside)}</{span.name}>"
            edits.append(_Edit(span.attributes_end, span.open_end, body))
        return edits

    def _tag(self, element: Element, name: str, value: str | None) -> list[_Edit]:
        found, span = self._attribute(element, name), self.spans[element]
        if found is None:
            at = span.attributes_end
            return [] if value is None else [_Edit(at, at, f" {self._named(name, element)}={_quoted(value)}")]
        if value is None:
            blank = len(self.text[: found.start]) - len(self.text[: found.start].rstrip())
            return [_Edit(found.start - blank, found.end, "")]
        mark = self.text[found.value_end]
        return [_Edit(found.value_start, found.value_end, _quoted(value, mark)[1:-1])]

    def _attribute(self, element: Element, name: str) -> Attribute | None:
        namespace, local = split(name)
        span = self.spans[element]
        for one in span.attributes(self.text):
            prefix, _, plain = one.name.rpartition(":")
            if plain == local and (self._namespace(element, prefix) if prefix else "") == namespace:
                return one
        return None

    def _namespace(self, element: Element, prefix: str) -> str:
        declared = element.nsmap.get(prefix)
        return "http://www.w3.org/XML/1998/namespace" if prefix == "xml" else declared or ""

    def _named(self, name: str, at: Element, *, tag: bool = False) -> str:
        """Return a name with the prefix that its namespace has at that place; a new one is declared at the root."""
        namespace, local = split(name)
        if not namespace:
            return local
        same = split(str(at.tag))[0] == namespace and at in self.spans
        if tag and same:
            return self.spans[at].prefix + local
        known = [prefix for prefix, of in at.nsmap.items() if of == namespace and (prefix or tag)]
        prefix = known[0] if known else self._declare(namespace)
        return f"{prefix}:{local}" if prefix else local

    def _declare(self, namespace: str) -> str:
        if namespace not in self._declared:
            wanted, number = PREFIXES.get(namespace, "ns"), 1
            while f"xmlns:{wanted}=" in self.text or wanted in self._declared.values():
                number += 1
                wanted = f"{PREFIXES.get(namespace, 'ns')}{number}"
            self._declared[namespace] = wanted
        return self._declared[namespace]

    def _xml(self, made: Made, at: Element, lead: str) -> str:
        """Write a new element; `lead` is the line end and indentation in front of it."""
        name = self._named(made.tag, at, tag=True)
        attributes = "".join(f" {self._named(key, at)}={_quoted(value)}" for key, value in made.attributes.items())
        deeper = lead + self._unit if lead else ""
        inside = escape(made.text) + "".join(deeper + self._xml(child, at, deeper) for child in made.children)
        closing = lead if made.children else ""
        return f"<{name}{attributes}>{inside}{closing}</{name}>" if inside else f"<{name}{attributes} />"

    def _into(self, parent: Element, made: Made, *, at_end: bool) -> None:
        span = self.spans[parent]
        around = self._lead(span)
        children = [one for one in parent if one in self.spans]
        lead = self._lead(self.spans[children[-1]]) if children else around + self._unit if around else ""
        written = lead + self._xml(made, parent, lead)
        if span.empty:
            held = self._inside.setdefault(parent, [around])
            held.insert(len(held) - 1 if at_end else 0, written)
        elif children:
            at = self.spans[children[-1]].end if at_end else span.open_end
            self._edits.append(_Edit(at, at, written))
        else:
            blank = not self.text[span.open_end : span.close].strip()
            start = span.open_end if blank else span.close
            self._edits.append(_Edit(start, span.close, written + around))

    def _lead(self, span: Span) -> str:
        """Return the line end and indentation in front of an element, "" where something else stands on its line."""
        text = self.text
        begin = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start))
        if begin < 0 or text[begin + 1 : span.start].strip():
            return ""
        return text[begin - (text[begin - 1 : begin + 1] == "\r\n") : span.start]

    def _indentation_unit(self, elements: Sequence[Element]) -> str:
        for element in elements[1:]:
            lead = self._lead(self.spans[element])
            if element.getparent() is self._root and lead:
                return lead.lstrip("\r\n") or "  "
        return "  "


def _aligned(elements: Sequence[Element], found: Sequence[Span]) -> dict[Element, Span]:
    """Return where each element stands; the door may have left out what is round the drawing, or added its root."""
    names = [str(one.tag).rpartition("}")[2].lower() for one in elements]
    written = [one.name.rpartition(":")[2].lower() for one in found]
    for more in range(_AROUND):
        if written[more : more + len(names)] == names:
            return dict(zip(elements, found[more:], strict=False))
        if names[more : more + len(written)] == written:
            return dict(zip(elements[more:], found, strict=False))
    raise errors.ChangeDoesNotFit


def _decoded(data: bytes, mark: bytes, codec: str) -> str:
    bare = data.removeprefix(mark)
    try:
        text = bare.decode(codec, _ERRORS)
        same = text.encode(codec, _ERRORS) == bare
    except UnicodeError:
        raise errors.ChangeDoesNotFit from None
    if not same:
        raise errors.ChangeDoesNotFit
    return text


def _quoted(value: str, mark: str = '"') -> str:
    """Return an attribute's value with its quotation marks; line ends stay what they are."""
    entities = {mark: "&quot;" if mark == '"' else "&apos;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
    return f"{mark}{escape(value, entities)}{mark}"


def _before(gone: Sequence[tuple[int, int]], begins: Sequence[int], edit: _Edit) -> Sequence[tuple[int, int]]:
    place = bisect_right(begins, edit.start)
    return gone[max(place - 1, 0) : place]


def _is_in(edit: _Edit, around: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a change lies in something that goes."""
    return any(edit.end <= end and edit.start < end for _, end in around)


def _outermost(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the ranges that lie in no other."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(set(ranges), key=lambda one: (one[0], -one[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept
