"""What the notices of every case say when it was worked the right way: facts a citizen relies on."""

import re
from functools import cache

import pytest

from mock_systems.bases import cited
from mock_systems.records import Notice
from mock_systems.world import Nothing
from sandbox.papers.notices import Work, printed_notice
from scenarios.playing.rehearse import Rehearsal, Stage, rehearse
from scenarios.shelf import all_cases
from tests.sandbox.papers.contents import rendered, told


@cache
def worked(case: str) -> Rehearsal:
    """The first variant of a case, worked as its script says."""
    script = all_cases()[case]
    return rehearse(Stage(script, 0, Nothing()), script.walkthrough)


def papers(case: str) -> dict[tuple[str, str], str]:
    """What the notices of a case say, by kind and item."""
    played, world = worked(case).played, worked(case).moments[-1].world
    work = Work(
        [change for each in played for change in each.changes],
        {each.event["seq"]: each.event["operation"] for each in played if each.event},
    )
    made = {n: printed_notice(world, n, "工号 001", work) for n in world.find(Notice)}
    return {(n.kind, n.item): told(rendered(each.kind, each.content)) for n, each in made.items()}


@pytest.mark.parametrize("case", all_cases())
def test_every_notice_names_item_laws_and_clerk_as_the_hall_writes_them(case: str) -> None:
    for said in papers(case).values():
        assert "经办人工号001" in said and Notice.prefix not in said
        assert "“" in said or "核定单" in said
        assert "依据：《" in said


WANTED = [
    (
        "E01",
        "result",
        [
            "江浩然：您于2026年6月15日申请办理的“社会保障卡补领、换领、换发”",
            "社会保障卡（海岳银行，0099****4028）卡状态：正常卡状态：注销",
            "社会保障卡（海岳银行，0099****0011）（新增）—社会保障卡号：390181200703089038；"
            "卡状态：正常；发卡日期：2026年6月15日；有效期至：2036年6月15日",
            "办理依据：《“中华人民共和国社会保障卡”管理办法》（人社部发〔2011〕47号）第十五条、第十六条；",
        ],
    ),
    ("E02", "result", ["蔡秀兰：您于", "手机号码：142****5190", "手机号码：142****8818"]),
    (
        "E03",
        "refusal",
        [
            "郑德胜：您于",
            "依据：《社会保险法》第八十一条；《社会保险经办条例》第四十九条；《民法典》第一百六十五条；"
            "《云屿市窗口服务规范（仿真）》第六条、第十四条；《行政复议法》第二十条。",
        ],
    ),
    (
        "E04",
        "result",
        [
            "星渡物流有限公司：贵单位（代办人：何静宜）于2026年6月15日为罗鹏飞申请办理的“就业登记”",
            "就业登记（星渡物流有限公司）（新增）—就业类型：单位就业；用工形式：固定期限；"
            "岗位（工种）：快递员；就业日期：2026年6月1日；合同终止日期：2028年5月31日",
            "失业登记有效标志：有效有效标志：注销；注销日期：2026年6月15日",
            "《就业促进法》第三十五条、第四十三条；《就业服务与就业管理规定》第六十一条至第六十二条",
        ],
    ),
    ("E05", "result", ["失业登记（新增）—失业日期：2026年5月31日；登记日期：2026年6月15日"]),
    (
        "E06",
        "contribution",
        [
            "缴费单位（个人）江巧云",
            "费款所属期2026年1月至2026年6月",
            "核定依据：《社会保险法》第十条第二款、第十二条第三款、第六十条第二款；",
            "全部由参保人本人缴纳",
        ],
    ),
    (
        "E06",
        "result",
        [
            "缴费核定（企业职工基本养老保险，2026年1月）（新增）—缴费基数：4,680.00",
            "办理依据：《社会保险法》第十条第二款、第十二条第三款、第六十条第二款；",
        ],
    ),
    (
        "E07",
        "refusal",
        [
            "许春梅：您于2026年6月15日为潘子轩申请办理的“城乡居民养老保险参保登记”",
            "（国发〔2014〕8号）第三部分；《云屿市窗口服务规范（仿真）》第三十五条、第十四条；《行政复议法》第二十条。",
        ],
    ),
    (
        "E08",
        "card_change",
        [
            "苏雨桐：您于",
            "手机号码142****6524142****3804",
            "监护人程秀英—",
            "卡上的银行账户由海岳银行管理，账户留存的手机号码、证件有效期请您另向银行更新。",
            "办理依据：《社会保险经办条例》第九条；《“中华人民共和国社会保障卡”管理办法》"
            "（人社部发〔2011〕47号）第十六条；《云屿市社会保障卡应用管理规程（仿真）》第七条。",
        ],
    ),
    (
        "E09",
        "result",
        [
            "林晓燕：您（代办人：陈雅琴）于",
            "个人基本信息姓名：林小燕姓名：林晓燕",
            "贵单位（代办人：陈雅琴）于2026年6月15日为林晓燕申请办理的“职工参保登记”",
            "人员参保（企业职工基本养老保险）单位：云帆电子有限公司；参保状态：暂停缴费；",
            "单位：星渡物流有限公司；参保状态：参保缴费；",
        ],
    ),
    (
        "E09",
        "contribution",
        [
            "缴费单位（个人）星渡物流有限公司",
            "核定依据：《社会保险费征缴暂行条例》第十条；",
            "个人应缴部分由用人单位代扣代缴。",
        ],
    ),
]


@pytest.mark.parametrize(("case", "kind", "wanted"), WANTED, ids=lambda each: str(each)[:12])
def test_a_notice_states_the_facts_of_its_case(case: str, kind: str, wanted: list[str]) -> None:
    said = "".join(text for (made, _item), text in papers(case).items() if made == kind)
    for words in wanted:
        assert _unnumbered(words) in _unnumbered(said)


def _unnumbered(text: str) -> str:
    """A text whose private numbers, which are drawn, are alike."""
    return re.sub(r"\d{3,4}\*{4}\d{4}|\d{17}[\dX]", "〈号码〉", text)


@pytest.mark.parametrize("case", ["E03", "E07"])
def test_a_refusal_rests_on_the_articles_that_its_marks_cite(case: str) -> None:
    [said] = [text for (kind, _item), text in papers(case).items() if kind == "refusal"]
    script = worked(case).stage.script
    decided = next(each for each in script.expect if each.table == "application")
    own = cited(decided.basis).cites
    assert own and all(cite.told in said for cite in own)


def test_the_slip_of_a_flexible_worker_says_nothing_of_an_employer() -> None:
    [said] = [text for (kind, _item), text in papers("E06").items() if kind == "contribution"]
    assert "用人单位" not in said and "第六十三条" not in said and "第八十六条" not in said
