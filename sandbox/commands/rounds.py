"""Rounds: setting them up, telling them, closing them.

Whatever is set up is told back in full, in the zone of the hall, for a slip to be seen.
"""

import argparse
import asyncio
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from mock_systems.population.file import Population
from sandbox.attempt.links import hall_head
from sandbox.clock import HALL_TIME, clock_of
from sandbox.commands import CannotRun, fitting, reading, writing
from sandbox.commands.listings import CASES, listed_in
from sandbox.commands.populations import files, opened
from sandbox.commands.round_sheets import round_row, sheet_of
from sandbox.contest.heads import write_head
from sandbox.contest.marker import Marker
from sandbox.contest.planning import (
    Plan,
    add_round,
    close_round,
    demand_workable,
    open_sittings,
    remove_round,
    reveal_seed,
)
from sandbox.contest.rounds import all_rounds, sitting_counts
from sandbox.grading import Grading
from sandbox.judging.attempt_list import counts, handed_in
from sandbox.settings import Settings
from sandbox.store.contest import CONTEST as CONTEST_MODE
from sandbox.store.tables import CONTEST, ROUND

WRITTEN = "%Y-%m-%d %H:%M"


def add(chosen: argparse.Namespace) -> None:
    """Set up a round and tell it back."""
    settings = Settings.of()
    population = _population(settings, chosen.population)
    with reading(settings) as reader:
        now = clock_of(reader)()
        contest = chosen.contest or _only_contest(reader)
    plan = Plan(
        contest=_named("赛事名称", contest, CONTEST),
        title=_named("场次名称", chosen.title, ROUND),
        mode=chosen.mode,
        minutes=chosen.minutes,
        paper=chosen.cases or [each.text for each in listed_in(chosen.paper, CASES)],
        opens_ms=_moment(chosen.opens, now),
        closes_ms=_moment(chosen.closes, now),
        population_hash=population.hash,
    )
    demand_workable(plan, population, now)
    with writing(settings) as writer:
        round_id = writer.run_now(lambda connection: add_round(connection, plan))
    print("已新建场次：")
    _print(settings, [round_id])
    if plan.mode == CONTEST_MODE:
        print(f"下一步：python -m sandbox rounds enter {round_id} 登录名…（或 --all、--from 名单）")


def show(chosen: argparse.Namespace) -> None:
    """Tell rounds in full, all where none is named; of those that are named who may sit."""
    _print(Settings.of(), chosen.rounds)


def close(chosen: argparse.Namespace) -> None:
    """Let nobody start in a round any more, and hand in what goes on, where that was asked for."""
    settings = Settings.of()
    with writing(settings) as writer, reading(settings) as reader:
        title = writer.run_now(lambda c: _close(c, chosen.round, seal=chosen.seal))
        going_on = writer.run_now(partial(open_sittings, round_id=chosen.round))
        with closing(Grading()) as grading:
            marker = Marker(reader.engine, grading, writer, clock_of(reader))
            sealed = [asyncio.run(marker.seal(sitting_id)) for sitting_id in going_on]
        head, now = writer.run_now(lambda c: (hall_head(c), clock_of(c)()))
    print(f"已结束：{title}，替 {sum(sealed)} 场作答交卷并评分")
    print(f"总链 {head.count} 环，链头 {head.hash}：请打印或抄下，日后可以证明此前没有改动")
    write_head(settings.home, head, now)  # last: what is printed is known whatever the disk says


def remove(chosen: argparse.Namespace) -> None:
    """Remove a round that was set up by mistake and that nobody has started."""
    with writing(Settings.of()) as writer:
        found = writer.run_now(partial(round_row, round_id=chosen.round))
        writer.run_now(partial(remove_round, round_id=chosen.round))
    print(f"已删除：场次 {found.id} {found.title}，连同它的名单")


