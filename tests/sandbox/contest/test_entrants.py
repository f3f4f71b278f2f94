"""Who may sit a round is a list: for anybody else a contest does not exist."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection

from sandbox.accounts import add_account
from sandbox.contest.entrants import SameNumber, enter, entrants
from sandbox.server import Server
from sandbox.store.tables import ENTRANT
from tests.sandbox.conftest import Browser

Round = Callable[..., int]
Browsers = Callable[..., Browser]
FIRST, SECOND = 1, 2


@pytest.fixture
def only_first(server: Server, add_round: Round) -> Callable[[str], int]:
    """Adds a round whose one entrant is the first contestant."""

    def added(mode: str) -> int:
        round_id = add_round(title="决赛", mode=mode)

        def listed(connection: Connection) -> None:
            connection.execute(ENTRANT.delete())
            enter(connection, round_id, [FIRST])

        server.writer.run_now(listed)
        return round_id

    return added


@pytest.mark.parametrize("mode", ["contest", "practice"])
def test_a_round_with_a_list_is_there_for_those_on_it_alone(
    browsers: Browsers, only_first: Callable[[str], int], token: Callable, mode: str
) -> None:
    round_id = only_first(mode)
    for login, there in (("xs001", True), ("xs002", False)):
        browser, bearer = browsers(login), token(login)
        assert ("决赛" in browser.get("/").text) == there
        offered = browser.get("/api/rounds", headers=bearer).json()
        assert [each["id"] for each in offered] == [round_id] * there
        starting = browser.submit(f"/rounds/{round_id}/sittings", case="E09")
        # The hall of these tests has no population, which is missed by whoever may start.
        assert starting.status_code == (503 if there else 404)
        path = f"/api/rounds/{round_id}/sittings"
        program = browser.post(path, json={"case": "E09"}, headers=bearer)
        missed = {"practice": 503, "contest": 403}
        assert program.status_code == (missed[mode] if there else 404)


def test_practice_without_a_list_is_for_every_contestant(
    browsers: Browsers, add_round: Round
) -> None:
    round_id = add_round()
    for login in ("xs001", "xs002"):
        browser = browsers(login)
        assert "练习场" in browser.get("/").text
        assert browser.submit(f"/rounds/{round_id}/sittings", case="E09").status_code == 503


def test_judges_and_organisers_see_every_round(
    browsers: Browsers, only_first: Callable[[str], int]
) -> None:
    only_first("contest")
    assert all("决赛" in browsers(login).get("/").text for login in ("cp001", "zz001"))


def test_an_account_made_later_is_not_in_the_contest(
    server: Server, browsers: Browsers, add_round: Round, password_hash: str
) -> None:
    add_round(title="决赛", mode="contest")
    named = {"name": "选手九", "role": "contestant", "number": "009"}
    server.writer.run_now(lambda c: add_account(c, "xs009", password_hash, **named))
    assert "决赛" not in browsers("xs009").get("/").text


def test_entering_twice_enters_once(server: Server, add_round: Round) -> None:
    round_id = add_round(mode="practice")
    for ids in ([SECOND, FIRST], [FIRST]):
        server.writer.run_now(lambda c, ids=ids: enter(c, round_id, ids))
    with server.reader.connect() as reader:
        assert entrants(reader, round_id) == [FIRST, SECOND]
        assert entrants(reader, round_id + 1) == []


def test_nobody_is_entered_with_the_number_of_another(
    server: Server, add_round: Round, password_hash: str
) -> None:
    round_id = add_round(mode="contest")
    named = {"name": "选手九", "role": "contestant", "number": "001"}

    def entered(connection: Connection) -> None:
        enter(connection, round_id, [add_account(connection, "xs009", password_hash, **named)])

    with pytest.raises(SameNumber, match="001 在名单上不止一人：xs001、xs009"):
        server.writer.run_now(entered)
    with server.reader.connect() as reader:
        assert entrants(reader, round_id) == [FIRST, SECOND]
