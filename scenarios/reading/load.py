"""Reading case script files: every problem of a file at once, each with its place.

A script names the frame it stands in; the frame's entries come first in every list, and what the
script says itself wins. Both may be written short (`scenarios.reading.expand`). Its domain is the
folder it lies in, unless it says another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from scenarios.reading.document import document
from scenarios.reading.expand import expanded
from scenarios.reading.fragments import library
from scenarios.reading.origins import Entry, Layout
from scenarios.reading.problems import BadScript
from scenarios.reading.script import CaseScript
from scenarios.reading.sentences import problems


@dataclass(frozen=True, slots=True)
class Loaded:
    """A script as its files say it, and where each part of it stands."""

    script: CaseScript
    layout: Layout


def load(path: Path) -> Loaded:
    """The case script in a file; `BadScript` with every problem of its shape."""
    frame = _frame(path, own := long_form(path))
    said = {"domain": path.resolve().parent.name, **merged(frame, own)}
    layout = Layout(path, said)
    try:
        return Loaded(CaseScript.model_validate(said), layout)
    except ValidationError as error:
        raise BadScript(problems(error, CaseScript, layout)) from None


def long_form(path: Path) -> Entry:
    """What a file says, every call of a fragment replaced by what the fragment brings."""
    return expanded(document(path), library(path))


def _frame(path: Path, said: Mapping[str, Any]) -> Entry:
    """The frame a script names, empty where it names none."""
    if not (frame := said.get("frame")):
        return Entry()
    file = path.parent / str(frame)
    if not file.is_file():
        what, mend = f"没有“{frame}”这个文件", '请核对，如 "../common.toml"'
        raise BadScript([Layout(path, said).problem(("frame",), what, mend)])
    return long_form(file)


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
