"""What the check refuses in a compiled script, and says in one sentence."""

import copy

import pytest

from grader import Malformed, check_rules, mark, overlap
from tests.grader.builders import (
    alternative,
    attempt,
    expectation,
    field,
    rule,
    script,
    selector,
    service,
)

PAIR = {"a": selector("check"), "b": selector("save"), "same": ["person"]}
SOUND = script(
    expectation("created", "levy", {"person": "P1"}, fields=[field("base", 1, 900, "fen")]),
    expectation("unchanged", "person", {"person": "P1"}, penalty=200, cap=400),
    rules=[
        rule("before", **PAIR),
        rule("never", x=selector("peek")),
        rule("within", **PAIR, credit="steps", steps=[{"seconds": 10, "points": 600}]),
    ],
    service=[service()],
)


def broken(place, **changes):
    """The sound script with one part changed."""
    key = copy.deepcopy(SOUND)
    part = key
    for name in place:
        part = part[name]
    part.update(changes)
    return key


EXPECTED, GUARD = ("alternatives", 0, "expect", 0), ("alternatives", 0, "expect", 1)
BEFORE, NEVER, WITHIN = ("rules", 0), ("rules", 1), ("rules", 2)
FIELD = (*EXPECTED, "fields", 0)
BAND = {"seconds": 20, "points": 600}


def test_nothing_is_wrong_with_a_sound_script() -> None:
    assert check_rules(SOUND) == []


@pytest.mark.parametrize(
    ("place", "changes", "told"),
    [
        ((), {"total": 2500}, "alternatives › 第1项：各项分值合计 24.00，与总分 25.00 不符"),
        ((), {"total": 2300}, "alternatives › 第1项：各项分值合计 24.00，与总分 23.00 不符"),
        ((), {"ceiling": 2500}, "ceiling：红线封顶分高于总分"),
        ((), {"format": 2}, "format：不认识的格式 2"),
        ((), {"alternatives": []}, "alternatives：没有结果，或名称重复"),
        ((), {"alternatives": [alternative(), alternative()]}, "没有结果，或名称重复"),
        (("side_effects",), {"penalty": 100}, "side_effects：有扣分（penalty）而无上限（cap）"),
        (("side_effects",), {"group": "other"}, "side_effects › group：没有名为“other”的评分组"),
        (("service", 0), {"levels": ["a", "b"]}, "service › 第1项：应写明 0、1、2、3 四级"),
        (("service", 0), {"points": 0}, "service › 第1项：没有分值"),
        (("service", 0), {"id": "never"}, "service › 第1项 › id：编号“never”已经用过"),
        (EXPECTED, {"fields": []}, "alternatives › 第1项 › expect › 第1项：没有期望任何结果"),
        (EXPECTED, {"is": "changed", "fields": []}, "没有期望任何结果"),
        (EXPECTED, {"id": "never"}, "expect › 第1项 › id：编号“never”已经用过"),
        (GUARD, {"group": "other"}, "expect › 第2项 › group：没有名为“other”的评分组"),
        (EXPECTED, {"where": {}}, "where 为空"),
        (EXPECTED, {"is": "altered"}, "第1项 › expect › 第1项 › is：不认识“altered”"),
        (EXPECTED, {"is": "exactly", "count": 0}, "count：条数应至少为 1"),
        (EXPECTED, {"penalty": 100, "cap": 100}, "扣分和红线只用于 unchanged"),
        (EXPECTED, {"red_line": True}, "扣分和红线只用于 unchanged"),
        (GUARD, {"cap": 0}, "有扣分（penalty）而无上限（cap）"),
        (GUARD, {"cap": 100}, "扣分上限（cap）小于一次扣分"),
        (GUARD, {"penalty": 0}, "有扣分上限（cap）而无扣分"),
        (GUARD, {"penalty": 0, "cap": 0}, "没有期望任何结果"),
        (GUARD, {"points": 100}, "unchanged 不能得分"),
        (FIELD, {"as": "yuan"}, "fields › 第1项 › as：不认识“yuan”"),
        (FIELD, {"value": "4680"}, "字段 base 的值 '4680' 不能按 fen 比较"),
        (BEFORE, {"word": "befor"}, "rules › 第1项 › word：不认识“befor”。是否想写“before”"),
        (BEFORE, {"credit": "some"}, "credit：不认识“some”"),
        (BEFORE, {"same": ["person", 1]}, "rules › 第1项 › same › 第2项：应为文字，现为1"),
        ((), {"allowed": [{"table": "levy", "fields": [[]]}]}, "allowed › 第1项 › fields › 第1项"),
        ((), {"allowed": [{"table": "levy", "is": "changed"}]}, "allowed › 第1项 › is"),
        (("words", "fields"), {"levy.base": 1}, "words › fields › levy.base：应为文字，现为1"),
        (BEFORE, {"b": None}, "rules › 第1项 › b：应为对象"),
        (BEFORE, {"b": selector("check")}, "a 与 b 可能选中同一步操作"),
        (BEFORE, {"penalty": 100, "cap": 100}, "既有分值又有扣分"),
        (BEFORE, {"points": 0}, "没有分值、扣分，也不是红线"),
        (BEFORE, {"credit": "steps"}, "credit = steps 只用于 within 和 by"),
        (BEFORE, {"a": selector("check", **{"except": {"p": "x"}})}, "a › except › p：应为列表"),
        (BEFORE, {"a": selector("check", among={"p": "x"})}, "a › among › p：应为列表"),
        (NEVER, {"penalty": 0, "cap": 0, "points": 100}, "never 只能扣分"),
        (NEVER, {"same": ["person"]}, "never 只看一项操作，same 没有意义"),
        (NEVER, {"times": 0}, "次数（times）为 0"),
        (NEVER, {"times": 101}, "rules › 第2项 › times：次数过大。请至多写 100"),
        (WITHIN, {"seconds": 0}, "没有时限（seconds）"),
        (WITHIN, {"steps": []}, "steps 的第一档应为 seconds 和全部 points"),
        (WITHIN, {"steps": [{"seconds": 10, "points": 600}, BAND]}, "steps 的时间应逐档增加"),
    ],
)
def test_a_fault_is_told_with_its_place_and_a_way_out(place, changes, told) -> None:
    faults = check_rules(broken(place, **changes))
    assert any(told in fault for fault in faults), faults
    assert all(fault.endswith("。") and fault.count("。") >= 2 for fault in faults)


