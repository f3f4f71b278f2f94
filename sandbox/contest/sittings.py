"""Sittings: starting one, opening its attempts, handing in.

A sitting over a paper opens all its attempts at once, under one clock. Handing in seals every open
attempt and keeps its marks in the same transaction: a mark is never waited for. They are graded
before it (`marker`) or, where nothing is `graded`, in it.
"""

import json
import logging
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, not_, select, update

from mock_systems.sentence import Sentence
from mock_systems.world import Source
from sandbox.attempt.journal import change_rows, genesis
from sandbox.attempt.links import chain
from sandbox.attempt.states import Head, heads_of_sitting, hold
from sandbox.clock import Gap
from sandbox.contest.draws import DRAWS, draw
from sandbox.contest.entrants import drawn_for, may_sit
from sandbox.contest.keys import is_worked, keeps_own_key
from sandbox.contest.marking import AllGraded, closing_of, mark
from sandbox.contest.sealing import keep_sealings
from sandbox.declined import (
    Declined,
    NoSuchAttempt,
    NoSuchCase,
    NoSuchRound,
    NotCast,
    NotOpen,
    NotProved,
)
from sandbox.store.contest import CONTEST as CONTEST_MODE
from sandbox.store.engine import or_instead, unless_there
from sandbox.store.tables import (
    ACCOUNT,
    ATTEMPT,
    CHANGE,
    HANDING_IN,
    ROUND,
    SITTING,
)
from scenarios.playing.rehearse import Stage
from scenarios.proved import is_proved
from scenarios.shelf import Unworkable, all_cases, is_unpublished, stage_for

log = logging.getLogger("sandbox")

_held_account = select(drawn_for).where(ACCOUNT.c.id == bindparam("id")).with_for_update()
_mine = SITTING.c.account_id == bindparam("account_id")
_sat = select(SITTING.c.id).where(SITTING.c.round_id == bindparam("round_id"), _mine)
_sittings = select(func.count(SITTING.c.id)).where(SITTING.c.round_id == ROUND.c.id, _mine)
_seen = select(ROUND, _sittings.scalar_subquery().label("sittings")).where(
    ROUND.c.id == bindparam("round_id"), may_sit(bindparam("account_id"))
)
_round = _seen.with_for_update(read=True, of=ROUND)
"""Held, so that whoever closes the round finds what is being started in it."""
_new_sitting = insert(SITTING).returning(SITTING.c.id)
_new_changes = insert(CHANGE)
"""Made once: making a statement costs more than running it, and a round starts in one second."""


Asked = tuple[str, int, int, str]
"""What is drawn for: whom, place, turn and case."""
Ahead = Mapping[Asked, Stage]
"""What was drawn before it was asked for."""


def draw_ahead(
    reader: Connection,
    round_id: int,
    account_id: int,
    now: int,
    source: Callable[[str], Source],
    case_id: str = "",
    *,
    same: int | None = None,
    but: int | None = None,
) -> Ahead:
    """What a sitting draws that is started now: the variant that is to be the `same`, or the first drawn
    `but` one. To go the right way takes longer than all else of a start, so who asks for one does it beside
    the writer. Nothing where none can be started: `start` says why."""
    wanted = {"round_id": round_id, "account_id": account_id}
    with suppress(Declined, Unworkable):
        drawn: Any = reader.execute(_seen, wanted).one_or_none()
        paper, turn = _paper(drawn, now, case_id), drawn.sittings + 1
        if not _is_brought_back(drawn, turn):
            whose = select(drawn_for).where(ACCOUNT.c.id == account_id)
            whom, population = reader.execute(whose).scalar_one(), source(drawn.population_hash)
            asked = [(whom, place, turn, case) for place, case in enumerate(paper, 1)]
            if same is not None:
                return {asked[0]: stage_of(case_id, same, drawn.population_hash, population)}
            stages = [(each, workable_draws(drawn, each, population)) for each in asked]
            return {each: next(s for s in drawn if s.variant != but) for each, drawn in stages}
    return {}


