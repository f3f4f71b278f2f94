"""What a practised attempt comes to by the levels that contestants give themselves on what only judges decide.
It stands in the address alone: nothing of it is kept, and no mark rests on it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import grader
from grader.score import HIGHEST_LEVEL
from sandbox.contest.scorecards import plain

Mark = Mapping[str, Any]


def field(mark: Mark) -> str:
    """What the form calls a mark's level."""
    return f"level.{mark['id']}"


def levels_in(asked: Mapping[str, str], open_: Sequence[Mark]) -> Mapping[str, int]:
    """The levels that an address gives to marks that are open; what is no level is left out."""
    said = {mark["id"]: asked.get(field(mark), "") for mark in open_}
    levels = {str(each): each for each in range(HIGHEST_LEVEL + 1)}
    return {id_: levels[each] for id_, each in said.items() if each in levels}


def self_rated(
    machine: Mapping[str, Any], stored: Sequence[Any], levels: Mapping[str, int]
) -> Mapping[str, Any]:
    """The scorecard as it would stand by these levels, beside the rulings that count."""
    counting = [plain(row) for row in stored if row.counts]
    own = {"judge": 0, "kind": "change", "points": None}
    return grader.current(
        machine, [*counting, *({**own, "mark": id_, "level": n} for id_, n in levels.items())]
    )
