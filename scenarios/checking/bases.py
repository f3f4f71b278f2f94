"""Holding the basis of a mark to the table of bases: it is there, in force, and fits the matter."""

from collections.abc import Iterator, Sequence

from mock_systems.bases import BadBasis, Basis, cited
from mock_systems.items import ITEMS, ServiceItem
from scenarios.checking.reader import WAYS, Reader
from scenarios.reading.marks import Expectation, Judgement, Scored
from scenarios.reading.points import points_text
from scenarios.reading.problems import Place, Problem
from scenarios.reading.script import Computation
from scenarios.reading.ways import Step

POLICY = "政策确实要这样的，写明 basis 和 policy = true"
"""How an author says that what is asked back is meant."""


def unfounded(reader: Reader, place: Place, each: Scored | Judgement) -> Iterator[Problem]:
    """What is wrong with the basis of a mark, of which one that pays has one."""
    if not each.basis and _worth(each):
        what = f"“{each.title}”给 {points_text(_worth(each))} 分，没有写依据"
        yield reader.at(place, what, "请写明依据哪一条，如 LOC 4；没有一条要这样的，就删去这一项")
        return
    items = [] if reader.gaps.of(*WAYS) else _items(reader, each)
    yield from ill_founded(reader, place, each.basis, items)


def overruling(reader: Reader) -> Iterator[Problem]:
    """What is wrong with computations by the rules of another day and with what is said to be policy of
    them and of steps."""
    script = reader.script
    for name, asked in script.compute.items():
        day = (asked.model_extra or {}).get("on", script.business_date)
        if day not in ("$today", script.business_date) and not asked.policy:
            what = f"按 {day} 的规定算，不是业务日期 {script.business_date} 的"
            yield reader.at(("compute", name, "on"), what, f"请删去 on；{POLICY}")
        yield from _overrules(reader, ("compute", name), asked)
    for number, step in enumerate(script.walkthrough):
        yield from _overrules(reader, ("walkthrough", number), step)


def _overrules(reader: Reader, place: Place, said: Step | Computation) -> Iterator[Problem]:
    if said.policy and not said.basis:
        mend = "请写明 basis：哪一条政策要这样"
        yield reader.at((*place, "policy"), "写了 policy，没有写依据", mend)
    yield from ill_founded(reader, (*place, "basis"), said.basis, [])


def ill_founded(
    reader: Reader, place: Place, said: str, items: Sequence[ServiceItem]
) -> Iterator[Problem]:
    """What is wrong with a basis on the business date of its case."""
    try:
        basis = cited(said)
    except BadBasis as bad:
        yield reader.at(place, bad.what, bad.mend)
        return
    for wrong in basis.wrong_on(reader.script.business_date):
        yield reader.at(place, wrong, "请改引当日有效的依据")
    for wrong in unfit(basis, items):
        yield reader.at(place, wrong, "请改引合这一事项的依据")


def _worth(each: Scored | Judgement) -> int:
    return each.worth if isinstance(each, Expectation) else each.points


def _items(reader: Reader, each: Scored | Judgement) -> Sequence[ServiceItem]:
    """The service item of the record a mark expects, or else those of the right way."""
    own = each.where.get("item") if isinstance(each, Expectation) else None
    codes = [str(own)] if own in ITEMS else reader.script.items
    return [ITEMS[code] for code in codes if code in ITEMS]


def unfit(basis: Basis, items: Sequence[ServiceItem]) -> Sequence[str]:
    """What fits none of some service items."""
    said = [basis.wrong_for(item.code, item.of_employer) for item in items]
    return [wrong for wrong in said[0] if all(said)] if said else ()