def start(
    connection: Connection,
    round_id: int,
    account_id: int,
    now: int,
    source: Callable[[str], Source],
    case_id: str = "",
    ahead: Ahead = MappingProxyType({}),
) -> int:
    """Start a sitting and open its attempts; the id of the sitting.

    In practice `case_id` names the case to work. In a contest the whole paper is opened, and a
    contestant who has a sitting already is brought back to it. What was not drawn `ahead` is now.
    """
    # Held before anything is counted, so that a second server starts no second sitting.
    whom = hold_contestant(connection, account_id)
    wanted = {"round_id": round_id, "account_id": account_id}
    drawn: Any = connection.execute(_round, wanted).one_or_none()
    paper, turn = _paper(drawn, now, case_id), drawn.sittings + 1
    if _is_brought_back(drawn, turn):
        return int(connection.execute(_sat, wanted).scalar_one())
    until = now + drawn.minutes * 60_000
    until = min(until, drawn.closes_ms) if drawn.closes_ms else until
    begun = {"turn": turn, "started_ms": now, "until_ms": until, "handed_in_ms": 0}
    made = connection.execute(_new_sitting, {**wanted, **begun}).scalar_one()
    for place, case in enumerate(paper, 1):
        asked, population = (whom, place, turn, case), source(drawn.population_hash)
        stages = workable_draws(drawn, asked, population, ahead.get(asked))
        stage = _with_own_key(connection, stages, drawn.mode)
        open_attempt(connection, made, place, stage, now)
    return int(made)


def _is_brought_back(round: Any, turn: int) -> bool:
    """Whether who starts goes on with the sitting they have: a contest is sat once."""
    return bool(round.mode == CONTEST_MODE and turn > 1)


def _paper(round: Any, now: int, case_id: str) -> Sequence[str]:
    """The cases of a sitting that is started now; `Declined` where none can be."""
    if round is None:
        raise NoSuchRound
    if now < round.opens_ms or (round.closes_ms and now >= round.closes_ms):
        raise NotOpen
    paper: Sequence[str] = json.loads(round.paper)
    if round.mode == CONTEST_MODE:
        return paper
    if not case_id:
        raise NoSuchRound(
            Sentence("没有写明练哪个案例。"),
            remedy=Sentence("练习一次一个案例：请写明案例编号。"),
        )
    if case_id not in paper or is_unpublished(case_id):
        raise NoSuchRound(Sentence("本场次没有案例 {case}。", case=case_id))
    return [case_id]


def hold_contestant(connection: Connection, account_id: int) -> str:
    """Whom variants of a contestant are drawn for. No other server starts anything
    for them before this transaction ends."""
    return str(connection.execute(_held_account, {"id": account_id}).scalar_one())


def workable_draws(
    round: Any,
    asked: Asked,
    source: Source,
    known: Stage | None = None,
    level: int = logging.WARNING,
) -> Iterator[Stage]:
    """The draws of a contestant in a round that can be worked, one after another, from one that is
    `known` on. `NotCast` where there is none, or no other. What is passed over is logged at a
    `level`."""
    whom, place, turn, case_id = asked
    left = [draw(round.seed, round.mode, whom, place, turn, again) for again in range(DRAWS)]
    if known:
        yield known
        left = left[left.index(known.variant) + 1 :] if known.variant in left else left
    for variant in left:
        try:
            yield stage_of(case_id, variant, round.population_hash, source)
        except Unworkable as why:
            log.log(level, "drawn again: %s", why)
    raise NotCast(where=case_id)


def _with_own_key(connection: Connection, stages: Iterator[Stage], mode: str) -> Stage:
    """The first of which no answer key is kept but this program's. In practice one is taken that
    somebody has worked by: an earlier version kept it."""
    while not keeps_own_key(connection, stage := next(stages)):
        if mode != CONTEST_MODE and is_worked(connection, stage):
            break
        told = "%s was drawn again: variant %s has a key not made here"
        log.error(told, stage.script.id, stage.variant)
    return stage


def stage_of(case_id: str, variant: int, population_hash: str, source: Source) -> Stage:
    """A case script cast onto a population; `NoSuchCase` where this server has not got it,
    `NotProved` where it has been changed since it was proved."""
    if case_id not in all_cases():
        raise NoSuchCase(where=case_id)
    if not is_proved(all_cases()[case_id]):
        raise NotProved(where=case_id)
    return stage_for(all_cases()[case_id], variant, source, population_hash)


def open_attempt(
    connection: Connection, sitting_id: int, place: int, stage: Stage, now: int
) -> int:
    """Open one attempt whose answer key is kept: its row and its cast; the id of the attempt."""
    facts = {
        "case_id": stage.script.id,
        "variant": stage.variant,
        "script_hash": stage.script.digest,
        "population_hash": stage.population_hash,
        "business_date": stage.script.business_date.isoformat(),
    }
    where = {"sitting_id": sitting_id, "place": place, "started_ms": now, "sealed_ms": 0}
    cast = change_rows(0, stage.cast.changes)
    new = unless_there(connection.dialect.name, ATTEMPT, "number").returning(ATTEMPT.c.id)
    attempt_id = None
    while attempt_id is None:  # until the number is one that no attempt has
        numbered = {"number": f"{secrets.randbelow(10**8):08d}", **facts}
        values = {**numbered, **where, "genesis": genesis(numbered, cast)}
        attempt_id = connection.execute(new, values).scalar()
    connection.execute(_new_changes, [{**row, "attempt_id": attempt_id} for row in cast])
    return int(attempt_id)


