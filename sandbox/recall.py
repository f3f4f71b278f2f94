"""Sentences recalled: plain texts of the log and of scorecards, said in another language.

Both keep Chinese text alone. A text is held against every sentence of the catalogue: where one fits
in exactly one way, the values are taken out, recalled themselves and filled into the English. What
fits none, or fits in two ways, stays as it was written: nothing is said that is not there.
"""

import re
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import prod

import mock_systems.catalogue  # noqa: F401  (registers every operation)
from mock_systems.items import ITEMS
from mock_systems.operation import OPERATIONS
from mock_systems.sentence import Official, Sentence, Typed
from sandbox.language import Language, language_of

STEP = r"第\d+步"
QUOTED = "“[^”]*”"
SHAPES = {
    **dict.fromkeys(("raised", "settled"), STEP),
    **dict.fromkeys(("field", "operation", "table", "title"), "[^“”]+"),
    **dict.fromkeys(("opened", "undone"), f"{STEP}{QUOTED}"),
    **dict.fromkeys(("sought", "closing", "done"), f"{QUOTED}(?:（.+）)?"),
    **dict.fromkeys(("seq", "until_seq", "times", "seconds", "over", "count", "version"), r"\d+"),
    **dict.fromkeys(("key", "number"), "[0-9A-Za-z_-]+"),
    **dict.fromkeys(("more", "again"), ".*"),
    "which": r"(?:第\d+次)?",
    "same": "(?:[^“”]+的)?",
    "moment": r"\d+:\d\d",
    "amount": r"[+-]?[\d,]+\.\d\d",
    "kind": "[^：，（）“”]+",
    "name": "[^：，、“”]+",
    "values": "[^：]+",
    "label": "[^：，“”]+",
    "due": ".*[^。]",
}
"""What the values called so look like; any other is any text."""

CERTAIN = {"high", "kind", "label", "labels", "low", "misses", "place", "step", "steps"}
"""The values that must be recalled for a sentence to fit."""

HEADED = "{name}（{number}）"
"""Somebody with their number: the name may be any text, so this alone is no evidence of clauses."""

LISTED = "{all}"
"""A list, as a sentence."""

CLAUSES, WORDS = ("\n", "；", "，"), ("、",)
"""What stands between the members of a list, the widest first: of clauses, of words."""

STATED = {"value", "due", "expected", "actual"}
"""The values that say what a field holds, beside the label of the field."""

MOST_DEPTH, MOST_MEMBERS = 12, 16
"""How deep texts within one are looked at, and how long a list may be."""

MOST_WORK, MOST_WORK_OF_A_PAGE = 60_000, 400_000
"""How many letters are looked at for one text, each as often as it is within others, and for a page; every way in
which the fixed parts of a sentence may lie in a text counts as one. No sentence of ours needs half of
it with the longest of notes typed in it, nor do the texts of a page, and for anything people can type it takes a moment only."""
MOST_KEPT = 4_096
"""Texts of which is kept what they are, for whoever looks at them again."""

OFFICIAL = {each.declared.title for each in OPERATIONS.values()} | {i.name for i in ITEMS.values()}
TYPED = {field.label for each in OPERATIONS.values() for field in each.form() if field.kind.words}
"""The labels of what people type: it is theirs, and never said in other words."""


@dataclass(frozen=True, slots=True)
class Form:
    """A sentence of the catalogue as a pattern: with the shortest and with the longest values."""

    msgid: str
    fixed: Sequence[str]
    shortest: re.Pattern[str]
    longest: re.Pattern[str]

    def within(self, text: str) -> bool:
        """Whether a text has every fixed part of this sentence."""
        return all(map(text.__contains__, self.fixed))

    def ways(self, text: str) -> Sequence[Mapping[str, str]]:
        """The values that make the text of this sentence; two ways where it is not certain."""
        found = [each.fullmatch(text) for each in (self.shortest, self.longest)]
        ways = [match.groupdict() for match in found if match]
        return ways[:1] if ways[:1] == ways[1:] else ways


_kept: OrderedDict[tuple[str, str], str] = OrderedDict()


class Recall:
    """Says the plain Chinese texts of one page in a language, as far as they can be recalled. What is not kept takes
    work; a text for which the page has none left is said as it is, and by the next look."""

    def __init__(self, language: Language) -> None:
        self._language, self._work_left = language, MOST_WORK_OF_A_PAGE

    def __call__(self, text: str) -> str:
        return self._language.say(self._recalled(text)) if self._language.catalogue else text

    def _recalled(self, text: str) -> str:
        named = self._language.code, text
        if (found := _kept.pop(named, None)) is None:
            if self._work_left <= 0:
                return text
            search = _Search(self._language.code, text)
            found = search.recalled(text)
            self._work_left -= search.work
        _kept[named] = found
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
        return found


