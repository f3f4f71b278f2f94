"""The policy explorer: who may open it, what it shows, and calculations with their slips."""

import re
from datetime import date

import pytest

from mock_systems.policy.catalogue import RULES
from mock_systems.policy.load import parameters
from sandbox.policy.plot import LEFT, RIGHT, WIDTH, plot_of
from tests.sandbox.conftest import Browser

ON = {"on": "2026-06-15", "region": "3901"}


@pytest.fixture
def explorer(client: Browser) -> Browser:
    """The browser of an author."""
    client.sign_in("mt001")
    return client


@pytest.mark.parametrize(
    ("login", "status"), [("cp001", 200), ("mt001", 200), ("zz001", 200), ("xs001", 403)]
)
def test_everyone_but_contestants_may_explore(client: Browser, login: str, status: int):
    client.sign_in(login)
    for path in ("/policy", "/policy/parameters/wage.average", "/policy/rules/workdays.due"):
        assert client.get(path, params=ON).status_code == status


def test_a_parameter_shows_its_history_status_sources_and_rules(explorer: Browser):
    page = explorer.get("/policy/parameters/retirement.minimum_months", params=ON).text
    assert "领取基本养老金的最低缴费月数" in page
    assert "2024-09-13 公布" in page and "国发〔1997〕26号" in page
    assert 'class="tag wait">待核' in page
    assert "/policy/rules/retirement.date?" in page
    assert page.count("<circle") == 11


def test_simulated_figures_are_marked_on_the_page_of_the_parameter_and_on_the_slip(explorer):
    page = explorer.get("/policy/parameters/wage.average", params=ON).text
    assert "由本系统拟定，不是任何地区的实际标准。" in page
    slip = explorer.get("/policy/rules/contribution.bounds", params=ON).text
    assert "含仿真数值" in slip and "仿真数据" in slip


def test_a_region_and_a_day_change_the_figures(explorer: Browser):
    for region, on, floor in (
        ("3901", "2026-06-15", "4,680.00元"),
        ("3901", "2025-06-15", "4,500.00元"),
        ("1801", "2026-06-15", "4,200.00元"),
    ):
        page = explorer.get(
            "/policy/rules/contribution.bounds", params={"on": on, "region": region}
        )
        assert floor in page.text


def test_a_region_without_a_parameter_shows_whose_figures_there_are(explorer: Browser):
    page = explorer.get("/policy/parameters/wage.average", params={**ON, "region": "CN"})
    assert page.status_code == 200
    assert "全国没有这个参数，以下是海岳省云屿市的数值。" in page.text


def test_a_calculation_shows_its_slip_and_keeps_what_was_typed(explorer: Browser):
    facts = {"wage": "9350.55", "injury_class": "5", "injury_float": "120"}
    page = explorer.get("/policy/rules/contribution.employee", params={**ON, **facts}).text
    assert "1,666.27元" in page and "9,350.55 × 1.1% × 120%" in page
    assert 'name="wage" value="9350.55"' in page


def test_a_row_has_its_status_beside_its_basis(explorer: Browser):
    number = {"number": "350101199001010008"}
    page = explorer.get("/policy/rules/identifier.citizen_number", params={**ON, **number}).text
    assert '<b class="tag sim">仿真</b></small>' in page
    assert "含仿真规则：由本系统拟定" in page


def test_a_wrong_fact_is_marked_at_its_field_and_nothing_typed_is_lost(explorer: Browser):
    facts = {"wage": "九千", "injury_class": "9"}
    answer = explorer.get("/policy/rules/contribution.employee", params={**ON, **facts})
    assert answer.status_code == 422
    assert "有 2 处需要改正。" in answer.text and 'value="九千"' in answer.text
    assert "应为以元为单位的金额" in answer.text and "应为1 至 8 的整数" in answer.text