def own_sitting(connection: Connection, sitting_id: int, account_id: int) -> list[Head]:
    """The attempts of a sitting in the order of the paper; `NoSuchAttempt` where it is another's."""
    heads = heads_of_sitting(connection, sitting_id)
    if not heads or heads[0].account_id != account_id:
        raise NoSuchAttempt
    return heads


def begin_hand_in(connection: Connection, sitting_id: int, account_id: int, now: int) -> None:
    """Take no more steps of a contestant's own sitting, at any server, while it is handed in."""
    own_sitting(connection, sitting_id, account_id)
    begin_seal(connection, sitting_id, now)


def begin_seal(connection: Connection, sitting_id: int, now: int) -> None:
    """Take no more steps of a sitting, at any server, while it is sealed."""
    new = or_instead(connection.dialect.name, HANDING_IN, "sitting_id")
    connection.execute(new, {"sitting_id": sitting_id, "asked_ms": now})


def give_up(connection: Connection, sitting_id: int) -> None:
    """Let steps of a sitting in again: it is not being handed in."""
    connection.execute(delete(HANDING_IN).where(HANDING_IN.c.sitting_id == sitting_id))


def hand_in(
    connection: Connection,
    sitting_id: int,
    account_id: int,
    now: int,
    graded: AllGraded | None = None,
) -> None:
    """Seal and mark every open attempt of a sitting. Handing in twice changes nothing."""
    hold(connection, ATTEMPT.c.sitting_id == sitting_id)
    _seal(connection, own_sitting(connection, sitting_id, account_id), now, graded)


def overdue(connection: Connection, now: int, gap: Gap | None = None) -> Sequence[int]:
    """The sittings whose time is over and that are not handed in, the first to end first; without
    those that ended in a gap of the clock, as long as they wait for the organiser."""
    wanted = select(SITTING.c.id).where(SITTING.c.handed_in_ms == 0, SITTING.c.until_ms < now)
    if gap and now < gap.sealed_from_ms:
        wanted = wanted.where(not_(SITTING.c.until_ms.between(gap.from_ms, gap.until_ms)))
    return connection.execute(wanted.order_by(SITTING.c.until_ms, SITTING.c.id)).scalars().all()


def seal_overdue(
    connection: Connection, sitting_id: int, now: int, graded: AllGraded | None = None
) -> None:
    """Seal and mark a sitting whose time is over, as if it were handed in at the end of it. One that
    was given time meanwhile goes on."""
    hold(connection, ATTEMPT.c.sitting_id == sitting_id)
    heads = heads_of_sitting(connection, sitting_id)
    if heads[0].until_ms < now:
        _seal(connection, heads, now, graded)


def seal(
    connection: Connection, sitting_id: int, now: int, graded: AllGraded | None = None
) -> bool:
    """Seal and mark a sitting, however long it could go on; whether it still went on."""
    hold(connection, ATTEMPT.c.sitting_id == sitting_id)
    heads = heads_of_sitting(connection, sitting_id)
    _seal(connection, heads, now, graded)
    return not heads[0].handed_in_ms


def _seal(
    connection: Connection, heads: Sequence[Head], now: int, graded: AllGraded | None
) -> None:
    handed_in_ms = min(now, heads[0].until_ms)
    closings = {head.id: closing_of(connection, head, now) for head in heads if not head.sealed}
    for each in closings.values():
        sealed = update(ATTEMPT).where(ATTEMPT.c.id == each.attempt_id)
        connection.execute(sealed.values(sealed_ms=each.sealed_ms))
    kept = []
    for sealing in keep_sealings(connection, [*closings], handed_in_ms=handed_in_ms):
        kept += [sealing, mark(connection, closings[sealing.attempt_id], now, graded)]
    connection.execute(
        update(SITTING)
        .where(SITTING.c.id == heads[0].sitting_id, SITTING.c.handed_in_ms == 0)
        .values(handed_in_ms=handed_in_ms)
    )
    give_up(connection, heads[0].sitting_id)
    chain(connection, kept)  # last, as other servers wait for it from now on
