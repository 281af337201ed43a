"""Answers how a text looks in Persian and English (messages, digits, name keys); must not know who reads it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from typing import Final

from babel.messages.pofile import PoFileError, read_po

__all__ = [
    "DEFAULT_LANGUAGE",
    "LANGUAGES",
    "Code",
    "Text",
    "Wording",
    "catalogue",
    "direction",
    "load_catalogues",
    "normalise",
    "plural",
    "search_key",
    "search_terms",
    "show_number",
    "sort_key",
    "to_latin",
    "to_persian",
    "translate",
    "words",
]

LANGUAGES: Final = ("fa", "en")
DEFAULT_LANGUAGE: Final = "fa"
LOCALE_FOLDER: Final = Path(__file__).parent / "locale"

_LATIN_DIGITS: Final = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
_PERSIAN_DIGITS: Final = str.maketrans("0123456789٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹۰۱۲۳۴۵۶۷۸۹")
_ZWNJ: Final = "\u200c"


# --- digits ------------------------------------------------------------------


def to_latin(text: str) -> str:
    """Persian (۰-۹) and Arabic (٠-٩) digits become 0-9; everything else stays."""
    return text.translate(_LATIN_DIGITS)


def to_persian(text: str) -> str:
    """Latin and Arabic digits become ۰-۹; everything else stays."""
    return text.translate(_PERSIAN_DIGITS)


def show_number(lang: str, number: float | Decimal, *, grouped: bool = True) -> str:
    """A number as people of `lang` read it: `1,234.5`, or `۱٬۲۳۴٫۵`; not grouped for years and versions."""
    plain = format(number, ",f" if isinstance(number, Decimal) else ",") if grouped else _ungrouped(number)
    if lang != "fa":
        return plain
    return to_persian(plain.replace(",", "٬").replace(".", "٫"))


def _ungrouped(number: float | Decimal) -> str:
    return format(number, "f") if isinstance(number, Decimal) else str(number)


# --- messages ----------------------------------------------------------------


class Code(str):
    """A string or number that keeps its Latin digits inside a Persian sentence (case key, identifier, hash)."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A message not yet in any language: the English sentence and what fills its `{placeholders}`."""

    msgid: str
    params: Mapping[str, object] = field(default_factory=dict, hash=False)

    def show(self, lang: str) -> str:
        """The message in `lang`."""
        return translate(lang, self.msgid, **self.params)


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that an agency wrote itself (a field's title, an element's name), in one language or in each."""

    plain: str
    by_language: Mapping[str, str] = field(default_factory=dict, hash=False)

    def show(self, lang: str) -> str:
        """The words in `lang`, or those that exist."""
        return self.by_language.get(lang) or self.plain or next(iter(self.by_language.values()), "")


def direction(lang: str) -> str:
    """The `dir` attribute of a page in `lang`."""
    return "rtl" if lang == "fa" else "ltr"


def load_catalogues() -> None:
    """Read every catalogue now, so that a broken one stops the start and not a reader's page."""
    for lang in LANGUAGES:
        catalogue(lang)


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """English sentence → sentence in `lang`, out of all `engine/locale/<lang>/*.po`; ValueError names a broken file."""
    found: dict[str, str] = {}
    for path in sorted((LOCALE_FOLDER / lang).glob("*.po")):
        try:
            with path.open("rb") as file:
                messages = read_po(file, locale=lang, abort_invalid=True)
        except PoFileError as error:
            raise ValueError(f"{path}: {error}") from error
        for message in messages:
            if message.id and message.string and not message.fuzzy:
                found[_squeezed(_first(message.id))] = _first(message.string)
    return found


def _first(forms: str | list[str] | tuple[str, ...]) -> str:
    """Persian has one form for all numbers, so the first of `msgstr[…]` is the only one."""
    return forms if isinstance(forms, str) else forms[0]


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def translate(lang: str, msgid: str, /, **params: object) -> str:
    """The sentence `msgid` in `lang`, placeholders filled; English where no translation is known.

    Numbers in `params` get Persian digits in Persian unless they are `Code`; a `Text` in them is translated too.
    A placeholder without its parameter stays visible as `{name}`: an error page must never fail over its own words.
    """
    return _filled(lang, _template(lang, msgid), params)


def plural(lang: str, one: str, many: str, n: int, /, **params: object) -> str:
    """`one` or `many` by the number `n` (placeholder `{n}`); a Persian noun stays singular after a number."""
    return _filled(lang, _template(lang, one if n == 1 or lang != "en" else many), {"n": n, **params})


@lru_cache(maxsize=8192)
def _template(lang: str, msgid: str) -> str:
    return catalogue(lang).get(_squeezed(msgid), msgid)


