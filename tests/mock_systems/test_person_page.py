"""The pages of a person and of an employer in the social-insurance system."""

from datetime import date

import pytest

from mock_systems.panels import Rows
from mock_systems.world import World
from tests.mock_systems.builders import card, done, employer, person, tried
from tests.mock_systems.rights import (
    account,
    benefit,
    employment,
    levy,
    participation,
    spell,
    unemployment,
    working,
)


def panels(world, name="social_insurance.open_person", **form):
    """The panels of a page by title."""
    form = form or {"person": "39019C01"}
    return {panel.title: panel for panel in done(world, name, **form).answer.panels}


def test_the_page_shows_codes_with_labels_and_hides_the_phone():
    basic = dict(panels(World.of(person(hukou_area="390102")))["基本信息"].rows)
    assert basic["性别"] == "2 女"
    assert basic["户口所在地"] == "390102 海岳省云屿市望澜区"
    assert basic["手机号码"] == "142****0187"
    assert basic["参加工作日期"] == "—"


def test_months_are_counted_from_spells_and_never_twice():
    world = World.of(
        person(),
        spell(),
        spell("JF2", first="2024-10", last="2025-01"),
        spell("JF3", insurance="210", first="2024-01", last="2024-01"),
    )
    assert panels(world)["缴费汇总"].rows == [
        ("企业职工基本养老保险", "26", "2022-12", "2025-01"),
        ("失业保险", "1", "2024-01", "2024-01"),
    ]


def test_the_page_shows_where_nothing_was_paid():
    world = World.of(
        person(),
        spell(first="2019-01", last="2023-12", identity="11"),
        spell("JF2", first="2025-01", last="2025-12", identity="11", base=460000),
    )
    rows = panels(world)["缴费明细"].rows
    assert [row[1:4] for row in rows] == [
        ["2025-01", "2025-12", "4,600.00"],
        ["2019-01", "2023-12", "4,500.00"],
    ]


def test_the_page_shows_participations_accounts_levies_and_benefits():
    world = World.of(
        person(), employer("3901A02", name="望海食品厂"), working(), account(), levy(), benefit()
    )
    shown = panels(world)
    assert shown["参保信息"].rows == [
        ["企业职工基本养老保险", "参保缴费", "企业职工", "望海食品厂", "2014-07", "4,500.00"]
    ]
    assert shown["个人账户"].rows[0][2:] == ("8,640.00", "123.45", "8,763.45")
    assert shown["缴费核定"].rows[0][-2:] == ["936.00", "未到账"]
    assert shown["定期待遇"].rows[0][2:] == ["3,462.67", "正常发放"]


def test_why_an_insurance_stopped_is_told_where_one_has():
    world = World.of(
        person(),
        employer("3901A02"),
        working(),
        participation("CB2", insurance="210", state="2", stopped="2025-11", stop_reason="6301"),
    )
    insured = panels(world)["参保信息"]
    assert insured.columns[-2:] == ["停保年月", "停保原因"]
    assert [row[-2:] for row in insured.rows] == [["—", "—"], ["2025-11", "解除、终止劳动关系"]]


def test_amounts_and_counts_are_columns_of_numbers():
    shown = panels(
        World.of(person(), employer("3901A02"), working(), spell(), account(), levy(), benefit())
    )
    lists = {title: panel for title, panel in shown.items() if isinstance(panel, Rows)}
    assert {title: list(panel.numbers) for title, panel in lists.items()} == {
        "参保信息": ["缴费基数"],
        "缴费汇总": ["累计缴费月数"],
        "缴费明细": ["缴费基数"],
        "个人账户": ["累计月数", "本金", "利息", "储存额"],
        "定期待遇": ["月标准"],
        "缴费核定": ["缴费基数", "单位应缴", "个人应缴"],
    }


def test_the_latest_levies_stand_first_and_the_list_is_short():
    months = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]
    levies = [levy(f"HD{month}", month=month) for month in (*months, "2026-01")]
    rows = panels(World.of(person(), *levies))["缴费核定"].rows
    assert (rows[0][0], rows[-1][0], len(rows)) == ("2026-01", "2024-02", 24)


def test_the_flags_tell_card_job_registration_and_benefit():
    bare = dict(panels(World.of(person()))["关联状态"].rows)
    assert bare == {"社保卡": "未申领", "就业登记": "无", "失业登记": "无", "领取待遇": "无"}
    old = card("SK0", issued=date(2015, 1, 1), state="cancelled")
    world = World.of(
        person(), employer("3901A02"), card(), old, employment(), unemployment(), benefit()
    )
    assert dict(panels(world)["关联状态"].rows) == {
        "社保卡": "正常",
        "就业登记": "有",
        "失业登记": "有效（2025-12-05登记）",
        "领取待遇": "职工基本养老金",
    }


def test_what_is_over_is_not_flagged():
    world = World.of(
        person(),
        employer("3901A02"),
        employment(ended=date(2025, 11, 30), end_reason="expired"),
        unemployment(valid="0", closed_on=date(2026, 1, 1), close_reason="hired"),
        benefit(state="3"),
    )
    flags = dict(panels(world)["关联状态"].rows)
    assert [flags[name] for name in ("就业登记", "失业登记", "领取待遇")] == ["无"] * 3


def test_an_employer_is_found_by_the_beginning_of_its_name_and_shows_its_staff():
    world = World.of(person(), employer(), working(employer="3901A01"))
    world.add(participation("CB2", person="39019C01", insurance="210", employer="3901A01"))
    found = done(world, "social_insurance.find_employer", by="name", value="星渡")
    assert found.answer.panels[0].keys == ["3901A01"]
    short = tried(world, "social_insurance.find_employer", by="name", value="星")
    assert short.reason == "too_short" and short.refusals
    staff = panels(world, "social_insurance.open_employer", employer="3901A01")["在保人员"]
    assert staff.rows == [("39019C01", "林晓燕", "2014-07", "4,500.00")]


def test_only_twenty_employers_are_listed_and_more_are_announced():
    units = [employer(f"3901A{n:02d}", name=f"星渡{n:02d}号店") for n in range(21)]
    for count, message in ((21, "找到超过 20 家单位"), (20, "找到 20 家单位，请核对。")):
        found = done(
            World.of(*units[:count]), "social_insurance.find_employer", by="name", value="星渡"
        )
        assert len(found.answer.panels[0].rows) == 20
        assert found.answer.message.startswith(message)


@pytest.mark.parametrize(("count", "title"), [(20, "在保人员"), (21, "在保人员（前 20 人）")])
def test_twenty_of_the_staff_are_listed_and_more_are_announced(count, title):
    staff = [working(key=f"CB{n:02d}", employer="3901A01") for n in range(count)]
    world = World.of(person(), employer(), *staff)
    assert (
        len(panels(world, "social_insurance.open_employer", employer="3901A01")[title].rows) == 20
    )


def test_an_employer_is_noted_when_its_code_was_looked_up():
    unit = employer()
    found = done(
        World.of(unit), "social_insurance.find_employer", by="credit_code", value=unit.credit_code
    )
    assert found.facts == {"employer": "3901A01", "listed": ["3901A01"]}
