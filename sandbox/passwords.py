"""Passwords: what one may be, its hash, and new ones to hand out.

The rule is one for commands, the page of signing in, and the hash: no password is kept that could
not be typed. Who may sign in with one is the affair of accounts.
"""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from mock_systems.sentence import Sentence
from sandbox.declined import Declined

SHORTEST, LONGEST = 8, 128
"""Characters of a password."""
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that looks like another on a slip of paper."""

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class UnfitPassword(Declined):
    """A password that could be guessed or not be typed."""

    code, status = "unfit_password", 422
    message = Sentence("密码首尾不能有空格，其中不能有无法显示的字符。")
    remedy = Sentence("请另取一个密码。")


def hashed(password: str) -> str:
    """The password as it is kept; `UnfitPassword` for one that may be none."""
    _demand_fit(password)
    return _hasher.hash(password)


def fits(password_hash: str, password: str) -> bool:
    """Whether a password is the one that was hashed."""
    if len(password) > LONGEST:
        return False
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def new_password() -> str:
    """A password one can type from a slip of paper."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))


def _demand_fit(password: str) -> None:
    if not SHORTEST <= len(password) <= LONGEST:
        told = "密码有 {count} 个字，应为 {shortest} 至 {longest} 个。"
        raise UnfitPassword(Sentence(told, count=len(password), shortest=SHORTEST, longest=LONGEST))
    if password != password.strip() or not password.isprintable():
        raise UnfitPassword
