"""What a program is told of an attempt once it is handed in."""

from sandbox.accounts import issue_token
from sandbox.contest.sealing import receipts_of
from tests.sandbox.conftest import Browser
from tests.servers import NOON, Clock, Seat


def test_what_is_handed_in_stands_still_and_has_the_check_code_of_its_receipt(
    seat: Seat, contestant: Browser, clock: Clock
) -> None:
    server, path = seat.server, f"/api/attempts/{seat.attempt_id}"
    token = server.writer.run_now(lambda c: issue_token(c, seat.account_id, "测试", NOON))
    sitter = {"authorization": f"Bearer {token}"}
    begun = contestant.get(path, headers=sitter).json()
    assert (begun["number"], begun["check_code"]) == ("", "")
    clock.ms += 60_000
    handed_in = f"/api/sittings/{seat.sitting_id}/hand-in"
    [sealed] = contestant.post(handed_in, headers=sitter).json()
    assert (sealed["clock_ms"], sealed["left_ms"]) == (60_000, 0)
    clock.ms += 60_000
    assert contestant.get(path, headers=sitter).json() == sealed
    with server.reader.connect() as reader:
        code = receipts_of(reader, [seat.attempt_id])[seat.attempt_id]
    assert (sealed["number"], sealed["check_code"]) == (seat.number, code)