def _filled(lang: str, template: str, params: Mapping[str, object]) -> str:
    return "".join(literal if name is None else _shown(lang, name, params) for literal, name in _pieces(template))


@lru_cache(maxsize=8192)
def _pieces(template: str) -> tuple[tuple[str, str | None], ...]:
    return tuple(_split(template))


def _split(template: str) -> Iterator[tuple[str, str | None]]:
    """Plain `{name}` only: no attributes, indexes, conversions or formats, so a parameter can never be looked into."""
    try:
        parsed = list(Formatter().parse(template))
    except ValueError:  # a lone brace: the sentence is shown as it stands
        parsed = [(template, None, None, None)]
    for literal, name, _spec, _conversion in parsed:
        if literal:
            yield literal, None
        if name is not None:
            yield "", name


def _shown(lang: str, name: str, params: Mapping[str, object]) -> str:
    if name not in params:
        return "{" + name + "}"
    value = params[name]
    if isinstance(value, (Text, Wording)):
        return value.show(lang)
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return show_number(lang, value, grouped=False)
    return str(value)


_LONGEST_NAME: Final = 120
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")  # marks that turn the direction of what follows


def shortened(name: str, most: int = _LONGEST_NAME) -> str:
    """Return what somebody called a thing as it may stand among words of ours: at most `most` characters of it.

    Marks that would turn the direction of the words behind it are left out.

    >>> shortened("Ask the applicant", 8)
    'Ask the…'
    """
    whole = name if name.isascii() else _TURNING.sub("", name)
    return whole if len(whole) <= most else f"{whole[: most - 1].rstrip()}…"


# --- comparison, search and order ---------------------------------------------

_SAME_LETTER: Final = str.maketrans({
    "ي": "ی", "ى": "ی", "ې": "ی", "ے": "ی", "ك": "ک", "ڪ": "ک", "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ۂ": "ه",
    "ـ": None, _ZWNJ: " ", "¬": " ",  # old word processors wrote the half-space as ¬
    **{code: str(digit) for digits in ("۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩") for digit, code in enumerate(digits)},
})  # fmt: skip


def words(text: str) -> str:
    """`text` with one spelling for each letter and digit, words apart by one space.

    NFKD, Persian ی ک ه, no marks, no tatweel, lower case. A hamza or madda over its letter counts as a mark (آ = ا,
    ئ = ی), as people type it; double slashes that a PDF left inside a word go.
    """
    if text.isascii():  # nothing of that stands in it
        return _squeezed(text.casefold().replace("//", ""))
    plain = unicodedata.normalize("NFKD", text.translate(_SAME_LETTER)).translate(_SAME_LETTER).casefold()
    kept = "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Me", "Cf"))
    return _squeezed(kept.replace("//", ""))


@lru_cache(maxsize=4_096)  # names of groups come again with every task
def normalise(text: str) -> str:
    """The key under which two names (of groups, of lanes) are one: as `words`, and ZWNJ = space = nothing."""
    return words(text).replace(" ", "")


def search_key(*texts: str) -> str:
    """What to store beside texts so that people find them: their letters and digits alone, joined.

    It is free of LIKE's wildcards. Joined covers split as well, because `search_terms` joins the words asked for.
    """
    return "".join(map(_letters, texts))


@lru_cache(maxsize=4_096)  # names of tasks and services come again with every case
def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, words(text)))


_PLURAL_ENDINGS: Final = ("هایی", "های", "ها")
_SHORTEST_STEM: Final = 3


def search_terms(query: str) -> tuple[str, ...]:
    """The pieces of a query, without Persian plural endings; a text is found when its `search_key` contains each."""
    pieces = (_stem(search_key(piece)) for piece in query.split())
    return tuple(dict.fromkeys(piece for piece in pieces if piece))


def _stem(piece: str) -> str:
    for ending in _PLURAL_ENDINGS:
        if piece == ending:
            return ""
        if piece.endswith(ending) and len(piece) - len(ending) >= _SHORTEST_STEM:
            return piece.removesuffix(ending)
    return piece


_ALPHABET: Final = "0123456789abcdefghijklmnopqrstuvwxyzءابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
_RANK: Final = {letter: f"{rank:02}" for rank, letter in enumerate(_ALPHABET, start=10)}
_SORTED_LETTERS: Final = 100


def sort_key(text: str) -> str:
    """Digits that sort as a Persian dictionary does (ا ب پ … ه ی), on every collation; the first 100 letters count."""
    return "".join(_RANK.get(c, "01" if c == " " else f"99{ord(c):07}") for c in words(text)[:_SORTED_LETTERS])
