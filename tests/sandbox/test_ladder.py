"""The ladder of cases: how well each is known, what comes next, and a guide for who comes the first time."""

import re
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from sandbox.contest.ladder import (
    KNOWN,
    NEW,
    PASSED,
    TRIED,
    Rung,
    comes_next,
    first_of_all,
    state_of,
)
from sandbox.contest.practised import CaseRecord
from sandbox.server import Server
from scenarios.shelf import all_cases
from tests.sandbox.conftest import Browser
from tests.sandbox.contest.test_draws import PRACTICE_ROUND
from tests.sandbox.test_lost_points import worked

HERE = "/ladder"


def tried(earned: int, **other: Any) -> Any:
    """An attempt that was practised within the usual time."""
    usual = {"decided": 10_000, "hints": 0, "guided": False, "red_line": False, "took_ms": 1}
    return SimpleNamespace(**{"earned": earned, **usual, **other})


def record(best: int | None, *latest: Any) -> CaseRecord:
    return CaseRecord(len(latest), best, best and best / 100, latest)


def rung(case: str, level: str, state: str) -> Rung:
    script = all_cases()["E09"].model_copy(update={"id": case, "level": level})
    had = None if state == NEW else record(9_000, tried(9_000))
    return Rung(PRACTICE_ROUND, script, had, state)


GOOD = tried(9_500)


@pytest.mark.parametrize(
    ("made", "state"),
    [
        (None, NEW),
        (record(8_499, tried(8_499)), TRIED),
        (record(None, tried(9_900, red_line=True)), TRIED),
        (record(8_500, tried(2_000)), PASSED),
        (record(9_500, GOOD), PASSED),
        (record(9_500, GOOD, GOOD), KNOWN),
        (record(9_500, tried(9_400), GOOD, GOOD), PASSED),
        (record(9_500, GOOD, tried(9_600, hints=100)), PASSED),
        (record(9_500, GOOD, tried(9_600, guided=True)), PASSED),
        (record(9_500, GOOD, tried(9_600, red_line=True)), PASSED),
        (record(9_500, GOOD, tried(9_600, took_ms=15 * 60_000 + 1)), PASSED),
    ],
)
def test_a_case_is_passed_by_the_best_and_known_by_the_last_two(
    made: CaseRecord | None, state: str
) -> None:
    assert state_of(made, all_cases()["E09"]) == state


@pytest.mark.parametrize(
    ("ladder", "next_"),
    [
        ([("E01", "easy", NEW), ("E02", "easy", TRIED)], "E02"),
        ([("E01", "easy", PASSED), ("E02", "medium", NEW)], "E02"),
        ([("E01", "hard", TRIED), ("E02", "easy", NEW)], "E02"),
        ([("E01", "easy", KNOWN), ("E02", "hard", PASSED)], "E02"),
        ([("E01", "easy", PASSED), ("E02", "easy", KNOWN)], "E01"),
        ([("E02", "easy", NEW), ("E01", "easy", NEW)], "E01"),
        ([], None),
    ],
)
def test_easy_comes_before_hard_and_what_was_begun_before_what_is_new(
    ladder: Sequence[tuple[str, str, str]], next_: str | None
) -> None:
    found = comes_next([rung(*each) for each in ladder])
    assert (found.script.id if found else None) == next_


def test_only_who_has_practised_nothing_is_led_through_the_shortest(whole: Server) -> None:
    new = [Rung(PRACTICE_ROUND, each, None, NEW) for each in all_cases().values()]
    first = first_of_all(new)
    assert first and first.script.id == "E03"
    assert first_of_all([*new, rung("E09", "easy", TRIED)]) is None


def test_the_home_page_offers_the_guide_once_and_then_what_comes_next(
    whole: Server, contestant: Browser
) -> None:
    assert "开始带练" in contestant.get("/").text
    worked(whole, 1)
    text = contestant.get("/").text
    assert "开始带练" not in text and 'aria-label="接着练 E09"' in text and "最好 0%" in text


def test_each_case_stands_under_its_items_with_how_well_it_is_known(
    whole: Server, contestant: Browser
) -> None:
    worked(whole)
    worked(whole)
    worked(whole, 1, case_id="E01")
    text = contestant.get(HERE).text
    rows = {
        code: " ".join(re.sub("<[^>]+>", " ", rest).split())
        for code, rest in re.findall(r'<th scope="row">(\w+)(.*?)</tr>', text, re.S)
    }
    assert "E09" in rows["A05"] and "熟练 100%" in rows["A05"] and "E09" in rows["A09"]
    assert "练过 0%" in rows["J04"] and "未练" in rows["H01"]
    assert "未练 7 · 练过 1 · 过关 0 · 熟练 1" in re.sub(r"\s+", " ", text)
    assert "中等" not in text, "a level nobody has a case of is left out"
    assert 'name="guided" value="1"' in text


def test_what_a_case_is_about_is_told_to_who_has_practised_it(
    whole: Server, contestant: Browser
) -> None:
    worked(whole, 1)
    text, cases = contestant.get(HERE).text, all_cases()
    assert cases["E09"].point in text and cases["E03"].point not in text


def test_it_is_for_contestants(contestant: Browser, enter: Any) -> None:
    assert contestant.get(HERE).status_code == 200
    assert enter("cp001").get(HERE).status_code == 403
