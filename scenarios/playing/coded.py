"""Codes that a way types against what was said: the visitor asked for one tells another, or a paper does,
or the records tell that a refusal's reason is none.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence, Set

from mock_systems.ages import age
from mock_systems.codes import CodeList
from mock_systems.fields import FormField
from mock_systems.hall.applications import Refuse
from mock_systems.hall.paper_forms import PAPER_FORMS
from mock_systems.items import ITEMS
from mock_systems.operation import OPERATIONS
from mock_systems.records import Application, Participation, Person, Reply, SchoolRecord
from mock_systems.world import World
from scenarios.playing.rehearse import Played, Rehearsal
from scenarios.playing.untold import Untold
from scenarios.reading.script import CaseScript
from scenarios.reading.story import Sheet

YOUNGEST, OLDEST = 16, 50
"""Between these ages nobody is refused for being too young or too old."""


MEND = "请改正填写的，或者改正说的；政策确实要这样的，在这一步写明 basis 和 policy = true"


def miscoded(way: Rehearsal) -> Iterator[Untold]:
    """The codes that a way leaves typed and that are not what was told, but for what is policy."""
    said, last = _Said(way), dict[Hashable, tuple[int, FormField, CodeList, str]]()
    for number, played in enumerate(way.played):
        for field, codes, code in _chosen(played):
            event = played.event or {}
            of_whom = event["data"].get(Person.table) or event["facts"].get(Person.table)
            last[played.step.do, field.name, of_whom] = number, field, codes, code
    for number, field, codes, code in last.values():
        step = way.played[number].step
        why = said.against(codes, code) or _groundless(way, number, code)
        if why and not step.policy:
            yield Untold(number, step.called, field, codes.label(code), MEND, why)


def _chosen(played: Played) -> Iterator[tuple[FormField, CodeList, str]]:
    """The codes that a step types, with their lists."""
    data = played.event["data"] if played.event else {}
    for field in OPERATIONS[played.step.do].form() if data else ():
        code = data.get(field.name)
        if field.codes and code and isinstance(code, str):
            yield field, field.codes, code


class _Said:
    """What the visitor and the papers of a story tell."""

    def __init__(self, way: Rehearsal) -> None:
        self._world, self._names = way.moments[0].world, way.stage.cast.names
        self._sheets = good_papers(way.stage.script)

    def against(self, codes: CodeList, code: str) -> str:
        """Which other codes of a list are told, if one is and not this."""
        heard = self._codes_said(codes)
        labels = "、".join(f"“{codes.label(each)}”" for each in sorted(heard))
        return f"群众说的、材料上写的是{labels}" if heard and code not in heard else ""

    def _codes_said(self, codes: CodeList) -> Set[str]:
        said = (
            [each.text for each in self._world.find(Reply, topic=codes.asked)]
            if codes.asked
            else []
        )
        for sheet in self._sheets:
            keys = PAPER_FORMS[sheet.kind].keys.values()
            tell = [k.name for k in keys if codes.name in k.tells and k.name not in sheet.apart]
            said += [str(self._names.fill(sheet.content.get(each, ""))) for each in tell]
        return {each for text in said for each in codes.found_in(text)}


def good_papers(script: CaseScript) -> Sequence[Sheet]:
    """The papers of a story with which nothing is wrong."""
    return [e for e in script.papers if e.kind in PAPER_FORMS and {*e.found} <= {"ok"}]


def _groundless(way: Rehearsal, number: int, reason: str) -> str:
    """Why the records tell that a refusal's reason is none."""
    played, world = way.played[number], way.moments[number].world
    if played.step.do != Refuse.declared.name or reason not in _GROUNDS:
        return ""
    why, holds = _GROUNDS[reason]
    return "" if holds(world, _filed(played, world)) else why


def _filed(played: Played, world: World) -> Application:
    assert played.event
    return world.one(Application, played.event["data"]["application"])


def _is_of_no_age(world: World, filed: Application) -> bool:
    person = world.first(Person, person=filed.person)
    return person is None or not YOUNGEST <= age(person.born, world.today) < OLDEST


def _studies(world: World, filed: Application) -> bool:
    person = world.first(Person, person=filed.person)
    number = person.citizen_number if person else ""
    return bool(world.first(SchoolRecord, citizen_number=number))


def _is_insured(world: World, filed: Application) -> bool:
    return bool(world.first(Participation, person=filed.person))


_GROUNDS: Mapping[str, tuple[str, Callable[[World, Application], bool]]] = {
    "age": (f"可是他满{YOUNGEST}周岁、不到{OLDEST}周岁", _is_of_no_age),
    "student": ("可是他没有学籍", _studies),
    "already_insured": ("可是他没有参保", _is_insured),
    "out_of_scope": (
        "可是这个事项在本部门的事项目录里",
        lambda world, filed: filed.item not in ITEMS,
    ),
}
"""Reasons that the records bear out or not, with what is said where they do not."""
