"""Rehearsal: steps of a script played on a world through the step the server takes.

Nothing is stored. What comes out is the attempt as the grader reads it, and what became of every
step: done, refused by the system, or not to be filled in at all.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from pydantic import ValidationError

import grader
from grader.script import Script
from mock_systems.operation import Answer
from mock_systems.step import Step as Taken
from mock_systems.step import UnknownOperation, take
from mock_systems.world import Change, Source, World
from scenarios.casting.cast import Cast, cast
from scenarios.casting.compile import compiled
from scenarios.casting.names import Names, UnknownName
from scenarios.reading.script import CaseScript
from scenarios.reading.ways import Step

Json = dict[str, Any]
Form = Mapping[str, Any]


@dataclass(frozen=True)
class Stage:
    """A variant of a case, ready to be played: its cast placed in a population. What names are
    `pinned` to stands before what the variant draws."""

    script: CaseScript
    variant: int
    source: Source
    population_hash: str = ""
    pinned: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @cached_property
    def cast(self) -> Cast:
        return cast(self.script, self.variant, self.pinned)

    @cached_property
    def placed(self) -> Sequence[Json]:
        """The changes that place the cast, as plain JSON."""
        return list(map(plain, self.cast.changes))

    @cached_property
    def compiled(self) -> Json:
        return compiled(self.script, self.variant, self.cast)

    @cached_property
    def key(self) -> Script:
        """The compiled script as the grader has read it, to mark many rehearsals by."""
        return grader.read_script(self.compiled)

    def world(self) -> World:
        """The world before the first action."""
        return World(self.source, self.script.business_date, self.cast.changes, seq=0)


class Played(NamedTuple):
    """A step and what became of it; without an event it could not be sent at all, and `why_not`
    says what was in the way. `answer` is what the screen showed, `asked` are the cautions it would go
    on with if they were confirmed, `warned` all that it met, `against` the sentences of those that say it is wrong, `waits_for` is the step that should have
    made what it names and was not done, `unmade` what that step is called where it was not even tried
    so far."""

    step: Step
    event: Mapping[str, Any] | None = None
    changes: Sequence[Change] = ()
    why_not: Exception | None = None
    asked: Sequence[str] = ()
    warned: Sequence[str] = ()
    against: Sequence[str] = ()
    waits_for: "Played | None" = None
    unmade: str = ""
    answer: Answer | None = None

    @property
    def accepted(self) -> bool:
        return self.event is not None and bool(self.event["accepted"])

    @property
    def cause(self) -> "Played":
        """The first step that was not done and for which this one was not: itself where it is that."""
        return self.waits_for.cause if self.waits_for else self


class Moment(NamedTuple):
    """How things stand between two steps: the world, the log so far, what steps have made."""

    world: World
    names: Names
    seconds: int = 0
    played: tuple[Played, ...] = ()

    @property
    def seq(self) -> int:
        return next((each.event["seq"] for each in reversed(self.played) if each.event), 0)

    def after(self, step: Step, stubborn: bool, way: Sequence[Step] = ()) -> "Moment":
        """How things stand when the step has been tried, by whoever knows the right way."""
        world, seconds = self.world.branch(self.seq + 1), self.seconds + step.after
        try:
            taken = _take(world, step.do, self.names.fill(step.form), step.confirm, stubborn)
        except (UnknownName, UnknownOperation, ValidationError) as why_not:
            tried = {each.step.name for each in self.played}
            unmade = _maker(why_not, [each for each in way if each.name not in tried])
            waits_for = self._undone(why_not)
            played = Played(step, why_not=why_not, waits_for=waits_for, unmade=unmade)
            return self._replace(seconds=seconds, played=(*self.played, played))
        event = taken.event(self.seq + 1, seconds * 1000)
        played = Played(
            step,
            event,
            tuple(taken.changes),
            asked=_asked(taken),
            warned=taken.tried.warned,
            against=taken.tried.against,
            answer=taken.tried.answer,
        )
        names = self.names.with_(**{step.name: _made(taken.changes)}) if step.name else self.names
        return Moment(world, names, seconds, (*self.played, played))

    def _undone(self, why_not: Exception) -> Played | None:
        """The step by which a name would stand for something, had it been done."""
        undone = [each for each in self.played if not each.accepted]
        name = _maker(why_not, [each.step for each in undone])
        return next((each for each in undone if name and each.step.name == name), None)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Steps played from the first to the last."""

    stage: Stage
    moments: tuple[Moment, ...]

    @property
    def played(self) -> tuple[Played, ...]:
        return self.moments[-1].played

    @property
    def stopped(self) -> Played | None:
        """The first step that was not done; None where all were."""
        return next((each for each in self.played if not each.accepted), None)

    @property
    def broken_off(self) -> Played | None:
        """The step for which another could not even be sent; None where all were sent."""
        return next((each.cause for each in self.played if each.event is None), None)

    @property
    def attempt(self) -> Json:
        """The attempt as the grader reads it."""
        stage = self.stage
        return {
            "format": 1,
            "attempt": f"{stage.script.id}-{stage.variant}",
            "case": stage.script.id,
            "variant": stage.variant,
            "business_date": stage.script.business_date.isoformat(),
            "script_hash": stage.script.digest,
            "population_hash": stage.population_hash,
            "last_hash": "",
            "sealed_ms": self.moments[-1].seconds * 1000,
            "events": [dict(each.event) for each in self.played if each.event is not None],
            "changes": [*stage.placed, *(plain(e) for each in self.played for e in each.changes)],
        }

    def changes(self) -> Iterator[Change]:
        """The cast, and what every step changed."""
        yield from self.stage.cast.changes
        for each in self.played:
            yield from each.changes


