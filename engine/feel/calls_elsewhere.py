"""Answers what to write in FEEL for well-known calls of Python, Java EL and XPath; it must not read expressions."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from engine.feel.regex import regex

_PATH: Final = r"[^\W\d][\w\u200c\u200d]*(\.[^\W\d][\w\u200c\u200d]*)*"
_GETTER: Final = r"(?:get|is)([A-Z]\w*)"

#: Calls by name alone: what to write, given the arguments.
_FUNCTIONS: Final[Mapping[str, str]] = {
    "str": "string({0})", "int": "floor(number({0}))", "float": "number({0})", "len": "count({0})",
    "lower": "lower case({0})", "upper": "upper case({0})", "getDataObject": "{name}", "sorted": "sort({0})",
    "execution.getVariable": "{name}", "execution.hasVariable": "{name} != null", "now": "now()",
    "any": "any({0})", "all": "all({0})",
}  # fmt: skip
#: Calls behind a point: what to write, given the value in front and the arguments.
_METHODS: Final[Mapping[str, str]] = {
    "equals": "{on} = {0}", "equalsIgnoreCase": "lower case({on}) = lower case({0})",
    "startsWith": "starts with({on}, {0})", "startswith": "starts with({on}, {0})",
    "endsWith": "ends with({on}, {0})", "endswith": "ends with({on}, {0})",
    "contains": "contains({on}, {0})", "matches": "matches({on}, {0})",
    "toLowerCase": "lower case({on})", "lower": "lower case({on})",
    "toUpperCase": "upper case({on})", "upper": "upper case({on})",
    "size": "count({on})", "length": "string length({on})", "isEmpty": '{on} = ""', "toString": "string({on})",
    "intValue": "floor({on})", "get": "{on}.{name}", "getVariable": "{name}", "containsKey": "{on}.{name} != null",
}  # fmt: skip


def is_path(text: str) -> bool:
    """Whether a text is nothing but a name, or names joined by points."""
    return regex(_PATH).fullmatch(text) is not None


def length(name: str) -> str:
    """Python's len of whatever a name holds: characters, elements or entries."""
    return (
        f"if {name} instance of string then string length({name}) else if {name} instance of list then count({name}) "
        f"else if {name} instance of context then count(get entries({name})) else null"
    )


def within(value: str, name: str) -> str:
    """Python's `value in name`: part of a text, element of a list or key of a dictionary."""
    return (
        f"if {name} instance of list then list contains({name}, {value}) "
        f"else if {name} instance of string then contains({name}, {value}) else if {name} instance of context "
        f"then list contains(get entries({name}).key, {value}) else null"
    )


#: Camunda's own functions for moments, with Joda's way of counting on from there.
_FROM_NOW: Final = r"\s*(?:dateTime|now)\(\)(?P<steps>(?:\.(?:plus|minus)\w{1,7}\(\d{1,6}\)){0,9})(?:\.toDate\(\))?\s*"
_STEP: Final = r"(plus|minus)(\w+)\((\d+)\)"
_UNITS_OF_TIME: Final = {
    "Years": "P{0}Y", "Months": "P{0}M", "Weeks": "P{0}D", "Days": "P{0}D", "Hours": "PT{0}H", "Minutes": "PT{0}M",
    "Seconds": "PT{0}S",
}  # fmt: skip


def from_now(source: str) -> str | None:
    """FEEL for a moment counted from now, as in dateTime().plusDays(5).toDate(); None for everything else."""
    found = regex(_FROM_NOW).fullmatch(source)
    steps = [] if found is None else regex(_STEP).findall(found["steps"])
    if found is None or any(unit not in _UNITS_OF_TIME for _, unit, _ in steps):
        return None
    return "now()" + "".join(
        f' {"+" if way == "plus" else "-"} duration("{_UNITS_OF_TIME[unit].format(_plain(unit, number))}")'
        for way, unit, number in steps
    )


def _plain(unit: str, number: str) -> int:
    return int(number) * 7 if unit == "Weeks" else int(number)  # FEEL knows no weeks


def instead(called: str, arguments: Sequence[str]) -> str | None:
    """What to write for a call, None where nothing well-known is called so."""
    if called in _FUNCTIONS:
        return _filled(_FUNCTIONS[called], "", arguments)
    on, _, method = called.rpartition(".")
    if not on:
        return None
    if method in _METHODS:
        return _filled(_METHODS[method], on, arguments)
    getter = regex(_GETTER).fullmatch(method)
    return f"{on}.{getter[1][0].lower()}{getter[1][1:]}" if getter and not arguments else None


def _filled(pattern: str, on: str, arguments: Sequence[str]) -> str | None:
    name = arguments[0].strip('"') if arguments else ""
    if ("{0}" in pattern and not arguments) or ("{name}" in pattern and not is_path(name)):
        return None
    return pattern.format(*arguments, on=on, name=name)


#: XPath's way to a data object, as the standard's own examples write it.
_DATA_OBJECT: Final = (
    r"""(?:\w+:)?getDataObject\( ?(?P<quote>['"])(?P<name>[^'"]+)(?P=quote) ?\)(?P<path>(?:/(?:\w+:)?\w+)*)"""
)
_UNITS: Final = "€$£¥%|EUR|USD|IRR|Euro|Dollar|Rial|Toman|ریال|تومان|days?|hours?|Tage?"
#: How people write conditions: what they mean is likely, and only ever proposed.
_WORDINGS: Final[tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...]] = (
    (_DATA_OBJECT, lambda found: found["name"] + re.sub(r"/(?:\w+:)?", ".", found["path"])),
    ("[“”„«»‟]", '"'),
    ("[‘’‚]", '"'),
    (r"\bis (?:greater|more|larger|higher) than\b|\bgreater than\b|\bmore than\b", ">"),
    (r"\bis (?:less|smaller|lower) than\b|\bless than\b", "<"),
    (r"\bis equal to\b|\bequals\b", "="),
    (r"\bis not\b", "!="),
    (r"\bat least\b", ">="),
    (r"\bat most\b", "<="),
    (rf"(?<=\d) ?(?:[{_UNITS.split('|')[0]}]|(?:{_UNITS.partition('|')[2]})\b)", ""),
    (r"[€$£¥] ?(?=\d)", ""),
    (r"(?<=\d)[,\u066c](?=\d{3}\b)", ""),
    ("!==", "!="),
    ("===?", "="),
    ("<>", "!="),
    (r" ?&& ?", " and "),
    (r" ?\|\| ?", " or "),
    ("'", '"'),
)


def proposal(source: str) -> str:
    """What somebody may have meant by a source that nothing could read, rewritten word by word; maybe no FEEL."""
    source = " ".join(source.split())  # before the patterns: long blanks would cost them a square of their length
    for pattern, write in _WORDINGS:
        source = regex(pattern, re.IGNORECASE).sub(write, source)
    return source.strip()
