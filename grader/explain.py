"""Explaining a lost point, always in six parts.

1 the sentence · 2 worth, earned, lost · 3 because: what raised it · 4 settled by, or where it was
sought and what came nearest · 5 expected and actual · 6 the basis.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from grader.events import EMPTY, MISSING, Event, Log
from grader.expectations import Expectation
from grader.findings import Finding, Reason
from grader.nearly import Misses, Nearly, handed_over, refused
from grader.rules import Rule
from grader.script import Script
from grader.selector import TOPIC, Selector
from grader.sentences import SAID, SENTENCES, STOPPED
from grader.stopped import stopped
from grader.unfound import MOST_NEAREST
from grader.words import moment

FEW = 4
"""How many allowed values are told one by one."""
SHORT = 40
"""How many characters of entered values stand in a sentence."""
OF_THE_CASE = "本案要求做到"
UNRAISED = {Reason.NEVER_AROSE: "没有哪一步引起本项要求"}
"""What raised an obligation that no step did."""

_SOUGHT = {"before": "a", "after": "b", "within": "b", "happens": "a", "by": "a"}


class Lost(NamedTuple):
    """An unmet finding beside what raised it; its properties are the words of the sentences."""

    finding: Finding
    source: Rule | Expectation | None
    log: Log
    script: Script

    @property
    def raised(self) -> str:
        return _step(self.finding.raised_by)

    @property
    def settled(self) -> str:
        return _step(self.finding.settled_by)

    @property
    def operation(self) -> str:
        return self._title(self.finding.raised_by)

    @property
    def done(self) -> str:
        """The step that should not have been, with the values that tell it from one that may be."""
        assert self.finding.raised_by
        event = self.log.at(self.finding.raised_by)
        told = self.entered(event.seq)
        if isinstance(self.source, Rule):
            selector = self.source.selectors["x"]
            named = (*selector.where, *selector.among, *selector.barred)
            values = {n: event.value(n) for n in named if event.value(n) is not MISSING}
            told = self.script.words.pairs(event.operation, values)
        about = "，".join(told)
        fits = about and (isinstance(self.source, Rule) or len(about) <= SHORT)
        return f"{self.operation}（{about}）" if fits else self.operation

    @property
    def allowed(self) -> str:
        """What would have been right in the place of a step that should not have been."""
        barred = self._rule.selectors["x"].barred
        if not barred or any(len(values) > FEW for values in barred.values()):
            return f"不进行{self.done}"
        words, owner = self.script.words, self._sought.operation
        return "，".join(
            f"{words.field(owner, name)}只可为：{words.value(owner, name, values)}"
            for name, values in barred.items()
        )

    @property
    def stopped(self) -> Event | None:
        """The try that would have made a missing record, where nothing came nearer."""
        missing = self.finding.settled_by is None and not self.finding.nearest
        if isinstance(self.source, Expectation) and missing:
            return stopped(self.source, self.log)
        return None

    @property
    def undone(self) -> str:
        """That try, as a sentence names it."""
        assert self.stopped
        return _step(self.stopped.seq) + self._title(self.stopped.seq)

    @property
    def opened(self) -> str:
        assert self.finding.searched
        return _step(self.finding.searched[0]) + self._title(self.finding.searched[0])

    @property
    def closing(self) -> str:
        return self._selected(self._rule.selectors["b"])

    @property
    def sought(self) -> str:
        return self._selected(self._sought)

    @property
    def which(self) -> str:
        return f"第{self.finding.number}次" if self._rule.times > 1 else ""

    @property
    def times(self) -> int:
        return self._rule.times

    @property
    def seconds(self) -> int:
        return self._rule.seconds

    @property
    def same(self) -> str:
        """“人员相同的”, where the rule pairs events by a field."""
        owner = self._sought.operation
        labels = [self.script.words.field(owner, name) for name in self._rule.same]
        if len(labels) == 1 and (table := self.script.words.tables.get(self._rule.same[0])):
            return f"同一{table}的"
        return f"{'、'.join(labels)}相同的" if labels else ""

    @property
    def instead(self) -> str:
        """The steps that were nearly right."""
        steps = "、".join(_step(miss.seq) for miss in self.finding.nearest)
        return f"{steps}不符合要求" if steps else "没有说" if self.says else "没有做"

    @property
    def says(self) -> bool:
        """Whether it is about a sentence to the citizen."""
        return isinstance(self.source, Rule) and self._sought.says

    @property
    def topics(self) -> str:
        """What was to be said."""
        sought = self._sought
        return self._topics({**sought.where, **sought.among})

    @property
    def spoken(self) -> str:
        """What was said that should not have been."""
        assert self.finding.raised_by
        event = self.log.at(self.finding.raised_by)
        return self._topics({TOPIC: event.value(TOPIC)})

    def _topics(self, values: Mapping[str, Any]) -> str:
        return self.script.words.value(self._sought.operation, TOPIC, values[TOPIC])

    @property
    def table(self) -> str:
        return self.script.words.table(self.finding.table)

    @property
    def record(self) -> str:
        """The record an expectation names: table and natural key."""
        pairs = self.script.words.pairs(self._expectation.table, self._expectation.where)
        return f"{self.table}记录（{'，'.join(pairs)}）"

    @property
    def wanted(self) -> str:
        """The values an expectation asks for, the natural key where it asks for none."""
        wanted, words = self._expectation, self.script.words
        fields = [
            f"{words.field(wanted.table, f.name)}：{words.value(wanted.table, f.name, f.value, f.kind)}"
            for f in wanted.fields
        ]
        return "，".join(fields or words.pairs(wanted.table, wanted.where))

    @property
    def counted(self) -> str:
        """How many records were found, and which."""
        keys = f"：{self.finding.key}" if self.finding.key else ""
        return f"{self.finding.actual}条{keys}"

    @property
    def field(self) -> str:
        return self.script.words.field(self.finding.table, self.finding.field)

    @property
    def expected(self) -> str:
        return self._value(self.finding.expected)

    @property
    def actual(self) -> str:
        return self._value(self.finding.actual)

    @property
    def kept(self) -> str:
        return "，".join(self.script.words.pairs(self.finding.table, self.finding.expected))

    @property
    def became(self) -> str:
        return "，".join(self.script.words.pairs(self.finding.table, self.finding.actual))

    @property
    def searched(self) -> str:
        """Where what is missing was looked for; empty where something settled it."""
        if self.finding.settled_by is not None:
            return ""
        if isinstance(self.source, Expectation):
            return f"全部变动中的{self.record}"
        if self.finding.searched is None:
            return "此范围内没有任何操作"
        first, last = self.finding.searched
        steps = f"第{first}步" if first == last else f"第{first}–{last}步"
        return f"{steps}，操作{self.sought}{f'，{self.same[:-1]}' if self.same else ''}"

    @property
    def nearest(self) -> str:
        """What came closest, in words."""
        if self.finding.settled_by is not None or self.finding.number > MOST_NEAREST:
            return ""
        if self.stopped:
            return f"{self.undone}，{refused(self.stopped)}。"
        due_new = isinstance(self.source, Expectation) and self._expectation.word == "created"
        near = Misses(self.finding, due_new, self.log, self.script.words)
        misses = "；".join(map(near.told, self.finding.nearest))
        return f"{misses}。" if misses else self._nothing_near

    def line(self, seq: int | None) -> str:
        """A line of the log: step, time, operation, and why it was refused."""
        if seq is None:
            return ""
        event = self.log.at(seq)
        refused = "" if event.accepted else f" · 未办理（{event.message or event.reason}）"
        title = self.script.words.operation(event.operation)
        return f"第{seq}步 · {moment(event.at_ms)} · {title}{refused}"

    def entered(self, seq: int | None) -> list[str]:
        """The values entered in a line of the log; what was left empty is left out."""
        if seq is None:
            return []
        event = self.log.at(seq)
        typed = {name: value for name, value in event.data.items() if value not in EMPTY}
        return self.script.words.pairs(event.operation, typed)

    @property
    def _nothing_near(self) -> str:
        if isinstance(self.source, Expectation):
            return "没有相近的记录。"
        if self.says:
            return handed_over(self._sought, self.log, self.script.words) or "没有相近的话。"
        if not isinstance(self.source, Rule):
            return "没有相近的操作。"
        wanted = Nearly(self.finding, self._sought, self._rule.same, self.log, self.script.words)
        return wanted.told or "没有相近的操作。"

    @property
    def _rule(self) -> Rule:
        assert isinstance(self.source, Rule)
        return self.source

    @property
    def _expectation(self) -> Expectation:
        assert isinstance(self.source, Expectation)
        return self.source

    @property
    def _sought(self) -> Selector:
        if self.finding.reason is Reason.NEVER_AROSE:
            return self._rule.activation
        return self._rule.selectors[_SOUGHT.get(self._rule.word, "x")]

    def _selected(self, selector: Selector) -> str:
        """An operation and what it must be about."""
        words = self.script.words
        asked = (selector.where, selector.among)
        pairs = [pair for each in asked for pair in words.pairs(selector.operation, each)]
        about = f"（{'，'.join(pairs)}）" if pairs else ""
        return f"“{words.operation(selector.operation)}”{about}"

    def _title(self, seq: int | None) -> str:
        return f"“{self.script.words.operation(self.log.at(seq).operation)}”" if seq else ""

    def _value(self, value: Any) -> str:
        finding = self.finding
        return self.script.words.value(finding.table, finding.field, value, finding.kind)


def _step(seq: int | None) -> str:
    return f"第{seq}步"


def explained(lost: Lost, worth: int, earned: int, basis: str) -> dict[str, Any]:
    """The six parts, as plain JSON."""
    finding = lost.finding
    assert finding.reason
    said = STOPPED if lost.stopped else SENTENCES[finding.reason]
    if lost.says:
        said = SAID.get(finding.reason, said)
    raised, settled = finding.raised_by, finding.settled_by
    because = lost.line(raised) or UNRAISED.get(finding.reason, OF_THE_CASE)
    return {
        "sentence": said.sentence.format(it=lost),
        "worth": worth,
        "earned": earned,
        "lost": worth - earned,
        "because": because,
        "values": lost.entered(settled if raised is None else raised),
        "settled_by": lost.line(settled),
        "searched": lost.searched,
        "nearest": lost.nearest,
        "expected": said.expected.format(it=lost),
        "actual": said.actual.format(it=lost),
        "basis": basis,
    }
