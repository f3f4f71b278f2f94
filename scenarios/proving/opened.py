"""Opening everything once: whatever the case is about, a contestant may go anywhere.

At the case's own business date every system's rule sheet is read, and every operation is tried with
the records of the story, before the first step, in the middle and after the last one. Being refused
is an answer; an exception would be a fault of ours on the contestant's screen.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from pydantic import ValidationError

from mock_systems.catalogue import SYSTEMS
from mock_systems.operation import OPERATIONS
from mock_systems.records import Person, Record
from mock_systems.rule_sheet import SHEETS
from scenarios.playing.rehearse import Rehearsal
from scenarios.proving.barred import forms_at
from scenarios.proving.proof import Fault
from scenarios.reading.ways import Step

PEOPLE = 2
"""For how many of the story each operation is tried, those told first."""
SHOWN = 3
"""How many places are named that break down alike."""


def broken(main: Rehearsal, bystanders: Sequence[Record]) -> Iterator[Fault]:
    """What breaks down where it is opened, once for each reason."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for place, fault in [*_sheets(main), *_operations(main, bystanders)]:
        why = str(fault).rstrip("。")
        if place not in (places := found[type(fault).__name__, why]):
            places.append(place)
    today = main.stage.script.business_date
    for (kind, why), places in found.items():
        more = f" 等 {len(places)} 处" if len(places) > SHOWN else ""
        what = f"业务日期 {today} 打不开{'、'.join(places[:SHOWN])}{more}（{why or kind}）"
        yield _fault(what, kind, why)


def _fault(what: str, kind: str, why: str) -> Fault:
    """In Chinese it says which figure or calendar is missing; else it is Python's own complaint."""
    if why.isascii():
        mend = f"{kind}，这是程序的毛病，请把脚本和这句话一起交给维护人员"
        return Fault((), what, mend)
    return Fault(("business_date",), what, "请改业务日期，或补上那一天的数值")


def _sheets(main: Rehearsal) -> Iterator[tuple[str, Exception]]:
    today = main.stage.script.business_date
    for system, lines in SHEETS.items():
        if fault := _raised(partial(lines, today)):
            yield f"{SYSTEMS[system]}的规则页", fault


def _operations(main: Rehearsal, bystanders: Sequence[Record]) -> Iterator[tuple[str, Exception]]:
    people = main.stage.cast.of_table(Person.table)[:PEOPLE]
    last = len(main.played) - 1
    for number in sorted({-1, last // 2, last}):
        for name, operation in OPERATIONS.items():
            for person in people:
                if fault := _raised(partial(_try, main, name, person, number, bystanders)):
                    yield f"“{operation.declared.title}”（{name}）", fault


def _try(
    main: Rehearsal, name: str, person: Record, number: int, bystanders: Sequence[Record]
) -> None:
    moment = main.moments[number + 1]
    for form in forms_at(person, name, main, number, bystanders):
        moment.after(Step(do=name, form=form), stubborn=True)


def _raised(look: Callable[[], object]) -> Exception | None:
    """What was raised, if anything; a form that cannot be filled in like that is refused."""
    try:
        look()
    except ValidationError:
        return None
    except Exception as fault:  # whatever a page of ours would break down with
        return fault
    return None