@pytest.mark.parametrize(
    ("place", "changes", "told"),
    [
        ((), {"total": 2500}, "alternatives › 第1项：各项分值合计 24.00，与总分 25.00 不符"),
        (BEFORE, {"points": 9999}, "alternatives › 第1项：各项分值合计 117.99，与总分 24.00 不符"),
        (BEFORE, {"penalty": 100, "cap": 100}, "rules › 第1项：既有分值又有扣分。请只留一种。"),
        (NEVER, {"points": 100, "penalty": 0}, "rules › 第2项：有扣分上限（cap）而无扣分"),
        (NEVER, {"id": "before"}, "rules › 第2项 › id：编号“before”已经用过"),
        (WITHIN, {"steps": [{"seconds": 10, "points": 9999}]}, "rules › 第3项：steps 的第一档"),
        (GUARD, {"points": 100}, "alternatives › 第1项 › expect › 第2项：unchanged 不能得分"),
        (("service", 0), {"levels": []}, "service › 第1项：应写明 0、1、2、3 四级"),
        ((), {"ceiling": 2401}, "ceiling：红线封顶分高于总分"),
    ],
)
def test_a_script_whose_points_contradict_each_other_marks_nobody(place, changes, told) -> None:
    key = broken(place, **changes)
    with pytest.raises(Malformed) as refused:
        mark(attempt(), key)
    assert str(refused.value).startswith(f"script › {told}")
    assert str(refused.value).removeprefix("script › ") in check_rules(key)
    assert mark(attempt(), SOUND)["earned"] == 0


def test_a_fault_that_leaves_the_points_alone_is_the_authors_to_mend() -> None:
    key = broken(BEFORE, b=selector("check"))
    assert check_rules(key)
    assert mark(attempt(), key)["total"] == 2400


def test_every_alternative_must_add_up() -> None:
    poor = alternative(expectation("created", "levy", {"person": "P1"}, points=1), name="poor")
    key = SOUND | {"alternatives": [*SOUND["alternatives"], poor]}
    (fault,) = check_rules(key)
    assert fault.startswith("alternatives › 第2项：")


PAIR_OF = {"a": "1", "b": "2"}


@pytest.mark.parametrize(
    ("a", "b", "together"),
    [
        (selector("save"), selector("save"), True),
        (selector("save"), selector("check"), False),
        (selector("save", {"person": "P1"}), selector("save", {"person": "P2"}), False),
        (selector("save", {"person": "P1"}), selector("save", {"kind": "1"}), True),
        (selector("save", tried=True), selector("save"), True),
        (selector("save", {"p": "1"}), selector("save", **{"except": {"p": ["1"]}}), False),
        (selector("save", {"p": "2"}), selector("save", **{"except": {"p": ["1"]}}), True),
        (selector("save", {"p": "1"}), selector("save", among={"p": ["1", "2"]}), True),
        (selector("save", {"p": "3"}), selector("save", among={"p": ["1", "2"]}), False),
        (selector("save", {"p": ""}), selector("save", among={"p": ["1", "2"]}), True),
        (selector("save", among={"p": ["1"]}), selector("save", among={"p": ["2"]}), True),
        (selector("save", among={"p": ["1"]}), selector("save", **{"except": {"p": ["1"]}}), True),
        (
            selector("save", among={"p": ["1"]}),
            selector("save", **{"except": {"p": ["1", ""]}}),
            False,
        ),
        (selector("save", {"p": ["1", "2"]}), selector("save", among={"p": ["1"]}), True),
        (selector("save", {"p": ["2"]}), selector("save", among={"p": ["1"]}), False),
        (selector("save", {"p": [PAIR_OF]}), selector("save", among={"p": [{"a": "1"}]}), True),
        (selector("save", {"p": [PAIR_OF]}), selector("save", among={"p": [{"a": "2"}]}), False),
    ],
)
def test_selectors_overlap_when_one_event_can_fit_both(a, b, together) -> None:
    assert overlap(a, b) == overlap(b, a) == together
