"""What the gates must catch of employers."""

from collections.abc import Sequence

from mock_systems.identifiers import credit_code
from tests.mock_systems.gates.breaches import Breaches, Violation
from tests.mock_systems.newcomers import unit

FLAWED = "substr({0}, 1, 17) || CASE substr({0}, 18) WHEN '0' THEN '1' ELSE '0' END"

VIOLATIONS: Sequence[Violation] = (
    ("unreal", "employer", "单位电话不在虚构号段或属保留号段", "a telephone that firms have",
     unit(phone="13800000000")),
    ("unreal", "employer", "统一社会信用代码的行政区划不是虚构区划", "a firm of a real county",
     unit(credit_code=credit_code("350102", "MA2YYYYY"))),
    ("unreal", "employer", "统一社会信用代码使用了保留主体码", "a credit code kept for casts",
     unit(credit_code=credit_code("390102", "MAX00001"))),
    ("check_digits", "employer", "统一社会信用代码校验码错误", "a wrong last character",
     f"UPDATE employer SET credit_code = {FLAWED.format('credit_code')}"
     " WHERE employer = '39010000'"),
    ("agreement", "employer", "一类行业的工伤费率不下浮", "half the rate of the least class",
     unit(injury_float=50)),
    ("history", "employer", "opened 晚于基准日", "a firm of tomorrow",
     unit(opened="2026-06-02")),
)  # fmt: skip
BREACHES = Breaches(violations=VIOLATIONS)
