"""What marks are about and what they are not: values of rules that nothing done ever had, and marks
that are kept though the deed was done for another.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mock_systems.operation import OPERATIONS
from mock_systems.records import parties
from scenarios.casting.names import name_of, named_in
from scenarios.casting.places import expected
from scenarios.playing.marking import Marked
from scenarios.playing.rehearse import Rehearsal
from scenarios.playing.side_effects import names_one
from scenarios.reading.problems import Place
from scenarios.reading.script import CaseScript
from scenarios.reading.variation import Variation

Value = tuple[Place, int]
"""One of the values of a selector: where they stand, and which it is."""


class Met:
    """Which values that a script's own rules list some step had, in any way that was tried. One that
    none had is misspelt, or says nothing; of codes the spelling is known."""

    def __init__(self, script: CaseScript) -> None:
        self.unmet: dict[Value, tuple[str, str, Any]] = {}
        for number, rule in enumerate(script.rules):
            for letter, each in () if rule.usual else rule.selectors():
                for key, said in (("among", each.among), ("except", each.except_)):
                    for name, values in said.items():
                        place = ("rules", number, letter, key, name)
                        listed = (
                            values if isinstance(values, list) and _is_free(each.do, name) else ()
                        )
                        for nth, value in enumerate(listed):
                            if value != "":
                                self.unmet[place, nth] = each.do, name, value

    def see(self, way: Rehearsal) -> None:
        """Note what the steps of a way had."""
        if not self.unmet:
            return
        had: dict[str, list[Mapping[str, Any]]] = {}
        for each in way.played:
            if each.event:
                had.setdefault(each.step.do, []).append(
                    {**each.event["data"], **each.event["facts"]}
                )
        for key, (do, name, value) in [*self.unmet.items()]:
            wanted = way.stage.cast.names.fill(value) if do in had else None
            if any(_has(each.get(name), wanted) for each in had.get(do, ())):
                del self.unmet[key]


def _is_free(do: str, name: str) -> bool:
    """Whether a value has no list of codes that its spelling is checked by."""
    if do not in OPERATIONS:
        return False
    known = OPERATIONS[do]
    coded = {field.name for field in known.form() if field.codes}
    coded |= {each for each, fact in known.declared.facts.items() if fact.codes or fact.parts}
    return name not in coded


def _has(found: Any, wanted: Any) -> bool:
    """Whether what an event tells is a value of a selector, or has it among others."""
    if isinstance(wanted, list):
        return any(_has(found, each) for each in wanted)
    return wanted in found if isinstance(found, list) else bool(found == wanted)


def kept_for_others(main: Rehearsal, wrong: Rehearsal, marked: Marked) -> Iterator[Place]:
    """Expectations that a way which does a step for another keeps by that other's record, where no
    rule forbids that: where they stand."""
    if any(mark["word"] == "never" for mark in marked.broken):
        return
    lost = {str(mark["id"]).partition(".")[0] for mark in marked.broken}
    for place, each in expected(main.stage.script):
        if place[0] != "expect" or each.id in lost or each.is_ == "unchanged":
            continue
        if not each.worth or names_one(each.table, each.where):
            continue
        where = main.stage.cast.names.fill(each.where) if not each.each else each.where
        right = set(_owners(each.table, where, main))
        if {*_owners(each.table, where, wrong)} - right:
            yield place


def _owners(table: str, where: Mapping[str, Any], way: Rehearsal) -> Iterable[str]:
    """Whose the records are that a way made or changed and that an expectation is about."""
    for change in way.changes():
        row = change.after
        if change.seq and change.table == table and where.items() <= row.items():
            yield from (str(row[k.key_name()]) for k in parties() if row.get(k.key_name()))


def is_same_in_all(script: CaseScript) -> bool:
    """Whether every variant is answered alike but for who comes: nothing drawn is typed in the right way, held
    by an outcome, to be found of a paper, or goes into a computation that is."""
    said: list[Any] = [[step.form for step in script.walkthrough]]
    said += [each.found for each in script.papers]
    said += [[e.where, [f.value for f in e.fields], e.each] for _, e in expected(script)]
    found, waiting = set[str](), _named(said)
    while waiting := waiting - found:
        found |= waiting
        asked = [script.compute[name].model_extra for name in waiting & script.compute.keys()]
        drawn = [script.vary[name] for name in waiting & script.vary.keys()]
        waiting = _named([*asked, *([each.choose, each.rows] for each in drawn)])
    return not any(map(_differs, (script.vary[name] for name in found & script.vary.keys())))


def _named(said: Any) -> set[str]:
    return {name_of(each) for each in named_in(said)}


def _differs(drawn: Variation) -> bool:
    """Whether variants have other values of something than words for people and firms."""
    if drawn.pool:
        return drawn.pool in ("phone", "bank_account")
    return len(getattr(drawn, drawn.way)) > 1
