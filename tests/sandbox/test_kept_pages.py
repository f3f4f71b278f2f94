"""Pages that are kept never take more than their share of memory."""

import pytest

from sandbox.counter import kept
from sandbox.counter.menus import menu_of, systems
from tests.sandbox.clerk import page_of
from tests.sandbox.conftest import Browser
from tests.servers import Seat


def test_pages_are_kept_by_size_however_many_addresses_are_asked_for(
    seat: Seat, contestant: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept._kept.clear()
    monkeypatch.setattr(kept, "MOST_KEPT", 100_000)
    for system in systems():
        for _, group in menu_of(system):
            for each in group:
                asked = f"{page_of(seat)}?system={system}&op={each.declared.name}"
                assert contestant.get(asked).status_code == 200
    assert 0 < sum(each.characters for each in kept._kept.values()) <= 100_000


@pytest.mark.parametrize(
    "query", ["paper=X1", "op=none.such", "system=none", "step=none", "talk=7"]
)
def test_what_there_is_not_is_the_page_without_it(
    seat: Seat, contestant: Browser, query: str
) -> None:
    kept._kept.clear()
    first = contestant.get(page_of(seat)).text
    assert contestant.get(f"{page_of(seat)}?{query}").text == first
    assert len(kept._kept) == 1
