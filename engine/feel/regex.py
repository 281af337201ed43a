"""Answers the regular expression of a source, compiled when it is first asked for; it must not match anything itself.

Compiled where they are written, they would cost every start of the house more than reading the rest of this room.
"""

import re
from functools import cache


@cache
def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """The regular expression; sources are constants of this room, never what somebody wrote."""
    return re.compile(source, flags)
