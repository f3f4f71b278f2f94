"""Scripts that name law which is not there, not in force or about another matter, in marks or in words."""

from pathlib import Path

import pytest

from scenarios.shelf import check_cases
from tests.scenarios.wrong.table import Wrong, noted, refused, written

BASIS = 'basis = "OPR 9, 10"'
TALK = 'text = "新号码是 $new_phone。"'
STORY = "不能改到她身上，也不能打开她的信息。"
LEVEL = "复述号码并告知已生效"


WRONG = [
    Wrong("an address by the article on what was paid too much", [(BASIS, 'basis = "OPR 46"')], ["“phone” › basis：《社会保险经办条例》第四十六条说的是别的事，不合事项 A09，只合 D、E04、F、G，请改引合这一事项的依据"]),
    Wrong("by the law of inheritance", [(BASIS, 'basis = "CC 1127"')], ["“phone” › basis：《民法典》第一千一百二十七条说的是别的事，不合事项 A09"]),
    Wrong("by the rule on PINs", [(BASIS, 'basis = "LCARD 7"')], ["《云屿市社会保障卡应用管理规程（仿真）》不合事项 A09，只合 J"]),
    Wrong("by an item of the article on unemployment benefit", [(BASIS, 'basis = "OPR 9; SIL 51(4)"')], ["《社会保险法》第五十一条说的是别的事，不合事项 A09，只合 B01、G、H"]),
    Wrong("by one article in a row that is about benefits", [(BASIS, 'basis = "OPR 24-26"')], ["《社会保险经办条例》第二十四条说的是别的事"]),
    Wrong("by the codes of organisations", [(BASIS, 'basis = "GB32100"')], ["（GB 32100）这一条只讲用人单位，A09 由个人申请"]),
    Wrong("by the rules on records of rights", [(BASIS, 'basis = "REC"')], ["《社会保险个人权益记录管理办法》", "不合事项 A09，只合 C"]),
    Wrong("a notice by the article on unemployment benefit", noted("依据《社会保险法》第五十一条，手机号码已变更。"), ["form › text：《社会保险法》第五十一条说的是别的事，不合事项 A09", "请改引合这一事项的依据"]),
    Wrong("a notice by an article that there is not", noted("依据《中华人民共和国社会保险法》第九十九条，手机号码已变更。"), ["form › text：“SIL 99”：《社会保险法》只有98条"]),
    Wrong("a notice by an article of which nobody has the text", noted("依据《社会保险法》第2条，手机号码已变更。"), ["form › text：“SIL 2”：依据表没有这一条的原文", "相近的有 4"]),
    Wrong("a notice by a law about something else", noted("依据《行政许可法》第三十二条，手机号码已变更。"), ["form › text：《行政许可法》不合事项 A09，只合 K05、K06"]),
    Wrong("a notice by a law nobody has read", noted("依据《海岳省社会保险条例》第十二条，手机号码已变更。"), ["form › text：“《海岳省社会保险条例》”不在依据表里，没有人读过它第12条", "docs/bases.md"]),
    Wrong("several articles, the last of which is about something else", noted("依据《社会保险经办条例》第九条、第四十六条办理。"), ["form › text：《社会保险经办条例》第四十六条说的是别的事"]),
    Wrong("law without its marks", noted("按照社会保险经办条例第四十六条办理。"), ["form › text：《社会保险经办条例》第四十六条说的是别的事"]),
    Wrong("law in what the visitor says", [(TALK, 'text = "新号码是 $new_phone，《社会保险法》第九十九条说可以改。"')], ["“ask_phone” › text：“SIL 99”："]),
    Wrong("law in the story", [(STORY, f"{STORY}依据《社会保险法》第五十一条。")], ["story：《社会保险法》第五十一条说的是别的事"]),
    Wrong("law in what judges read", [(LEVEL, "按《窗口服务规范》第二条说明")], ["“manner” › levels", "：“《窗口服务规范》”不在依据表里"]),
    Wrong("law that has lapsed", noted("按《就业补助资金管理办法（2023年）》办理。"), ["form › text：“EF181”：", "不再引用，已由 EF1"]),
    Wrong("another chapter of the contract law, in a row of what is drawn", [("劳动合同法第四十一条", "劳动合同法第九十九条")], ["vary › why › ", "“LCL 99”：《劳动合同法》只有98条"], case="E05"),
]  # fmt: skip


test_law_is_read_and_in_force_and_about_the_matter_wherever_it_is_named = refused(WRONG)


@pytest.mark.parametrize(
    "text",
    [
        "依据《社会保险经办条例》第九条、第十条，手机号码已变更。",
        "依据《中华人民共和国社会保险法》第七十四条第三款办理。",
        "依据《社会保险法》第七十四条第二项办理。",
        "按《云屿市窗口服务规范（仿真）》第十八条核实后变更。",
        "请带《就业创业证》和《劳动合同》第二页来。",
    ],
)
def test_law_that_is_cited_rightly_and_titles_of_papers_are_left_alone(
    text: str, tmp_path: Path
) -> None:
    path = written(Wrong("", noted(text), []), tmp_path)
    assert [str(each) for each in check_cases([path])] == []
