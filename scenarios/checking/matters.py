"""Reading for which application marks want papers found right or wrong."""

from collections.abc import Collection, Iterator, Mapping, Set
from typing import Any

from mock_systems.hall.applications import OpenApplication
from mock_systems.hall.findings import EXPIRED
from mock_systems.hall.papers import VerifyPaper
from mock_systems.hints import nearest
from mock_systems.items import SERVICE_ITEM
from mock_systems.records import PaperFinding
from scenarios.casting.places import expected
from scenarios.checking.reader import Reader
from scenarios.reading.marks import Expectation, Selector
from scenarios.reading.problems import Place, Problem

OF_APPLICATION = frozenset({"item", "applicant", "application"})
"""What tells for which application a paper was verified."""
Matter = tuple[str, str]
"""An item, and the person an application is for."""


def unmeant(reader: Reader) -> Iterator[Problem]:
    """Marks that ask for a finding of an application nobody has, or of which nobody can tell the
    application."""
    opened = _opened(reader)
    yield from _unopened(reader, opened)
    for place, each in expected(reader.script):
        if each.table == PaperFinding.table:
            expired = any(f.name == "finding" and f.value == EXPIRED for f in each.fields)
            where = {**each.where, "finding": EXPIRED} if expired else each.where
            keys = OF_APPLICATION | {"person"}
            of_none = list(_of_no_matter(reader, place, where, keys))
            yield from of_none or _untold(reader, place, each, opened)
    for number, rule in enumerate(reader.script.rules):
        for letter, selector in rule.selectors():
            if selector.do == VerifyPaper.declared.name:
                place = ("rules", number, letter)
                yield from _of_no_matter(reader, place, selector.where, OF_APPLICATION)


def _opened(reader: Reader) -> set[Matter]:
    """The items for which a right way opens applications, each with the person it is for, nobody
    where that cannot be told."""
    steps = [each for each in reader.right_steps if each[1].do == OpenApplication.declared.name]
    filed = [
        [reader.filled(place, step.form.get(name))[0] for name in ("item", "person")]
        for place, step in steps
    ]
    return {(item, str(person or "")) for item, person in filed if isinstance(item, str)}


def _untold(
    reader: Reader, place: Place, each: Expectation, opened: Collection[Matter]
) -> Iterator[Problem]:
    """An expected finding of which nobody can tell the application: where several are filed, each
    has its own."""
    if "application" in each.where or each.where.get("finding") == EXPIRED:
        return
    where = reader.filled((*place, "where"), each.where)[0] or {}
    meant = [
        (item, person)
        for item, person in opened
        if where.get("item", item) == item and where.get("person", person) == person
    ]
    if len(meant) > 1:
        key = "person" if len({item for item, _ in meant}) == 1 else "item"
        what = "几个办件的核验意见各是一条记录，这里没有写明是哪一条"
        mend = f'请在 where 里写 {key}；过期不分办件，写 finding = "{EXPIRED}"'
        yield reader.at((*place, "where"), what, mend)


def _of_no_matter(
    reader: Reader, place: Place, where: Mapping[str, Any], keys: Set[str]
) -> Iterator[Problem]:
    """An application of a finding that is of the paper itself."""
    if where.get("finding") == EXPIRED:
        for key in sorted(where.keys() & keys):
            if where[key] != "":
                what = "过期是材料本身的事，不分办件"
                yield reader.at((*place, "where", key), what, "请删去这一项")


def _unopened(reader: Reader, opened: Collection[Matter]) -> Iterator[Problem]:
    """Rules that ask for a paper verified for an item for which no right way opens an application:
    who has filed something else may verify it for that. What never may happen, no right way does."""
    labels = {item: SERVICE_ITEM.label(item) for item, _ in sorted(opened)}
    for number, rule in enumerate(reader.script.rules):
        for letter, selector in rule.selectors() if rule.word != "never" else ():
            for place, item in _items(reader, ("rules", number, letter), selector):
                if item not in labels and item in SERVICE_ITEM.labels:
                    what = f"标准做法和其他做法都不收事项“{item}”的件，这条规则却要为它核验"
                    yield reader.at(place, what, nearest(item, labels))


def _items(reader: Reader, place: Place, selector: Selector) -> Iterator[tuple[Place, str]]:
    """The items for which a selector sees a paper verified, and where it says them."""
    if selector.do != VerifyPaper.declared.name:
        return
    for key, said in (("where", selector.where), ("among", selector.among)):
        items = reader.filled((*place, key, "item"), said.get("item", []))[0]
        for item in items if isinstance(items, list) else [items]:
            if isinstance(item, str):
                yield (*place, key, "item"), item
