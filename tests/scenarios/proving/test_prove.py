"""The proof: what it demands of a script, and how it says what is missing."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import permutations

import pytest

from mock_systems.operation import OPERATIONS, Operation, Refusal
from mock_systems.policy.parameter import BadParameter
from mock_systems.rule_sheet import SHEETS
from mock_systems.world import Nothing, World
from scenarios.playing.rehearse import Rehearsal, Stage, rehearse
from scenarios.proving import benign
from scenarios.proving.benign import all_of_it
from scenarios.proving.orders import ORDERS, orders
from scenarios.proving.proof import CaseProof, Fault, ranges
from scenarios.proving.prove import prove
from scenarios.proving.report import Report, told
from scenarios.proving.variations import variations
from scenarios.reading.load import load

UNLINKED = '[[rules]]\nid = "unlinked_person"'
BY_POST = """
[[alternatives]]
name = "by_post"
title = "办结通知另行邮寄"

[[alternatives.expect]]
id = "phone"
group = "records"
title = "手机号码已变更"
is = "changed"
table = "person"
where = { person = "$citizen.person" }
fields = [{ name = "phone", value = "$new_phone", points = "40" }]

[[alternatives.expect]]
id = "closed"
group = "records"
title = "办件办结"
is = "created"
table = "application"
where = { item = "A09", person = "$citizen.person" }
fields = [{ name = "state", value = "closed", points = "10" }]

[[alternatives.expect]]
id = "result"
group = "papers"
title = "出具变更办结通知"
is = "created"
table = "notice"
where = { kind = "result", item = "A09", person = "$citizen.person" }
points = "15"

[[other_ways]]
name = "by_post"
title = "不当场打印"
edits = [{ drop = "print" }, { drop = "sign" }]
"""


@pytest.fixture(autouse=True)
def otherwise_in_one_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """What may be done otherwise is done in one way, and costs nothing here: each on its own
    (`test_benign`) would be three fourths of the time of a proof."""

    def charged(main: Rehearsal, proof: CaseProof) -> Sequence[Fault]:
        every = [each for each in variations(main) if not each.turned]
        if way := all_of_it(main, every):
            proof.freed.see(way)
        return ()

    monkeypatch.setattr("scenarios.proving.prove.charged", charged)


@pytest.fixture
def proof(written) -> Callable[..., CaseProof]:
    """The proof of the example with changes, on its base story."""
    return lambda *changes, more="", variants=1: prove(load(written(*changes, more=more)), variants)


def test_the_example_is_proved_on_several_variants(proof) -> None:
    found = proof(variants=3)
    assert found.proved, str(Report([found]))
    assert found.mutants == found.caught + found.stopped + sum(found.harmless.values())
    assert found.caught > found.mutants / 2


def test_a_right_way_that_cannot_be_gone_in_a_variant_drawn_seldom_is_told(proof) -> None:
    phones = ", ".join(f'"142000000{number:02}"' for number in range(16))
    seldom = ('new_phone = { pool = "phone" }', f'new_phone = {{ choose = [{phones}, "142"] }}')
    assert proof(seldom).proved, "a proof that is not kept looks no further"
    (fault,) = proof(seldom, variants=5).faults
    assert "标准做法的步骤 change 没有办成" in fault
    assert int(re.findall(r"（变式(\d+)", fault)[0]) >= 5


def test_a_way_that_is_wrong_at_an_end_alone_is_told_once_with_what_is_drawn_there(proof) -> None:
    """Whoever forgets to ask types another number than the citizen's, but where it is the same."""
    few = ", ".join(f'"142000000{number:02}"' for number in range(10))
    changes = (
        ('new_phone = { pool = "phone" }', f'new_phone = {{ choose = [{few}, "14288888888"] }}'),
    )
    typed = """
[[mistakes]]
name = "mistyped"
title = "号码录错"
lost = "40"
edits = [{ alter = "change", form = { phone = "14288888888" } }]
"""
    (fault,) = proof(*changes, more=typed, variants=5).faults
    assert "“mistyped”：错误“号码录错”扣 0，声明 40" in fault
    assert fault.count("取到") == 1 and 'new_phone = "14288888888" 时）' in fault


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (BadParameter("没有数值。"), "vary：这样的变式排不出来：没有数值（变式2），请核对取值"),
        (KeyError("x"), "z01.toml：证明中断（KeyError：'x'），这是程序的毛病（变式2），请把脚本"),
    ],
)
def test_a_variant_that_breaks_down_costs_no_other_its_proof(
    proof, monkeypatch, wrong: Exception, told: str
) -> None:
    def broken(stage: Stage, *more: object, **also: object) -> object:
        if stage.variant == 2:
            raise wrong
        return rehearse(stage, *more, **also)

    monkeypatch.setattr("scenarios.proving.prove.rehearse", broken)
    found = proof(('lost = "54"', 'lost = "55"'), variants=4)
    assert told in found.faults[1]
    assert "声明 55" in found.faults[0] and "（变式0—1、3）" in found.faults[0]


