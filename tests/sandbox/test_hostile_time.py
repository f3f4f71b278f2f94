"""Whatever a form is filled with, it keeps the server from everybody else for a moment only."""

from collections.abc import Iterator, Mapping
from time import process_time

import pytest

from mock_systems.operation import OPERATIONS
from sandbox.forms.typed import boxes
from sandbox.server import Server
from tests.sample import everything
from tests.sandbox.conftest import Browser
from tests.servers import Seat, sit

pytestmark = pytest.mark.attack

MOST_S = 0.25
LONG = 4_900
"""Of how many characters a filler is: four fields of it are as much as a form may have."""
FILLERS = (
    " ",
    "\u3000",
    "1",
    "a",
    "A1",
    "一",
    "元",
    "1,",
    "1 ",
    "零",
    "，",
    "不",
    "的",
    "。",
    "请",
    "{",
    "\u200b",
    "&<",
    "身份证",
)

FILLED = [(filler, language) for filler in FILLERS for language in ("zh", "en")]


@pytest.fixture
def seat(whole: Server) -> Seat:
    return sit(whole)


def filled(name: str, filler: str) -> Mapping[str, str]:
    text = f"1{(filler * LONG)[:LONG]}1"
    return {box: text for field in OPERATIONS[name].form()[:4] for box in boxes(field)}


def of_each_kind() -> Iterator[str]:
    """Operations in whose filled fields every kind of values comes up."""
    seen = set[str]()
    for name, operation in OPERATIONS.items():
        kinds = {field.kind.name for field in operation.form()[:4]}
        if kinds - seen:
            yield name
        seen |= kinds


@pytest.mark.parametrize(
    ("filler", "language"), FILLED if everything() else [(" ", "zh"), ("不", "en")]
)
def test_no_form_takes_the_server_long(
    contestant: Browser, seat: Seat, filler: str, language: str
) -> None:
    contestant.submit("/language", code=language)
    act = f"/attempts/{seat.attempt_id}/act"
    contestant.submit(f"{act}/hall.call_next", seen="0")
    slow = {}
    for name in OPERATIONS if everything() else of_each_kind():
        began = process_time()
        contestant.submit(f"{act}/{name}", seen="1", **filled(name, filler))
        if (took := process_time() - began) > MOST_S:
            slow[name] = took
    assert slow == {}
