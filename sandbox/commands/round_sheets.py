"""Rounds as the command line tells them: every fact, the times in the zone of the hall."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from sandbox.clock import on_the_wall
from sandbox.commands import CannotRun
from sandbox.contest.entrants import entrants
from sandbox.contest.rounds import RoundLine, SittingCounts
from sandbox.settings import Settings
from sandbox.store.contest import CONTEST as CONTEST_MODE
from sandbox.store.contest import PRACTICE
from sandbox.store.tables import ACCOUNT, ROUND

MODES = {PRACTICE: "练习", CONTEST_MODE: "竞赛"}
STATES = {"coming": "尚未开放", "open": "开放中", "over": "已结束"}
WEEKDAYS = "一二三四五六日"


def round_row(reader: Connection, round_id: int) -> Any:
    """A round as it is kept; `CannotRun` where there is none."""
    found = reader.execute(select(ROUND).where(ROUND.c.id == round_id)).one_or_none()
    if found is None:
        remedy = "请用 rounds list 查看场次的编号"
        raise CannotRun("没有这个场次", where=str(round_id), remedy=remedy)
    return found


def sheet_of(
    reader: Connection, settings: Settings, line: RoundLine, counts: SittingCounts, names: bool
) -> Iterator[str]:
    """A round line by line; `names` tells who may sit by their logins, too."""
    row = round_row(reader, line.id)
    paper = json.loads(row.paper)
    yield f"{line.id}  {line.title}  {MODES[line.mode]}  {STATES[line.state]}"
    yield f"赛事：{line.contest}"
    yield f"作答 {line.minutes} 分钟，案例 {len(paper)} 个：{'、'.join(paper)}"
    yield f"开放：{_span(line)}"
    yield f"人口库：{_population(settings.populations, row.population_hash)}"
    yield f"选手：{_listed(reader, line, names)}"
    if line.mode == CONTEST_MODE:
        yield f"抽题承诺：{line.commitment}"
        yield f"抽题种子：{line.seed or '评审结束后用 rounds reveal 公布'}"
    yield f"已开始 {counts.started}，作答中 {counts.going_on}，已交卷 {counts.handed_in}"


def moment_told(moment_ms: int) -> str:
    """A moment in full: day, day of the week, time, and in what zone that is."""
    moment = on_the_wall(moment_ms)
    return f"{moment:%Y-%m-%d} 周{WEEKDAYS[moment.weekday()]} {moment:%H:%M}（北京时间）"


def _span(line: RoundLine) -> str:
    since = f"{moment_told(line.opens_ms)}起" if line.opens_ms else "即刻起"
    return f"{since}，{f'{moment_told(line.closes_ms)}止' if line.closes_ms else '不限结束时间'}"


def _population(folder: Path, content: str) -> str:
    there = [path.name for path in folder.glob(f"*-{content[:16]}.sqlite")]
    return there[0] if there else f"不在这里（内容哈希 {content[:16]}）"


def _listed(reader: Connection, line: RoundLine, names: bool) -> str:
    ids = entrants(reader, line.id)
    if not ids:
        return "全体选手" if line.mode == PRACTICE else "名单还没有人"
    if not names:
        return f"名单 {len(ids)} 人"
    logins = dict(reader.execute(select(ACCOUNT.c.id, ACCOUNT.c.login)).all())
    return f"名单 {len(ids)} 人：{'、'.join(logins[each] for each in ids)}"
