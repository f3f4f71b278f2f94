"""Reading a file of a script: what it says, every table with its place."""

import tomllib
from pathlib import Path
from typing import Any

from scenarios.reading.origins import TOO_BIG, TOO_DEEP, Entry, placed
from scenarios.reading.problems import BadScript, Problem
from scenarios.reading.syntax import fault

LARGEST = 1_000_000
"""Characters of a file: far more than any case has."""


def document(path: Path) -> Entry:
    """What a TOML file says; `BadScript` where it cannot be read, is too large or is no TOML."""
    try:
        said: Entry = placed(_toml(path), path)
    except RecursionError:
        raise BadScript([Problem(path.name, (), *TOO_DEEP)]) from None
    return said


def _toml(path: Path) -> dict[str, Any]:
    text = ""
    try:
        text = _text(path)
        return tomllib.loads(text)
    except OSError:
        raise BadScript([Problem(path.name, (), "读不到这个文件", "请核对文件名和位置")]) from None
    except UnicodeDecodeError:
        raise BadScript([Problem(path.name, (), "不是 UTF-8 文本", "请另存为 UTF-8")]) from None
    except tomllib.TOMLDecodeError as error:
        place, what, mend = fault(text, str(error))
        raise BadScript([Problem(path.name, (place,), what, mend)]) from None
    except ValueError:
        # Python reads no integer of more than 4,300 digits, and the parser does not say where.
        raise BadScript([Problem(path.name, (), *TOO_BIG)]) from None


def _text(path: Path) -> str:
    """The text of a file; what never ends, such as a pipe or a device, is not even opened."""
    if not path.is_file():
        raise FileNotFoundError
    with path.open(encoding="utf-8-sig") as file:
        text = file.read(LARGEST + 1)
    if len(text) > LARGEST:
        raise BadScript([Problem(path.name, (), "文件太大", f"最多 {LARGEST} 字")])
    return text
