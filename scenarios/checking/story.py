"""Reading a script's story: its names, what is worked out, its people, papers and words."""

import re
from collections.abc import Iterator, Sequence

from pydantic import ValidationError

from mock_systems.hall.paper_forms import PAPER_FORMS
from mock_systems.papers import PAPER_KIND
from mock_systems.records import TABLES, Record
from mock_systems.records.story import MOOD
from mock_systems.spelling import seen
from scenarios.casting.cast import ALWAYS, Unfilled
from scenarios.casting.computed import COMPUTATIONS, inputs
from scenarios.casting.lives import unlived
from scenarios.casting.names import UnknownName, has_stray, is_open, named_in
from scenarios.casting.spread import EACH
from scenarios.checking.agreement import disagreeing
from scenarios.checking.bounds import unbounded
from scenarios.checking.numbers import HAVING, wrong_numbers
from scenarios.checking.own_words import own_words
from scenarios.checking.posted import posted
from scenarios.checking.privacy import disclosed
from scenarios.checking.reader import HAN, WAYS, Reader
from scenarios.checking.records import misfitting, pieced, unfit
from scenarios.checking.rows import torn
from scenarios.checking.spans_said import spans_said
from scenarios.checking.spoilers import spoilt
from scenarios.checking.true_words import untrue
from scenarios.reading.fragments import library
from scenarios.reading.load import Loaded
from scenarios.reading.points import NAME
from scenarios.reading.problems import Place, Problem
from scenarios.reading.sentences import PATTERNS, sentence
from scenarios.reading.story import Sheet

_BARE = re.compile(r"(?<![$A-Za-z0-9_.{])[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")
_TELLING = ("story", "conversation", "papers", "remarks", "local_rules", "topics")
_WAYS = ("walkthrough", "other_ways", "mistakes")


