"""Acts and hands in without end, at several counters at once, telling each answer: the server that
a test kills."""

import json
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from sandbox.server import Server
from tests.servers import open_server, sit

SEATS = 4
_telling = Lock()


def main(url: str, fresh: str) -> None:
    """Print, as soon as it is answered, each action and each hand-in."""
    with (
        open_server(url, durable=True, fresh=fresh == "fresh") as server,
        ThreadPoolExecutor(SEATS) as seats,
    ):
        for each in [seats.submit(work, server) for _ in range(SEATS)]:
            each.result()


def work(server: Server) -> None:
    """One attempt after another, each some actions long."""
    while True:
        seat = sit(server)
        seat.act("hall.call_next", 0)
        for seen in range(1, random.randint(3, 12)):
            said = seat.act("hall.say", seen, topic=("greet", "thank")[seen % 2])
            tell(attempt=seat.attempt_id, seq=said.event["seq"])
        seat.hand_in()
        tell(attempt=seat.attempt_id, handed_in=True)


def tell(**answer: object) -> None:
    with _telling:
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
