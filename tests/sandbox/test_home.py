"""The home page of each role, and starting a sitting from it."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from mock_systems.population.file import SUFFIX
from sandbox.contest import sittings
from sandbox.server import Server, open_server
from sandbox.store.tables import SITTING
from scenarios.shelf import Unworkable
from tests.sandbox.conftest import Browser
from tests.sandbox.rows import MINUTE, Sat
from tests.servers import NOON, Clock

Browsers = Callable[..., Browser]
Round = Callable[..., int]


def test_a_contestant_without_rounds_is_told_to_wait(browsers: Browsers) -> None:
    assert "还没有场次。" in browsers("xs001").get("/").text


def test_practice_offers_every_case_and_a_contest_only_its_start(
    browsers: Browsers, add_round: Round
) -> None:
    add_round()
    add_round(title="初赛", mode="contest")
    page = browsers("xs001").get("/").text
    assert "新员工参保" in page and "开始练习" in page
    assert "全卷 1 个案例" in page and "开始作答" in page


def test_a_contest_tells_nothing_of_its_paper_before_the_start(
    browsers: Browsers, add_round: Round
) -> None:
    add_round(title="初赛", mode="contest")
    page = browsers("xs001").get("/").text
    assert "E09" not in page and "新员工参保" not in page


def test_starting_a_contest_is_asked_with_the_minutes_there_are_and_starts_nothing(
    browsers: Browsers, add_round: Round, server: Server
) -> None:
    round_id = add_round(mode="contest", minutes=120, closes_ms=NOON + 5 * 60_000)
    browser = browsers("xs001")
    assert f'href="/rounds/{round_id}/start"' in browser.get("/").text
    page = browser.get(f"/rounds/{round_id}/start").text
    assert "从开始起有 5 分钟" in page and "每人只能开始一次" in page and "全卷 1 个案例" in page
    assert "作答时间是 120 分钟" in page
    with server.reader.connect() as reader:
        assert not reader.execute(select(SITTING)).all()
    assert browser.get("/rounds/99/start").status_code == 404


@pytest.mark.parametrize(
    ("times", "state"),
    [
        ({"opens_ms": NOON + 1}, "尚未开放"),
        ({"opens_ms": NOON}, "开放中"),
        ({"opens_ms": NOON - 1, "closes_ms": NOON}, "已结束"),
    ],
)
def test_a_round_can_be_started_only_while_it_is_open(
    browsers: Browsers, add_round: Round, times: dict[str, int], state: str
) -> None:
    round_id = add_round(mode="contest", **times)
    browser = browsers("xs001")
    page = browser.get("/").text
    assert state in page
    assert ("开始作答" in page) is (state == "开放中")
    if state != "开放中":
        refused = browser.submit(f"/rounds/{round_id}/sittings")
        assert refused.status_code == 409 and "不在开放时间内" in refused.text


def test_a_sitting_goes_on_until_its_time_is_over(
    browsers: Browsers, sat: Sat, clock: Clock
) -> None:
    browser = browsers("xs001")
    page = browser.get("/").text
    assert "继续作答" in page and f'href="/attempts/{sat.attempt_id}"' in page
    clock.ms += 31 * MINUTE
    assert "时间已到" in browser.get("/").text


def test_another_s_sitting_is_not_on_the_page(browsers: Browsers, sat: Sat) -> None:
    page = browsers("xs002").get("/").text
    assert f"/attempts/{sat.attempt_id}" not in page and "全部作答" not in page


def test_a_population_that_is_not_here_is_said_so(browsers: Browsers, add_round: Round) -> None:
    refused = browsers("xs001").submit(f"/rounds/{add_round()}/sittings", case="E09")
    assert refused.status_code == 503 and "没有这个场次的人口库" in refused.text


def test_a_damaged_population_that_no_round_stands_on_keeps_no_hall_from_opening(
    whole: Server,
) -> None:
    folder = whole.settings.populations
    folder.mkdir(exist_ok=True)
    (folder / f"population-9-{'0' * 15}1{SUFFIX}").write_bytes(b"damaged")
    open_server(whole.settings).close()


@pytest.mark.parametrize(
    ("login", "words"),
    [("cp001", "进入评审台"), ("mt001", "新员工参保"), ("zz001", "组织者的命令")],
)
def test_the_other_roles_begin_with_their_own_work(
    browsers: Browsers, sat: Sat, login: str, words: str
) -> None:
    page = browsers(login).get("/").text
    assert words in page and "选手一" not in page


def test_the_organiser_sees_what_goes_on_in_each_round_and_who_has_an_account(
    browsers: Browsers, sat: Sat, add_round: Round, clock: Clock
) -> None:
    add_round(title="初赛", mode="contest")
    organiser = browsers("zz001")
    assert rounds_told(organiser) == {
        "练习场": ["1", "1", "1", "1", "0"],
        "初赛": ["2", "1", "0", "0", "0"],
    }
    clock.ms += 31 * MINUTE
    assert rounds_told(organiser)["练习场"] == ["1", "1", "1", "0", "0"]
    browsers("xs001").submit(f"/sittings/{sat.sitting_id}/hand-in")
    assert rounds_told(organiser)["练习场"] == ["1", "1", "1", "0", "1"]
    accounts = organiser.get("/").text.partition("账号")[2]
    assert re.findall(r"<td>(\d+)</td>", accounts) == ["2", "1", "1", "1"]


def test_the_organiser_sees_what_could_not_be_started_for_want_of_its_people(
    browsers: Browsers, add_round: Round
) -> None:
    organiser, start = browsers("zz001"), f"/rounds/{add_round(mode='contest')}/sittings"
    assert started(organiser) == "启动以来没有"
    assert browsers("xs001").submit(start).status_code == 503
    told = started(organiser)
    assert told.startswith("1 次 最近一次 ")
    assert told.endswith(f"POST {start}，本服务器上没有这个场次的人口库。")


def test_the_organiser_sees_of_which_case_no_variant_can_be_worked(
    enter: Callable[[str], Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else only the log would know, and whoever raises a hand."""

    def unworkable(*_: object) -> None:
        raise Unworkable

    contestant, organiser = enter("xs001"), enter("zz001")
    monkeypatch.setattr(sittings, "stage_for", unworkable)
    answer = contestant.submit("/rounds/2/sittings")
    assert answer.status_code == 503 and "抽不出可用的变式" in answer.text
    assert started(organiser).endswith(
        "POST /rounds/2/sittings E01，这个案例在本场次抽不出可用的变式。"
    )


def started(organiser: Browser) -> str:
    """What the organiser's home says of what could not be started."""
    row = organiser.get("/").text.partition("没有能够开始作答")[2].partition("</tr>")[0]
    return " ".join(re.sub("<[^>]+>", " ", row).split())


def rounds_told(organiser: Browser) -> dict[str, list[str]]:
    """The numbers of each round: its own, cases, sittings started, going on, handed in."""
    first = r'<tr>\s*<td class="num">(\d+)</td>\s*<td>(?:<a [^>]*>)?([^<]*).*?</td>(.*?)</tr>'
    rows = re.findall(first, organiser.get("/").text, re.S)
    return {title: [id, *re.findall(r'class="num">(\d+)<', rest)] for id, title, rest in rows}


def test_a_judge_goes_from_a_round_to_its_attempts(browsers: Browsers, sat: Sat) -> None:
    judge = browsers("cp001")
    assert f'href="/judging?mode=practice&amp;round={sat.round_id}"' in judge.get("/").text
    assert judge.get(f"/judging?mode=practice&round={sat.round_id}").status_code == 200


def test_only_contestants_start_sittings(browsers: Browsers, add_round: Round) -> None:
    assert browsers("cp001").submit(f"/rounds/{add_round()}/sittings").status_code == 403
