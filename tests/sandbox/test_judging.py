"""The judge's pages: the list chosen and sorted by address, words instead of codes, rulings."""

import re
from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import select

from sandbox.attempt.journal import changes_of, entries, event_of
from sandbox.contest.scorecards import current_scorecard, latest_scorecard, rulings_of
from sandbox.judging import attempt_list
from sandbox.judging.attempt_list import Wanted, beside, chosen, counts, handed_in
from sandbox.judging.review import groups_of, records_at
from sandbox.judging.rulings import Wish, rule
from sandbox.judging.talk import talk_part
from sandbox.server import Server
from sandbox.store.tables import ACCOUNT, RULING
from scenarios.shelf import all_cases
from tests.sample import sampled
from tests.sandbox.clerk import up_to
from tests.sandbox.conftest import Browser
from tests.servers import OTHER, Clock, Seat, sit

Enter = Callable[[str], Browser]
CODE = re.compile(r"\b(VC\d+|M[A-Z]*C\d+|pin_\w+|ask_\w+|tell_\w+|opening)\b")


@pytest.fixture
def seat(whole: Server) -> Seat:
    """E09 worked without a mistake and handed in."""
    return worked(whole)


@pytest.fixture
def judge(enter: Enter) -> Browser:
    return enter("cp001")


def worked(server: Server, case_id: str = "E09", account_id: int = 1) -> Seat:
    seat = sit(server, case_id, account_id)
    seat.work()
    seat.hand_in()
    return seat


def idle(server: Server, case_id: str = "E09", steps: int = 1) -> Seat:
    """A case of which next to nothing was done, or nothing."""
    seat = sit(server, case_id, OTHER)
    seat.do(*seat.actions()[:steps])
    seat.hand_in()
    return seat


def page_of(seat: Seat) -> str:
    return f"/judging/attempts/{seat.number}"


def rules_on(
    server: Server, seat: Seat, mark: str, kind: str = "void", level: int | None = None
) -> None:
    """The second judge rules on a mark."""
    judge_id = account(server, "cp002")
    wish = Wish(mark, kind, None, level, "另一位裁判的理由", 0)
    server.writer.run_now(lambda c: rule(c, seat.attempt_id, judge_id, wish, server.now_ms()))


def account(server: Server, login: str) -> int:
    with server.reader.connect() as reader:
        found = reader.execute(select(ACCOUNT.c.id).where(ACCOUNT.c.login == login))
        return int(found.scalar_one())


def listed(server: Server, **named: str) -> Sequence[str]:
    """The numbers of practice attempts in a list."""
    choice = Wanted.of({"mode": "practice", **named})
    with server.reader.connect() as reader:
        return [line.number for line in chosen(handed_in(reader, server.now_ms()), choice)]


def test_the_list_holds_what_fits_the_round_the_case_and_the_state(whole: Server) -> None:
    right, nothing, other = worked(whole), idle(whole), worked(whole, "E01")
    assert set(listed(whole)) == {right.number, nothing.number, other.number}
    assert listed(whole, case="E01") == [other.number]
    assert listed(whole, round="1", case="E01") == [other.number]
    assert listed(whole, round="2") == []
    assert len(listed(whole, state="waiting")) == 3
    rules_on(whole, right, "manner", "change", 3)
    assert listed(whole, state="judged") == [right.number]
    assert right.number not in listed(whole, state="waiting")
    assert len(listed(whole, state="nonsense", sort="nonsense")) == 3


def test_an_attempt_nobody_touched_is_told_so_and_waits_for_nobody(
    whole: Server, judge: Browser
) -> None:
    touched, untouched = idle(whole), idle(whole, steps=0)
    assert listed(whole, state="untouched") == listed(whole, state="judged") == [untouched.number]
    assert listed(whole, state="waiting") == [touched.number]
    lines = judge.get("/judging?mode=practice").text.partition("<tbody>")[2].split("</tr>")
    [line] = [each for each in lines if untouched.number in each]
    assert "未动" in line and "待评定" not in line and "已评" not in line
    page = judge.get(page_of(untouched)).text
    assert "没有待评项" in page and 'data-key="3"' not in page
    asked = {"mark": "manner", "level": "3", "reason": "没有可评的", "seen": "0"}
    assert judge.submit(f"{page_of(untouched)}/rulings", **asked).status_code == 422


