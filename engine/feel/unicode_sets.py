"""Answers sets of characters as ranges of code points: blocks, categories, and what they give together; no patterns."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

#: Ranges of code points, both ends included, in order and apart from each other.
Set = tuple[tuple[int, int], ...]

_LAST: Final = 0x10FFFF
# Unicode 15, Blocks.txt, names without blanks as XML Schema writes them; the scripts that people write in.
_BLOCKS: Final = {
    "BasicLatin": (0x0000, 0x007F), "Latin-1Supplement": (0x0080, 0x00FF), "LatinExtended-A": (0x0100, 0x017F),
    "LatinExtended-B": (0x0180, 0x024F), "IPAExtensions": (0x0250, 0x02AF), "SpacingModifierLetters": (0x02B0, 0x02FF),
    "CombiningDiacriticalMarks": (0x0300, 0x036F), "Greek": (0x0370, 0x03FF), "GreekandCoptic": (0x0370, 0x03FF),
    "Cyrillic": (0x0400, 0x04FF), "CyrillicSupplement": (0x0500, 0x052F), "Armenian": (0x0530, 0x058F),
    "Hebrew": (0x0590, 0x05FF), "Arabic": (0x0600, 0x06FF), "Syriac": (0x0700, 0x074F),
    "ArabicSupplement": (0x0750, 0x077F), "Thaana": (0x0780, 0x07BF), "ArabicExtended-A": (0x08A0, 0x08FF),
    "Devanagari": (0x0900, 0x097F), "Bengali": (0x0980, 0x09FF), "Gurmukhi": (0x0A00, 0x0A7F),
    "Gujarati": (0x0A80, 0x0AFF), "Oriya": (0x0B00, 0x0B7F), "Tamil": (0x0B80, 0x0BFF), "Telugu": (0x0C00, 0x0C7F),
    "Kannada": (0x0C80, 0x0CFF), "Malayalam": (0x0D00, 0x0D7F), "Sinhala": (0x0D80, 0x0DFF), "Thai": (0x0E00, 0x0E7F),
    "Lao": (0x0E80, 0x0EFF), "Tibetan": (0x0F00, 0x0FFF), "Myanmar": (0x1000, 0x109F), "Georgian": (0x10A0, 0x10FF),
    "HangulJamo": (0x1100, 0x11FF), "Ethiopic": (0x1200, 0x137F), "Cherokee": (0x13A0, 0x13FF),
    "Khmer": (0x1780, 0x17FF), "Mongolian": (0x1800, 0x18AF), "LatinExtendedAdditional": (0x1E00, 0x1EFF),
    "GreekExtended": (0x1F00, 0x1FFF), "GeneralPunctuation": (0x2000, 0x206F),
    "SuperscriptsandSubscripts": (0x2070, 0x209F), "CurrencySymbols": (0x20A0, 0x20CF),
    "LetterlikeSymbols": (0x2100, 0x214F), "NumberForms": (0x2150, 0x218F), "Arrows": (0x2190, 0x21FF),
    "MathematicalOperators": (0x2200, 0x22FF), "MiscellaneousTechnical": (0x2300, 0x23FF),
    "BoxDrawing": (0x2500, 0x257F), "BlockElements": (0x2580, 0x259F), "GeometricShapes": (0x25A0, 0x25FF),
    "MiscellaneousSymbols": (0x2600, 0x26FF), "Dingbats": (0x2700, 0x27BF),
    "CJKSymbolsandPunctuation": (0x3000, 0x303F), "Hiragana": (0x3040, 0x309F), "Katakana": (0x30A0, 0x30FF),
    "Bopomofo": (0x3100, 0x312F), "HangulCompatibilityJamo": (0x3130, 0x318F),
    "CJKUnifiedIdeographsExtensionA": (0x3400, 0x4DBF), "CJKUnifiedIdeographs": (0x4E00, 0x9FFF),
    "HangulSyllables": (0xAC00, 0xD7AF), "PrivateUse": (0xE000, 0xF8FF), "CJKCompatibilityIdeographs": (0xF900, 0xFAFF),
    "AlphabeticPresentationForms": (0xFB00, 0xFB4F), "ArabicPresentationForms-A": (0xFB50, 0xFDFF),
    "ArabicPresentationForms-B": (0xFE70, 0xFEFF), "HalfwidthandFullwidthForms": (0xFF00, 0xFFEF),
    "Emoticons": (0x1F600, 0x1F64F),
}  # fmt: skip


def block(name: str) -> Set | None:
    """The characters of a block; None for a name that is not known."""
    found = _BLOCKS.get(name)
    return None if found is None else (found,)


def of_characters(characters: str) -> Set:
    """The characters of a text."""
    return union(*(((ord(one), ord(one)),) for one in characters))


@lru_cache(maxsize=64)
def of_categories(*names: str) -> Set:
    """The characters of general categories such as `Nd`, or `L` for all that begin so; empty for unknown ones."""
    return union(*(ranges for category, ranges in _categories() if category.startswith(names))) if names else ()


@lru_cache(maxsize=1)
def _categories() -> tuple[tuple[str, Set], ...]:
    found: dict[str, list[tuple[int, int]]] = {}
    begin, current = 0, unicodedata.category("\0")
    for code in range(1, _LAST + 1):
        category = unicodedata.category(chr(code))
        if category != current:
            found.setdefault(current, []).append((begin, code - 1))
            begin, current = code, category
    found.setdefault(current, []).append((begin, _LAST))
    return tuple((name, tuple(ranges)) for name, ranges in found.items())


def union(*sets: Set) -> Set:
    """All characters of the sets."""
    return _joined(sorted(found for one in sets for found in one))


def _joined(ranges: Iterable[tuple[int, int]]) -> Set:
    joined: list[tuple[int, int]] = []
    for low, high in ranges:
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return tuple(joined)


def complement(found: Set) -> Set:
    """All other characters."""
    others: list[tuple[int, int]] = []
    after = 0
    for low, high in found:
        if low > after:
            others.append((after, low - 1))
        after = high + 1
    return (*others, (after, _LAST)) if after <= _LAST else tuple(others)


def without(found: Set, other: Set) -> Set:
    """The characters of the first set that are not in the second."""
    return complement(union(complement(found), other))


def written(found: Set) -> str:
    """The inside of a class of RE2; halves of characters, which no text holds, are left out of it."""
    kept = without(found, ((0xD800, 0xDFFF),)) or ()
    # A class of nothing: no character lies in a range that its complement leaves out.
    return "".join(f"\\x{{{low:X}}}-\\x{{{high:X}}}" for low, high in kept) or "^\\x{0}-\\x{10FFFF}"
