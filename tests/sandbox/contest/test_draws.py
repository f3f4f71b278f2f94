"""What a contestant draws is fixed by a seed that nobody can know, and that anybody can check."""

import json
import re
from asyncio import gather, run
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from sqlite3 import OperationalError
from threading import current_thread, get_ident
from types import MappingProxyType, SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select

from mock_systems.policy.parameter import BadParameter
from mock_systems.world import Nothing, World
from sandbox.accounts import issue_token
from sandbox.audit.hall import hall_findings
from sandbox.contest import sittings
from sandbox.contest.demo import PASSWORD
from sandbox.contest.draws import DRAWS, PRACTICE_VARIANTS, VARIANTS, commitment, draw
from sandbox.contest.passed_over import passed_over
from sandbox.contest.planning import HeldBack, close_round, reveal_seed
from sandbox.contest.practice import ahead_of_start, ahead_once
from sandbox.contest.sittings import Ahead
from sandbox.declined import NotCast
from sandbox.server import Server
from sandbox.store.tables import ANSWER_KEY, ATTEMPT, VOCABULARY
from scenarios.casting.compile import compiled as compile_
from scenarios.casting.names import UnknownName
from scenarios.casting.vary import drawn
from scenarios.playing.marking import Marked, full
from scenarios.playing.rehearse import Stage, rehearse
from scenarios.shelf import CastMeetsPopulation, all_cases, stage_for
from tests.sample import examples
from tests.sandbox.conftest import Browser, door_to
from tests.sandbox.contest.conftest import MATCH
from tests.servers import CONTESTANT, NOON, OTHER, SEED, Clock, open_server, sit
from tests.tampering import change_round

Enter = Callable[[str], Browser]
PRACTICE_ROUND = 1
GUIDE = Path("docs/organising.md")
ONE_SEED, OTHER_SEED = "1" * 64, "2" * 64
SEEDS = st.text("0123456789abcdef", min_size=64, max_size=64)
NUMBERS = st.text("0123456789xs", min_size=1, max_size=6)


def contest_draws(number: str, *, of: int = 1) -> list[int]:
    """Some variants that contests may come to ask for."""
    return [draw(f"{each:064x}", "contest", number, 1, 1) for each in range(of)]


@given(SEEDS, NUMBERS, st.integers(1, 20), st.integers(1, 10**6), st.integers(0, DRAWS))
def test_practice_and_contest_never_meet(
    seed: str, number: str, place: int, turn: int, again: int
) -> None:
    assert draw(seed, "practice", number, place, turn, again) < PRACTICE_VARIANTS
    assert PRACTICE_VARIANTS <= draw(seed, "contest", number, place, turn, again) < VARIANTS


def test_every_one_of_what_is_drawn_by_counts() -> None:
    drawn = [
        draw(seed, "contest", number, place, turn, again)
        for seed in (ONE_SEED, OTHER_SEED)
        for number in ("001", "002")
        for place in (1, 2)
        for turn in (1, 2)
        for again in (0, 1)
    ]
    assert len(set(drawn)) == len(drawn)


