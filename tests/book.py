"""The book of sentences: what window clerks type, and how much of it the hall hears.

    python -m tests.book [--faults] [--write [--lower]]

The book is `mock_systems/book/`, a file for each part of the talk, a table for each kind of
sentence, and in it the sentences under what is wanted: topics, with `?` before one that may be heard
or not, as two honest clerks would differ; `none` where no topic is. `held/` is a third of it, kept
from whoever writes keywords and patterns: of each kind and what is wanted in turn, shuffled by
`random.Random(20261130)`, every third sentence. `fresh/` is held back too, and was written
later, apart from both, from the names and labels of topics; what they had already was left out. A
sentence added later goes to `open/`.

Heard is what the hall records of each sentence of a turn, and what it notices beside, with nothing
asked before. `--write` puts the figures into `docs/hearing.md`, below which none may fall: it
tells which have, and writes nothing then but with `--lower`.
"""

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from docs.lists import put
from docs.tables import table
from mock_systems.hall.topics import TOPICS, left_out, recognised, sentences

FOLDER = Path(__file__).parent / "mock_systems" / "book"
PAGE = Path(__file__).parents[1] / "docs" / "hearing.md"
PARTS = ("open", "held", "fresh")
KINDS = (
    "polite", "curt", "two", "negated", "future", "dialect", "slip", "barred", "muttered",
    "statement",
)  # fmt: skip
Row = Sequence[float]
Figures = Mapping[str, Row]


class Line(NamedTuple):
    """A sentence of the book: where it stands, the topics it must be heard as, and those it may."""

    part: str
    kind: str
    wanted: frozenset[str]
    optional: frozenset[str]
    text: str

    @property
    def missed(self) -> frozenset[str]:
        """The topics that were not heard."""
        return self.wanted - heard(self.text)

    @property
    def imagined(self) -> frozenset[str]:
        """The topics that were heard and are not there."""
        return heard(self.text) - self.wanted - self.optional


@cache
def book() -> Sequence[Line]:
    """All sentences, file by file."""
    return [line for part in PARTS for line in _lines(part)]


def _lines(part: str) -> Iterator[Line]:
    for path in sorted((FOLDER / part).glob("*.toml")):
        for kind, said in tomllib.loads(path.read_text("utf-8")).items():
            for named, texts in said.items():
                codes = [] if named == "none" else named.split()
                optional = frozenset(code[1:] for code in codes if code.startswith("?"))
                wanted = frozenset(code for code in codes if not code.startswith("?"))
                yield from (Line(part, kind, wanted, optional, text) for text in texts)


@cache
def recorded(text: str) -> frozenset[str]:
    """The topics a typed turn is recorded as."""
    return frozenset(recognised(each).code for each in sentences(text)) - {"other"}


@cache
def heard(text: str) -> frozenset[str]:
    """The topics it is recorded as, and those noticed beside."""
    return recorded(text) | {topic.code for each in sentences(text) for topic in left_out(each)}


class Score(NamedTuple):
    """How often topics were wanted, heard rightly, and heard where they are not."""

    wanted: int
    right: int
    wrong: int

    @property
    def precision(self) -> float:
        """The share of what was heard that is right; all of it where nothing was heard."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of what is wanted that was heard."""
        return _share(self.right, self.wanted)


def _share(some: int, of: int) -> float:
    return round(100 * some / of, 1) if of else 100.0


def scores(lines: Iterable[Line]) -> Mapping[str, Score]:
    """The score of each topic over these sentences."""
    wanted, missed, wrong = Counter[str](), Counter[str](), Counter[str]()
    for line in lines:
        wanted.update(line.wanted)
        missed.update(line.missed)
        wrong.update(line.imagined)
    every = (code for code in TOPICS if code != "other")
    return {code: Score(wanted[code], wanted[code] - missed[code], wrong[code]) for code in every}


@cache
def by_kind() -> Figures:
    """For each kind of sentence and for all: how many there are, precision, recall, the share of
    which nothing is missed or imagined, and of which every matter is recorded; part by part."""
    groups = {kind: [line for line in book() if line.kind == kind] for kind in KINDS}
    return {
        name: [figure for part in _parted(said) for figure in _kind(part)]
        for name, said in {**groups, "all": book()}.items()
    }


