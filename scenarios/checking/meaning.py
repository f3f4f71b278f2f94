"""Reading for what a script says and does not mean: what cannot tell right from wrong however
the case is worked.

One rule written twice, a ceiling that caps nothing, people who are linked or may be printed without having to do with the case, papers that may be asked for and nobody would
ask for, entries that let everything pass, remarks after the end. What only playing the case shows
is told by `scenarios.checking.dress` and by a proof (`scenarios.proving.idle`).
"""

from collections.abc import Collection, Iterator
from itertools import combinations

from mock_systems.hall.paper_forms import PAPER_FORMS
from mock_systems.items import ITEMS
from mock_systems.operation import OPERATIONS
from mock_systems.papers import PAPER_KIND
from mock_systems.records import TABLES, Person, parties
from mock_systems.spelling import same
from scenarios.casting.names import named_in
from scenarios.casting.places import scored
from scenarios.checking.bases import overruling
from scenarios.checking.costs import too_cheap
from scenarios.checking.frames import framed
from scenarios.checking.levels import unlevelled
from scenarios.checking.reader import WAYS, Reader
from scenarios.checking.wide import wide_bands
from scenarios.reading.marks import Rule, Scored, Selector
from scenarios.reading.origins import within
from scenarios.reading.points import points_text
from scenarios.reading.problems import Place, Problem

_OF_A_RULE = ("word", "a", "b", "x", "same", "times", "seconds")
"""What says which deed a rule is about; the rest is what it is called and what it costs."""

_CALLED = {"id", "title", "basis"}
"""What an entry of the score sheet is called."""
_WANTED = {"before": "a", "after": "b", "within": "b"}
"""Which of the two deeds of a rule must be done because of the other."""
_EARNING = ("happens", "by")
"""Words that want a deed by itself."""


def meaningless(reader: Reader) -> Iterator[Problem]:
    """What is said and means nothing."""
    yield from _groups(reader)
    yield from overruling(reader)
    yield from unlevelled(reader)
    yield from reader.whole(_outcomes, "expect", "alternatives")
    yield from _rules(reader)
    marks = ("total", "ceiling", "expect", "alternatives", "rules", "side_effects")
    yield from reader.whole(_ceiling, *marks)
    yield from reader.whole(too_cheap, *marks, *WAYS, "conversation")
    yield from wide_bands(reader)
    yield from reader.whole(_linked, *WAYS, "cast", "papers", "conversation")
    yield from reader.whole(_printable, "papers")
    yield from reader.whole(_needed, *WAYS, "papers", "conversation")
    yield from _harmless(reader)
    yield from reader.whole(framed, *marks)
    yield from _policies(reader)
    yield from _late(reader)


def _outcomes(reader: Reader) -> Iterator[Problem]:
    """Another outcome that asks for the same as the main one, whatever its entries are called."""
    first, *others = reader.script.outcomes
    asked = [each.model_dump(exclude=_CALLED) for each in first.expect]
    for number, other in enumerate(others):
        if asked and asked == [each.model_dump(exclude=_CALLED) for each in other.expect]:
            what = f"“{other.title}”要的与标准结果完全一样"
            yield reader.at(("alternatives", number), what, "请写明不同之处，或删去")


def _rules(reader: Reader) -> Iterator[Problem]:
    """Rules that ask for the same deed: it would be paid, or cost, twice."""
    asked = [
        (number, rule, rule.model_dump(include={*_OF_A_RULE}))
        for number, rule in enumerate(reader.script.rules)
    ]
    for (_, rule, one), (number, again, other) in combinations(asked, 2):
        if one == other:
            what = f"规则 {again.id} 与 {rule.id} 说的是同一件事，一件事计了两次分"
            mend = "请删去一条，分值并到另一条；写 broken_with 也不行"
            yield reader.at(("rules", number), what, mend)
    for number, rule in enumerate(reader.script.rules):
        yield from _of_anybody(reader, number, rule)


