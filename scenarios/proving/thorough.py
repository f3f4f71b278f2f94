"""A thorough clerk, who goes the right way and asks, verifies and looks at all that may be.

Beside what is tried of every clerk (`scenarios.proving.variations`): each question that asks for no
paper, how long it takes, each paper that lies there verified as the script says is right, each card's term checked, other
departments asked about those for whom something is done, who are looked for and whose pages are opened
in every system. Pages are opened, and others asked, once the right way has opened its own: what has to
come before is the script's word. Of papers that are right for one application and not for another
nothing more is found than in the right way.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from mock_systems.hall.applications import OpenApplication
from mock_systems.hall.findings import EXPIRED, GOOD
from mock_systems.hall.paper_forms import PAPER_FORMS
from mock_systems.hall.papers import CheckIdValidity, ReadIdCard, VerifyPaper, validity
from mock_systems.hall.talk import Say
from mock_systems.hall.topics import TOPICS
from mock_systems.operation import OPERATIONS
from mock_systems.records import TABLES, Paper, parties
from scenarios.playing.needed import TRUE_OF_ALL
from scenarios.playing.rehearse import Rehearsal
from scenarios.proving.variations import Benign, declared, searches, step_of
from scenarios.reading.story import Sheet
from scenarios.reading.ways import Step

Act = tuple[str, Step]
"""What is done besides, and how it is told."""
NEUTRAL = [
    *TRUE_OF_ALL,
    *(
        code
        for code, topic in TOPICS.items()
        if topic.kind == "ask" and topic.rank == "matter" and not topic.paper
    ),
]
"""What may be asked of anybody, and told, as it is true whatever the matter."""


def thorough(main: Rehearsal) -> Iterator[Benign]:
    """What such a clerk does after each step of a right way but the last."""
    served, right = _served(main), _right(main)
    asked = [(f"说“{TOPICS[code].label}”", step_of(Say, topic=code)) for code in NEUTRAL]
    for at, played in enumerate(main.played[:-1]):
        looks = (look for each in served if served[each] <= at for look in _looks(main, at, *each))
        for what, step in (*asked, *_papers(main, at, right), *looks):
            yield Benign(f"在“{played.step.called}”之后{what}", at, (step,))


def _served(main: Rehearsal) -> Mapping[tuple[str, str], int]:
    """For whom something is applied for or whose page is opened, by table and key, and from which
    step on they may be looked at."""
    opened, filed = dict[tuple[str, str], int](), dict[tuple[str, str], int]()
    for at, played in enumerate(main.played):
        said = played.event["data"] if played.event else {}
        found = [(kind.table, str(said[kind.table])) for kind in parties() if said.get(kind.table)]
        if declared(played).part == "page":
            opened = {**dict.fromkeys(found, at), **opened}
        elif played.step.do == OpenApplication.declared.name:
            filed = {**dict.fromkeys(found, at), **filed}
    last = max(opened.values(), default=0)
    return {each: opened.get(each, max(last, filed.get(each, 0))) for each in {**filed, **opened}}


def _right(main: Rehearsal) -> Mapping[str, str]:
    """The one finding that is right of a paper for every application, by the paper's key."""
    names, found = main.stage.cast.names, defaultdict[str, set[str]](set)
    for sheet in main.stage.script.papers:
        if sheet.name:
            found[names.of(f"{sheet.name}.paper")] |= {
                *names.fill(sheet.found or _of_card(main, sheet))
            }
    for played in main.played:
        if played.event and played.step.do == VerifyPaper.declared.name:
            said = played.event["data"]
            found[said["paper"]] |= {said["finding"], said.get("application") or said["finding"]}
    return {key: next(iter(each)) for key, each in found.items() if len(each) == 1}


def _of_card(main: Rehearsal, sheet: Sheet) -> list[str]:
    """What is right of a card of which the script does not say: its term alone tells."""
    if not PAPER_FORMS[sheet.kind].chip:
        return []
    content = main.stage.cast.names.fill(sheet.content)
    return [EXPIRED if _found(main, sheet.kind, content) == EXPIRED else GOOD]


def _papers(main: Rehearsal, at: int, right: Mapping[str, str]) -> Iterator[Act]:
    """The papers on the desk verified; cards read, and their terms checked."""
    for paper in main.moments[at + 1].world.find(Paper, place="desk"):
        name, key = main.stage.cast.called(paper), paper.key
        if key in right:
            yield f"核验材料“{name}”", step_of(VerifyPaper, paper=key, finding=right[key])
        if PAPER_FORMS[paper.kind].chip:
            found = _found(main, paper.kind, paper.content)
            yield f"读“{name}”", step_of(ReadIdCard, paper=key)
            yield f"核对“{name}”的有效期", step_of(CheckIdValidity, paper=key, finding=found)


def _found(main: Rehearsal, kind: str, content: Mapping[str, Any]) -> str:
    """What is right of the term of a card."""
    until = str(content.get(PAPER_FORMS[kind].good_until))
    return validity(until, main.stage.script.business_date)[0]


def _looks(main: Rehearsal, at: int, table: str, key: str) -> Iterator[Act]:
    """Somebody looked for, their pages opened, other departments asked about them."""
    party = main.moments[at + 1].world.one(TABLES[table], key)
    name = main.stage.cast.called(party)
    for operation in OPERATIONS.values():
        title, fields = operation.declared.title, [e for e in operation.form() if e.required]
        if operation.declared.part == "page" and [e.record for e in fields] == [table]:
            yield f"为“{name}”做“{title}”", step_of(operation, **{fields[0].name: key})
        elif operation.declared.part == "check" and {e.name for e in fields} <= party.columns():
            form = {each.name: getattr(party, each.name) for each in fields}
            yield f"为“{name}”做“{title}”", step_of(operation, **form)
        for line, query in searches(main, at, party, operation):
            yield f"按{line}（{operation.declared.name}）", step_of(operation, **query)