class _Search:
    """The recalling of one text: each text within it is looked at once, and not too many are."""

    def __init__(self, code: str, whole: str) -> None:
        self._forms = [form for form in _forms(code) if form.within(whole)]
        self._catalogue = language_of(code).catalogue
        self._known: dict[str, str] = {}
        self._depth, self.work = 0, len(_forms(code))

    def recalled(self, text: str) -> str:
        """The text as the sentence it was; itself where that is not certain."""
        if text not in self._known:
            self._known[text] = text
            self.work += len(text)
            if self.work <= MOST_WORK and self._depth < MOST_DEPTH:
                self._depth += 1
                self._known[text] = self._looked_up(text)
                self._depth -= 1
        return self._known[text]

    def _looked_up(self, text: str) -> str:
        if text in OFFICIAL:
            return Official(text)
        if text in self._catalogue:
            return text
        return self._list(text, CLAUSES) or self._sentence(text) or self._list(text, WORDS) or text

    def _sentence(self, text: str) -> Sentence | None:
        """The sentence of the catalogue that the text is: the one that says most of it itself."""
        for form in self._forms:
            if not form.within(text):
                continue
            # An expression tries each place of a part with each of the others'.
            self.work += prod(map(text.count, form.fixed))
            if self.work > MOST_WORK:
                return None
            found = [self._filled(way) for way in form.ways(text)]
            fits = [way for way in found if all(map(self._certain, _decisive(way)))]
            if len(fits) == 1:
                return Sentence(form.msgid, **fits[0])
        return None

    def _filled(self, way: Mapping[str, str]) -> Mapping[str, str]:
        """The values of a sentence recalled, but for what people typed."""
        typed = STATED if TYPED & {way.get("label"), way.get("field")} else ()
        return {n: Typed(v) if n in typed else self.recalled(v) for n, v in way.items()}

    def _list(self, text: str, separators: Sequence[str]) -> Sentence | None:
        """The text as the longest list there is of texts that are certain."""
        for between in separators:
            parts = _parts(text, between)
            members = self._members(between, parts) if 1 < len(parts) <= MOST_MEMBERS else ()
            if members:
                return Sentence(LISTED, all=members)
        return None

    def _members(self, between: str, parts: Sequence[str]) -> tuple[str, ...]:
        """The parts, joined where only several together are certain; nothing where some never
        are."""
        best: list[tuple[str, ...] | None] = [()]
        for end in range(1, len(parts) + 1):
            ways = []
            for start in range(end):
                before = best[start]
                if before is None or (start, end) == (0, len(parts)):
                    continue
                member = self.recalled(between.join(parts[start:end]))
                if not _listed(member, end - start) and self._follows(before, member, between):
                    ways.append((*before, member))
            best.append(max(ways, key=len, default=None))
        return best[-1] or ()

    def _follows(self, before: Sequence[str], member: str, between: str) -> bool:
        """Whether a text may be the next member: a word after what somebody typed may be typed
        as well."""
        if isinstance(member, Sentence):
            return between in WORDS or self._certain(member)
        return self._certain(member) and not (before and _typed(before[-1]))

    def _certain(self, text: str) -> bool:
        """Whether a text is known, recalled, or says nothing in Chinese."""
        if isinstance(text, Sentence):
            return text.msgid != HEADED
        known = isinstance(text, Official) or text in self._catalogue
        return known or not re.search("[\u4e00-\u9fff]", text)


def _decisive(way: Mapping[str, str]) -> list[str]:
    """The values that must be certain for a sentence to fit."""
    return [value for name, value in way.items() if name in CERTAIN]


def _listed(text: str, parts: int) -> bool:
    """Whether several parts together are but a list again, whose members stand for themselves."""
    return parts > 1 and isinstance(text, Sentence) and text.msgid == LISTED


def _typed(text: str) -> bool:
    """Whether a text states what somebody typed."""
    return isinstance(text, Sentence) and any(isinstance(v, Typed) for v in text.values.values())


def _parts(text: str, between: str) -> Sequence[str]:
    """The text cut at what stands between members, but not inside brackets."""
    if between not in text:
        return [text]
    parts, depth, begin = list[str](), 0, 0
    for found in re.finditer(f"[（）{between}]", text):
        if found[0] != between:
            depth += 1 if found[0] == "（" else -1
        elif depth == 0:
            parts.append(text[begin : found.start()])
            begin = found.end()
    return [*parts, text[begin:]]


@cache
def _forms(code: str) -> Sequence[Form]:
    # Of two that say as much, one must come first whatever files they stand in.
    msgids = sorted(language_of(code).catalogue)
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
