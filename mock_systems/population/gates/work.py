"""What must hold of employment and unemployment."""

from mock_systems.population.gates.crowd import WORKING, CrowdShare
from mock_systems.population.gates.report import (
    BASE,
    EARLIEST,
    ENDED,
    Probe,
    Qualities,
    aged,
    doubled,
    past,
    where,
)
from mock_systems.records.people import DEAD

PROBES: Qualities = {
    "agreement": (
        aged(
            "employment",
            "employment",
            "因死亡终止就业，人却没有登记死亡",
            f"end_reason = 'died' AND p.state <> '{DEAD}'",
        ),
    ),
    "uniqueness": (
        doubled("unemployment", "unemployment", "person", "有两条有效失业登记", "valid = '1'"),
    ),
    "ages": (
        aged("employment", "employment", "就业时不满16周岁", "started < birthday(born, 16)"),
        aged("employment", "employment", "就业时已满63周岁", "started >= birthday(born, 63)"),
        aged(
            "employment",
            "employment",
            "退休时男不满50周岁、女不满45周岁",
            f"end_reason = 'retired' AND ended < {EARLIEST}",
        ),
        aged(
            "unemployment",
            "unemployment",
            "失业时不满16周岁",
            "unemployed < birthday(born, 16)",
        ),
        aged(
            "unemployment",
            "unemployment",
            "失业登记时已满63周岁",
            "registered >= birthday(born, 63)",
        ),
    ),
    "history": (
        past("employment", "registered"),
        past("employment", "ended"),
        past("unemployment", "registered"),
        past("unemployment", "closed_on"),
        where(
            "employment",
            "employment",
            "就业登记早于就业或超过30日",
            "registered NOT BETWEEN started AND date(started, '+30 days')",
        ),
        where("employment", "employment", "终止就业早于就业", "ended < started"),
        aged("employment", "employment", "就业早于参加工作日期", "started < work_started"),
        where(
            "employment",
            "employment",
            "终止日期与原因不相配",
            "(ended IS NULL) <> (end_reason = '')",
        ),
        where(
            "employment",
            "employment",
            "合同期与就业期不符",
            f"contract_until < coalesce(ended, {BASE})",
        ),
        Probe(
            "employment",
            "两段就业重叠",
            "SELECT b.employment FROM employment a JOIN employment b USING (person)"
            " WHERE a.employment < b.employment AND a.started <= "
            + ENDED.format("b")
            + " AND b.started <= "
            + ENDED.format("a"),
        ),
        where(
            "unemployment",
            "unemployment",
            "失业登记的日期次序或注销标志不对",
            "registered < unemployed OR closed_on < registered"
            " OR (valid = '1') <> (closed_on IS NULL) OR (valid = '1') <> (close_reason = '')",
        ),
        Probe(
            "unemployment",
            "失业登记时仍在就业",
            "SELECT unemployment FROM unemployment u JOIN employment e USING (person)"
            " WHERE e.started <= u.registered AND u.unemployed < "
            + ENDED.format("e")
            + " AND u.registered < "
            + ENDED.format("e"),
        ),
        Probe(
            "unemployment",
            "有效失业登记与在职就业并存",
            "SELECT unemployment FROM unemployment u JOIN employment e USING (person)"
            " WHERE u.valid = '1' AND e.ended IS NULL",
        ),
    ),
    "ended": (
        Probe(
            "unemployment",
            "领取职工养老待遇而有有效失业登记",
            "SELECT unemployment FROM unemployment u JOIN benefit b USING (person)"
            " WHERE u.valid = '1' AND b.kind = '110' AND b.state = '1'",
        ),
    ),
    "marginals": (
        CrowdShare(
            "16—59岁失业登记",
            "EXISTS (SELECT 1 FROM unemployment u WHERE u.person = person.person AND valid = '1')",
            0.01,
            0.05,
            WORKING,
        ),
    ),
}
