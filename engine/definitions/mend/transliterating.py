"""How words become names of variables, also words in Persian; must not know what the variables hold."""

import re
import unicodedata
from typing import Final

_LATIN: Final = {
    "ا": "a", "ب": "b", "پ": "p", "ت": "t", "ث": "s", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ذ": "z",
    "ر": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "z", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh",
    "ف": "f", "ق": "gh", "ک": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "و": "v", "ه": "h", "ی": "y", "آ": "a",
    "ئ": "y", "ء": "a", "ك": "k", "ي": "y",
}  # fmt: skip
_RUNS: Final = re.compile(r"[^A-Za-z0-9]+")
_LONGEST: Final = 40
#: Words that mean something in FEEL.
_TAKEN: Final = frozenset({"and", "or", "not", "if", "then", "else", "for", "in", "return", "true", "false", "null"})


def variable_name(words: str) -> str:
    """Return a name in Latin letters for these words; the same words always give the same name."""
    plain = unicodedata.normalize("NFKD", "".join(_LATIN.get(one, one) for one in words))
    name = _RUNS.sub("_", plain.replace("\u200c", "_")).strip("_").lower()[:_LONGEST].strip("_")
    if not name or name in _TAKEN or name[0].isdigit():
        return f"answer_{name}".rstrip("_")
    return name
