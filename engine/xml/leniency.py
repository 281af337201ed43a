"""How text that is almost XML becomes XML where its meaning is clear, and what was changed; must not parse it."""

import html
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from html.entities import html5
from typing import Final
from urllib.parse import quote

from engine.xml.names import BPMN, PREFIXES, UNDECLARED, Note

_ROOT: Final = re.compile(r"<(?![?!])[^\s/>]+")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CONTROL_REFERENCE: Final = re.compile(
    r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));", re.IGNORECASE
)
_REFERENCE: Final = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)([A-Za-z][A-Za-z0-9]{1,30};)?"
)
_VERBATIM: Final = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_PREFIXED: Final = (re.compile(r"<([^\W\d][\w.-]*):"), re.compile(r"\s([^\W\d][\w.-]*):[\w.-]+\s*=\s*[\"']"))
_DECLARED: Final = re.compile(r"\sxmlns:([^\s=]+)\s*=")
_NAMESPACE: Final = re.compile(r"""(\sxmlns(?::[^\s=]+)?\s*=\s*)(["'])([^"'<]*)\2""")
_ADDRESS: Final = "-._~:/?#@!$()*+,;=%"
_NO_ADDRESS: Final = re.compile(r"[^A-Za-z0-9\-._~:/?#@!$()*+,;=%]")
_MOST: Final = 20  # notes of one kind
_TAKEN_OFF: Final = re.compile(r"\sxmlns\s*=\s*(?:\"\s*\"|'\s*')")
_DEFAULT: Final = re.compile(r"[^>]*\sxmlns\s*=")
Mended = tuple[str, tuple[Note, ...]]
Written = Callable[[re.Match[str], int], str]


def without_control_characters(text: str) -> Mended:
    """Leave out characters that XML forbids; word processors put them into names when text is pasted."""
    found = _CONTROL.search(text) or _CONTROL_REFERENCE.search(text)
    if found is None:
        return text, ()
    note = Note("control-characters", _line(text, found.start()))
    return _CONTROL_REFERENCE.sub("", _CONTROL.sub("", text)), (note,)


def with_written_ampersands(text: str) -> Mended:
    """Write a bare “&”, and the named characters of HTML, as XML wants them; other names stay and are refused."""
    notes: list[Note] = []

    def written(found: re.Match[str], start: int) -> str:
        name = found.group(1)
        character = html5.get(name) if name else "&"
        if character is None:
            return found.group(0)
        if not notes:
            notes.append(Note("ampersand", _line(text, start + found.start()), {"found": found.group(0)}))
        return character.replace("&", "&amp;").replace("<", "&lt;")

    parts, done = [], 0
    for verbatim in _VERBATIM.finditer(text):
        parts += [_between(text, done, verbatim.start(), written), verbatim.group(0)]
        done = verbatim.end()
    parts.append(_between(text, done, len(text), written))
    return "".join(parts), tuple(notes)


def _between(text: str, start: int, end: int, written: Written) -> str:
    return _REFERENCE.sub(lambda found: written(found, start), text[start:end])


def undeclared(text: str) -> set[str]:
    """Return the prefixes of elements and attributes that the text declares nowhere."""
    plain = _VERBATIM.sub("", text)
    used = {found for pattern in _PREFIXED for found in pattern.findall(plain)} - {"xml", "xmlns"}
    return used - set(_DECLARED.findall(plain))


def with_declared(text: str, prefixes: Iterable[str]) -> Mended:
    """Declare prefixes at the root; an unknown one stands for nothing that this house reads."""
    declared = {prefix: PREFIXES.get(prefix, UNDECLARED + prefix) for prefix in sorted(prefixes)}
    written = "".join(f' xmlns:{prefix}="{namespace}"' for prefix, namespace in declared.items())
    notes = tuple(Note("prefix", _line_of_prefix(text, prefix), {"prefix": prefix}) for prefix in declared)
    return _at_root(text, written), notes


def in_namespace_of_bpmn(text: str) -> Mended:
    """Put what is in no namespace into that of BPMN, from the root on."""
    root = _root(text)
    note = Note("no-namespace", _line(text, root.start()) if root else 1)
    text = _TAKEN_OFF.sub(f' xmlns="{BPMN}"', text)
    root = _root(text)
    has_default = root is not None and _DEFAULT.match(text, root.end()) is not None
    return text if has_default else _at_root(text, f' xmlns="{BPMN}"'), (note,)


def with_addresses(text: str) -> Mended:
    """Write namespaces that are no addresses so that they are, with %-signs for what may not stand in one."""
    wrong = {found.group(3) for found in _NAMESPACE.finditer(text) if _NO_ADDRESS.search(found.group(3))}
    right = {one: quote(html.unescape(one), safe=_ADDRESS) for one in wrong}
    text, notes = with_namespaces(text, right)
    return text, tuple(replace(note, code="address") for note in notes)


def with_namespaces(text: str, right: Mapping[str, str]) -> Mended:
    """Write other namespaces in place of old or misspelt ones, where they are declared; one note for each."""
    notes: dict[str, Note] = {}

    def rightly(found: re.Match[str]) -> str:
        wrong = found.group(3)
        if wrong not in right:
            return found.group(0)
        if wrong not in notes and len(notes) < _MOST:
            notes[wrong] = Note("namespace", _line(text, found.start()), {"found": wrong, "meant": right[wrong]})
        return f'{found.group(1)}"{right[wrong]}"'

    return _NAMESPACE.sub(rightly, text), tuple(notes.values())


def _at_root(text: str, attributes: str) -> str:
    root = _root(text)
    return text if root is None else text[: root.end()] + attributes + text[root.end() :]


def _root(text: str) -> re.Match[str] | None:
    start = 0
    while (verbatim := _VERBATIM.search(text, start)) is not None:
        if (found := _ROOT.search(text, start, verbatim.start())) is not None:
            return found
        start = verbatim.end()
    return _ROOT.search(text, start)


def _line_of_prefix(text: str, prefix: str) -> int:
    found = re.search(rf"[<\s]{re.escape(prefix)}:", text)
    return _line(text, found.start() + 1) if found else 1


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
