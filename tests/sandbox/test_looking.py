"""Looking is evidence: who looked nobody up is told nothing of anybody, wherever it is asked.

Every address of the hall and every form of every operation is asked for each person and employer
there is, by the systems' numbers and by those people have at hand: kept as drafts, sent and not
taken, opened again, in both languages. Addresses and operations are taken from the program, so that
a new one is asked without being listed. What nobody may find is every text of the registers and of
the papers; what is found beside what was typed has been told without having been looked at.
"""

import html
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import delete

from mock_systems.catalogue import SYSTEMS
from mock_systems.codes import LISTS
from mock_systems.fields import FormField
from mock_systems.operation import OPERATIONS, Operation
from mock_systems.records import TABLES, Paper, Person, Record, Utterance, is_party, parties
from mock_systems.step import Step, take
from mock_systems.wording import OnScreen
from mock_systems.world import World
from sandbox.accounts import choose_language, issue_token
from sandbox.app import make_app
from sandbox.contest import demo
from sandbox.counter.menus import HALL
from sandbox.language import languages
from sandbox.server import Server
from sandbox.store.tables import DRAFT
from scenarios.playing.rehearse import Stage
from scenarios.proving.bystanders import two_bystanders
from scenarios.shelf import all_cases
from tests.sample import everything, examples
from tests.sandbox.addresses import calls, screens
from tests.sandbox.clerk import page_of, state
from tests.sandbox.conftest import Browser
from tests.servers import CONTESTANT, NOON, Clock, Seat, open_server, sit

pytestmark = pytest.mark.attack

CASES = sorted(all_cases()) if everything() else ["E08"]
"""In every run the case with the most kinds of records: what differs from case to case is data."""
OTHERS = dict.fromkeys(
    ("round_id", "notice", "number", "parameter", "rule", "case_id", "organised"), "1"
)
"""What in an address is nothing of a contestant's at the counter."""
NEVER = 999
"""A step nobody has seen: what is sent with it is not taken."""
TRIES = examples(100, 12)
"""Forms of an operation that are tried for one person or employer."""


@dataclass(frozen=True)
class Walk:
    """Somebody at a counter, who asks for everything."""

    seat: Seat
    browser: Browser
    token: Mapping[str, str]
    form_token: str

    @property
    def world(self) -> World:
        return state(self.seat).world

    def pages(self) -> Iterator[tuple[str, str]]:
        """Every address that can be opened, and what it answers."""
        for path in self._addresses():
            yield path, self.browser.get(path).text
        for path in self._calls():
            yield path, self.browser.get(path, headers=self.token).text

    def forms(self, party: Record) -> Iterator[tuple[str, str, set[str]]]:
        """Every form about a party, kept, opened again, sent and not taken: the address, what it
        answers, and what was typed."""
        for operation in OPERATIONS.values():
            for typed in named_in(operation, party, self.world):
                for path, text in self._sent(operation, typed):
                    yield path, text, set(typed.values())
        self.seat.server.writer.run_now(lambda connection: connection.execute(delete(DRAFT)))

    def _sent(
        self, operation: type[Operation], typed: Mapping[str, str]
    ) -> Iterator[tuple[str, str]]:
        name, here = operation.declared.name, form_at(self.seat, operation)
        seq = state(self.seat).head.seq
        yield self._post(f"{page_of(self.seat)}/draft/{name}", seq, here, typed)
        yield here, self.browser.get(here).text
        yield self._post(f"{page_of(self.seat)}/act/{name}", NEVER, here, typed)
        path = f"/api{page_of(self.seat)}/act/{name}"
        asked = {"form": typed, "seen": NEVER}
        yield path, self.browser.post(path, json=asked, headers=self.token).text

    def _post(self, path: str, seen: int, back: str, typed: Mapping[str, str]) -> tuple[str, str]:
        form = {**typed, "form_token": self.form_token, "seen": str(seen), "back": back}
        answer = self.browser.post(path, data=form, headers={"origin": "http://testserver"})
        assert answer.status_code in (200, 409, 422), path
        return path, answer.text

    def _addresses(self) -> Iterator[str]:
        named = {"attempt_id": self.seat.attempt_id, "sitting_id": self.seat.sitting_id}
        for address in screens(self.browser.app, "GET"):
            for operation in OPERATIONS if "operation" in address.places else [""]:
                yield address.filled({**OTHERS, **named, "operation": operation})
        here = page_of(self.seat)
        yield from (f"{here}?system={system}" for system in SYSTEMS)
        yield from (form_at(self.seat, operation) for operation in OPERATIONS.values())
        yield from (f"{here}?paper={paper.paper}" for paper in self.world.find(Paper))

    def _calls(self) -> Iterator[str]:
        found = calls(self.browser.app, "GET")
        assert len(found) > 5
        yield from (each.filled({"attempt_id": self.seat.attempt_id}) for each in found)


def form_at(seat: Seat, operation: type[Operation]) -> str:
    """Where an operation's form stands."""
    name, system = operation.declared.name, operation.declared.system
    where = f"step={name}" if system == HALL else f"system={system}&op={name}"
    return f"{page_of(seat)}?{where}"


