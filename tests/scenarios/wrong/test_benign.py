"""Scripts that charge who does nothing wrong: who talks or looks more, accepts, finds by another
line, is slower, takes harmless things the other way round, writes in words of their own."""

from pathlib import Path

import pytest

from mock_systems.operation import OPERATIONS
from mock_systems.world import Nothing
from scenarios.playing.edits import edited
from scenarios.playing.marking import Marked, full
from scenarios.playing.rehearse import Rehearsal, Stage, rehearse
from scenarios.proving.benign import all_of_it, charged, losses
from scenarios.proving.proof import CaseProof
from scenarios.proving.prove import ENOUGH, prove
from scenarios.proving.variations import variations
from scenarios.reading.load import load
from scenarios.shelf import all_cases, check_cases
from tests.sample import everything, sampled
from tests.scenarios.wrong.table import (
    RESULT,
    Wrong,
    costs,
    inserted,
    mistake,
    refused,
    rule,
    written,
)

HARMLESS = """[[harmless]]
mutants = ["drop", "namesake", "alter"]
step = "found"
reason = "怎样查到不影响结果，打开的仍是本人\""""
ASKED = """word = "before"
a = { do = "hall.say", where = { topic = "ask_phone" } }
b = { do = "social_insurance.change_person" }
points = "5\""""
READ = """a = { do = "hall.read_id_card", where = { person = "$citizen.person" } }
b = { do = "social_insurance.open_person", where = { person = "$citizen.person" } }
points = "10\""""
MOVED = 'lost = "10"\nedits = [{ move = "read", after = "page" }]'
INDEPENDENT = '["read", "found"], ["found", "page"]'
NOTICE = 'where = { kind = "result", item = "A09", person = "$citizen.person" }\npoints = "5"'
SAID = "手机号码已经变更。"
ACCEPTANCE = """[[allowed]]                         # 先受理再办结，与当场办结一样对
table = "notice"
where = { kind = "acceptance", item = "A09", person = "$citizen.person" }
"""
PRINTOUT = """[[allowed]]
table = "printout"
where = { kind = "acceptance", person = "$citizen.person" }
"""
OPEN = '{ do = "social_insurance.open_person", where = { person = "$citizen.person" } }'
OPENED = f'{{ insert = {OPEN.replace("where", "form")}, after = "page" }}'
VIEW = '{ do = "hall.view_paper" }'
THANK = '{ do = "hall.say", where = { topic = "thank" } }'


def within(seconds: int, b: str) -> str:
    return f'word = "within"\na = {{ do = "hall.say", where = {{ topic = "ask_phone" }} }}\nb = {{ do = "{b}" }}\nseconds = {seconds}\npoints = "5"'


THANKED = mistake("thanked", "25", inserted("hall.say", 'topic = "thank"', "read"), '["no_thanks"]')
VIEWED = mistake("viewed", "2", inserted("hall.view_paper", 'paper = "$card.paper"', "read"))
ACCEPTED = mistake(
    "accepted", "2", inserted("hall.accept", 'application = "$opened.application"', "opened")
)
NO_VIEW = rule("no_view", "never", f"x = {VIEW}")
BASIS = '\nbasis = "LOC 3"'
POLICY = f"{BASIS}\npolicy = true"

