"""Scripts that charge who corrects at once, asks again, explains later, files or refuses as rightly."""

from pathlib import Path

import pytest

from mock_systems.world import Nothing
from scenarios.playing.rehearse import Stage, rehearse
from scenarios.proving.benign import losses
from scenarios.proving.otherwise import otherwise
from scenarios.proving.thorough import thorough
from scenarios.proving.variations import variations
from scenarios.reading.load import load
from scenarios.shelf import all_cases
from tests.scenarios.wrong.table import (
    Wrong,
    costs,
    inserted,
    is_told,
    mistake,
    rule,
    said_of,
    written,
)

CHANGE = '{ do = "social_insurance.change_person" }'
TELL = '[[walkthrough]]\nas = "told"\ndo = "hall.say"\nform = { topic = "tell_birth_date" }\n\n'
AT_CHANGE = '[[walkthrough]]\nas = "change"'
ASK = '[[walkthrough]]\nas = "sure"\ndo = "hall.say"\nform = { topic = "ask_confirm" }\n\n'
AT_RESULT = '[[walkthrough]]\nas = "result"'
TAKEN_IN = '[[walkthrough]]\nas = "taken_in"\ndo = "hall.accept"\nform = { application = "$opened.application" }\n\n'
EXPLAINED = [(AT_CHANGE, f"{TELL}{AT_CHANGE}")]
LATE = """a = { do = "hall.say", where = { topic = "tell_birth_date" } }
b = { do = "social_insurance.change_person" }"""
TWICE = inserted("social_insurance.change_person", 'person = "$citizen.person", address = "海岳省云屿市屿南区渔灯街道渔歌路9号"', "opened")  # fmt: skip
A06 = """  { name = "as_flexible", title = "以灵活就业人员参保登记（A06）收件", alter = "opened", form = { item = "A06" } },
"""
WAY_A06 = """  { name = "as_flexible", title = "以灵活就业人员参保登记（A06）收件", instead = [
    { id = "application_closed", where = { item = "A06" } },
    { id = "result", where = { item = "A06" } },
  ] },
"""
DAY_AFTER = """  { name = "day_after", title = "失业日期按终止劳动关系的次日填写", alter = "register", form = { unemployed = "$day_after.day" } },
"""

