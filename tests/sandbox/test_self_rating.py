"""Contestants see what a practised attempt comes to by the levels they give themselves, and nothing keeps it."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from sandbox.server import Server
from sandbox.store.tables import RULING
from tests.sandbox.conftest import Browser
from tests.servers import Seat, sit

Enter = Callable[[str], Browser]


@pytest.fixture
def address(whole: Server) -> str:
    """The result of E02 without a mistake: two marks are left to judges."""
    seat = worked(whole)
    return f"/attempts/{seat.attempt_id}/result"


def worked(server: Server) -> Seat:
    seat = sit(server, "E02")
    seat.work()
    seat.hand_in()
    return seat


def told(browser: Browser, path: str) -> str:
    """What own rating comes to; empty where nothing is said of it."""
    found = re.findall(r'<b role="status">(.*?)</b>', browser.get(path).text)
    return found[0] if found else ""


def test_own_levels_are_reckoned_with_and_kept_nowhere(
    whole: Server, contestant: Browser, address: str
) -> None:
    text = contestant.get(address).text
    fields = [*dict.fromkeys(re.findall(r'name="(level\.[^"]+)"', text))]
    assert len(fields) == 2 and told(contestant, address) == "" and "checked" not in text
    best = "&".join(f"{each}=3" for each in fields)
    assert told(contestant, f"{address}?{best}") == "按自评 100.00 / 100.00"
    worst = best.replace("=3", "=0")
    assert told(contestant, f"{address}?{worst}") == "按自评 93.00 / 100.00"
    one = told(contestant, f"{address}?{fields[0]}=3")
    earned, total = re.findall(r"[0-9.]+", one)
    assert earned == total and 93 < float(total) < 100, "the other is still open"
    rated = contestant.get(f"{address}?{fields[0]}=2").text
    assert re.search(rf'name="{re.escape(fields[0])}" value="2" checked', rated)
    assert 'class="big">93.00</span> / 93.00' in rated, "the mark is what it was"
    with whole.reader.connect() as reader:
        assert reader.execute(select(RULING)).all() == []


@pytest.mark.parametrize("level", ["4", "-1", "", "二", "3.0", "03"])
def test_what_is_no_level_is_none(contestant: Browser, address: str, level: str) -> None:
    [field, *_] = re.findall(r'name="(level\.[^"]+)"', contestant.get(address).text)
    assert told(contestant, f"{address}?{field}={level}") == ""
    assert told(contestant, f"{address}?level.police_first=3&level.=3") == ""


def test_what_a_judge_has_given_is_not_rated_again(
    whole: Server, contestant: Browser, enter: Enter
) -> None:
    seat = worked(whole)
    here = f"/attempts/{seat.attempt_id}/result"
    first, second = dict.fromkeys(re.findall(r'name="level\.([^"]+)"', contestant.get(here).text))
    sent = {"mark": first, "level": "0", "reason": "没有说清", "seen": "0"}
    enter("cp001").submit(f"/judging/attempts/{seat.number}/rulings", **sent)
    assert f'name="level.{first}"' not in contestant.get(here).text
    assert told(contestant, f"{here}?level.{first}=3") == ""
    both = told(contestant, f"{here}?level.{first}=3&level.{second}=3")
    assert both.endswith(" / 100.00") and "100.00 /" not in both
