"""Papers and notices drawn as a person reads them: values made ready for the templates.

`install(environment)` gives a Jinja2 environment what the drawings need, which stand in the folder
of each kind below `DRAWINGS`; a page then imports `paper`, `thumbnail` or `notice` from there. What a paper says is checked
against its form first, so nothing written in a case script can be lost in the drawing. Nothing
here judges a paper: a fault is something the reader sees.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from jinja2 import Environment
from markupsafe import Markup, escape

import mock_systems
from mock_systems.bases import Article, Cite, read_back
from mock_systems.hall.paper_forms import (
    NOTICE_FORMS,
    PAPER_FORMS,
    ContentKey,
    PaperForm,
)
from mock_systems.hall.paper_kinds import DEFECTS
from mock_systems.records.people import SEX
from sandbox.papers.amounts import in_words

DRAWINGS = Path(mock_systems.__path__[0])
GROWN = 35
"""How old a face looks where nothing tells its age."""


class BadPaper(ValueError):
    """A paper or notice says something its form does not know, or lacks something."""


class Written:
    """The content of a paper, read by name: texts ready to print, "" for what is left out.

    Rows are sequences of `Written`, lines sequences of text, flags truth values.
    """

    def __init__(self, keys: Mapping[str, ContentKey], content: Mapping[str, Any]) -> None:
        self._keys = keys
        self._content = content
        self._corrected = content.get("corrected") or {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._keys:
            raise BadPaper(f"材料的图样用到了“{name}”，表单里没有这一项")
        printed = _printed(self._keys[name], self._content.get(name))
        by_hand = self._corrected.get(name)
        if by_hand is None:
            return printed
        return Markup('<del class="struck">{}</del><ins class="hand">{}</ins>').format(
            printed, by_hand
        )

    def plain(self, name: str) -> str:
        """The value as the script wrote it, "" where it is left out."""
        return str(self._content.get(name, ""))

    @property
    def defects(self) -> Mapping[str, str]:
        """What is wrong with the paper itself, and how to say what is seen."""
        return {word: DEFECTS[word] for word in self._content.get("defects") or ()}


def written_paper(kind: str, content: Mapping[str, Any]) -> Written:
    """The content of a paper of a kind of `PAPER_KIND`, or BadPaper."""
    return _written(PAPER_FORMS[kind], content)


def written_notice(kind: str, content: Mapping[str, Any]) -> Written:
    """The content of a notice of a kind of `NOTICE_KIND`, or BadPaper."""
    return _written(NOTICE_FORMS[kind], content)


def _written(form: PaperForm, content: Mapping[str, Any]) -> Written:
    faults = list(form.faults(content))
    if faults:
        raise BadPaper("；".join(faults))
    return Written(form.keys, content)


def _printed(key: ContentKey, value: Any) -> Any:
    if key.of:
        return [Written(key.of, row) for row in value or ()]
    if key.kind.several:
        return list(value or ())
    if value in (None, ""):
        return key.kind.nothing
    if key.kind.dated:
        return _day(value)
    return key.codes.label(str(value)) if key.codes else key.kind.in_drawing(value)


def _day(value: str) -> Markup:
    """`2026-06-10` as 2026年6月10日, kept on one line, the units marked so that a drawing can print
    them lighter."""
    parts = value.split("-") if value[:1].isdigit() else []
    if not parts:
        return escape(value)
    units = zip(parts, "年月日", strict=False)
    day = Markup("").join(Markup("{}<i>{}</i>").format(p.lstrip("0"), u) for p, u in units)
    return Markup('<span class="day">{}</span>').format(day)


def dotted(paper: Written, name: str) -> str:
    """A date as cards print it: 2026.06.10; other words as they are."""
    return re.sub(r"(?<=\d)-", ".", paper.plain(name))


def words_of(paper: Written, name: str) -> str:
    """An amount in the capital figures of receipts, "" where it is left out."""
    fen = paper.plain(name)
    return in_words(int(fen)) if fen else ""


@dataclass(frozen=True, slots=True)
class Portrait:
    """The features of a drawn face; the same name and sex always have the same ones."""

    woman: bool
    years: int
    hair: int
    skin: int
    coat: int

    @property
    def old(self) -> bool:
        return self.years >= 58

    @property
    def young(self) -> bool:
        return self.years < 16


def portrait(name: str, sex: str, years: int = GROWN) -> Portrait:
    """The face of a person who does not exist."""
    seed = crc32(name.encode())
    woman = SEX.label(sex) == "女"
    return Portrait(woman, years, seed % 3, seed // 3 % 3, seed // 9 % 4)


def face(person: Written, on: str) -> Portrait:
    """The face of the person on a paper, as old as on the date `on` (YYYY-MM-DD)."""
    return portrait(person.plain("name"), person.plain("sex"), _years(person.plain("born"), on))


def _years(born: str, on: str) -> int:
    known = born[:4].isdigit() and on[:4].isdigit()
    return int(on[:4]) - int(born[:4]) if known else GROWN


@dataclass(frozen=True, slots=True)
class Letter:
    """One character on the arc of a seal, turned by `angle` degrees."""

    text: str
    angle: float


def arc(name: str, widest: int) -> Sequence[Letter]:
    """The characters of a seal's name, spread evenly over the top of its circle, over at most
    `widest` degrees."""
    step = min(27.0, widest / max(len(name) - 1, 1))
    first = -step * (len(name) - 1) / 2
    return [Letter(text, round(first + step * place, 2)) for place, text in enumerate(name)]


def tilt(name: str) -> int:
    """How far a stamp stands askew, in degrees: never the same for two stamps side by side."""
    return crc32(name.encode()) % 17 - 8


def bases_in(text: str) -> Sequence[Cite]:
    """What a printed basis cites; of the basis of a mark what stands before its title."""
    return list(read_back(text.partition(" · ")[0]))


def install(environment: Environment) -> None:
    """Give an environment what the drawings of papers and notices use."""
    environment.globals.update(
        written_paper=written_paper,
        written_notice=written_notice,
        paper_forms=PAPER_FORMS,
        notice_forms=NOTICE_FORMS,
        portrait=portrait,
        arc=arc,
        tilt=tilt,
        bases_in=bases_in,
    )
    environment.filters.update(dotted=dotted, words_of=words_of, face=face, article=Article)
