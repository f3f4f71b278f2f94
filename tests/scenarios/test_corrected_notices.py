"""Who wrote a notice wrongly and writes it anew loses no more than who leaves it: nothing, as long as it can be
issued anew."""

from typing import Any

import pytest

from scenarios.playing.edits import edited
from scenarios.playing.marking import Marked, full
from scenarios.playing.rehearse import Stage, rehearse
from scenarios.proving.bystanders import two_bystanders
from scenarios.reading.ways import Edit
from scenarios.shelf import case

PRINT = {"do": "hall.print_notice", "as": "bad_print", "form": {"notice": "$bad.notice"}}
SIGN = {"do": "hall.obtain_signature", "form": {"printout": "$bad_print.printout"}}
WRONG = [
    ("E03", "decision", {"reason": "age"}),
    ("E06", "slip", {"person_amount": 1_234_00}),
    ("E07", "refuse", {"reason": "age"}),
    ("E08", "change", {"phone": "14212345678"}),
    ("E09", "slip", {"person_amount": 1_234_00, "employer_amount": 5_678_00}),
]


def lost(id: str, *edits: dict[str, Any]) -> float:
    stage = Stage(case(id), 0, two_bystanders())
    changed = edited(stage.script.walkthrough, [Edit.model_validate(each) for each in edits])
    marked = Marked(rehearse(stage, changed, stubborn=True), why=False)
    return (full(stage.script) - marked.earned) / 100


@pytest.mark.parametrize(("id", "step", "said"), WRONG, ids=[each[0] for each in WRONG])
def test_correcting_a_notice_costs_no_more_than_leaving_it(
    id: str, step: str, said: dict[str, Any]
) -> None:
    right = next(each for each in case(id).walkthrough if each.called == step)
    bad = {"do": right.do, "as": "bad", "form": {**right.form, **said}}
    wrong, printed = {"insert": bad, "before": step}, {"insert": PRINT, "after": "bad"}
    signed = {"insert": SIGN, "after": "bad_print"}
    left = lost(id, {"alter": step, "form": said})
    assert left >= 6
    assert (lost(id, wrong), lost(id, wrong, printed)) == (0, 0)
    final = right.do == "hall.refuse"
    assert lost(id, wrong, printed, signed) == (left if final else 0)
