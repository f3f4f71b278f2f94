"""Reading the laws that a script names in words, held to the table of bases as its marks are.

People read notices, talk and stories, and nobody reads them back: an article that is not there, is not
in force or is about another matter stays in what goes home with a citizen.
"""

import re
from collections.abc import Iterator

from mock_systems.bases import LAWS, Law, number_of
from mock_systems.hints import nearest
from mock_systems.items import ITEMS
from scenarios.checking.bases import ill_founded
from scenarios.checking.reader import Reader
from scenarios.checking.terms_said import terms_said
from scenarios.reading.problems import Place, Problem

_PLACES = ("basis", "written_basis", "closed_basis")
"""Keys under which a basis is spelt, which is read by itself."""
_NUMBER = r"(?:\d+|[零一二三四五六七八九十百千]+)"
_ARTICLES = rf"第({_NUMBER})(条|部分|章|项)"
_MARKED = re.compile(
    rf"《([^《》]+)》(?:（[^（）]*）|\([^()]*\))?(?:(?:{_ARTICLES})[^，。；《》]*)?"
)
_MORE = re.compile(_ARTICLES)
_FORMS = (
    "令",
    "办法",
    "规定",
    "条例",
    "法",
    "意见",
    "通知",
    "规范",
    "规程",
    "决定",
    "细则",
    "标准",
)
"""How the title of a document ends that could be law."""


def laws_said(reader: Reader) -> Iterator[Problem]:
    """What is wrong with the articles and documents that texts name, and with the terms they tell."""
    yield from terms_said(reader)
    for place, text in reader.texts:
        if "第" in text or "《" in text:
            yield from _wrong(reader, place, text)


def _wrong(reader: Reader, place: Place, text: str) -> Iterator[Problem]:
    items = [ITEMS[code] for code in reader.script.items if code in ITEMS]
    for title, said in _named(text):
        numbers = [(number_of(n), unit) for n, unit in _MORE.findall(said) if unit != "项"]
        law = _TITLES.get(_plain(title))
        if law is None:
            if numbers and title.endswith(_FORMS):
                what = f"“《{title}》”不在依据表里，没有人读过它第{numbers[0][0]}条"
                mend = f"{nearest(title, _TITLES)}请改引依据表里的（docs/bases.md），或者删去条文"
                yield reader.at(place, what, mend)
            continue
        spelt = f"{law.key} {', '.join(str(n) for n, _ in numbers)}".strip()
        yield from ill_founded(reader, place, spelt, items)


def _named(text: str) -> Iterator[tuple[str, str]]:
    """The documents a text names, and what follows of their articles: in marks, or by a title of the
    table before an article."""
    left = text
    for found in _MARKED.finditer(text):
        left = left.replace(found[0], "")
        yield found[1], found[0].partition("》")[2]
    for found in _BARE.finditer(left):
        yield found[1], found[0].removeprefix(found[1])


def _plain(title: str) -> str:
    return title.removeprefix("中华人民共和国").removesuffix("（仿真）")


_TITLES: dict[str, Law] = {_plain(law.title): law for law in LAWS.values()}
_BARE = re.compile(
    f"({'|'.join(sorted(map(re.escape, _TITLES), key=len, reverse=True))})"
    rf"(?:（[^（）]*）)?{_ARTICLES}(?:[^，。；《》]*)"
)
