"""The way out of a name nobody knows, for whoever wrote it in a file or at the command line."""

from collections.abc import Iterable
from difflib import get_close_matches

LISTED = 8
"""How many possible names a sentence lists where none is near."""


def nearest(name: str, known: Iterable[str]) -> str:
    """The nearest name that is known, or the names there are."""
    names = sorted(set(known))
    near = get_close_matches(name, names, n=1)
    if near:
        return f"是否想写“{near[0]}”？"
    if not names:
        return "此处不能填写"
    more = " 等" if len(names) > LISTED else ""
    return f"可用的有：{'、'.join(names[:LISTED])}{more}"
