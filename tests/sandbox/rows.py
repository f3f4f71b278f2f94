"""Rows of a database to test in: people of every role, a round, a sitting that has begun."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert

from sandbox.accounts import add_account
from sandbox.contest.entrants import enter
from sandbox.store.tables import ATTEMPT, CONTEST, ROUND, SITTING
from tests.servers import NOON, SEED

MINUTE = 60_000
NUMBER = "00417"
PEOPLE = {
    "xs001": ("contestant", "选手一", "001"),
    "xs002": ("contestant", "选手二", "002"),
    "cp001": ("judge", "裁判一", "01"),
    "mt001": ("author", "命题人一", ""),
    "zz001": ("organiser", "组织者一", ""),
}


@dataclass(frozen=True)
class Sat:
    """An open sitting of the first contestant, with one attempt."""

    round_id: int
    sitting_id: int
    attempt_id: int
    number: str


def add_people(connection: Connection, password_hash: str) -> None:
    """One person of every role, and a second contestant."""
    for login, (role, name, number) in PEOPLE.items():
        add_account(connection, login, password_hash, name=name, role=role, number=number)


def add_round(connection: Connection, facts: dict[str, object]) -> int:
    """A round of a contest of its own, over the one case where nothing else is said; both
    contestants may sit it."""
    contest = connection.execute(insert(CONTEST).returning(CONTEST.c.id), {"title": "比武"})
    fixed = {"paper": '["E09"]', "population_hash": "0" * 64, "closes_ms": 0, "seed": SEED}
    values = {"contest_id": contest.scalar_one(), **fixed, **facts}
    made = connection.execute(insert(ROUND).returning(ROUND.c.id), values)
    round_id = int(made.scalar_one())
    enter(connection, round_id, (1, 2) if facts["mode"] == "contest" else ())
    return round_id


def sit(connection: Connection, round_id: int) -> Sat:
    """The first contestant begins."""
    sitting = {"round_id": round_id, "account_id": 1, "turn": 1, "handed_in_ms": 0}
    times = {"started_ms": NOON, "until_ms": NOON + 30 * MINUTE}
    made = insert(SITTING).returning(SITTING.c.id)
    sitting_id = connection.execute(made, {**sitting, **times}).scalar_one()
    attempt = {"sitting_id": sitting_id, "place": 1, "number": NUMBER, "case_id": "E09"}
    hashes = {"script_hash": "1", "population_hash": "0" * 64, "genesis": "2"}
    rest = {"variant": 1, "business_date": "2026-06-15", "started_ms": NOON, "sealed_ms": 0}
    opened = insert(ATTEMPT).returning(ATTEMPT.c.id)
    attempt_id = connection.execute(opened, {**attempt, **hashes, **rest}).scalar_one()
    return Sat(round_id, sitting_id, attempt_id, NUMBER)