def test_whatever_breaks_down_where_it_is_opened_is_told_once_for_each_reason(
    proof, monkeypatch
) -> None:
    """In a case that does not use it: a contestant may open it all the same."""

    def broken(*_: object) -> object:
        raise KeyError("amount")

    for name in ("social_insurance.calculate_flexible", "social_insurance.enrol_flexible"):
        monkeypatch.setattr(OPERATIONS[name], "check", broken)
    monkeypatch.setitem(SHEETS, "social_card", broken)
    (fault,) = proof().faults
    assert "z01.toml：业务日期 2026-06-15 打不开社会保障卡的规则页、“" in fault
    assert (
        "（social_insurance.calculate_flexible）" in fault
        and "（social_insurance.enrol_flexible）" in fault
    )
    assert "KeyError，这是程序的毛病，请把脚本和这句话一起交给维护人员" in fault


def breaks_at(seq: int, operation: str, patch: pytest.MonkeyPatch) -> None:
    """An operation breaks down as the step of that number, and is refused elsewhere."""

    def check(form: Operation, world: World) -> Iterator[Refusal]:
        if world.seq == seq:
            raise KeyError("amount")
        yield Refusal("closed", "现在不能办理。")

    patch.setattr(OPERATIONS[operation], "check", check)


@pytest.mark.parametrize("seq", [1, 8])
def test_what_breaks_down_before_the_first_step_or_half_way_alone_is_told(
    proof, monkeypatch, seq: int
) -> None:
    breaks_at(seq, "outside.check_school", monkeypatch)
    (fault,) = proof().faults
    assert "打不开“" in fault and "（outside.check_school）（'amount'）" in fault


def test_what_breaks_down_before_any_mutant_was_tried_is_told(proof, monkeypatch) -> None:
    monkeypatch.setattr("scenarios.proving.prove.charged", benign.charged)
    breaks_at(4, "social_insurance.calculate_flexible", monkeypatch)
    assert any("证明中断（KeyError：'amount'）" in fault for fault in proof().faults)


def test_a_mistake_must_cost_exactly_its_points(proof) -> None:
    (fault,) = proof(('lost = "54"', 'lost = "55"')).faults
    assert re.match(
        r"z01\.toml:\d+ › mistakes › 第1项“wrong_person”：错误“改到了同名的人身上”扣 54，", fault
    )
    assert "声明 55（手机号码已变更 -40" in fault and fault.endswith("（变式0）")
    assert "语气平和" not in fault, "judges have not marked yet"


def test_a_mistake_must_touch_its_red_lines_and_no_others(proof) -> None:
    (fault,) = proof(('red_lines = ["unlinked_person"]\n', "")).faults
    assert "触及红线：unlinked_person，与声明不符" in fault


def test_a_red_line_whose_obligation_never_arose_is_not_touched(proof) -> None:
    lost, asked = 'lost = "10"\nedits', 'points = "10"\n\n[[rules]]\nid = "asked_first"'
    changes = (
        (asked, asked.replace("\n\n", "\nred_line = true\n\n")),
        (lost, lost.replace("edits", 'red_lines = ["read_first"]\nedits')),
    )
    more = '[[mistakes]]\nname = "unopened"\ntitle = "不打开参保信息"\nlost = "10"\nedits = [{ drop = "page" }]\n'
    assert proof(*changes, more=more).proved


def test_a_mutant_that_only_crosses_a_red_line_is_caught(proof) -> None:
    asked = 'b = { do = "social_insurance.change_person" }\n'
    fewer = (f'{asked}points = "5"', f"{asked}red_line = true"), ('points = "7"', 'points = "12"')
    found = proof(*fewer)
    assert found.proved, str(Report([found]))


