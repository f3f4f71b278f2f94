"""Judges cannot tell whom they judge, and see nothing of a contest before it is over."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from sandbox.attempt.door import Action
from sandbox.contest import sittings
from sandbox.contest.demo import PASSWORD
from sandbox.server import Server
from sandbox.store.tables import ATTEMPT, ENTRANT
from scenarios.shelf import rehearse_case
from tests.sandbox.conftest import Browser, door_to
from tests.servers import Clock, open_server, sit
from tests.tampering import change_round

pytestmark = pytest.mark.attack

Enter = Callable[[str], Browser]
MATCH = 2
PAPER = ("E01", "E09")
VARIANT = 1_000_417
NUMBERS = {("E01", True): 30, ("E09", True): 10, ("E01", False): 20, ("E09", False): 40}
"""What the attempts at each case get that are worked, and that are left empty."""
Sharing = Mapping[int, set[str]]
"""Which cases of the paper each contestant works, in the order of their starts."""
SHARINGS: tuple[Sharing, ...] = (
    {1: {"E01", "E09"}, 2: set()},
    {1: set(), 2: {"E01", "E09"}},
    {2: {"E09"}, 1: {"E01"}},
)


def set_round(server: Server, **facts: object) -> None:
    server.writer.run_now(lambda c: change_round(c, MATCH, **facts))


def start(server: Server, account_id: int) -> int:
    def started(connection: Connection) -> int:
        now = server.now_ms()
        return sittings.start(connection, MATCH, account_id, now, server.source)

    return server.writer.run_now(started)


def attempts_of(server: Server, sitting_id: int) -> Mapping[str, int]:
    with server.reader.connect() as reader:
        wanted = select(ATTEMPT.c.case_id, ATTEMPT.c.id).where(ATTEMPT.c.sitting_id == sitting_id)
        return dict(reader.execute(wanted).all())


def hand_in(server: Server, sitting_id: int, account_id: int) -> None:
    now = server.now_ms()
    server.writer.run_now(lambda c: sittings.hand_in(c, sitting_id, account_id, now))


def work(server: Server, attempt_id: int, account_id: int, case_id: str) -> None:
    for event in rehearse_case(case_id, VARIANT).attempt["events"]:
        seen, confirmed = event["seq"] - 1, tuple(event["confirmed"])
        done = (event["operation"], event["data"], seen, confirmed)
        server.door.put(Action(attempt_id, account_id, *done)).result()


def contest(server: Server, clock: Clock, sharing: Sharing) -> None:
    """A contest of two, with the work shared out between them."""
    for account_id, cases in sharing.items():
        sitting_id = start(server, account_id)
        clock.ms += 60_000
        for case_id, attempt_id in attempts_of(server, sitting_id).items():
            if case_id in cases:
                work(server, attempt_id, account_id, case_id)
        hand_in(server, sitting_id, account_id)


def seen_by_a_judge(judge: Browser) -> Mapping[str, str]:
    """Every page that the list leads to, and home; without what is a sign-in's own."""
    pages = ["/", "/judging", "/judging?sort=-earned"]
    pages += [f"/judging/attempts/{number:08d}?mark=manner&seq=5" for number in NUMBERS.values()]
    answers = {page: judge.get(page) for page in pages}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {p: re.sub('form_token" value="[^"]+"', "", a.text) for p, a in answers.items()}


@pytest.fixture
def shared_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable:
    """What a judge sees of a contest whose attempts are the same and numbered alike, whoever made
    them. Each has had others before it, so the rows of the database have other numbers."""

    def judged(place: int, sharing: Sharing) -> Mapping[str, str]:
        clock, url = Clock(), f"sqlite:///{tmp_path / str(place)}.db"
        with open_server(url, clock, home=tmp_path) as server, door_to(server) as judge:
            set_round(server, paper=json.dumps(PAPER))
            third = ENTRANT.delete().where(ENTRANT.c.account_id == 3)
            server.writer.run_now(lambda c: c.execute(third))
            practise(server, place)
            with monkeypatch.context() as alike:
                numbers = [
                    NUMBERS[case, case in cases] for cases in sharing.values() for case in PAPER
                ]
                alike.setattr(sittings.secrets, "randbelow", lambda _: numbers.pop(0))
                alike.setattr(sittings, "draw", lambda *_: VARIANT)
                contest(server, clock, sharing)
            practise(server, len(SHARINGS) - place)
            judge.sign_in("cp001", PASSWORD)
            return seen_by_a_judge(judge)

    return judged


