"""A contest is sat by its contestant, at the pages: no program acts or looks beside the seat."""

from collections.abc import Callable

from fastapi.routing import APIRoute
from sqlalchemy import select

from mock_systems.operation import OPERATIONS
from sandbox.accounts import issue_token
from sandbox.api.app import make_api
from sandbox.attempt.states import heads_of_sitting
from sandbox.server import Server
from sandbox.store.tables import ROUND, SITTING
from tests.sandbox.conftest import Browser
from tests.sandbox.contest.test_draws import MATCH
from tests.servers import CONTESTANT, NOON, sit


def test_in_a_contest_a_token_neither_acts_nor_looks_and_is_told_why(
    whole: Server, enter: Callable[[str], Browser]
) -> None:
    seat = enter("xs001")
    with whole.reader.connect() as reader:
        round_id = reader.execute(select(ROUND.c.id).where(ROUND.c.mode == "contest")).scalar_one()
    token = whole.writer.run_now(lambda c: issue_token(c, CONTESTANT, "测试", NOON))
    bearer = {"authorization": f"Bearer {token}"}
    early = seat.post(f"/api/rounds/{round_id}/sittings", json={}, headers=bearer)
    assert (early.status_code, early.json()["error"]) == (403, "not_by_program")
    seat.submit(f"/rounds/{round_id}/sittings")
    with whole.reader.connect() as reader:
        sitting = reader.execute(select(SITTING.c.id)).scalar_one()
        heads = heads_of_sitting(reader, sitting)
    named = {"attempt_id": heads[0].id, "sitting_id": sitting, "round_id": round_id}
    there = [each for each in make_api().routes if isinstance(each, APIRoute)]
    of_somebody = [each for each in there if set(named) & set(each.param_convertors)]
    assert len(of_somebody) > len(OPERATIONS)
    for route in of_somebody:
        path, [method] = "/api" + route.path.format(**named), route.methods
        answer = seat.request(method, path, json={"form": {}, "seen": 0}, headers=bearer)
        assert (answer.status_code, answer.json().get("error")) == (403, "not_by_program"), path
    assert "选手本人在页面上作答" in answer.json()["message"]
    with whole.reader.connect() as reader:
        assert heads_of_sitting(reader, sitting) == heads, "nothing was done nor handed in"


def test_marks_of_practice_are_put_away_while_a_contest_is_sat(
    whole: Server, enter: Callable[[str], Browser]
) -> None:
    browser = enter("xs001")
    practised = sit(whole)
    practised.hand_in()
    token = whole.writer.run_now(lambda c: issue_token(c, CONTESTANT, "测试", NOON))
    asked = f"/api/attempts/{practised.attempt_id}/scorecard"
    bearer = {"authorization": f"Bearer {token}"}
    assert browser.get(asked, headers=bearer).status_code == 200
    browser.submit(f"/rounds/{MATCH}/sittings")
    answer = browser.get(asked, headers=bearer)
    assert (answer.status_code, answer.json()["error"]) == (409, "during_contest")
