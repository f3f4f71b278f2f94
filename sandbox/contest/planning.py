"""Rounds as they are set up: planned, refused where they could not be sat as planned, and closed.

Times are milliseconds since 1970; how they are told on a clock is the affair of whoever asks.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, or_, select, update

from mock_systems.sentence import Sentence
from mock_systems.world import Source
from sandbox.contest.draws import DRAWS
from sandbox.declined import Declined
from sandbox.store.contest import CONTEST as CONTEST_MODE
from sandbox.store.contest import PRACTICE
from sandbox.store.tables import CONTEST, ENTRANT, ROUND, SITTING
from scenarios.proved import is_proved, shifted
from scenarios.rests import called
from scenarios.shelf import CastMeetsPopulation, Unworkable, all_cases, is_unpublished, stage_for


class BadPlan(Declined):
    """A round that could not be sat as it is planned."""

    code, status = "bad_plan", 422
    message = Sentence("这样的场次没有人能参加。")
    remedy = Sentence("请改正后重新新建。")


class HeldBack(Declined):
    """A seed by which somebody could still draw, or that nobody asks for."""

    code = "held_back"
    message = Sentence("不能公布抽题种子：场次不是竞赛，还没有结束，或者还有人作答。")
    remedy = Sentence("请先用 rounds close 结束竞赛。")


class Begun(Declined):
    """A round that somebody has started cannot be as if it had never been."""

    code = "begun"
    message = Sentence("已经有人开始作答，不能删除场次。")
    remedy = Sentence("请改用 rounds close 结束。")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a round is to be. `opens_ms` 0 is at once, `closes_ms` 0 has no end."""

    contest: str
    title: str
    mode: str
    minutes: int
    paper: Sequence[str]
    opens_ms: int
    closes_ms: int
    population_hash: str


def demand_workable(plan: Plan, source: Source, now: int) -> None:
    """Nothing, where contestants will be able to sit what is planned; `BadPlan` otherwise."""
    _demand_times(plan, now)
    if not plan.paper:
        raise BadPlan(Sentence("试卷没有案例。"), remedy=Sentence("请写明案例编号。"))
    for place, case_id in enumerate(plan.paper):
        if case_id in plan.paper[:place]:
            raise BadPlan(
                Sentence("案例 {case} 在试卷中写了两次。", case=case_id),
                remedy=Sentence("请删去一个。"),
            )
        _demand_case(plan, case_id, source)


def add_round(connection: Connection, plan: Plan) -> int:
    """Keep a round that was planned, `BadPlan` where its contest has one of that title; its id."""
    same = (CONTEST.c.title == plan.contest, ROUND.c.title == plan.title)
    if connection.execute(select(ROUND.c.id).join(CONTEST).where(*same)).first():
        raise BadPlan(
            Sentence("这个赛事已有场次“{title}”。", title=plan.title),
            remedy=Sentence("请换一个名称。"),
        )
    return keep(connection, plan)


def keep(connection: Connection, plan: Plan) -> int:
    """Keep a round, and its contest where there is none of that title; the id of the round."""
    facts = {
        "contest_id": _contest(connection, plan.contest),
        "title": plan.title,
        "mode": plan.mode,
        "paper": json.dumps(list(plan.paper)),
        "minutes": plan.minutes,
        "opens_ms": plan.opens_ms,
        "closes_ms": plan.closes_ms,
        "population_hash": plan.population_hash,
    }
    return int(connection.execute(insert(ROUND).returning(ROUND.c.id), facts).scalar_one())


def open_sittings(connection: Connection, round_id: int) -> Sequence[int]:
    """The sittings of a round that are not handed in."""
    wanted = select(SITTING.c.id).where(SITTING.c.round_id == round_id, SITTING.c.handed_in_ms == 0)
    return connection.execute(wanted.order_by(SITTING.c.id)).scalars().all()


def close_round(connection: Connection, round_id: int, now: int) -> None:
    """Let nobody start in a round any more; one that is over stays as it was. What goes on is
    sealed sitting by sitting, for others not to wait."""
    later = or_(ROUND.c.closes_ms == 0, ROUND.c.closes_ms > now)
    connection.execute(update(ROUND).where(ROUND.c.id == round_id, later).values(closes_ms=now))


