"""The organiser's pages of a contest: who has not begun, is at work, has handed in, what waits for judges;
and the sheets that are signed."""

import re
from collections.abc import Callable, Sequence
from html import unescape

import pytest
from sqlalchemy import Connection, select

from sandbox.attempt.door import Action
from sandbox.contest import sittings
from sandbox.organising.board import Board, board_of
from sandbox.server import Server
from sandbox.store.tables import ATTEMPT
from tests.sandbox.conftest import Browser
from tests.sandbox.test_judging import account
from tests.servers import Clock
from tests.tampering import change_round

MATCH, MINUTE = 2, 60_000
Enter = Callable[[str], Browser]


@pytest.fixture
def organiser(enter: Enter) -> Browser:
    return enter("zz001")


@pytest.fixture
def match(whole: Server) -> Server:
    """The contest of the demonstration with a paper of two cases."""
    whole.writer.run_now(lambda c: change_round(c, MATCH, paper='["E09", "E01"]'))
    return whole


def begin(server: Server, login: str) -> int:
    account_id = account(server, login)

    def started(connection: Connection) -> int:
        now = server.now_ms()
        return sittings.start(connection, MATCH, account_id, now, server.source)

    return server.writer.run_now(started)


def attempts_of(server: Server, sitting_id: int) -> Sequence[tuple[int, str]]:
    with server.reader.connect() as reader:
        wanted = select(ATTEMPT.c.id, ATTEMPT.c.number).where(ATTEMPT.c.sitting_id == sitting_id)
        return [(row.id, row.number) for row in reader.execute(wanted.order_by(ATTEMPT.c.place))]


def call(server: Server, sitting_id: int, login: str) -> None:
    """The first step of a paper: the next citizen is called."""
    attempt_id = attempts_of(server, sitting_id)[0][0]
    step = Action(attempt_id, account(server, login), "hall.call_next", {}, 0, ())
    assert server.door.put(step).result().event["accepted"]


def hand_in(server: Server, sitting_id: int, login: str) -> None:
    now, account_id = server.now_ms(), account(server, login)
    server.writer.run_now(lambda c: sittings.hand_in(c, sitting_id, account_id, now))


def all_hand_in(server: Server) -> list[int]:
    """Everybody has done a step and handed in, a minute after one another; the sittings."""
    sat = []
    for login in ("xs001", "xs002", "xs003"):
        sat.append(begin(server, login))
        call(server, sat[-1], login)
        server.now_ms.ms += MINUTE  # type: ignore[attr-defined]
        hand_in(server, sat[-1], login)
    return sat


def stands(server: Server) -> Board:
    with server.reader.connect() as reader:
        return board_of(reader, MATCH, server.now_ms())


def told(text: str) -> str:
    """The words of a page."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", text.partition("<main")[2])).split())


def test_who_needs_looking_after_comes_first(match: Server, clock: Clock) -> None:
    for login in ("xs003", "xs001"):
        call(match, begin(match, login), login)
        clock.ms += 9 * MINUTE
    board = stands(match)
    assert [(each.login, each.state) for each in board.places] == [
        ("xs003", "still"), ("xs002", "absent"), ("xs001", "working"),
    ]  # fmt: skip
    assert [each.steps for each in board.places] == [1, 0, 1]
    clock.ms = board.places[0].until_ms + 1
    assert stands(match).places[0].state == "overdue"


def test_whoever_begins_and_does_nothing_for_long_is_told_of(match: Server, clock: Clock) -> None:
    begin(match, "xs001")
    clock.ms += 10 * MINUTE - 1
    assert [each.state for each in stands(match).places].count("still") == 0
    clock.ms += 1
    assert stands(match).places[0].state == "still"


def test_the_board_says_how_many_stand_how_and_nothing_of_judging_before_all_is_over(
    match: Server, organiser: Browser, clock: Clock
) -> None:
    sat = begin(match, "xs001")
    call(match, sat, "xs001")
    clock.ms += 90_000
    hand_in(match, sat, "xs001")
    begin(match, "xs002")
    assert stands(match).waiting == 0 and not stands(match).judges
    text = told(organiser.get(f"/organising/{MATCH}").text)
    for said in ("名单 3", "未开始 1", "作答中 1", "已交卷 1", "剩 120:00", "进行中", "保存正常"):
        assert said in text, said
    assert not any(said in text for said in ("待评", "红线", "评分表", "裁判"))
    only = told(organiser.get(f"/organising/{MATCH}?state=absent").text)
    assert "选手三" in only and "选手一" not in only


def test_nobody_is_given_a_sheet_before_all_is_over(match: Server, organiser: Browser) -> None:
    hand_in(match, begin(match, "xs001"), "xs001")
    answer = organiser.get(f"/organising/{MATCH}/sheets")
    assert answer.status_code == 409 and "本场次还没有结束" in answer.text


def test_afterwards_the_board_says_what_waits_and_what_each_judge_has_done(
    match: Server, organiser: Browser, enter: Enter
) -> None:
    sat = all_hand_in(match)
    assert stands(match).waiting == 3, "one level of each attempt that something was done in"
    number = attempts_of(match, sat[0])[0][1]
    sent = {"mark": "manner", "level": "2", "reason": "语气平和", "seen": "0"}
    enter("cp001").submit(f"/judging/attempts/{number}/rulings", **sent)
    board = stands(match)
    assert [(each.number, each.rulings, each.attempts) for each in board.judges] == [
        ("01", 1, 1), ("02", 0, 0),
    ]  # fmt: skip
    assert (board.waiting, [each.waiting for each in board.places]) == (2, [0, 1, 1])
    text = told(organiser.get(f"/organising/{MATCH}").text)
    assert "待评项目 2" in text and "02 裁判二 0 条 0 份 还没有评定" in text


def test_a_contestant_s_sheets_say_whose_they_are_and_when_they_were_handed_in(
    match: Server, organiser: Browser
) -> None:
    sat = all_hand_in(match)
    page = organiser.get(f"/organising/{MATCH}/sheets?sitting={sat[1]}").text
    text = told(page)
    assert page.count("<article") == 2
    assert text.count("选手 002 选手二 澄江街道便民服务中心 交卷时间 2026-06-15 12:02:00") == 2
    assert (
        "选手一" not in text
        and "仿真数据 · 云屿市人社窗口上机操作比武（演示） · 初赛第一场" in text
    )
    every = organiser.get(f"/organising/{MATCH}/sheets").text
    assert every.count("<article") == 6
    assert every.index("选手一") < every.index("选手二") < every.index("选手三")


def test_there_is_no_board_of_practice_and_no_sheet_of_who_sat_elsewhere(
    match: Server, organiser: Browser
) -> None:
    assert organiser.get("/organising/1").status_code == 404
    assert organiser.get("/organising/99").status_code == 404
    all_hand_in(match)
    assert organiser.get(f"/organising/{MATCH}/sheets?sitting=77").status_code == 404


def test_the_organiser_s_home_leads_to_each_contest_and_tells_rounds_first(
    match: Server, organiser: Browser
) -> None:
    home = organiser.get("/").text
    assert f'<a href="/organising/{MATCH}">初赛第一场</a>' in home and "/organising/1" not in home
    assert home.index("场次与作答") < home.index("运行状况") < home.index("组织者的命令")