def named_in(
    operation: type[Operation], party: Record, world: World
) -> Iterator[Mapping[str, str]]:
    """What a form about a party is filled in with: the keys of the party and of its records, then
    the number people have at hand."""
    keys = {
        each.name: own[0].key
        for each in operation.form()
        if each.record and (own := belonging(world, party, TABLES[each.record]))
    }
    if keys:
        yield keys
    numbers = {n: number_of(party) for n in keys if field(operation, n).record == party.table}
    if numbers:
        yield {**keys, **numbers}


def field(operation: type[Operation], name: str) -> FormField:
    return next(each for each in operation.form() if each.name == name)


def number_of(party: Record) -> str:
    return str(getattr(party, party.numbered_by))


def belonging(world: World, party: Record, kind: type[Record]) -> Sequence[Record]:
    """The party itself or what the registers have of it."""
    if kind.table == party.table:
        return [party]
    if is_party(kind.table) or not kind.is_register() or party.table not in kind.columns():
        return []
    conditions: dict[str, Any] = {party.table: party.key}
    return world.find(kind, **conditions)


@cache
def words() -> str:
    """The words of the hall, which tell nobody's."""
    lists = [dict(codes.labels) for codes in LISTS.values()]
    cases = [case.title for case in all_cases().values()]
    return json.dumps([lists, cases, demo.PASSWORD], ensure_ascii=False)


def texts(world: World, record: Record) -> set[str]:
    """What a record says of its own: names, numbers, addresses, days of birth; as it is and masked."""
    own = (name for name in type(record).columns() if is_own(type(record), name))
    told = {OnScreen(world).of(record, name) for name in own} | {
        str(getattr(record, name)) for name in type(record).columns() if is_own(type(record), name)
    }
    return {text for text in told if len(text) > 1 and text not in words()}


def is_own(kind: type[Record], column: str) -> bool:
    """Whether a column says something nobody else's does: no code, no key of others, no month."""
    if column == "born":
        return True
    facts, of = kind.facts(column), kind.kind_of(column)
    return of.stored is str and of.name != "month" and not (facts["codes"] or kind.names(column))


def of_party(world: World, party: Record) -> set[str]:
    """What the registers hold of a party."""
    kinds = [kind for kind in TABLES.values() if kind.is_register() or kind.table == party.table]
    records = [each for kind in kinds for each in belonging(world, party, kind)]
    return {text for record in records for text in texts(world, record)}


def on_papers(world: World) -> set[str]:
    """What stands on the papers, wherever they are."""
    told = {text for paper in world.find(Paper) for text in leaves(paper.content)}
    today = world.today.isoformat()
    return {text for text in told - {today} if len(text) > 3 and text not in words()}


def leaves(value: Any) -> Iterator[str]:
    """Every text in a value, however deep; found without the program's own way to read papers."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for each in value.values() for text in leaves(each))
    elif isinstance(value, list | tuple):
        yield from (text for each in value for text in leaves(each))


def everybody(world: World) -> Sequence[Record]:
    """The people and employers of the story, and those of the population."""
    return [each for kind in parties() for each in world.find(kind, limit=20)]


def secrets(world: World) -> set[str]:
    """What nobody is told who did not look."""
    return on_papers(world) | {t for party in everybody(world) for t in of_party(world, party)}


def found(text: str, hidden: set[str]) -> set[str]:
    """What of the hidden stands in a text."""
    plain = html.unescape(text)
    return {each for each in hidden if each in plain}


@pytest.fixture
def hall(tmp_path: Path, clock: Clock) -> Iterator[Server]:
    """A hall with the product's own cases, over a person and an employer of no story."""
    url, crowd = f"sqlite:///{tmp_path / 'hall.db'}", two_bystanders()
    with open_server(url, clock, home=tmp_path, source=crowd) as server:
        yield server


@pytest.fixture
def walk(hall: Server) -> Iterator[Any]:
    """Takes a seat at a case, by browser and by program."""
    with Browser(make_app(hall.settings, lambda _: hall), raise_server_exceptions=False) as browser:
        browser.sign_in("xs001", demo.PASSWORD)
        browser.follow_redirects = False
        made = hall.writer.run_now(lambda c: issue_token(c, CONTESTANT, "测试", NOON))
        bearer = {"authorization": f"Bearer {made}"}
        yield lambda case: Walk(sit(hall, case), browser, bearer, browser.form_token())


def in_every_language(walk: Walk) -> Iterator[Sequence[Record]]:
    """With the parties to ask for: some of them in Chinese, fewer in a language that draws the same
    forms with other words, with `ALL_CASES=1` all of them."""
    for every, code in zip((1, 1) if everything() else (2, 5), languages(), strict=True):
        walk.seat.server.writer.run_now(
            lambda connection, code=code: choose_language(connection, CONTESTANT, code)
        )
        yield everybody(walk.world)[::every]