def rehearse(
    stage: Stage,
    steps: Sequence[Step],
    *,
    before: Rehearsal | None = None,
    stubborn: bool = False,
) -> Rehearsal:
    """Play steps in order. Where they begin like those of `before`, its moments are taken over.

    A stubborn contestant confirms whatever the system asks back.
    """
    moments = list(_shared(steps, before)) or [Moment(stage.world(), stage.cast.names)]
    for step in steps[len(moments) - 1 :]:
        moments.append(moments[-1].after(step, stubborn, stage.script.walkthrough))
    return Rehearsal(stage, tuple(moments))


def _take(world: World, do: str, form: Form, confirm: Sequence[str], stubborn: bool) -> Taken:
    taken = take(world, do, form, confirm)
    cautions = _asked(taken)
    return take(world, do, form, [*confirm, *cautions]) if stubborn and cautions else taken


def _maker(why_not: Exception, way: Sequence[Step]) -> str:
    """The name of the step by which what nobody knows would stand for something, if there is one."""
    name = why_not.name.partition(".")[0] if isinstance(why_not, UnknownName) else ""
    return next((step.name for step in way if name and step.name == name), "")


def _asked(taken: Taken) -> Sequence[str]:
    """The cautions that alone are in the way of a step."""
    return () if taken.tried.refusals else [each.code for each in taken.tried.cautions]


def _shared(steps: Sequence[Step], before: Rehearsal | None) -> Iterator[Moment]:
    if before is None:
        return
    yield before.moments[0]
    for step, played, moment in zip(steps, before.played, before.moments[1:], strict=False):
        if step is not played.step:
            return
        yield moment


def _made(changes: Sequence[Change]) -> dict[str, str]:
    """What `$step.table` stands for: the key of the first record of a table the step made, or,
    where it made none, of the first it amended."""
    touched = {change.table: change.key for change in reversed(changes)}
    made = {each.table: each.key for each in reversed(changes) if each.before is None}
    return {**touched, **made}


def plain(change: Change) -> Json:
    """A change as plain JSON."""
    return {
        "seq": change.seq,
        "table": change.table,
        "key": change.key,
        "before": change.before,
        "after": change.after,
    }
