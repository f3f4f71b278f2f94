"""What of a typed text is told: its clauses as keywords are looked for in them, without those that
ask, and without what they deny.

A no (`denied`) takes with it what follows in its clause, up to what is so instead (`freed`); a no or
a stop right before the words (`turned`), or a no right behind them (`undone`), takes these words
alone, and terms that are not met (`unfit`) only what they are for. A clause that is said to be
`untrue` goes whole; to deny `twice` is to tell. What else is denied behind its words, by another
clause or between the lines is told all the same. `patterns.toml` says what asks and what denies. No
topic is known here.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from mock_systems.spelling import narrow

NOTHING = "。"
"""In place of a clause that does not count; no keyword reaches across it."""
PATTERNS = tomllib.loads(Path(__file__).with_name("patterns.toml").read_text(encoding="utf-8"))
"""What holds for every topic."""


def plain(text: str) -> str:
    """A text as keywords are looked for in it; an ellipsis ends what was said, as a stop does."""
    return "".join(parted(text).split()).lower().replace("pin", "密码")


def parted(text: str) -> str:
    """A text with its signs as clauses are parted by them, and its blanks; without the words that
    leave open what does not matter."""
    said = narrow(text).replace("…", ".")
    return _WHATEVER.sub(lambda found: _OPEN.sub("", found[0]), said)


def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a text whose signs part them, each with the sign that ends it."""
    return tuple(clause for clause in re.split(r"(?<=[,。.!?;:、和])", text) if clause)


def unasked(text: str) -> str:
    """A text without the words for what does not matter, as what asks is looked for in it."""
    return _WHATEVER.sub(lambda found: _WHICHEVER.sub("", found[0]), text)


def denies(words: str) -> bool:
    """Whether words, such as those that tell a topic, deny something themselves."""
    return bool(_DENIED.search(words) or _TWICE.search(words))


@lru_cache(1024)
def undenied(text: str, parts: tuple[str, ...] = ()) -> str:
    """A text without what it asks or denies, line by line and clause by clause. An enumeration is
    one clause here. What is said in passing and denies none of the parts parts them no more than a
    comma."""
    passed = [_passed(line, parts) for line in text.splitlines()]
    return "".join(_affirmed(clause) for line in passed for clause in _ENDED.split(line))


def _passed(line: str, parts: Sequence[str]) -> str:
    def left(said: re.Match[str]) -> str:
        return said[0] if any(part in said[0] for part in parts) else ","

    return _PASSING.sub(left, parted(line))


def _affirmed(clause: str) -> str:
    """A clause without what it denies; nothing of one that asks or is said to be untrue. A denial
    reaches a blank, a dash or a bracket at most, unless it is itself parted."""
    clean = plain(clause)
    if _UNTRUE.search(clean) or stated(clean) == NOTHING:
        return NOTHING
    rest = _TWICE.sub("", clause)
    phrases = _CUT.split(_CLINGING.sub(r"\1", rest))
    heard = "".join(_BEHIND.sub(NOTHING, plain(phrase)) for phrase in phrases)
    return heard if heard != plain(rest) else _BEHIND.sub(NOTHING, heard)


def turned(part: str, text: str) -> bool:
    """Whether words stand in a text only with a no, or with what stops them, right before or behind
    them."""
    places = [match.span() for match in re.finditer(re.escape(part), text)]
    return bool(places) and all(
        _TURNED.search(text[:start]) or text.startswith(_UNDONE, end) for start, end in places
    )


def stated(clause: str) -> str:
    """A clause without the question that asks for consent at its end; of another question nothing:
    to ask about a thing is not to tell it."""
    rest = _CONSENT.sub("", clause)
    return NOTHING if _QUESTION.search(rest) else rest


def awaits(text: str) -> bool:
    """Whether a text asks or bids, so that an answer is waited for."""
    said = plain(text)
    return bool(
        _QUESTION.search(_CONSENT.sub("", said)) or _CONSENT.search(said) or _BID.search(said)
    )


def conditions(clauses: Sequence[str]) -> Sequence[str]:
    """Clauses, in one with what it is for each that says on what terms something is so."""
    joined: list[str] = []
    for clause in clauses:
        if joined and _TERMS.search(joined[-1]):
            joined[-1] += clause
        else:
            joined.append(clause)
    return joined


def near(parts: Sequence[str], text: str) -> bool:
    """Whether the parts stand in a text in this order, each near the one before and in one sentence
    with it. By the places where a part may begin: an expression could try all ways of parting."""
    begins = set(range(len(text)))
    for part in parts:
        ends = {at + len(part) for at in begins if text.startswith(part, at)}
        begins = {at for end in ends for at in _gap(text, end)}
    return bool(ends)


def _gap(text: str, end: int) -> Iterator[int]:
    """The places near the end of a part where the next may begin."""
    for at in range(end, end + _NEAR + 1):
        yield at
        if text[at : at + 1] in _CLOSING:
            return


def _pattern(name: str) -> str:
    """The pattern of a name, with those it names."""
    return re.sub(r"\{([a-z]+)\}", lambda named: _pattern(named[1]), PATTERNS[name])


_NEAR = 12
"""How many characters may stand between two parts."""
_CLOSING = ("", *"。!?;")
"""What ends a sentence in plain text, and the end of the text."""
_WHATEVER: re.Pattern[str] = re.compile(PATTERNS["whatever"])
_OPEN = re.compile(PATTERNS["open"])
_WHICHEVER = re.compile(PATTERNS["whichever"])
_CONSENT = re.compile(PATTERNS["consent"])
_QUESTION = re.compile("|".join(PATTERNS["question"]))
_BID = re.compile(PATTERNS["bid"])
_TERMS = re.compile(PATTERNS["terms"])
_UNTRUE = re.compile(PATTERNS["untrue"])
_CUTS = r"[\s()\[\]【】—–-]"
_CUT = re.compile(f"(?<={_CUTS})")
_ENDED = re.compile("(?<=[,。.!?;:])")
_DENIED = re.compile(_pattern("denied"))
_CLINGING = re.compile(f"({_DENIED.pattern}){_CUTS}+")
_BEHIND = re.compile(f"{_DENIED.pattern}(?:{_pattern('freed')}|.*)|{_pattern('unfit')}")
_TURNED = re.compile(rf"{_pattern('turned')}\Z")
_TWICE = re.compile(_pattern("twice"))
_PASSING = re.compile(PATTERNS["passing"])
_UNDONE: str = PATTERNS["undone"]
