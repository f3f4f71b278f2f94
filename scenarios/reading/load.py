"""Reading case script files: every problem of a file at once, each with its place.

A script names the frame it stands in; the frame's entries come first in every list, and what the
script says itself wins. Both may be written short (`scenarios.reading.expand`). Its domain is the
folder it lies in, unless it says another.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from scenarios.reading.document import document
from scenarios.reading.expand import Miscall, expanded, expanded_without, told_of
from scenarios.reading.fragments import files, library
from scenarios.reading.gaps import NONE, Gaps, doubted, left_out
from scenarios.reading.origins import Entry, Layout, Origin
from scenarios.reading.problems import BadScript, Place, Problem
from scenarios.reading.script import CaseScript
from scenarios.reading.sentences import problems


@dataclass(frozen=True, slots=True)
class Loaded:
    """A script as its files say it, where each part of it stands, and what of it is left out."""

    script: CaseScript
    layout: Layout
    gaps: Gaps = NONE

    def without(self, places: Iterable[Place]) -> "Loaded":
        """The script without the entries in which some places are; `BadScript` where it is none
        without."""
        said, gaps = left_out(self.layout.said, places)
        return _validated(self.layout.script, said, self.gaps.more(gaps))

    def apart_from(self, places: Iterable[Place]) -> "Loaded":
        """The script without the marks and ways in which some places are; all else stays, in doubt:
        nothing is concluded from it."""
        apart = {place: bool(place) and place[0] in UNPLAYED for place in places}
        staying = [place for place, is_unplayed in apart.items() if not is_unplayed]
        doubting = replace(self, gaps=self.gaps.more(doubted(self.layout.said, staying)))
        try:
            return doubting.without(place for place in apart if place not in staying)
        except BadScript:
            return replace(self, gaps=self.gaps.more(doubted(self.layout.said, apart)))

    def balanced(self) -> "Loaded":
        """The script with the total its lines make up."""
        script = self.script
        worth = sum(each.worth for each in script.expect)
        worth += sum(each.points for each in script.rules) + sum(e.points for e in script.service)
        return replace(self, script=script.model_copy(update={"total": worth}))


UNPLAYED = (
    "expect", "alternatives", "allowed", "rules", "service", "other_ways", "mistakes", "harmless",
)  # fmt: skip
"""Sections without whose entries a walkthrough can be played all the same."""
_ROUNDS = 3
"""How often entries are left out until the rest is of its shape: what is within another falls with it."""


FRAMED = ("ceiling", "total", "groups", "side_effects")
"""What a script has from its frame, unless it says it itself."""


def load(path: Path) -> Loaded:
    """The case script in a file; `BadScript` with every problem of its shape."""
    loaded, wrong = readable(path)
    if wrong:
        raise BadScript(wrong)
    return loaded


def playable(path: Path) -> tuple[Loaded, Sequence[Problem]]:
    """The case script in a file as far as it can be played, and what is wrong with its shape:
    entries that playing does not need are left out where they are misshapen. `BadScript` where that
    is not enough."""
    loaded, wrong = readable(path)
    if any(not {*UNPLAYED}.issuperset(e.surely or e.sections) for e in loaded.gaps.all):
        raise BadScript(wrong)
    return loaded, wrong


def readable(path: Path) -> tuple[Loaded, Sequence[Problem]]:
    """The case script in a file as far as it can be read, and what is wrong with its shape:
    entries that are misshapen are left out. `BadScript` where that is not enough."""
    said: Mapping[str, Any]
    said, slips = _said(path)
    gaps, told = Gaps(tuple(each.gap for each in slips)), list(told_of(slips))
    wrong: Sequence[Problem] = ()
    for _ in range(_ROUNDS):
        try:
            return _validated(path, said, gaps), told
        except BadScript as bad:
            first, wrong = not wrong, bad.problems
            told += _new(wrong, slips, gaps) if first else ()
            said, more = left_out(said, [each.at for each in wrong])
            gaps = gaps.more(more)
    raise BadScript(told)


def _new(wrong: Sequence[Problem], slips: Sequence[Miscall], gaps: Gaps) -> Iterator[Problem]:
    """What does not only follow from what calls are wrong."""
    inside = [each.problem for each in slips]
    return (e for e in wrong if not (_is_inside_any(e, inside) or gaps.bring(e)))


def _is_inside_any(problem: Problem, others: Sequence[Problem]) -> bool:
    """Whether what is wrong only follows from what is told of the entry it is in."""
    place = _uncalled(problem.place)
    outer = (_uncalled(each.place) for each in others if each.place)
    return any(place[: len(each)] == each for each in outer)


def _uncalled(place: Sequence[str]) -> Sequence[str]:
    """A place without what entries are called: a call by what it calls, its edit by its name."""
    return [re.split("[“（]", part)[0] for part in place]


def _said(path: Path) -> tuple[Entry, Sequence[Miscall]]:
    """What a file says in its frame, written long, and what is wrong with what it calls."""
    own, wrong = expanded_without(document(path), library(path))
    frame, wrong_in_frame = _frame(path, own)
    said = {"domain": path.resolve().parent.name, **merged(frame, own)}
    framed = [key for key in frame.keys() - own.keys() if not isinstance(frame[key], list | dict)]
    elsewhere = dict(own.origin.elsewhere)
    for key in framed:
        elsewhere[key] = Origin(path, (), source=frame.origin)
    return Entry.at(replace(own.origin, elsewhere=elsewhere), said), [*wrong, *wrong_in_frame]


def _validated(path: Path, said: Mapping[str, Any], gaps: Gaps) -> Loaded:
    layout = Layout(path, said)
    try:
        return Loaded(CaseScript.model_validate(said), layout, gaps)
    except ValidationError as error:
        lacking = _without_frame(said, error)
        rest = problems(error, CaseScript, layout, lacking)
        raise BadScript([*_unframed(lacking, layout), *rest]) from None


def _without_frame(said: Mapping[str, Any], error: ValidationError) -> Sequence[str]:
    """What a script that names no frame lacks of what frames say."""
    if said.get("frame"):
        return ()
    missing = [each["loc"] for each in error.errors() if each["type"] == "missing"]
    return [str(place[0]) for place in missing if len(place) == 1 and place[0] in FRAMED]


def _unframed(lacking: Sequence[str], layout: Layout) -> Iterator[Problem]:
    if lacking:
        what = f"没有写外框，也没有自己写 {'、'.join(lacking)}"
        yield layout.problem(("frame",), what, '请写 frame = "../common.toml"，或者自己写全')


def long_form(path: Path) -> Entry:
    """What a file says, every call of a fragment replaced by what the fragment brings."""
    return expanded(document(path), library(path))


def read_from(loaded: Loaded) -> Sequence[Path]:
    """The files that what a script says depends on: its own, its frame, fragments."""
    path = loaded.layout.script
    frame = _frame_of(path, loaded.layout.said)
    frames = [frame, *files(frame)] if frame else []
    return sorted({path, *files(path), *frames})


def _frame(path: Path, said: Mapping[str, Any]) -> tuple[Entry, Sequence[Miscall]]:
    """The frame a script names, empty where it names none; it has none itself."""
    if (file := _frame_of(path, said)) is None:
        return Entry(), ()
    if "frame" in (frame := document(file)):
        what, mend = "外框自己不能再有外框", "请删去，或把要用的内容并进来"
        raise BadScript([Layout(file, frame).problem(("frame",), what, mend)])
    return expanded_without(frame, library(file))


def _frame_of(path: Path, said: Mapping[str, Any]) -> Path | None:
    """The file of the frame a script names, None where it names none; `BadScript` where it is no
    file, or lies elsewhere than beside the script, beside its folder or below these."""
    if not (frame := said.get("frame")):
        return None
    if (file := _inside(path, str(frame))) is None:
        shown = str(frame)[:80]
        what = f"没有“{shown}”这个文件"
        mend = '请核对，如 "../common.toml"；只能在脚本所在的文件夹及上一层里'
        raise BadScript([Layout(path, said).problem(("frame",), what, mend)])
    return file


def _inside(path: Path, frame: str) -> Path | None:
    """The file of a frame, where there is one in the folder above that of its script."""
    try:
        file = path.parent / frame
        inside = file.resolve().is_relative_to(path.resolve().parents[1])
        return file if inside and not Path(frame).is_absolute() and file.is_file() else None
    except (OSError, ValueError, RuntimeError):  # No system has a file of such a name.
        return None


def merged(frame: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """A frame and what a script says in it: lists follow one another, the script's values win."""
    both = dict(frame)
    for key, value in said.items():
        below = frame.get(key)
        if isinstance(below, list) and isinstance(value, list):
            both[key] = below + value
        elif isinstance(below, dict) and isinstance(value, dict):
            both[key] = merged(below, value)
        else:
            both[key] = value
    return both
