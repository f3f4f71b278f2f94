"""Sentences recalled: plain texts of the log and of scorecards, said in another language.

Both keep Chinese text alone. A text is held against every sentence of the catalogue: where one fits
in exactly one way, the values are taken out, recalled themselves and filled into the English. What
fits none, or fits in two ways, stays as it was written: nothing is said that is not there.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from mock_systems.items import ITEMS
from mock_systems.operation import OPERATIONS
from mock_systems.sentence import Official, Sentence
from sandbox.language import Language, language_of

STEP = r"第\d+步"
QUOTED = "“[^”]*”"
SHAPES = {
    **dict.fromkeys(("raised", "settled"), STEP),
    **dict.fromkeys(("operation", "title"), "[^“”]+"),
    **dict.fromkeys(("opened",), f"{STEP}{QUOTED}"),
    **dict.fromkeys(("sought", "closing"), f"{QUOTED}(?:（.+）)?"),
    **dict.fromkeys(("seq", "until_seq", "times", "seconds", "over", "count"), r"\d+"),
    **dict.fromkeys(("key", "number"), "[0-9A-Za-z_-]+"),
    **dict.fromkeys(("more", "again"), ".*"),
    "which": r"(?:第\d+次)?",
    "same": "(?:[^“”]+相同的)?",
    "moment": r"\d+:\d\d",
    "amount": r"-?[\d,]+\.\d\d",
    "kind": "[^：，（）“”]+",
    "name": "[^：，、“”]+",
    "values": "[^：]+",
    "label": "[^：，“”]+",
}
"""What the values called so look like; any other is any text."""

CERTAIN = {"high", "kind", "label", "labels", "low", "misses", "place", "step", "steps"}
"""The values that must be recalled for a sentence to fit."""

HEADED = "{name}（{number}）"
"""Somebody with their number: the name may be any text, so this alone is no evidence of clauses."""

CLAUSES, WORDS = ("\n", "；", "，"), ("、",)
"""What stands between the members of a list, the widest first: of clauses, of words."""

OFFICIAL = {each.declared.title for each in OPERATIONS.values()} | {i.name for i in ITEMS.values()}


@dataclass(frozen=True, slots=True)
class Form:
    """A sentence of the catalogue as a pattern: with the shortest and with the longest values."""

    msgid: str
    fixed: Sequence[str]
    shortest: re.Pattern[str]
    longest: re.Pattern[str]

    def ways(self, text: str) -> Sequence[Mapping[str, str]]:
        """The values that make the text of this sentence; two ways where it is not certain."""
        if not all(part in text for part in self.fixed):
            return ()
        found = [each.fullmatch(text) for each in (self.shortest, self.longest)]
        ways = [match.groupdict() for match in found if match]
        return ways[:1] if ways[:1] == ways[1:] else ways


def told(language: Language, text: str) -> str:
    """A plain Chinese text in a language, as far as it can be recalled."""
    return language.say(_recalled(language.code, text)) if language.catalogue else text


@lru_cache(4096)
def _recalled(code: str, text: str) -> str:
    """The text as the sentence it was; itself where that is not certain."""
    if text in OFFICIAL:
        return Official(text)
    if text in language_of(code).catalogue:
        return text
    return _list(code, text, CLAUSES) or _sentence(code, text) or _list(code, text, WORDS) or text


def _sentence(code: str, text: str) -> Sentence | None:
    """The sentence of the catalogue that the text is: the one that says most of it itself."""
    for form in _forms(code):
        found = [{n: _recalled(code, v) for n, v in way.items()} for way in form.ways(text)]
        fits = [way for way in found if all(_certain(code, way[n]) for n in CERTAIN & way.keys())]
        if len(fits) == 1:
            return Sentence(form.msgid, **fits[0])
    return None


def _list(code: str, text: str, separators: Sequence[str]) -> Sentence | None:
    """The text as the longest list there is of texts that are certain."""
    for between in separators:
        parts = _parts(text, between)
        members = _members(code, between, parts) if len(parts) > 1 else ()
        if members:
            return Sentence("{all}", all=members)
    return None


def _parts(text: str, between: str) -> Sequence[str]:
    """The text cut at what stands between members, but not inside brackets."""
    parts, depth = [""], 0
    for letter in text:
        depth += {"（": 1, "）": -1}.get(letter, 0)
        if letter == between and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def _members(code: str, between: str, parts: Sequence[str]) -> tuple[str, ...]:
    """The parts, joined where only several together are certain; nothing where some never are."""
    best: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(parts) + 1):
        ways = []
        for start in range(end):
            before = best[start]
            if before is None or (start, end) == (0, len(parts)):
                continue
            member = _recalled(code, between.join(parts[start:end]))
            if _certain(code, member) or (between in WORDS and isinstance(member, Sentence)):
                ways.append((*before, member))
        best.append(max(ways, key=len, default=None))
    return best[-1] or ()


def _certain(code: str, text: str) -> bool:
    """Whether a text is known, recalled, or says nothing in Chinese."""
    if isinstance(text, Sentence):
        return text.msgid != HEADED
    known = isinstance(text, Official) or text in language_of(code).catalogue
    return known or not re.search("[\u4e00-\u9fff]", text)


@cache
def _forms(code: str) -> Sequence[Form]:
    msgids = language_of(code).catalogue
    forms = [_form(msgid) for msgid in msgids if re.search(r"{\w+}", msgid)]
    return sorted(forms, key=lambda form: -sum(map(len, form.fixed)))


def _form(msgid: str) -> Form:
    parts = re.split(r"{(\w+)}", msgid)
    fixed = [part for part in parts[::2] if part]
    shortest, longest = ("".join(_pattern(parts, lazy)) for lazy in ("?", ""))
    return Form(msgid, fixed, re.compile(shortest, re.S), re.compile(longest, re.S))


def _pattern(parts: Sequence[str], lazy: str) -> Iterator[str]:
    for place, part in enumerate(parts):
        shape = SHAPES.get(part, ".+")
        open_ended = lazy if shape[-1] in "+*" else ""
        yield f"(?P<{part}>{shape}{open_ended})" if place % 2 else re.escape(part)
