"""Corners: the ends of what a case draws from, where what holds in between may no longer hold.

A number or a day has its ends, a day also the 29th of February; a list and a pool of words have
every entry. Variants meet them by chance alone, so these are drawn on purpose, all names at once:
the first values together, then the second, and so on; which of a shorter list stands beside a
longer one is by lot. Numbers of phones and accounts have no ends. Two lists that share an entry may
draw it both (`meetings`), and a change is none then.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, islice
from typing import Any

from mock_systems.months import later, month_of
from scenarios.casting.likeness import lot
from scenarios.casting.vary import NUMBERS, drawn, pool
from scenarios.reading.script import CaseScript
from scenarios.reading.variation import Variation

Draws = Mapping[str, Any]
"""What names of `[vary]` are to stand for, whatever the variant draws."""
CORNER = 1
"""The variant that gives a corner what has none: keys, and numbers of phones."""


def corners(script: CaseScript, *, words: bool = True) -> Iterator[Draws]:
    """What is drawn in each corner; without `words` the pools stay as in the base story."""
    values = {name: ends(each, script.business_date) for name, each in script.vary.items()}
    known = {name: found for name, found in values.items() if found}
    known |= _pools(script) if words else {}
    for number in range(max(map(len, known.values()), default=0)):
        yield {
            name: found[_turn(script, number, name, len(found))] for name, found in known.items()
        }


def meetings(script: CaseScript) -> Iterator[Draws]:
    """What is drawn where two names stand for the same, of those that choose from a list."""
    lists = {name: each.choose for name, each in script.vary.items() if each.choose}
    for (one, values), (other, others) in combinations(lists.items(), 2):
        shared = (value for value in values if isinstance(value, str) and value in others)
        yield from ({one: value, other: value} for value in islice(shared, 1))


def ends(each: Variation, today: date) -> Sequence[Any]:
    """The values at the ends of one thing that differs; none where it comes from a pool."""
    match each.way:
        case "choose" | "rows":
            return each.choose or each.rows
        case "between":
            return [*each.between, *_leap_days(*each.between)]
        case "days":
            first, last = (today + timedelta(days) for days in each.days)
            return [first, last, *_leap_days(first, last)]
        case "months":
            return [later(month_of(today), months) for months in each.months]
        case "amounts":
            low, high, step = each.amounts
            return [low, low + (high - low) // step * step]
    return []


def least(script: CaseScript, draws: Draws, is_wrong: Callable[[Draws], bool]) -> Draws:
    """The fewest of some draws that make something wrong, all else being as in the base story; none
    where not even all of them do, as it hangs on keys or numbers."""
    first = drawn(script, 0)
    base = {name: first[name] for name, each in script.vary.items() if each.pool not in NUMBERS}
    kept = dict(draws)
    if not is_wrong({**base, **kept}):
        return {}
    for name in draws:
        fewer = {each: value for each, value in kept.items() if each != name}
        if is_wrong({**base, **fewer}):
            kept = fewer
    return kept


def _pools(script: CaseScript) -> Mapping[str, Sequence[str]]:
    """The words of each name that comes from a pool, beginning with another one for each, as no
    pool gives a word twice."""
    found: dict[str, Sequence[str]] = {}
    asked: list[str] = []
    for name, each in script.vary.items():
        if each.pool and each.pool not in NUMBERS:
            words, start = pool(each.pool), asked.count(each.pool)
            found[name] = [*words[start:], *words[:start]]
            asked.append(each.pool)
    return found


def _turn(script: CaseScript, number: int, name: str, count: int) -> int:
    """Which of its values a name has in a corner; names of one pool keep apart."""
    from_ = script.vary[name].pool or name
    return number if number < count else lot(script.id, number, from_) % count


def _leap_days(first: date, last: date) -> Sequence[date]:
    """The first 29th of February from one day to another, where there is one."""
    years = range(first.year, min(last.year, first.year + 8) + 1)
    days = (date(year, 3, 1) - timedelta(1) for year in years)
    return [day for day in days if day.day == 29 and first <= day <= last][:1]
