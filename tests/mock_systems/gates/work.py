"""What the gates must catch of jobs and unemployment."""

from collections.abc import Sequence
from typing import Any

from tests.mock_systems.gates.breaches import Breaches, Edge, Violation
from tests.mock_systems.newcomers import (
    ABSENT,
    ADULT,
    GROWN,
    NEW,
    UNIT,
    job,
    newcomer,
    number_of,
    pension,
    row,
)


def unemployed(registered: str, closed: str | None = None, **changed: Any) -> str:
    """An unemployment registration of the newcomer on the day the work was lost."""
    named = {"unemployment": "SY1", "person": NEW, "reason": "5"}
    days = {"unemployed": registered, "registered": registered, "closed_on": closed}
    end = {"valid": "0", "close_reason": "hired"} if closed else {}
    return row("unemployment", **{**named, **days, **end, **changed})


VIOLATIONS: Sequence[Violation] = (
    ("agreement", "employment", "因死亡终止就业，人却没有登记死亡", "a job that ended by death",
     ADULT + job("2012-05-02", "2020-05-02", end_reason="died")),
    ("history", "employment", "就业早于参加工作日期", "a job before the first one",
     newcomer(work_started="2020-06-01") + job("2020-05-02")),
    ("ended", "unemployment", "领取职工养老待遇而有有效失业登记", "jobless with a pension",
     newcomer("1960-03-15", state="2") + pension("110", "2020-04") + unemployed("2020-05-02")),
    ("history", "employment", "registered 晚于基准日", "registered tomorrow",
     ADULT + job("2026-05-20", registered="2026-06-02")),
    ("history", "employment", "ended 晚于基准日", "a job ended tomorrow",
     ADULT + job("2026-05-20", "2026-06-02")),
    ("history", "unemployment", "registered 晚于基准日", "registered tomorrow",
     ADULT + unemployed("2026-06-02")),
    ("history", "unemployment", "closed_on 晚于基准日", "closed tomorrow",
     ADULT + unemployed("2026-05-20", "2026-06-02")),
    ("history", "employment", "终止就业早于就业", "ended before it began",
     ADULT + job("2020-05-02", "2020-05-01")),
    ("history", "employment", "终止日期与原因不相配", "ended without a reason",
     ADULT + job("2020-05-02", "2021-05-01", end_reason="")),
    ("history", "employment", "终止日期与原因不相配", "a reason without an end",
     ADULT + job("2020-05-02", end_reason="resigned")),
    ("history", "employment", "合同期与就业期不符", "work after the contract",
     ADULT + job("2020-05-02", "2021-05-02", contract_until="2021-05-01")),
    ("history", "employment", "两段就业重叠", "two jobs on one day",
     ADULT + job("2020-05-02", "2021-05-02") + job("2021-05-02", employment="JY2")),
    ("history", "unemployment", "失业登记的日期次序或注销标志不对", "registered too early",
     ADULT + unemployed("2020-05-01", unemployed="2020-05-02")),
    ("history", "unemployment", "失业登记的日期次序或注销标志不对", "closed before registered",
     ADULT + unemployed("2020-05-02", "2020-05-01")),
    ("history", "unemployment", "失业登记的日期次序或注销标志不对", "closed and valid",
     ADULT + unemployed("2020-05-02", "2020-06-01", valid="1")),
    ("history", "unemployment", "失业登记时仍在就业", "registered unemployed at work",
     ADULT + job("2019-05-02") + unemployed("2020-05-02", "2020-06-01")),
    ("history", "unemployment", "有效失业登记与在职就业并存", "still registered at the next job",
     ADULT + unemployed("2020-05-02") + job("2021-05-02")),
    ("uniqueness", "unemployment", "有两条有效失业登记", "unemployed twice",
     ADULT + unemployed("2020-05-02") + unemployed("2020-05-02", unemployment="SY2")),
    ("relations", "employment", "个人编号不存在", "a job of nobody",
     job("2020-05-02", person=ABSENT)),
    ("relations", "employment", "单位编号不存在", "a job at no firm",
     ADULT + job("2020-05-02", employer=UNIT)),
    ("relations", "unemployment", "个人编号不存在", "nobody unemployed",
     unemployed("2020-05-02", person=ABSENT)),
)  # fmt: skip
EDGES: Sequence[Edge] = (
    ("ages", "employment", "就业时不满16周岁", "sixteen",
     lambda day: ADULT + job(day), "2006-03-14", "2006-03-15"),
    ("ages", "employment", "就业时已满63周岁", "sixty-three",
     lambda day: newcomer("1960-03-15") + job(day), "2023-03-15", "2023-03-14"),
    ("ages", "employment", "退休时男不满50周岁、女不满45周岁", "a man of fifty",
     lambda day: newcomer("1970-03-15") + job("2012-05-02", day, end_reason="retired"),
     "2020-03-14", "2020-03-15"),
    ("ages", "employment", "退休时男不满50周岁、女不满45周岁", "a woman of forty-five",
     lambda day: newcomer("1970-03-15", number_of("1970-03-15", 898))
     + job("2012-05-02", day, end_reason="retired"), "2015-03-14", "2015-03-15"),
    ("ages", "unemployment", "失业时不满16周岁", "sixteen",
     lambda day: ADULT + unemployed(day), "2006-03-14", "2006-03-15"),
    ("ages", "unemployment", "失业登记时已满63周岁", "sixty-three",
     lambda day: newcomer("1960-03-15") + unemployed(day), "2023-03-15", "2023-03-14"),
    ("history", "employment", "就业登记早于就业或超过30日", "before the job",
     lambda day: ADULT + job("2020-05-02", registered=day), "2020-05-01", "2020-05-02"),
    ("history", "employment", "就业登记早于就业或超过30日", "thirty days after",
     lambda day: ADULT + job("2020-05-02", registered=day), "2020-06-02", "2020-06-01"),
)  # fmt: skip
CROWDS = {
    "16—59岁失业登记": "INSERT INTO unemployment SELECT 'X' || person, person, '2026', '2026',"
    f" '5', '1', '1', NULL, '' FROM {GROWN}",
}
BREACHES = Breaches(violations=VIOLATIONS, edges=EDGES, crowds=CROWDS)
