"""No answer key reaches a contestant: every page and API answer of whole attempts is searched for it.

What a page may say is what the story has shown by then and the words of the hall (operations,
topics, code lists). Rules, points, mistakes, the right way and its reasons, answers not given,
papers not handed over, remarks not due and amounts not worked out are none of it.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from sqlalchemy import func, select

from mock_systems.catalogue import SYSTEMS
from mock_systems.codes import LISTS
from mock_systems.hall.topics import TOPICS
from mock_systems.money import yuan
from mock_systems.notices import NOTICE_KIND
from mock_systems.operation import OPERATIONS
from mock_systems.population.build import BuiltPopulation, build
from mock_systems.records import Paper, Remark, Reply, Utterance, Visitor
from mock_systems.world import World
from sandbox.api import shapes
from sandbox.app import make_app
from sandbox.attempt.door import Action
from sandbox.commands import writing
from sandbox.counter.menus import menu_of, systems
from sandbox.counter.rule_sheet import rule_sheet
from sandbox.server import open_server
from sandbox.settings import Settings
from sandbox.store.tables import ATTEMPT, SITTING
from scenarios.playing.edits import edited
from scenarios.playing.rehearse import Rehearsal, Stage, rehearse
from scenarios.shelf import all_cases
from tests.sample import everything, sampled
from tests.sandbox.conftest import Browser
from tests.sandbox.rows import add_people, add_round
from tests.sandbox.test_looking import leaves
from tests.servers import Clock, asked_first

pytestmark = pytest.mark.attack

CASES = sorted(all_cases())
PRACTICE, CONTEST = 1, 2
STORY = {"reply", "remark", "visitor", "paper"}
KEYS_OF_MARKS = re.compile(r'"(points|penalty|cap|red_line|walkthrough|mistakes|expect|levels)"')


@pytest.fixture(scope="module")
def population(tmp_path_factory: pytest.TempPathFactory) -> BuiltPopulation:
    return build(tmp_path_factory.mktemp("built"), people=300)


@pytest.fixture
def client(
    settings: Settings, clock: Clock, password_hash: str, population: BuiltPopulation
) -> Iterator[Browser]:
    """The hall with the product's own cases, a practice and a contest round over all of them."""
    settings.populations.mkdir()
    (settings.populations / population.path.name).write_bytes(population.path.read_bytes())
    same = {"paper": json.dumps(CASES), "population_hash": population.hash, "minutes": 600}
    with writing(settings) as writer:
        writer.run_now(lambda connection: add_people(connection, password_hash))
        for mode in ("practice", "contest"):
            facts = {**same, "title": mode, "mode": mode, "opens_ms": 0}
            writer.run_now(lambda connection, facts=facts: add_round(connection, facts))
    app = make_app(settings, lambda settings: open_server(settings, clock))
    with Browser(app, raise_server_exceptions=False) as browser:
        yield browser


