"""Scripts whose right way goes on though the system says it is wrong, or counts by another day's rules."""

from pathlib import Path

from scenarios.shelf import check_cases
from tests.scenarios.wrong.table import Wrong, refused, written

DUE = '{ by = "employee_contribution", wage = "$wage", injury_class = "$injury_class" }'
OTHER = '\n[[other_ways]]\nname = "early"\ntitle = "先办结"\nedits = [{ move = "result", before = "change" }, { alter = "result", confirm = ["nothing_done"] }]\n'
ON_WAGE = (
    'base = "$due.base" },\n  { as = "slip"',
    'base = "$wage", confirm = ["base_below_floor"] },\n  { as = "slip"',
)
SLIP = (
    'employer_amount = "$due.employer_total", person_amount = "$due.employee_total" }, after = 20',
    'employer_amount = "$on_wage.employer_total", person_amount = "$on_wage.employee_total" }, after = 20',
)
BASIS = ', basis = "SIL 58.1", policy = true }'
NO_BASIS = ", policy = true }"

WRONG = [
    Wrong("the right way enrols on a base below the floor", [ON_WAGE, SLIP], ["e09_new_hire.toml:", "walkthrough › ", "系统提醒“缴费基数 3,900.00 元低于下限 4,680.00 元", "“enrol”却确认了", "请改正这一步", "写明 basis 和 policy = true"], case="E09"),
    Wrong("another right way notifies before anything is done", [], ["z01.toml:", "other_ways › 第1项“early”：", "系统提醒“尚未为办理对象办理任何业务", "“result”却确认了", "请改正这一步"], more=OTHER),
    Wrong("the sums are those of last year", [(DUE, DUE.replace(" }", ", on = 2025-03-15 }"))], ["e09_new_hire.toml:", "compute › due › on：", "按 2025-03-15 的规定算，不是业务日期 2026-06-15 的", "请删去 on", "policy = true"], case="E09"),
    Wrong("the sums are those of a day that is drawn", [(DUE, DUE.replace(" }", ', on = "$hired" }'))], ["compute › due › on：按 $hired 的规定算"], case="E09"),
    Wrong("last year's sums are policy, and nobody says whose", [(DUE, DUE.replace(" }", f", on = 2025-03-15{NO_BASIS}"))], ["compute › due › policy：写了 policy，没有写依据", "请写明 basis"], case="E09"),
    Wrong("last year's sums are the policy of a law that is not there", [(DUE, DUE.replace(" }", f", on = 2025-03-15{BASIS.replace('58.1', '158')}"))], ["compute › due › basis：", "158"], case="E09"),
]  # fmt: skip


test_what_the_system_says_is_wrong_is_on_no_right_way = refused(WRONG)


def test_what_is_policy_is_not_told(tmp_path: Path) -> None:
    """The day of the business by its name, or another one that a law wants."""
    for day in ('"$today"', f"2026-06-01{BASIS[:-2]}"):
        meant = Wrong("", [(DUE, DUE.replace(" }", f", on = {day} }}"))], [], case="E09")
        assert check_cases([written(meant, tmp_path)]) == []


def test_a_step_may_go_on_by_policy(tmp_path: Path) -> None:
    old, new = ON_WAGE
    by_law = new.replace("\n", '\n  { as = "enrol", basis = "SIL 58.1", policy = true },\n')
    meant = Wrong("", [(old, by_law), SLIP], [], case="E09")
    said = [str(each) for each in check_cases([written(meant, tmp_path)])]
    assert any("participation" in each for each in said)  # It goes on to what is expected.
    assert not any("却确认了" in each for each in said), said