def test_the_list_is_sorted_both_ways_by_any_column(whole: Server) -> None:
    right, nothing = worked(whole), idle(whole)
    assert listed(whole, sort="earned") == [nothing.number, right.number]
    assert listed(whole, sort="-earned") == [right.number, nothing.number]
    choice = Wanted(sort="earned")
    assert choice.sorted_by("earned") == "-earned" and choice.sorted_by("case") == "case"
    assert choice.order_of("earned") == "ascending" and choice.order_of("case") == "none"


def test_what_was_kept_of_an_attempt_is_not_believed_after_a_ruling(
    whole: Server, seat: Seat
) -> None:
    for expected in (0, 1):
        with whole.reader.connect() as reader:
            assert counts(handed_in(reader, whole.now_ms()))["judged"] == expected
        if not expected:
            rules_on(whole, seat, "manner", "change", 2)


def test_others_are_answered_while_thousands_of_attempts_are_worked_out(
    whole: Server, judge: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[float] = []

    async def others(seconds: float) -> None:
        turns.append(seconds)

    seats = [worked(whole), idle(whole), idle(whole)]
    monkeypatch.setattr(attempt_list, "sleep", others)
    for page in ("/judging", "/judging?mode=practice", page_of(seats[0])):
        attempt_list._kept.clear()
        turns.clear()
        assert judge.get(page).status_code == 200
        assert len(turns) == len(seats), "one for each"
        judge.get(page)
        assert len(turns) == len(seats), "what is kept is not worked out again"


def test_an_attempt_that_left_the_choice_still_has_its_neighbours(whole: Server) -> None:
    seats = [worked(whole), idle(whole), idle(whole)]
    choice = Wanted(mode="practice", state="waiting")
    first, second, third = listed(whole)
    rules_on(whole, next(s for s in seats if s.number == second), "manner", "change", 3)
    with whole.reader.connect() as reader:
        lines = chosen(handed_in(reader, whole.now_ms()), choice, keep=second)
    assert beside(lines, second) == (first, third)
    assert second not in listed(whole, state="waiting")


def test_every_link_of_an_attempt_leads_back_to_the_chosen_list(judge: Browser, seat: Seat) -> None:
    idle(seat.server)
    text = judge.get(f"{page_of(seat)}?mode=practice&case=E09&sort=-earned").text
    assert 'href="/judging?mode=practice&amp;case=E09&amp;sort=-earned"' in text
    assert text.count("case=E09&amp;sort=-earned") > 30
    assert text.count('href="/"') == 1
    assert "上一份" in text or "下一份" in text


def test_no_page_of_the_judge_shows_a_bare_code(whole: Server, judge: Browser) -> None:
    for case_id in sampled():
        seat = worked(whole, case_id)
        last = seat.right.attempt["events"][-1]["seq"]
        for seq in (1, last // 2, last):
            text = judge.get(f"{page_of(seat)}?seq={seq}").text
            shown = re.sub(r"<small class=\"mark-id\">.*?</small>|<[^>]*>", " ", text)
            assert not CODE.findall(shown), (case_id, seq)


def test_a_paper_is_read_by_its_labels(whole: Server, seat: Seat) -> None:
    with whole.reader.connect() as reader:
        changes = changes_of(reader, seat.attempt_id)
    cards = [view for view in records_at(changes, 27) if view.title == "材料"]
    card = next(view for view in cards if "居民身份证" in view.name)
    written = {field.label: field.value for field in card.fields}
    assert written["性别"] == "女" and written["住址"] and "内容" not in written
    assert written["来访人"].endswith("（代办）")


def test_a_judged_mark_shows_the_whole_conversation_and_what_each_level_is_worth(
    whole: Server, judge: Browser, seat: Seat
) -> None:
    with whole.reader.connect() as reader:
        events = [event_of(row) for row in entries(reader, seat.attempt_id)]
        talk = talk_part(events, changes_of(reader, seat.attempt_id), 0, None).lines
    text = judge.get(f"{page_of(seat)}?mark=manner").text
    assert len(talk) >= 15 and [each.seq for each in talk] == sorted(each.seq for each in talk)
    assert all(each.text in text for each in talk)
    assert "2 级 = 2.00 分" in text and "待裁判评定" in text
    assert "机评<b>0.00" not in text
    assert "交谈全文" not in judge.get(f"{page_of(seat)}?mark=police_first").text


def test_what_the_visitor_said_unasked_stands_in_the_conversation_at_its_time(
    whole: Server, clock: Clock
) -> None:
    seat = sit(whole)
    seat.do(seat.actions()[0])
    undecided = up_to(seat, "hall.issue_result")
    clock.ms += 500_000
    seat.do(seat.actions()[undecided])
    with whole.reader.connect() as reader:
        events = [event_of(row) for row in entries(reader, seat.attempt_id)]
        changes = changes_of(reader, seat.attempt_id)
    [unasked] = [each for each in talk_part(events, changes, 0, None).lines if not each.seq]
    assert (unasked.at, unasked.mood) == ("07:00", "着急")
    assert all(each.seq for each in talk_part(events[:-1], changes, 0, None).lines)


def test_after_a_ruling_the_next_mark_that_waits_is_shown(whole: Server, judge: Browser) -> None:
    seat = idle(whole, "E02")
    first, second = [m.id for m in all_cases()["E02"].service][:2]
    sent = {"mark": first, "level": "2", "reason": "说清了一半", "seen": "0"}
    gone = judge.submit(f"{page_of(seat)}/rulings?state=waiting", **sent).headers["location"]
    assert f"mark={second}" in gone and f"done={first}" in gone and "state=waiting" in gone
    text = judge.get(gone).text
    assert "已保存评定：" in text and f'name="mark" value="{second}"' in text


def test_when_nothing_waits_the_mark_ruled_on_stays(judge: Browser, seat: Seat) -> None:
    sent = {"mark": "manner", "level": "3", "reason": "主动说清", "seen": "0"}
    gone = judge.submit(f"{page_of(seat)}/rulings", **sent).headers["location"]
    assert "mark=manner" in gone and "主动说清" in judge.get(gone).text


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("zh_CN", "这一项的分数应在 0.00 至 1.50 之间。"),
        ("en", "The points of this item must be between 0.00 and 1.50."),
    ],
)
def test_points_a_mark_cannot_have_are_told_with_those_it_can(
    whole: Server, judge: Browser, seat: Seat, language: str, told: str
) -> None:
    judge.submit("/language", code=language, next="/")
    sent = {"mark": "rated", "kind": "change", "points": "3", "reason": "做得很好", "seen": "0"}
    answer = judge.submit(f"{page_of(seat)}/rulings", **sent)
    assert answer.status_code == 422 and "做得很好" in answer.text
    [alert] = re.findall(r'role="alert">(.*?)</div>', answer.text)
    assert alert.startswith(told) and "300" not in alert
    with whole.reader.connect() as reader:
        assert rulings_of(reader, seat.attempt_id) == []


