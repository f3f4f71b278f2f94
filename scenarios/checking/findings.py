"""Reading what right ways find of papers, beside what a script says is right of each."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from mock_systems.codes import CodeList
from mock_systems.hall.findings import EXPIRED, GOOD, NEEDLESS, UNSEALED
from mock_systems.hall.paper_forms import PAPER_FORMS
from mock_systems.hall.papers import ID_VALIDITY, CheckIdValidity, VerifyPaper, findings, validity
from mock_systems.items import ITEMS
from mock_systems.kinds.times import precedes
from mock_systems.records import PaperFinding
from mock_systems.records.hall import PAPER_FINDING
from scenarios.casting.names import name_of
from scenarios.checking.reader import Reader
from scenarios.checking.values import not_one
from scenarios.reading.problems import Place, Problem
from scenarios.reading.story import Sheet
from scenarios.reading.ways import Step

CODES: Mapping[str, CodeList] = {
    VerifyPaper.declared.name: PAPER_FINDING,
    CheckIdValidity.declared.name: ID_VALIDITY,
}
"""What each operation may find of a paper."""


def misfound(reader: Reader) -> Iterator[Problem]:
    """Findings of right ways that are not right of the paper. Of a paper of which a script does not
    say what is right, nothing is known but what its term tells: that it has expired or, of an
    identity card, that it has not."""
    papers: dict[str, Sheet] = {}
    for number, paper in enumerate(reader.script.papers):
        if paper.kind in PAPER_FORMS:
            unfit = list(_unfit(reader, ("papers", number, "found"), paper))
            yield from unfit
            if "found" not in paper.model_fields_set:
                yield from _expired(reader, ("papers", number, "found"), paper, ())
            papers |= {} if unfit else {paper.name: paper}
    items = {step.name: step.form.get("item") for _, step in reader.right_steps}
    for place, step in reader.right_steps:
        if step.do in CODES and (found := papers.get(name_of(step.form.get("paper")))):
            item = reader.filled(place, items.get(name_of(step.form.get("application"))))[0]
            yield from _misfound(reader, place, step, found, item)
    yield from _barred(reader, papers)
    if reader.is_first:
        yield from _of_two_hands(reader, papers)
        yield from _either_way(reader)


def _unfit(reader: Reader, place: Place, paper: Sheet) -> Iterator[Problem]:
    fit = findings(paper.kind)
    right, unknown = reader.filled(place, paper.found)
    yield from unknown
    yield from reader.filled((*place[:-1], "apart"), paper.apart)[1]
    if "found" in paper.model_fields_set and not paper.found:
        yield reader.at(place, "found 没有写结论", f'没有毛病的写 ["{GOOD}"]')
    for each in right or ():
        if not isinstance(each, str):
            yield reader.at(
                place, not_one("found 里的每一项", "核验意见"), f'如 found = ["{GOOD}"]'
            )
        elif each not in fit:
            yield reader.unknown(place, "核验意见", each, fit)
    yield from _unsealed(reader, place, paper, right or ())
    if right and _good_and_wrong(right):
        mend = "请删去其中一样；只对一个办件不合用的，材料不写，写在 verify 的 of、finding 里"
        yield reader.at(place, f"没有毛病（{GOOD}）不能与别的结论并列", mend)
    if right and not unknown:
        yield from _expired(reader, place, paper, right)
        begins, today = PAPER_FORMS[paper.kind].good_from, reader.script.business_date
        first = _day(reader, place, paper, begins)
        if GOOD in right and precedes(today.isoformat(), first):
            what = f"{begins}（{first}）在业务日期 {today} 之后，还不能算 {GOOD}"
            yield reader.at(place, what, "请改正日期，或者写明 found")


def _expired(
    reader: Reader, place: Place, paper: Sheet, right: Collection[str]
) -> Iterator[Problem]:
    """What has expired is found expired; what has not never is."""
    expired, until = _has_expired(reader, place, paper), _until(reader, place, paper)
    term = f"{PAPER_FORMS[paper.kind].good_until}（{until}）"
    if until and not expired and EXPIRED in right:
        what = f"结论写了 {EXPIRED}，可 {term}在业务日期当天或之后"
        yield reader.at(place, what, "请改正日期，或者删去这个结论")
    if expired and EXPIRED not in right:
        mend = f'写 fault = "{EXPIRED}"，或者在这份材料里写 found = ["{EXPIRED}"]，或者改正日期'
        yield reader.at(place, f"{term}在业务日期 {reader.script.business_date} 之前", mend)


def _good_and_wrong(right: Collection[str]) -> bool:
    """Whether a paper would be good and have something wrong at once."""
    return GOOD in right and bool(set(right) - {GOOD, NEEDLESS, ""})


def _either_way(reader: Reader) -> Iterator[Problem]:
    """Rules that take a paper found good and one found wrong for right."""
    for number, rule in enumerate(reader.script.rules):
        for letter, selector in rule.selectors():
            right = selector.except_.get("finding", ())
            if selector.do in CODES and isinstance(right, list) and _good_and_wrong(right):
                what = f"没有毛病（{GOOD}）不能与别的结论都算对"
                place = ("rules", number, letter, "except", "finding")
                yield reader.at(place, what, "请在 right 里删去其中一样")


def _unsealed(
    reader: Reader, place: Place, paper: Sheet, right: Collection[str]
) -> Iterator[Problem]:
    """A seal or signature that was left empty is found missing, whatever else is."""
    for key in (each.name for each in PAPER_FORMS[paper.kind].keys.values() if each.seals):
        if right and paper.content.get(key) == "" and UNSEALED not in right:
            what = f"{key} 是空的，结论里却没有 {UNSEALED} {PAPER_FINDING.label(UNSEALED)}"
            yield reader.at(place, what, f'请写 found = ["{UNSEALED}"]，或者写明 {key}')


def _misfound(
    reader: Reader, place: Place, step: Step, paper: Sheet, item: Any
) -> Iterator[Problem]:
    checked = step.do == CheckIdValidity.declared.name
    right = _validity(reader, place, paper) if checked else _right(reader, place, paper)
    more: Collection[str] = ()
    if step.form.get("application") and not checked:
        more = _of_application(paper, item, right)
    finding, codes = reader.filled(place, step.form.get("finding"))[0], CODES[step.do]
    if right and finding in codes and finding not in (*right, *more):
        right_is = "、".join(f"{each} {codes.label(each)}" for each in right)
        what = f"“{paper.name}”的核验意见应为 {right_is}，这里是 {finding}"
        yield reader.at(place, what, "请改正 finding；毛病是填的内容里的，在这份材料里写 found")


def _right(reader: Reader, place: Place, paper: Sheet) -> Sequence[str]:
    """What is right of a paper as its script says or, where that says nothing, as its term tells."""
    if paper.found:
        return list(reader.filled(place, paper.found)[0] or ())
    if _has_expired(reader, place, paper):
        return [EXPIRED]
    return [GOOD] if _validity(reader, place, paper) else []


def _validity(reader: Reader, place: Place, paper: Sheet) -> Sequence[str]:
    """What is right of the term of an identity card; nothing of other papers, and where it has none."""
    until = _until(reader, place, paper)
    if not (PAPER_FORMS[paper.kind].chip and until):
        return []
    return validity(until, reader.script.business_date)


def _has_expired(reader: Reader, place: Place, paper: Sheet) -> bool:
    """Whether the last day or month of its term lies before that of the business."""
    return EXPIRED in validity(_until(reader, place, paper), reader.script.business_date)


def _until(reader: Reader, place: Place, paper: Sheet) -> str:
    """The day until which a paper is good, a month or 长期; empty where it has none."""
    return _day(reader, place, paper, PAPER_FORMS[paper.kind].good_until)


def _day(reader: Reader, place: Place, paper: Sheet, key: str) -> str:
    return str(reader.filled(place, paper.content.get(key))[0] or "")


def _barred(reader: Reader, papers: Mapping[str, Sheet]) -> Iterator[Problem]:
    """Rules that accept a finding that is right of a paper, and bar another that is or accept one
    that is not."""
    for number, rule in enumerate(reader.script.rules):
        if rule.a is None or rule.a.do != VerifyPaper.declared.name:
            continue
        place: Place = ("rules", number)
        paper = papers.get(name_of(rule.a.where.get("paper")))
        accepted = reader.filled(place, rule.a.except_.get("finding"))[0]
        if paper is None or not _are_texts(accepted):
            continue
        right = _right(reader, place, paper)
        barred = [each for each in right if each not in accepted]
        fit = {*right, *_of_application(paper, None, right), ""}
        wrong = [each for each in accepted if each not in fit]
        mend = _accepting(right)
        if right and wrong and len(barred) < len(right):
            what = f"“{paper.name}”的核验意见 {'、'.join(wrong)} 不对，这条规则却认"
            yield reader.at(place, what, mend)
        if barred and len(barred) < len(right):
            what = f"“{paper.name}”的核验意见 {'、'.join(barred)} 也对，这条规则却不认"
            yield reader.at(place, what, mend)


def _accepting(right: Sequence[str]) -> str:
    """How a rule is written, short or long, that accepts the findings that are right of a paper."""
    short, long = json.dumps(right), json.dumps([*right, ""])
    return f"用 verify 带出的，写 right = {short}；自己写的规则，except 里写 finding = {long}"


def _are_texts(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(each, str) for each in values)


def _of_two_hands(reader: Reader, papers: Mapping[str, Sheet]) -> Iterator[Problem]:
    """Rules that ask what was found of an identity card: two operations find something of one, and
    a rule sees one of them, so the other earns what it should not, or costs what is right."""
    for number, rule in enumerate(reader.script.rules):
        for letter, selector in rule.selectors():
            paper = papers.get(name_of(selector.where.get("paper")))
            asked = "finding" in {*selector.where, *selector.among, *selector.except_}
            if paper and selector.do in CODES and asked and PAPER_FORMS[paper.kind].chip:
                what = f"“{paper.name}”的结论“核验材料”“核对证件有效期”都能下，这条规则只看其中一样"
                mend = (
                    f'请写应有结果：在 [[expect]] 里写 table = "{PaperFinding.table}" 和应有的 finding；'
                    "核验、核对的那一步不写 points，规则里不写 finding"
                )
                yield reader.at(("rules", number, letter), what, mend)


def _of_application(paper: Sheet, item: Any, right: Sequence[str]) -> Collection[str]:
    """What goes by the application that is chosen: what the form of a kind says may be found of it
    where it is good as it is (a paper with a fault has that for every application), and that an
    item does not need a paper it does not ask for."""
    own = PAPER_FORMS[paper.kind].findings if GOOD in right else frozenset[str]()
    asked = ITEMS[item].materials if isinstance(item, str) and item in ITEMS else ()
    return own if paper.kind in asked else {*own, NEEDLESS}
