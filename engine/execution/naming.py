"""How work, messages and signals are named in rows and records; pure: must not know who waits for them."""

import hashlib
from typing import Final

#: Longer names are filed under their beginning and their hash.
_LONGEST: Final = 200


def filed(name: str) -> str:
    """Return a name as it stands in rows and is looked for.

    >>> filed("Notice of birth")
    'Notice of birth'
    """
    clean = name.replace("\0", "\ufffd")
    if len(clean) <= _LONGEST:
        return clean
    return f"{clean[: _LONGEST - 65]}…{hashlib.sha256(clean.encode()).hexdigest()}"


def case_of(task: str) -> str:
    """Return the case that the id of a task of any kind, or of an activity, begins with.

    >>> case_of("01a2-7")
    '01a2'
    """
    return task.partition("-")[0]


def message_id(case: str, activity: int) -> str:
    """Return the id of what an activity of a case sent: its job, and what both ends' records name it by."""
    return f"{case}-{activity}.sent"
