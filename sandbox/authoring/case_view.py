"""A case script as its author reads it: one variant, played, with every code and name in words.

Pure functions of a rehearsal. Nothing is added to what the script says, and nothing of it is
judged: that is the affair of `check` and `prove`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.words import Words, points
from mock_systems.records import Record, is_party, parties
from mock_systems.sentence import Sentence
from mock_systems.world import Nothing
from sandbox.judging.documents import Documents
from sandbox.judging.labels import names_in
from sandbox.judging.review import Level, LogLine, levels_of, log_lines
from sandbox.papers.notices import clerk_numbered
from scenarios.playing.rehearse import Rehearsal

CLERK = clerk_numbered("001")
"""What the notices of the right way call who issued them."""
MOST_BARRED = 6
"""How many barred values a selector tells one by one."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of the right way: how the log tells it, why it is done, and the keys of the papers and
    notices it is about."""

    line: LogLine
    why: str
    documents: Sequence[str]


@dataclass(frozen=True, slots=True)
class Demand:
    """One line of the score sheet: what is wanted (labelled), its points or what a breach costs."""

    id: str
    title: str
    word: str
    group: str
    basis: str
    wanted: Sequence[tuple[str, str]]
    points: int
    penalty: int
    cap: int
    red_line: bool
    usual: bool = False


@dataclass(frozen=True, slots=True)
class RightOutcome:
    """A complete right outcome."""

    title: str
    expected: Sequence[Demand]


@dataclass(frozen=True, slots=True)
class Judged:
    """A mark that people give, with the kinds of paper and notice it rests on."""

    id: str
    title: str
    basis: str
    points: int
    levels: Sequence[Level]
    documents: Sequence[str]


def steps_of(right: Rehearsal) -> list[StepView]:
    """The right way, step by step."""
    lines = log_lines(right.attempt["events"], names_in(list(right.changes())))
    done = [played.step for played in right.played if played.event is not None]
    fill = right.moments[-1].names.fill
    about = documents_of(right).of_step
    return [
        StepView(line, fill(step.why), about(line.seq))
        for line, step in zip(lines, done, strict=True)
    ]


def documents_of(right: Rehearsal) -> Documents:
    """The papers and notices of the right way."""
    today, changes = right.stage.script.business_date, list(right.changes())
    return Documents(Nothing, today, right.attempt["events"], changes, CLERK, unread=True)


def people_of(right: Rehearsal) -> list[tuple[Record, bool]]:
    """The people and employers of the story, and whether the case has to do with them."""
    cast = right.stage.cast
    linked = cast.names.fill(right.stage.script.linked)
    return [
        (record, record.key in linked) for kind in parties() for record in cast.of_table(kind.table)
    ]


def outcomes_of(right: Rehearsal) -> list[RightOutcome]:
    """Every complete right outcome."""
    key, words = _key(right)
    return [
        RightOutcome(each["title"], [_expected(key, words, e) for e in each["expect"]])
        for each in key["alternatives"]
    ]


def rules_of(right: Rehearsal) -> list[Demand]:
    """The process rules, those that a wrong attempt must lose before those it need not (`usual`)."""
    key, words = _key(right)
    demands = [
        _demand(key, rule, rule["word"], list(_selected(words, rule)), declared.usual)
        for rule, declared in zip(key["rules"], right.stage.script.rules, strict=True)
    ]
    return sorted(demands, key=lambda demand: demand.usual)


def judged_of(right: Rehearsal) -> list[Judged]:
    """The marks that people give."""
    return [
        Judged(
            m["id"],
            m["title"],
            m["basis"],
            m["points"],
            levels_of({**m, "worth": m["points"]}),
            m["documents"],
        )
        for m in right.stage.compiled["service"]
    ]


def _key(right: Rehearsal) -> tuple[Json, Words]:
    """The compiled script with papers and the like by what they are, and its words."""
    key = right.stage.compiled
    things = [c for c in right.stage.cast.changes if not is_party(c.table)]
    return _named(key, names_in(things)), Words.read(key["words"])


def _named(value: Any, names: Mapping[str, str]) -> Any:
    match value:
        case str():
            return names.get(value, value)
        case dict():
            return {name: _named(each, names) for name, each in value.items()}
        case list():
            return [_named(each, names) for each in value]
    return value


def _expected(key: Json, words: Words, expectation: Json) -> Demand:
    table = expectation["table"]
    where = "，".join(words.pairs(table, expectation["where"]))
    fields = [
        (
            words.field(table, field["name"]),
            _with_points(words.value(table, field["name"], field["value"], field["as"]), field),
        )
        for field in expectation["fields"]
    ]
    return _demand(key, expectation, expectation["is"], [(words.table(table), where), *fields])


def _with_points(value: str, field: Json) -> str:
    return f"{value}（{points(field['points'])} 分）" if field["points"] else value


def _demand(
    key: Json, each: Json, word: str, wanted: Sequence[tuple[str, str]], usual: bool = False
) -> Demand:
    return Demand(
        each["id"],
        each["title"],
        word,
        key["groups"][each["group"]],
        each["basis"],
        wanted,
        each["points"] + sum(field["points"] for field in each.get("fields", ())),
        each["penalty"],
        each["cap"],
        each["red_line"],
        usual,
    )


def _selected(words: Words, rule: Json) -> Iterator[tuple[str, str]]:
    """The operations a rule speaks of, under their letters, and what they must be about."""
    for letter in ("a", "b", "x"):
        if selector := rule.get(letter):
            operation = selector["operation"]
            about = words.pairs(operation, selector["where"])
            possible = words.pairs(operation, selector.get("among", {}))
            about += (Sentence("{pair}或没有", pair=pair) for pair in possible)
            for name, values in selector.get("except", {}).items():
                about.append(
                    f"{words.field(operation, name)}：{_barred(words, operation, name, values)}"
                )
            told = f"“{words.operation(operation)}”"
            yield letter.upper(), f"{told}（{'，'.join(about)}）" if about else told
    if rule["same"]:
        yield Sentence("同一"), "、".join(words.field("", name) for name in rule["same"])


def _barred(words: Words, operation: str, name: str, values: Sequence[Any]) -> str:
    if len(values) <= MOST_BARRED:
        return f"{words.value(operation, name, values)}以外"
    return Sentence("所列 {count} 项以外", count=len(values))
