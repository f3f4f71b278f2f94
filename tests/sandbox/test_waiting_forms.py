"""Whether a form waits to be sent is told by what stands in it."""

import pytest

from mock_systems.operation import OPERATIONS
from mock_systems.records import Application
from sandbox.counter.drafts import KeptDraft
from sandbox.counter.view import waiting
from sandbox.forms import views
from tests.sandbox.clerk import state
from tests.servers import NOON, Seat


def test_which_forms_wait_is_told_without_listing_what_can_be_chosen(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An attempt may have hundreds of applications to choose from, and dozens of forms name one."""
    for action in seat.actions()[1:]:
        seat.do(action)
        if (now := state(seat)).world.find(Application):
            break
    typed = {"reason": ["材料不全"], "text": ["您好"]}
    asked = [name for name, each in OPERATIONS.items() if {f.name for f in each.form()} & {*typed}]
    monkeypatch.delattr(views, "described")
    left = waiting(now, {name: KeptDraft(typed, NOON) for name in asked})
    assert [each.declared.name for each in left] == asked and len(asked) > 3
