"""Contest data, journals and changes in one SQL database: SQLite by default, PostgreSQL for more.

Importing this package registers every table in `SQLModel.metadata`.
"""

from sandbox.store.accounts import Account, ApiToken, SignIn
from sandbox.store.contest import AnswerKey, Attempt, Contest, Round, Sitting
from sandbox.store.journal import ChangeRow, Draft, EntryRow
from sandbox.store.judging import Marking, Ruling

__all__ = [
    "Account",
    "AnswerKey",
    "ApiToken",
    "Attempt",
    "ChangeRow",
    "Contest",
    "Draft",
    "EntryRow",
    "Marking",
    "Round",
    "Ruling",
    "SignIn",
    "Sitting",
]