def confirm_all(judge: Browser, seat: Seat, seen: int = 0, reason: str = "无异议") -> None:
    return judge.submit(f"{page_of(seat)}/confirmations", seen=str(seen), reason=reason)


def test_all_is_confirmed_but_red_lines_and_what_people_judge(
    whole: Server, judge: Browser, seat: Seat
) -> None:
    assert confirm_all(judge, seat).status_code == 303
    with whole.reader.connect() as reader:
        made = rulings_of(reader, seat.attempt_id)
        marks = latest_scorecard(reader, seat.attempt_id)["marks"]
    apart = {m["id"] for m in marks if m["red_line"] or m["levels"]}
    assert len(apart) > 3
    assert {row.mark for row in made} == {m["id"] for m in marks} - apart
    assert {(row.kind, row.reason, row.judge_number) for row in made} == {
        ("confirm", "无异议", made[0].judge_number)
    }
    assert "全部确认" not in judge.get(page_of(seat)).text


def test_a_mark_ruled_on_meanwhile_is_not_confirmed_with_the_others(
    whole: Server, judge: Browser, seat: Seat
) -> None:
    rules_on(whole, seat, "police_first")
    answer = confirm_all(judge, seat, seen=0)
    assert answer.status_code == 409
    assert "没有确认：先公安核验再变更姓名" in answer.text and "其余各项已经确认" in answer.text
    with whole.reader.connect() as reader:
        made = rulings_of(reader, seat.attempt_id)
    assert [row.kind for row in made if row.mark == "police_first"] == ["void"]
    assert len(made) > 20


def test_what_a_judge_sends_twice_is_ruled_once_and_said_to_be_nobody_else_s(
    whole: Server, judge: Browser, seat: Seat
) -> None:
    sent = {"mark": "manner", "level": "3", "reason": "主动说清", "seen": "0"}
    twice = [judge.submit(f"{page_of(seat)}/rulings", **sent) for _ in range(2)]
    assert twice[0].headers["location"] == twice[1].headers["location"]
    assert [confirm_all(judge, seat).status_code for _ in range(2)] == [303, 303]
    with whole.reader.connect() as reader:
        made = [row.mark for row in rulings_of(reader, seat.attempt_id)]
    assert len(made) == len(set(made)) > 20
    sent["reason"] = "另有理由"
    assert judge.submit(f"{page_of(seat)}/rulings", **sent).status_code == 409


