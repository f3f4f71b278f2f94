"""Legal bases: the laws, notices and local rules that operations, marks and slips rest on.

A document is a file `KEY.toml` beside this module. A basis is spelt with keys and articles, as
authors type it: `OPR 38; SIL 58.1, 60; LOC 10` (`58.1` a paragraph, `51(4)` an item, `46-47`
articles in a row). People read it printed: 《社会保险经办条例》第三十八条；… What is printed can be
read back, so that every page finds the sentence of an article. Whether an article carries a point
is not judged here.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self

from mock_systems.hints import nearest

Status = Literal["read", "partly", "unread"]
"""Whether the wording was read: all that is cited, some articles, or none."""

_ARTICLE = re.compile(r"(\d+)(?:-(\d+))?(?:\.(\d+))?(?:\((\d+)\))?")
_DIGITS = "零一二三四五六七八九"
_NUMBER = "[零一二三四五六七八九十百千]+"
WRITTEN = "OPR 38; SIL 58.1, 60; LOC 10"
"""How a basis is written, for whoever wrote one otherwise."""


class BadBasis(ValueError):
    """What is no basis: what is wrong with it (`what`), and what to write (`mend`)."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what}，{mend}")
        self.what, self.mend = what, mend


@dataclass(frozen=True, slots=True)
class Law:
    """A document: a law, a notice, a standard, or a local rule of the hall.

    `articles` have their own text; `compared` are those whose wording was read and is not kept
    here; `beside` those without it that only rows of policy, refusals, cautions or marks rest on; `fits`
    are the service items of articles that fit some alone. `last` is the number of the last one, 0 where
    it is not known; `called` are headings,
    `unit` what a part of it is called. `issued` to `until` are its days, None where they were not
    read. `items` are the service items it fits, by how their codes begin (none: any); `of` and
    `only` say that it, or an article of it, is about employers alone. A `lapsed` one is cited no
    more, and says by what it was replaced.
    """

    key: str
    title: str
    english: str
    status: Status
    number: str = ""
    by: str = ""
    issued: date | None = None
    amended: date | None = None
    since: date | None = None
    until: date | None = None
    lapsed: str = ""
    simulated: bool = False
    unit: str = "条"
    last: int = 0
    items: tuple[str, ...] = ()
    of: str = ""
    only: Mapping[int, str] = field(default_factory=dict)
    fits: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    compared: frozenset[int] = frozenset()
    beside: frozenset[int] = frozenset()
    called: Mapping[int, str] = field(default_factory=dict)
    articles: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Self:
        """A document from its file."""
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        for name in ("articles", "called", "only"):
            said[name] = {int(number): text.strip() for number, text in said.get(name, {}).items()}
        said["fits"] = {int(number): tuple(of) for number, of in said.get("fits", {}).items()}
        said["items"] = tuple(said.get("items", ()))
        for name in ("compared", "beside"):
            said[name] = frozenset(said.get(name, ()))
        return cls(path.stem, **said)

    @property
    def whole(self) -> str:
        """The title in its marks."""
        return f"《{self.title}》"

    @property
    def printed(self) -> str:
        """How it is cited: the short title, and the number of a notice or a standard."""
        title = f"《{self.title.removeprefix('中华人民共和国')}》"
        numbered = self.number and "令第" not in self.number
        return f"{title}（{self.number}）" if numbered else title

    def wording(self, number: int) -> str:
        """The text of an article, or how far it was read."""
        unkept = "原文已核，未收录全文" if number in self.compared else "原文未核"
        return self.articles.get(number) or unkept

    def named_by(self, text: str) -> bool:
        """Whether a text begins with its title, or has its number, as people write them."""
        title = self.title.removeprefix("中华人民共和国")
        return text.strip("《").startswith(title) or (bool(self.number) and self.number in text)

    def wrong_on(self, day: date) -> str:
        """Why it cannot be cited on a day; nothing where it can."""
        if self.since and day < self.since:
            return f"{self.printed}自 {self.since} 起施行，{day} 还没有施行"
        if self.until and day > self.until:
            return f"{self.printed}到 {self.until} 为止，{day} 已经失效"
        return ""

    def wrong_for(self, item: str, by_employer: bool, numbers: Sequence[int]) -> str:
        """Why it does not fit a service item; nothing where it does, or where that is not known."""
        if self.items and not item.startswith(self.items):
            return f"{self.printed}不合事项 {item}，只合 {'、'.join(self.items)}"
        bound = self.of or any(number in self.only for number in numbers)
        if bound and not by_employer:
            return f"{self.printed}这一条只讲用人单位，{item} 由个人申请"
        for number in numbers:
            if (of := self.fits.get(number)) and not item.startswith(of):
                told = f"{self.printed}第{chinese(number)}{self.unit}"
                return f"{told}说的是别的事，不合事项 {item}，只合 {'、'.join(of)}"
        return ""