WRONG = [
    ("who corrects a telephone number at once pays", Wrong("", [], [], more=rule("once", "at_most", f"x = {CHANGE}\ntimes = 1")), "做“change”时先写错“变更后手机号码”，随即改正", "once"),
    ("who asks for the card again pays", Wrong("", [], [], more=rule("once", "at_most", 'x = { do = "hall.request_paper" }\ntimes = 1')), "“hall.request_paper”之后再问一遍同样的", "once"),
    ("who asks for the number again pays", Wrong("", [], [], more=rule("once", "at_most", 'x = { do = "hall.say", where = { topic = "ask_phone" } }\ntimes = 1')), "“ask_phone”之后再问一遍同样的", "once"),
    ("who explains after changing pays", Wrong("", EXPLAINED, [], more=rule("late", "before", LATE)), "“told”与后一步“change”颠倒", "late"),
    ("who refuses in writing what is not granted pays", Wrong("", EXPLAINED, []), "“told”之后，不能办的另收一件，书面不予受理", "closed"),
    ("who tells of self-service pays", Wrong("", [], [], more=rule("odd", "never", 'x = { do = "hall.say", where = { topic = "tell_self_service" } }')), "说“告知自助查询渠道”", "odd"),
    ("who verifies a card of which nothing is said pays", Wrong("", [], [], more=rule("odd", "never", 'x = { do = "hall.verify_paper" }')), "核验材料“card”", "odd"),
    ("who corrects what was found of a form pays", Wrong("", [("rules = [\n", 'rules = [\n  { id = "once", group = "process", title = "一次核对", word = "at_most", x = { do = "hall.verify_paper", where = { paper = "$form.paper" } }, times = 1, penalty = "2", cap = "4" },\n')], [], case="E04"), "做“check_form”时先写错“核验意见”，随即改正", "once"),
    ("who writes a slip anew pays", Wrong("", [("rules = [\n", 'rules = [\n  { id = "once", group = "process", title = "一次写对", word = "at_most", x = { do = "social_insurance.issue_contribution_slip" }, times = 1, penalty = "2", cap = "4" },\n')], [], case="E06"), "做“slip”时先写错“个人应缴合计”，随即改正", "once"),
    ("who refuses anew for the right reason pays", Wrong("", [("rules = [\n", 'rules = [\n  { id = "once", group = "process", title = "一次写对", word = "at_most", x = { do = "hall.refuse" }, times = 1, penalty = "2", cap = "4" },\n')], [], case="E07"), "做“refuse”时先写错“不予受理原因”，随即改正", "once"),
    ("who explains behind the change, two steps later, pays", Wrong("", [(AT_CHANGE, f"{TELL}{ASK}{AT_CHANGE}")], [], more=rule("late", "before", LATE)), "“told”移到“change”之后", "late"),
    ("who files under the other item pays", Wrong("", [(A06, ""), (WAY_A06, "")], [], case="E06"), "“opened”按事项 A06 收件", "application_closed"),
    ("who registers from the day after pays", Wrong("", [('value = { low = "$ended", high = "$day_after.day" }, as = "band"', 'value = "$ended"'), (DAY_AFTER, "")], [], case="E05"), "“register”按 2026-06-01 登记", "jobless"),
    ("who decides at once what the way accepts first pays", Wrong("", [(AT_RESULT, f"{TAKEN_IN}{AT_RESULT}")], [], more=rule("taken", "happens", 'a = { do = "hall.accept" }')), "不做“taken_in”，当场办结", "taken"),
    ("who explains once pays", Wrong("", [('word = "happens", a = { do = "hall.say", where = { topic = "tell_student" } }', 'word = "happens", times = 2, a = { do = "hall.say", where = { topic = "tell_student" } }')], [], case="E07"), "“tell_student_again”前面说过，不再说", "told_student"),
    ("who leaves the bank blank that stays the same pays", Wrong("", [("rules = [\n", 'rules = [\n  { id = "typed", group = "process", title = "写明银行", word = "happens", a = { do = "social_card.reissue", where = { bank = "$bank.new" } }, penalty = "2", cap = "2", basis = "LCARD 8" },\n')], [], case="E01"), "“reissue”不填“合作银行（不选则不变）”", "typed"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "what", "mark"), [each[1:] for each in WRONG], ids=[each[0] for each in WRONG]
)
def test_what_is_done_as_rightly_otherwise_is_tried(
    wrong: Wrong, what: str, mark: str, tmp_path: Path
) -> None:
    script = load(written(wrong, tmp_path)).script
    main = rehearse(Stage(script, 0, Nothing()), script.walkthrough)
    told = [each for each in variations(main) if each.turned]
    tried = [*otherwise(main), *told, *thorough(main)]
    lost = losses(main, [each for each in tried if what in each.what], alone=True)
    assert [each.id for each in lost if what in each.what][:1] == [mark]


def test_a_mark_that_a_second_application_fits_too_is_given_the_line_that_tells_them_apart(
    tmp_path: Path,
) -> None:
    told = [
        "不能办的另收一件",
        "另有一件也合这一项：请写",
        '{id = "closed", where = {state = "closed"}}',
    ]
    wrong = Wrong("", EXPLAINED, told, by_proof=True)
    assert is_told(wrong, said := said_of(wrong, tmp_path)), said


def test_a_proof_tells_what_correcting_at_once_costs(tmp_path: Path) -> None:
    wrong = Wrong("", [], [f"“once”：做“change”时先写错“变更后手机号码”，随即改正，{costs('2')[0]}", *costs("2")[1:]], more=rule("once", "at_most", f"x = {CHANGE}\ntimes = 1") + mistake("twice", "4", TWICE), by_proof=True)  # fmt: skip
    said = said_of(wrong, tmp_path)
    assert is_told(wrong, said), said


def test_what_every_case_takes_for_as_right_keeps_full_points() -> None:
    """In the base story each alone; proofs try them in all variants, and together."""
    kinds = set[str]()
    for script in all_cases().values():
        main = rehearse(Stage(script, 0, Nothing()), script.walkthrough)
        every = [*otherwise(main)]
        kinds |= {each.what.partition("”")[2][:5] for each in every}
        assert losses(main, every, alone=True) == []
    assert kinds >= {"之后再问一", "时先写错“", "按事项 A", "之后，不能", "按 202"}
