"""What of a typed text is told: its clauses as keywords are looked for in them, without those that
ask, and without what they deny.

`patterns.toml` says what asks and what denies. No topic is known here.
"""

import re
import tomllib
from collections.abc import Sequence
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
    """A text with its signs as clauses are parted by them, and its blanks."""
    return narrow(text).replace("…", ".")


def clauses(text: str) -> Sequence[str]:
    """The clauses of a text whose signs part them, each with the sign that ends it."""
    return [clause for clause in re.split(r"(?<=[,。.!?;:、和])", text) if clause]


class Denial:
    """What denies a thing: `more` are words that do beside a no."""

    def __init__(self, more: str) -> None:
        words = PATTERNS["denied"].replace("{more}", more)
        self.behind = re.compile(f"{words}(?:{PATTERNS['freed']}|.*)")
        self.clinging = re.compile(f"({words}){_CUTS}+")
        self.twice = re.compile(PATTERNS["twice"].replace("{more}", more))

    def stands_in(self, words: str) -> bool:
        """Whether words, such as those that tell a topic, deny something themselves."""
        return bool(self.behind.search(words) or self.twice.search(words))


@lru_cache(64)
def undenied(text: str, denial: Denial) -> str:
    """A text without what it asks or denies, line by line and clause by clause."""
    said = (clause for line in text.splitlines() for clause in clauses(parted(line)))
    return "".join(_affirmed(clause, denial) for clause in said)


def _affirmed(clause: str, denial: Denial) -> str:
    """A clause without what follows a denial, as far as that goes: up to a blank, a dash or a
    bracket at most, unless the denial itself is parted."""
    clean = plain(clause)
    if _UNTRUE.search(clean) or stated(clean) == NOTHING:
        return NOTHING
    told = denial.twice.sub("", clause)
    phrases = _CUT.split(denial.clinging.sub(r"\1", told))
    heard = "".join(denial.behind.sub(NOTHING, plain(phrase)) for phrase in phrases)
    return heard if heard != plain(told) else denial.behind.sub(NOTHING, heard)


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
_TURNED: Sequence[str] = PATTERNS["turned"]
_UNTRUE = re.compile(PATTERNS["untrue"])
_CUTS = r"[\s()\[\]【】—–-]"
_CUT = re.compile(f"(?<={_CUTS})")
NO = Denial("(?!)")
"""What denies whatever a topic tells."""
STOP = Denial(PATTERNS["stopped"])
"""What denies what goes on."""
