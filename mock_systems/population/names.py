"""Names of people: surnames by weight, given names as they were chosen in the year of birth."""

from bisect import bisect_left
from dataclasses import dataclass

from mock_systems.population.chance import Chance, weighted
from mock_systems.population.words import words

_WORDS = words("names")
_SURNAMES: list[str] = weighted(
    {name: int(weight) for weight, names in _WORDS["surnames"].items() for name in names.split()}
)
_CONFUSED: dict[str, str] = {
    one: other
    for pair in _WORDS["confusable"]["pairs"].split()
    for one, other in (pair, pair[::-1])
}


@dataclass(frozen=True, slots=True)
class _GivenNames:
    whole: list[str]
    first: str
    second: str
    single: str

    def draw(self, chance: Chance) -> str:
        kind = chance.random()
        if self.single and kind < 0.12:
            return chance.pick(self.single)
        if kind < 0.4:
            return chance.pick(self.whole)
        return chance.pick(self.first) + chance.pick(self.second)


def _given(lists: dict[str, str]) -> _GivenNames:
    return _GivenNames(lists["whole"].split(), lists["first"], lists["second"], lists["single"])


_UNTIL = [period["until"] for period in _WORDS["period"]]
_GIVEN = [{"1": _given(each["men"]), "2": _given(each["women"])} for each in _WORDS["period"]]


def surname(chance: Chance) -> str:
    """A surname, the common ones more often."""
    return chance.pick(_SURNAMES)


def given_name(chance: Chance, sex: str, year: int) -> str:
    """A given name of one or two characters, as fits the sex and the year of birth."""
    return _GIVEN[bisect_left(_UNTIL, year)][sex].draw(chance)


def confused(family: str, given: str) -> str | None:
    """The whole name with one character of the given name mistaken, or None where none is easily
    mistaken: 林晓燕 becomes 林小燕."""
    for place, character in enumerate(given):
        if character in _CONFUSED:
            return family + given[:place] + _CONFUSED[character] + given[place + 1 :]
    return None
