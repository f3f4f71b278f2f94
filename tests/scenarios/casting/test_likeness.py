"""Likeness: over 100 variants of every case nothing of a key or number tells who belongs to the
story, nor which of two look-alikes is meant.

What could tell is put as a number of each person (rank of the key, parity, …). Over so many people
its mean may differ from the population's, or its wins from one half, by four standard errors: a
rule that guesses better than that would be a pattern.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from math import sqrt
from statistics import fmean, pvariance

import pytest

from mock_systems.population.allotment import BLOCK, PEOPLE, district_of
from mock_systems.population.build import build
from mock_systems.population.file import Population
from mock_systems.records import TABLES, Employer, Person, Record
from mock_systems.world import Nothing, Query, World
from scenarios.casting.cast import Cast, cast
from scenarios.shelf import all_cases

VARIANTS = range(100)
ERRORS = 4
CROWD = 8 * BLOCK
"""A block of people for each district."""

Trait = Callable[[Person], float]
TRAITS: dict[str, Trait] = {
    "rank of the key in its block": lambda each: int(each.person[-3:]),
    "parity of the key": lambda each: int(each.person) % 2,
    "last digit of the key": lambda each: int(each.person[-1]),
    "order in the citizen number": lambda each: int(each.citizen_number[14:17]),
    "parity of the pair of orders": lambda each: (int(each.citizen_number[14:17]) + 1) // 2 % 2,
    "rank of the phone": lambda each: int(each.phone or 0),
    "parity of the phone": lambda each: int(each.phone or 0) % 2,
    "first digits of the phone": lambda each: int((each.phone or "0")[3:5] or 0),
}


@pytest.fixture(scope="module")
def casts() -> Mapping[str, Sequence[Cast]]:
    """The stories of each case."""
    return {id: [cast(script, n) for n in VARIANTS] for id, script in all_cases().items()}


@pytest.fixture(scope="module")
def stories(casts) -> Sequence[Cast]:
    return [story for each in casts.values() for story in each]


@pytest.fixture(scope="module")
def population(tmp_path_factory: pytest.TempPathFactory) -> Population:
    return Population(build(tmp_path_factory.mktemp("population"), people=CROWD).path)


@pytest.fixture(scope="module")
def crowd(population: Population) -> Sequence[Person]:
    rows = population.rows("person", Query({}, "person"))
    return [Person.model_construct(**row) for row in rows]


def people(story: Cast) -> Sequence[Person]:
    return [each for each in story.of_table("person") if isinstance(each, Person)]


def look_alikes(stories: Sequence[Cast]) -> Iterator[tuple[Person, Person]]:
    """Two people of one story with the same birth day, sex and area, in the script's order."""
    for story in stories:
        for one, other in combinations(people(story), 2):
            if one.citizen_number[:14] == other.citizen_number[:14] and one.sex == other.sex:
                yield one, other


@pytest.mark.parametrize("trait", TRAITS)
def test_no_trait_tells_the_people_of_a_story_from_the_population(stories, crowd, trait) -> None:
    """Whoever has no phone tells nothing by it."""
    asked = [each for story in stories for each in people(story)]
    seen = [
        [TRAITS[trait](each) for each in some if each.phone or "phone" not in trait]
        for some in (asked, crowd)
    ]
    error = sqrt(sum(pvariance(values) / len(values) for values in seen))
    assert abs(fmean(seen[0]) - fmean(seen[1])) < ERRORS * error


@pytest.mark.parametrize("trait", TRAITS)
def test_no_trait_tells_which_of_two_look_alikes_is_meant(stories, trait) -> None:
    pairs = [(TRAITS[trait](one), TRAITS[trait](other)) for one, other in look_alikes(stories)
             if (one.phone and other.phone) or "phone" not in trait]  # fmt: skip
    apart = [one < other for one, other in pairs if one != other]
    assert len(apart) > 300
    assert abs(sum(apart) - len(apart) / 2) < ERRORS * sqrt(len(apart)) / 2


@pytest.mark.parametrize("case", sorted(all_cases()))
@pytest.mark.parametrize("column", ["name", "citizen_number"])
def test_a_list_puts_either_of_two_look_alikes_first(casts, case: str, column: str) -> None:
    """In the order that the query line of the systems has."""
    first = []
    for story in casts[case]:
        pair = next(look_alikes([story]), None)
        if pair is None or (column == "name" and pair[0].name != pair[1].name):
            return
        world = World(Nothing(), all_cases()[case].business_date, story.changes)
        found = [each.key for each in world.find(Person, order=column)]
        first.append(found.index(pair[0].key) < found.index(pair[1].key))
    assert abs(sum(first) - 50) < ERRORS * 5