def test_a_ruling_that_was_on_the_screen_is_left_alone_without_a_word(
    whole: Server, judge: Browser, seat: Seat
) -> None:
    rules_on(whole, seat, "police_first")
    with whole.reader.connect() as reader:
        seen = reader.execute(select(RULING.c.id)).scalar_one()
    assert confirm_all(judge, seat, seen).status_code == 303
    with whole.reader.connect() as reader:
        made = rulings_of(reader, seat.attempt_id)
    assert [row.kind for row in made if row.mark == "police_first"] == ["void"]


def test_nothing_is_confirmed_without_a_reason(whole: Server, judge: Browser, seat: Seat) -> None:
    answer = confirm_all(judge, seat, reason=" ")
    assert answer.status_code == 422 and "请写明理由" in answer.text
    with whole.reader.connect() as reader:
        assert rulings_of(reader, seat.attempt_id) == []


def test_a_contestant_sees_in_practice_what_judges_changed_and_why(
    whole: Server, judge: Browser, enter: Enter
) -> None:
    seat = sit(whole)
    for action in seat.actions()[:12]:
        seat.server.door.put(action).result()
    seat.hand_in()
    page = f"/attempts/{seat.attempt_id}/result"
    assert "裁判的评定" not in enter("xs001").get(page).text
    confirm_all(judge, seat, reason="照机评")
    assert "裁判的评定" not in enter("xs001").get(page).text
    changed = {"mark": "rated", "kind": "change", "points": "1", "reason": "口头请过评价"}
    with whole.reader.connect() as reader:
        [seen] = [r.id for r in rulings_of(reader, seat.attempt_id) if r.mark == "rated"]
    assert judge.submit(f"{page_of(seat)}/rulings", **changed, seen=str(seen)).status_code == 303
    text = enter("xs001").get(page).text
    assert re.search('现分 <span class="big">', text)
    [told] = re.findall("裁判的评定.*?</section>", text, re.S)
    assert "邀请评价" in told and "口头请过评价" in told and "0.00 → 1.00" in told
    assert told.count("裁判意见") == 2


def looked_up_a_namesake(server: Server) -> Seat:
    seat = sit(server)
    seat.work()
    person = seat.right.stage.cast.names.fill("$namesake.person")
    seat.act("social_insurance.open_person", len(seat.actions()), person=person)
    seat.hand_in()
    return seat


def test_a_red_line_that_waits_is_told_even_where_confirming_it_would_cost_nothing(
    whole: Server, judge: Browser, enter: Enter
) -> None:
    seat = sit(whole)
    person = seat.right.stage.cast.names.fill("$namesake.person")
    seat.act("social_insurance.open_person", 0, person=person)
    seat.hand_in()
    with whole.reader.connect() as reader:
        card = latest_scorecard(reader, seat.attempt_id)
    assert card["earned"] == card["if_confirmed"] == 0
    assert "红线待裁判确认：确认后本案 0.00 分。" in judge.get(page_of(seat)).text
    result = enter("xs001").get(f"/attempts/{seat.attempt_id}/result").text
    assert "裁判确认后本案以 40.00 分为限" in result
    rules_on(whole, seat, "unlinked_person")
    assert "红线待裁判确认" not in enter("cp002").get(page_of(seat)).text


def test_a_contestant_sees_that_a_confirmed_red_line_limits_the_whole(
    whole: Server, enter: Enter
) -> None:
    seat = looked_up_a_namesake(whole)
    page = f"/attempts/{seat.attempt_id}/result"
    before = enter("xs001").get(page).text
    assert "裁判确认后本案以 40.00 分为限" in before and "40.00</span>" not in before
    rules_on(whole, seat, "unlinked_person", "confirm")
    after = enter("xs001").get(page).text
    assert 'class="big">40.00</span> / 100.00' in after
    assert "裁判已确认触碰红线：本案以 40.00 分为限。" in after


def test_a_deduction_that_a_judge_has_waived_stays_in_the_list(whole: Server) -> None:
    seat = looked_up_a_namesake(whole)
    rules_on(whole, seat, "unlinked_person", "void")
    with whole.reader.connect() as reader:
        machine = latest_scorecard(reader, seat.attempt_id)
        card = current_scorecard(machine, rulings_of(reader, seat.attempt_id))
    [waived] = [m for g in groups_of(card) for m in g.marks if m["id"] == "unlinked_person"]
    assert waived["earned"] == 0 > waived["machine"]