WRONG = [
    # Words
    Wrong(
        "nobody may say thank you",
        [],
        ["rules › ", "“no_thanks”：在“", "”之后说“感谢配合”", *costs("25", "，还触及红线，另有 ")],
        more=rule("no_thanks", "never", f"x = {THANK}", 'penalty = "25"\ncap = "25"\nred_line = true') + THANKED,
        by_proof=True,
    ),
    Wrong(
        "nobody may soothe, whatever article that is from",
        [],
        ["“no_soothing”：在“", "说“安抚情绪”", *costs("2")],
        more=rule("no_soothing", "never", 'x = { do = "hall.say", where = { topic = "soothe" } }', f'penalty = "2"\ncap = "2"{BASIS}')
        + mistake("soothed", "2", inserted("hall.say", 'topic = "soothe"', "read")),
        by_proof=True,
    ),
    Wrong(
        "whoever greets again pays",
        [],
        ["“greet_once”：在“", "说“问候请坐”", *costs("2")],
        more=rule("greet_once", "at_most", 'x = { do = "hall.say", where = { topic = "greet" } }\ntimes = 1')
        + mistake("greeted_twice", "2", inserted("hall.say", 'topic = "greet"', "read")),
        by_proof=True,
    ),
    Wrong(
        "nobody may give the papers back in words",
        [],
        ["“kept_papers”：在“", "说“交还证件材料”", *costs("2")],
        more=rule("kept_papers", "never", 'x = { do = "hall.say", where = { topic = "hand_back" } }')
        + mistake("given_back", "2", inserted("hall.say", 'topic = "hand_back"', "read")),
        by_proof=True,
    ),
    Wrong(
        "nobody may say goodbye",
        [],
        ["“no_goodbye”：在“", "之后说“", *costs("25", "，还触及红线")],
        more=rule("no_goodbye", "never", 'x = { do = "hall.say", where = { topic = "goodbye" } }', 'penalty = "25"\ncap = "25"\nred_line = true')
        + mistake("goodbye", "25", inserted("hall.say", 'topic = "goodbye"', "read"), '["no_goodbye"]'),
        by_proof=True,
    ),
    Wrong(
        "nobody may thank before a greeting",
        [],
        ["“thanked_late”：在“hall.call_next”之后说“感谢配合”", *costs("2")],
        more=rule("thanked_late", "before", 'a = { do = "hall.say", where = { topic = "greet" } }\nb = { do = "hall.say", among = { topic = ["thank", "ask_phone"] } }'),
        by_proof=True,
    ),
    # Looks
    Wrong("nobody may view a paper", [], ["“no_view”：在“", "查看材料“card”", *costs("2")], more=NO_VIEW + VIEWED, by_proof=True),
    Wrong(
        "a page may be opened once",
        [],
        ["“once”：在“", "再做一遍“page”", *costs("2")],
        more=rule("once", "at_most", f"x = {OPEN}\ntimes = 1"),
        by_proof=True,
    ),
    Wrong(
        "a page may be opened three times",
        [],
        ["“thrice”：又多说、又多看、换了次序、又慢，并没有做错", "（变式0", "请把这一项改宽"],
        more=rule("thrice", "at_most", f"x = {OPEN}\ntimes = 3")
        + mistake("five_times", "2", f"[{', '.join([OPENED] * 3)}]"),
        by_proof=True,
    ),
    Wrong(
        "the person must be found by number",
        [(HARMLESS, ""), (READ, READ.replace("10", "5")), (MOVED, MOVED.replace("10", "5"))],
        ["“by_number”：“found”改按姓名查询“citizen”", *costs("5")],
        more=rule("by_number", "happens", 'a = { do = "social_insurance.find_person", where = { by = "number", value = "$citizen.citizen_number" } }', 'points = "5"')
        + mistake("by_name", "5", '[{ alter = "found", form = { by = "name", value = "$citizen.name" } }]'),
        by_proof=True,
    ),
    Wrong(
        "nobody may look into the other system's list",
        [],
        ["“one_system”：在“", "之后按社会保障号码查询“citizen”（employment.find_person）", *costs("2")],
        more=rule("one_system", "never", 'x = { do = "employment.find_person" }')
        + mistake("work_searched", "2", inserted("employment.find_person", 'by = "number", value = "$citizen.citizen_number"', "read")),
        by_proof=True,
    ),
    Wrong(
        "nobody may calculate",
        [],
        ["“no_trial”：在“", "做“灵活就业缴费试算”", *costs("2")],
        more=rule("no_trial", "never", 'x = { do = "social_insurance.calculate_flexible" }')
        + mistake("tried", "2", inserted("social_insurance.calculate_flexible", "base = 500000", "read")),
        by_proof=True,
    ),
    Wrong(
        "the card is read once",
        [],
        ["“read_once”：在“", "再做一遍“read”", *costs("2")],
        more=rule("read_once", "at_most", 'x = { do = "hall.read_id_card" }\ntimes = 1'),
        by_proof=True,
    ),
    # Acceptance
    Wrong(
        "accepting is not allowed for",
        [(ACCEPTANCE, ""), (PRINTOUT, "")],
        ["allowed：在“opened”之后受理，送达受理通知书", "却扣 4 分", "请在 allowed 写 {", 'kind = "acceptance"', "另写 never 规则"],
        by_proof=True,
    ),
    Wrong(
        "the notice of acceptance may be written and not given",
        [(PRINTOUT, "")],
        ["allowed：在“opened”之后受理，送达受理通知书", "却扣 2 分", 'table = "printout"'],
        by_proof=True,
    ),
    Wrong(
        "nobody may accept",
        [],
        ["“no_accept”：在“opened”之后受理", *costs("2")],
        more=rule("no_accept", "never", 'x = { do = "hall.accept" }') + ACCEPTED,
        by_proof=True,
    ),
    Wrong(
        "who accepts may obtain one signature in all",
        [],
        ["“signed_once”：在“opened”之后受理，送达受理通知书", *costs("2")],
        more=rule("signed_once", "at_most", 'x = { do = "hall.obtain_signature" }\ntimes = 1'),
        by_proof=True,
    ),
    # Times
    Wrong(
        "a second is given, met by no time at all",
        [(INDEPENDENT, INDEPENDENT), (', ["opened", "change"]', ""), (ASKED, within(1, "hall.open_application")), ('form = { item = "A09", person = "$citizen.person" }\n', 'form = { item = "A09", person = "$citizen.person" }\nafter = 0\n')],
        ["“asked_first”：每步多用60秒", *costs("5")],
        by_proof=True,
    ),
    Wrong(
        "the pace of the way shown is the limit",
        [(ASKED, within(45, "social_insurance.change_person"))],
        ["“asked_first”：每步用时加倍", *costs("5")],
        by_proof=True,
    ),
    Wrong(
        "the card must be read within the pace of the way shown",
        [(READ, READ.replace("10", "8")), (MOVED, MOVED.replace("10", "10"))],
        ["“fast”：每步用时加倍", *costs("2")],
        more=rule("fast", "by", 'a = { do = "hall.read_id_card", where = { person = "$citizen.person" } }\nseconds = 40', 'points = "2"')
        + mistake("slow", "2", '[{ insert = { do = "hall.say", form = { topic = "ask_wait" }, after = 60 }, after = "greeting" }]'),
        by_proof=True,
    ),
    Wrong(
        "who takes twice as long comes to no end",
        [("minutes = 8", "minutes = 5")],
        ["z01.toml:", "minutes：标准做法要 165 秒，慢一倍的人 5 分钟（300 秒）做不完", "请改正 minutes"],
    ),
    # Orders
    Wrong(
        "nobody may look for anybody before a card is read",
        [(INDEPENDENT, '["found", "page"]'), (MOVED, MOVED.replace("10", "12"))],
        ["“read_found”：", "之后按", "查询“citizen”", *costs("2")],
        more=rule("read_found", "before", 'a = { do = "hall.read_id_card", where = { person = "$citizen.person" } }\nb = { do = "social_insurance.find_person" }'),
        by_proof=True,
    ),
    Wrong(
        "nobody may open a page without having found it in a list",
        [(INDEPENDENT, '["read", "found"]')],
        ["“found_first”：“found”与后一步“page”颠倒", *costs("2")],
        more=rule("found_first", "before", 'a = { do = "social_insurance.find_person" }\nb = { do = "social_insurance.open_person", where = { person = "$citizen.person" } }\nsame = ["person"]'),
        by_proof=True,
    ),
    Wrong(
        "nothing may be asked for before a greeting",
        [],
        ["“greet_first”：“greeting”与后一步“hall.request_paper”颠倒", *costs("2")],
        more=rule("greet_first", "before", 'a = { do = "hall.say", where = { topic = "greet" } }\nb = { do = "hall.request_paper" }')
        + mistake("greeted_late", "2", '[{ move = "greeting", after = "read" }]'),
        by_proof=True,
    ),
    # Texts
    Wrong(
        "a notice must be written word for word",
        [(NOTICE, NOTICE.replace('points = "5"', f'fields = [{{ name = "text", value = "{SAID}", points = "5" }}]')), (RESULT, RESULT.replace(" }", f', text = "{SAID}" }}'))],
        ["expect › ", "“result”：“result”的“办理结果和告知事项”换一种写法", *costs("5")],
        by_proof=True,
    ),
    # Cautions
    Wrong(
        "who sees a caution before confirming it has tried too often",
        [],
        ["“once”：“result”先不确认提醒，看了再确认", *costs("2")],
        more=rule("once", "at_most", 'x = { do = "hall.issue_result", tried = true }')
        + mistake("twice", "2", '[{ insert = { do = "hall.issue_result", form = { application = "$opened.application" } }, before = "result" }]'),
        by_proof=True,
    ),
    # Policy
    Wrong(
        "what is said to be policy does not say whose",
        [],
        ["rules › ", "“no_view” › policy：“no_view”写了 policy，没有写依据", "请写明 basis"],
        more=rule("no_view", "never", f"x = {VIEW}", 'penalty = "2"\ncap = "4"\npolicy = true') + VIEWED,
    ),
    Wrong(
        "what is said to be policy costs nobody who does no wrong",
        [('basis = "IDL 13; OPR 38; LOC 5"', 'basis = "IDL 13; OPR 38; LOC 5"\npolicy = true')],
        ["rules › ", "“read_first” › policy：", "没有一种无害的做法会失去它", "请删去 policy"],
        by_proof=True,
    ),
]  # fmt: skip


