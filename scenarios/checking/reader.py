"""Reading a case script: the script, where its parts stand, and how to say what is wrong."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import replace
from typing import Any, Self

from mock_systems.hall.topics import TOPIC
from mock_systems.hints import nearest
from scenarios.casting.cast import drafted
from scenarios.casting.names import Boundless, Names, UnknownName, Unparted, is_open, named_in
from scenarios.checking.values import Own
from scenarios.playing.edits import NoSuchStep, edited
from scenarios.reading.load import Loaded
from scenarios.reading.problems import Place, Problem
from scenarios.reading.script import CaseScript
from scenarios.reading.ways import Step

CLAUSE = re.compile("[^，；。！？\n]+")
WAYS = ("walkthrough", "other_ways")
"""Where right ways stand."""
HAN = re.compile("[\u4e00-\u9fff]")


class Reader:
    """A script as somebody reads it who looks for mistakes: all of it in the first variant, and in
    the others what their names may make another."""

    def __init__(self, loaded: Loaded) -> None:
        self.script = loaded.script
        self.layout = loaded.layout
        self.gaps = loaded.gaps
        self.names, self.drafts = drafted(loaded.script, 0)
        topics = {topic.code: topic.label for topic in loaded.script.topics}
        lacking = {code: code for code in self.gaps.named("topics")}
        self.own: Own = {TOPIC.widened_by: {**lacking, **topics}}
        self.right_steps = [*_right_steps(loaded.script)]
        self._open: list[Read] = []

    @property
    def topics(self) -> Mapping[str, str]:
        """The topics there are to say, with the labels of their buttons."""
        return {**TOPIC.labels, **self.own[TOPIC.widened_by]}

    @property
    def texts(self) -> Sequence[tuple[Place, str]]:
        """Everything the script says in words, and where."""
        return self.layout.texts

    @property
    def is_first(self) -> bool:
        """Whether this is the variant in which what a script says is read; what its names stand for
        is another in each."""
        return self.names.variant == 0

    def with_(self, names: Names) -> Self:
        """The same reader in another variant, by its names."""
        other = copy(self)
        other.names = names
        return other

    def knowing(self, **more: Any) -> Self:
        """The same reader who knows some names more, and leaves it to this one what is open."""
        other = self.with_(self.names.with_(**more))
        other._open = []
        return other

    def open(self, read: "Read") -> None:
        """Note in the first variant what may be wrong in another alone."""
        if self.is_first:
            self._open.append(read)

    def again(self) -> Iterator[Problem]:
        """What is wrong in another variant with what was open in the first."""
        for read in self._open:
            yield from read(self)

    def at(self, place: Place, what: str, mend: str = "") -> Problem:
        """What is wrong at a place."""
        return self.layout.problem(place, what, mend)

    def unknown(self, place: Place, what: str, name: str, known: Iterable[str]) -> Problem:
        """A name that nobody knows, and the nearest that is known."""
        return replace(
            self.at(place, f"没有名为“{name}”的{what}", nearest(name, known)), named=name
        )

    def whole(self, read: "Read", *sections: str) -> Iterable[Problem]:
        """What is found wrong by what stands in some sections; nothing where one of them lacks
        something."""
        return () if self.gaps.of(*sections) else read(self)

    def no_name(self, place: Place, unknown: UnknownName) -> Problem:
        """A `$name` that stands for nothing."""
        first = unknown.name.partition(".")[0]
        return replace(self._no_name(place, unknown), named=first if first == unknown.part else "")

    def _no_name(self, place: Place, unknown: UnknownName) -> Problem:
        if unknown.part in {step.name for step in self.script.walkthrough}:
            what = f"“${unknown.name}”是办理时才有的编号，各名选手不同"
            return self.at(place, what, "请写大家认得的内容，如 item、person")
        if isinstance(unknown, Boundless):
            return self.at(place, str(unknown), "请写短些，减少重复")
        if isinstance(unknown, Unparted) and unknown.known:
            return self.at(place, str(unknown), f"写明是哪一项，如 ${unknown.known[0]}")
        return self.at(place, str(unknown), nearest(unknown.part, unknown.known))

    def bare(self, place: Place, value: Any) -> list[Problem]:
        """The texts in a value that are names of this script but for the `$`."""
        if isinstance(value, dict | list):
            inner = value.values() if isinstance(value, dict) else value
            return [problem for each in inner for problem in self.bare(place, each)]
        if not isinstance(value, str) or not self.names.reads(value):
            return []
        return [self.at(place, f"“{value}”少了 $", f"是否想写“${value}”？")]

    def read(
        self, place: Place, value: Any, why_not: Callable[[Any], str] = lambda _: ""
    ) -> Iterator[Problem]:
        """What is wrong with a value when its `$names` are replaced; one with some is open."""
        if is_open(value):
            self.open(lambda reader: reader.read(place, value, why_not))
        filled, unknown = self.filled(place, value)
        yield from unknown
        if not unknown and (wrong := why_not(filled)):
            yield self.at(place, wrong, self.meant(value))

    def meant(self, value: Any) -> str:
        """What was meant by a value that is impossible and is called like what the script draws."""
        return f"是否想写“${value}”？" if value in list(self.script.vary) else ""

    def filled(self, place: Place, value: Any) -> tuple[Any, list[Problem]]:
        """A value with its `$names` replaced, or what is wrong with them. What a name stands for is
        wrong where that is written, however many name it."""
        if self.is_first and (bare := self.bare(place, value)):
            return None, bare
        try:
            return self.names.fill(value), []
        except UnknownName as unknown:
            said = () if unknown.name in named_in(value) else self.texts
            written = (at for at, text in said if unknown.name in named_in(text))
            return None, [self.no_name(next(written, place), unknown)]


def _right_steps(script: CaseScript) -> Iterator[tuple[Place, Step]]:
    """The steps of the walkthrough, and those that other ways have and it has not."""
    for number, step in enumerate(script.walkthrough):
        yield ("walkthrough", number), step
    own = {id(step) for step in script.walkthrough}
    for number, way in enumerate(script.other_ways):
        with suppress(NoSuchStep):  # Told where ways are read.
            steps = edited(script.walkthrough, way.edits)
            yield from ((("other_ways", number, "edits"), s) for s in steps if id(s) not in own)


Read = Callable[[Any], Iterator[Problem]]
"""What is wrong with one part of a script, by who reads it."""
