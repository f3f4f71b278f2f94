"""The evidence of a mark as a judge and, in practice, its contestant read it."""

import re
from collections.abc import Callable

import pytest

from sandbox.attempt.journal import changes_of, entries, event_of
from sandbox.judging.labels import names_in
from sandbox.judging.review import log_lines, records_at
from sandbox.language import ENGLISH, languages
from sandbox.server import Server
from tests.sandbox.conftest import Browser
from tests.servers import Seat, sit

Enter = Callable[[str], Browser]
STEP = re.compile(r'<div class="step">\s*<span>(.*?)</span>\s*<div>(.*?)</div>\s*</div>', re.S)


@pytest.fixture
def judge(enter: Enter) -> Browser:
    return enter("cp001")


@pytest.fixture
def seat(whole: Server) -> Seat:
    """E09 with the wage declared as the base, handed in."""
    seat = sit(whole).erring("base_as_wage")
    seat.work()
    seat.hand_in()
    return seat


def steps_of(page: str) -> list[tuple[str, str]]:
    """What stands under each heading of the evidence, as text."""
    bare = ((label, re.sub("<[^>]*>", "", text)) for label, text in STEP.findall(page))
    return [(label, " ".join(text.split())) for label, text in bare]


def looked_at(judge: Browser, seat: Seat, mark: str) -> list[tuple[str, str]]:
    return steps_of(judge.get(f"/judging/attempts/{seat.number}?mark={mark}").text)


def test_what_was_entered_stands_beside_the_step_it_was_entered_in(
    judge: Browser, seat: Seat, enter: Enter
) -> None:
    for steps in (
        looked_at(judge, seat, "pension"),
        steps_of(enter("xs001").get(f"/attempts/{seat.attempt_id}/result").text),
    ):
        [[because, settled], *_] = [
            [steps[n][1], steps[n + 1][1]]
            for n, (label, text) in enumerate(steps)
            if (label, text) == ("起因", "本案要求做到")
        ]
        assert because == "本案要求做到"
        assert "职工参保登记" in settled and "缴费基数：" in settled and "申报工资：" in settled


def test_a_mark_that_was_met_says_which_field_with_which_value_and_by_which_step(
    whole: Server, judge: Browser
) -> None:
    seat = sit(whole)
    seat.work()
    seat.hand_in()
    met = [text for label, text in looked_at(judge, seat, "pension") if label == "符合"]
    settled = {re.sub(".*由第 (.*) 步认定.*", r"\1", text) for text in met}
    assert len(settled) == 1 and len(set(met)) == len(met)
    assert any(re.match(r"缴费基数 [\d,]+\.\d\d 由第", text) for text in met)
    assert looked_at(judge, seat, "police_first")[0][1].startswith("第 ")


def test_a_mark_of_which_nothing_had_to_happen_says_that_it_was_not_breached(
    judge: Browser, seat: Seat
) -> None:
    assert ("符合", "没有违反本项要求。") in looked_at(judge, seat, "unlinked_person")
    for mark in ("pension", "police_first", "manner"):
        assert "没有违反" not in str(looked_at(judge, seat, mark))


def test_people_are_called_as_they_were_called_at_each_step(whole: Server) -> None:
    seat = sit(whole)
    seat.work()
    cast = seat.right.stage.cast.names
    known, true = cast.fill("$citizen.name"), cast.fill("$true_name")
    with whole.reader.connect() as reader:
        changes = changes_of(reader, seat.attempt_id)
        events = [event_of(row) for row in entries(reader, seat.attempt_id)]
    about = {line.title: line.about for line in log_lines(events, names_in(changes))}
    assert (about["个人基本信息变更"], about["职工参保登记"]) == (known, true)
    change = "social_insurance.change_person"
    [renamed] = [e["seq"] for e in events if e["operation"] == change and e["accepted"]]
    for seq, name in ((renamed - 1, known), (renamed, true), (len(events), true)):
        told = {
            field.value.partition("（")[0]
            for record in records_at(changes, seq)
            for field in record.fields
            if field.label == "个人编号" and known[0] in field.value
        }
        assert told <= {name}, seq


def test_a_search_is_told_by_what_was_searched_for(whole: Server) -> None:
    seat = sit(whole)
    seat.act("social_insurance.find_person", 0, by="name", value="姓名")
    with whole.reader.connect() as reader:
        events = [event_of(row) for row in entries(reader, seat.attempt_id)]
        [line] = log_lines(events, names_in(changes_of(reader, seat.attempt_id)))
    assert line.about == "姓名" == languages()[ENGLISH].say(line.about)


def test_what_stood_in_a_form_before_anybody_chose_is_told_with_what_was_typed() -> None:
    form = {"person": "39019C02", "unemployed": "2026-06-01", "reason": "5", "wish": "1"}
    done = {"seq": 1, "at_ms": 0, "accepted": True, "message": "", "data": form, "facts": {}}
    [line] = log_lines([done | {"operation": "employment.register_unemployment"}], names_in([]))
    assert "求职意向" in dict(line.values)


def test_what_was_there_before_the_first_step_is_nobodys_doing(judge: Browser, seat: Seat) -> None:
    page = f"/judging/attempts/{seat.number}?seq="
    before, first = (judge.get(page + seq).text for seq in "01")
    assert "第一步之前的记录" in before and 'class="record"' in before
    assert "本步" not in before and "本步改动" in first


def test_a_mark_is_told_by_its_title_and_not_by_its_name_in_the_script(
    judge: Browser, seat: Seat
) -> None:
    page = judge.get(f"/judging/attempts/{seat.number}?mark=police_first").text
    assert "<h2>先公安核验再变更姓名</h2>" in page
    assert "police_first" not in re.sub("<[^>]*>", " ", page)


def test_the_heads_of_the_page_have_english_brackets_in_english(judge: Browser, seat: Seat) -> None:
    page = f"/judging/attempts/{seat.number}"
    sent = {"mark": "pension", "kind": "void", "reason": "脚本有误", "seen": "0"}
    judge.submit(f"{page}/rulings", **sent)
    judge.submit("/language", code=ENGLISH, next="/")
    text = judge.get(page).text
    head = text[text.index('id="main"') : text.index('class="marks first"')]
    assert " (+" in head and "（" not in head


@pytest.mark.parametrize("ticked", [True, False])
def test_a_box_that_was_not_ticked_is_nothing_that_was_typed(ticked: bool) -> None:
    done = {"seq": 1, "at_ms": 0, "accepted": True, "message": "", "facts": {}}
    form = {"operation": "social_card.reset_pin", "data": {"card": "C1", "aloud": ticked}}
    [line] = log_lines([done | form], names_in([]))
    assert len(line.values) == 1 + ticked
