"""Reading what is said and written for data of people whom the case is not about.

A namesake, somebody who happens to be of the story: what the register has of them is nobody's to tell, and
the visitor does not know it. Who is linked, files, is on a paper or is typed into a form has to do with the case.
What they are called may be said: a namesake is called as the visitor is.
"""

from collections.abc import Collection, Iterator, Sequence, Set
from typing import Any

from mock_systems.bases import cited
from mock_systems.records import TABLES
from scenarios.casting.cast import Unfilled
from scenarios.casting.names import named_in
from scenarios.checking.reader import HAN, Reader
from scenarios.reading.problems import Place, Problem

_SHORTEST = 8
"""The shortest text of somebody's record that is known again where it is written out."""
_SAID = ("conversation", "remarks", "topics")


def disclosed(reader: Reader) -> Iterator[Problem]:
    """What is told of people whom the case is not about."""
    strangers = {each.name: each for each in _strangers(reader)}
    if not strangers:
        return
    written = {value for each in strangers.values() for value in _written(reader, each)}
    drawn = _drawn(reader, strangers)
    for place, text in _texts_of(reader):
        for name in named_in(text) if "$" in text else ():
            who, _, part = name.partition(".")
            theirs = who in strangers and TABLES[strangers[who].table].told_by
            if name in drawn or (who in strangers and part.partition(".")[0] != theirs):
                yield _problem(reader, place, f"${name}")
        yield from (_problem(reader, place, value) for value in written if value in text)


def _problem(reader: Reader, place: Place, said: str) -> Problem:
    what = f"这里说出了与本案无关的人的信息“{said}”（{cited('LOC 9, 30')}）"
    return reader.at(place, what, "请删去；是本案有关的人，写进 linked")


def _strangers(reader: Reader) -> Iterator[Unfilled]:
    """People of the story with whom the case has nothing to do, and their records."""
    cast = [(each, _named(each)) for each in reader.drafts if each.place[0] == "cast"]
    known = {name.partition(".")[0] for name in named_in(_about(reader))}
    known &= {each.name for each, _ in cast}
    # Who stands in a record beside one whom the case is about, as a guardian does, is known, too.
    beside = (named for each, named in cast if not TABLES[each.table].is_party and named & known)
    strange = {e.name for e, _ in cast if TABLES[e.table].is_human} - known.union(*beside)
    for each, named in cast:
        is_theirs = bool(named & strange) and not named & known and each.name not in known
        if each.name and (each.name in strange or is_theirs):
            yield each


def _named(draft: Unfilled) -> Set[str]:
    """The names that stand in a record."""
    return {name.partition(".")[0] for name in named_in([*draft.columns.values()])}


def _about(reader: Reader) -> Sequence[Any]:
    """What a case is about: who is linked and comes, what right ways type, what stands on papers."""
    script = reader.script
    forms = [{**step.form, "text": ""} for _, step in reader.right_steps]
    papers = [[sheet.person, sheet.holder, sheet.content] for sheet in script.papers]
    return [script.linked, script.conversation.person, *forms, *papers]


def _drawn(reader: Reader, strangers: Collection[str]) -> Set[str]:
    """The names of what is drawn for such people alone."""
    cast = [each for each in reader.drafts if each.place[0] == "cast"]
    theirs = named_in(
        [
            [said for column, said in each.columns.items() if column != TABLES[each.table].told_by]
            for each in cast
            if each.name in strangers
        ]
    )
    others = named_in([[*each.columns.values()] for each in cast if each.name not in strangers])
    used = {*others, *named_in(_about(reader))}
    return {e for e in theirs if e not in used and e.partition(".")[0] in reader.script.vary}


def _written(reader: Reader, draft: Unfilled) -> Iterator[str]:
    """What a script writes out of somebody's record that is nobody else's."""
    others = [each for each in reader.drafts if each is not draft and each.place[0] == "cast"]
    taken = [value for each in others for value in each.columns.values()]
    for value in draft.columns.values():
        if isinstance(value, str) and len(value) >= _SHORTEST and "$" not in value:
            yield from (value,) if value not in taken else ()


def _texts_of(reader: Reader) -> Iterator[tuple[Place, str]]:
    """What right ways say and write, and the visitor says."""
    for place, step in reader.right_steps:
        if isinstance(text := step.form.get("text"), str):
            yield (*place, "form", "text"), text
    for place, text in reader.texts:
        if place[0] in _SAID or (place[0] == "vary" and HAN.search(text)):
            yield place, text