@cache
def by_topic() -> Figures:
    """For each topic that the book has sentences of: how often it is wanted, precision and recall;
    part by part; the topics least well heard first, by the product of both over the whole book."""
    whole = {code: scored for code, scored in scores(book()).items() if scored.wanted}
    parts = [scores(part) for part in _parted(book())]
    worst = sorted(whole, key=lambda code: whole[code].precision * whole[code].recall)
    return {code: [figure for s in parts for figure in _topic(s[code])] for code in worst}


def _parted(lines: Sequence[Line]) -> Sequence[Sequence[Line]]:
    return [[line for line in lines if line.part == part] for part in PARTS]


def _kind(said: Sequence[Line]) -> Row:
    of_all = Score(*map(sum, zip(*scores(said).values(), strict=True)))
    faultless = sum(not line.missed and not line.imagined for line in said)
    kept = sum(line.wanted <= recorded(line.text) for line in said)
    shares = _share(faultless, len(said)), _share(kept, len(said))
    return [len(said), of_all.precision, of_all.recall, *shares]


def _topic(scored: Score) -> Row:
    return [scored.wanted, scored.precision, scored.recall]


def page() -> str:
    """Both tables, as the page has them."""
    kinds, topics = by_kind(), by_topic()
    worst = "、".join(str(TOPICS[code].label) for code in list(topics)[:10])
    return "\n\n".join(
        [
            _table("kind", kinds),
            f"The ten topics least well heard: {worst}.",
            _table("topic", topics),
        ]
    )


COLUMNS = {
    "kind": ("sentences", "precision", "recall", "faultless", "recorded"),
    "topic": ("wanted", "precision", "recall"),
}


def _table(of: str, rows: Figures) -> str:
    head = (of, *(f"{name}, {part}" for part in PARTS for name in COLUMNS[of]))
    return table(head, ((name, *(f"{figure:g}" for figure in row)) for name, row in rows.items()))


def figures() -> Mapping[tuple[str, str], Row]:
    """The rows of both tables, by table and name: one name may stand in both."""
    tables = {"kind": by_kind(), "topic": by_topic()}
    return {(of, name): row for of, rows in tables.items() for name, row in rows.items()}


def written() -> Mapping[tuple[str, str], Row]:
    """Those that stand on the page."""
    found, of = dict[tuple[str, str], Row](), ""
    for line in PAGE.read_text("utf-8").splitlines():
        name, *row = line.strip("| ").split(" | ")
        if row and name in COLUMNS:
            of = name
        elif row and row[0][0].isdigit():
            found[of, name] = [*map(float, row)]
    return found


def fallen() -> Iterator[str]:
    """The figures that are lower than the page says, and what they were."""
    now, kept = figures(), written()
    for of, name in sorted(kept.keys() & now.keys()):
        columns = (f"{name}: {column}, {part}" for part in PARTS for column in COLUMNS[of])
        for column, before, figure in zip(columns, kept[of, name], now[of, name], strict=True):
            if figure < before:
                yield f"{column} {before:g} -> {figure:g}"


def main(arguments: Sequence[str]) -> int:
    """Print the tables, and with `--faults` every sentence of the open part that is not heard as
    it is meant; write them where asked, lower ones only where that is asked too."""
    parser = argparse.ArgumentParser(prog="python -m tests.book")
    parser.add_argument("--write", action="store_true", help="put the tables into the page")
    parser.add_argument("--lower", action="store_true", help="write figures that have fallen, too")
    parser.add_argument("--faults", action="store_true", help="tell what the open part shows")
    chosen = parser.parse_args(arguments)
    print(page())
    if chosen.faults:
        print(*(_fault(line) for line in book() if line.part == "open"), sep="")
    if chosen.write and not chosen.lower and (lower := [*fallen()]):
        told = "\n".join(("not written, as these have fallen (--lower writes them):", *lower))
        print(told, file=sys.stderr)
        return 1
    if chosen.write:
        PAGE.write_text(put(PAGE.read_text("utf-8"), "figures", page()), "utf-8")
    return 0


def _fault(line: Line) -> str:
    told = [*(f"-{code}" for code in line.missed), *(f"+{code}" for code in line.imagined)]
    return f"{line.kind}\t{line.text}\t{' '.join(sorted(told))}\n" if told else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
