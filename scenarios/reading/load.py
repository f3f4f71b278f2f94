"""Reading case script files: every problem of a file at once, each with its place.

A script names the frame it stands in; the frame's entries come first in every list, and what the
script says itself wins. Both may be written short (`scenarios.reading.expand`). Its domain is the
folder it lies in, unless it says another.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from scenarios.reading.document import document
from scenarios.reading.expand import expanded, expanded_without
from scenarios.reading.fragments import files, library
from scenarios.reading.origins import Entry, Layout
from scenarios.reading.part import Part
from scenarios.reading.problems import BadScript, Problem
from scenarios.reading.script import CaseScript
from scenarios.reading.sentences import problems


@dataclass(frozen=True, slots=True)
class Loaded:
    """A script as its files say it, and where each part of it stands."""

    script: CaseScript
    layout: Layout


UNPLAYED = (
    "expect", "alternatives", "allowed", "rules", "service", "other_ways", "mistakes", "harmless",
)  # fmt: skip
"""Sections without whose entries a walkthrough can be played all the same."""


FRAMED = ("ceiling", "total", "groups", "side_effects")
"""What a script has from its frame, unless it says it itself."""


def load(path: Path) -> Loaded:
    """The case script in a file; `BadScript` with every problem of its shape."""
    return _validated(path, _said(path)[0])


def playable(path: Path) -> tuple[Loaded, Sequence[Problem]]:
    """The case script in a file as far as it can be played, and what is wrong with its shape:
    entries that playing does not need are left out where they are misshapen. `BadScript` where that
    is not enough."""
    said, left_out = _said(path, UNPLAYED)
    try:
        return _validated(path, said), left_out
    except BadScript as bad:
        wrong = [*left_out, *(each for each in bad.problems if not _is_inside_any(each, left_out))]
        try:
            return _validated(path, {**said, **dict(_fitting(said))}), wrong
        except BadScript:
            raise BadScript(wrong) from None


def _is_inside_any(problem: Problem, others: Sequence[Problem]) -> bool:
    """Whether what is wrong only follows from what is told of the entry it is in."""
    within = (problem.place[: len(each.place)] == each.place for each in others if each.place)
    return any(within)


def _said(path: Path, spared: Sequence[str] = ()) -> tuple[dict[str, Any], Sequence[Problem]]:
    """What a file says in its frame, written long, and what of it is left out in the sections that
    can be `spared`."""
    own, wrong = expanded_without(spared, document(path), library(path))
    frame, wrong_in_frame = _frame(path, own, spared)
    said = {"domain": path.resolve().parent.name, **merged(frame, own)}
    return said, [*wrong, *wrong_in_frame]


def _fitting(said: Mapping[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    """The sections that playing does not need, with those of their entries that are of their shape."""
    for section in UNPLAYED:
        [entry] = get_args(CaseScript.model_fields[section].annotation)
        if section in said:
            listed = said[section] if isinstance(said[section], list) else []
            yield section, [each for each in listed if _fits(each, entry)]


def _fits(said: Any, entry: type[Part]) -> bool:
    try:
        entry.model_validate(said)
    except ValidationError:
        return False
    return True


def _validated(path: Path, said: Mapping[str, Any]) -> Loaded:
    layout = Layout(path, said)
    try:
        return Loaded(CaseScript.model_validate(said), layout)
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


def _frame(
    path: Path, said: Mapping[str, Any], spared: Sequence[str]
) -> tuple[Entry, Sequence[Problem]]:
    """The frame a script names, empty where it names none; it has none itself."""
    if (file := _frame_of(path, said)) is None:
        return Entry(), ()
    if "frame" in (frame := document(file)):
        what, mend = "外框自己不能再有外框", "请删去，或把要用的内容并进来"
        raise BadScript([Layout(file, frame).problem(("frame",), what, mend)])
    return expanded_without(spared, frame, library(file))


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
