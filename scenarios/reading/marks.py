"""What a case script says of its score sheet: outcomes, rules, judgements, what costs nothing.

Like all models of scripts these know shapes alone (`scenarios.reading.script`).
"""

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import Field, model_validator

from grader.rules import LETTERS, MOST_TIMES
from scenarios.reading.part import Part
from scenarios.reading.points import (
    MOST_SAID,
    Identifier,
    Listed,
    Points,
    Said,
    Seconds,
    Text,
    Value,
)


class Group(Part):
    """A heading of the score sheet and what it is worth."""

    title: Text
    points: Points


class Expected(Part):
    """One field of an expected record: its value and what it is worth."""

    name: str
    value: Value
    points: Points = 0
    as_: Literal["", "set", "multiset", "band"] = Field("", alias="as")


class Scored(Part):
    """What a line of the score sheet is called, and what it gives or costs.

    `usual` ones stand in a frame; a case need not have a wrong attempt that loses them. One that is
    `policy` may be lost by who does nothing wrong but it: its `basis` wants it so.
    """

    id: Identifier
    group: str
    title: Text
    basis: str = ""
    points: Points = 0
    penalty: Points = 0
    cap: Points = 0
    red_line: bool = False
    usual: bool = False
    policy: bool = False


class Expectation(Scored):
    """A record as it should stand in the end, named by what people know of it.

    `each` names a list: one such record for each of its values, which is `$each` (see `spread`).
    """

    is_: Literal["created", "changed", "closed", "unchanged", "exactly"] = Field(alias="is")
    table: str
    each: str = ""
    where: dict[str, Value] = {}
    fields: list[Expected] = []
    count: int = Field(1, ge=1, le=MOST_TIMES)

    @property
    def worth(self) -> int:
        return self.points + sum(field.points for field in self.fields)


class Alternative(Part):
    """Another complete right outcome."""

    name: Identifier
    title: Text
    expect: list[Expectation]


class Allowed(Part):
    """Changes that cost nothing: of a table, of records like these, in these fields only, or of
    new records only."""

    is_: Literal["", "created"] = Field("", alias="is")
    table: str
    where: dict[str, Value] = {}
    fields: list[str] = []


class SideEffects(Part):
    """What each change costs that nobody asked for."""

    penalty: Points
    cap: Points
    group: str


class Selector(Part):
    """Actions of one operation whose fields have these values, one of those where they have any,
    and none of these."""

    do: str
    where: dict[str, Value] = {}
    among: dict[str, Listed] = {}
    except_: dict[str, Value] = Field({}, alias="except")
    tried: bool = False


class Band(Part):
    """A step of a rule's credit: up to so many seconds earns so much."""

    seconds: Seconds
    points: Points


class Rule(Scored):
    """A process rule of the eight words (docs/authoring.md). `samples` are sentences that must be
    heard as the topic its selector names."""

    word: Literal[
        "happens", "never", "at_most", "before", "after", "within", "not_between", "by"
    ]  # fmt: skip
    a: Selector | None = None
    b: Selector | None = None
    x: Selector | None = None
    same: list[str] = []
    times: int = Field(1, ge=1, le=MOST_TIMES)
    seconds: Seconds = 0
    credit: Literal["all", "share", "steps"] = "all"
    steps: list[Band] = []
    broken_with: list[str] = []
    samples: list[Said] = Field([], max_length=MOST_SAID)

    @model_validator(mode="after")
    def _letters(self) -> Self:
        wanted = LETTERS[self.word]
        if {letter for letter, _ in self.selectors()} != set(wanted):
            raise ValueError(f"{self.word} 应写选择项 {'、'.join(wanted)}，不写其他的")
        return self

    def selectors(self) -> Iterator[tuple[str, Selector]]:
        """The selectors it has, with the letters they stand under."""
        for letter in ("a", "b", "x"):
            if (selector := getattr(self, letter)) is not None:
                yield letter, selector


class Judgement(Part):
    """A mark that judges give, 0 to 3, each level described."""

    id: Identifier
    group: str
    title: Text
    points: Points
    basis: str = ""
    levels: list[Text] = Field(min_length=4, max_length=4)
    documents: list[str] = []