def practise(server: Server, times: int) -> None:
    for _ in range(times):
        sit(server, "E04").hand_in()


def test_a_judge_s_pages_are_the_same_whoever_made_the_attempts(shared_out: Callable) -> None:
    """Whoever of the contestants worked, began first or has the lower row: the list fits both
    alike. Nor does it tell which attempts are of one sitting."""
    first, *others = [shared_out(place, sharing) for place, sharing in enumerate(SHARINGS)]
    for other in others:
        for page, text in first.items():
            assert text == other[page], page


def test_no_page_of_a_judge_names_the_variant(shared_out: Callable) -> None:
    pages = shared_out(0, SHARINGS[0])
    assert not any(str(VARIANT) in text or "变式" in text for p, text in pages.items() if p != "/")


@pytest.fixture
def going_on(whole: Server) -> tuple[Server, str]:
    """A contest of three of which the first has handed in, and the number of one attempt."""
    set_round(whole, paper='["E09"]')
    hand_in(whole, sitting_id := start(whole, 1), 1)
    with whole.reader.connect() as reader:
        wanted = select(ATTEMPT.c.number).where(ATTEMPT.c.sitting_id == sitting_id)
        return whole, str(reader.execute(wanted).scalar_one())


def open_to_judges(judge: Browser, number: str) -> bool:
    """Whether an attempt is listed, opened and ruled on: all of it or nothing."""
    page = f"/judging/attempts/{number}"
    sent = {"mark": "none", "kind": "void", "reason": "理由充分"}
    tried = {
        number in judge.get("/judging").text,
        'href="/judging?round=2"' in judge.get("/").text,
        judge.get(page).status_code == 200,
        judge.submit(f"{page}/rulings", **sent).status_code == 422,
        judge.submit(f"{page}/confirmations", reason=" ").status_code == 422,
        judge.submit(f"{page}/markings").status_code == 303,
    }
    [judged] = tried
    return judged


def test_a_contest_is_judged_when_all_entrants_have_handed_in(
    going_on: tuple[Server, str], enter: Enter
) -> None:
    server, number = going_on
    judge = enter("cp001")
    sit(server, "E04", 3).hand_in()
    for account_id in (2, 3):
        assert not open_to_judges(judge, number)
        sitting_id = start(server, account_id)
        assert not open_to_judges(judge, number)
        hand_in(server, sitting_id, account_id)
    assert open_to_judges(judge, number)


def test_a_contest_is_judged_when_it_is_closed_and_nobody_sits_any_more(
    going_on: tuple[Server, str], enter: Enter, clock: Clock
) -> None:
    server, number = going_on
    judge, sitting_id = enter("cp001"), start(server, 2)
    set_round(server, closes_ms=clock.ms + 1)
    assert not open_to_judges(judge, number)
    clock.ms += 1
    assert not open_to_judges(judge, number)
    answer = judge.get(f"/judging/attempts/{number}")
    assert answer.status_code == 403 and "本场次还没有结束" in answer.text
    hand_in(server, sitting_id, 2)
    assert open_to_judges(judge, number)


def test_practice_is_judged_apart_from_contests(
    going_on: tuple[Server, str], enter: Enter, clock: Clock
) -> None:
    server, number = going_on
    set_round(server, closes_ms=clock.ms)
    practice = sit(server)
    practice.hand_in()
    judge = enter("cp001")
    contests, apart = (judge.get(f"/judging{mode}").text for mode in ("", "?mode=practice"))
    assert (number in contests, practice.number in contests) == (True, False)
    assert (number in apart, practice.number in apart) == (False, True)
    assert "练习场" not in contests and "初赛第一场" not in apart


def test_an_attempt_has_no_address_by_its_row(going_on: tuple[Server, str], enter: Enter) -> None:
    set_round(going_on[0], closes_ms=1)
    assert enter("cp001").get("/judging/attempts/1").status_code == 404
