"""What a case needs: the papers of its items, the systems they are done in, the police where it is in
doubt who somebody is; and what it cannot mind: that somebody tells what is right.

Told of a rule that wants a deed: whether anybody need do that, whatever it pays. Told of one that charges for
words: whether the hall has anything against them.
"""

from collections.abc import Collection, Mapping, Sequence, Set
from functools import cache
from typing import Any

from mock_systems.bases import cited
from mock_systems.fields import FormField
from mock_systems.hall.findings import EXPIRED
from mock_systems.hall.papers import CheckIdValidity, VerifyPaper
from mock_systems.hall.talk import RequestPaper, Say
from mock_systems.hall.topics import TOPICS
from mock_systems.items import ITEMS
from mock_systems.operation import OPERATIONS
from mock_systems.outside.police import CheckPolice
from mock_systems.papers import PAPER_KIND
from mock_systems.records import TABLES, Person, Utterance
from scenarios.reading.marks import Expectation, Rule, Scored, Selector
from scenarios.reading.origins import within
from scenarios.reading.script import CaseScript

WANTED = {"happens": "a", "by": "a", "before": "a", "after": "b", "within": "b"}
"""Which of its deeds a rule wants done, by its word."""
SAY = Say.declared.name
TRUE_OF_ALL = ("tell_time", "tell_self_service", "tell_privacy", "tell_verify")
"""What may be told of any matter, as it is true whatever that is: a proof has it told."""
_FINDING = (VerifyPaper.declared.name, CheckIdValidity.declared.name)


def beyond(script: CaseScript, rule: Rule) -> str:
    """Why nobody need do what a rule wants, whatever it costs; empty where somebody need, or where
    that is not known."""
    selector: Selector | None = getattr(rule, WANTED.get(rule.word, ""), None)
    if selector is None or selector.do not in OPERATIONS:
        return ""
    needed = needed_kinds(script)
    if needed and (kinds := _asked(selector) - needed):
        return (
            f"要索要“{PAPER_KIND.label(min(kinds))}”，所办的事项不要这份材料（{cited('LOC 11')}）"
        )
    declared = OPERATIONS[selector.do].declared
    if declared.part == "page" and declared.system not in {"hall", *_systems(script)}:
        return f"要打开“{declared.title}”，本案不在那个系统里办什么（{cited('LOC 9')}）"
    whose = selector.where.get(Person.table)
    if declared.part == "page" and whose and whose not in (served := _served(script)) and served:
        return f"要打开的“{declared.title}”不是办件的当事人的（{cited('LOC 9')}）"
    if selector.do == CheckPolice.declared.name and not _in_doubt(script):
        return (
            "要向公安核验身份，证件没有过期，也不登记、变更姓名、号码、出生日期"
            f"（{cited('LOC 8, 18')}）"
        )
    return ""


def charged(each: Scored) -> str:
    """Why what a mark charges for is nothing wrong: one of the hall's topics that explain something,
    with which nothing is amiss; empty where it charges for no such thing. What may be told of any
    matter, asked, or said out of courtesy, a proof has said besides."""
    topics = _charged(each)
    explaining = (code for code in _EXPLAINING if code in topics)
    return next((f"扣说“{TOPICS[code].label}”的，这句话大厅并不禁止" for code in explaining), "")


def _charged(each: Scored) -> Collection[Any]:
    """The topics that nobody may say by a mark, with whatever else it names."""
    if isinstance(each, Expectation):
        is_of_talk = each.is_ == "unchanged" and each.table == Utterance.table
        return [*each.where.values()] if is_of_talk else []
    selector = each.x if isinstance(each, Rule) else None
    if selector is None or selector.do != SAY:
        return []
    spared = [value for _, value in within([selector.except_])]
    if selector.except_ and not any(str(value).startswith("$") for value in spared):
        return [code for code in _EXPLAINING if code not in spared]
    return [value for _, value in within([selector.where, selector.among])]


def _asked(selector: Selector) -> Set[str]:
    """The kinds of paper that a selector's deeds ask for."""
    said = [value for _, value in within([selector.where, selector.among])]
    if selector.do == RequestPaper.declared.name:
        return {each for each in said if each in PAPER_KIND}
    topics = (TOPICS[each] for each in said if isinstance(each, str) and each in TOPICS)
    return {topic.paper for topic in topics if topic.paper} if selector.do == SAY else set()


def needed_kinds(script: CaseScript) -> Set[str]:
    """The kinds of paper of the items that are opened, as far as the catalogue knows any."""
    opened = (ITEMS[each] for each in _items(script) if each in ITEMS)
    return {kind for item in opened for kind in item.materials}


def _items(script: CaseScript) -> Sequence[str]:
    """The items that right ways open, also instead of the one shown."""
    edits = (edit for way in script.other_ways for edit in way.edits)
    more = (e.form.get("item") or (e.insert or e.step or e).form.get("item") for e in edits)
    return [*script.items, *(str(each) for each in more if each)]


def _systems(script: CaseScript) -> Set[str]:
    """The systems in which the right way does something, or its items could be done."""
    done = {step.do for step in script.walkthrough}
    every = ((name, each.declared) for name, each in OPERATIONS.items())
    return {
        declared.system
        for name, declared in every
        if declared.part == "deed" and (name in done or declared.item in _items(script))
    }


def _served(script: CaseScript) -> Set[str]:
    """Whom the right way files or does something for, as it names them."""
    deeds = (step for step in script.walkthrough if is_deed(step.do))
    return {str(step.form[Person.table]) for step in deeds if step.form.get(Person.table)}


def _in_doubt(script: CaseScript) -> bool:
    """Whether the right way finds a card expired, or writes down who somebody is."""
    return any(
        step.form.get("finding") == EXPIRED
        if step.do in _FINDING
        else is_deed(step.do) and any(map(step.form.get, Person.vital))
        for step in script.walkthrough
    )


_EXPLAINING = [
    code
    for code, topic in TOPICS.items()
    if topic.kind == "tell" and topic.rank == "matter" and code not in TRUE_OF_ALL
]


@cache
def changed_columns() -> Sequence[tuple[FormField, Mapping[str, Any]]]:
    """The fields of deeds that change a column of what the first record field names, each with what
    that record says of the column."""
    forms = [operation.form() for operation in OPERATIONS.values()]
    named = [(form, next((each.record for each in form if each.record), "")) for form in forms]
    changed = [(e, table) for form, table in named for e in form if e.changes]
    return [(each, TABLES[table].facts(each.changes)) for each, table in changed]


def changing(do: str) -> Mapping[str, str]:
    """The columns that a deed changes, by the fields they are typed in; no other changes any."""
    fields = OPERATIONS[do].form() if is_deed(do) else ()
    return {each.name: each.changes for each in fields if each.changes}


def is_deed(do: str) -> bool:
    """Whether an operation changes something."""
    return do in OPERATIONS and OPERATIONS[do].declared.part == "deed"
