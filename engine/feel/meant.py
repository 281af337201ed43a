"""Answers what was meant where words of other languages would silently become part of a name; it must not parse."""

from collections.abc import Mapping
from typing import Final

# Between words, these come from SQL and Java EL; in a name they would silently make another name of three.
_FOREIGN_WORDS: Final[Mapping[str, str]] = {
    "AND": "and", "And": "and", "OR": "or", "Or": "or", "IN": "in",
    "BETWEEN": "between", "THEN": "then", "ELSE": "else",
    "eq": "=", "ne": "!=", "lt": "<", "gt": ">", "le": "<=", "ge": ">=",
}  # fmt: skip
_CONSTANTS: Final = ("true", "false", "null")


def meant(name: str, *, before_in: bool) -> str | None:
    """What to write instead of `a AND b`, `not a` (before `in`: `a not`, `a for a`); None for a good name."""
    first, _, rest = name.partition(" ")
    if first == "not":
        return f"not({rest or '…'})"
    if (word := next((word for word in name.split()[1:-1] if word in _FOREIGN_WORDS), None)) is not None:
        return name.replace(f" {word} ", f" {_FOREIGN_WORDS[word]} ", 1)
    start, _, last = name.rpartition(" ")
    if before_in and start.endswith(" for") and last in start.split():  # Python: [x for x in list]
        return f"for {last} in … return {start.removesuffix(' for')}"
    if last == "not" and before_in:
        return f"not({start} in …)"
    constant = last.lower().replace("none", "null")
    if start and constant in _CONSTANTS:
        sign = "!=" if start.endswith(" not") else "="
        return f"{start.removesuffix(' not').removesuffix(' is')} {sign} {constant}"
    return None
