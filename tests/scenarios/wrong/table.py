"""A table of wrong scripts: each the smallest edit of a script that is right, and what is said of it.

All of a script is told at once, so that edits which do not touch each other are made in one script;
what is not told of it in such company is looked for in its own. With `ALL_CASES=1` each is alone.
"""

import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from scenarios.folders import CASES
from scenarios.proving.prove import ENOUGH
from scenarios.shelf import check_cases, prove_cases
from tests.sample import everything
from tests.scenarios.conftest import EXAMPLE, TWO_MATTERS

Changes = Sequence[tuple[str, str]]
MOST = 8
"""How many wrong scripts are written as one."""


@dataclass(frozen=True)
class Wrong:
    """A wrong script: what is wrong with it, passages of the script that are replaced and text that
    is added, the parts of what must be said of it in their order; `by_proof` where a check may say
    nothing. The script is the example, that of two matters (Z02), or the case of an id."""

    fault: str
    changes: Changes
    told: Sequence[str]
    more: str = ""
    case: str = ""
    by_proof: bool = False

    def __str__(self) -> str:
        return self.fault

    @property
    def source(self) -> Path:
        """The file of the script that is right."""
        known = {"": EXAMPLE, "Z02": TWO_MATTERS}
        return known.get(self.case) or next(CASES.glob(f"*/{self.case.lower()}_*.toml"))

    def goes_with(self, other: "Wrong") -> bool:
        """Whether both can be written into one script: edits of it that do not touch each other, and
        additions of different names."""
        same = (self.case, self.by_proof) == (other.case, other.by_proof)
        if not (same and self.told and other.told):
            return False
        text = self.source.read_text("utf-8")
        mine, theirs = _touched(self, text), _touched(other, text)
        return mine.isdisjoint(theirs) and _named(self).isdisjoint(_named(other))


def _touched(wrong: Wrong, text: str) -> set[int]:
    """The places of the text that are replaced."""
    found = (each for old, _ in wrong.changes for each in re.finditer(re.escape(old), text))
    return {at for each in found for at in range(*each.span())}


def _named(wrong: Wrong) -> set[str]:
    return {*re.findall(r'^(?:id|name) = "(.*?)"', wrong.more, re.MULTILINE)}


def written(wrong: Wrong, home: Path) -> Path:
    """The file of a wrong script, beside the frame."""
    source = wrong.source
    folder = "social_insurance" if source.parent == EXAMPLE.parent else source.parent.name
    text = source.read_text("utf-8")
    for old, new in wrong.changes:
        assert old in text, f"{source.name} no longer says {old!r}"
        text = text.replace(old, new)
    shutil.copy(CASES / "common.toml", home)
    path = home / folder / source.name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{text}\n{wrong.more}", "utf-8")
    return path


def said_of(wrong: Wrong, home: Path) -> Sequence[str]:
    """What a check says of a script or, where that is nothing, what a proof says: of the base story,
    which is quick, and of all it goes through where that does not tell what must be told."""
    path = written(wrong, home)
    problems = [str(each) for each in check_cases([path])]
    assert not (problems and wrong.by_proof), f"a check tells already: {problems}"
    if problems:
        return problems
    found = prove_cases([path], 1).proofs[0].faults
    if not wrong.told or is_told(wrong, found):
        return found
    return prove_cases([path], ENOUGH).proofs[0].faults


def refused(wrongs: Sequence[Wrong]) -> Callable[[Wrong, Path, pytest.TempPathFactory], None]:
    """The test that of each script of a table what must be told is told: a module gives it the name
    that says what its table has in common."""
    groups = _groups(wrongs)
    number = {id(each): at for at, group in enumerate(groups) for each in group}

    @cache
    def told_together(at: int, home: Path) -> set[int]:
        alone = everything() or len(groups[at]) < 2
        return set() if alone else _told_of_all(groups[at], home)

    @pytest.mark.parametrize("wrong", wrongs, ids=str)
    def each_is_told(
        wrong: Wrong, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        if id(wrong) in told_together(number[id(wrong)], tmp_path_factory.getbasetemp()):
            return
        said = said_of(wrong, tmp_path)
        assert is_told(wrong, said), "\n".join(said)

    return each_is_told


def _groups(wrongs: Sequence[Wrong]) -> Sequence[Sequence[Wrong]]:
    """Those that are written as one."""
    groups: list[list[Wrong]] = []
    for wrong in wrongs:
        for group in groups:
            if len(group) < MOST and all(wrong.goes_with(each) for each in group):
                group.append(wrong)
                break
        else:
            groups.append([wrong])
    return groups


def _told_of_all(some: Sequence[Wrong], home: Path) -> set[int]:
    """Those of which what must be told is told of a script with the faults of all, each by a
    sentence of its own."""
    changes, more = [change for each in some for change in each.changes], [e.more for e in some]
    path = written(Wrong("", changes, [], "".join(more), some[0].case), home)
    if some[0].by_proof:
        said = prove_cases([path], 1).proofs[0].faults
    else:
        said = [str(each) for each in check_cases([path])]
    told = set[int]()
    for each in some:
        if its_own := next((text for text in said if _has(text, each.told)), ""):
            said.remove(its_own)
            told.add(id(each))
    return told


def is_told(wrong: Wrong, said: Sequence[str]) -> bool:
    """Whether one of the things said has all that must be told, in its order."""
    return any(_has(each, wrong.told) for each in said)


def _has(text: str, parts: Sequence[str]) -> bool:
    at = 0
    for part in parts:
        at = text.find(part, at) + len(part)
        if at < len(part):
            return False
    return True


def costs(points: str, more: str = "") -> tuple[str, ...]:
    """What is said of a harmless thing that costs so much, with both ways out."""
    return "并没有做错", f"却扣 {points} 分{more}", "请把这一项改宽", "写明 basis 和 policy = true"


def rule(id: str, word: str, body: str, costs: str = 'penalty = "2"\ncap = "4"') -> str:
    based = costs if "basis" in costs or "points" not in costs else f'{costs}\nbasis = "LOC 3"'
    return f'\n[[rules]]\nid = "{id}"\ngroup = "process"\ntitle = "{id}"\nword = "{word}"\n{body}\n{based}\n'


def mistake(name: str, lost: str, edits: str, red: str = "[]") -> str:
    return f'\n[[mistakes]]\nname = "{name}"\ntitle = "{name}"\nlost = "{lost}"\nred_lines = {red}\nedits = {edits}\n'


RESULT = 'form = { application = "$opened.application" }'


def noted(text: str) -> list[tuple[str, str]]:
    """The notice of the example's result says so."""
    return [(RESULT, RESULT.replace(" }", f', text = "{text}" }}'))]


def inserted(do: str, form: str, after: str) -> str:
    return f'[{{ insert = {{ do = "{do}", form = {{ {form} }} }}, after = "{after}" }}]'
