"""Pages that are kept never take more than their share of memory."""

import pytest

from sandbox.counter import kept
from tests.sandbox.clerk import page_of
from tests.sandbox.conftest import Browser
from tests.servers import Seat


def test_pages_are_kept_by_size_however_many_addresses_are_asked_for(
    seat: Seat, contestant: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept._kept.clear()
    monkeypatch.setattr(kept, "MOST_KEPT", 100_000)
    for number in range(20):
        assert contestant.get(f"{page_of(seat)}?paper=X{number}").status_code == 200
    assert 0 < sum(each.characters for each in kept._kept.values()) <= 100_000
