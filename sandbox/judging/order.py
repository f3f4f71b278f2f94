"""Which marks a judge is led to: those that wait before others, red lines first."""

from collections.abc import Mapping
from typing import Any

from sandbox.judging.review import Mark, groups_of


def mark_named(card: Mapping[str, Any], id_: str) -> Mark:
    """The mark with this id; where there is none, the first that waits for a judge, red lines before
    others, the first listed that lost points, or the first."""
    marks = _in_order(card)
    found = (mark for mark in marks if mark["id"] == id_)
    lost = (mark for mark in marks if mark["state"] in ("lost", "part"))
    return next(found, next(iter(waiting_in(card)), next(lost, marks[0])))


def waiting_in(card: Mapping[str, Any]) -> list[Mark]:
    """The marks that wait for a judge, red lines before others."""
    waiting = {each["mark"] for each in card["pending"]}
    return [mark for mark in _red_lines_first(card) if mark["id"] in waiting]


def waiting_beside(card: Mapping[str, Any], id_: str) -> tuple[str, str]:
    """The marks that wait for a judge before and after one, going round the list; empty where no
    other waits."""
    waiting = {mark["id"] for mark in waiting_in(card)}
    ids = [mark["id"] for mark in _red_lines_first(card)]
    place = ids.index(id_)
    others = [each for each in (*ids[place + 1 :], *ids[:place]) if each in waiting]
    return (others[-1], others[0]) if others else ("", "")


def _red_lines_first(card: Mapping[str, Any]) -> list[Mark]:
    return sorted(_in_order(card), key=lambda mark: not mark["red_line"])


def _in_order(card: Mapping[str, Any]) -> list[Mark]:
    return [mark for group in groups_of(card) for mark in (*group.marks, *group.spared)]