@dataclass(frozen=True)
class Seat:
    """A contestant at a browser and with a token, in one attempt."""

    browser: Browser
    token: Mapping[str, str]
    attempt_id: int
    sitting_id: int
    stage: Stage
    round_id: int

    def act(self, event: Mapping[str, Any]) -> str:
        """One operation, by the API where programs may; the answer as it came."""
        sent = {name: event["data"][name] for name in event["data"]}
        if self.round_id == CONTEST:
            return self._act_in_contest(event, sent)
        body = {"form": sent, "seen": event["seq"] - 1, "confirmed": event["confirmed"]}
        path = f"/api/attempts/{self.attempt_id}/act/{event['operation']}"
        answer = self.browser.post(path, json=body, headers=self.token)
        assert answer.json()["accepted"] == event["accepted"], answer.text
        return answer.text

    def _act_in_contest(self, event: Mapping[str, Any], sent: dict[str, Any]) -> str:
        door, seen = self.browser.app.state.server.door, event["seq"] - 1
        named = (self.attempt_id, 1, event["operation"], sent, seen, event["confirmed"])
        acted = self.browser.portal.call(door.act, Action(*named))
        assert acted.event["accepted"] == event["accepted"], acted
        return shapes.outcome(acted).model_dump_json()

    @property
    def forms(self) -> Sequence[str]:
        """Where every form and every paper of this attempt stands, and its script for authors."""
        here = f"/attempts/{self.attempt_id}"
        hall = (o.declared for o in OPERATIONS.values() if o.declared.system == "hall")
        return [
            f"/authoring/cases/{self.stage.script.id}",
            *(f"{here}?system={s}&op={o.declared.name}" for s, o in _menus()),
            *(f"{here}?step={each.name}" for each in hall),
            *(f"{here}?paper={paper}" for paper in _paper_keys(self.stage)),
        ]

    def seen(self, more: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
        """What this contestant can open now: address and text."""
        here = f"/attempts/{self.attempt_id}"
        pages = ["/", here, f"{here}/result", f"/sittings/{self.sitting_id}/hand-in", *more]
        yield from ((path, self.browser.get(path).text) for path in pages)
        calls = [f"/api{here}/{each}" for each in ("counter", "journal", "scorecard")]
        calls += [f"/api{here}", "/api/rounds"]
        for path in calls:
            yield path, self.browser.get(path, headers=self.token).text


@pytest.fixture
def sit(client: Browser, browsers: Any, token: Any) -> Any:
    """Takes a seat at a case, in practice or in the contest."""

    def sat(case_id: str, round_id: int = PRACTICE) -> Seat:
        browser, server = browsers("xs001"), client.app.state.server
        asked = {"case": case_id} if round_id == PRACTICE else {}
        browser.submit(f"/rounds/{round_id}/sittings", **asked)
        # A contest opens the whole paper and names no case.
        place = CASES.index(case_id) if round_id == CONTEST else 0
        with server.reader.connect() as reader:
            newest = select(func.max(SITTING.c.id)).where(SITTING.c.round_id == round_id)
            mine = select(ATTEMPT).where(ATTEMPT.c.sitting_id == newest.scalar_subquery())
            row = reader.execute(mine.order_by(ATTEMPT.c.id)).all()[place]
        stage = Stage(all_cases()[case_id], row.variant, server.source(row.population_hash))
        return Seat(browser, token("xs001"), row.id, row.sitting_id, stage, round_id)

    return sat


def _menus() -> list[tuple[str, Any]]:
    return [(s, operation) for s in systems() for _, group in menu_of(s) for operation in group]


def _paper_keys(stage: Stage) -> list[str]:
    return [paper.paper for paper in stage.world().find(Paper)]


@cache
def vocabulary() -> str:
    """The words of the hall, which stand on every contestant's screen in every case."""
    operations = [
        [o.declared.title, o.declared.basis, [[f.label, f.hint] for f in o.form()]]
        for o in OPERATIONS.values()
    ]
    topics = [[t.label, t.sentence, t.reply] for t in TOPICS.values()]
    lists = [dict(codes.labels) for codes in LISTS.values()]
    lists.append([f"出具{notice}" for notice in NOTICE_KIND.labels.values()])
    return json.dumps([operations, topics, lists], ensure_ascii=False)


def secrets(stage: Stage) -> set[str]:
    """What a contestant never sees before the marks are out."""
    script, compiled = stage.script, stage.compiled
    marks = [*compiled["rules"], *compiled["service"]]
    marks += [expected for outcome in compiled["alternatives"] for expected in outcome["expect"]]
    told: list[str] = [script.point, *stage.cast.names.fill(script.story).split("。")]
    told += [mark["title"] for mark in marks]
    told += [mark["id"] for mark in marks if "_" in mark["id"]]
    told += [level for mark in script.service for level in mark.levels]
    ways = [*script.mistakes, *script.other_ways]
    told += [way.title for way in ways] + [way.name for way in ways if "_" in way.name]
    told += [step.why for step in script.walkthrough]
    told += [harmless.reason for harmless in script.harmless]
    words = {word.strip() for word in told}
    return {word for word in words if len(word) > 4 and word not in vocabulary()}


def not_yet(right: Rehearsal, place: int, elapsed_seconds: int) -> set[str]:
    """What the story has not shown before step `place`."""
    world = right.moments[place].world
    told = [[e.event["data"], e.event["message"]] for e in right.played[:place] if e.event]
    said = [utterance.text for utterance in world.find(Utterance)]
    shown = json.dumps([told, said], ensure_ascii=False) + vocabulary() + _known(right.stage)
    hidden = {reply.text for reply in world.find(Reply)}
    hidden |= {visitor.opening for visitor in world.find(Visitor)}
    hidden |= {remark.text for remark in world.find(Remark) if remark.at > elapsed_seconds}
    hidden |= _on_hidden_papers(world)
    hidden |= _unworked_amounts(right, place)
    return {text for text in hidden if text not in shown}


def _on_hidden_papers(world: World) -> set[str]:
    papers = world.find(Paper)
    shown = json.dumps([p.content for p in papers if p.place == "desk"], ensure_ascii=False)
    texts = {t for p in papers if p.place != "desk" for t in leaves(p.content)}
    keys = {f'"{paper.paper}"' for paper in papers if paper.place != "desk"}
    return keys | {text for text in texts if len(text) > 4 and text not in shown}


def _unworked_amounts(right: Rehearsal, place: int) -> set[str]:
    """Amounts the key expects that nobody has worked out or typed by now."""
    events = [each.event for each in right.played[:place] if each.event]
    if any("calculate" in event["operation"] for event in events):
        return set()
    typed = {v for event in events for v in event["data"].values() if isinstance(v, int)}
    wanted = {
        field["value"]
        for outcome in right.stage.compiled["alternatives"]
        for expected in outcome["expect"]
        for field in expected["fields"]
        if field["as"] == "fen"
    }
    return {yuan(fen) for fen in wanted - typed}


def _known(stage: Stage) -> str:
    """The records of the story, which may be looked up, and the rule sheet's figures."""
    rows = [c.after for c in stage.cast.changes if c.table not in STORY]
    names = [
        c.after["call_name"] + c.after["role"] for c in stage.cast.changes if c.table == "visitor"
    ]
    day = stage.script.business_date
    sheet = [day.isoformat(), *(rule_sheet(day, system).lines for system in SYSTEMS)]
    return json.dumps([rows, names, sheet], ensure_ascii=False)


def leaks(text: str, hidden: Iterable[str]) -> list[str]:
    """What of the hidden stands in a text."""
    text = html.unescape(text)
    return [each for each in hidden if each in text]


def worked(
    seat: Seat, *mistakes: str, thoroughly: bool = False
) -> Iterator[tuple[str, str, set[str]]]:
    """Work a case to its end: everything that is shown on the way, and what it must not say. With
    mistakes, from the first on: until then it is the right way."""
    script = seat.stage.script
    edits = [edit for each in script.mistakes if each.name in mistakes for edit in each.edits]
    steps = edited(script.walkthrough, edits)
    both = enumerate(zip(steps, script.walkthrough, strict=False))
    wrong = next((place for place, (one, other) in both if one is not other), 0)
    right = rehearse(seat.stage, asked_first(steps))
    always, last = secrets(seat.stage), len(right.played)
    for place, played in enumerate(right.played):
        hidden = always | not_yet(right, place, 0)
        if place >= wrong:
            for path, text in seat.seen(forms_at(seat, place, last) if thoroughly else ()):
                yield path, text, hidden
        assert played.event
        yield "API", seat.act(played.event), always | not_yet(right, place + 1, 0)


def forms_at(seat: Seat, place: int, last: int) -> Sequence[str]:
    """Which forms and papers are looked at before a step: each once on the way, others at the same
    step of another case; or all of them near both ends."""
    if everything():
        return seat.forms if place in (1, last - 1) else ()
    return seat.forms[(place + CASES.index(seat.stage.script.id)) % last :: last]


def demand_no_leak(shown: Iterable[tuple[str, str, set[str]]]) -> None:
    """Nothing hidden is on any page; there are pages, and there is something to hide."""
    pages = 0
    for path, text, hidden in shown:
        pages += 1
        assert len(hidden) > 20
        assert not leaks(text, hidden), path
        assert not KEYS_OF_MARKS.search(text), path
    assert pages > 50


@pytest.mark.parametrize("case_id", sampled())
def test_no_page_of_a_right_attempt_tells_the_key(sit: Any, case_id: str) -> None:
    demand_no_leak(worked(sit(case_id), thoroughly=True))


@pytest.mark.parametrize("case_id", sampled())
def test_no_page_of_a_wrong_attempt_tells_what_was_wrong(sit: Any, case_id: str) -> None:
    mistake = all_cases()[case_id].mistakes[0].name
    demand_no_leak(worked(sit(case_id), mistake))


def test_a_contest_tells_nothing_of_the_key_after_hand_in_either(sit: Any) -> None:
    seat = sit("E09", CONTEST)
    demand_no_leak(worked(seat, "police_skipped"))
    assert seat.browser.submit(f"/sittings/{seat.sitting_id}/hand-in").status_code == 200
    for path, text in seat.seen(seat.forms):
        assert not leaks(text, secrets(seat.stage)), path
        assert not KEYS_OF_MARKS.search(text), path
        assert "得分" not in text or "竞赛的得分由裁判确认后统一公布" in text, path


def test_the_description_of_the_api_and_the_scripts_of_pages_tell_nothing(sit: Any) -> None:
    seat = sit("E09")
    hidden = set().union(
        *(secrets(Stage(script, 0, seat.stage.source)) for script in all_cases().values())
    )
    counter = seat.browser.get(f"/attempts/{seat.attempt_id}").text
    static = re.findall(r'(?:href|src)="(/static/[^"]+)"', counter)
    assert static
    for path in ["/api/openapi.json", "/api/operations", *static]:
        answer = seat.browser.get(path, headers=seat.token)
        assert answer.status_code == 200
        assert not leaks(answer.text, hidden), path


def test_a_remark_is_told_when_it_is_due_and_not_before(sit: Any, clock: Clock) -> None:
    seat = sit("E09")
    right = rehearse(seat.stage, seat.stage.script.walkthrough[:1])
    seat.act(right.played[0].event)
    remark = seat.stage.world().find(Remark)[0]
    here = f"/attempts/{seat.attempt_id}"
    clock.ms += remark.at * 1000 - 1
    assert remark.text not in seat.browser.get(here).text
    clock.ms += 1
    assert remark.text in seat.browser.get(here).text


def test_the_search_finds_the_key_where_it_is_told(sit: Any) -> None:
    """The result of practice tells it on purpose; answers are found once they are given."""
    seat = sit("E09")
    right = rehearse(seat.stage, asked_first(seat.stage.script.walkthrough))
    first = not_yet(right, 0, 0)
    for played in right.played:
        assert played.event
        seat.act(played.event)
    assert leaks(seat.browser.get(f"/attempts/{seat.attempt_id}").text, first)
    seat.browser.submit(f"/sittings/{seat.sitting_id}/hand-in")
    told = seat.browser.get(f"/attempts/{seat.attempt_id}/result").text
    assert len(leaks(told, secrets(seat.stage))) > 10
    assert leaks(json.dumps(seat.stage.compiled, ensure_ascii=False), secrets(seat.stage))
