"""The SQL tables of the models. Rows are written and read by statements on them; the models declare
them and are never made (`docs/decisions/090-models-declare-tables.md`).
"""

from sqlalchemy import Table
from sqlmodel import SQLModel

from sandbox.store.accounts import Account, ApiToken, EntryLine, SignIn
from sandbox.store.clock import HallTime, TimeRepair
from sandbox.store.contest import (
    AnswerKey,
    Attempt,
    Contest,
    Entrant,
    HandingIn,
    Round,
    Sitting,
    Vocabulary,
)
from sandbox.store.journal import ChangeRow, Draft, EntryRow, LateTryRow
from sandbox.store.judging import Marking, Ruling
from sandbox.store.practice import Hint, Practised, Reminder, Revisit
from sandbox.store.sealing import Link, Sealing


def _of(model: type[SQLModel]) -> Table:
    return SQLModel.metadata.tables[str(model.__tablename__)]


ACCOUNT, SIGN_IN, API_TOKEN = _of(Account), _of(SignIn), _of(ApiToken)
ENTRY_LINE = _of(EntryLine)
CONTEST, ROUND, ENTRANT, SITTING = _of(Contest), _of(Round), _of(Entrant), _of(Sitting)
HANDING_IN = _of(HandingIn)
ATTEMPT, ANSWER_KEY, VOCABULARY = _of(Attempt), _of(AnswerKey), _of(Vocabulary)
ENTRY, CHANGE, DRAFT = _of(EntryRow), _of(ChangeRow), _of(Draft)
LATE_TRY = _of(LateTryRow)
MARKING, RULING = _of(Marking), _of(Ruling)
PRACTISED, REVISIT, REMINDER = _of(Practised), _of(Revisit), _of(Reminder)
HINT = _of(Hint)
SEALING, LINK = _of(Sealing), _of(Link)
HALL_TIMES, TIME_REPAIR = _of(HallTime), _of(TimeRepair)
