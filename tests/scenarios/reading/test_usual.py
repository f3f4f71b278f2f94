"""The fragments of the house: what each brings, what it asks for, and what it is called."""

from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from mock_systems.items import ITEMS
from mock_systems.operation import OPERATIONS
from scenarios.reading.document import document
from scenarios.reading.expand import CALLING, expanded, long_keys
from scenarios.reading.fill import CONDITIONS, names_in
from scenarios.reading.fragments import HOUSE, Fragment, Library, library
from scenarios.reading.origins import within
from scenarios.reading.problems import BadScript
from scenarios.reading.shorthand import entries
from tests.scenarios.reading.conftest import Expand, told


def house() -> Library:
    return library(HOUSE / "none.toml")


SOMEONE = 'someone = "citizen", name = "林晓燕", sex = "2", born = 1990-01-01, area = "390102", home = "某处"'


@pytest.mark.parametrize("fragment", house().calls.values(), ids=lambda each: each.name)
def test_the_example_of_a_fragment_is_a_call_of_it(fragment: Fragment, tmp_path: Path) -> None:
    example = fragment.heading.example
    lives = fragment.parameters.get("who") and "who" not in (example, fragment.principal)
    call = f"{{ {SOMEONE}, life = [{example}] }}" if lives and "who =" not in example else example
    path = tmp_path / "x01.toml"
    path.write_text(f"use = [{call}]", "utf-8")
    assert fragment.name in example
    try:
        expanded(document(path), library(path))
    except BadScript as bad:
        assert all("标准做法没有名为" in problem.what for problem in bad.problems), str(bad)


def test_of_fragments_of_one_name_the_nearest_to_the_case_counts(tmp_path: Path) -> None:
    (case := tmp_path / "social_card" / "x01.toml").parent.mkdir()
    for folder in (case.parent, tmp_path):
        (folder / "usual").mkdir()
        heading = f'title = "{folder.name}"\nabout = "问候。"\n'
        (folder / "usual" / "welcome.toml").write_text(heading, "utf-8")
    assert library(HOUSE / "none.toml").calls["welcome"].heading.title == "叫号、问候"
    assert library(tmp_path / "x01.toml").calls["welcome"].heading.title == tmp_path.name
    assert library(case).calls["welcome"].heading.title == "social_card"


ASKS_NOTHING = {
    "deliver": "what it prints was not printed before",
    "leave": "what was opened is decided by then",
}


@pytest.mark.parametrize("fragment", house().calls.values(), ids=lambda each: each.name)
def test_a_move_by_which_somebody_is_asked_back_takes_what_is_confirmed(fragment: Fragment) -> None:
    steps = fragment.sections.get("walkthrough", [])
    done = [OPERATIONS[step["do"]] for step in steps if step.get("do") in OPERATIONS]
    asked = any(operation.declared.cautions for operation in done)
    assert not asked or fragment.name in ASKS_NOTHING or "confirm" in fragment.parameters


def test_a_decision_drops_the_steps_by_the_names_that_its_delivery_has(expand: Expand) -> None:
    short = (
        '{ result = "H02", who = "citizen", silent = "5", print = "own_print", sign = "own_sign" }'
    )
    [mistake] = expand(f"walkthrough = [{short}]")["mistakes"]
    dropped = [edit["drop"] for edit in mistake["edits"] if "drop" in edit]
    assert dropped == ["result", "own_print", "own_sign"]


@pytest.mark.parametrize(("item", "sections"), [("J04", {"rules"}), ("H02", {"expect"})])
def test_where_more_may_be_filed_beside_an_item_its_own_documents_alone_are_to_be_signed(
    item: str, sections: set[str], expand: Expand
) -> None:
    short = 'walkthrough = [{ deliver = "result", who = "citizen", points = "6" }]'
    said = expand(f'use = [{{ for_item = "{item}", who = "citizen" }}]\n{short}')
    found = [*said.get("rules", []), *said.get("expect", [])]
    [signed] = [each for each in found if each["id"] == "delivered"]
    assert {s for s in ("rules", "expect") if signed in said.get(s, [])} == sections
    assert sections == {"expect"} or signed["a"]["where"]["item"] == item


