"""Answers that are wrong in a case, whoever gives them: what the hall ranks as amiss, but for what is so.

Where something is not granted, "cannot be done" and "come another day" may be true of it: no machine
tells of what they were said, so judges do. What a case charges for itself is not charged for twice.
"""

import re
from collections.abc import Iterator, Sequence, Set

from mock_systems.hall.applications import GiveOneTimeNotice, Refuse
from mock_systems.hall.talk import Say
from mock_systems.hall.topics import TOPICS
from mock_systems.papers import PAPER_KIND
from mock_systems.reasons import EXPLAINS
from scenarios.reading.origins import within
from scenarios.reading.script import CaseScript

DENIED = re.compile("(?:不|只)(?:能|可以?|得|予|给|改|办|变|缴|发|退|补)")
"""How a sentence says that something is not granted."""
_REFUSING = {Refuse.declared.name, GiveOneTimeNotice.declared.name}
_MAY_BE_SO = {"tell_no", "tell_come_back"}


def unfounded(script: CaseScript) -> Sequence[str]:
    """The topics that are amiss whenever they are said in a case, and no other rule charges for."""
    free = _charged(script) | (_MAY_BE_SO if _denies(script) else set())
    return [code for code, each in TOPICS.items() if each.rank == "amiss" and code not in free]


def needless_papers(script: CaseScript) -> Sequence[str]:
    """The kinds of paper that nobody may ask for."""
    return [kind for kind in PAPER_KIND.labels if kind not in script.needed_papers]


def _charged(script: CaseScript) -> Set[str]:
    """The topics that rules forbid by name."""
    said = [each.x for each in script.rules if each.word == "never" and each.x]
    named = [[each.where, each.among] for each in said if each.do == Say.declared.name]
    return {str(value) for _, value in within(named)}


def _denies(script: CaseScript) -> bool:
    """Whether who is right refuses something, tells that papers are missing, or explains why not."""
    own = {each.code for each in script.topics if DENIED.search(each.sentence)}
    denying = EXPLAINS.keys() | own
    return any(do in _REFUSING or topic in denying for do, topic in _right(script))


def _right(script: CaseScript) -> Iterator[tuple[str, str]]:
    """What is done in right ways, and the topics of what is said."""
    edits = [edit for way in script.other_ways for edit in way.edits]
    steps = [*script.walkthrough, *(each for edit in edits for each in (edit.insert, edit.step))]
    forms = [(step.do, step.form) for step in steps if step]
    forms += [("", edit.form) for edit in edits]
    return ((do, str(form.get("topic", ""))) for do, form in forms)
