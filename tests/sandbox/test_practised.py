"""Own marks, best, time and trend on the home page, and practising again with the same person or another."""

import asyncio
import re
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, insert, select

from sandbox.contest import demo, practice, practised
from sandbox.contest.practised import LATEST, CaseRecord, keep, make_up, records_of
from sandbox.contest.repairs import give_time
from sandbox.server import Server
from sandbox.store.tables import ATTEMPT, PRACTISED
from tests import servers
from tests.sandbox.conftest import Browser, door_to
from tests.sandbox.contest.test_draws import MATCH, PRACTICE_ROUND
from tests.sandbox.test_practice import sat
from tests.servers import CONTESTANT, OTHER, Clock, Seat, begin, sit
from tests.tampering import change_round

Enter = Callable[[str], Browser]
HERE = f"/rounds/{PRACTICE_ROUND}/sittings"
CASE = (PRACTICE_ROUND, "E09")


@pytest.fixture
def seat(whole: Server, clock: Clock) -> Seat:
    """E09 worked in seven minutes and a half without a mistake, and handed in."""
    seat = sit(whole)
    first, *rest = seat.actions()
    seat.do(first)
    clock.ms += 450_000
    seat.do(*rest)
    seat.hand_in()
    return seat


def records(server: Server, account_id: int = CONTESTANT) -> Mapping[tuple[int, str], CaseRecord]:
    with server.reader.connect() as reader:
        return records_of(reader, account_id)


def told(browser: Browser, case_id: str = "E09") -> str:
    """What the home page says of a case."""
    rows = browser.get("/").text.partition('class="practice"')[2].split("<tr>")
    [row] = [each for each in rows if f"<td>{case_id}</td>" in each]
    return " ".join(re.sub("<[^>]+>", " ", row).split())


def variants(server: Server) -> list[int]:
    """Those of the attempts at E09, the first first."""
    with server.reader.connect() as reader:
        wanted = select(ATTEMPT.c.variant).where(ATTEMPT.c.case_id == "E09")
        return list(reader.execute(wanted.order_by(ATTEMPT.c.id)).scalars())


def test_the_home_page_tells_the_last_mark_the_best_how_often_and_how_long(
    whole: Server, seat: Seat, contestant: Browser
) -> None:
    assert "97.00 / 97.00 97.00 1 次 07:30 / 15:00" in told(contestant)
    nothing = sit(whole)
    nothing.do(nothing.actions()[0])
    nothing.hand_in()
    last = records(whole)[CASE].last
    assert last.attempt_id == nothing.attempt_id and last.earned < 2_000
    assert f"{last.earned / 100:.2f} / 97.00 97.00 2 次 00:00 / 15:00" in told(contestant)
    page = contestant.get("/").text
    assert f'href="/attempts/{nothing.attempt_id}/result"' in page
    assert f'aria-label="近 2 次（百分比）：100、{round(last.earned / 97)}"' in page
    assert records(whole, OTHER) == {}


def test_what_was_never_tried_comes_last(whole: Server, contestant: Browser) -> None:
    begin(whole, "E05")
    begin(whole, "E03")
    listed = re.findall(r"<tr>\s*<td>(E\d+)</td>", contestant.get("/").text)
    assert listed == ["E03", "E05", "E01", "E02", "E04", "E06", "E07", "E08", "E09"]


def test_an_attempt_with_a_red_line_is_told_and_is_not_the_best(
    whole: Server, seat: Seat, contestant: Browser
) -> None:
    row = {"took_ms": 60_000, "earned": 9_900, "decided": 10_000, "red_line": True}
    other = begin(whole)
    whose = {"account_id": CONTESTANT, "round_id": PRACTICE_ROUND, "case_id": "E09"}
    whole.writer.run_now(
        lambda c: c.execute(insert(PRACTISED), {"attempt_id": other, **whose, **row})
    )
    assert "红线 99.00 / 100.00 97.00 2 次" in told(contestant)


def test_a_ruling_changes_what_the_home_page_tells(
    whole: Server, seat: Seat, enter: Enter, contestant: Browser
) -> None:
    sent = {"mark": "manner", "level": "3", "reason": "主动说清", "seen": "0"}
    enter("cp001").submit(f"/judging/attempts/{seat.number}/rulings", **sent)
    assert records(whole)[CASE].last.earned == records(whole)[CASE].last.decided
    assert records(whole)[CASE].last.earned > 9_700
    before = records(whole)[CASE].last.earned
    sent = {"mark": "police_first", "kind": "change", "points": "0", "reason": "没有做到"}
    enter("cp001").submit(f"/judging/attempts/{seat.number}/rulings", seen="0", **sent)
    assert records(whole)[CASE].last.earned < before


def test_an_attempt_that_is_open_again_is_told_once_it_is_handed_in_again(
    whole: Server, seat: Seat, contestant: Browser
) -> None:
    whole.writer.run_now(lambda c: give_time(c, seat.sitting_id, 10, "停电", whole.now_ms()))
    assert records(whole) == {} and "作答中" in told(contestant)
    seat.hand_in()
    assert records(whole)[CASE].times == 1