def _laws() -> Mapping[str, Law]:
    paths = sorted(Path(__file__).parent.glob("*.toml"))
    return {law.key: law for law in map(Law.read, paths)}


LAWS = _laws()
_TITLED = {law.printed: law for law in LAWS.values()}


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a document, or several in a row up to `until`; a paragraph or an item of it."""

    number: int
    until: int = 0
    paragraph: int = 0
    item: int = 0

    @property
    def numbers(self) -> Sequence[int]:
        """The articles it names."""
        return range(self.number, (self.until or self.number) + 1)

    def told(self, unit: str) -> str:
        """As it is printed."""
        last = f"至第{chinese(self.until)}{unit}" if self.until else ""
        parts = ((self.paragraph, "款"), (self.item, "项"))
        within = "".join(f"第{chinese(number)}{of}" for number, of in parts if number)
        return f"第{chinese(self.number)}{unit}{last}{within}"


@dataclass(frozen=True, slots=True)
class Cite:
    """A document and its articles, none where the whole of it is meant."""

    law: Law
    articles: Sequence[Article]

    @property
    def numbers(self) -> Sequence[int]:
        """The articles it names."""
        return [number for article in self.articles for number in article.numbers]

    @property
    def told(self) -> str:
        """As it is printed."""
        return self.law.printed + "、".join(each.told(self.law.unit) for each in self.articles)


class Basis(str):
    """A basis as it is printed, with what it cites."""

    __slots__ = ("cites",)

    cites: Sequence[Cite]

    def __new__(cls, *cites: Cite) -> Self:
        basis = super().__new__(cls, "；".join(cite.told for cite in cites))
        basis.cites = cites
        return basis

    def __reduce__(self) -> tuple[Callable[[str], "Basis"], tuple[str]]:
        """Copied and sent to another process as the text it is."""
        return as_printed, (str(self),)

    def __or__(self, more: "Basis") -> "Basis":
        """Both, each document once; a whole one stays whole."""
        cites = (*self.cites, *more.cites)
        whole = {cite.law.key for cite in cites if not cite.articles}
        named = {cite.law.key: cite.law for cite in cites}
        return Basis(
            *(Cite(law, () if key in whole else _once(cites, law)) for key, law in named.items())
        )

    def wrong_on(self, day: date) -> Sequence[str]:
        """What of it is not in force on a day."""
        return [wrong for cite in self.cites if (wrong := cite.law.wrong_on(day))]

    def wrong_for(self, item: str, by_employer: bool) -> Sequence[str]:
        """What of it does not fit a service item."""
        said = (cite.law.wrong_for(item, by_employer, cite.numbers) for cite in self.cites)
        return [wrong for wrong in said if wrong]


def _once(cites: Sequence[Cite], law: Law) -> Sequence[Article]:
    """The articles of a document that some cites name, each once."""
    named = [article for cite in cites if cite.law is law for article in cite.articles]
    return tuple(dict.fromkeys(named))


NOTHING = Basis()
"""What rests on nothing."""


@lru_cache
def cited(spelt: str) -> Basis:
    """The basis that is spelt so; `BadBasis` where it names what is not in the table."""
    return Basis(*(_cite(part.strip()) for part in spelt.split(";"))) if spelt else NOTHING


def _cite(part: str) -> Cite:
    key, _, articles = part.partition(" ")
    if key not in LAWS:
        raise BadBasis(f"“{part}”不是依据表里的依据", _meant(part, key))
    law = LAWS[key]
    if law.lapsed:
        raise BadBasis(f"“{part}”：{law.printed}不再引用", law.lapsed)
    return Cite(law, tuple(_article(law, each.strip()) for each in articles.split(",") if articles))


def _meant(part: str, key: str) -> str:
    """What was meant: a document by its title, by its number, or by a key close to this one."""
    named = [law.key for law in LAWS.values() if law.named_by(part)]
    joined = [each for each in (key.rstrip("0123456789.,"),) if each in LAWS]
    titles = {law.key: law.title for law in LAWS.values()}
    meant = next((f"是否想写“{each}”？" for each in (*named, *joined)), "")
    return f"{meant or nearest(key, titles)}写法如 {WRITTEN}"


def _article(law: Law, text: str) -> Article:
    found = _ARTICLE.fullmatch(text)
    if not found:
        raise BadBasis(f"“{law.key} {text}”里的“{text}”不是条款", f"写法如 {WRITTEN}")
    article = Article(*(int(part or 0) for part in found.groups()))
    for number in article.numbers:
        if law.last and number > law.last:
            too_high = f"“{law.key} {number}”：{law.printed}只有{law.last}{law.unit}"
            raise BadBasis(too_high, _kept(law, number))
        if law.status == "read" and number not in law.articles:
            raise BadBasis(f"“{law.key} {number}”：依据表没有这一条的原文", _kept(law, number))
    return article


def _kept(law: Law, wanted: int) -> str:
    known = sorted(law.articles, key=lambda number: abs(number - wanted))
    near = f"相近的有 {'、'.join(map(str, sorted(known[:5])))}；" if known else ""
    return f"{near}核过原文的请补进 mock_systems/bases/{law.key}.toml"


@lru_cache
def chinese(number: int) -> str:
    """A number below ten thousand in words: 第一百零五条."""
    said, gap = "", False
    for unit, of in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            said += ("零" if gap else "") + _DIGITS[digit] + of
        gap = bool(said) and not digit
    return said.removeprefix("一") if said.startswith("一十") else said


def read_back(printed: str) -> Iterator[Cite]:
    """What a printed basis cites: nothing for a part that is not of the table."""
    for part in printed.split("；"):
        law = next((law for title, law in _TITLED.items() if part.startswith(title)), None)
        if law and (cite := _read(law, part)):
            yield cite


def as_printed(text: str) -> Basis:
    """The basis that is printed so."""
    return Basis(*read_back(text))


def _read(law: Law, part: str) -> Cite | None:
    said = part.removeprefix(law.printed)
    one = rf"第({_NUMBER}){law.unit}(?:至第({_NUMBER}){law.unit})?(?:第({_NUMBER})款)?(?:第({_NUMBER})项)?"
    read = [re.fullmatch(one, each) for each in said.split("、")] if said else []
    articles = [Article(*map(number_of, each.groups())) for each in read if each]
    return Cite(law, tuple(articles)) if len(articles) == len(read) else None


def number_of(said: str | None) -> int:
    """The number of such words, or of figures; nothing of none."""
    if said and said.isdigit():
        return int(said)
    number = digit = 0
    for word in said or "":
        if word in _DIGITS:
            digit = _DIGITS.index(word)
        else:
            number += (digit or 1) * {"千": 1000, "百": 100, "十": 10}[word]
            digit = 0
    return number + digit