@pytest.mark.parametrize(
    "fragment", [*house().calls.values(), *house().items.values()], ids=lambda each: each.name
)
def test_every_parameter_of_a_fragment_is_used_in_it(fragment: Fragment) -> None:
    """That every one it uses is declared, reading it makes sure of."""
    brought = [fragment.sections, fragment.heading.defaults]
    given = [(each.default, dict(each.choices)) for each in fragment.parameters.values()]
    parts = [part for _, part in within([brought, *map(list, given)])]
    texts = [part for part in parts if isinstance(part, str)]
    tables = [part for part in parts if isinstance(part, dict)]
    used = {name for text in [*texts, *chain(*tables)] for name in names_in(text)}
    conditions = [table[key] for table in tables for key in CONDITIONS if key in table]
    used |= {name for each in conditions for name in (each if isinstance(each, list) else [each])}
    assert set(fragment.parameters) - used == set()


@pytest.mark.parametrize(
    "fragment", [*house().calls.values(), *house().items.values()], ids=lambda each: each.name
)
def test_what_a_mistake_costs_is_said_at_the_call_and_says_nothing_else(fragment: Fragment) -> None:
    """What is worth so much may cost another sum: groups have a floor, and other marks go with it."""
    costs = {name for each in mistakes(fragment) for name in names_in(str(each["lost"]))}
    marks = {key: value for key, value in fragment.sections.items() if key != "mistakes"}
    texts = [part for _, part in within(marks) if isinstance(part, str)]
    edits = [each.get("edits") for each in mistakes(fragment)]
    texts += [part for _, part in within(edits) if isinstance(part, str)]
    assert all(names_in(str(each["lost"])) for each in mistakes(fragment))
    assert costs & {name for text in texts for name in names_in(text)} == set()


def mistakes(fragment: Fragment) -> Sequence[Mapping[str, Any]]:
    return list(entries(fragment.sections.get("mistakes")))


RESIDENT = 'resident = 2018, tier = 300_00, who = "citizen", as = "kept"'
STOPPED = 'last = 2024, until = "2025-06"'


@pytest.mark.parametrize(
    ("life", "table"),
    [
        (RESIDENT, "participation"),
        (f"{RESIDENT}, {STOPPED}", "participation"),
        ('flexible = "2012-03", base = 1, who = "citizen", as = "kept"', "participation"),
        ('flexible = "2012-03", base = 1, until = "2025-06", who = "citizen", as = "kept"', "participation"),
        ('pension = "2012-03", amount = 1, who = "citizen", as = "kept"', "benefit"),
    ],
)  # fmt: skip
def test_a_life_calls_its_one_record_as_it_is_told_whether_it_goes_on_or_not(
    expand: Expand, life: str, table: str
) -> None:
    [record] = expand(f"use = [{{ {life} }}]")["cast"][table]
    assert record["as"] == "kept"


def test_a_resident_is_insured_at_the_tier_that_is_paid_to_the_year_that_is_told(
    expand: Expand,
) -> None:
    for more in ("", f", {STOPPED}"):
        cast = expand(f"use = [{{ {RESIDENT}{more} }}]")["cast"]
        [spell] = cast["contribution_spell"]
        assert (cast["participation"][0]["tier"], spell["base"]) == ("30000", 300_00)
    assert (spell["first"], spell["last"]) == ("2018-01", "2024-12")
    [problem] = told(expand, f'use = [{{ {RESIDENT}, until = "2025-06" }}]')
    assert "写了 until，就要写明 last" in problem


WORKED = 'employed = "firm", who = "a", post = "x", since = 2012-01-02, registered = 2012-01-05, base = 1'


@pytest.mark.parametrize(
    ("life", "key"),
    [
        (f'{WORKED}, why = "retired"', "why"),
        (f'{WORKED}, stop = "6501"', "stop"),
        (f'{RESIDENT}, why = "6399"', "why"),
        ('flexible = "2012-03", who = "a", base = 1, why = "6301"', "why"),
    ],
)
def test_a_reason_for_which_something_ended_is_not_taken_without_its_end(
    expand: Expand, life: str, key: str
) -> None:
    [problem] = told(expand, f"use = [{{ {life} }}]")
    assert f"写了 {key}，就要写明 until（" in problem
    assert problem.endswith(f"请补上，或者删去 {key}")


@pytest.mark.parametrize(
    ("life", "reason", "state"),
    [
        (f"{WORKED}, until = 2024-11-30", "", "2"),
        (f"{WORKED}, until = 2024-11-30", 'stop = "6501"', "3"),
        (f'{RESIDENT}, until = "2024-12", last = 2024', "", "3"),
        (f'{RESIDENT}, until = "2024-12", last = 2024', 'why = "6399"', "2"),
        ('flexible = "2012-03", who = "a", base = 1, until = "2024-12"', "", "2"),
        ('flexible = "2012-03", who = "a", base = 1, until = "2024-12"', 'why = "6401"', "3"),
    ],
)
def test_the_state_of_what_was_stopped_in_a_life_follows_from_the_reason(
    expand: Expand, life: str, reason: str, state: str
) -> None:
    cast = expand(f"use = [{{ {', '.join(filter(None, (life, reason)))} }}]")["cast"]
    assert {each["state"] for each in cast["participation"]} == {state}


