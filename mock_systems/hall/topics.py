"""What a clerk can say: topics, their standard sentences, and recognising a topic in typed text.

One list for all cases (`topics.toml`). Recognising is deterministic and finds exactly one topic:
a barred phrase first, else the topic with the longest keyword in the text, the earlier in the
list where two are equally long, else `other`.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mock_systems.codes import PAPER_KIND, CodeList
from mock_systems.sentence import Sentence

BETWEEN = "…"
"""Inside a keyword: a few words at most, within one sentence."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to say; `paper` is the kind of paper it asks for. A topic without a sentence
    cannot be chosen, only recognised."""

    code: str
    kind: str
    label: str
    reply: str = ""
    sentence: str = ""
    keywords: Sequence[str] = ()
    mood: str = ""
    paper: str = ""


def _topics(tables: Mapping[str, Any]) -> dict[str, Topic]:
    named = [Topic(**table) for table in tables["topic"]]
    asked = [_asking(kind, names, tables["asking"]) for kind, names in tables["papers"].items()]
    return {topic.code: topic for topic in (*named, *asked)}


def _asking(kind: str, names: Sequence[str], patterns: Sequence[str]) -> Topic:
    label = PAPER_KIND.label(kind)
    keywords = tuple(dict.fromkeys(p.format(name) for name in names for p in patterns))
    return Topic(
        code=f"ask_{kind}",
        kind="ask",
        label=Sentence("请出示{label}", label=label),
        sentence=Sentence("请出示{label}。", label=label),
        keywords=keywords,
        paper=kind,
    )


_TABLES = tomllib.loads(Path(__file__).with_name("topics.toml").read_text(encoding="utf-8"))
TOPICS: Mapping[str, Topic] = _topics(_TABLES)
TOPIC = CodeList("topic", {topic.code: topic.label for topic in TOPICS.values()})


def topic_for_paper(kind: str) -> Topic:
    """The topic that asks for a kind of paper; there is one for every kind."""
    return TOPICS[f"ask_{kind}"]


def recognised(text: str) -> Topic:
    """The topic of a typed text."""
    plain = _plain(text)
    if _BARRED.search(plain):
        return TOPICS["barred"]
    found = (code for head, parts, code in _KEYWORDS if head in plain and _occurs(parts, plain))
    return TOPICS[next(found, "other")]


def left_out(text: str) -> Sequence[Topic]:
    """Topics that clauses of a text have of their own, beside the one it is recognised as."""
    known = (recognised(text).code, "other")
    found = {topic.code: topic for topic in map(recognised, _clauses(_plain(text)))}
    return [topic for code, topic in found.items() if code not in known]


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"\s+", "", folded).replace("pin", "密码")


def _clauses(plain: str) -> Sequence[str]:
    return [clause for clause in re.split(r"[,。.!?;:、和]+", plain) if clause]


def _occurs(parts: Sequence[str], plain: str) -> bool:
    """Whether the parts of a keyword stand in the text, in order and near each other."""
    if not all(part in plain for part in parts):
        return False
    return len(parts) == 1 or re.search(_GAP.join(map(re.escape, parts)), plain) is not None


def _keywords() -> Iterator[tuple[str, Sequence[str], str]]:
    for topic in TOPICS.values():
        for keyword in topic.keywords:
            parts = [_plain(part) for part in keyword.split(BETWEEN)]
            yield parts[0], parts, topic.code


_GAP = "[^。!?;]{0,12}"
_BARRED = re.compile("|".join(_TABLES["barred"]))
_KEYWORDS = sorted(_keywords(), key=lambda found: -len("".join(found[1])))
