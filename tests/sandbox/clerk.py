"""A contestant at the counter without a browser: as far as a test wants, then by its own forms."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from sandbox.attempt.states import AttemptState, head_of
from sandbox.server import Server
from sandbox.store.tables import ATTEMPT, ROUND
from tests.sandbox.conftest import Browser
from tests.servers import Seat


def page_of(seat: Seat) -> str:
    """The address of the counter of a seat."""
    return f"/attempts/{seat.attempt_id}"


def up_to(seat: Seat, operation: str) -> int:
    """Do the right way as far as this operation, without it; how many steps those are."""
    for done, action in enumerate(seat.actions()):
        if action.operation == operation:
            return done
        if done:
            seat.do(action)
    raise AssertionError(f"{operation} is not on the right way")


def post(contestant: Browser, seat: Seat, operation: str, seen: int, **form: str) -> None:
    """Send a form of the counter, having seen so many steps."""
    contestant.submit(f"{page_of(seat)}/act/{operation}", seen=str(seen), **form)


def state(seat: Seat) -> AttemptState:
    """The attempt of a seat as it stands."""
    with seat.server.reader.connect() as reader:
        return seat.server.states.of(reader, head_of(reader, seat.attempt_id))


def contest_begun(whole: Server, contestant: Browser) -> Sequence[Any]:
    """The attempts of a contest that the contestant has just started."""
    with whole.reader.connect() as reader:
        wanted = select(ROUND.c.id).where(ROUND.c.mode == "contest")
        contestant.submit(f"/rounds/{reader.execute(wanted).scalar_one()}/sittings")
        return reader.execute(select(ATTEMPT.c.id, ATTEMPT.c.sitting_id)).all()
