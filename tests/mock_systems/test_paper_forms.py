"""The forms of papers and notices: every kind has one, and mistakes are told with a way out."""

import pytest

from mock_systems.hall.paper_forms import NOTICE_FORMS, PAPER_FORMS
from mock_systems.notices import NOTICE_KIND
from mock_systems.papers import PAPER_KIND

RIGHT = {
    "name": "赵志远",
    "number": "390103198807052314",
    "employer": "云屿市望海楼餐饮有限公司",
    "started": "2021-03-01",
    "job": "厨师",
    "reason": "用人单位裁减人员",
    "ended": "2026-05-31",
}


def faults(**changed):
    return list(PAPER_FORMS["leaving_certificate"].faults({**RIGHT, **changed}))


def test_every_kind_of_paper_and_notice_has_a_form():
    assert set(PAPER_FORMS) == set(PAPER_KIND)
    assert set(NOTICE_FORMS) == set(NOTICE_KIND)


def test_a_right_content_has_no_faults():
    assert faults() == []
    assert faults(seal="云屿市望海楼餐饮有限公司", signed="长期", corrected={"ended": "六月"}) == []
    assert faults(defects=["copy", "torn"], number=390103198807052314) == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"seals": "公章"}, "解除（终止）劳动合同证明书：没有名为“seals”的内容，是否想写“seal”？"),
        ({"colour": "红"}, "没有名为“colour”的内容，可用的有：corrected、defects、employer"),
        ({"name": ""}, "› name（姓名）：缺少这一项，请写上"),
        ({"ended": "2026/5/31"}, "› ended（解除或终止日期）：应为日期"),
        ({"name": ["赵"]}, "› name（姓名）：应为文字，现为 ['赵']"),
        ({"corrected": {"nam": "赵"}}, "› corrected（手写涂改）：没有名为“nam”的内容"),
        ({"corrected": "赵"}, "› corrected（手写涂改）：应为表"),
        ({"defects": ["burnt"]}, "› defects（外观）：没有“burnt”，可写：copy"),
        ({"defects": "copy"}, "› defects（外观）：应为文字的列表"),
    ],
)
def test_a_fault_says_where_and_what_to_write(changed, told):
    found = faults(**changed)

    assert len(found) == 1
    assert told in found[0]


def test_faults_in_rows_name_the_row():
    items = [
        {"insurance": "110", "from": "2026-01", "until": "2026-06", "amount": 1},
        {"insurance": "110", "from": "2026-01", "until": "2026-06", "amount": 0.5},
    ]
    content = {"receipt_number": "1", "payer": "苏", "payer_number": "3", "paid": "2026-06-11"}
    content |= {"total": True, "office": "税务局", "items": items}

    assert [told.partition("：")[0] for told in PAPER_FORMS["payment_receipt"].faults(content)] == [
        "缴费凭证 › items（缴费项目） › 第2项 › amount（实缴金额）",
        "缴费凭证 › total（金额合计）",
    ]
