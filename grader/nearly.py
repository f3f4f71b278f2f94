"""What came near without being what was sought, in words: the same operation with other values or at another
time, a record with other values; where there is none, another operation that does much the same with the very
same thing, such as looking at a paper that was to be checked; a notice that says what was not spoken.

What the script has no words for (`Words.works_on`) comes near to nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from grader.events import EMPTY, Event, Log
from grader.findings import Finding, NearMiss
from grader.selector import Selector
from grader.words import Words

PRINTOUT = "printout"
"""A notice on paper, as `Words.works_on` calls it."""


class Misses(NamedTuple):
    """The near misses of a finding; `due_new` where a record was to be a new one."""

    finding: Finding
    due_new: bool
    log: Log
    words: Words

    def told(self, miss: NearMiss) -> str:
        """In what one of them differs."""
        return self._record(miss) if miss.key else self._event(miss)

    def _event(self, miss: NearMiss) -> str:
        event, words = self.log.at(miss.seq), self.words
        said = []
        for name, wanted, found in miss.differs:
            field, due = (
                words.field(event.operation, name),
                self._due(event.operation, name, wanted),
            )
            value = words.value(event.operation, name, found)
            said.append(f"没有填{field}，{due}" if found in EMPTY else f"{field}为{value}，{due}")
        if miss.refused:
            said.append(refused(event))
        if miss.misplaced:
            side = "之后" if miss.seq > (self.finding.raised_by or 0) else "之前"
            said.append(f"{'' if said else '做对了，'}但在第{self.finding.raised_by}步{side}")
        return f"第{miss.seq}步“{words.operation(event.operation)}”，{'，'.join(said)}"

    def _due(self, operation: str, name: str, wanted: Any) -> str:
        """What a field should have been."""
        if isinstance(wanted, dict) and "one_of" not in wanted:
            return "不符合要求"
        due = wanted["one_of"] if isinstance(wanted, dict) else wanted
        return f"应为{self.words.value(operation, name, due)}"

    def _record(self, miss: NearMiss) -> str:
        table, words = self.finding.table, self.words
        said = [
            f"{words.field(table, name)}为{words.value(table, name, found)}"
            f"，应为{words.value(table, name, wanted)}"
            for name, wanted, found in miss.differs
        ]
        if miss.misplaced:
            said.append("是原有记录，不是新增" if self.due_new else "是新增记录")
        told = "，".join(said) or "又改回了原样"
        return f"第{miss.seq}步写入的{words.table(table)}记录{miss.key}，{told}"


def refused(event: Event) -> str:
    """That a try was not accepted, and why."""
    return f"未被受理（{event.message or event.reason}）"


class Nearly(NamedTuple):
    """An operation that was not found, sought on account of a finding."""

    finding: Finding
    sought: Selector
    same: Sequence[str]
    log: Log
    words: Words

    @property
    def told(self) -> str:
        """What was done instead, in a sentence; empty where nothing comes near."""
        event = self._nearest
        if event is None:
            return ""
        late = event.seq > (self.finding.raised_by or event.seq)
        side = f"，在第{self.finding.raised_by}步之后" if late else ""
        title = self.words.operation(event.operation)
        missing = self.words.operation(self.sought.operation)
        return f"第{event.seq}步“{title}”{self._about(event)}{side}，没有“{missing}”。"

    @property
    def _nearest(self) -> Event | None:
        """The last before the step that raised the obligation, or else the first after it."""
        origin = self.finding.raised_by or float("inf")
        events = [event for event in self._akin() if self._concerned(event)]
        before = [event for event in events if event.seq < origin]
        return before[-1] if before else next((e for e in events if e.seq > origin), None)

    def _akin(self) -> list[Event]:
        """What was done with the same sort of thing, in order."""
        works_on, sought = self.words.works_on, self.sought.operation
        kind = works_on.get(sought)
        akin = [name for name, on in works_on.items() if kind and on == kind and name != sought]
        found = (event for name in akin for event in self.log.tries(name) if event.accepted)
        return sorted(found, key=lambda event: event.seq)

    def _concerned(self, event: Event) -> bool:
        """Whether an event is about the person or thing the sought operation was to be about."""
        wanted = [each for each in self.sought.where.values() if self.words.names(each)]
        if not wanted and self.finding.raised_by:
            raised = self.log.at(self.finding.raised_by)
            wanted = [raised.value(name) for name in self.same]
        known = {*_texts(event.data), *_texts(event.facts)}
        return any(isinstance(each, str) and each in known for each in wanted)

    def _about(self, event: Event) -> str:
        named = (each for each in event.data.values() if self.words.names(each))
        return "".join(f"（{self.words.value('', '', each)}）" for each in [*named][:1])


def handed_over(sought: Selector, log: Log, words: Words) -> str:
    """The last notice that was signed for, where a sentence that was not said may stand on one: what stands
    there people read for themselves. Empty where there is none."""
    if not any(words.works_on.get(topic) == PRINTOUT for topic in sought.topics):
        return ""
    signed = (name for name, on in words.works_on.items() if on == PRINTOUT)
    found = [event for name in signed for event in log.tries(name) if event.accepted]
    if not found:
        return ""
    last = max(found, key=lambda event: event.seq)
    title = words.operation(last.operation)
    return f"没有相近的话；第{last.seq}步“{title}”的文书上写了什么，请看文书。"


def _texts(values: Mapping[str, Any]) -> Iterator[str]:
    """The texts among values, in lists too."""
    for value in values.values():
        yield from (
            each for each in (value if isinstance(value, list) else [value]) if type(each) is str
        )
