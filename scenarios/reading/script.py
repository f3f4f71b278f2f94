"""What a case script file may say, section by section.

The models only know shapes: keys, types, and what excludes what. Whether names exist and points
add up is the affair of `check`.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from grader.rules import LETTERS
from mock_systems.operation import Part as OperationPart
from scenarios.reading.points import (
    CASE_ID,
    STRICT,
    Identifier,
    Keyword,
    Name,
    Points,
    Text,
    Value,
)
from scenarios.reading.variation import Variation


class Part(BaseModel):
    """A part of a script: unknown keys and wrong types are refused."""

    model_config = STRICT


class Group(Part):
    """A heading of the score sheet and what it is worth."""

    title: Text
    points: Points


class Computation(BaseModel):
    """A fact worked out by name from policy; every other key is what it is worked out from."""

    model_config = ConfigDict(frozen=True, extra="allow", strict=True)

    by: str


class Sheet(Part):
    """A paper of the story: what it is, whose, where it lies, what stands on it."""

    name: Name = Field("", alias="as")
    kind: str
    person: str = ""
    holder: str = ""
    place: str = "bag"
    content: dict[str, Value] = {}


class Answering(Part):
    """What the visitor says on a topic, the mood it leaves, the papers handed over."""

    topic: str
    text: Text
    mood: str = ""
    hands_over: list[str] = []


class OwnTopic(Part):
    """Something to say that only this case has: the button, the standard sentence, the words it is
    known by, the common answer, and sentences that must be heard as it."""

    code: Identifier
    kind: Literal["ask", "tell"] = "tell"
    label: Text
    sentence: Text
    keywords: list[Keyword] = Field(min_length=1)
    reply: str = ""
    samples: list[Text] = Field(min_length=2)


class Conversation(Part):
    """Who comes, with which number, and what they say."""

    ticket: str = "A001"
    business: str = ""
    person: str = ""
    call_name: str = ""
    role: str = ""
    opening: str = ""
    mood: str = "calm"
    replies: list[Answering] = []


class Outburst(Part):
    """Something said unasked, `at` seconds into the case."""

    at: int = Field(ge=1)
    text: Text
    mood: str = ""


class Expected(Part):
    """One field of an expected record: its value and what it is worth."""

    name: str
    value: Value
    points: Points = 0
    as_: Literal["", "set", "multiset", "band"] = Field("", alias="as")


class Scored(Part):
    """What a line of the score sheet is called, and what it gives or costs.

    `usual` ones stand in a frame; a case need not have a wrong attempt that loses them.
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


class Expectation(Scored):
    """A record as it should stand in the end, named by what people know of it.

    `each` names a list: one such record for each of its values, which is `$each` (see `spread`).
    """

    is_: Literal["created", "changed", "closed", "unchanged", "exactly"] = Field(alias="is")
    table: str
    each: str = ""
    where: dict[str, Value] = {}
    fields: list[Expected] = []
    count: int = Field(1, ge=1)

    @property
    def worth(self) -> int:
        return self.points + sum(field.points for field in self.fields)


class Alternative(Part):
    """Another complete right outcome."""

    name: Identifier
    title: Text
    expect: list[Expectation]


class Allowed(Part):
    """Changes that cost nothing: of a table, of records like these, in these fields only."""

    table: str
    where: dict[str, Value] = {}
    fields: list[str] = []


class SideEffects(Part):
    """What each change costs that nobody asked for."""

    penalty: Points
    cap: Points
    group: str


class Selector(Part):
    """Actions of one operation whose fields have these values and not those."""

    do: str
    where: dict[str, Value] = {}
    except_: dict[str, Value] = Field({}, alias="except")
    tried: bool = False


class Band(Part):
    """A step of a rule's credit: up to so many seconds earns so much."""

    seconds: int = Field(ge=0)
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
    times: int = Field(1, ge=1)
    seconds: int = Field(0, ge=0)
    credit: Literal["all", "share", "steps"] = "all"
    steps: list[Band] = []
    broken_with: list[str] = []
    samples: list[Text] = []

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


class Step(Part):
    """One step of a way through the case, `after` seconds after the step before it."""

    name: Name = Field("", alias="as")
    do: str
    form: dict[str, Value] = {}
    confirm: list[str] = []
    after: int = Field(10, ge=0)
    why: str = ""

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
    """Machine-made mutants that need not cost anything, and why. Patterns may hold `*`; `part` is
    what the step's operation is to who works with it, any where none is named.

    `usual` ones stand in a frame; a case need not have a mutant they fit.
    """

    mutants: list[Literal["drop", "double", "swap", "namesake", "alter", "again", "move", "open", "extra"]]
    step: str = "*"
    do: str = "*"
    part: OperationPart | None = None
    field: str = "*"
    other: str = "*"
    usual: bool = False
    reason: Text


class CaseScript(Part):
    """A whole case script, its frame included.

    `title` is what contestants read and gives nothing away, `point` what the case is about, for
    authors and judges, `domain` the folder it lies in unless it says another. `linked` are the
    people and employers whose records the case has to do with, `needed_papers` the kinds of paper
    that may be asked for.
    """

    id: str = Field(pattern=CASE_ID)
    title: Text
    point: Text
    domain: Literal["social_insurance", "employment", "social_card", "labour", "hall"]
    level: Literal["easy", "medium", "hard"]
    minutes: int = Field(ge=1)
    version: int = Field(ge=1)
    business_date: date
    frame: str = ""
    ceiling: Points
    total: Points
    story: Text
    groups: dict[Identifier, Group]
    linked: list[str] = []
    needed_papers: list[str] = []
    vary: dict[Identifier, Variation] = {}
    compute: dict[Identifier, Computation] = {}
    cast: dict[str, list[dict[str, Value]]] = {}
    papers: list[Sheet] = []
    conversation: Conversation
    remarks: list[Outburst] = []
    local_rules: list[Text] = []
    topics: list[OwnTopic] = []
    expect: list[Expectation] = []
    alternatives: list[Alternative] = []
    allowed: list[Allowed] = []
    side_effects: SideEffects
    rules: list[Rule] = []
    service: list[Judgement] = []
    walkthrough: list[Step] = Field(min_length=1)
    other_ways: list[Way] = []
    independent: list[list[str]] = []
    mistakes: list[Mistake] = []
    harmless: list[Harmless] = []

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CaseScript) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy, with some parts changed: another script, without the hash of this one."""
        copied = super().model_copy(update=update, deep=deep)
        copied.__dict__.pop("digest", None)
        return copied

    @property
    def outcomes(self) -> list[Alternative]:
        """Every complete right outcome, the main one first."""
        main = Alternative(name="main", title=self.title, expect=self.expect)
        return [main, *self.alternatives]

    @property
    def items(self) -> list[str]:
        """The codes of the service items the right way opens, in order."""
        opened = (step.form.get("item") for step in self.walkthrough)
        return list(dict.fromkeys(str(item) for item in opened if item))

    @cached_property
    def digest(self) -> str:
        """The hash of what the script says, the same however its file is laid out."""
        said = json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()
