"""Who may sit a round: contestants put on its list and taken off it, all that are named or none."""

import argparse
from collections.abc import Container, Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, select

from mock_systems.hints import nearest
from sandbox.clock import clock_of
from sandbox.commands import CannotRun, writing
from sandbox.commands.listings import LOGINS, Entry, listed_in
from sandbox.commands.round_sheets import round_row
from sandbox.contest.entrants import enter, entrants, withdraw
from sandbox.contest.judged import JUDGED
from sandbox.settings import Settings
from sandbox.store.contest import CONTEST, PRACTICE
from sandbox.store.tables import ACCOUNT, ROUND, SITTING


def let_sit(chosen: argparse.Namespace) -> None:
    """Put contestants on the list of a round."""
    listed = listed_in(chosen.list, LOGINS) if chosen.list else ()
    wanted = [*(Entry(login, login) for login in chosen.logins), *listed]
    with writing(Settings.of()) as writer:
        print(writer.run_now(lambda c: _enter(c, chosen, wanted)))


def take_off(chosen: argparse.Namespace) -> None:
    """Take contestants who have not sat off the list of a round."""
    with writing(Settings.of()) as writer:
        print(writer.run_now(lambda c: _withdraw(c, chosen.round, chosen.logins)))


def _enter(connection: Connection, chosen: argparse.Namespace, wanted: Sequence[Entry]) -> str:
    round_id = chosen.round
    found = round_row(connection, round_id)
    if found.closes_ms and found.closes_ms <= clock_of(connection)():
        raise CannotRun("已经结束，不能再列名单", where=found.title, remedy="请新建一个场次")
    able = (ACCOUNT.c.role == "contestant", ~ACCOUNT.c.locked)
    ids = _ids(connection, *able)
    entries = [Entry(login, login) for login in ids] if chosen.all else wanted
    if chosen.all and not entries:
        raise CannotRun("还没有可以参赛的选手账号", remedy="请先用 accounts add 建立")
    if not entries:
        raise CannotRun("没有写明选手", remedy="请写登录名，或用 --from 名单，或用 --all")
    known = _ids(connection)
    _demand_none(
        f"{each.where}：{_why_not(each.text, known, ids)}"
        for each in dict.fromkeys(entries)
        if each.text not in ids
    )
    before = entrants(connection, round_id)
    if found.mode == PRACTICE and not before and not chosen.only:
        raise CannotRun(
            "这个练习场没有名单，人人可练；列了名单，就只有名单上的人能练",
            where=found.title,
            remedy="确要如此请加 --only，以后可用 --all 把全部选手列入",
        )
    new = {ids[each.text] for each in entries}.difference(before)
    if new and not chosen.seen and _is_seen(connection, round_id):
        raise CannotRun(
            "名单上的人都已交卷，裁判看得到作答和标准答案了，再列入的人可能遇到看过的裁判",
            where=found.title,
            remedy="请为他们新建一个场次；确要列入请加 --seen",
        )
    enter(connection, round_id, new)
    after = len(entrants(connection, round_id))
    return f"场次 {round_id} {found.title}：新列入 {after - len(before)} 人，名单共 {after} 人"


def _is_seen(connection: Connection, round_id: int) -> bool:
    """Whether judges see what was done in a contest."""
    seen = select(ROUND.c.id).where(
        ROUND.c.id == round_id, ROUND.c.mode == CONTEST, ROUND.c.id.in_(JUDGED)
    )
    return bool(connection.execute(seen, {"now": clock_of(connection)()}).scalar())


def _withdraw(connection: Connection, round_id: int, logins: Sequence[str]) -> str:
    found = round_row(connection, round_id)
    ids = _ids(connection, ACCOUNT.c.id.in_(entrants(connection, round_id)))
    sitting = select(SITTING.c.account_id).where(SITTING.c.round_id == round_id)
    sat = {*connection.execute(sitting).scalars()}
    _demand_none(
        f"{login}：{'已经开始作答，不能移出' if login in ids else '不在名单上'}"
        for login in logins
        if ids.get(login) in {None, *sat}
    )
    withdraw(connection, round_id, [ids[login] for login in logins])
    left = len(entrants(connection, round_id))
    return f"场次 {round_id} {found.title}：移出 {len(logins)} 人，名单共 {left} 人"


def _why_not(login: str, known: Container[str], ids: Iterable[str]) -> str:
    if login in known:
        return "不是选手账号，或已停用"
    return f"没有这个账号，{nearest(login, ids)}"


def _ids(connection: Connection, *which: ColumnElement[bool]) -> dict[str, int]:
    """The ids of accounts by their logins."""
    wanted = select(ACCOUNT.c.login, ACCOUNT.c.id).where(*which).order_by(ACCOUNT.c.login)
    return dict(connection.execute(wanted).all())


def _demand_none(faults: Iterable[str]) -> None:
    if told := [*faults]:
        sum_up = f"名单有 {len(told)} 处要改，没有变动"
        raise CannotRun("\n".join([*told, sum_up]), remedy="请改好后再运行")
