"""Papers and notices as they were at any step of an attempt: signed or not, in the words of then.

What is shown follows from the log: a paper once it lay on the desk, a notice once it was issued,
addressed by what the clerk had looked up when it was printed. Nothing here decides who may look.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any, TypeVar

from mock_systems.looked import known_by_name, looked
from mock_systems.notices import NOTICE_KIND
from mock_systems.operation import OPERATIONS
from mock_systems.papers import PAPER_KIND
from mock_systems.records import Notice, Paper, Printout
from mock_systems.sentence import Sentence
from mock_systems.world import Change, Source, World
from sandbox.papers.notices import PrintedNotice, Work, printed_notice
from sandbox.server import NoSuchPopulation

K = TypeVar("K", int, str)
Event = Mapping[str, Any]
Mark = Mapping[str, Any]
_TITLES = {**PAPER_KIND.labels, **NOTICE_KIND.labels}
_THERE = ("desk", "returned")
"""Where a paper lies that the visitor has shown."""
MOST_SHOWN = 3
"""Documents shown at once for a mark; the others a link away. Each takes the work of its whole attempt."""


@dataclass(frozen=True, slots=True)
class Document:
    """A paper or a notice after step `seq`: what had happened to it, and what it looked like then;
    `drawing` is None where it is kept from the reader."""

    key: str
    kind: str
    title: str
    holder: str
    is_notice: bool
    there: int
    """The step in which it was shown or issued."""
    seq: int
    course: Sequence[str]
    is_void: bool
    """Whether another was issued in its place by then."""
    drawing: Paper | PrintedNotice | None = None


@dataclass(frozen=True, slots=True)
class _Course:
    """The steps in which something happened to a document; 0 where it did not."""

    key: str
    table: str
    kind: str
    there: int
    read: int = 0
    printed: int = 0
    signed: int = 0
    void: int = 0

    def told(self, seq: int) -> Iterator[str]:
        """What had happened to it after a step."""
        if self.table == Paper.table:
            yield Sentence("第{seq}步出示", seq=self.there)
            read = Sentence("第{seq}步拿起看过", seq=self.read)
            yield read if 0 < self.read <= seq else Sentence("还没有拿起看过")
            return
        yield Sentence("第{seq}步出具", seq=self.there)
        printed = Sentence("第{seq}步打印", seq=self.printed)
        yield printed if 0 < self.printed <= seq else Sentence("还没有打印")
        signed = Sentence("第{seq}步签收", seq=self.signed)
        yield signed if 0 < self.signed <= seq else Sentence("还没有签收")
        if 0 < self.void <= seq:
            yield Sentence("第{seq}步作废，重新出具", seq=self.void)


class Documents:
    """The documents of an attempt. `clerk` is what notices call whoever worked at the window; a
    paper that was not taken up is shown only where `unread` are, too."""

    def __init__(
        self,
        source: Callable[[], Source],
        today: date,
        events: Sequence[Event],
        changes: Sequence[Change],
        clerk: str,
        *,
        unread: bool = False,
    ) -> None:
        self._source = source
        self._today = today
        self._events = events
        self._changes = changes
        self._clerk = clerk
        self._unread = unread

    def listed(self) -> list[Document]:
        """All there were in the end, without their drawings, in the order they came."""
        return [*self._listed.values()]

    def among(self, keys: Iterable[str]) -> list[Document]:
        """Those of them that have one of some keys."""
        there = sorted(self._listed.keys() & set(keys), key=self._places.__getitem__)
        return [self._listed[key] for key in there]

    def as_of(self, key: str, seq: int) -> Document | None:
        """A document as it was after a step, at the most the last; None where there was none of that
        key by then."""
        course, seq = self._courses.get(key), min(seq, self._last)
        if course is None or course.there > seq:
            return None
        return self._document(course, seq, self._drawing(course, seq))

    def all_as_of(self, keys: Iterable[str], seq: int) -> list[Document]:
        """Some documents as they were after a step, without those that were not there."""
        found = [self.as_of(key, seq) for key in keys]
        return [each for each in found if each]

    def of_step(self, seq: int) -> list[str]:
        """The documents a step is about: those it names, made, printed or had signed."""
        event = self._by_seq.get(seq)
        named = map(str, event["data"].values()) if event and event["accepted"] else ()
        printed = (c.after["notice"] for c in self._made(seq) if c.table == Printout.table)
        about = {*named, *(c.key for c in self._made(seq)), *printed}
        return [each.key for each in self.among(about)]

    def of_kinds(self, kinds: Iterable[str]) -> list[str]:
        """The documents of some kinds of paper and notice."""
        wanted = set(kinds)
        return [key for key, each in self._courses.items() if each.kind in wanted]

    def missing(self, kinds: Iterable[str]) -> list[str]:
        """The titles of the kinds of which there is none."""
        there = {each.kind for each in self._courses.values()}
        left = [kind for kind in kinds if kind not in there]
        return [_TITLES[kind] for kind in left]

    def of_mark(self, mark: Mark) -> list[str]:
        """The documents that the evidence of a mark rests on: those its findings are about, and those
        of the steps that raised or settled them."""
        about: dict[str, None] = {}
        steps = {None}  # Sixty findings may be of one step.
        for finding in mark["findings"]:
            about.update(dict.fromkeys(self._behind(finding["table"], finding["key"])))
            for seq in (finding["raised_by"], finding["settled_by"]):
                about.update(dict.fromkeys(() if seq in steps else self.of_step(seq)))
                steps.add(seq)
        return list(about)

    def _behind(self, table: str, keys: str) -> list[str]:
        """The documents that records of a finding are, or are of."""
        named = keys.split("、")
        if table == Printout.table:
            named = [c.after["notice"] for key in named for c in self._changes_of.get(key, ())]
        return [each.key for each in self.among(named)]

    @cached_property
    def _courses(self) -> Mapping[str, _Course]:
        return {course.key: course for course in (*self._papers(), *self._notices())}

    @cached_property
    def _listed(self) -> Mapping[str, Document]:
        there = sorted(self._courses.values(), key=lambda each: each.there)
        return {each.key: self._document(each, self._last) for each in there}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {key: place for place, key in enumerate(self._listed)}

    @cached_property
    def _last(self) -> int:
        return max(self._by_seq, default=0)

    def _papers(self) -> Iterator[_Course]:
        there: dict[str, Change] = {}
        for change in self._changes:
            if change.table == Paper.table and change.after["place"] in _THERE:
                there.setdefault(change.key, change)
        read = {_read(event): event["seq"] for event in reversed(self._events)}
        for key, change in there.items():
            kind = change.after["kind"]
            yield _Course(key, Paper.table, kind, change.seq, read.get(key, 0))

    def _notices(self) -> Iterator[_Course]:
        printouts = _grouped(
            (change.after["notice"], change)
            for change in self._changes
            if change.table == Printout.table
        )
        for change in self._changes:
            if change.table == Notice.table and change.before is None:
                own = printouts.get(change.key, ())
                printed = next((each.seq for each in own), 0)
                signed = next((each.seq for each in own if int(each.after["signed"])), 0)
                later = self._changes_of[change.key]
                void = next((each.seq for each in later if each.after.get("valid") == "0"), 0)
                kind, seq = change.after["kind"], change.seq
                steps = {"printed": printed, "signed": signed, "void": void}
                yield _Course(change.key, Notice.table, kind, seq, **steps)

    @cached_property
    def _by_seq(self) -> Mapping[int, Event]:
        return {event["seq"]: event for event in self._events}

    def _made(self, seq: int) -> Sequence[Change]:
        return self._made_in.get(seq, ())

    @cached_property
    def _made_in(self) -> Mapping[int, Sequence[Change]]:
        return _grouped((change.seq, change) for change in self._changes)

    @cached_property
    def _changes_of(self) -> Mapping[str, Sequence[Change]]:
        return _grouped((change.key, change) for change in self._changes)

    def _document(
        self, course: _Course, seq: int, drawing: Paper | PrintedNotice | None = None
    ) -> Document:
        is_notice = course.table == Notice.table
        holder = "" if is_notice else self._record(course.key, seq).holder
        told = tuple(course.told(seq))
        return Document(
            course.key,
            course.kind,
            _TITLES[course.kind],
            holder,
            is_notice,
            course.there,
            seq,
            told,
            0 < course.void <= seq,
            drawing,
        )

    def _drawing(self, course: _Course, seq: int) -> Paper | PrintedNotice | None:
        if course.table == Notice.table:
            try:
                return self._notice(course, seq)
            except NoSuchPopulation:
                return None
        read = 0 < course.read <= seq
        return self._record(course.key, seq) if read or self._unread else None

    def _record(self, key: str, seq: int) -> Any:
        return next(c for c in reversed(self._changes_of[key]) if c.seq <= seq).record

    def _notice(self, course: _Course, seq: int) -> PrintedNotice:
        last = min(course.printed or seq, seq)
        seen = looked([e for e in self._events if e["seq"] <= last], self._until(last))
        known = partial(known_by_name, self._world(last), seen)
        issued = self._world(course.there)
        names = {event["seq"]: event["operation"] for event in self._events}
        work = Work(self._until(course.there), names)
        notice = issued.one(Notice, course.key)
        return printed_notice(issued, notice, self._clerk, work, now=self._world(seq), known=known)

    def _until(self, seq: int) -> list[Change]:
        return [change for change in self._changes if change.seq <= seq]

    def _world(self, seq: int) -> World:
        return World(self._source(), self._today, self._until(seq), seq=seq)


def _read(event: Event) -> str:
    """The paper that was taken up in a step, empty where none was."""
    shows = OPERATIONS[event["operation"]].declared.shows == Paper.table
    return str(event["data"][Paper.table]) if shows and event["accepted"] else ""


def _grouped(named: Iterable[tuple[K, Change]]) -> Mapping[K, Sequence[Change]]:
    """Changes by what they are looked up by, each in their order."""
    found: dict[K, list[Change]] = {}
    for name, change in named:
        found.setdefault(name, []).append(change)
    return found
