"""Reading a file of a script: what it says, every table with its place."""

import re
import tomllib
from pathlib import Path
from typing import Any

from scenarios.reading.origins import TOO_BIG, TOO_DEEP, Entry, placed
from scenarios.reading.problems import BadScript, Problem


def document(path: Path) -> Entry:
    """What a TOML file says; `BadScript` where it cannot be read or is no TOML."""
    try:
        said: Entry = placed(_toml(path), path)
    except RecursionError:
        raise BadScript([Problem(path.name, (), *TOO_DEEP)]) from None
    return said


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise BadScript([Problem(path.name, (), "读不到这个文件", "请核对文件名和位置")]) from None
    except UnicodeDecodeError:
        raise BadScript([Problem(path.name, (), "不是 UTF-8 文本", "请另存为 UTF-8")]) from None
    except tomllib.TOMLDecodeError as error:
        raise BadScript([_not_toml(path, str(error))]) from None
    except ValueError:
        # Python reads no integer of more than 4,300 digits, and the parser does not say where.
        raise BadScript([Problem(path.name, (), *TOO_BIG)]) from None


def _not_toml(path: Path, said: str) -> Problem:
    """The parser says what and, in brackets, where; at the end of the file it says no number."""
    what, _, where = said.partition(" (at ")
    numbers = re.findall(r"\d+", where)
    place = (f"第{numbers[0]}行第{numbers[1]}列",) if len(numbers) == 2 else ("文件末尾",)
    mend = "常见的是引号、括号没有配对，或者同一个键写了两次"
    return Problem(path.name, place, f"不是合法的 TOML（{what}）", mend)
