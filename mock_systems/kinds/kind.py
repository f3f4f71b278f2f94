"""What every kind of values knows, and what is said where it cannot read a text."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from mock_systems.sentence import Sentence
from mock_systems.spelling import folded, narrow


class Misread(ValueError):
    """A typed text that cannot stand for the kind's value; its one argument says why."""


class Kind:
    """One kind of values: how they are typed, kept, shown and told from each other.

    Values are plain JSON. A kind *reads* what people typed into its boxes, *spells* a text the one
    way, *keeps* a value a program gave, says *why not* where a value is impossible, *writes* it
    into boxes again, *shows* it to people, tells what is the *same*, makes one *otherwise*
    that a screen could have produced, and one that is *likely*. Everything else asks it, and
    nothing asks for its name but to say it.
    """

    name: ClassVar[str]
    """What programs and compiled scripts call it."""
    title: ClassVar[str]
    """What authors call it."""
    form: ClassVar[str] = "加引号的文本"
    """What a value looks like in a file, for authors."""
    told: ClassVar[str] = ""
    """How a value is written, for programs, where the type does not say it."""
    unit: ClassVar[str] = ""
    """What its plain numbers count in."""
    sign: ClassVar[str] = ""
    """What people write behind a number of it."""
    stored: ClassVar[Any] = str
    """The type in which a record keeps a value."""
    empty: ClassVar[Any] = ""
    """What a record keeps where there is none."""
    compared: ClassVar[str] = "text"
    """The grader's word for how its values are compared."""
    pattern: ClassVar[str] = ""
    """The form its texts have, empty where any text may stand."""
    several: ClassVar[bool] = False
    """Whether a value is a list."""
    counts: ClassVar[bool] = False
    """Whether a value is an amount or a number of things."""
    words: ClassVar[bool] = False
    """Whether a value is a text that people type."""
    may_be_empty: ClassVar[bool] = True
    """Whether a field of it is left empty by an empty text or list."""
    free: ClassVar[bool] = False
    """Whether who fills it in chooses, counts or words a value: nobody need have told it."""
    ends: ClassVar[Sequence[str]] = ("",)
    """How the names of its boxes end: one box, or one for each end of a span."""
    box: ClassVar[str] = "line"
    """What it is filled in with: line, area, choice, ticks, tick or span."""
    example: ClassVar[str] = ""
    """What stands in an empty box."""
    called: ClassVar[str] = ""
    """What people call a value of it, whatever its column is called, parted by bars."""
    keyboard: ClassVar[str] = ""
    """The keys a touch screen offers, as HTML calls them."""
    longest: ClassVar[int] = 200
    """Of how many characters a text may be that is read, blanks and all; 0 where its field says it."""

    def read(self, *boxes: Sequence[str]) -> Any:
        """The value of what stood in the boxes, each with all texts sent for it; `""` where
        nothing was typed. Raises `Misread`."""
        text = boxes[0][-1] if boxes[0] else ""
        return self.of(text) if narrow(text).strip() else ""

    def of(self, text: str) -> Any:
        """The value of one text that says something. Raises `Misread`."""
        if 0 < self.longest < len(text):
            told = "文字过长：至多 {most} 字，现有 {count} 字。"
            raise Misread(Sentence(told, most=self.longest, count=len(text)))
        return self._of(text)

    def _of(self, text: str) -> Any:
        """The value of a text of a length that values of the kind have."""
        return self.spelt(text)

    def spelt(self, text: str) -> str:
        """A text of such a value in its one spelling."""
        return narrow(text).strip()

    def misgiven(self, value: Any) -> str:
        """What is wrong with the form of a value that a program gave, where it could be taken for
        another value; empty where nothing is."""
        return ""

    def kept(self, value: Any) -> Any:
        """A value as records keep it. Raises `ValueError` with a sentence where it is none."""
        return value

    def demand_known(self, value: Any, added: Callable[[str, str], bool]) -> None:
        """Raises `ValueError` where a value that was kept means nothing in a world; `added` tells
        whether a table of it has a key."""

    def why_not(self, value: Any) -> str:
        """Why a value is none of the kind, for authors; empty where it is one."""
        return "" if self._fits(value) else f"“{value}”不是可能的值，应为{self.form}"

    def _fits(self, value: Any) -> bool:
        return isinstance(value, str)

    def written(self, value: Any) -> Sequence[Sequence[str]]:
        """What stands in its boxes for a value, a sequence of texts for each box."""
        return [[] if value in (None, "") else [str(value)]]

    def shown(self, value: Any) -> str:
        """A value as people read it."""
        return str(value)

    def on_screen(self, value: Any) -> str:
        """A value as the systems show it, with as much of a private number as they do."""
        return self.shown(value)

    def on_paper(self, value: Any) -> str:
        """A value as papers print it: like a screen, but times are written out."""
        return self.on_screen(value)

    def same(self, one: Any, other: Any) -> bool:
        """Whether two values say the same."""
        if isinstance(one, str) and isinstance(other, str):
            return self.spelt(one) == self.spelt(other)
        return bool(one == other)

    def ways(self, value: Any, on: date) -> Iterator[str]:
        """How people say a value, one of several, on a day: patterns of a folded text."""
        said = folded(str(value))
        before, after = r"(?<!\d)" * said[:1].isdigit(), r"(?!\d)" * said[-1:].isdigit()
        yield f"{before}{re.escape(said)}{after}"

    def otherwise(self, value: Any) -> Iterator[Any]:
        """Wrong values in place of a right one, such as the screen could have produced."""
        yield from ()

    def likely(self, on: date) -> Any:
        """A value such as a form may have that is filled in on a day; the empty one where only
        records know any."""
        return self.empty

    def edges(self, value: Any) -> tuple[date, date] | None:
        """The days of a value to hold against what comes first and against what comes last; None
        where it names none."""
        return None

    def day_called(self, label: str) -> str:
        """What the day of a value is called whose field has this label."""
        return label

    def schema(self, *, may_be_empty: bool) -> Mapping[str, Any]:
        """What JSON Schema says of a value, beside its type."""
        if not self.pattern:
            return {}
        return {"pattern": f"^({self.pattern})?$" if may_be_empty else f"^{self.pattern}$"}
