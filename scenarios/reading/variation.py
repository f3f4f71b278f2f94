"""One entry of `[vary]`: a thing that differs between variants, and the way it is drawn."""

from datetime import date
from functools import cached_property
from typing import Literal, Self

from pydantic import BaseModel, model_validator

from scenarios.reading.points import STRICT, Value

_FARTHEST = {"days": 36_525, "months": 1_200, "amounts": 10**13}
"""How far from the business date a day or month may lie, a hundred years, and how large an amount
may be: as large as a form takes one."""


class Variation(BaseModel):
    """One thing that differs between variants: exactly one way to draw it.

    Variant 0 takes `first`; of `choose` and `rows` it takes the first entry.
    """

    model_config = STRICT

    choose: list[Value] = []
    rows: list[dict[str, Value]] = []
    pool: Literal[
        "",
        "surname",
        "given_female",
        "given_male",
        "firm",
        "catering",
        "clothing",
        "furniture",
        "logistics",
        "machinery",
        "phone",
        "bank_account",
    ] = ""
    between: list[date] = []
    days: list[int] = []
    months: list[int] = []
    amounts: list[int] = []
    first: Value = None

    @cached_property
    def way(self) -> str:
        """The name of the one way in use."""
        return next(name for name in self._ways() if getattr(self, name))

    @classmethod
    def _ways(cls) -> list[str]:
        return [name for name in cls.model_fields if name != "first"]

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if sum(bool(getattr(self, name)) for name in self._ways()) != 1:
            raise ValueError(f"应恰好写一种取值方式：{'、'.join(self._ways())}")
        sizes = {"between": 2, "days": 2, "months": 2, "amounts": 3}
        if len(getattr(self, self.way)) != sizes.get(self.way, len(getattr(self, self.way))):
            raise ValueError(f"{self.way} 应写 {sizes[self.way]} 个值")
        return self._with_first()

    def _with_first(self) -> Self:
        drawn = self.way in ("choose", "rows") or self.pool in ("phone", "bank_account")
        if drawn == (self.first is not None):
            wanted = "不写 first（变式0取第一个）" if drawn else "写 first（变式0的取值）"
            raise ValueError(f"这种取值方式应{wanted}")
        if not drawn and self.pool and not isinstance(self.first, str):
            raise ValueError("first 应为加引号的文本")
        return self if drawn or self.pool else self._within_limits()

    def _within_limits(self) -> Self:
        low, high, *step = getattr(self, self.way)
        if type(self.first) is not type(low):
            raise ValueError(f"first 应与 {self.way} 同为{'日期' if self.between else '整数'}")
        if (most := _FARTHEST.get(self.way)) and max(-low, high) > most:
            raise ValueError(f"{self.way} 的界限太大，应在 -{most} 与 {most} 之间")
        if not low <= self.first <= high:
            raise ValueError(f"first 应在 {self.way} 的两个界限之间，小的界限写在前面")
        if step and step[0] < 1:
            raise ValueError(f"{self.way} 的第三个值是间隔，应大于零")
        return self
