"""Code lists: the values a coded column may take, in the words of the national dictionaries.

Values come from published system dictionaries where one was read; those marked SIM in a list's
`source` are ours. A code list is data: nothing here decides anything.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from mock_systems.sentence import Sentence

LISTS: dict[str, "CodeList"] = {}
_MEANT = r"(?<!不是)(?<!没有)(?<![不没未非]|\d)"
"""What does not stand before words that tell a code: a no, or the rest of a number."""


@dataclass(frozen=True, slots=True)
class CodeList:
    """A named list of codes and their labels, in the order screens offer them. `widened_by` is the
    table whose keys are further codes, of a case's own; those `aside` are noted and nobody
    chooses them. `brief` has shorter labels, to stand beside a name, and what is said of none.
    `asked` is the topic that asks for one, `said` the patterns of words by which people tell it, beside its label."""

    name: str
    labels: Mapping[str, str]
    source: str = "SIM"
    widened_by: str = ""
    aside: Mapping[str, str] = field(default_factory=dict)
    brief: Mapping[str, str] = field(default_factory=dict)
    asked: str = ""
    said: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        LISTS[self.name] = self

    @property
    def national(self) -> str:
        """The national field code whose values these are, empty for a list of ours."""
        return self.name if self.name.isupper() else ""

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and code in self.labels

    def __iter__(self) -> Iterator[str]:
        return iter(self.labels)

    def label(self, code: str) -> str:
        """The label of a code, of each of several separated by blanks; an unknown code stands for
        itself."""
        named = tuple(
            self.labels.get(each) or self.aside.get(each, each) for each in code.split(" ")
        )
        return named[0] if len(named) == 1 else Sentence("{all}", all=named)

    def briefly(self, code: str) -> str:
        """The label of a code, in fewer words where there are some."""
        return self.brief.get(code) or self.label(code)

    def found_in(self, text: str) -> Set[str]:
        """The codes that a text tells, but for what it denies."""
        ways = {
            code: [re.escape(label), *self.said.get(code, ())]
            for code, label in self.labels.items()
        }
        return {
            code for code, each in ways.items() if re.search(f"{_MEANT}(?:{'|'.join(each)})", text)
        }

    def described(self, code: str) -> str:
        """Code and label as screens of the systems show them: `110 企业职工基本养老保险`. Codes
        that are ours alone mean nothing to staff and are left out."""
        if code not in self.labels or self.source == "SIM":
            return self.label(code)
        return Sentence("{code} {label}", code=code, label=self.labels[code])
