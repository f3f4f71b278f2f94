"""Compiling: a case script for one variant as the grader reads it, every `$name` replaced.

The result is the answer key (`SCRIPT.json` of docs/architecture.md).
"""

from typing import Any

from mock_systems.records import TABLES
from scenarios.cast import Cast
from scenarios.names import Names
from scenarios.script import (
    Alternative,
    CaseScript,
    Expectation,
    Expected,
    Judgement,
    Rule,
    Scored,
    Selector,
)
from scenarios.spread import spread
from scenarios.words import column_kind, words

Json = dict[str, Any]
_COMPARED = {"money": "fen", "json": "text"}
"""How kinds of columns are compared, where the word differs."""


def compiled(script: CaseScript, variant: int, cast: Cast) -> Json:
    """The script of a variant as plain JSON."""
    names = cast.names
    return {
        "format": 1,
        "case": script.id,
        "title": script.title,
        "point": names.fill(script.point),
        "story": names.fill(script.story),
        "version": script.version,
        "variant": variant,
        "script_hash": script.digest,
        "total": script.total,
        "ceiling": script.ceiling,
        "groups": {name: group.title for name, group in script.groups.items()},
        "alternatives": [_alternative(each, names) for each in script.outcomes],
        "allowed": [names.fill(each.model_dump()) for each in script.allowed],
        "side_effects": _kept(script.side_effects, "penalty", "cap", "group"),
        "rules": [_rule(each, names) for each in script.rules],
        "service": [_judged(each, names) for each in script.service],
        "words": words([*cast.of_table("person"), *cast.of_table("employer")]),
    }


def _kept(part: Any, *names: str) -> Json:
    """Fields as they are: points as whole hundredths."""
    return {name: getattr(part, name) for name in names}


def _heading(scored: Scored | Judgement, names: Names) -> Json:
    """How a line of the score sheet is called, and why it is there."""
    return {n: names.fill(getattr(scored, n)) for n in ("id", "group", "title", "basis")}


def _judged(judgement: Judgement, names: Names) -> Json:
    levels = names.fill(judgement.levels)
    return {**_heading(judgement, names), "points": judgement.points, "levels": levels}


def _alternative(alternative: Alternative, names: Names) -> Json:
    told = [part for each in alternative.expect for part in spread(each, names)]
    expect = [_expectation(each, known) for each, known in told]
    return {"name": alternative.name, "title": alternative.title, "expect": expect}


def _expectation(expectation: Expectation, names: Names) -> Json:
    said = ("table", "points", "penalty", "cap", "count", "red_line")
    return {
        **_heading(expectation, names),
        **_kept(expectation, *said),
        "is": expectation.is_,
        "where": names.fill(expectation.where),
        "fields": [_field(expectation.table, each, names) for each in expectation.fields],
    }


def _field(table: str, field: Expected, names: Names) -> Json:
    kind = column_kind(TABLES[table], field.name)
    return {
        "name": field.name,
        "value": names.fill(field.value),
        "points": field.points,
        "as": field.as_ or _COMPARED.get(kind, kind),
    }


def _rule(rule: Rule, names: Names) -> Json:
    said = ("word", "same", "times", "seconds", "points", "credit", "penalty", "cap", "red_line")
    return {
        **_heading(rule, names),
        **_kept(rule, *said),
        "steps": [_kept(band, "seconds", "points") for band in rule.steps],
        **{letter: _selector(each, names) for letter, each in rule.selectors()},
    }


def _selector(selector: Selector, names: Names) -> Json:
    chosen = {
        "operation": selector.do,
        "where": names.fill(selector.where),
        "tried": selector.tried,
    }
    return {**chosen, "except": names.fill(selector.except_)} if selector.except_ else chosen
