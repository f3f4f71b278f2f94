"""What of a typed text is told: its clauses as keywords are looked for in them, without those that
ask, and without what they deny.

`patterns.toml` says what asks and what denies. No topic is known here.
"""

import re
import tomllib
from collections.abc import Sequence
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
    """A text with its signs as clauses are parted by them, and its blanks."""
    return narrow(text).replace("…", ".")


def clauses(text: str) -> Sequence[str]:
    """The clauses of a text whose signs part them, each with the sign that ends it."""
    return [clause for clause in re.split(r"(?<=[,。.!?;:、和])", text) if clause]


def undenied(text: str) -> str:
    """A text without what it asks or denies, line by line and clause by clause."""
    said = (clause for line in text.splitlines() for clause in clauses(parted(line)))
    return "".join(map(_affirmed, said))


def _affirmed(clause: str) -> str:
    """A clause without what follows a denial, as far as that goes: up to a blank, a dash or a
    bracket at most, unless the denial itself is parted."""
    clean = plain(clause)
    if _UNTRUE.search(clean) or stated(clean) == NOTHING:
        return NOTHING
    told = _TWICE.sub("", clause)
    phrases = _CUT.split(_CLINGING.sub(r"\1", told))
    heard = "".join(_DENIAL.sub(NOTHING, plain(phrase)) for phrase in phrases)
    return heard if heard != plain(told) else _DENIAL.sub(NOTHING, heard)


def denies(words: str) -> bool:
    """Whether words, such as those that tell a topic, deny something themselves."""
    return bool(_DENIAL.search(words) or _TWICE.search(words))


def turned(part: str, text: str) -> bool:
    """Whether words stand in a text only with a no right before or behind them."""
    denied = sum(text.count(form.format(part)) for form in _TURNED)
    return 0 < text.count(part) <= denied


def stated(clause: str) -> str:
    """A clause without the question that asks for consent at its end; of another question nothing:
    to ask about a thing is not to tell it."""
    told = _CONSENT.sub("", clause)
    return NOTHING if _QUESTION.search(told) else told


_CONSENT = re.compile(PATTERNS["consent"])
_QUESTION = re.compile("|".join(PATTERNS["question"]))
_DENIED = PATTERNS["denied"]
_TURNED: Sequence[str] = PATTERNS["turned"]
_UNTRUE = re.compile(PATTERNS["untrue"])
_DENIAL = re.compile(f"{_DENIED}(?:{PATTERNS['freed']}|.*)")
_TWICE = re.compile(PATTERNS["twice"])
_CUTS = r"[\s()\[\]【】—–-]"
_CUT = re.compile(f"(?<={_CUTS})")
_CLINGING = re.compile(f"({_DENIED}){_CUTS}+")
"""A denial goes with what follows it, though a blank part them."""