def reveal(chosen: argparse.Namespace) -> None:
    """Show everybody what the variants of a contest were drawn by."""
    with writing(Settings.of()) as writer:
        print(writer.run_now(partial(_reveal, round_id=chosen.round, unjudged=chosen.unjudged)))


def _reveal(connection: Connection, round_id: int, *, unjudged: bool) -> str:
    found, now = round_row(connection, round_id), clock_of(connection)()
    reveal_seed(connection, round_id, now)  # undone where something is refused after it
    lines = [line for line in handed_in(connection, now) if line.round_id == round_id]
    waiting = counts(lines)["waiting"] + counts(lines)["not_gradable"]
    if waiting and not unjudged:
        raise CannotRun(
            f"还有 {waiting} 份作答等待裁判，公布以后不能撤回，有了种子能算出哪份作答是谁的",
            where=found.title,
            remedy="请在评审结束后再公布；确要现在公布，请加 --unjudged",
        )
    return f"已公布抽题种子：{found.title} {found.seed}（作答 {len(lines)} 份，待评 {waiting} 份）"


def _close(connection: Connection, round_id: int, *, seal: bool) -> str:
    found = round_row(connection, round_id)
    going_on = len(open_sittings(connection, round_id))
    if going_on and not seal:
        raise CannotRun(
            f"还有 {going_on} 场作答没有交卷，结束场次就是替他们交卷",
            where=found.title,
            remedy="确要结束请加 --seal",
        )
    close_round(connection, round_id, clock_of(connection)())
    return str(found.title)


def _only_contest(reader: Connection) -> str:
    titles = reader.execute(select(CONTEST.c.title)).scalars().all()
    if len(titles) != 1:
        told = f"已有赛事：{'、'.join(titles)}" if titles else "还没有赛事"
        raise CannotRun(told, remedy="请用 --contest 写明属于哪个赛事，没有的即新建")
    return str(titles[0])


def _named(label: str, text: str, table: Any) -> str:
    found = fitting(label, text, table.c.title)
    if not found:
        raise CannotRun(f"{label}不能为空", remedy="请填写后再运行")
    return found


def _moment(text: str | None, now: int) -> int:
    """A moment as typed, in the zone of the hall; 0 where none is."""
    if text is None or text == "now":
        return now if text else 0
    try:
        typed = datetime.strptime(text.replace("T", " "), WRITTEN).replace(tzinfo=HALL_TIME)
    except ValueError:
        remedy = "请写成 2026-06-15T09:00"
        raise CannotRun("时间不对", where=text, remedy=remedy) from None
    return int(typed.timestamp() * 1000)


def _population(settings: Settings, named: str | None) -> Population:
    """The population that is meant: by its file or hash, or the only one that is there."""
    there = files(settings.populations)
    meant = [path for path in there if named is None or _is_called(path, named)]
    if len(meant) != 1:
        told = "、".join(path.name for path in there)
        what = f"没有人口库“{named}”" if named and not meant else "人口库不止一个"
        remedy = f"请用 --population 写明其中一个：{told}"
        raise CannotRun(what, where=str(settings.populations), remedy=remedy)
    return opened(meant[0])


def _print(settings: Settings, round_ids: Sequence[int]) -> None:
    """Rounds as they are told in full; `sandbox.commands.round_sheets` has the words."""
    with reading(settings) as reader:
        for round_id in round_ids:
            round_row(reader, round_id)  # says which of them is not there
        now = clock_of(reader)()
        counts, lines = sitting_counts(reader, now), all_rounds(reader, now)
        for line in lines:
            if not round_ids or line.id in round_ids:
                sheet = sheet_of(reader, settings, line, counts[line.id], bool(round_ids))
                print(*sheet, sep="\n   ")
    if not lines:
        print("还没有场次")


def _is_called(path: Path, named: str) -> bool:
    content = path.stem.rpartition("-")[2]
    return path.name == Path(named).name or content.startswith(named[: len(content)])