def remove_round(connection: Connection, round_id: int) -> None:
    """Remove a round and its list; `Begun` where somebody has started it."""
    if connection.execute(select(SITTING.c.id).where(SITTING.c.round_id == round_id)).first():
        raise Begun
    connection.execute(delete(ENTRANT).where(ENTRANT.c.round_id == round_id))
    connection.execute(delete(ROUND).where(ROUND.c.id == round_id))


def reveal_seed(connection: Connection, round_id: int, now: int) -> None:
    """Tell everybody what the variants of a contest were drawn by. `HeldBack` while somebody could
    still draw; that judges have done is for the organiser to know: whoever has the seed can work
    out from the people of a story whose attempt it is."""
    closed = (ROUND.c.closes_ms > 0, ROUND.c.closes_ms <= now, ROUND.c.mode == CONTEST_MODE)
    revealed = update(ROUND).where(ROUND.c.id == round_id, *closed).values(revealed_ms=now)
    if open_sittings(connection, round_id) or not connection.execute(revealed).rowcount:
        raise HeldBack


def _demand_times(plan: Plan, now: int) -> None:
    if plan.mode == CONTEST_MODE and not plan.opens_ms:
        raise BadPlan(
            Sentence("竞赛没有写明何时开放。"),
            remedy=Sentence("请写明开放时间，或写 now 立即开放。"),
        )
    if plan.opens_ms and plan.opens_ms < now:
        raise BadPlan(
            Sentence("开放时间已经过去。"), remedy=Sentence("请改为以后的时间，或写 now 立即开放。")
        )
    open_for = (plan.closes_ms - max(plan.opens_ms, now)) // 60_000
    if plan.closes_ms and open_for < plan.minutes:
        raise BadPlan(
            Sentence("从开放到结束不足作答的 {minutes} 分钟，没有人能用满。", minutes=plan.minutes),
            remedy=Sentence("请推迟结束时间，或缩短作答时间。"),
        )


def _demand_case(plan: Plan, case_id: str, source: Source) -> None:
    if case_id not in all_cases():
        known = Sentence("可用的案例：{cases}。", cases=tuple(all_cases()))
        joined = Sentence("案例编号之间请用空格隔开。") if {*case_id} & {*"、，,；;"} else ""
        raise BadPlan(Sentence("没有案例“{case}”。", case=case_id), remedy=joined or known)
    script = all_cases()[case_id]
    if not is_proved(script):
        what = "、".join(map(called, shifted(script))) or Sentence("脚本")
        raise BadPlan(
            Sentence("案例 {case} 的{what}改动后还没有通过证明。", case=case_id, what=what),
            remedy=Sentence("请先运行 cases prove {case}。", case=case_id),
        )
    if plan.mode == PRACTICE and is_unpublished(case_id):
        raise BadPlan(
            Sentence("案例 {case} 没有公开，不能用于练习。", case=case_id),
            remedy=Sentence(
                "请先用于竞赛；公开以后（cases publish {case}）再编入练习。", case=case_id
            ),
        )
    why = [_why_not(plan, case_id, variant, source) for variant in range(DRAWS)]
    if all(isinstance(each, CastMeetsPopulation) for each in why):
        raise BadPlan(
            Sentence("案例 {case} 的人物与人口库中的人重号。", case=case_id),
            remedy=Sentence("请换用 population build 生成的人口库。"),
        )
    if all(why):
        raise BadPlan(
            Sentence(
                "案例 {case} 在这个人口库上没有可用的变式：{why}。", case=case_id, why=str(why[-1])
            ),
            remedy=Sentence(
                "请由命题人运行 cases prove {case} --population，按所列修改。", case=case_id
            ),
        )


def _why_not(plan: Plan, case_id: str, variant: int, source: Source) -> Unworkable | None:
    """Why a variant could not be worked in the round; None where it could."""
    try:
        stage_for(all_cases()[case_id], variant, source, plan.population_hash)
    except Unworkable as why:
        return why
    return None


def _contest(connection: Connection, title: str) -> int:
    known = connection.execute(select(CONTEST.c.id).where(CONTEST.c.title == title)).scalar()
    if known is not None:
        return int(known)
    made = insert(CONTEST).returning(CONTEST.c.id)
    return int(connection.execute(made, {"title": title}).scalar_one())
