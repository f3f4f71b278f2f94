"""What a sealing record tells of a log, however long it is."""

from sandbox.attempt.states import head_of
from sandbox.contest.sealing import facts_of
from sandbox.server import Server
from tests.servers import NOON, Clock, Seat, sit


def test_a_record_tells_where_the_log_ends_and_from_which_steps_on_the_clock_was_another(
    whole: Server, seat: Seat, clock: Clock
) -> None:
    for seq, later in enumerate((60_000, -30_000, 0, 45_000, 5_000), 1):
        clock.ms += later
        seat.act("hall.say", seq, text="您好")
    untouched = sit(whole)
    with whole.reader.connect() as reader:
        facts = facts_of(reader, [seat.attempt_id, untouched.attempt_id])
        last_hash = head_of(reader, seat.attempt_id).hash
    sealed, nothing = facts[seat.attempt_id], facts[untouched.attempt_id]
    assert sealed["clock"] == [[1, NOON], [3, NOON - 30_000], [5, NOON]]
    assert (sealed["entries"], sealed["last_hash"]) == (6, last_hash)
    assert (nothing["entries"], nothing["last_hash"]) == (0, nothing["genesis"])
    assert nothing["clock"] == []
