"""One name, one class; and what the glossary names is there."""

import ast
import re
from collections import Counter
from collections.abc import Iterator

from tests.house import OURS, texts
from tests.offences import nodes

AS_COMPILED = "as a script says it, and as the grader, which imports nothing of ours, reads it"
ITS_OWN = "the grader, which imports nothing of ours, has its own"
AS_ANSWERED = "as it is, and as the API answers it: its description gives the name to programs"
IN_EACH_SYSTEM = "the operation of each system, which its module and its own name tell apart"
OF_CONTENTS = "the same kind of values on a paper, for rules of policy or on a screen"
TWICE = {
    **dict.fromkeys(("Allowed", "Band", "Expectation", "Selector", "SideEffects"), AS_COMPILED),
    **dict.fromkeys(("Alternative", "Rule"), AS_COMPILED),
    **dict.fromkeys(("Change", "Sentence"), ITS_OWN),
    **dict.fromkeys(("Entry", "Finding", "Group", "Mark", "NearMiss"), AS_ANSWERED),
    **dict.fromkeys(("FindPerson", "OpenPerson"), IN_EACH_SYSTEM),
    **dict.fromkeys(("Day", "Rows", "Words"), OF_CONTENTS),
    "Attempt": "the row of the store, and what the grader reads of it",
    "Mistake": "a wrong way of a script, and the only shape in which the API tells an error",
    "OwnTopic": "as a script says it, and as a record of the story",
    "Step": "a step of a script, and the try of an operation that comes of it",
}
"""Names that two classes have, and why none of them has another."""


def classes() -> Iterator[str]:
    """The name of every class of the packages."""
    for path, text in texts().items():
        if path.endswith(".py") and path.startswith(OURS):
            yield from (node.name for node in nodes(text) if isinstance(node, ast.ClassDef))


def test_no_two_classes_have_one_name_without_a_reason() -> None:
    twice = {name for name, number in Counter(classes()).items() if number > 1}
    assert sorted(twice) == sorted(TWICE), "a reader mixes them up: name each for what it is"


def test_every_class_the_glossary_names_is_there() -> None:
    lines = texts()["docs/glossary.md"].splitlines()
    cells = [line.split("|")[2] for line in lines if line.startswith("| ")]
    named = {name for cell in cells for name in re.findall(r"`([A-Z]\w+)`", cell)}
    assert not named - {*classes()}


def test_what_is_shown_is_a_value_and_becomes_a_text() -> None:
    """As the glossary has it: what is not a value is told, or has a name of its own."""
    found = [
        f"{path}:{node.lineno}"
        for path, text in texts().items()
        if path.endswith(".py") and path.startswith(OURS)
        for node in nodes(text)
        if isinstance(node, ast.FunctionDef) and node.name.strip("_") == "shown"
        if "value" not in [each.arg for each in node.args.args]
        or ast.unparse(node.returns) != "str"
    ]
    assert not found
