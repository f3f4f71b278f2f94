"""One of the two documents, read from its file as plain JSON that can be marked and printed again.

JSON allows more than an export ever holds: endless nesting, numbers of any length, half characters.
Each is a fault with its place here, so that nothing further on meets a value it cannot carry.
"""

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.events import EXPORT_AGAIN
from grader.reading import Malformed

DEEPEST = 50
"""Levels of lists and objects in one another; an export has about ten."""

LONGEST_NUMBER = 20
"""Characters of a whole number: a 64-bit one with its sign."""

DEEPEST_TOLD = 5
"""Levels told of a place that lies too deep."""


def read(file: Path) -> Any:
    """What the file holds; `Malformed` where it cannot be read, or holds what no export does."""
    try:
        document = json.loads(file.read_text("utf-8-sig"), parse_int=_whole)
    except OSError as fault:
        raise Malformed(
            str(file), f"读不到文件（{fault.strerror}）", "请检查文件名和权限"
        ) from None
    except UnicodeDecodeError:
        raise Malformed(str(file), "不是 UTF-8 文本", EXPORT_AGAIN) from None
    except json.JSONDecodeError as fault:
        place = f"{file} › 第{fault.lineno}行第{fault.colno}列"
        raise Malformed(place, "不是完整的 JSON", EXPORT_AGAIN) from None
    except RecursionError:
        raise _too_deep(str(file)) from None
    _check(str(file), document)
    return document


def _whole(digits: str) -> float:
    """A whole number; too long a one is infinite, as JSON's own `1e999` is."""
    return int(digits) if len(digits) <= LONGEST_NUMBER else math.inf


def _check(file: str, document: Any) -> None:
    level = [(file, document)]
    for _ in range(DEEPEST):
        level = [inner for place, value in level for inner in _inside(place, value)]
        if not level:
            return
    first = level[0][0].split(" › ")[:DEEPEST_TOLD]
    raise _too_deep(" › ".join([*first, "…"]))


def _inside(place: str, value: Any) -> Iterator[tuple[str, Any]]:
    """The values of a list or an object with their places, its names too; others are checked."""
    match value:
        case dict():
            for name, item in value.items():
                _check_text(place, name)
                yield f"{place} › {name}", item
        case list():
            yield from ((f"{place} › 第{n}项", item) for n, item in enumerate(value, 1))
        case str():
            _check_text(place, value)
        case float() if not math.isfinite(value):
            raise Malformed(place, f"不是 {LONGEST_NUMBER} 位以内的数", EXPORT_AGAIN)


def _check_text(place: str, text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as fault:
        what = f"第{fault.start + 1}个字符不是完整的字符（{fault.object[fault.start]!r}）"
        raise Malformed(place, what, EXPORT_AGAIN) from None


def _too_deep(place: str) -> Malformed:
    return Malformed(place, f"列表和对象套了 {DEEPEST} 层以上", EXPORT_AGAIN)
