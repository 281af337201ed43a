"""How entries are linked and committed to; pure: must not read or write a database.

hash = SHA-256(0x00 ‖ hash of the entry before ‖ canonical header). The header holds no personal data but a salted
commitment to it, SHA-256(salt ‖ payload), so that lawful erasure of payload and salt leaves the chain whole.
The header is canonical JSON: sorted keys, no spaces, UTF-8, whole numbers only (a subset of RFC 8785).
"""

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import orjson

#: What stands before the first entry of every chain.
GENESIS = bytes(32)


class Chain(NamedTuple):
    """The end of a chain: how many entries it has and the hash of the last one. A case's chain bears its id."""

    id: str
    agency: str
    length: int = 0
    head: bytes = GENESIS


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a chain as it is stored; `payload` and `salt` are None where there is none or it was erased."""

    chain: str
    seq: int
    agency: str
    type: str
    at: str
    actor: str
    channel: str
    definition: str
    facts: str
    payload: str | None
    salt: bytes | None
    commitment: bytes | None
    hash: bytes

    def row(self) -> dict[str, Any]:
        """Return the entry as the columns of its row."""
        return {name: getattr(self, name) for name in self.__slots__}

    def header(self) -> bytes:
        """Return what the hash covers besides the entry before."""
        return header({name: getattr(self, name) for name in _COVERED}, self.commitment)


#: The parts of an entry that its hash covers as they are; the commitment goes in as hexadecimal digits.
_COVERED = ("actor", "agency", "at", "chain", "channel", "definition", "facts", "seq", "type")


def header(covered: Mapping[str, Any], commitment: bytes | None) -> bytes:
    """Return what the hash of an entry covers besides the entry before; `covered` are those parts as they are."""
    return canonical({**covered, "commitment": commitment.hex() if commitment else None})


#: Writes JSON in the one form that is hashed.
canonical: Callable[[Any], bytes] = partial(orjson.dumps, option=orjson.OPT_SORT_KEYS)


def commit_to(payload: Mapping[str, Any]) -> tuple[str | None, bytes | None, bytes | None]:
    """Return the payload's text, a fresh salt and the commitment to both; nothing for an empty payload."""
    if not payload:
        return None, None, None
    text, salt = canonical(payload), os.urandom(16)
    return text.decode(), salt, commitment(text, salt)


def commitment(payload: bytes, salt: bytes) -> bytes:
    """Return the commitment to a payload under a salt."""
    return hashlib.sha256(salt + payload).digest()


def link(previous: bytes, header: bytes) -> bytes:
    """Return the hash of an entry."""
    return hashlib.sha256(b"\0" + previous + header).digest()
