"""What a case script file may say as a whole; its sections stand in `story`, `marks` and `ways`.

The models only know shapes: keys, types, and what excludes what. Whether names exist and points
add up is the affair of `check`.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticKnownError

from mock_systems.catalogue import SYSTEMS
from scenarios.reading.marks import (
    Allowed,
    Alternative,
    Expectation,
    Group,
    Judgement,
    Rule,
    SideEffects,
)
from scenarios.reading.part import Part
from scenarios.reading.points import CASE_ID, Identifier, Points, Text, Value
from scenarios.reading.story import Conversation, Outburst, OwnTopic, Sheet, Unlikely
from scenarios.reading.variation import Variation
from scenarios.reading.ways import Harmless, Mistake, Step, Way


def _of_a_system(domain: str) -> str:
    if domain not in SYSTEMS:
        raise PydanticKnownError("literal_error", {"expected": ", ".join(SYSTEMS)})
    return domain


CASTING = 2
"""Another number where the same script and variant give another cast."""


class Computation(BaseModel):
    """A fact worked out by name from policy; every other key is what it is worked out from. On another
    day than the business date only where that is `policy`, and its `basis` wants it so."""

    model_config = ConfigDict(frozen=True, extra="allow", strict=True)

    by: str
    basis: str = ""
    policy: bool = False


class CaseScript(Part):
    """A whole case script, its frame included.

    `title` is what contestants read and gives nothing away, `point` what the case is about, for
    authors and judges, `domain` the system it is about, whose name its folder has. `linked` are the
    people and employers whose records the case has to do with, `printable` those beside the visitor
    whose printed record is the affair of the case's own marks, `needed_papers` the kinds of paper
    that may be asked for, `unlikely` what of somebody's life is meant though no gate would let it
    pass (`scenarios.casting.lives`), `holiday` that the hall is open on a day off.
    """

    id: str = Field(pattern=CASE_ID)
    title: Text
    point: Text
    domain: Annotated[str, AfterValidator(_of_a_system)]
    level: Literal["easy", "medium", "hard"]
    minutes: int = Field(ge=1, le=24 * 60)
    version: int = Field(ge=1, le=999_999_999)
    business_date: date = Field(ge=date(1950, 1, 1), le=date(2199, 12, 31))
    holiday: bool = False
    frame: str = ""
    ceiling: Points
    total: Points
    story: Text
    groups: dict[Identifier, Group]
    linked: list[str] = []
    printable: list[str] = []
    needed_papers: list[str] = []
    unlikely: list[Unlikely] = []
    vary: dict[Identifier, Variation] = {}
    compute: dict[Identifier, Computation] = {}
    cast: dict[str, list[dict[str, Value]]] = {}
    papers: list[Sheet] = []
    conversation: Conversation
    remarks: list[Outburst] = []
    local_rules: list[Text] = []
    topics: list[OwnTopic] = Field([], max_length=20)
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
        """The hash of what the script says: its keys, comments and line breaks may stand as they
        like. The order of entries is said too, who is drawn later from a pool has what is left; and
        that of keys an author names, as in a `form` or `where`. Whoever is cast otherwise by it is
        of another script: answer keys are kept by this hash."""
        said = json.dumps([CASTING, self.model_dump()], ensure_ascii=False, default=_day)
        return hashlib.sha256(said.encode()).hexdigest()


def _day(day: date) -> Sequence[str | None]:
    """A day as no script can write a text, or a list of texts: TOML has no null."""
    return None, day.isoformat()
