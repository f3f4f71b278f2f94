"""Findings: what does not fit, and where."""

import json
from dataclasses import dataclass
from typing import Any

from grader import canonical


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit."""

    where: str
    what: str

    def __str__(self) -> str:
        """On one line, and without what would write over or hide others on a terminal."""
        told = f"{self.where}：{self.what}"
        return "".join(each if each.isprintable() else "�" for each in told)


def misspelt(text: str) -> str:
    """How a text that is kept as canonical JSON is not, with the byte it begins at; empty where it
    is. Other spellings of the same values were not written by the program."""
    try:
        right = canonical(json.loads(text))
    except ValueError as wrong:
        at = getattr(wrong, "pos", 0)
        return f"第 {_bytes(text, at) + 1} 字节起不是 JSON"
    except RecursionError:
        return "层次太深，不是程序的写法"
    if right == text:
        return ""
    pairs = zip(right, text, strict=False)
    at = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(right), len(text)))
    return f"第 {_bytes(text, at) + 1} 字节起不是程序的写法"


def _bytes(text: str, at: int) -> int:
    return len(text[:at].encode("utf-8", "surrogatepass"))


def short(value: Any) -> str:
    """A value as it is told in a finding."""
    text = str(value)
    return text if len(text) <= 64 else f"{text[:60]}…"
