"""A scorecard as text that a judge can read in a terminal."""

from collections.abc import Iterator, Mapping
from typing import Any

from grader.words import moment, points

SIGNS = {"full": "✓", "part": "◐", "lost": "✗", "pending": "…"}
PENDING = {"red_line": "红线待裁判确认", "level": "待评委评定"}


def sheet(card: Mapping[str, Any]) -> str:
    """The whole scorecard: totals, marks by group, and the six parts of every lost point."""
    return "".join(f"{line}\n" for line in _lines(card))


def _lines(card: Mapping[str, Any]) -> Iterator[str]:
    yield f"{card['case']} {card['title']} · 变式 {card['variant']} · 脚本 v{card['version']}"
    yield f"作答 {card['attempt']} · 交卷 {moment(card['sealed_ms'])}"
    yield f"得分 {points(card['earned'])} / {points(card['total'])}"
    if card["if_confirmed"] != card["earned"]:
        yield f"红线确认后 {points(card['if_confirmed'])}"
    titles = {mark["id"]: mark["title"] for mark in card["marks"]}
    for each in card["pending"]:
        yield f"{PENDING[each['kind']]}：{titles[each['mark']]}"
    for group in card["groups"]:
        yield ""
        yield f"{group['title']} {points(group['earned'])} / {points(group['worth'])}"
        for mark in card["marks"]:
            if mark["group"] == group["name"]:
                yield from _mark(mark)


def _mark(mark: Mapping[str, Any]) -> Iterator[str]:
    of = f" / {points(mark['worth'])}" if mark["worth"] else ""
    red = " 〔红线〕" if mark["red_line"] else ""
    yield f"  {SIGNS[mark['state']]} {mark['title']}{red} {points(mark['earned'])}{of}"
    for finding in mark["findings"]:
        if finding["explanation"]:
            yield from _explanation(finding["explanation"])


def _explanation(said: Mapping[str, Any]) -> Iterator[str]:
    yield f"      {said['sentence']}"
    sums = (f"{name} {points(said[part])}" for name, part in SUMS)
    yield f"        {'  '.join(sums)}"
    for name, part in PARTS:
        if said[part]:
            told = said[part] if part != "values" else "，".join(said[part])
            yield f"        {name}：{told}"


SUMS = (("应得", "worth"), ("实得", "earned"), ("扣分", "lost"))
PARTS = (
    ("起因", "because"),
    ("落实", "settled_by"),
    ("填写", "values"),
    ("查找范围", "searched"),
    ("最接近", "nearest"),
    ("应为", "expected"),
    ("实为", "actual"),
    ("依据", "basis"),
)
