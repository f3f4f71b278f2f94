"""States of attempts that are kept: how many of them."""

from dataclasses import replace

from sandbox.attempt.states import MOST_KEPT, AttemptState, States, head_of
from tests.servers import Seat


def test_of_long_attempts_fewer_are_kept_than_of_short_ones(seat: Seat) -> None:
    """Or hundreds of the longest there may be would take gigabytes."""
    server, steps = seat.server, 2_000
    with server.reader.connect() as reader:
        first = server.states.of(reader, head_of(reader, seat.attempt_id))

        def kept(long: int) -> list[int]:
            states = States(server.source)
            many = [
                AttemptState(
                    replace(first.head, id=id, account_id=id),
                    first.world,
                    first.events * long,
                    first.seen,
                )
                for id in range(1, 601)
            ]
            for each in (*many, *[many[-1]] * 100):
                states.keep(each)
            there = (states.of(reader, each.head).world is first.world for each in reversed(many))
            return [
                each.head.id for each, known in zip(reversed(many), there, strict=True) if known
            ]

        assert kept(1) == [*range(600, 88, -1)]
        assert kept(steps) == [*range(600, 600 - MOST_KEPT // steps, -1)]
