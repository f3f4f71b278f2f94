"""Passwords: drawn here, never chosen, and the hash that is kept of one.

A drawn password has 59 bits: who tried a thousand a second for a year would have had a chance of one
in twenty million. So tries need not be slowed, and nobody waits for those of others; and a hash of
a millisecond, two hundred thousand a second on a graphics card, is dear enough to whoever has the
database. Neither holds for what people choose.
"""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LONGEST = 128
"""Characters that are read of a password."""
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that looks like another on a slip of paper."""
GROUPS, LETTERS_OF_ONE = 3, 4

_hasher = PasswordHasher(time_cost=2, memory_cost=1024, parallelism=1)


def hashed(password: str) -> str:
    """The password as it is kept."""
    return _hasher.hash(password)


def fits(password_hash: str, password: str) -> bool:
    """Whether a password is the one that was hashed."""
    if len(password) > LONGEST:
        return False
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def is_up_to_date(password_hash: str) -> bool:
    """Whether it was hashed as they are now: before, passwords could be chosen."""
    return not _hasher.check_needs_rehash(password_hash)


def new_password() -> str:
    """A password one can type from a slip of paper."""
    return "-".join(_group() for _ in range(GROUPS))


def _group() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LETTERS_OF_ONE))
