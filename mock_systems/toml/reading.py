"""Reading a TOML file: what it says, or why it cannot be read and how to mend it.

A byte order mark does no harm. Other encodings are not guessed at: most files in one read without
an error in another, with other words in them.
"""

import tomllib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from pathlib import Path
from typing import Any

from mock_systems.toml.syntax import fault

LARGEST = 1_000_000
"""Characters of a file: far more than any has that somebody wrote."""
DEEPEST = 50
"""How deep the parts of a file may lie in one another: none comes near it."""
TOO_DEEP = ("括号或键一层套一层，套得太深", f"最多 {DEEPEST} 层")
TOO_BIG = ("整数太大", "最多 18 位；编号请加引号写成文本")
_SAVE = "请另存为 UTF-8"


class BadToml(ValueError):
    """A file that is no TOML: the place in it, empty where none is to be told, what is wrong there,
    and how to mend it."""

    def __init__(self, what: str, mend: str, place: str = "") -> None:
        super().__init__(what)
        self.what, self.mend, self.place = what, mend, place


def said(path: Path) -> dict[str, Any]:
    """What a file says; `BadToml` where it says nothing that can be read."""
    text = _text(path)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place, what, mend = fault(text, str(error))
        raise BadToml(what, mend, place) from None
    except RecursionError:
        raise BadToml(*TOO_DEEP) from None
    except ValueError:
        # Python reads no integer of more than 4,300 digits, and the parser does not say where.
        raise BadToml(*TOO_BIG) from None


def _text(path: Path) -> str:
    """The text of a file; what never ends, such as a pipe or a device, is not even opened."""
    try:
        if not path.is_file():
            raise FileNotFoundError
        with path.open(encoding="utf-8-sig") as file:
            text = file.read(LARGEST + 1)
    except OSError:
        raise BadToml("读不到这个文件", "请核对文件名和位置") from None
    except UnicodeDecodeError as error:
        raise BadToml(f"不是 UTF-8 文本{_looks_like(error.object)}", _SAVE) from None
    if len(text) > LARGEST:
        raise BadToml("文件太大", f"最多 {LARGEST} 字")
    if "\0" in text:
        raise BadToml("有空字符，像是 UTF-16 文本", _SAVE)
    return text


def _looks_like(written: bytes) -> str:
    """What the beginning of a text that is not UTF-8 looks like; empty where it looks like nothing
    that people save as."""
    if written.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "，像是 UTF-16"
    try:
        getincrementaldecoder("gb18030")().decode(written)
    except UnicodeDecodeError:
        return ""
    return "，像是 GB18030（GBK、ANSI）"
