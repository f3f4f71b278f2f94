"""The way out of a name nobody knows, for whoever wrote it in a file or at the command line."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

LISTED = 8
"""How many possible names a sentence lists where none is near."""


def nearest(name: str, known: Iterable[str]) -> str:
    """The nearest name that is known, or the names there are, of many the most alike. What differs
    in its digits alone is another number, not the same one misspelt."""
    names = sorted(set(known))
    letters = _letters(name)
    near = [e for e in get_close_matches(name, names) if e == name or _letters(e) != letters]
    if near:
        return f"是否想写“{near[0]}”？"
    if not names:
        return "此处不能填写"
    if len(names) <= LISTED:
        return f"可用的有：{'、'.join(names)}"
    return f"可用的有：{'、'.join(get_close_matches(name, names, LISTED, 0))} 等"


def _letters(name: str) -> str:
    return re.sub(r"\d", "", name)
