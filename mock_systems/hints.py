"""The way out of a name nobody knows, for whoever wrote it in a file or at the command line."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

LISTED = 8
"""How many possible names a sentence lists where none is near."""


def nearest(name: str, known: Iterable[str]) -> str:
    """The nearest name that is known, or the names there are, of many the most alike. Texts that
    names stand for are their labels: a name is meant by its label too, and told with it, in the
    order of the list."""
    labels = known if isinstance(known, Mapping) else {}
    labels = {each: label for each, label in labels.items() if isinstance(label, str)}
    names = [*labels] or sorted(set(known))
    if meant := _near(name, names) or _labelled(name, labels):
        return f"是否想写“{meant}”？"
    if not names:
        return "此处不能填写"
    alike = names if len(names) <= LISTED else get_close_matches(name, names, LISTED, 0)
    told = "、".join(f"{each} {labels.get(each, '')}".strip() for each in alike)
    return f"可用的有：{told}" if alike is names else f"可用的有：{told} 等"


def _near(name: str, known: Sequence[str]) -> str:
    """The name that was meant and misspelt, empty where none is near: first one of the same letters,
    of another case or order. Numbers are not misspelt: what
    differs in its digits alone is another one, and so is the code with a letter of its own."""
    if same := [each for each in known if _mixed(each) == _mixed(name)]:
        return same[0]
    letters = _letters(name)
    alike = get_close_matches(name, known) if len(letters) > 1 else []
    return next((each for each in alike if _letters(each) != letters), "")


def _labelled(name: str, labels: Mapping[str, str]) -> str:
    """The name whose label a text is, or begins like; empty where there is none."""
    if name.isascii():
        return ""
    said = [label for label in labels.values() if name in label]
    alike = sorted(said, key=len) or get_close_matches(name, labels.values(), 1)
    return next((each for each, label in labels.items() if label in alike[:1]), "")


def _mixed(name: str) -> tuple[list[str], str]:
    """What is the same of two names in which letters stand in another case or order."""
    letters = sorted(_letters(name).casefold())
    return letters, re.sub(r"\D", "", name)


def _letters(name: str) -> str:
    return re.sub(r"\d", "", name)