@pytest.mark.parametrize(
    ("path", "params", "told"),
    [
        ("/policy/rules/contribution.bounds", {"on": "1990-01-01"}, "自 2024-01-01 起才有数值"),
        (
            "/policy/rules/workdays.due",
            {"received": "2027-12-31", "days": "9"},
            "缺少2028年放假安排",
        ),
        (
            "/policy/rules/workdays.due",
            {"received": "2026-12-31", "days": "9"},
            "2027年放假通知未公布，暂按法定节假日推算",
        ),
        (
            "/policy/rules/loan.firm",
            {"staff": "3", "hired": "4"},
            "新招用人数多于职工人数，请核对 hired 和 staff。",
        ),
        ("/policy", {"on": "6月"}, "日期应写成 2026-06-15"),
        ("/policy/parameters/wage.average", {"on": "1990-01-01"}, "1990-01-01 还没有数值"),
    ],
)
def test_what_cannot_be_shown_is_said(explorer: Browser, path: str, params, told: str):
    assert told in explorer.get(path, params=params).text


@pytest.mark.parametrize("path", ["/policy/rules/no.rule", "/policy/parameters/no.figure"])
def test_an_unknown_name_is_no_page(explorer: Browser, path: str):
    assert explorer.get(path).status_code == 404


@pytest.mark.parametrize("name", RULES)
def test_every_rule_opens_with_its_example_and_works_it_out(explorer: Browser, name: str):
    path = f"/policy/rules/{name}"
    page = explorer.get(path, params=ON).text
    for key, text in RULES[name].example.items():
        assert re.search(rf'name="{key}"', page), key
        assert text
    slip = explorer.get(path, params={**ON, **RULES[name].example})
    assert slip.status_code == 200 and 'class="slip"' in slip.text


def test_every_parameter_is_drawn_inside_its_picture():
    for parameter in parameters():
        corners = [
            corner
            for line in plot_of(parameter, date(2026, 6, 15)).lines
            for corner in line.corners
        ]
        inside = [LEFT <= x <= WIDTH - RIGHT and y > 0 for x, y in corners]
        assert inside and all(inside), parameter.id


def test_a_value_holds_until_the_next_begins():
    wage = next(each for each in parameters() if (each.id, each.region) == ("wage.average", "3901"))
    (line,) = plot_of(wage, date(2026, 12, 31)).lines
    heights = [y for _, y in line.corners]
    assert heights[0] == heights[1] > heights[2] == heights[3] > heights[4] == heights[5]


@pytest.mark.parametrize(
    ("name", "facts", "law", "read"),
    [
        (
            "registration.enrolment",
            {"sex": "2", "birth_day": "1955-03-14"},
            "《超龄劳动者基本权益保障暂行规定》第十五条、第十六条",
            {"已核", "待核"},
        ),
        (
            "registration.employment",
            {"way": "unit", "sex": "2", "birth_day": "1955-03-14"},
            "《超龄劳动者基本权益保障暂行规定》第六条、第十一条、第十九条、第二十条",
            {"已核"},
        ),
        (
            "registration.unemployment",
            {"sex": "2", "birth_day": "1986-03-08", "usual_residence": "no"},
            "《云屿市就业困难人员认定和就业补贴规定（仿真）》（云人社规〔2026〕6号）第五条",
            {"待核"},
        ),
        (
            "unemployment.until_retirement",
            {"category": "M60", "birth": "1966-11", "last_month": "2026-09"},
            "《国务院关于渐进式延迟法定退休年龄的办法》第七条",
            {"待核"},
        ),
        (
            "unemployment.refund",
            {"category": "M60", "birth": "1966-11", "month": "2026-10", "pension_paid": "1200"},
            "（人社部发〔2024〕76号）",
            {"已核", "待核"},
        ),
    ],
)
def test_a_row_of_work_past_the_age_stands_beside_its_law(
    explorer: Browser, name: str, facts, law: str, read: set[str]
):
    page = explorer.get(f"/policy/rules/{name}", params={**ON, "on": "2026-07-15", **facts}).text
    badges = re.findall(
        rf'<span lang="zh-CN">[^<]*{law}</span></summary>(?:(?!<summary>).)*</details>\s*'
        r'<b class="tag[^"]*">(\w+)</b>',
        page,
        re.DOTALL,
    )
    assert {*badges} == read