def test_survivors_are_told_with_a_way_out(proof) -> None:
    found = proof(('mutants = ["drop", "namesake", "alter"]\nstep', 'mutants = ["drop"]\nstep'))
    text = str(Report([found]))
    assert {each.mutant.kind for each in found.survivors} == {"namesake", "alter"}
    assert re.search(
        r"z01\.toml:\d+ › walkthrough › 第5项“found”：漏网：“found”（social_insurance\.find_person）的 by 改为",
        text,
    )
    assert (
        '    harmless    {mutants = ["alter"], step = "found", field = "by", reason = ""}' in text
    )
    assert "办法：为它写一项期望或规则，或在 harmless 中写明为什么不该扣分" in text
    assert "变异捕获率 100.00%" not in text


def test_a_survivor_of_a_drawn_variant_alone_is_told_with_what_was_drawn(proof) -> None:
    apart = 'mutants = ["drop", "alter"]\nstep = "found"\nreason = "查错了再查"\n\n[[harmless]]\nmutants = ["namesake"]\nother = "[林路]*"\nstep'
    text = str(
        Report([proof(('mutants = ["drop", "namesake", "alter"]\nstep', apart), variants=3)])
    )
    assert re.search(r"漏网：“found”（.*）错办给.*（变式1—2，取到 surname = \"\w+\" 时）", text)
    assert text.count("漏网：") == 1


def test_steps_said_to_be_independent_must_be(proof) -> None:
    found = proof(('["read", "found"]', '["read", "found"], ["read", "page"]'))
    assert any("独立步骤换序得 83，应得 93。先读证件再打开本人的信息" in f for f in found.faults)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_few_independent_steps_are_tried_in_every_other_order(count) -> None:
    places = [3, 4, 7, 9][:count]
    assert orders(places) == list(map(list, permutations(places)))[1:]


@pytest.mark.parametrize("count", [5, 6, 9])
def test_the_orders_of_many_steps_are_spread_over_all(count) -> None:
    tried = orders(range(count))
    assert len({tuple(order) for order in tried}) == ORDERS - 1
    assert all(sorted(order) == list(range(count)) for order in tried)
    assert {order[0] for order in tried} == set(range(count))
    assert {order[-1] for order in tried} == set(range(count))
    assert tried[-1] == list(reversed(range(count))), "every two steps are tried either way round"


def test_a_mark_that_nobody_ever_loses_is_told(proof) -> None:
    more = '[[rules]]\nid = "idle"\ngroup = "process"\ntitle = "不得领失业金"\nword = "never"\nx = { do = "employment.end_employment" }\npenalty = "1"\ncap = "1"\n'
    (fault,) = proof(more=more).faults
    assert "rules › 第4项“idle”：“不得领失业金”（idle）从未失分，请补一个" in fault


def test_a_mark_that_is_lost_by_calling_nobody_alone_is_told(proof) -> None:
    called = '[[rules]]\nid = "called"\ngroup = "process"\ntitle = "叫过号"\nword = "happens"\na = { do = "hall.call_next" }\npoints = "1"\n\n'
    asked = '[[rules]]\nid = "asked_first"'
    change = (f'points = "10"\n\n{asked}', f'points = "9"\n\n{called}{asked}')
    assert any("（called）从未失分" in fault for fault in proof(change).faults)


def test_rules_always_broken_together_must_say_so(proof) -> None:
    twice = (
        'points = "10"\n\n[[rules]]\nid = "asked_first"',
        'points = "5"\n\n[[rules]]\nid = "read_twice"\ngroup = "process"\ntitle = "再写一遍"\nword = "before"\na = { do = "hall.read_id_card", where = { person = "$citizen.person" } }\nb = { do = "social_insurance.open_person", where = { person = "$citizen.person" } }\npoints = "5"\n\n[[rules]]\nid = "asked_first"',
    )
    (fault,) = proof(twice).faults
    assert "“read_first”：规则 read_first 与 read_twice 总是同时违反，请合并" in fault
    said = (
        twice[0],
        twice[1].replace('title = "再写', 'broken_with = ["read_first"]\ntitle = "再写'),
    )
    assert proof(said).proved