def test_what_an_older_program_left_out_is_made_up_for_batch_by_batch(
    whole: Server, seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(practised, "AT_ONCE", 1)
    sit(whole).hand_in()
    kept = records(whole)
    assert kept[CASE].times == 2
    whole.writer.run_now(lambda c: c.execute(delete(PRACTISED)))
    begin(whole, "E01")
    asyncio.run(make_up(whole))
    assert records(whole) == kept


def test_nothing_is_kept_of_a_contest(whole: Server) -> None:
    seat = sit(whole)
    whole.writer.run_now(lambda c: change_round(c, PRACTICE_ROUND, mode="contest"))
    seat.hand_in()
    asyncio.run(make_up(whole))
    assert records(whole) == {}


def test_the_same_person_comes_again_or_another(
    whole: Server, seat: Seat, contestant: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def again(**named: str) -> None:
        gone = contestant.submit(HERE, case="E09", **named).headers["location"]
        contestant.submit(f"/sittings/{gone.rpartition('/')[2]}/hand-in")

    [first] = variants(whole)
    again(again=str(seat.attempt_id))
    assert variants(whole) == [first, first]
    draws = iter([first, first, (first + 7) % 100, first])
    monkeypatch.setattr("sandbox.contest.sittings.draw", lambda *_: next(draws, first))
    again()
    assert variants(whole)[2:] == [(first + 7) % 100], "another than the last, whatever is drawn"
    monkeypatch.undo()
    again(again=str(seat.attempt_id))
    assert variants(whole)[3:] == [first], "of the attempt that is named, not of the last"
    page = contestant.get(f"/attempts/{seat.attempt_id}/result").text
    assert f'name="again" value="{seat.attempt_id}"' in page and "换一人" in page


@pytest.mark.parametrize("named", ["999", "other", "case", "contest"])
def test_nobody_has_a_person_again_whom_they_did_not_practise_with(
    whole: Server, seat: Seat, contestant: Browser, enter: Enter, named: str
) -> None:
    attempts = {
        "999": lambda: 999,
        "other": lambda: sit(whole, "E09", OTHER).attempt_id,
        "case": lambda: sit(whole, "E01").attempt_id,
        "contest": lambda: (
            int(
                contestant.submit(f"/rounds/{MATCH}/sittings")
                .headers["location"]
                .rpartition("/")[2]
            )
            + 8
        ),
    }
    again = attempts[named]()
    refused = contestant.submit(HERE, case="E09", again=str(again))
    assert refused.status_code == 404 and len(variants(whole)) == 1 + (
        named in ("other", "contest")
    )
    with pytest.raises(practice.NoSuchAttempt):
        practice.ahead_of_start(whole, PRACTICE_ROUND, CONTESTANT, "E09", again)


@pytest.mark.parametrize(("database", "many"), [("sqlite", 2_000), ("postgresql", 40)])
def test_a_home_page_over_two_thousand_attempts_with_their_marks_is_light(
    database: str, many: int, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'hall.db'}"
    if database == "postgresql":
        url = request.getfixturevalue("postgres_url")
    with servers.open_server(url, home=tmp_path) as server:
        server.writer.run_now(lambda c: practise(c, many))
        seat = sit(server, "E09")
        seat.hand_in()
        server.writer.run_now(lambda c: keep(c, seat.attempt_id))
        found = records(server)
        assert found[CASE].times == 2 and found[PRACTICE_ROUND, "E10"].times == many - 1
        assert found[PRACTICE_ROUND, "E10"].best == many
        assert [row.earned for row in found[PRACTICE_ROUND, "E10"].latest] == [
            *range(many, many - LATEST, -1)
        ]
        with door_to(server) as browser:
            browser.sign_in("xs001", demo.PASSWORD)
            assert "2 次" in told(browser)
            began = time.process_time()
            for _ in range(5):
                browser.get("/")
            assert (time.process_time() - began) / 5 < 0.1


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_the_best_share_is_of_what_could_be_earned_in_that_very_attempt(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'hall.db'}"
    if database == "postgresql":
        url = request.getfixturevalue("postgres_url")
    made = [(7_000, 10_000), (6_400, 8_000), (1_000, 5_000), (0, 0)]
    with servers.open_server(url, home=tmp_path) as server:
        server.writer.run_now(lambda c: practise(c, len(made), made))
        found = records(server)[PRACTICE_ROUND, "E10"]
        assert (found.best, found.best_share) == (6_400, 80.0)


def practise(
    connection: Connection, many: int, made: Sequence[tuple[int, int]] | None = None
) -> None:
    """Rows of practice that was handed in, each a point better than the one before, or what was
    `made` in them: earned, and what could be."""
    sat(connection, PRACTICE_ROUND, many, handed_in=True)
    ids = connection.execute(select(ATTEMPT.c.id, ATTEMPT.c.case_id).order_by(ATTEMPT.c.id))
    fixed = {"account_id": CONTESTANT, "round_id": PRACTICE_ROUND, "took_ms": 1, "red_line": False}
    rows = [
        {"attempt_id": row.id, "case_id": row.case_id, "earned": earned, "decided": whole, **fixed}
        for row, (earned, whole) in zip(
            ids, made or [(place, many) for place in range(1, many + 1)], strict=True
        )
    ]
    connection.execute(insert(PRACTISED), rows)
