"""Compiling: a case script for one variant as the grader reads it, every `$name` replaced.

The result is the answer key (`SCRIPT.json` of docs/architecture.md).
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from mock_systems.bases import cited
from mock_systems.records import TABLES, parties
from scenarios.casting.cast import Cast
from scenarios.casting.names import Names, Template, as_written, template
from scenarios.casting.spread import spread
from scenarios.casting.words import words
from scenarios.reading.marks import (
    Alternative,
    Expectation,
    Expected,
    Judgement,
    Rule,
    Scored,
    Selector,
)
from scenarios.reading.script import CaseScript

Json = dict[str, Any]


def compiled(script: CaseScript, variant: int, cast: Cast) -> Json:
    """The script of a variant as plain JSON."""
    people = [each for kind in parties() for each in cast.of_table(kind.table)]
    vocabulary = words(people, cast.of_table("paper"), cast.of_table("own_topic"))
    return {**_unfilled(script)(cast.names), "variant": variant, "words": vocabulary}


@lru_cache
def _unfilled(script: CaseScript) -> Template:
    """All of a script that is marked by, for every variant."""
    return template(
        {
            "format": 1,
            "case": script.id,
            "title": as_written(script.title),
            "point": script.point,
            "story": script.story,
            "version": script.version,
            "script_hash": script.digest,
            "total": script.total,
            "ceiling": script.ceiling,
            "groups": as_written({name: group.title for name, group in script.groups.items()}),
            "alternatives": [_alternative(each) for each in script.outcomes],
            "allowed": [each.model_dump(by_alias=True) for each in script.allowed],
            "side_effects": _kept(script.side_effects, "penalty", "cap", "group"),
            "rules": [_rule(each) for each in script.rules],
            "service": [_judged(each) for each in script.service],
        }
    )


def _kept(part: Any, *names: str) -> Json:
    """Fields as they are: points as whole hundredths."""
    return {name: as_written(getattr(part, name)) for name in names}


def _heading(scored: Scored | Judgement) -> Json:
    """How a line of the score sheet is called, and why it is there: the basis as people read it."""
    heading = {name: getattr(scored, name) for name in ("id", "group", "title")}
    return {**heading, "basis": str(cited(scored.basis))}


def _judged(judgement: Judgement) -> Json:
    given = {"points": judgement.points, "levels": judgement.levels}
    return {**_heading(judgement), **given, "documents": judgement.documents}


def _alternative(alternative: Alternative) -> Json:
    expect = [_spread_out(each) for each in alternative.expect]

    def expected(names: Names) -> list[Json]:
        return [part for fill in expect for part in fill(names)]

    return {**_kept(alternative, "name", "title"), "expect": expected}


def _spread_out(expectation: Expectation) -> Template:
    """What is expected of a variant: itself, or one for each value of its list."""
    if not expectation.each:
        return template([_expectation(expectation)])
    return lambda names: [
        known.fill(_expectation(part)) for part, known in spread(expectation, names)
    ]


def _expectation(expectation: Expectation) -> Json:
    said = ("table", "points", "penalty", "cap", "count", "red_line")
    return {
        **_heading(expectation),
        **_kept(expectation, *said),
        "is": expectation.is_,
        "where": {**_counting(expectation), **expectation.where},
        "fields": [_field(expectation.table, each) for each in expectation.fields],
    }


def _counting(expectation: Expectation) -> Mapping[str, str]:
    """What must be said of a record of its table for it to count."""
    counts = expectation.is_ in ("created", "exactly")
    return TABLES[expectation.table].counts_as if counts else {}


def _field(table: str, field: Expected) -> Json:
    """An empty text stands for no day where a column may hold none: TOML has no other word."""
    column = TABLES[table].model_fields[field.name]
    return {
        **_kept(field, "name", "points"),
        "value": column.default if field.value == "" and column.default is None else field.value,
        "as": field.as_ or TABLES[table].kind_of(field.name).compared,
    }


def _rule(rule: Rule) -> Json:
    said = ("word", "same", "times", "seconds", "points", "credit", "penalty", "cap", "red_line")
    return {
        **_heading(rule),
        **_kept(rule, *said),
        "steps": [_kept(band, "seconds", "points") for band in rule.steps],
        **{letter: _selector(each) for letter, each in rule.selectors()},
    }


def _selector(selector: Selector) -> Json:
    chosen = {
        "operation": as_written(selector.do),
        "where": selector.where,
        "tried": selector.tried,
    }
    said = {"among": selector.among, "except": selector.except_}
    return chosen | {key: values for key, values in said.items() if values}
