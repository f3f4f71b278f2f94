"""Acts on an attempt without end, telling each answer: the server that a test kills."""

import sys

from tests.servers import open_server, sit


def main(url: str) -> None:
    """Print the attempt's id, then the number of every action as soon as it is answered."""
    with open_server(url, durable=True) as server:
        seat = sit(server)
        print(seat.attempt_id, flush=True)
        seat.act("hall.call_next", 0)
        for seen in range(1, 100_000):
            said = seat.act("hall.say", seen, topic=("greet", "thank")[seen % 2])
            print(said.event["seq"], flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