def test_a_harmless_entry_that_nothing_needs_is_told(proof) -> None:
    more = '[[harmless]]\nmutants = ["drop"]\nstep = "rating"\nreason = "评价可有可无"\n'
    (fault,) = proof(more=more).faults
    assert fault.endswith("：harmless“评价可有可无”没有用到，请删去")


@pytest.mark.parametrize(
    ("do", "fits"), [("social_insurance.find_person", True), ("hall.say", False)]
)
def test_a_harmless_entry_frees_mutants_of_its_own_operation_alone(proof, do, fits) -> None:
    found = proof(('step = "found"\nreason', f'step = "found"\ndo = "{do}"\nreason'))
    assert {each.mutant.step.called for each in found.survivors} == (set() if fits else {"found"})


def test_another_right_way_must_earn_everything(proof) -> None:
    way = '[[other_ways]]\nname = "twice"\ntitle = "{}"\nedits = [{{ {} }}]\n'
    assert proof(more=way.format("先收件再问", 'move = "ask_phone", after = "opened"')).proved
    (fault,) = proof(more=way.format("不问候", 'drop = "greeting"')).faults
    assert "做法“不问候”得 91.5，应得 93" in fault


def test_another_right_outcome_earns_as_much_as_the_first(proof) -> None:
    assert proof(more=BY_POST).faults == []
    impolite = BY_POST.replace('{ drop = "sign" }', '{ drop = "sign" }, { drop = "rating" }')
    (fault,) = proof(more=impolite).faults
    assert "做法“不当场打印”得 91.5，应得 93。邀请评价" in fault


def test_a_step_of_the_right_way_that_is_refused_is_told(proof) -> None:
    found = proof(('confirm = ["not_accepted"]', "confirm = []"))
    (fault,) = found.faults
    assert re.match(
        r"z01\.toml:\d+ › walkthrough › 第10项“result”：标准做法的步骤 result 没有办成：", fault
    )
    assert 'confirm = ["not_accepted"]' in fault
    assert "没有所指" not in str(Report([found]))


def test_what_is_wrong_in_several_variants_is_told_once(proof) -> None:
    found = proof(('lost = "54"', 'lost = "55"'), variants=3)
    (fault,) = found.faults
    assert fault.endswith("（变式0—2）")
    assert str(Report([found])).count("声明 55") == 1


def test_numbers_that_follow_one_another_are_told_as_a_range() -> None:
    assert ranges([0, 1, 2, 4, 6, 7]) == "0—2、4、6—7"


def test_a_caution_that_a_step_never_meets_is_told(proof) -> None:
    main = 'confirm = ["not_accepted"]'
    (fault,) = proof((main, 'confirm = ["not_accepted", "nothing_done"]')).faults
    assert "第10项“result”：步骤 result 的 confirm“nothing_done”没有用到" in fault
    assert fault.endswith("系统没有这样提醒过，请删去")
    lost = 'alter = "change", form = { person = "$namesake.person" }'
    (fault,) = proof((lost, f'{lost}, confirm = ["key_name"]')).faults
    assert "mistakes › 第1项“wrong_person”：步骤 change 的 confirm“key_name”没有用到" in fault


def test_a_mistake_that_is_stopped_on_its_way_is_told_by_the_step_that_was_stopped(proof) -> None:
    doubtful = ('confirm = ["not_accepted", "nothing_done"] }', 'confirm = ["not_accepted"] }')
    (told,) = proof(doubtful).faults
    assert "“改到了同名的人身上”的步骤 result 没有办成" in told
    assert 'confirm = ["not_accepted", "nothing_done"]' in told


def test_a_step_of_no_operation_is_a_fault_of_the_script_not_of_the_proof(written) -> None:
    loaded = load(written(('do = "hall.call_next"', 'do = "hall.call_nxt"')))
    said = "没有名为“hall.call_nxt”的操作，是否想写“hall.call_next”？"
    assert any(said in fault for fault in prove(loaded, 1).faults)
    played = rehearse(Stage(loaded.script, 0, Nothing()), loaded.script.walkthrough)
    assert said in told(played, loaded.layout)


def test_a_case_whose_variants_differ_in_people_alone_is_told_so(written) -> None:
    known = str(Report([CaseProof(load(written()), 1)]))
    alike = str(Report([CaseProof(load(written(('= "$new_phone"', '= "13900000001"'))), 1)]))
    assert "各变式变的只是人物" not in known and "各变式变的只是人物" in alike
