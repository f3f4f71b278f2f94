"""`python -m sandbox policy`: list, show, calc and check, and how wrong words are answered."""

import json
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from mock_systems.policy.load import FOLDER
from sandbox.cli import main

EMPLOYEE = ["wage=9350.55", "injury_class=5", "injury_float=120", "--on", "2026-06-15"]


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit status, output and errors of a policy command."""
    status = main(["policy", *words])
    told = capsys.readouterr()
    return status, told.out, told.err


def test_a_rule_is_worked_out_as_json(capsys):
    status, out, _ = run(capsys, "calc", "contribution.employee", *EMPLOYEE, "--json")
    slip = json.loads(out)
    assert status == 0
    assert (slip["rule"], slip["on"], slip["region"]) == (
        "contribution.employee", "2026-06-15", "3901",
    )  # fmt: skip
    assert slip["value"]["employer_total"] == "1666.27"
    injury = next(step for step in slip["steps"] if step["title"] == "工伤保险 单位")
    assert injury["rounding"] == "四舍五入到分"
    assert injury["parameters"] == [
        {
            "id": "injury.class_rate",
            "label": "工伤保险行业基准费率 5",
            "unit": "ratio",
            "region": "CN",
            "value": "0.011",
            "from": "2015-10-01",
            "source": "关于调整工伤保险费率政策的通知人社部发〔2015〕71号",
            "status": "reviewed",
        },
        {
            "id": "injury.float",
            "label": "工伤保险费率浮动（二至八类，%） 120",
            "unit": "times",
            "region": "CN",
            "value": "1.20",
            "from": "2015-10-01",
            "source": "关于调整工伤保险费率政策的通知人社部发〔2015〕71号",
            "status": "unverified",
        },
    ]


def test_flags_counts_and_nothing_are_said_plainly_in_json(capsys):
    _, out, _ = run(
        capsys, "calc", "retirement.date", "category=M60", "birth=1964-12", "--on", "2026-06-15",
        "--json",
    )  # fmt: skip
    assert json.loads(out)["value"] == {
        "age": "60y0m",
        "month": "2024-12",
        "minimum_months": 180,
        "earliest": None,
        "earliest_minimum_months": None,
        "latest": None,
    }
    _, out, _ = run(capsys, "calc", "identifier.bank_card", "number=6228480012345678903", "--json")
    assert json.loads(out)["value"]["valid"] is True


def test_the_json_tells_every_fact_it_was_worked_out_with(capsys):
    words = ("calc", "contribution.employee", "wage=3900", "injury_class=2", "--json")
    _, out, _ = run(capsys, *words, "--on", "2026-06-15")
    assert json.loads(out)["facts"] == {"wage": "3900.00", "injury_class": 2, "injury_float": 100}


def test_the_slip_tells_facts_steps_results_and_what_is_not_real(capsys):
    status, out, _ = run(capsys, "calc", "contribution.employee", *EMPLOYEE)
    assert status == 0
    assert "职工月缴费（contribution.employee，R1）  仿真数据" in out
    assert "9. 工伤保险 单位：9,350.55 × 1.1% × 120% → 123.43（四舍五入到分）" in out
    assert "wage.average = 7800，自 2026-01-01，云屿市仿真参数包2026【仿真】" in out
    assert "employer_total 单位应缴合计 = 1666.27" in out
    assert "不是任何地区的实际标准" in out


def test_another_region_has_its_own_figures(capsys):
    words = ("calc", "contribution.bounds", "--on", "2026-06-15")
    _, home, _ = run(capsys, *words)
    _, other, _ = run(capsys, *words, "--region", "1801")
    assert "floor 缴费基数下限 = 4680.00" in home
    assert "floor 缴费基数下限 = 4200.00" in other and "朔岭省雁翎市" in other


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["calc", "contribution.employe"], "没有这条规则，是否想写“contribution.employee”？"),
        (["calc", "contribution.flexible", "bass=1"], "没有条件“bass”，是否想写“base”？"),
        (["calc", "contribution.flexible", "base"], "base：条件应写成 名称=值，可用的名称：base。"),
        (["calc", "contribution.flexible", "base=1", "base=2"], "同一条件写了两次"),
        (["calc", "contribution.flexible"], "还缺条件，请补上 base（缴费基数，以元为单位的金额"),
        (["calc", "contribution.flexible", "base=x"], "base=“x”不可用，应为以元为单位的金额"),
        (["calc", "contribution.flexible", "base=1", "--on", "6月"], "6月：日期不对，请写成"),
        (["calc", "contribution.flexible", "base=1", "--region", "3902"], "没有这个地区，可用的有：CN 全国、39 海岳省、3901 海岳省云屿市、18 朔岭省、1801 朔岭省雁翎市。"),
        (["calc", "contribution.bounds", "--on", "1990-01-01"], "自 2024-01-01 起才有数值"),
        (["calc", "workdays.due", "received=2027-12-31", "days=5"], "缺少2028年放假安排"),
        (["calc", "pension.divisor", "age=39y0m", "--on", "2026-06-15"], "没有“39”一项"),
        (["calc", "resident.tier", "tier=250", "--on", "2026-06-15"], "没有“250”一项，只有 200、300、"),
        (["calc", "pension.monthly", "months=30", "deemed_months=31", "index=1", "balance=0", "age=60"],
         "视同缴费月数多于全部月数，请核对 deemed_months 和 months。"),
        (
            ["calc", "injury.death", "accident=2026-03-10", "wage=6480", "spouse=yes", "alone=2"],
            "孤寡老人或孤儿多于",
        ),
        (["calc", "loan.firm", "staff=3", "hired=4"], "新招用人数多于职工人数"),
        (["show", "wage.averag"], "没有这个参数，是否想写“wage.average”？"),
        (["check", "/nowhere"], "没有这个文件夹"),
    ],
)  # fmt: skip
def test_wrong_words_end_with_2_and_a_way_out(capsys, words, told):
    status, out, error = run(capsys, *words)
    assert (status, out) == (2, "")
    assert told in error and error.count("。。") == 0


def test_the_list_names_every_parameter_and_rule_with_its_keys(capsys):
    status, out, _ = run(capsys, "list", "--on", "2026-06-15")
    assert status == 0
    assert "3901 wage.average  全口径城镇单位就业人员月平均工资  7800【仿真】" in out
    assert "contribution.employee  R1 职工月缴费  wage injury_class [injury_float]" in out


def test_a_parameter_is_shown_with_its_history_sources_and_rules(capsys):
    _, out, _ = run(capsys, "show", "retirement.minimum_months")
    assert (
        "自 2030-01-01（2024-09-13 公布）：186  国务院关于渐进式延迟法定退休年龄的办法第二条【已核】"
        in out
    )
    assert "使用的规则：conversion.direction、retirement.choice、retirement.date" in out
    _, out, _ = run(capsys, "show", "retirement.minimum_months", "--on", "2026-06-15")
    assert "180" in out and "186" not in out


def test_parameter_files_are_checked(capsys, tmp_path: Path):
    status, out, _ = run(capsys, "check")
    assert status == 0 and out.startswith("检查通过：")
    (tmp_path / "wage.toml").write_text('[[parameter]]\nid = "wage"\n', encoding="utf-8")
    status, _, error = run(capsys, "check", str(tmp_path))
    assert status == 2 and error.startswith("wage.toml › parameter 第1项“wage”：")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """All parameter files of the product, to be spoilt."""
    return Path(copytree(FOLDER, tmp_path / "parameters"))


def test_a_figure_no_file_gives_and_one_no_rule_takes_are_told_together(capsys, copied: Path):
    wage = copied / "wage.toml"
    wage.write_text(wage.read_text("utf-8").replace('"wage.average"', '"wage.averige"'), "utf-8")
    (copied / "identity.toml").unlink()
    status, _, error = run(capsys, "check", str(copied))
    assert status == 2
    told = error.splitlines()
    assert "wage.averige（3901）：没有规则用这个参数。是否想写“wage.average”？" in told
    assert any(
        each.startswith("缺少参数“wage.average”：规则 ")
        and "contribution.bounds" in each
        and each.endswith("要用。请补上，或找回写着它的文件。")
        for each in told
    )
    assert any(each.startswith("缺少参数“identity.") for each in told)


def test_the_files_of_one_region_are_checked_without_those_of_the_others(capsys, copied: Path):
    status, out, _ = run(capsys, "check", str(copied / "18"))
    assert status == 0 and "没有 names.toml：只看了写着的" in out


def test_no_figure_is_asked_for_before_a_command_runs():
    """Else a wrong file would end every command in a traceback, the one that checks files too."""
    asked = (
        "import sandbox.app, sandbox.cli; "
        "from mock_systems.policy.load import parameters; "
        "from mock_systems.policy.holidays import calendars; "
        "print(parameters.cache_info().misses, calendars.cache_info().misses)"
    )
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["0", "0"]
