"""Answers the functions on texts; it must not read dates or numbers in another language's notation."""

from typing import Final

from engine.feel import export, limits, numbers, patterns
from engine.feel.functions.registry import function
from engine.feel.numbers import Number
from engine.feel.regex import regex
from engine.feel.run import Run, Value
from engine.feel.values import elements
from engine.text import Text

_READ_PER_FUEL: Final = 64  # characters looked at, not produced
_PATTERN_COST: Final = 100  # compiling one takes as long as a hundred nodes
_PLAIN: Final = r"[^\\^$.|?*+()\[\]{}]*"  # a pattern that means itself


def _pay(run: Run, *texts: str) -> None:
    """Pay for reading texts, so that a loop over a long text ends."""
    run.charge(sum(len(text) for text in texts) // _READ_PER_FUEL)


def _made(run: Run, text: str) -> str:
    run.produce_text(len(text))
    return text


@function("string length(string: string)")
def string_length(run: Run, text: str) -> int:
    """The number of characters."""
    return len(text)


@function("upper case(string: string)")
def upper_case(run: Run, text: str) -> str:
    """In capital letters."""
    run.produce_text(len(text))
    return text.upper()


@function("lower case(string: string)")
def lower_case(run: Run, text: str) -> str:
    """In small letters."""
    run.produce_text(len(text))
    return text.lower()


@function("substring(string: string, start position: whole number, length: number?)")
def substring(run: Run, text: str, start: Number, length: Number | None = None) -> str | None:
    """From a position (the first is 1, the last -1), so many characters or all the rest."""
    first = numbers.truncated(start, len(text))
    if not first or (length is not None and length < 1):
        params = {"start": numbers.plain(start)[:20], "count": len(text)}
        return run.null(Text("There is no part from {start} of this length in a text of {count} characters.", params))
    begin = first - 1 if first > 0 else len(text) + first
    end = len(text) if length is None or length > len(text) else begin + int(length)
    return _made(run, text[begin:end])


@function("substring before(string: string, match: string)")
def substring_before(run: Run, text: str, match: str) -> str:
    """What stands before the first `match`; nothing when it does not occur."""
    _pay(run, text)
    before, found, _ = text.partition(match) if match else ("", "", "")
    return _made(run, before if found else "")


@function("substring after(string: string, match: string)")
def substring_after(run: Run, text: str, match: str) -> str:
    """What stands after the first `match`; nothing when it does not occur."""
    _pay(run, text)
    return _made(run, text.partition(match)[2] if match else text)


@function("contains(string: string, match: string)")
def contains(run: Run, text: str, match: str) -> bool:
    """Whether `match` occurs."""
    _pay(run, text, match)
    return match in text


@function("starts with(string: string, match: string)")
def starts_with(run: Run, text: str, match: str) -> bool:
    """Whether the text begins with `match`."""
    _pay(run, match)
    return text.startswith(match)


@function("ends with(string: string, match: string)")
def ends_with(run: Run, text: str, match: str) -> bool:
    """Whether the text ends with `match`."""
    _pay(run, match)
    return text.endswith(match)


# --- patterns -------------------------------------------------------------------------------------------


def _pattern(run: Run, source: str, flags: str | None) -> Value:
    run.charge(_PATTERN_COST + len(source))
    compiled = patterns.pattern(source, flags or "")
    if compiled is None:
        params = {"pattern": source[:80]}
        run.null(
            Text("The pattern “{pattern}” cannot be read; look-around and back-references are not supported.", params)
        )
    else:
        run.charge(len(compiled.pattern) // limits.CHARACTERS_PER_FUEL)  # a class may be written in many ranges
    return compiled


@function("matches(input: string, pattern: string, flags: string | null?)")
def matches(run: Run, text: str, source: str, flags: str | None = None) -> bool | None:
    """Whether the pattern occurs; use ^ and $ for the whole text. Flags: i (any case), s, m, x."""
    run.charge(len(text) // 10)
    compiled = _pattern(run, source, flags)
    return None if compiled is None else patterns.found(compiled, text)


@function("replace(input: string, pattern: string, replacement: string, flags: string | null?)")
def replace(run: Run, text: str, source: str, replacement: str, flags: str | None = None) -> str | None:
    r"""Each match replaced; $1 is the first group, $0 the match, \$ a dollar sign (XPath Functions, 7.6.3)."""
    compiled = _pattern(run, source, flags)
    if compiled is None:
        return None
    if patterns.found(compiled, ""):
        return run.null(Text("The pattern “{pattern}” also matches an empty text.", {"pattern": source[:80]}))
    pieces = patterns.replacement(replacement, compiled.groups)
    if pieces is None:
        params = {"replacement": replacement[:80]}
        return run.null(Text("In “{replacement}”, write \\$ for a dollar sign and \\\\ for a backslash.", params))
    parts: list[str] = []
    end = 0
    for begin, after, groups in patterns.pieces(compiled, text):
        run.charge((len(text) - begin) // 100 + 1)
        # Paid before it is made: a replacement may name a long group many times.
        filled = [piece if isinstance(piece, str) else groups[piece] for piece in pieces]
        run.produce_text(sum(map(len, filled)))
        parts += (text[end:begin], *filled)
        end = after
    return _made(run, "".join((*parts, text[end:])))


@function("split(string: string, delimiter: string)")
def split(run: Run, text: str, delimiter: str) -> list[str] | None:
    """The parts between the places where the delimiter, a pattern, matches."""
    if delimiter and regex(_PLAIN).fullmatch(delimiter):
        run.charge(len(text) // limits.CHARACTERS_PER_FUEL)
        run.produce_list(text.count(delimiter) + 1)
        return text.split(delimiter)
    compiled = _pattern(run, delimiter, None)
    if compiled is None:
        return None
    parts: list[str] = []
    end = 0
    for begin, after, _ in patterns.pieces(compiled, text):
        run.charge((len(text) - begin) // 100 + 1)
        if after > begin:
            parts.append(_made(run, text[end:begin]))
            end = after
    run.produce_list(len(parts) + 1)
    return [*parts, _made(run, text[end:])]


# --- joining and reading ----------------------------------------------------------------------------------


@function("string join(list: list, delimiter: string | null?)")
def string_join(run: Run, values: list[Value], delimiter: str | None = None) -> str | None:
    """The texts of a list in a row, with the delimiter between them; nulls are left out."""
    run.charge(len(values))
    texts = [value for value in elements(values, run) if value is not None]
    if not all(type(text) is str for text in texts):
        return run.null(Text("Only texts can be joined; use string(…) for the others."))
    between = delimiter or ""
    run.produce_text(sum(len(text) for text in texts) + len(between) * len(texts))
    return between.join(texts)


@function("string(from: any)")
def string(run: Run, value: Value) -> str | None:
    """The value as text."""
    return None if value is None else export.to_text(value, run)


@function("number(from: string | number)")
def number(run: Run, value: Value) -> Number | None:
    """The number written in a text with digits 0-9 and a point."""
    return _read(run, value) if type(value) is str else value


@function("number(from: string, grouping separator: string | null?, decimal separator: string | null?)")
def grouped_number(run: Run, text: str, grouping: str | None = None, point: str | None = None) -> Number | None:
    """The number of a text with separators: number("1.234,5", ".", ",")."""
    known = grouping in (None, " ", ",", ".") and point in (None, ",", ".") and (grouping is None or grouping != point)
    if not known:
        return run.null(Text("These separators cannot be told apart."))
    plain = text.replace(grouping, "") if grouping else text
    return _read(run, plain.replace(point, ".") if point else plain)


_NUMBER: Final = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,6})?"


def _read(run: Run, text: str) -> Number | None:
    _pay(run, text)
    found = numbers.from_text(text.strip()) if regex(_NUMBER).fullmatch(text.strip()) else None
    return run.null(Text("“{text}” is not a number.", {"text": text[:40]})) if found is None else found
