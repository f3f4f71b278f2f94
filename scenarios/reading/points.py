"""Points, and other values as a case script writes them.

Points are written as text (`"7.5"`) and kept as whole hundredths; money is whole fen; floats are
refused, because nobody could say how they were rounded.
"""

import re
from datetime import datetime, time
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, PlainSerializer

from mock_systems.hall.talk import LONGEST_SAID

_TOO_MANY = re.compile(r"\d{4,}(?:\.\d{1,2})?")
_POINTS = re.compile(r"(\d{1,3})(?:\.(\d{1,2}))?")


def hundredths(value: Any) -> int:
    """Points written as text, as whole hundredths: `"7.5"` is 750."""
    found = _POINTS.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        if isinstance(value, str) and _TOO_MANY.fullmatch(value):
            raise ValueError("分值太大，至多写 999.99")
        raise ValueError('分值写成加引号的数，最多两位小数，如 "15" 或 "7.5"')
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def points_text(points: int) -> str:
    """Whole hundredths as people and scripts write them: 750 is `7.5`."""
    sign = "-" if points < 0 else ""
    whole, rest = divmod(abs(points), 100)
    return f"{sign}{whole}.{rest:02d}".rstrip("0").rstrip(".")


def _plain_value(value: Any) -> Any:
    """What a script may say: texts, whole numbers, true or false, days, and lists and tables."""
    if isinstance(value, float):
        raise ValueError("不能写小数：金额写整数分（3900元写 3_900_00），其他数写成文本")
    if isinstance(value, (time, datetime)):
        raise ValueError("不能写时刻：日期写成 2026-06-15，其他写成加引号的文本")
    if isinstance(value, dict):
        return {key: _plain_value(each) for key, each in value.items()}
    return [_plain_value(each) for each in value] if isinstance(value, list) else value


def _listed(value: Any) -> Any:
    """Values one after another, or the `$name` of such a list."""
    if not isinstance(value, list) and not str(value).startswith("$"):
        raise ValueError("应为列表，用方括号括起，或者写一个列表的 $名称")
    return _plain_value(value)


Points = Annotated[int, BeforeValidator(hundredths), PlainSerializer(points_text)]
Value = Annotated[Any, BeforeValidator(_plain_value)]
Listed = Annotated[Any, BeforeValidator(_listed)]
CASE_ID = r"^[A-Z][0-9]{2}$"
IDENTIFIER = r"^[a-z][a-z0-9_]*$"
NAME = r"^([a-z][a-z0-9_]*)?$"
KEYWORD = r"^[^…\s]+(…[^…\s]+)*$"
Name = Annotated[str, Field(pattern=NAME)]
Identifier = Annotated[str, Field(pattern=IDENTIFIER)]
Text = Annotated[str, Field(min_length=1)]
Seconds = Annotated[int, Field(ge=0, le=86_400)]
"""A time in a case: up to a day, far more than any case has."""
Keyword = Annotated[str, Field(pattern=KEYWORD, max_length=40)]
Said = Annotated[str, Field(min_length=1, max_length=LONGEST_SAID)]
"""A text as somebody can type it who says it."""
MOST_SAID = 40
"""How many keywords or sentences a topic may have: far more than any case has."""
STRICT = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)
"""Of every part of a script: unknown keys and wrong types are refused."""
