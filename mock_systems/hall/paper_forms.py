"""What papers and notices say: for each kind its keys, their Chinese labels, which are required.

The forms themselves are data (`mock_systems.papers`, `mock_systems.notices`). Case scripts are
checked against them, and the drawings show every key of them. How a paper looks is not known here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import mock_systems.records  # noqa: F401  (declares the code lists that keys name)
from mock_systems import notices, papers
from mock_systems.codes import LISTS, CodeList
from mock_systems.hall.paper_kinds import CONTENTS, DEFECTS, Content
from mock_systems.hints import nearest


@dataclass(frozen=True, slots=True)
class ContentKey:
    """One thing written on a paper.

    `codes` is the list whose codes may stand for their labels; `of` the keys of each row. What is
    `past` has happened when the paper is shown: a day after that makes it a false paper. What `seals`
    a paper, or signs it, is missing where it was left empty; `by` is the key that names who does, or
    whoever else must be one and the same, of rows as "members.name". What is `given` is kept with a notice;
    the rest is filled in when it is printed. `record` names what it repeats of a record, as
    "person.born": of whom the paper belongs to, or of another who stands on it, as
    "agent.person.name"; `typed` the fields it is typed into, as "employment.end_employment.ended", and
    `or_next` those that take the day on it or the one after; `after` is the key of a day beside it
    that is never later. What `begins` on a day, or `ends`, is the "paper" itself or the "matter" it
    tells of. `married` is the key of the day on which those of two rows were.
    `tells` are the code lists of which the words on it tell one.
    """

    name: str
    label: str
    kind: Content = CONTENTS["text"]
    required: bool = True
    past: bool = False
    seals: bool = False
    by: str = ""
    given: bool = False
    hint: str = ""
    codes: CodeList | None = None
    of: Mapping[str, "ContentKey"] = field(default_factory=dict)
    record: str = ""
    typed: Sequence[str] = ()
    or_next: Sequence[str] = ()
    after: str = ""
    begins: str = ""
    ends: str = ""
    married: str = ""
    tells: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class PaperForm:
    """One kind of paper or notice: its title, its keys in the order they are read, the series of a
    notice's number, and what else a paper's form says of it (`mock_systems.papers`)."""

    kind: str
    title: str
    keys: Mapping[str, ContentKey]
    shape: str
    series: str
    chip: bool
    authorizes: str
    """The table of whom it authorizes to act for; empty where it is no authority."""
    findings: frozenset[str]
    pages: Mapping[str, str]
    good_from: str
    good_until: str
    """The keys of the days from which on, and until which, it is good; empty where it has none."""

    def faults(self, content: Mapping[str, Any]) -> Iterator[str]:
        """What is wrong with a content, in Chinese, each with its place; nothing where it fits."""
        return _faults(self.keys, content, self.title)

    def ahead(self, content: Mapping[str, Any], today: date) -> Iterator[str]:
        """The days on it that should have passed and are still to come, each with its place."""
        for key in self.keys.values():
            day = str(content.get(key.name) or "")
            if key.past and key.kind.ahead(day, today):
                yield f"{self.title} › {key.name}（{key.label}）：{day} 在业务日期 {today} 之后"


def _keys(table: Mapping[str, Mapping[str, Any]]) -> dict[str, ContentKey]:
    return {name: _key(name, facts) for name, facts in table.items()}


def _key(name: str, facts: Mapping[str, Any]) -> ContentKey:
    said: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in facts.items()}
    said["kind"] = CONTENTS[facts.get("kind", "text")]
    said["required"] = not said.pop("optional", False)
    said["codes"] = LISTS[facts["codes"]] if "codes" in facts else None
    said["of"] = _keys(facts.get("of", {}))
    return ContentKey(name, **said)


def _form(kind: str, said: Mapping[str, Any], also: Sequence[ContentKey] = ()) -> PaperForm:
    keys = {**_keys(said["keys"]), **{key.name: key for key in also}}
    dated = [each for each in keys.values() if each.kind.dated]
    return PaperForm(
        kind,
        said["title"],
        keys,
        said.get("shape", "page"),
        said.get("series", ""),
        said.get("chip", False),
        said.get("authorizes", ""),
        frozenset(said.get("findings", ())),
        said.get("pages", {}),
        next((each.name for each in dated if each.begins == "paper"), ""),
        next((each.name for each in dated if each.ends == "paper"), ""),
    )


ON_EVERY_PAPER = (
    ContentKey("corrected", "手写涂改", CONTENTS["corrections"], False, hint="键与手写改成的内容"),
    ContentKey(
        "defects",
        "外观",
        CONTENTS["defects"],
        False,
        hint="、".join(f"{k} {v}" for k, v in DEFECTS.items()),
    ),
)


def _read(forms: Mapping[str, Any], also: Sequence[ContentKey] = ()) -> Mapping[str, PaperForm]:
    """Every form of the folders, a mistake in one with its file."""
    read: dict[str, PaperForm] = {}
    for kind, said in forms.items():
        try:
            read[kind] = _form(kind, said, also)
        except (KeyError, TypeError) as wrong:
            wrong.add_note(f"in {kind}/form.toml")
            raise
    return read


PAPER_FORMS = _read(papers.FORMS, ON_EVERY_PAPER)
NOTICE_FORMS = _read(notices.FORMS)


def _faults(
    keys: Mapping[str, ContentKey], content: Mapping[str, Any], place: str
) -> Iterator[str]:
    for name in content:
        if name not in keys:
            yield f"{place}：没有名为“{name}”的内容，{nearest(name, keys)}"
    for key in keys.values():
        where = f"{place} › {key.name}（{key.label}）"
        if content.get(key.name) not in (None, ""):
            yield from _value_faults(key, content[key.name], where, keys)
        elif key.required:
            yield f"{where}：缺少这一项，请写上"


def _value_faults(
    key: ContentKey, value: Any, where: str, keys: Mapping[str, ContentKey]
) -> Iterator[str]:
    if wrong := key.kind.why_not(value):
        yield f"{where}：{wrong}"
        return
    for number, row in enumerate(value if key.of else (), 1):
        yield from _faults(key.of, row, f"{where} › 第{number}项")
    yield from (f"{where}：{fault}" for fault in key.kind.faults(value, _labels(keys)))


def told(keys: Mapping[str, ContentKey], content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a content says: labels and values, in reading order."""
    for key in keys.values():
        if content.get(key.name) not in (None, "", []):
            yield key.label, _value_told(key, content[key.name], keys)


def _value_told(key: ContentKey, value: Any, keys: Mapping[str, ContentKey]) -> str:
    if key.of:
        return "；".join(" ".join(text for _, text in told(key.of, row)) for row in value)
    return key.codes.label(str(value)) if key.codes else key.kind.read_out(value, _labels(keys))


def _labels(keys: Mapping[str, ContentKey]) -> Mapping[str, str]:
    return {key.name: key.label for key in keys.values()}
