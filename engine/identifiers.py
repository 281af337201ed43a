"""Answers whether an Iranian identifier is well formed and why not; must not ask any registry whether it exists."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from engine.text import Text, to_latin

__all__ = ["IDENTIFIERS", "Identifier", "fault", "tidy"]

_SEPARATORS: Final = re.compile(r"[\s\u200c\u200e\u200f\-_./()]+")
_LEGAL_WEIGHTS: Final = (29, 27, 23, 19, 17, 29, 27, 23, 19, 17)


@dataclass(frozen=True, slots=True)
class Identifier:
    """One kind of identifier: how people's spelling becomes the stored one, and what is wrong with a stored one."""

    kind: str
    tidy: Callable[[str], str]
    fault: Callable[[str], Text | None]
    longest: int


def tidy(kind: str, text: str) -> str:
    """The stored spelling of an identifier: Latin digits, no separators, zeros kept; KeyError: unknown kind."""
    return IDENTIFIERS[kind].tidy(text)


def fault(kind: str, text: str) -> Text | None:
    """Why `text`, as stored, is no identifier of this kind, None when it is well formed; KeyError: unknown kind."""
    return IDENTIFIERS[kind].fault(text)


def _plain(text: str) -> str:
    return to_latin(_SEPARATORS.sub("", text))


def _national_id_tidy(text: str) -> str:
    """Spreadsheets drop leading zeros, so eight and nine digits are filled up."""
    plain = _plain(text)
    return plain.zfill(10) if _is_digits(plain) and len(plain) in (8, 9) else plain


def _national_id_fault(text: str) -> Text | None:
    if not _is_digits(text) or len(text) != 10:
        return Text("A national ID has 10 digits. Write it as on the ID card.")
    if len(set(text)) == 1:  # the check digit would agree, but none is issued
        return Text("A national ID is never one digit repeated. Write it as on the ID card.")
    rest = sum(int(digit) * (10 - place) for place, digit in enumerate(text[:9])) % 11
    if int(text[9]) != (rest if rest < 2 else 11 - rest):
        return Text("This national ID does not exist: a digit is mistyped. Compare it with the ID card.")
    return None


def _legal_id_fault(text: str) -> Text | None:
    """No rule about digits 4 to 9: some libraries refuse zeros there, but 99900000010 is a valid vector."""
    if not _is_digits(text) or len(text) != 11:
        return Text("A legal entity's national ID has 11 digits. Write it as in the company register.")
    shift = int(text[9]) + 2
    rest = sum((int(digit) + shift) * weight for digit, weight in zip(text, _LEGAL_WEIGHTS, strict=False)) % 11
    if int(text[10]) != rest % 10:
        return Text("This legal entity's national ID does not exist: a digit is mistyped. Check the register.")
    return None


def _service_id_fault(text: str) -> Text | None:
    """Assigned centrally; no checksum is published, so none is invented here."""
    if not re.fullmatch(r"[0-9]{8}([0-9]{3})?", text):
        return Text("A service ID has 8 digits, or 11 with its sub-service. Write it as in the official record.")
    return None


def _postal_code_fault(text: str) -> Text | None:
    if not _is_digits(text) or len(text) != 10 or len(set(text)) == 1:
        return Text("A postal code has 10 digits. It is printed on water and electricity bills.")
    return None


def _mobile_tidy(text: str) -> str:
    plain = _plain(text)
    return re.sub(r"^(?:\+98|0098|98(?=9[0-9]{9}$))0?|^(?=9[0-9]{9}$)", "0", plain)


def _mobile_fault(text: str) -> Text | None:
    if not re.fullmatch(r"09[0-9]{9}", text):
        return Text("A mobile number has 11 digits and begins with 09. Example: 09121234567.")
    return None


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


IDENTIFIERS: Final[Mapping[str, Identifier]] = MappingProxyType({
    identifier.kind: identifier
    for identifier in (
        Identifier("national-id", _national_id_tidy, _national_id_fault, 10),
        Identifier("legal-id", _plain, _legal_id_fault, 11),
        Identifier("service-id", _plain, _service_id_fault, 11),
        Identifier("postal-code", _plain, _postal_code_fault, 10),
        Identifier("mobile", _mobile_tidy, _mobile_fault, 11),
    )
})  # fmt: skip