def told(walk: Walk, hidden: set[str], about: Sequence[Record]) -> Mapping[str, set[str]]:
    """What of the hidden was told, and at which address."""
    leaks = {path: found(text, hidden) for path, text in walk.pages()}
    for party in about:
        for path, text, typed in walk.forms(party):
            leaks[path] = leaks.get(path, set()) | found(text, hidden_but(typed, hidden))
    return {path: each for path, each in leaks.items() if each}


def hidden_but(seen: set[str], hidden: set[str]) -> set[str]:
    """What of the hidden does not stand in what was seen."""
    return hidden - {each for each in hidden if any(each in text for text in seen)}


@pytest.mark.parametrize("case", CASES)
def test_who_looked_nobody_up_is_told_nothing_of_anybody(walk: Any, case: str) -> None:
    at = walk(case)
    hidden = secrets(at.world)
    assert len(hidden) > 30
    for about in in_every_language(at):
        assert told(at, hidden, about) == {}
    assert not state(at.seat).events, "none of it was an action"


@pytest.mark.parametrize("case", CASES)
def test_who_looked_somebody_up_is_told_of_that_one_alone(walk: Any, case: str) -> None:
    at = walk(case)
    someone, *others = at.world.find(Person)
    step = at.seat.act("social_insurance.open_person", 0, person=someone.person).step
    assert step and step.tried.answer
    seen = {text for panel in step.tried.answer.panels for text in leaves(asdict(panel))}
    hidden = secrets(at.world)
    assert of_party(at.world, others[0]) & hidden_but(seen, hidden)
    assert told(at, hidden_but(seen, hidden), [someone, *others[:2]]) == {}
    for name in ("social_insurance.change_person", "hall.open_application"):
        form = at.browser.get(form_at(at.seat, OPERATIONS[name])).text
        assert someone.name in form, "who was looked up is told"


@pytest.mark.parametrize("case", CASES)
def test_papers_that_lie_on_the_desk_are_not_read_before_they_are_taken_up(
    walk: Any, case: str
) -> None:
    at = walk(case)
    at.seat.act("hall.call_next", 0)
    for seq, kind in enumerate({paper.kind for paper in at.world.find(Paper)}, 1):
        at.seat.act("hall.request_paper", seq, kind=kind)
    on_desk = at.world.find(Paper, place="desk")
    said = {each.text for each in at.world.find(Utterance)} | {p.holder for p in on_desk}
    hidden = hidden_but(said, secrets(at.world))
    assert {text for paper in on_desk for text in leaves(paper.content)} & hidden
    for _ in in_every_language(at):
        assert {path: each for path, text in at.pages() if (each := found(text, hidden))} == {}


@pytest.mark.parametrize("case", CASES if everything() else ["E05", "E08"])
def test_what_is_refused_or_asked_back_tells_nothing_of_anybody(case: str) -> None:
    world = Stage(all_cases()[case], 0, two_bystanders()).world().branch(1)
    assert take(world, "hall.call_next", {}).tried.accepted
    hidden, chance, stopped = secrets(world), random.Random(case), 0
    for operation in OPERATIONS.values():
        for party in everybody(world):
            for _ in range(TRIES):
                form = some_form(operation, party, world, chance)
                step = tried(world, operation, form)
                if step is None or step.tried.accepted:
                    continue
                stopped += 1
                told = hidden_but(set(leaves(form)), found(step.message, hidden))
                assert told == set(), (operation.declared.name, form, step.message)
    assert stopped > 500


def tried(world: World, operation: type[Operation], form: Mapping[str, Any]) -> Step | None:
    """What came of a form, if it can be filled in like that."""
    try:
        return take(world.branch(world.seq + 1), operation.declared.name, form)
    except ValidationError:
        return None


def some_form(
    operation: type[Operation], party: Record, world: World, chance: random.Random
) -> dict[str, Any]:
    """A form about a party, the rest of it filled in at random."""
    form = {each.name: some_value(each, world, chance) for each in operation.form()}
    for each in operation.form():
        own = belonging(world, party, TABLES[each.record]) if each.record else ()
        if own and chance.random() < 0.8:
            form[each.name] = chance.choice(own).key
    return {name: value for name, value in form.items() if value is not None}


def some_value(field: FormField, world: World, chance: random.Random) -> Any:
    days = (world.today + timedelta(each) for each in (-20_000, -9_000, -400, -20, 0, 1))
    day = chance.choice([*map(str, days)])
    several = list(field.codes or ()) if field.kind.several else []
    match field.kind.name:
        case "record":
            return chance.choice([each.key for each in everybody(world)] + [""])
        case "code":
            return chance.choice([*(field.codes or ())])
        case "codes":
            return chance.sample(several, chance.randint(1, min(3, len(several))))
        case "date" | "expiry":
            return day
        case "month":
            return day[:7]
        case "months":
            return [day[:7]]
        case "money":
            return chance.choice([0, 100_000, 468_000, 900_000, 5_000_000])
        case "number":
            return chance.randint(0, 12)
        case "flag":
            return chance.random() < 0.5
    other = chance.choice(everybody(world))
    return chance.choice([number_of(other), other.key, "某某", "14200010187", ""])
