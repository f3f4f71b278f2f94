"""The names of things in Chinese, as the script gives them: operations, fields, codes, people.

What the script has no word for stands for itself, so that nothing is ever left out of evidence.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from grader.reading import MAP, TEXT, Columns, columns, misfit

WORDS = Columns(
    dict.fromkeys(
        ("operations", "tables", "fields", "codes", "kinds", "people", "papers", "works_on"),
        (MAP, {}),
    )
)
MONEY = ("money", "fen")


@dataclass(frozen=True, slots=True)
class Words:
    """The `words` of a compiled script. `owner` below is a table or an operation."""

    operations: Mapping[str, str]
    tables: Mapping[str, str]
    fields: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]
    kinds: Mapping[str, str]
    people: Mapping[str, str]
    papers: Mapping[str, str]
    """What papers of the story are: of nobody's number is spoken there."""
    works_on: Mapping[str, str]
    """What operations have in hand that do much the same with it, such as looking at a paper and checking it."""

    @classmethod
    def read(cls, raw: Any) -> "Words":
        """The words from plain JSON; all of them may be missing."""
        read = columns(raw or {}, WORDS)
        for name, words in zip(WORDS.names, read, strict=True):
            _check_kind(name, words, MAP if name == "codes" else TEXT)
        return cls(*read)

    def operation(self, name: str) -> str:
        """The title of an operation."""
        return self.operations.get(name, name)

    def table(self, name: str) -> str:
        """The title of a table."""
        return self.tables.get(name, name)

    def field(self, owner: str, name: str) -> str:
        """The label of a field; facts, which have no owner, stand under `name.name`."""
        return self.fields.get(f"{owner}.{name}") or self.fields.get(f"{name}.{name}", name)

    def value(self, owner: str, name: str, value: Any, kind: str = "") -> str:
        """A value as people read it: codes and people by name, fen as yuan."""
        match value:
            case str() if value:
                return self._named(owner, name, value)
            case None | "":
                return "（空）"
            case bool():
                return "是" if value else "否"
            case int() if (kind or self.kinds.get(f"{owner}.{name}")) in MONEY:
                return yuan(value)
            case {"restored": passing}:
                return f"{self.value(owner, name, passing, kind)}（后已改回）"
            case {"low": low, "high": high}:
                ends = (self.value(owner, name, end, kind) for end in (low, high))
                return "至".join(ends)
            case dict():
                return " ".join(self.value(part, part, each) for part, each in value.items())
            case list() | tuple():
                return self._listed(owner, name, value, kind) or "（空）"
        return self._named(owner, name, str(value))

    def names(self, value: Any) -> bool:
        """Whether a value is somebody or something of the story."""
        return isinstance(value, str) and (value in self.people or value in self.papers)

    def _named(self, owner: str, name: str, text: str) -> str:
        if text in self.papers:
            return self.papers[text]
        if text in self.people:
            return f"{self.people[text]}（{text}）"
        labels = self.codes.get(f"{owner}.{name}") or self.codes.get(f"{name}.{name}")
        return "、".join(labels.get(each, each) for each in text.split()) if labels else text

    def _listed(self, owner: str, name: str, values: Iterable[Any], kind: str) -> str:
        return "、".join(self.value(owner, name, each, kind) for each in values)

    def pairs(self, owner: str, values: Mapping[str, Any]) -> list[str]:
        """Labelled values."""
        return [
            f"{self.field(owner, name)}：{self.value(owner, name, value)}"
            for name, value in values.items()
        ]


def _check_kind(name: str, words: Mapping[str, Any], kind: tuple[type, ...]) -> None:
    # Hundreds of words are read for one mark: `map` keeps the loop out of Python.
    if not set(kind).issuperset(map(type, words.values())):
        wrong = next(each for each, word in words.items() if type(word) not in kind)
        raise misfit(f"{name} › {wrong}", words[wrong], kind)


def yuan(fen: int) -> str:
    """Fen as yuan: 468000 is 4,680.00元."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02d}元"


def points(hundredths: int) -> str:
    """Hundredths of a point: 650 is 6.50."""
    return f"{'-' if hundredths < 0 else ''}{abs(hundredths) // 100}.{abs(hundredths) % 100:02d}"


def moment(at_ms: int) -> str:
    """A time on the contest clock, minutes and seconds: 312000 is 05:12."""
    return f"{at_ms // 60000:02d}:{at_ms // 1000 % 60:02d}"