def test_people_come_from_the_district_of_their_block(stories, population: Population) -> None:
    homes: dict[int, set[str]] = {}
    for row in population.rows("person", Query({}, "person")):
        homes.setdefault(district_of(int(row["person"][4:])), set()).add(row["hukou_area"])
    for each in (each for story in stories for each in people(story)):
        assert int(each.person[4:]) < PEOPLE
        assert each.hukou_area in homes[district_of(int(each.person[4:]))]


def test_keys_of_one_story_run_on_no_more_than_by_chance(stories) -> None:
    keys = [sorted(int(each.person) for each in people(story)) for story in stories]
    gaps = [after - before for each in keys for before, after in pairwise(each)]
    assert sum(gap <= 20 for gap in gaps) < len(gaps) / 25


def test_keys_and_numbers_have_the_shape_of_the_population_s(stories, population) -> None:
    known = {(table, name): shapes(population, table, name) for table, name in told_apart()}
    for record in (record for story in stories for record in story.records):
        for name in (record.key_name(), *type(record).drawn):
            if (type(record).table, name) in known and getattr(record, name):
                said = shape(getattr(record, name))
                assert said in known[type(record).table, name], (record, name)


def told_apart() -> Iterator[tuple[str, str]]:
    """The columns with keys and numbers, of tables that the population fills."""
    for table, kind in TABLES.items():
        if kind.populated:
            yield from ((table, name) for name in (kind.key_name(), *kind.drawn))


def shapes(population: Population, table: str, name: str) -> set[str]:
    rows = population.rows(table, Query({}, TABLES[table].key_name(), limit=4000))
    return {shape(row[name]) for row in rows}


def shape(text: str) -> str:
    """How a number looks: its length, its beginning, where it has letters. A check character tells
    nothing, nor do the letters a firm's number is counted with."""
    if len(text) == 18:
        return re.sub("[0-9]", "9", text[:2] + text[8:11]) + ("" if text[0] == "9" else "9")
    return f"{len(text)} {text[:4]} {re.sub('[0-9]', '9', text)}"


def test_a_firm_is_numbered_like_any_other(stories) -> None:
    firms = [each for story in stories for each in story.of_table("employer")]
    numbers = [int(each.employer[4:]) for each in firms if isinstance(each, Employer)]
    assert max(numbers) < PEOPLE // 100
    assert abs(fmean(numbers) - 100) < ERRORS * sqrt(pvariance(numbers) / len(numbers)) + 2


def test_papers_are_numbered_by_chance(stories) -> None:
    papers = [[int(each.key[1:]) for each in story.of_table("paper")] for story in stories]
    first = [each[0] < each[1] for each in papers if len(each) > 1]
    assert abs(sum(first) - len(first) / 2) < ERRORS * sqrt(len(first)) / 2


def test_another_variant_has_other_people(stories) -> None:
    keys = [tuple(each.person for each in people(story)) for story in stories]
    assert len(set(keys)) == len(keys)


def test_no_two_records_of_a_story_have_one_key_or_number(stories) -> None:
    for story in stories:
        for table in {type(record).table for record in story.records}:
            records: list[Record] = story.of_table(table)
            for name in (TABLES[table].key_name(), *TABLES[table].drawn):
                said = [getattr(each, name) for each in records if getattr(each, name)]
                # A child may be reached by its mother's phone, a firm by its clerk's.
                assert len(set(said)) == len(said) or name == "phone", (table, name)


Rows = Callable[[str], Iterable[Mapping[str, object]]]


def insured_at_work(rows: Rows) -> set[tuple[object, ...]]:
    """In which insurances those are who work for an employer, and of which of them there were
    contributions before 2022."""
    jobs = {(row["person"], row["employer"]) for row in rows("employment") if not row["ended"]}
    open_, early = {}, set()
    for row in rows("participation"):
        if (row["person"], row["employer"]) in jobs and row["employer"] and row["state"] == "1":
            open_.setdefault(row["person"], set()).add(row["insurance"])
    for row in rows("contribution_spell"):
        if (
            row["person"] in open_
            and str(row["first"]) < "2022"
            and row["insurance"] in ("210", "410")
        ):
            early.add(row["person"])
    return {(frozenset(of), each in early) for each, of in open_.items()}


def test_who_works_in_a_story_is_insured_as_the_population_is(casts, population) -> None:
    """Whoever lacked an insurance, or had it before the city's system began, would be told by it."""
    usual = insured_at_work(
        lambda table: population.rows(table, Query({}, TABLES[table].key_name()))
    )
    for case, (story, *_) in casts.items():
        tables = {table: [each.row() for each in story.of_table(table)] for table in TABLES}
        assert insured_at_work(tables.__getitem__) <= usual, case