class Story(Reader):
    """What reading the story shows."""

    def __init__(self, loaded: Loaded) -> None:
        super().__init__(loaded)
        self._made: dict[tuple[Place, str, str], Record] = {}

    def ground(self) -> Iterator[Problem]:
        """What is wrong with names, tables and computations, of which all else is made."""
        found = [*self._said()] if self.is_first else []
        yield from found or self._results()

    def _said(self) -> Iterator[Problem]:
        yield from self._dollars()
        yield from self._columns()
        yield from self._computations()
        yield from self._tables()
        yield from self._names()

    def contents(self) -> Iterator[Problem]:
        """What is wrong with people, papers and words."""
        yield from self._records()
        if not self.is_first:
            yield from self.again()
            return
        yield from pieced(self)
        yield from self._links()
        yield from unbounded(self)
        yield from self._papers()
        yield from self._explained()
        yield from self._unused()
        yield from own_words(self)
        yield from self._replies()
        yield from self._unmarked()
        yield from torn(self)
        yield from self.whole(untrue, *WAYS, "expect", "alternatives", "compute")
        yield from self.whole(spans_said, "compute", "vary")
        yield from self.whole(spoilt, "walkthrough")
        yield from self.whole(posted, *WAYS, "needed_papers")
        yield from self.whole(disclosed, *WAYS, "linked", "cast", "papers", "conversation")
        made = ((place[0], record) for (place, *_), record in self._made.items())
        yield from wrong_numbers(self, [record for section, record in made if section in HAVING])

    def _dollars(self) -> Iterator[Problem]:
        """Marks of a name that begin none."""
        for place, text in self.texts:
            if "＄" in text:
                yield self.at(place, f"“{text}”里有全角的 ＄", "请改用半角的 $")
            elif has_stray(text):
                what = f"“{text}”里的 $ 后面不是名称"
                mend = "名称如 $citizen.name、${citizen.name}，小写字母开头；“$”本身写 $$"
                yield self.at(place, what, mend)

    def _columns(self) -> Iterator[Problem]:
        """Columns of one row alone that nothing names, where it lacks one that all others have."""
        for name, each in self.script.vary.items():
            for number, row in enumerate(each.rows):
                others = [{*row} for other, row in enumerate(each.rows) if other != number]
                lacking = set.intersection(*others) - {*row} if others else ()
                for column in {*row}.difference(*others) if lacking else ():
                    if not any(f"{name}.{column}" in text for _, text in self.texts):
                        place = ("vary", name, "rows", number, column)
                        yield self.unknown(place, "栏", column, lacking)

    def _computations(self) -> Iterator[Problem]:
        for name, asked in self.script.compute.items():
            place: Place = ("compute", name)
            if asked.by not in COMPUTATIONS:
                yield self.unknown((*place, "by"), "计算", asked.by, COMPUTATIONS)
                continue
            wanted, given = inputs(asked.by), asked.model_extra or {}
            for key in sorted(given.keys() - wanted.keys()):
                yield self.unknown((*place, key), "已知条件", key, wanted)
            for key, each in wanted.items():
                if each.default is each.empty and key not in given and key != "on":
                    yield self.at((*place, key), "缺少这一项", "请补上")

    def _tables(self) -> Iterator[Problem]:
        for table, entries in self.script.cast.items():
            if table not in TABLES:
                yield self.unknown(("cast", table), "记录", table, TABLES)
                continue
            known = TABLES[table].model_fields.keys()
            for number, said in enumerate(entries):
                for column in sorted(said.keys() - known - {"as"}):
                    yield self.unknown(("cast", table, number, column), "列", column, known)
                if not re.fullmatch(NAME, called := str(said.get("as", ""))):
                    place = ("cast", table, number, "as")
                    yield self.at(place, f"“{called}”的写法不对", PATTERNS[NAME])

    def _names(self) -> Iterator[Problem]:
        script = self.script
        always = (*ALWAYS, "visitor", "ticket", EACH)
        named: list[tuple[str, Place]] = [(name, ("names",)) for name in always]
        named += [(name, ("vary", name)) for name in script.vary]
        named += [(name, ("compute", name)) for name in script.compute]
        for table, entries in script.cast.items():
            called = [(str(e["as"]), n) for n, e in enumerate(entries) if e.get("as")]
            named += [(name, ("cast", table, n)) for name, n in called]
        named += [(p.name, ("papers", n)) for n, p in enumerate(script.papers) if p.name]
        named += [(s.name, ("walkthrough", n)) for n, s in enumerate(script.walkthrough) if s.name]
        seen = set[str]()
        for name, place in named:
            if name in seen:
                again = f'请给这一步另起名称，如 {self._key_of(name, place)} = "{name}_again"'
                mend = again if place[0] == "walkthrough" else "请改成不同的名称"
                yield self.at(place, f"名称“{name}”用了不止一次", mend)
            seen.add(name)

    def _key_of(self, name: str, place: Place) -> str:
        """The key by which a step is given another name: that of the call which brought it."""
        call = library(self.layout.script).calls.get(self.layout.brought_by(place))
        slots = call.parameters.items() if call else ()
        return next((key for key, slot in slots if slot.default == name), "as")

    def _results(self) -> Iterator[Problem]:
        for name in self.script.compute:
            try:
                self.names.of(name)
            except UnknownName as unknown:
                yield self.no_name(("compute", name), unknown)
            except Exception as wrong:  # whatever a rule makes of facts it was not made for
                # In English it is Python's own complaint, which helps no author.
                why = f"（{wrong}）" if not str(wrong).isascii() else ""
                mend = "请核对已知条件，年月如 2026-06" if not why else "请核对已知条件"
                yield self.at(("compute", name), f"算不出来{why}", mend)

    def _records(self) -> Iterator[Problem]:
        made: list[tuple[Unfilled, Record]] = []
        new: list[tuple[Unfilled, Record]] = []
        for draft in self.drafts:
            if self.is_first:
                for column, value in draft.columns.items():
                    yield from self.bare((*draft.place, column), value)
            try:
                record, known = self._record(draft)
            except UnknownName:
                yield from self._unfilled(draft)
            except ValidationError as error:
                for detail in error.errors():
                    yield self.at((*draft.place, *detail["loc"]), *sentence(detail))
            else:
                made.append((draft, record))
                new += [] if known else [(draft, record)]
        wrong = [each for draft, record in new for each in unfit(self, draft, record.row())]
        yield from wrong
        if len(made) == len(self.drafts) and not self.gaps.of("cast", "compute", "vary"):
            records = [record for _, record in made]
            beside = [*misfitting(self, made)]
            yield from beside if wrong or beside else self._lives(records)
            yield from self.whole(lambda _: disagreeing(self, made), *WAYS, "papers")

    def _lives(self, records: Sequence[Record]) -> Iterator[Problem]:
        """What nobody can have lived; a proof looks in every variant it goes through."""
        if self.is_first:
            yield from (
                self.at(*each) for each in unlived(self.script, self.names, self.drafts, records)
            )

    def _record(self, draft: Unfilled) -> tuple[Record, bool]:
        """A record, and whether a variant before has the same: then nothing is wrong with it."""
        filled = draft.filled(self.names) if draft.open else {}
        said = draft.place, draft.table, repr([filled[name] for name in draft.open])
        known = said in self._made
        if not known:
            self._made[said] = draft.of(filled) if draft.open else draft.record(self.names)
        return self._made[said], known

    def _unfilled(self, draft: Unfilled) -> Sequence[Problem]:
        """What names stand for nothing in the columns, those that were filled in, too."""
        read = [self.filled((*draft.place, n), value)[1] for n, value in draft.columns.items()]
        return [problem for each in read for problem in each]

    def _links(self) -> Iterator[Problem]:
        for section in ("linked", "printable"):
            for number, each in enumerate(getattr(self.script, section)):
                yield from self.read((section, number), each)
        for number, kind in enumerate(self.script.needed_papers):
            if kind not in PAPER_KIND:
                yield self.unknown(("needed_papers", number), "材料", kind, PAPER_KIND.labels)

    def _unused(self) -> Iterator[Problem]:
        """What differs between variants and is not named anywhere."""
        named = {name.partition(".")[0] for _, text in self.texts for name in named_in(text)}
        for name in self.script.vary:
            if name not in named and not self.gaps.mention(f"${name}"):
                yield self.at(("vary", name), "这一项没有用到", f"请写 ${name} 用它，或者删去")

    def _replies(self) -> Iterator[Problem]:
        for name, example in (
            ("person", "$citizen.person"),
            ("opening", "来意，即来访人的第一句话"),
        ):
            if not getattr(self.script.conversation, name) and not self.gaps.of("conversation"):
                yield self.at(("conversation", name), "缺少这一项", f"请补上，写{example}")
        papers = {paper.name for paper in self.script.papers if paper.name}
        handed = {name for reply in self.script.conversation.replies for name in reply.hands_over}
        for number, paper in enumerate(self.script.papers):
            unheard = paper.name not in handed and not self.gaps.of("conversation")
            if paper.place == "bag" and unheard:
                what = "没有一句回答把这份材料交出来，选手拿不到"
                mend = "请起个名称（as），写进一条回答的 hands_over，或者删去"
                yield self.at(("papers", number), what, mend)
        for number, reply in enumerate(self.script.conversation.replies):
            place: Place = ("conversation", "replies", number)
            if reply.topic not in self.topics:
                yield self.unknown((*place, "topic"), "话题", reply.topic, self.topics)
            if reply.mood and reply.mood not in MOOD:
                yield self.unknown((*place, "mood"), "情绪", reply.mood, MOOD.labels)
            for name in sorted(set(reply.hands_over) - papers):
                yield self.unknown((*place, "hands_over"), "材料", name, papers)

    def _papers(self) -> Iterator[Problem]:
        for number, paper in enumerate(self.script.papers):
            place: Place = ("papers", number)
            if paper.kind not in PAPER_KIND:
                yield self.unknown((*place, "kind"), "材料", paper.kind, PAPER_KIND.labels)
                continue
            yield from self._content((*place, "content"), paper)

    def _content(self, place: Place, paper: Sheet) -> Iterator[Problem]:
        if is_open(paper.content):
            self.open(lambda reader: reader._content(place, paper))
        content, unknown = self.filled(place, paper.content)
        yield from unknown
        if not unknown:
            form, today = PAPER_FORMS[paper.kind], self.script.business_date
            for fault in [*form.faults(content), *form.ahead(content, today)]:
                yield self.at(place, fault)

    def _explained(self) -> Iterator[Problem]:
        """What is told to judges, and to contestants afterwards; headings are the same in all
        variants."""
        script = self.script
        for key in ("point", "story"):
            yield from self.read((key,), getattr(script, key))
        titled: list[tuple[Place, str]] = [((), script.title)]
        titled += [(("groups", name), group.title) for name, group in script.groups.items()]
        for section in ("alternatives", "mistakes", "other_ways"):
            titled += [((section, n), e.title) for n, e in enumerate(getattr(script, section))]
        for place, title in titled:
            if "$" in title:
                yield self.at((*place, "title"), f"“{title}”里有 $，标题不能用名称", "请直接写明")
            unseen = (e for e in title if not seen(e) or not (e.isprintable() or e == "\u3000"))
            if each := next(unseen, ""):
                what = f"标题里有看不见的字符（U+{ord(each):04X}）"
                yield self.at((*place, "title"), what, "请删去，标题写成一行看得见的字")
        for place, text in self.texts:
            if place[0] in _WAYS and place[-1] == "why":
                yield from self.read(place, text)

    def _unmarked(self) -> Iterator[Problem]:
        """Names without their `$` in what is said or written: the visitor would say them as they
        stand."""
        script = self.script
        named = {*script.vary, *script.compute}
        for place, text in self.texts:
            if place[0] in _TELLING and HAN.search(text):
                for name in dict.fromkeys(_BARE.findall(text)):
                    if name.partition(".")[0] in named or self.names.reads(name):
                        yield self.at(place, f"“{name}”少了 $", f"是否想写“${name}”？")
