"""Holding the basis of a mark to the table of bases: it is there, in force, and fits the matter."""

from collections.abc import Iterator, Sequence

from mock_systems.bases import BadBasis, Basis, cited
from mock_systems.items import ITEMS, ServiceItem
from scenarios.checking.reader import Reader
from scenarios.reading.marks import Expectation, Judgement, Scored
from scenarios.reading.problems import Place, Problem


def unfounded(reader: Reader, place: Place, each: Scored | Judgement) -> Iterator[Problem]:
    """What is wrong with the basis of a mark on the business date of its case."""
    try:
        basis = cited(each.basis)
    except BadBasis as bad:
        yield reader.at(place, bad.what, bad.mend)
        return
    for wrong in basis.wrong_on(reader.script.business_date):
        yield reader.at(place, wrong, "请改引当日有效的依据")
    for wrong in unfit(basis, _items(reader, each)):
        yield reader.at(place, wrong, "请改引合这一事项的依据")


def _items(reader: Reader, each: Scored | Judgement) -> Sequence[ServiceItem]:
    """The service item of the record a mark expects, or else those of the right way."""
    own = each.where.get("item") if isinstance(each, Expectation) else None
    codes = [str(own)] if own in ITEMS else reader.script.items
    return [ITEMS[code] for code in codes if code in ITEMS]


def unfit(basis: Basis, items: Sequence[ServiceItem]) -> Sequence[str]:
    """What fits none of some service items."""
    said = [basis.wrong_for(item.code, item.of_employer) for item in items]
    return [wrong for wrong in said[0] if all(said)] if said else ()
