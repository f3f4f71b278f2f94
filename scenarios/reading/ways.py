"""What a case script says of ways through the case: the right one, others, mistakes, mutants.

Like all models of scripts these know shapes alone (`scenarios.reading.script`).
"""

from typing import Literal, Self

from pydantic import Field, model_validator

from mock_systems.operation import Part as OperationPart
from scenarios.reading.part import Part
from scenarios.reading.points import Identifier, Name, Points, Seconds, Text, Value


class Step(Part):
    """One step of a way through the case, `after` seconds after the step before it. It may confirm a
    caution that says it is wrong where that is `policy`, and its `basis` wants it so."""

    name: Name = Field("", alias="as")
    do: str
    form: dict[str, Value] = {}
    confirm: list[str] = []
    after: Seconds = 10
    why: str = ""
    basis: str = ""
    policy: bool = False

    @property
    def called(self) -> str:
        """What edits call it by: its own name, else the operation's."""
        return self.name or self.do


class Edit(Part):
    """One edit of the walkthrough: drop, replace, insert, move or alter a step."""

    drop: str = ""
    replace: str = ""
    insert: Step | None = None
    move: str = ""
    alter: str = ""
    step: Step | None = None
    form: dict[str, Value] = {}
    confirm: list[str] | None = None
    before: str = ""
    after: str = ""

    @model_validator(mode="after")
    def _one_deed(self) -> Self:
        deeds = [n for n in ("drop", "replace", "insert", "move", "alter") if getattr(self, n)]
        if len(deeds) != 1:
            raise ValueError("每项应恰好写一种改法：drop、replace、insert、move、alter")
        placed = bool(self.before) + bool(self.after)
        if placed != (deeds[0] in ("insert", "move")):
            raise ValueError("insert、move 应写 before 或 after 之一，其他改法不写")
        if (self.step is not None) != (deeds[0] == "replace"):
            raise ValueError("replace 应写 step，其他改法不写")
        if (bool(self.form) or self.confirm is not None) != (deeds[0] == "alter"):
            raise ValueError("alter 应写 form 或 confirm，其他改法不写")
        return self


class Way(Part):
    """Another right way, as edits of the walkthrough; `name` may be an alternative's."""

    name: Identifier
    title: Text
    edits: list[Edit] = Field(min_length=1)


class Mistake(Way):
    """A wrong way and exactly what it must cost."""

    lost: Points
    red_lines: list[str] = []


class Harmless(Part):
    """Machine-made mutants that need not cost anything, and why. `do` is the step's operation, `*`
    any, and `part` what that is to who works with it, any where none is named; the others are
    patterns and may hold `*`.

    `usual` ones stand in a frame; a case need not have a mutant they fit.
    """

    mutants: list[
        Literal[
            "drop",
            "double",
            "swap",
            "namesake",
            "alter",
            "again",
            "move",
            "open",
            "extra",
            "refused",
            "print",
        ]
    ] = Field(min_length=1)
    step: str = "*"
    do: str = "*"
    part: OperationPart | None = None
    field: str = "*"
    other: str = "*"
    usual: bool = False
    reason: Text
