"""A world finds what a patient clerk finds who goes through every record by hand."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from mock_systems.population.build import build
from mock_systems.population.file import Population
from mock_systems.records import ContributionSpell, Employment, Paper, Person, Record
from mock_systems.world import MOST_FOUND, Between, Change, NoSuchRecord, Prefix, World
from tests.mock_systems.builders import NUMBER, card, paper, person

TODAY = date(2026, 6, 15)
KINDS = (Person, Employment, ContributionSpell)
ODD_KEYS = ("K'1", 'K"2', "K%3", "键4", "-- 5")

Records = list[Record]
Way = Callable[[Population, Records, Records], World]


@pytest.fixture(scope="module")
def population(tmp_path_factory: pytest.TempPathFactory) -> Population:
    return Population(build(tmp_path_factory.mktemp("population"), people=40).path)


@pytest.fixture(scope="module")
def known(population: Population) -> dict[type[Record], Records]:
    """Every record of the population that the tests ask for."""
    return {kind: list(World(population, TODAY).find(kind)) for kind in KINDS}


def found_by_hand(
    records: Iterable[Record],
    conditions: Mapping[str, Any],
    order: str,
    descending: bool,
    limit: int | None,
) -> Records:
    found = [r for r in records if all(holds(getattr(r, n), w) for n, w in conditions.items())]
    ranks = sorted({getattr(record, order) for record in found} - {None})
    place = {None: -1, **{value: rank for rank, value in enumerate(ranks)}}
    turn = -1 if descending else 1
    found.sort(key=lambda record: (turn * place[getattr(record, order)], record.key))
    return found if limit is None else found[:limit]


def holds(value: Any, wanted: Any) -> bool:
    match wanted:
        case Prefix(text):
            return value is not None and str(value)[: len(text)] == text
        case Between(low, high):
            return value is not None and not value < low and not high < value
    return bool(value == wanted)


@some.composite
def conditions(draw: some.DrawFn, kind: type[Record], records: Records) -> Mapping[str, Any]:
    """Up to two conditions of any kind, most of them met by some of the records."""
    made: dict[str, Any] = {}
    for name in draw(some.lists(some.sampled_from(list(kind.model_fields)), max_size=2)):
        values = [getattr(record, name) for record in records]
        value = draw(some.sampled_from(values))
        filled = [each for each in values if each is not None]
        how = draw(some.sampled_from(["equal", "prefix", "between"]))
        if how == "prefix" and isinstance(value, str):
            made[name] = Prefix(value[: draw(some.integers(0, 8))])
        elif how == "between" and filled:
            made[name] = Between(draw(some.sampled_from(filled)), draw(some.sampled_from(filled)))
        else:
            made[name] = value
    return made


@some.composite
def edits(draw: some.DrawFn, kind: type[Record], records: Records) -> Records:
    """Records as an attempt may leave them: known ones with values of others, and new ones."""
    keys = [*(record.key for record in records), *ODD_KEYS]
    made = []
    for key in draw(some.lists(some.sampled_from(keys), max_size=6)):
        model, other = draw(some.sampled_from(records)), draw(some.sampled_from(records))
        name = draw(some.sampled_from(list(kind.model_fields)))
        values = {**model.model_dump(), name: getattr(other, name), kind.key_name(): key}
        made.append(kind.of(values))
    return made


def edited(world: World, edits: Records) -> World:
    """The world after the edits; before each somebody asks, so that what is kept would be of before."""
    for record in edits:
        world.find(type(record))
        if world.row(record.table, record.key):
            world.amend(record, **record.model_dump())
        else:
            world.add(record)
    return world


def over_the_population(population: Population, records: Records, edits: Records) -> World:
    return edited(World(population, TODAY, seq=1), edits)


def rebuilt_from_its_changes(population: Population, records: Records, edits: Records) -> World:
    return World(population, TODAY, over_the_population(population, records, edits).made)


def branched_half_way(population: Population, records: Records, edits: Records) -> World:
    """What happens to the trunk afterwards does not reach the branch."""
    half = len(edits) // 2
    trunk = over_the_population(population, records, edits[:half])
    branch = trunk.branch(2)
    edited(trunk, [type(r).of({**r.model_dump(), "person": "主干"}) for r in records])
    return edited(branch, edits[half:])


def in_memory(population: Population, records: Records, edits: Records) -> World:
    return edited(World.of(*records), edits)


def over_another_world(population: Population, records: Records, edits: Records) -> World:
    return edited(World(World.of(*records), TODAY), edits)


WAYS = (
    over_the_population,
    rebuilt_from_its_changes,
    branched_half_way,
    in_memory,
    over_another_world,
)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=20, deadline=None)
@given(story=some.data())
def test_a_world_finds_what_is_found_by_hand(
    population: Population,
    known: dict[type[Record], Records],
    kind: type[Record],
    way: Way,
    story: some.DataObject,
) -> None:
    """What lies at the counter is found once and kept: here whatever is asked for lies there, too."""
    changed = story.draw(edits(kind, known[kind]))
    now = {record.key: record for record in [*known[kind], *changed]}
    wanted = story.draw(conditions(kind, list(now.values())))
    order = story.draw(some.sampled_from(["", *kind.model_fields]))
    descending = story.draw(some.booleans())
    limit = story.draw(some.none() | some.integers(0, 12))

    key = kind.key_name()
    asked = [
        (order or key, descending, limit),
        (order or key, not descending, limit),
        (key, False, 1),
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kind, "of_hall", story.draw(some.booleans()))
        world = way(population, known[kind], changed)
        for by, down, most in (*asked, *asked):
            right = found_by_hand(now.values(), wanted, by, down, most)
            assert world.find(kind, order=by, descending=down, limit=most, **wanted) == right
        assert world.first(kind, **wanted) == next(iter(right), None)
        assert all(world.one(kind, key) == record for key, record in now.items())


@pytest.mark.parametrize("wanted", [{"nmae": "林晓燕"}, {"order": "nmae"}])
def test_a_column_that_is_not_there_is_a_mistake_in_file_and_memory(
    population: Population, wanted: Any
) -> None:
    for world in (World(population, TODAY), World.of(), World.of(person())):
        with pytest.raises(TypeError, match="nmae"):
            world.find(Person, **wanted)


def test_a_record_that_is_not_there_is_named(population: Population) -> None:
    with pytest.raises(NoSuchRecord, match="人员 39019C01"):
        World(population, TODAY).one(Person, "39019C01")


@pytest.mark.parametrize("changed_before", [False, True])
def test_a_key_of_the_population_cannot_be_added_again(
    population: Population, changed_before: bool
) -> None:
    world = World(population, TODAY)
    there = world.one(Person, "3901000000")
    if changed_before:
        world.amend(there, phone="")
    with pytest.raises(ValueError, match="3901000000 已存在"):
        world.add(there)


def test_only_the_named_values_change_whatever_happened_since_the_record_was_read() -> None:
    world = World.of(person())
    read = world.one(Person, "39019C01")
    world.amend(read, name="林小燕")
    assert world.amend(read, phone="").name == "林小燕"
    assert world.one(Person, "39019C01") == person(name="林小燕", phone="")


def test_a_change_holds_the_row_before_and_after_and_none_is_made_for_nothing() -> None:
    world = World.of(person(), seq=7)
    world.amend(person(), name="林晓燕")
    assert world.made == []
    world.amend(person(), born=date(1990, 1, 2))
    before, after = person().row(), person(born=date(1990, 1, 2)).row()
    assert world.made == [Change(7, "person", "39019C01", before, after)]


def test_an_amended_record_is_checked_like_a_new_one() -> None:
    world = World.of(person())
    with pytest.raises(ValueError, match="born"):
        world.amend(person(), born="很久以前")
    assert world.one(Person, "39019C01").citizen_number == NUMBER


def test_closing_must_end_a_record() -> None:
    world = World.of(card())
    with pytest.raises(ValueError, match="社会保障卡 SK1 未因此终止"):
        world.close(card(), state="lost")
    assert world.close(card(), state="cancelled").closed


def test_records_acted_on_are_those_that_actions_touched_and_a_branch_goes_on_from_there():
    world = World.of(person(), person("39019C02"))
    world.amend(world.one(Person, "39019C01"), name="林小燕")
    branch = world.branch(2)
    branch.add(person("39019C03"))
    assert [each.key for each in branch.acted_on()] == ["39019C01", "39019C03"]
    assert [each.key for each in world.acted_on()] == ["39019C01"]


def test_what_lies_at_the_counter_is_found_anew_whenever_something_there_changed() -> None:
    world = World.of(paper("M1", place="desk"), paper("M2", place="desk"))
    asked = {"visitor": paper().visitor, "place": "desk"}
    world.find(Paper, **asked).clear()
    assert [each.key for each in world.find(Paper, **asked)] == ["M1", "M2"]
    branch = world.branch(2)
    branch.amend(paper("M1"), place="bag")
    branch.add(paper("M3", place="desk"))
    assert [each.key for each in branch.find(Paper, **asked)] == ["M2", "M3"]
    assert [each.key for each in world.find(Paper, **asked)] == ["M1", "M2"]
    world.amend(paper("M2"), place="bag")
    assert [each.key for each in world.find(Paper, **asked)] == ["M1"]
    assert [each.key for each in branch.branch(3).find(Paper, **asked)] == ["M2", "M3"]


def test_two_questions_that_only_look_alike_have_each_their_answer() -> None:
    world = World.of(paper("M1", visitor="V1"), paper("M2", visitor="V2", person="V1"))
    assert [each.key for each in world.find(Paper, visitor="V1")] == ["M1"]
    assert [each.key for each in world.find(Paper, person="V1")] == ["M2"]
    assert [each.key for each in world.find(Paper, order="visitor")] == ["M1", "M2"]
    assert [each.key for each in world.find(Paper, order="visitor", descending=True)] == [
        "M2",
        "M1",
    ]


def test_what_is_placed_after_somebody_asked_is_found_and_takes_the_place_of_others() -> None:
    theirs = paper("M1", person="3901000007")
    world = World(World.of(theirs), TODAY, seq=0)
    assert world.find(Paper) == [theirs]
    world.add(paper("M2"))
    assert [each.key for each in world.find(Paper)] == ["M1", "M2"]
    world.add(person("3901000007"))
    assert [each.key for each in world.find(Paper)] == ["M2"]


def test_asking_for_what_is_not_at_the_counter_fills_no_memory() -> None:
    world = World.of(paper("M1"))
    for number in range(3 * MOST_FOUND):
        assert world.find(Paper, paper=f"M{number}") == ([paper("M1")] if number == 1 else [])
    assert sum(map(len, world._found.values())) <= MOST_FOUND


def placed(*records: Record) -> list[Change]:
    return [Change(0, type(r).table, r.key, None, r.row()) for r in records]


def test_whoever_is_placed_takes_the_place_of_whoever_had_the_key() -> None:
    there = World.of(person("3901000007"), card("3901000007001", person="3901000007"))
    new = person("3901000007", name="林小燕")
    world = World(there, TODAY, placed(new))
    assert world.one(Person, "3901000007") == new
    assert world.find(type(card()), person="3901000007") == []
    assert world.row("card", "3901000007001") is None
    assert world.branch(1).find(type(card()), person="3901000007") == []


def test_a_limit_holds_whatever_of_the_source_is_passed_over() -> None:
    """Of fifty cards the last alone is not that of somebody whose place was taken."""
    taken = [card(f"SK{number:02d}", person="3901000007") for number in range(49)]
    left = card("SK99", person="3901000008")
    world = World(World.of(*taken, left), TODAY, placed(person("3901000007")))
    assert world.find(type(left), limit=1) == [left]
    assert world.find(type(left)) == [left]


def test_who_is_added_later_takes_nobodys_place() -> None:
    there = World.of(card("SK1", person="3901000007"))
    world = World(there, TODAY, seq=3)
    world.add(person("3901000007"))
    assert [each.key for each in world.find(type(card()), person="3901000007")] == ["SK1"]