def _of_anybody(reader: Reader, number: int, rule: Rule) -> Iterator[Problem]:
    """A deed that is wanted of somebody and might be done for anybody at all: one that earns, one
    beside another of which a rule says whose it is, two of which it says so of neither."""
    if not (rule.word in _WANTED or (rule.points and rule.word in _EARNING)):
        return
    letter = _WANTED.get(rule.word, "a")
    (_, wanted), *others = sorted(rule.selectors(), key=lambda each: each[0] != letter)
    named = [_is_named(reader, each) for _, each in others]
    telling = [
        _said(e) if is_named else _tells(e.do)
        for (_, e), is_named in zip(others, named, strict=True)
    ]
    telling.append(_tells(wanted.do))
    whose = [kind.key_name() for kind in parties() if all(kind.key_name() in e for e in telling)]
    if whose and not (_is_named(reader, wanted) or {*rule.same} & TABLES.keys()):
        column, title = whose[0], OPERATIONS[wanted.do].declared.title
        what = f"规则 {rule.id} 的 {letter} 没有写明是谁的，为别人做了“{title}”也算"
        same = f'，或者写 same = ["{column}"]' if others else ""
        yield reader.at(("rules", number, letter), what, f"请在 where 中写明 {column}{same}")


def _is_named(reader: Reader, selector: Selector) -> bool:
    """Whether a selector says whose deeds it means, by a key, a number, or what somebody has."""
    telling = {*TABLES, *(kind.numbered_by for kind in parties())}
    names = {each.partition(".")[0] for each in named_in([selector.where, selector.among])}
    return bool({*_said(selector)} & telling or names & {each.name for each in reader.drafts})


def _said(selector: Selector) -> Collection[str]:
    return {*selector.where, *selector.among, *selector.except_}


def _tells(do: str) -> Collection[str]:
    """What an event of an operation tells of."""
    known = OPERATIONS.get(do)
    return {*known.model_fields, *known.declared.facts} if known else ()


def _ceiling(reader: Reader) -> Iterator[Problem]:
    """A ceiling that whoever crosses a red line does not reach: it caps nothing."""
    script = reader.script
    lines = [e for _, e in scored(script) if isinstance(e, Scored) and e.red_line]
    if not lines:
        return
    least = min((e.penalty or e.points, e.id) for e in lines)
    if script.ceiling >= (left := script.total - least[0]):
        what = f"触及红线 {least[1]} 的本来就只剩 {points_text(max(left, 0))} 分，封顶 {points_text(script.ceiling)} 分没有作用"
        yield reader.at(("ceiling",), what, f"请写得比 {points_text(max(left, 0))} 低，如 40")


def _keys(reader: Reader) -> Collection[str]:
    """The keys of the parties of the story."""
    keys = set[str]()
    for kind in parties():
        called = [str(e["as"]) for e in reader.script.cast.get(kind.table, ()) if e.get("as")]
        keys |= {str(reader.filled((), f"${each}.{kind.key_name()}")[0]) for each in called}
    return keys


def _linked(reader: Reader) -> Iterator[Problem]:
    """Whoever is linked and is nobody, or has nothing to do with the case: opening the records of
    these would be free."""
    script, known = reader.script, _keys(reader)
    said = [value for _, step in reader.right_steps for _, value in within(step.form)]
    said += [script.conversation.person, *(paper.person for paper in script.papers)]
    named = {text for text in said if isinstance(text, str) and "$" in text}
    concerned = [reader.filled((), text)[0] for text in named]
    for number, text in enumerate(script.linked):
        key, unknown = reader.filled(("linked",), text)
        place = ("linked", number)
        if unknown:
            continue
        if key not in known:
            what = f"“{text}”不是本案的人员或单位"
            yield reader.at(place, what, "请写编号，如 $citizen.person、$firm.employer")
        elif key not in concerned:
            what = (
                f"“{text}”在本案里没有来办事，没有材料，做法里也不为他办事：打开他的信息就白打开了"
            )
            yield reader.at(place, what, _taking_out(reader, place, text, "改正 who"))


