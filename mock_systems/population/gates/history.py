"""Gates about what happened when: ages exact to the day, histories in a lawful order."""

from mock_systems.population.days import BASE_DAY, LAST_PAID, month_text
from mock_systems.population.gates.report import Gate, Probe, where

_BASE = BASE_DAY.isoformat()
_LAST = month_text(LAST_PAID)
_ENDED = "coalesce({0}.ended, '9999-12-31')"


def _aged(table: str, key: str, what: str, condition: str) -> Probe:
    return Probe(
        table, what, f"SELECT {key} FROM {table} JOIN person p USING (person) WHERE {condition}"
    )


AGES = Gate(
    "ages",
    "办理各事项时的年龄准确到日（16、18、50、55、60、63周岁）",
    (
        where("person", "person", "参加工作时不满16周岁", "work_started < birthday(born, 16)"),
        _aged("employment", "employment", "就业时不满16周岁", "started < birthday(born, 16)"),
        _aged("employment", "employment", "就业时已满63周岁", "started >= birthday(born, 63)"),
        _aged(
            "unemployment",
            "unemployment",
            "失业时不满16周岁",
            "unemployed < birthday(born, 16)",
        ),
        _aged(
            "unemployment",
            "unemployment",
            "失业登记时已满63周岁",
            "registered >= birthday(born, 63)",
        ),
        _aged(
            "participation",
            "participation",
            "参保时不满16周岁",
            "since < substr(birthday(born, 16), 1, 7)",
        ),
        _aged(
            "household_member",
            "member",
            "户主不满18周岁",
            f"relation = '01' AND birthday(born, 18) > '{_BASE}'",
        ),
        _aged(
            "benefit",
            "benefit",
            "职工养老待遇不是从法定退休年龄次月起",
            "kind = '110' AND instr(pension_months(sex, born), since) = 0",
        ),
        _aged(
            "benefit",
            "benefit",
            "居民养老待遇早于满60周岁次月",
            "kind = '170' AND since <= substr(birthday(born, 60), 1, 7)",
        ),
    ),
)

_DATED = (
    ("person", "person", "born"),
    ("person", "person", "work_started"),
    ("employer", "employer", "opened"),
    ("employment", "employment", "registered"),
    ("employment", "employment", "ended"),
    ("unemployment", "unemployment", "registered"),
    ("unemployment", "unemployment", "closed_on"),
    ("card", "card", "issued"),
    ("card_event", "event", '"on"'),
    ("police_record", "police_record", "card_from"),
)

HISTORY = Gate(
    "history",
    "经历按先后顺序合法衔接，没有晚于基准日的记录",
    (
        *(
            where(
                table,
                key,
                f"{column} 晚于基准日或不是日期",
                f"{column} IS NOT NULL AND ({column} > '{_BASE}' OR NOT is_day({column}))",
            )
            for table, key, column in _DATED
        ),
        where(
            "contribution_spell",
            "spell",
            "缴费记录晚于基准日或起止颠倒",
            f"first > last OR insurance <> '170' AND last > '{_LAST}' OR last > '{_BASE}'",
        ),
        where("benefit", "benefit", "待遇起始晚于基准日", f"since > '{_BASE[:7]}'"),
        where(
            "employment",
            "employment",
            "就业登记早于就业或超过30日",
            "registered NOT BETWEEN started AND date(started, '+30 days')",
        ),
        where("employment", "employment", "终止就业早于就业", "ended < started"),
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
            "contract_until < coalesce(ended, '" + _BASE + "')",
        ),
        Probe(
            "employment",
            "两段就业重叠",
            "SELECT b.employment FROM employment a JOIN employment b USING (person)"
            " WHERE a.employment < b.employment AND a.started <= "
            + _ENDED.format("b")
            + " AND b.started <= "
            + _ENDED.format("a"),
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
            + _ENDED.format("e")
            + " AND u.registered < "
            + _ENDED.format("e"),
        ),
        Probe(
            "unemployment",
            "有效失业登记与在职就业并存",
            "SELECT unemployment FROM unemployment u JOIN employment e USING (person)"
            " WHERE u.valid = '1' AND e.ended IS NULL",
        ),
        Probe(
            "contribution_spell",
            "同一险种的缴费月份重叠，或职工与居民养老同月缴费",
            "SELECT b.spell FROM contribution_spell a JOIN contribution_spell b USING (person)"
            " WHERE a.spell < b.spell AND a.first <= b.last AND b.first <= a.last"
            " AND (a.insurance = b.insurance"
            " OR a.insurance IN ('110', '170') AND b.insurance IN ('110', '170'))",
        ),
        Probe(
            "contribution_spell",
            "单位缴费不在该单位就业期间内",
            "SELECT spell FROM contribution_spell s WHERE employer <> '' AND NOT EXISTS ("
            "SELECT 1 FROM employment e WHERE e.person = s.person AND +e.employer = s.employer"
            " AND substr(started, 1, 7) <= first"
            " AND last <= substr(" + _ENDED.format("e") + ", 1, 7))",
        ),
        Probe(
            "contribution_spell",
            "缴费早于单位参保登记",
            "SELECT spell FROM contribution_spell JOIN employer USING (employer)"
            " WHERE first < substr(opened, 1, 7)",
        ),
        where(
            "participation",
            "participation",
            "停保年月、原因与参保状态不符",
            "(state = '1') <> (stopped = '') OR (state = '1') <> (stop_reason = '')",
        ),
        Probe(
            "participation",
            "参保起止与缴费记录不符",
            "SELECT participation FROM participation p JOIN ("
            "SELECT person, insurance, min(first) AS begun, max(last) AS paid"
            " FROM contribution_spell GROUP BY person, insurance) USING (person, insurance)"
            " WHERE since <> begun OR state <> '1' AND insurance <> '170' AND stopped <> paid"
            f" OR state = '1' AND identity = '10' AND paid <> '{_LAST}'",
        ),
        Probe(
            "card",
            "发卡早于出生，或有效期早于发卡",
            "SELECT card FROM card JOIN person USING (person)"
            " WHERE issued < born OR valid_until <= issued",
        ),
        Probe(
            "card",
            "卡状态与卡日志不符，或挂失早于发卡",
            "SELECT card FROM card c LEFT JOIN card_event e USING (card, person)"
            " WHERE coalesce(kind, '') <> CASE state WHEN 'lost' THEN 'loss'"
            " WHEN 'lost_temporary' THEN 'loss_temporary' ELSE '' END"
            """ OR e."on" < issued OR kind = 'loss_temporary'"""
            f""" AND e."on" < date('{_BASE}', '-15 days')""",
        ),
        where("card_holder", "card_holder", "证件有效期不是日期", "NOT is_day(id_until)"),
    ),
)