test_what_costs_who_does_nothing_wrong_is_told_with_both_ways_out = refused(WRONG)


def test_what_costs_who_does_nothing_wrong_is_proved_where_it_is_policy(tmp_path: Path) -> None:
    costs = f'penalty = "2"\ncap = "4"{POLICY}'
    meant = Wrong("", [], [], more=rule("no_view", "never", f"x = {VIEW}", costs) + VIEWED)
    path = written(meant, tmp_path)
    assert check_cases([path]) == []
    proof = prove(load(path), 1)
    assert (proof.faults, proof.survivors) == ([], [])


def test_a_question_and_the_step_that_needs_its_answer_keep_their_order(tmp_path: Path) -> None:
    """A courtesy may change places with the next step, a question may not."""
    needed = ASKED.replace("social_insurance.change_person", "hall.open_application")
    assert prove(load(written(Wrong("", [(ASKED, needed)], []), tmp_path)), 1).faults == []


def test_what_the_right_way_loses_itself_is_not_blamed_on_what_is_done_besides(
    tmp_path: Path,
) -> None:
    strict = rule("no_greeting", "never", 'x = { do = "hall.say", where = { topic = "greet" } }')
    faults = prove(load(written(Wrong("", [], [], more=strict), tmp_path)), 1).faults
    assert any("标准做法得" in each for each in faults), faults
    assert not any("并没有做错" in each for each in faults), faults


