"""In which encoding the bytes of a file really are, whatever they say of themselves; must not parse XML."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from engine import errors
from engine.xml.names import Note

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_DECLARATION: Final = re.compile(r"\s*<\?xml(?=\s)[^>]{0,300}\?>")
_ENCODING: Final = re.compile(r"""encoding\s*=\s*["']\s*([A-Za-z0-9._:-]{1,40})\s*["']""")
#: What a file may say and be believed; Python knows codecs that are no encodings of text.
_KNOWN: Final = re.compile(
    r"utf-8|utf-16(-[lb]e)?|utf-32(-[lb]e)?|ascii|iso8859-\d+|cp\d+|koi8-[rut]|mac-\w+|"
    r"gb2312|gbk|gb18030|big5|shift_jis|euc_(jp|kr)|iso2022_jp|tis-620"
)
_WIDE: Final = re.compile(r"utf-(16|32)(-[lb]e)?")
_PLAIN: Final = frozenset({"", "utf-8", "utf8"})
_ENDS: Final = ("\x00", "\x1a")  # what old systems put behind the end of a text
_LOST: Final = "\ufffd"  # stands for bytes that are no character
_FEW: Final = 5
_HIGH_RUN: Final = re.compile(rb"[\x80-\xff]+")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file without its XML declaration (blanks stand in its place), or None where bytes may pass."""

    text: str | None
    notes: tuple[Note, ...] = ()


def decode(data: bytes) -> Decoded:
    """Return what the bytes say; `text` is None if they are plain UTF-8, so may be read as they are.

    Raises XmlWrongEncoding if no encoding fits.
    """
    marked, body = _marked(data)
    declaration, said = _declared(body, marked)
    found, text = _found(body, marked, _codec(said))
    late = declaration is not None and declaration.group(0)[0] != "<"
    if (
        said.lower() in _PLAIN
        and found == "utf-8"
        and not late
        and _LOST not in text
        and text[:1] != "\ufeff"
        and text[-1:] not in _ENDS
    ):
        return Decoded(None)
    notes = tuple(_notes(said, found, text))
    plain = text.lstrip("\ufeff").rstrip("".join(_ENDS))
    if declaration is None:
        return Decoded(plain, notes)
    if late:
        notes += (Note("late-declaration", declaration.group(0).count("\n") + 1),)
    return Decoded(re.sub(r"\S", " ", plain[: declaration.end()]) + plain[declaration.end() :], notes)


def written_in(data: bytes) -> tuple[bytes, str]:
    """Return the byte order mark (b"" for none) and the encoding of the rest, so that bytes can be written back alike.

    Raises XmlWrongEncoding if no encoding fits.
    """
    marked, body = _marked(data)
    return data[: len(data) - len(body)], _found(body, marked, _codec(_declared(body, marked)[1]))[0]


def _declared(body: bytes, marked: str) -> tuple[re.Match[str] | None, str]:
    """Return the XML declaration and the encoding that it names, "" for none."""
    head = body[:2000].decode(marked or "latin-1", "replace").lstrip("\ufeff")
    declaration = _DECLARATION.match(head)
    written = _ENCODING.search(declaration.group(0)) if declaration else None
    return declaration, written.group(1) if written else ""


def _notes(said: str, found: str, text: str) -> Iterator[Note]:
    silent = not said and (found == "utf-8" or _WIDE.fullmatch(found))
    if not silent and not _same(_codec(said), found):
        yield Note("encoding", 1, {"said": said or "UTF-8", "found": _shown(found)})
    if text[-1:] in _ENDS:
        yield Note("control-characters", text.count("\n") + 1)
    if _LOST in text:
        yield Note("damaged", text[: text.index(_LOST)].count("\n") + 1)


def _marked(data: bytes) -> tuple[str, bytes]:
    """Return the encoding that a byte order mark or the zeros of wide characters show, and the bytes behind it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, data[len(mark) :]
    start = data.lstrip(b" \t\r\n\x00")[:1]
    if start == b"<" and data[:2].count(b"\x00") == 1:
        return ("utf-16-be" if data[0] == 0 else "utf-16-le"), data
    return "", data


def _codec(said: str) -> str:
    """Return Python's name of an encoding, "" if it is none or nothing is said."""
    try:
        name = codecs.lookup(said.replace("_", "-")).name if said else ""
    except LookupError:
        return ""
    return name if _KNOWN.fullmatch(name) else ""


def _same(said: str, found: str) -> bool:
    return said == found or (bool(_WIDE.fullmatch(said)) and found.startswith(said))


def _found(body: bytes, marked: str, said: str) -> tuple[str, str]:
    """Return the encoding that the bytes are in, and their text."""
    for encoding in _candidates(body, marked, said):
        try:
            return encoding, body.decode(encoding)
        except UnicodeDecodeError:
            if encoding == "utf-8" and (text := _damaged(body)):
                return encoding, text
    raise errors.XmlWrongEncoding(encoding=said or marked or "UTF-8")


def _damaged(body: bytes) -> str:
    """Return the text of bytes that are UTF-8 but for a few, "" if they are something else."""
    text = body.decode("utf-8", "replace")
    lost = text.count(_LOST)
    return text if sum(not one.isascii() for one in text) > _FEW * lost else ""


def _candidates(body: bytes, marked: str, said: str) -> Iterator[str]:
    """Give encodings, the surest first: what bytes show, UTF-8 (which nothing else looks like), what the file says."""
    if marked:
        yield marked
    if marked and _WIDE.fullmatch(marked):
        return
    believable = bool(said) and not _WIDE.fullmatch(said)
    if believable and body.isascii():
        yield said
    yield "utf-8"
    if believable and said != "utf-8":
        yield said
    yield _old(body)
    yield "iso8859-1"


def _old(body: bytes) -> str:
    """Return the code page of an old Windows: letters of Arabic script stand together, accents stand between others."""
    runs = _HIGH_RUN.findall(body)
    together = sum(len(run) for run in runs if len(run) > 1)
    return "cp1256" if together * 2 > sum(map(len, runs)) else "cp1252"


def _shown(encoding: str) -> str:
    return encoding.upper().replace("CP125", "windows-125").replace("ISO8859", "ISO-8859")