def test_a_reason_that_there_is_none_of_is_told_as_one(expand: Expand) -> None:
    life = f'{RESIDENT}, until = "2024-12", last = 2024, why = "6309"'
    [problem] = told(expand, f"use = [{{ {life} }}]")
    assert problem.endswith("“6309”不能写成 state_after，这里填停保原因的代码")


def test_who_writes_somebody_is_told_every_life_there_is() -> None:
    lives = {
        name
        for name, each in house().calls.items()
        if each.file.parent.name == "people"
        and "who" in each.parameters
        and each.parameters["who"].needed
        and each.principal != "who"
    }
    about = house().calls["someone"].parameters["life"].about
    assert set(about.removeprefix("经历：").removesuffix(" 的列表").split("、")) == lives


USUAL = [each for each in house().items.values() if each.sections.get("mistakes")]


@pytest.mark.parametrize("item", USUAL, ids=lambda each: each.name)
def test_a_usual_mistake_of_an_item_comes_where_a_case_says_what_it_costs(
    expand: Expand, item: Fragment
) -> None:
    names = [mistake["name"] for mistake in item.sections["mistakes"]]
    call = f'for_item = "{item.name}", who = "citizen"'
    for number, name in enumerate(names, 1):
        [mistake] = expand(f'use = [{{ {call}, {name} = "{number}" }}]')["mistakes"]
        assert (mistake["name"], mistake["lost"]) == (name, str(number))
        assert mistake["title"] in item.parameters[name].about
    assert "mistakes" not in expand(f"use = [{{ {call} }}]")


@pytest.mark.parametrize("item", USUAL, ids=lambda each: each.name)
def test_a_usual_mistake_is_what_it_is_called_and_its_cost_is_asked_for_with_its_steps(
    item: Fragment,
) -> None:
    for mistake in item.sections["mistakes"]:
        edits, title = mistake.get("edits", [mistake]), mistake["title"]
        steps = [each[key] for each in edits for key in STEPS if key in each]
        told = f"（步骤须叫 {'、'.join(dict.fromkeys(steps))}）"
        assert f"{title}”共扣几分{told}" in item.parameters[mistake["name"]].about
        form = {key: each for edit in edits for key, each in edit.get("form", {}).items()}
        assert ("$today" in form.values()) is ("今天" in title)
        if "item" in form:
            assert is_short_for(title[1:-2], ITEMS[form["item"]].name), "按……收件"


STEPS = ("drop", "alter", "move", "before", "after")


def is_short_for(short: str, name: str) -> bool:
    """Whether a name has all the signs of a shorter one in their order."""
    rest = iter(name)
    return all(sign in rest for sign in short)


def test_no_fragment_is_called_like_a_key_of_an_entry() -> None:
    keys = {key for section in CALLING for key in long_keys(section)}
    assert not keys & house().calls.keys()


@pytest.mark.parametrize(
    ("call", "state"),
    [
        ('result = "A05", closed = "4"', "closed"),
        ('refuse = "out_of_scope", item = "A05", points = "4"', "refused"),
        ('one_time = ["id_card"], item = "A05", points = "4"', "incomplete"),
    ],
)
def test_however_a_unit_s_application_ends_it_is_filed_for_that_unit(
    expand: Expand, call: str, state: str
) -> None:
    said = expand(
        f'walkthrough = [{{ {call}, who = "citizen", firm = "firm", firm_points = "1" }}]'
    )
    [filed] = [each for each in said["expect"] if each["table"] == "application"]
    assert "state" not in filed["where"] and "points" not in filed
    assert [(each["name"], each["value"], each["points"]) for each in filed["fields"]] == [
        ("state", state, "4"), ("employer", "$firm.employer", "1"),
    ]  # fmt: skip


@pytest.mark.parametrize("call", ['result = "A05"', 'refuse = "x", item = "A05"', "one_time = []"])
def test_a_unit_is_not_named_without_the_points_for_it(expand: Expand, call: str) -> None:
    problems = told(expand, f'walkthrough = [{{ {call}, firm = "firm" }}]')
    assert any("写了 firm，就要写明 firm_points" in each for each in problems)
