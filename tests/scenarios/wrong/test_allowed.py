"""Scripts that let wrong pass free: what they allow and no right way needs."""

from collections.abc import Sequence

import pytest

from scenarios.proving.prove import prove
from scenarios.reading.load import load
from scenarios.shelf import check_cases
from tests.scenarios.wrong.table import Wrong, is_told, written

PERSON = 'where = { person = "$citizen.person" }'
IDLE = {
    "the name of the visitor": (f'table = "person"\n{PERSON}\nfields = ["name"]', "“人员”的 name"),
    "that the visitor's insurance stops": (f'table = "participation"\n{PERSON}\nfields = ["stopped", "state"]', "“人员参保”的 state"),
    "months nobody asked to be assessed": (f'is = "created"\ntable = "levy"\n{PERSON}', "“缴费核定”的变动"),
    "a refusal beside the result": ('table = "notice"\nwhere = { kind = "refusal", person = "$citizen.person" }', "“文书”的变动"),
    "the phone of the namesake": ('table = "person"\nwhere = { person = "$namesake.person" }\nfields = ["phone"]', "“人员”的 phone"),
    "the PIN of a card, of which the case's items say nothing": ('table = "card_event"\nwhere = { person = "$citizen.person", kind = "pin" }', "“卡日志”的变动"),
    "papers of somebody who is not of the case": ('table = "printout"\nwhere = { person = "$namesake.person" }', "“打印件”的变动"),
    "another application": ('table = "application"\nwhere = { item = "C02", person = "$citizen.person" }', "“办件”的变动"),
}  # fmt: skip
FREE = ('lost = "54"', 'lost = "52"')  # The phone of the namesake costs nothing then.


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> Sequence[str]:
    """What a proof of the base story says of a script that allows all of it."""
    more = "".join(f"\n[[allowed]]\n{said}\n" for said, _ in IDLE.values())
    path = written(Wrong("", [FREE], [], more=more), tmp_path_factory.mktemp("allowed"))
    assert check_cases([path]) == []
    return prove(load(path), 1).faults


@pytest.mark.parametrize("freed", IDLE)
def test_what_is_allowed_and_no_right_way_needs_is_told(freed: str, faults: Sequence[str]) -> None:
    number = 4 + [*IDLE].index(freed)
    parts = ["z01.toml:", f"allowed › 第{number}项：放行了{IDLE[freed][1]}", "没有一种对的做法要它", "请删去"]  # fmt: skip
    assert is_told(Wrong("", [], parts), faults), faults


def test_what_a_harmless_variation_needs_is_not_told(faults: Sequence[str]) -> None:
    """Whoever accepts first needs what the example allows itself."""
    assert not any(f"allowed › 第{number}项" in said for number in (1, 2, 3) for said in faults)
    assert len([said for said in faults if "放行了" in said]) == len(IDLE) + 1
