"""Opening everything once: whatever the case is about, a contestant may go anywhere.

At the case's own business date every system's rule sheet is read, and every operation is tried with
the records of the story: in a check until it is done, first with all it can be told; in a proof with
every form, for two people, before the first step, in the middle and after the last one. Being refused is an answer; an exception would be a fault of ours on
the contestant's screen.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from pydantic import ValidationError

from mock_systems.catalogue import SYSTEMS
from mock_systems.operation import OPERATIONS
from mock_systems.records import Person, Record
from mock_systems.rule_sheet import SHEETS
from scenarios.playing.barred import forms_at
from scenarios.playing.rehearse import Rehearsal
from scenarios.reading.problems import Place
from scenarios.reading.ways import Step

PEOPLE = 2
"""For how many of the story each operation is tried, those told first."""
MOST_SHOWN = 3
"""How many places are named that break down alike."""


class Broken(NamedTuple):
    """What breaks down where it is opened: where a script can mend it, what is told, and how."""

    place: Place
    what: str
    mend: str


def broken(main: Rehearsal, bystanders: Sequence[Record]) -> Iterator[Broken]:
    """What breaks down wherever it is opened, once for each reason."""
    last = len(main.played) - 1
    yield from _broken(main, bystanders, sorted({-1, last // 2, last}), once=False)


def broken_at_the_end(main: Rehearsal) -> Iterator[Broken]:
    """What breaks down when all is done, for the first of the story: most of what ever will."""
    yield from _broken(main, (), [len(main.played) - 1], once=True)


def _broken(
    main: Rehearsal, bystanders: Sequence[Record], numbers: Sequence[int], *, once: bool
) -> Iterator[Broken]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for place, fault in [*_sheets(main), *_operations(main, bystanders, numbers, once)]:
        why = str(fault).rstrip("。")
        if place not in (places := found[type(fault).__name__, why]):
            places.append(place)
    today = main.stage.script.business_date
    for (kind, why), places in found.items():
        more = f" 等 {len(places)} 处" if len(places) > MOST_SHOWN else ""
        what = f"业务日期 {today} 打不开{'、'.join(places[:MOST_SHOWN])}{more}（{why or kind}）"
        yield _broken_by(what, kind, why)


def _broken_by(what: str, kind: str, why: str) -> Broken:
    """In Chinese it says which figure or calendar is missing; else it is Python's own complaint."""
    if why.isascii():
        mend = f"{kind}，这是程序的毛病，请把脚本和这句话一起交给维护人员"
        return Broken((), what, mend)
    return Broken(("business_date",), what, "请改业务日期，或补上那一天的数值")


def _sheets(main: Rehearsal) -> Iterator[tuple[str, Exception]]:
    today = main.stage.script.business_date
    for system, lines in SHEETS.items():
        if fault := _raised(partial(lines, today)):
            yield f"{SYSTEMS[system]}的规则页", fault


def _operations(
    main: Rehearsal, bystanders: Sequence[Record], numbers: Sequence[int], once: bool
) -> Iterator[tuple[str, Exception]]:
    for number in numbers:
        for name, operation in OPERATIONS.items():
            for person in main.stage.cast.of_table(Person.table)[: 1 if once else PEOPLE]:
                if fault := _raised(partial(_try, main, name, person, number, bystanders, once)):
                    yield f"“{operation.declared.title}”（{name}）", fault


def _try(
    main: Rehearsal, name: str, person: Record, number: int, others: Sequence[Record], once: bool
) -> None:
    moment, forms = main.moments[number + 1], [*forms_at(person, name, main, number, others)]
    for form in reversed(forms):
        if moment.after(Step(do=name, form=form), stubborn=True).played[-1].accepted and once:
            return


def _raised(look: Callable[[], object]) -> Exception | None:
    """What was raised, if anything; a form that cannot be filled in like that is refused."""
    try:
        look()
    except ValidationError:
        return None
    except Exception as fault:  # whatever a page of ours would break down with
        return fault
    return None