def _printable(reader: Reader) -> Iterator[Problem]:
    """Whoever may be printed for the visitor, and has signed no paper that lets anybody: a record of
    the story is free to print otherwise."""
    papers = reader.script.papers
    forms = ((paper, PAPER_FORMS.get(paper.kind)) for paper in papers)
    signed = [paper for paper, form in forms if form and form.authorizes == Person.table]
    principals = [reader.filled((), paper.person)[0] for paper in signed]
    for number, text in enumerate(reader.script.printable):
        key, unknown = reader.filled(("printable",), text)
        if not unknown and key not in principals:
            what = f"“{text}”在本案里没有授权委托书：打印他的权益记录就白打印了"
            yield reader.at(("printable", number), what, "请从 printable 中删去")


def _needed(reader: Reader) -> Iterator[Problem]:
    """Papers that may be asked for though they are none of the story and no item opened asks for
    them: that the visitor has an answer makes no paper needed."""
    script = reader.script
    kinds = {paper.kind for paper in script.papers}
    opened = [reader.filled(at, step.form.get("item"))[0] for at, step in reader.right_steps]
    if any(isinstance(e, str) and e not in ITEMS for e in opened):  # which is told of the step
        return
    kinds |= {kind for item in ITEMS.values() if item.code in opened for kind in item.materials}
    for number, kind in enumerate(script.needed_papers):
        if kind in PAPER_KIND and kind not in kinds:
            what = f"本案没有材料“{PAPER_KIND.label(kind)}”（{kind}），所开的事项不要"
            place = ("needed_papers", number)
            brought = "把这份材料写进 papers；问了不失分，有回答也不等于要用"
            yield reader.at(place, what, _taking_out(reader, place, kind, brought))


def _taking_out(reader: Reader, place: Place, said: str, instead: str) -> str:
    """How something is taken out of a list, or what else may be done: at the call that brought it."""
    if brought := reader.layout.brought_by(place):
        return f'是 {brought} 带出的，在那里写 less = ["{said}"]，或者{instead}'
    return f"请从 {place[0]} 中删去，或者{instead}"


def _groups(reader: Reader) -> Iterator[Problem]:
    """Headings of the score sheet that nobody can tell apart."""
    groups = reader.script.groups.items()
    for (one, first), (name, group) in combinations(groups, 2):
        if same(first.title, group.title):
            what = f"{one} 和 {name} 的标题都是“{group.title}”，评分表上分不清"
            yield reader.at(("groups", name, "title"), what, "请改一个")


def _harmless(reader: Reader) -> Iterator[Problem]:
    """Declarations that name neither a step nor an operation nor a field, and would let every
    mutant of their kind pass. Doing something once more may be harmless of a whole part."""
    for number, each in enumerate(reader.script.harmless):
        said = (each.step, each.do, each.field)
        of_a_part = each.part is not None and set(each.mutants) == {"double"}
        if not (of_a_part or any(text.strip("*?") for text in said)):
            what = f"harmless“{each.reason}”没有写明哪一步、哪个操作、哪一项，什么错都放过了"
            mend = '请写 step、do 或 field；part 只可以与 mutants = ["double"] 同写'
            yield reader.at(("harmless", number), what, mend)


def _policies(reader: Reader) -> Iterator[Problem]:
    """What is said to be policy and does not say whose."""
    for place, each in scored(reader.script):
        if isinstance(each, Scored) and each.policy and not each.basis:
            mend = "请写明 basis：哪一条政策要这样，做了无害的事也要扣分"
            yield reader.at((*place, "policy"), f"“{each.title}”写了 policy，没有写依据", mend)


def _late(reader: Reader) -> Iterator[Problem]:
    """Times that cannot be: remarks after the end, a right way that takes longer than the case where
    it is gone half as fast."""
    script = reader.script
    seconds = script.minutes * 60
    for number, remark in enumerate(script.remarks):
        if remark.at >= seconds:
            what = f"第 {remark.at} 秒已经结束，本案只有 {script.minutes} 分钟（{seconds} 秒）"
            yield reader.at(("remarks", number, "at"), what, "请改早，或者改 minutes")
    if 2 * (taken := sum(step.after for step in script.walkthrough)) > seconds:
        what = f"标准做法要 {taken} 秒，慢一倍的人 {script.minutes} 分钟（{seconds} 秒）做不完"
        yield reader.at(("minutes",), what, "请改正 minutes 或各步的 after")