def test_seeds_nobody_knows_make_every_variant_of_a_contestant_as_likely() -> None:
    """And the commitment, which everybody knows, tells nothing: in each half of them as well."""
    known: Mapping[str, Counter[int]] = {"0-7": Counter(), "8-f": Counter()}
    for each in range(4_000):
        seed = f"{each:064x}"
        half = "0-7" if commitment(seed)[0] < "8" else "8-f"
        known[half][draw(seed, "contest", "001", 1, 1) * 8 // VARIANTS] += 1
    for eighths in known.values():
        assert all(200 < eighths[each] < 300 for each in range(8)), eighths


@pytest.mark.parametrize("case_id", all_cases())
def test_the_right_way_of_a_variant_far_off_earns_everything(case_id: str) -> None:
    script = all_cases()[case_id]
    for variant in [VARIANTS - 1, *contest_draws("001", of=examples(300, 3))]:
        marked = Marked(rehearse(Stage(script, variant, Nothing()), script.walkthrough))
        assert (marked.earned, marked.red_lines) == (full(script), set()), variant


@pytest.mark.parametrize("case_id", all_cases())
def test_no_answer_key_of_practice_is_one_of_a_contest(case_id: str) -> None:
    def key(variant: int) -> str:
        compiled = Stage(all_cases()[case_id], variant, Nothing()).compiled
        return json.dumps({**compiled, "variant": 0}, ensure_ascii=False)

    practised = set(map(key, range(PRACTICE_VARIANTS)))
    assert not practised & set(map(key, contest_draws("001", of=20)))


def give(server: Server, seed: str) -> None:
    server.writer.run_now(lambda c: change_round(c, MATCH, seed=seed))


def known_before(server: Server, browser: Browser) -> dict[str, str]:
    """All that a contestant is told who has not begun: the pages, what a program is told, and a
    practice attempt with its result, whose key is everybody's. What is drawn at random for each
    sign-in is left out."""
    token = server.writer.run_now(lambda c: issue_token(c, CONTESTANT, "测试", NOON))
    bearer = {"authorization": f"Bearer {token}"}
    seat = sit(server, "E01")
    seat.work()
    seat.hand_in()
    own = f"/attempts/{seat.attempt_id}"
    told = {path: browser.get(path).text for path in ("/", own, f"{own}/result")}
    calls = ("rounds", "openapi.json", "operations", f"{own[1:]}/journal", f"{own[1:]}/scorecard")
    told |= {path: browser.get(f"/api/{path}", headers=bearer).text for path in calls}
    return {path: re.sub(r'form_token" value="[^"]+"', "", text) for path, text in told.items()}


def drawn_in_contest(server: Server, ahead: sittings.Ahead = MappingProxyType({})) -> list[int]:
    begun = server.writer.run_now(
        lambda c: sittings.start(c, MATCH, CONTESTANT, server.now_ms(), server.source, ahead=ahead)
    )
    with server.reader.connect() as reader:
        wanted = select(ATTEMPT.c.variant).where(ATTEMPT.c.sitting_id == begun)
        return list(reader.execute(wanted).scalars())


class Numbers:
    """Numbers that follow one another, where they should be random."""

    def __init__(self) -> None:
        self.given = 0

    def __call__(self, most: int) -> int:
        self.given += 1
        return self.given % most


def test_what_is_known_before_is_the_same_whatever_the_contest_will_ask(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two halls that differ in the seed of the contest alone: a contestant is told the same in both
    but for the commitment, and then asked for other variants of every case."""
    known, asked = [], []
    for seed in (ONE_SEED, OTHER_SEED):
        monkeypatch.setattr(sittings.secrets, "randbelow", Numbers())
        url = f"sqlite:///{tmp_path / seed}.db"
        with open_server(url, home=tmp_path) as server, door_to(server) as browser:
            give(server, seed)
            browser.sign_in("xs001", PASSWORD)
            told = known_before(server, browser)
            assert commitment(seed) in told["/"] and commitment(seed) in told["rounds"]
            assert not any(seed in text for text in told.values())
            known.append({p: t.replace(commitment(seed), "") for p, t in told.items()})
            asked.append(drawn_in_contest(server))
    assert known[0] == known[1]
    assert not set(asked[0]) & set(asked[1]) and len(asked[0]) == len(all_cases())


def test_a_seed_is_shown_when_it_is_revealed_which_nobody_can_while_somebody_draws(
    whole: Server, enter: Enter, clock: Clock
) -> None:
    """And not to judges as soon as they judge: by it they could tell whose an attempt is."""
    drawn_in_contest(whole)
    homes = [enter(login) for login in ("xs001", "cp001", "zz001")]

    def held_back() -> None:
        with pytest.raises(HeldBack):
            whole.writer.run_now(lambda c: reveal_seed(c, MATCH, clock.ms))
        assert not any(SEED in home.get("/").text for home in homes)

    held_back()
    whole.writer.run_now(lambda c: close_round(c, MATCH, clock.ms))
    held_back()
    whole.writer.run_now(lambda c: sittings.hand_in(c, 1, CONTESTANT, clock.ms))
    assert not any(SEED in home.get("/").text for home in homes)
    whole.writer.run_now(lambda c: reveal_seed(c, MATCH, clock.ms))
    assert all(SEED in home.get("/").text for home in homes)


def test_what_practice_is_drawn_by_is_never_shown(whole: Server, clock: Clock) -> None:
    whole.writer.run_now(lambda c: close_round(c, PRACTICE_ROUND, clock.ms))
    with pytest.raises(HeldBack):
        whole.writer.run_now(lambda c: reveal_seed(c, PRACTICE_ROUND, clock.ms))


def test_the_guide_s_lines_draw_what_was_drawn(whole: Server) -> None:
    [lines] = re.findall(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.S)
    guide: dict[str, Any] = {}
    exec(lines, guide)
    drawn = [guide["variant"](SEED, "001", place) for place in range(1, len(all_cases()) + 1)]
    assert drawn_in_contest(whole) == drawn
    assert guide["commitment"](SEED) == commitment(SEED)


def test_what_cannot_be_cast_is_drawn_again(whole: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    first = draw(SEED, "contest", "001", 1, 1)

    def staged(script: Any, variant: int, *more: Any) -> Stage:
        if variant == first:
            raise CastMeetsPopulation
        return stage_for(script, variant, *more)

    monkeypatch.setattr(sittings, "stage_for", staged)
    assert drawn_in_contest(whole)[0] == draw(SEED, "contest", "001", 1, 1, again=1)


@pytest.mark.parametrize(
    "wrong",
    [UnknownName("a.b", "b", []), BadParameter("no figure"), ZeroDivisionError(), KeyError("x")],
)
def test_one_variant_of_which_the_script_makes_nothing_costs_nobody_the_paper(
    whole: Server, enter: Enter, monkeypatch: pytest.MonkeyPatch, wrong: Exception
) -> None:
    """Whatever it is: the contestant works the next draw, organiser and author are told which."""
    first, second = (draw(SEED, "contest", "001", 1, 1, again) for again in (0, 1))

    def compiled(stage: Stage) -> Any:
        if stage.variant == first:
            raise wrong
        return compile_(stage.script, stage.variant, stage.cast)

    monkeypatch.setattr(Stage, "compiled", property(compiled))
    contestant = enter("xs001")
    begun = contestant.submit(f"/rounds/{MATCH}/sittings")
    assert begun.status_code == 303, begun.text
    with whole.reader.connect() as reader:
        assert reader.execute(select(ATTEMPT.c.variant)).scalars().first() == second
        (passed,) = passed_over(reader)
    assert (passed.case_id, passed.variant) == ("E01", first)
    assert f"E01 变式 {first}" in enter("zz001").get("/").text
    assert f"变式 {first} 不能作答" in enter("mt001").get("/authoring/cases/E01").text
    assert str(first) not in enter("mt001").get("/authoring/cases/E02").text


def test_a_variant_whose_right_way_loses_points_is_given_to_nobody(
    whole: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """On two servers alike: what is drawn follows from the seed and what the case makes of it."""
    first = draw(SEED, "contest", "001", 1, 1)

    def marked_down(rehearsal: Any) -> Any:
        marked = Marked(rehearsal)
        lost = rehearsal.stage.variant == first
        return SimpleNamespace(earned=marked.earned - lost, broken=[])

    monkeypatch.setattr("scenarios.shelf.Marked", marked_down)
    source = Nothing()
    round_ = SimpleNamespace(seed=SEED, mode="contest", population_hash="")
    given = {
        next(sittings.workable_draws(round_, ("001", 1, 1, "E01"), source)).variant
        for _ in range(2)
    }
    assert given == {draw(SEED, "contest", "001", 1, 1, again=1)}
    assert f"E01 变式{first}：标准做法得 " in caplog.text


def test_a_variant_whose_right_way_is_refused_is_given_to_nobody(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = (draw(SEED, "contest", "001", 1, 1, again) for again in (0, 1))

    def long_ago(script: Any, variant: int, *pinned: Any) -> dict[str, Any]:
        found = drawn(script, variant, *pinned)
        return {**found, "hired": date(2026, 5, 1)} if variant == first else found

    monkeypatch.setattr("scenarios.casting.cast.drawn", long_ago)
    round_ = SimpleNamespace(seed=SEED, mode="contest", population_hash="")
    assert next(sittings.workable_draws(round_, ("001", 1, 1, "E09"), Nothing())).variant == second
    assert f"E09 变式{first}：标准做法的步骤 " in caplog.text


def test_what_is_drawn_ahead_is_what_is_drawn_and_is_not_worked_again(
    whole: Server, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writer, for which everybody waits, goes no right way."""
    ahead = ahead_of_start(whole, MATCH, CONTESTANT)
    assert [*ahead] == [("001", place, 1, id) for place, id in enumerate(all_cases(), 1)]
    contestant = enter("xs001")
    worked_by = list[str]()

    def noted(*of: Any) -> Stage:
        worked_by.append(current_thread().name)
        return stage_for(*of)

    monkeypatch.setattr(sittings, "stage_for", noted)
    assert contestant.submit(f"/rounds/{MATCH}/sittings").status_code == 303
    assert len(worked_by) == len(all_cases()) and "writer" not in worked_by
    with whole.reader.connect() as reader:
        drawn = [*reader.execute(select(ATTEMPT.c.variant)).scalars()]
    assert drawn == [stage.variant for stage in ahead.values()]
    assert not ahead_of_start(whole, MATCH, CONTESTANT), "there is a sitting"


def test_however_often_it_is_pressed_a_start_is_drawn_once_in_the_one_thread_that_draws(
    whole: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thread that reads opens the database, and the oldest of too many is shut in the midst of its
    reading, which ends the process."""
    worked_by = list[int]()

    def noted(*of: Any) -> Stage:
        worked_by.append(get_ident())
        return stage_for(*of)

    async def pressed() -> list[Ahead]:
        both = (CONTESTANT, OTHER)
        return await gather(*(ahead_once(whole, MATCH, each) for each in both for _ in range(40)))

    monkeypatch.setattr(sittings, "stage_for", noted)
    drawn = run(pressed())
    assert len(worked_by) == 2 * len(all_cases()) and len({*worked_by}) == 1
    assert all(drawn) and len({id(each) for each in drawn}) == 2
    assert not whole.drawn, "who asks later is drawn for again"


def test_nothing_is_drawn_ahead_where_nobody_can_start(whole: Server, clock: Clock) -> None:
    assert not ahead_of_start(whole, 99, CONTESTANT)
    assert not ahead_of_start(whole, PRACTICE_ROUND, CONTESTANT, "E99")
    assert [*ahead_of_start(whole, PRACTICE_ROUND, CONTESTANT, "E02")] == [("001", 1, 1, "E02")]
    sit(whole, "E02")
    assert not ahead_of_start(whole, PRACTICE_ROUND, CONTESTANT, "E02"), "it goes on"
    whole.writer.run_now(lambda c: close_round(c, MATCH, clock.ms))
    assert not ahead_of_start(whole, MATCH, CONTESTANT)


def test_a_database_that_cannot_be_read_is_not_held_against_the_script() -> None:
    class Broken(World):
        def rows(self, *_: Any) -> Any:
            raise OperationalError("disk I/O error")

    with pytest.raises(OperationalError):
        stage_for(all_cases()["E01"], 0, Broken(Nothing(), date(2026, 6, 15)))


def planted_key(server: Server) -> dict[str, Any]:
    """The answer key of another for what is drawn first."""
    case = next(iter(all_cases().values()))
    planted = {"script_hash": case.digest, "variant": draw(SEED, "contest", "001", 1, 1)}
    planted |= {"compiled": "{}", "vocabulary_hash": "0" * 64}
    with server.engine.begin() as connection:
        connection.execute(insert(VOCABULARY), {"hash": "0" * 64, "words": "{}"})
        connection.execute(insert(ANSWER_KEY), planted)
    return planted


@pytest.mark.attack
def test_what_was_drawn_ahead_and_has_the_key_of_another_is_neither_worked_nor_told_twice(
    whole: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    planted_key(whole)
    ahead = ahead_of_start(whole, MATCH, CONTESTANT)
    worked = list[int]()

    def noted(script: Any, variant: int, *more: Any) -> Stage:
        worked.append(variant)
        return stage_for(script, variant, *more)

    monkeypatch.setattr(sittings, "stage_for", noted)
    assert drawn_in_contest(whole, ahead)[0] == draw(SEED, "contest", "001", 1, 1, again=1)
    assert worked == [draw(SEED, "contest", "001", 1, 1, again=1)]
    assert caplog.text.count("has a key not made here") == 1


@pytest.mark.attack
def test_an_answer_key_kept_by_another_marks_nobody(whole: Server) -> None:
    """It is drawn again, and the key that nobody uses is found by an audit."""
    planted = planted_key(whole)
    assert drawn_in_contest(whole)[0] == draw(SEED, "contest", "001", 1, 1, again=1)
    with whole.reader.connect() as reader:
        told = "\n".join(map(str, hall_findings(reader)))
        assert not passed_over(reader), "it can be worked, and a rehearsal of it finds nothing"
    assert f"变式 {planted['variant']}：没有任何作答用它" in told


def test_a_case_that_cannot_be_cast_at_all_is_said_so_and_nothing_is_begun(
    whole: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_up(*_: Any) -> Stage:
        raise CastMeetsPopulation

    monkeypatch.setattr(sittings, "stage_for", full_up)
    with pytest.raises(NotCast):
        drawn_in_contest(whole)
    with whole.reader.connect() as reader:
        assert not reader.execute(select(ATTEMPT.c.id)).all()
