"""Practice has room for everybody: starts are bounded, and a long history is as light as a short one."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert

from sandbox.accounts import issue_token
from sandbox.contest.practice import DAY_MS, MOST_A_DAY, MOST_OPEN
from sandbox.contest.rounds import MOST_SHOWN
from sandbox.server import Server
from sandbox.store.contest import CONTEST, PRACTICE
from sandbox.store.tables import ATTEMPT, SITTING
from tests import servers
from tests.sandbox.conftest import Browser, door_to
from tests.sandbox.contest.test_draws import PRACTICE_ROUND
from tests.sandbox.rows import MINUTE
from tests.servers import CONTESTANT, NOON, Clock

Browsers = Callable[..., Browser]
Round = Callable[..., int]


def sat(connection: Connection, round_id: int, many: int, *, handed_in: bool) -> None:
    """Rows of practice: every second one over the one case, the others over another."""
    for turn in range(1, many + 1):
        times = {
            "started_ms": NOON,
            "until_ms": NOON + 30 * MINUTE,
            "handed_in_ms": NOON * handed_in,
        }
        sitting = {"round_id": round_id, "account_id": 1, "turn": turn, **times}
        made = connection.execute(insert(SITTING).returning(SITTING.c.id), sitting).scalar_one()
        hashes = {"script_hash": "1", "population_hash": "0" * 64, "genesis": "2", "variant": 1}
        place = {"sitting_id": made, "place": 1, "number": f"{round_id}{turn:07d}"}
        case = {"case_id": "E09" if turn == 1 else "E10", "business_date": "2026-06-15"}
        rest = {"started_ms": NOON, "sealed_ms": int(handed_in)}
        connection.execute(insert(ATTEMPT), {**hashes, **place, **case, **rest})


@pytest.mark.parametrize(
    ("many", "handed_in", "words"),
    [(MOST_OPEN, False, "还没有交卷"), (MOST_A_DAY, True, "一天之内已练习")],
)
def test_nobody_starts_practice_without_end(
    server: Server,
    browsers: Browsers,
    token: Callable[[str], dict[str, str]],
    add_round: Round,
    clock: Clock,
    many: int,
    handed_in: bool,
    words: str,
) -> None:
    round_id = add_round()
    server.writer.run_now(lambda c: sat(c, round_id, many, handed_in=handed_in))
    here = f"/rounds/{round_id}/sittings"
    refused = browsers("xs001").submit(here, case="E02")
    assert refused.status_code == 429 and words in refused.text
    program = browsers().post(f"/api{here}", json={"case": "E02"}, headers=token("xs001"))
    assert program.status_code == 429 and program.json()["error"] == "too_much_practice"
    assert browsers("xs002").submit(here, case="E09").status_code == 503, (
        "the population is missing"
    )
    clock.ms += DAY_MS
    assert browsers("xs001").submit(here, case="E09").status_code == 503


def test_practice_asked_for_twice_is_begun_once_until_it_is_handed_in_or_over(
    whole: Server, enter: Callable[[str], Browser], clock: Clock
) -> None:
    here = "/rounds/1/sittings"
    mine, tab = enter("xs001"), enter("xs001")
    token = whole.writer.run_now(lambda c: issue_token(c, CONTESTANT, "测试", clock.ms))
    program = {"authorization": f"Bearer {token}"}

    def begun() -> list[str]:
        """Where two tabs and a program are led that all start the same case."""
        led = [tab.submit(here, case="E09").headers["location"] for tab in (mine, tab)]
        [started] = tab.post(f"/api{here}", json={"case": "E09"}, headers=program).json()
        return [*led, f"/attempts/{started['attempt']}"]

    [first] = set(begun())
    mine.submit("/sittings/1/hand-in")
    [second] = set(begun())
    clock.ms += 60 * MINUTE
    [attempt] = set(begun())
    assert len({first, second, attempt}) == 3
    assert mine.submit(here, case="E01").headers["location"] != attempt
    assert enter("xs002").submit(here, case="E09").headers["location"] != attempt


def test_whoever_has_no_room_left_is_brought_to_what_goes_on(
    server: Server, browsers: Browsers, add_round: Round
) -> None:
    round_id = add_round()
    server.writer.run_now(lambda c: sat(c, round_id, MOST_OPEN, handed_in=False))
    browser = browsers("xs001")
    browser.follow_redirects = False
    here = f"/rounds/{round_id}/sittings"
    assert browser.submit(here, case="E10").headers["location"] == f"/attempts/{MOST_OPEN}"
    assert browser.submit(here, case="E11").status_code == 429


def test_practice_done_keeps_nobody_from_a_contest(
    server: Server, browsers: Browsers, add_round: Round
) -> None:
    round_id, contest = add_round(mode=PRACTICE), add_round(mode=CONTEST)
    server.writer.run_now(lambda c: sat(c, round_id, MOST_A_DAY, handed_in=True))
    assert browsers("xs001").submit(f"/rounds/{contest}/sittings").status_code == 503


def test_a_home_page_over_many_sittings_is_light_and_older_ones_are_a_page_away(
    server: Server, browsers: Browsers, add_round: Round
) -> None:
    round_id, many = add_round(), 1_200
    server.writer.run_now(lambda c: sat(c, round_id, many, handed_in=True))
    browser = browsers("xs001")
    page = browser.get("/")
    began = time.process_time()
    for _ in range(5):
        browser.get("/")
    assert (time.process_time() - began) / 5 < 0.1
    assert f"全部作答（{many}）" in page.text and f"第 {many} 次" in page.text
    assert page.text.count('<td class="wide">') <= MOST_SHOWN + 2 and len(page.text) < 40_000
    assert "已交卷" in page.text.partition('class="latest"')[2].partition("</td>")[0], "of case E09"
    seen = []
    for number in (1, 2, many // MOST_SHOWN, many // MOST_SHOWN + 1):
        listed = browser.get(f"/rounds/{round_id}/sittings?page={number}").text
        seen.append([turn for turn in range(1, many + 1) if f"第 {turn} 次 ·" in listed])
    newest = list(range(many - MOST_SHOWN + 1, many + 1))
    assert seen == [
        newest,
        [turn - MOST_SHOWN for turn in newest],
        list(range(1, MOST_SHOWN + 1)),
        [],
    ]
    assert browsers("xs002").get(f"/rounds/{round_id}/sittings").text.count("/attempts/") == 0
    assert browser.get("/rounds/99/sittings").status_code == 404


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
@pytest.mark.parametrize("case", ["E00", "\\u0000", "E0\\u00009", "\\ud800"])
def test_a_case_that_no_database_can_name_is_one_more_that_there_is_not(
    case: str, database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'hall.db'}"
    if database == "postgresql":
        url = request.getfixturevalue("postgres_url")
    with servers.open_server(url, home=tmp_path) as server, door_to(server) as program:
        made = server.writer.run_now(lambda c: issue_token(c, CONTESTANT, "测试", NOON))
        answer = program.post(
            f"/api/rounds/{PRACTICE_ROUND}/sittings",
            content=f'{{"case":"{case}"}}',
            headers={"authorization": f"Bearer {made}", "content-type": "application/json"},
        )
        assert (answer.status_code, answer.json()["error"]) == (404, "no_such_round")
