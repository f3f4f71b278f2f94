"""A contestant at the counter without a browser: as far as a test wants, then by its own forms."""

from sandbox.attempt.states import AttemptState, head_of
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
