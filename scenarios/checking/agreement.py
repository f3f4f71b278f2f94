"""Reading papers beside the records they repeat, and beside what is typed from them.

What a form declares of its keys (`record`, `typed`, `by` in its form.toml) is held to the story: the
paper of somebody says what the systems have of them, the right way types what stands on it, who
signs or seals it is named on it, an agent on it is who comes. A difference is either told as wrong or
meant: then the paper has a finding for it, or the script names the key under `apart`. What a record
leaves empty is compared with nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date, timedelta
from itertools import product
from typing import Any

from mock_systems.ages import age
from mock_systems.hall.findings import EXPIRED, GOOD, NEEDLESS
from mock_systems.hall.paper_forms import PAPER_FORMS, PaperForm
from mock_systems.hall.paper_kinds import ENDLESS
from mock_systems.items import ITEMS, SERVICE_ITEM
from mock_systems.kinds.times import precedes
from mock_systems.policy import identity
from mock_systems.records import TABLES, Employer, Employment, Record, parties
from mock_systems.records.hall import PAPER_FINDING
from scenarios.checking.authority import MATTER, Opinion, Verified, covers
from scenarios.checking.claims import A_DIFFERENCE, SEEN, Sight
from scenarios.checking.kin import unrelated
from scenarios.checking.paper_lines import (
    PaperLine,
    backwards,
    by_whom,
    column,
    fields,
    leads_to,
    lines_of,
    same,
    shared,
    shown,
    texts_at,
    told_of,
)
from scenarios.checking.reader import Reader
from scenarios.checking.records import Made
from scenarios.checking.values import day_told
from scenarios.reading.problems import Place, Problem
from scenarios.reading.story import Sheet

OWN = parties()[0]
"""Those to whom papers belong."""
WHO_COMES = "agent"
"""Who comes, in what a key repeats of a record of theirs."""
FOUNDED = timedelta(days=30)
"""How long before its registration an employer may have been founded (社会保险法第五十七条)."""


def disagreeing(reader: Reader, made: Made) -> Iterator[Problem]:
    """The differences that nobody says are meant, and those said to be that are none."""
    records = [record for _, record in made]
    papers = {draft.place: record for draft, record in made}
    comes = reader.filled(("conversation", "person"), reader.script.conversation.person)[0]
    visitor = next((each for each in records if each.is_human and each.key == comes), None)
    found = Verified(reader, str(comes))
    for number, sheet in enumerate(reader.script.papers):
        if sheet.kind in PAPER_FORMS:
            at: Place = ("papers", number)
            beside = _BesideRecords(reader, records, visitor, found.of(sheet.name), at, sheet)
            row = papers[at].row()
            if row["person"] not in found.served:  # A stranger's paper, whatever it says.
                beside.differing.add("person")
            yield from beside.problems(row)


class _BesideRecords:
    """One paper beside the records of the story."""

    def __init__(
        self,
        reader: Reader,
        records: Sequence[Record],
        visitor: Record | None,
        made: Sequence[Opinion],
        at: Place,
        paper: Sheet,
    ) -> None:
        self.reader, self.records, self.visitor = reader, records, visitor
        self.made, self.at, self.paper = made, at, paper
        self.meant, self.differing = set[str](), set[str]()
        self.lines: Sequence[PaperLine] = ()

    def problems(self, row: Mapping[str, Any]) -> Iterator[Problem]:
        """What is wrong with a paper as it was made; with one that is to be found wrong, that nobody
        can see it."""
        said, unknown = self.reader.filled(self.at, [self.paper.found, self.paper.apart])
        if unknown:  # Told where findings are read.
            return
        found, self.meant = ({e for e in some if e and isinstance(e, str)} for some in said)
        form, content = PAPER_FORMS[self.paper.kind], row["content"]
        differences, faults = [*self._compared(row)], found - {GOOD, NEEDLESS}
        today = self.reader.script.business_date
        sight = Sight(form, content, self.differing, self.meant, today)
        claimed = self._claimed(form) | (set() if GOOD in found else faults)
        known = sorted(claimed & {*PAPER_FINDING.labels})
        yield from (self._unseen(each) for each in known if not sight.shows(each))
        if faults - {EXPIRED}:
            return
        yield from differences
        meant = self.meant - (sight.incomparable if claimed else set())
        for name in sorted(meant - self.differing):
            what = f"apart 里的 {name} 与登记、与办理所填没有不同"
            yield self.reader.at((*self.at, "apart"), what, "请删去，或者改正内容")

    def _compared(self, row: Mapping[str, Any]) -> Iterator[Problem]:
        """Where it differs from all it is compared with, but for what is meant."""
        content = row["content"]
        self.lines = [*lines_of(self.paper.kind, content)]
        own = next((r for r in self.records if r.is_human and r.key == row["person"]), None)
        yield from self._of_nobody(row["holder"], content)
        yield from self._differences(own, content)
        yield from self._typed(own)
        yield from self._days(own)
        keys = PAPER_FORMS[self.paper.kind].keys
        for line, what in (*backwards(keys, content), *unrelated(keys, content)):
            yield from self._differs(line, what)
        yield from self._named(content)
        yield from self._issued()
        yield from self._authorised()

    def _claimed(self, form: PaperForm) -> Set[str]:
        """Faults that right ways find where the script says none, or for one application."""
        made = {each.finding for each in self.made}
        is_said = "found" in self.paper.model_fields_set
        return (made & form.findings if is_said else made) - {GOOD, NEEDLESS}

    def _unseen(self, finding: str) -> Problem:
        """A fault that nobody can see."""
        said = f"结论写了 {finding} {PAPER_FINDING.label(finding)}"
        what = f"{said}，可是看不出来：{SEEN.get(finding, A_DIFFERENCE).why_not}"
        mend = "请删去这个结论，或者把毛病写到材料上；毛病在没有登记可对的内容里的，在 apart 里写上是哪一项"
        return self.reader.at((*self.at, "found"), what, mend)

    def _differs(self, line: PaperLine, what: str) -> Iterator[Problem]:
        """A difference that is not meant."""
        self.differing.add(line.name)
        if line.name not in self.meant:
            mend = f'请改正一处；有意不同的，在这份材料里写 apart = ["{line.name}"]'
            told = f"{line.name}（{line.key.label}）：{what}"
            yield self.reader.at((*self.at, "content"), told, mend)

    def _of_nobody(self, holder: str, content: Mapping[str, Any]) -> Iterator[Problem]:
        """Whose the paper is: somebody's of the story, or of whom it names itself."""
        names = {getattr(r, r.told_by) for r in self.records if r.is_party}
        if holder and holder not in names and holder not in content.values():
            self.differing.add("holder")
            what = f"“{holder}”不是案例里的人、单位，材料上也没有这个名字"
            yield self.reader.at((*self.at, "holder"), what, "请写 $名称.name")

    def _differences(self, own: Record | None, content: Mapping[str, Any]) -> Iterator[Problem]:
        """What differs from the records, of each who stands on the paper."""
        keys = PAPER_FORMS[self.paper.kind].keys
        for of, lines in by_whom(keys, content, "").items():
            yield from self._beside(own, of, lines)
        for key in keys.values():
            for row in content.get(key.name) or () if key.of else ():
                for of, lines in by_whom(key.of, row, f"{key.name}.").items():
                    yield from self._beside(None, of, lines)

    def _beside(self, own: Record | None, of: str, lines: Sequence[PaperLine]) -> Iterator[Problem]:
        """Lines beside the record they repeat: that of the paper's person where it is theirs, else
        the one with most of them. Somebody of a row may be nobody of the story."""
        whose, _, table = of.rpartition(".")
        comes = whose == WHO_COMES and self.visitor is not None
        own = self.visitor if comes else own
        is_own = own is not None and table == OWN.table and (comes or of == OWN.table)
        fitting = [own] if own is not None and is_own else self._candidates(own, table)
        if not fitting:
            return
        most = [shared(lines, each) for each in fitting] if len(fitting) > 1 else [0]
        record = fitting[most.index(max(most))]
        telling = {TABLES[table].told_by, TABLES[table].numbered_by}
        named = [line for line in lines if column(line) in telling]
        if not is_own and named and not shared(named, record):
            if "." not in lines[0].name:
                where = "就业登记" if self._of_jobs(table) else "案例"
                yield from self._differs(named[0], f"{where}里没有“{named[0].value}”")
            return
        for line in lines:
            kept = getattr(record, column(line))
            if kept not in (None, "") and not same(line.key, line.value, kept):
                whose = "来办事的人是" if comes and is_own else f"{record.title}登记的是"
                has = f"{whose}“{shown(line.key, kept)}”"
                yield from self._differs(line, f"写的是“{shown(line.key, line.value)}”，{has}")

    def _candidates(self, own: Record | None, table: str) -> Sequence[Record]:
        """The records of a table that a paper may repeat: those of its person, where they have one."""
        found = [each for each in self.records if each.table == table]
        if self._of_jobs(table):
            jobs = self._candidates(own, Employment.table)
            return [e for e in found if e.key in {getattr(job, table) for job in jobs}]
        for name in (OWN.key_name(), OWN.numbered_by):
            if own is not None and name in TABLES[table].columns() and not TABLES[table].is_party:
                return [e for e in found if getattr(e, name) == getattr(own, name)]
        return found

    def _of_jobs(self, table: str) -> bool:
        """Whether a paper repeats a job: the employer on it is that of one its person has or had."""
        keys = PAPER_FORMS[self.paper.kind].keys.values()
        return table == Employer.table and any(told_of(key) == Employment.table for key in keys)

    def _typed(self, own: Record | None) -> Iterator[Problem]:
        """What the walkthrough types of the paper's person otherwise than it says."""
        typed_by = defaultdict[str, list[tuple[PaperLine, str]]](list)
        for line in self.lines:
            for do, field in fields(line.key):
                typed_by[do].append((line, field))
        for number, step in enumerate(self.reader.script.walkthrough if own else ()):
            if not (typed := typed_by.get(step.do)):
                continue
            form, unknown = self.reader.filled(("walkthrough", number), step.form)
            if own is None or unknown or not self._is_for(own, form):
                continue
            for line, field in typed:
                if field in form and not leads_to(line, step.do, field, form[field]):
                    other = f"步骤 {step.called} 填的 {field} 是“{shown(line.key, form[field])}”"
                    what = f"写的是“{shown(line.key, line.value)}”，{other}"
                    yield from self._differs(line, what)

    def _named(self, content: Mapping[str, Any]) -> Iterator[Problem]:
        """Who signs, seals or holds it, beside whom it names as that."""
        for line in self.lines:
            named = [each for each in texts_at(content, line.key.by) if each]
            text = str(line.value)
            if named and not any(text in each or each in text for each in named):
                label = PAPER_FORMS[self.paper.kind].keys[line.key.by.partition(".")[0]].label
                yield from self._differs(line, f"写的是“{text}”，{label}是“{'、'.join(named)}”")

    def _issued(self) -> Iterator[Problem]:
        """Days on which an employer cannot have made it out, as there was none yet."""
        seals = {line.key.by for line in self.lines}
        names = {line.value for line in self.lines if line.name in seals}
        parties = [e for e in self.records if e.is_party and getattr(e, e.told_by) in names]
        opened = [getattr(each, "opened", None) for each in parties]
        for first, line in product(filter(None, opened), self.lines):
            day, since = str(line.value), str(first - FOUNDED)
            if line.key.past and not line.key.record and precedes(day, since):
                what = f"{day} 比单位参保登记的日期 {first} 早30天以上，那时还没有这家单位"
                yield from self._differs(line, what)

    def _authorised(self) -> Iterator[Problem]:
        """What is done under it and is not in what it authorises."""
        lines = [each for each in self.lines if each.name == MATTER]
        for each, line in product(self.made, lines):
            for item in sorted(e for e in each.items if not covers(str(line.value), e)):
                if each.finding != GOOD:
                    self.differing.add(MATTER)
                    continue
                done_is = f"凭它办的 {item} {SERVICE_ITEM.label(item)} 不在里面"
                also = f"（委托书上如“{ITEMS[item].called[0]}”）" if ITEMS[item].called else ""
                what = f"写的是“{line.value}”，{done_is}{also}"
                yield from self._differs(line, what)

    def _is_for(self, own: Record, form: Mapping[str, Any]) -> bool:
        """Whether what a form names is somebody's, or somebody."""
        name = own.key_name()
        theirs = {e.key for e in self.records if getattr(e, name, "") == own.key}
        return any(isinstance(value, str) and value in theirs for value in form.values())

    def _days(self, own: Record | None) -> Iterator[Problem]:
        """Days of somebody's own paper before they were born, and the term of an identity card."""
        born = getattr(own, "born", None)
        keys = PAPER_FORMS[self.paper.kind].keys.values()
        lines = [e for e in self.lines if "." not in e.name and e.key.kind.dated]
        telling = {f"{OWN.table}.{OWN.told_by}", f"{OWN.table}.{OWN.numbered_by}"}
        if born is None or not any(key.record in telling for key in keys):
            return
        for line in lines:
            day = str(line.value)
            if told_of(line.key).rpartition(".")[2] != OWN.table and precedes(
                day, born.isoformat()
            ):
                yield from self._differs(line, f"{day} 在出生日期 {born} 之前")
        if PAPER_FORMS[self.paper.kind].chip:
            yield from self._term(born, {line.name: line for line in lines})

    def _term(self, born: date, lines: Mapping[str, PaperLine]) -> Iterator[Problem]:
        form = PAPER_FORMS[self.paper.kind]
        begins, ends = lines.get(form.good_from), lines.get(form.good_until)
        if begins is None or ends is None:
            return
        issued = day_told(begins.value)
        if issued is None or issued < born:
            return
        today = self.reader.script.business_date
        until = str(identity.card(born, issued, on=today).value["until"] or ENDLESS)
        if str(ends.value) != until:
            told = f"{age(born, issued)}岁领的证"
            yield from self._differs(ends, f"写的是“{ends.value}”，{told}应到“{until}”")
