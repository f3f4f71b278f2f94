"""Sittings: who sits a round, and giving one its time back.

An organiser knows contestants by their logins, as they raise their hands; the numbers of attempts
are for judges and receipts.
"""

import argparse
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from mock_systems.hints import nearest
from sandbox.clock import clock_of
from sandbox.commands import CannotRun, reading, writing
from sandbox.commands.round_sheets import moment_told, round_row
from sandbox.contest.repairs import Repair, give_time
from sandbox.settings import Settings
from sandbox.store.tables import ACCOUNT, ATTEMPT, SITTING


def show(chosen: argparse.Namespace) -> None:
    """Tell who sits a round, how each sitting stands, and the numbers of its attempts."""
    with reading(Settings.of()) as reader:
        found, now = round_row(reader, chosen.round), clock_of(reader)()
        sittings = _sittings(reader, found.id)
        print(f"场次 {found.id} {found.title}：作答 {len(sittings)} 次")
        for sitting in sittings:
            numbers = " ".join(_numbers(reader, sitting.id))
            print(f"{_who(sitting)}  {_state(sitting, now)}  作答编号 {numbers}")


def reopen(chosen: argparse.Namespace) -> None:
    """Give a contestant's last sitting of a round more time: it goes on, or is open again where it
    was handed in."""
    if not (reason := chosen.reason.strip()):
        raise CannotRun(
            "没有写明理由", where="--reason", remedy="裁判和选手会看到理由，请写明再运行"
        )
    with writing(Settings.of()) as writer:
        print(writer.run_now(lambda c: _reopen(c, chosen, reason)))


def _reopen(connection: Connection, chosen: argparse.Namespace, reason: str) -> str:
    found, now = round_row(connection, chosen.round), clock_of(connection)()
    sittings = _sittings(connection, found.id)
    of_login = [each for each in sittings if each.login == chosen.login]
    if not sittings:
        raise CannotRun("还没有人作答", where=found.title, remedy="请用 rounds list 核对场次")
    if not of_login:
        way_out = nearest(chosen.login, {each.login for each in sittings})
        raise CannotRun(f"{found.title}：{chosen.login} 没有作答", remedy=way_out)
    repair = give_time(connection, of_login[-1].id, chosen.minutes, reason, now)
    return f"场次 {found.id} {found.title}，{_who(of_login[-1])}：{_told(repair)}"


def _sittings(connection: Connection, round_id: int) -> Sequence[Any]:
    """The sittings of a round with their contestants, by login and turn."""
    wanted = select(SITTING, ACCOUNT.c.login, ACCOUNT.c.number, ACCOUNT.c.name)
    of_round = wanted.join(ACCOUNT).where(SITTING.c.round_id == round_id)
    return connection.execute(of_round.order_by(ACCOUNT.c.login, SITTING.c.turn)).all()


def _numbers(reader: Connection, sitting_id: int) -> Sequence[str]:
    mine = select(ATTEMPT.c.number).where(ATTEMPT.c.sitting_id == sitting_id)
    return reader.execute(mine.order_by(ATTEMPT.c.place)).scalars().all()


def _who(sitting: Any) -> str:
    return " ".join(filter(None, (sitting.login, sitting.number, sitting.name)))


def _state(sitting: Any, now: int) -> str:
    if sitting.handed_in_ms:
        return f"{moment_told(sitting.handed_in_ms)}已交卷"
    return f"{'作答中' if sitting.until_ms > now else '已到时'}，{moment_told(sitting.until_ms)}止"


def _told(repair: Repair) -> str:
    before = f"{moment_told(repair.before_ms)}止"
    if repair.handed_in_ms:
        before += f"，{moment_told(repair.handed_in_ms)}已交卷，现重新开放，再交卷时重新评分"
    return (
        f"补时 {repair.minutes} 分钟（第 {repair.turn} 次），{moment_told(repair.until_ms)}止。"
        f"原为 {before}。"
    )
