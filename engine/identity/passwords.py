"""Whether a password fits its hash; must not know whose it is."""

import threading

import argon2

from engine import errors

LEAST, MOST = 10, 200

#: OWASP's first choice for Argon2id: 19 MiB, two passes, one lane; some 20 ms of one core.
_HASHER = argon2.PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

#: Hashing is the dearest thing a stranger can ask for: at most two at a time, the others queue.
_AT_A_TIME = threading.BoundedSemaphore(2)

#: Checked when there is no such person, so that the answer takes as long as for one who exists: the hash of a random
#: password that nobody has kept, made once, because hashing at every start is dear.
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$NCSqnyzNbomMQDlrOjXtZg$a8MjuRMlahWHVQT132qLQ8oDBGrB7jja87/Q/4Dc/5o"


def hashed(password: str) -> str:
    """Return the Argon2id hash with its parameters and salt."""
    with _AT_A_TIME:
        return _HASHER.hash(password)


def fits(password: str, stored: str | None) -> bool:
    """Tell whether the password is the one that was hashed; None (no such person) takes the same time."""
    with _AT_A_TIME:
        try:
            _HASHER.verify(stored or _NOBODY, password[:MOST])
        except (argon2.exceptions.VerifyMismatchError, argon2.exceptions.InvalidHashError):
            return False
    return stored is not None


def check_strength(password: str, username: str) -> None:
    """Raise WeakPassword unless the length is in bounds and the user name is not part of the password."""
    if not LEAST <= len(password) <= MOST or username.casefold() in password.casefold():
        raise errors.WeakPassword(least=LEAST, most=MOST)