def test_of_a_way_that_accepts_all_variations_go_together_and_by_themselves_each_is_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What handfuls clear is seen, too: what is allowed for it is needed."""
    script, seen = all_cases()["E04"], list[Rehearsal]()
    (first,) = (way for way in script.other_ways if way.name == "accepted_first")
    main = rehearse(Stage(script, 0, Nothing()), edited(script.walkthrough, first.edits))
    every = [*variations(main)]
    assert all_of_it(main, every)
    monkeypatch.setattr("scenarios.proving.benign.all_of_it", lambda *_: None)
    assert losses(main, every, alone=True, see=seen.append) == []
    done = {(each.step.do, *each.step.form.values()) for way in seen for each in way.played}
    assert {(step.do, *step.form.values()) for each in every for step in each.more} <= done


def test_what_is_charged_in_a_variant_alone_is_told_there(tmp_path: Path) -> None:
    """Nobody may be looked for by name, but by the name that is drawn first."""
    searched = 'x = { do = "social_insurance.find_person", where = { by = "name" }, except = { value = ["林美玲"] } }'
    loaded = load(written(Wrong("", [], [], more=rule("named", "never", searched)), tmp_path))
    for variant in (0, 1):
        main = rehearse(Stage(loaded.script, variant, Nothing()), loaded.script.walkthrough)
        told = [each.what for each in charged(main, CaseProof(loaded, 1))]
        assert len(told) == variant
        assert all("之后按姓名查询“citizen”" in each and "却扣 2 分" in each for each in told)


@pytest.mark.parametrize("case", sampled())
def test_a_chatty_slow_thorough_differently_ordered_clerk_keeps_full_points_in_every_case(
    case: str,
) -> None:
    script = all_cases()[case]
    for variant in range(ENOUGH if everything() else 1):
        main = rehearse(Stage(script, variant, Nothing()), script.walkthrough)
        every = [*variations(main)]
        way = all_of_it(main, every)
        assert way
        assert losses(main, every, alone=False) == []
        marked = Marked(way)
        assert (marked.earned, marked.red_lines) == (full(script), set())
        said = [each.step.form.get("topic") for each in way.played if each.step.do == "hall.say"]
        words = ("greet", "thank", "soothe", "apologise", "ask_wait", "ask_more")
        assert min(map(said.count, words)) > 10
        looks = [each for each in way.played if OPERATIONS[each.step.do].declared.reads]
        assert len(looks) > 4 * len(script.walkthrough)
        tried = [OPERATIONS[each.step.do].declared.part for each in way.played].count("trial")
        assert tried >= len(main.played) - 1
        assert way.moments[-1].seconds >= main.moments[-1].seconds + 60 * len(script.walkthrough)
        order = [step.called for step in script.walkthrough if step.name]
        turned = [each.step.called for each in way.played if each.step.called in order]
        assert turned != order
        assert sorted(turned) == sorted(order)
