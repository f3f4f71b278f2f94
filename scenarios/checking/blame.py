"""Telling what is drawn where something is wrong that is right in the base story."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from scenarios.casting.corners import Draws, least
from scenarios.casting.vary import drawn
from scenarios.reading.problems import Problem
from scenarios.reading.script import CaseScript
from scenarios.reading.written import drew


def blamed(
    script: CaseScript,
    found: Sequence[Problem],
    variant: int,
    draws: Draws,
    look: Callable[[Draws], Sequence[Problem]],
) -> Sequence[Problem]:
    """Problems of a variant with its number, or of a corner, and what is drawn there that makes
    them; `look` finds what is wrong where that alone differs from the base story."""
    places = {(each.place, each.line) for each in found}

    def is_wrong(one: Draws) -> bool:
        return bool(places & {(each.place, each.line) for each in look(one)})

    told = drew(least(script, drawn(script, variant, draws), is_wrong))
    where = "，".join(filter(None, ("" if draws else f"变式{variant}", told)))
    return [replace(each, what=f"{each.what}（{where}）") if where else each for each in found]
