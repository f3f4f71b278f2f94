"""Marks do not depend on spelling: what the right way types may be typed in any harmless way."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from mock_systems.fields import FormField
from mock_systems.operation import OPERATIONS, Operation
from mock_systems.world import Nothing
from sandbox.forms.typed import boxes, read, written
from scenarios.playing.marking import Marked, full
from scenarios.playing.rehearse import Played, Rehearsal, Stage, rehearse
from scenarios.shelf import all_cases
from tests.sample import sampled
from tests.spellings import spellings

CHOSEN = ("choice", "ticks", "tick")


@pytest.mark.parametrize("case", sampled())
def test_every_harmless_spelling_of_what_is_typed_earns_full_points(case: str) -> None:
    script = all_cases()[case]
    right = rehearse(Stage(script, 0, Nothing()), script.walkthrough)
    assert Marked(right).earned == full(script)
    tried = 0
    for number, played in enumerate(right.played):
        for field, typed in _typed_otherwise(played):
            tried += 1
            filled = read(OPERATIONS[played.step.do], typed)
            assert not filled.errors, (played.step.do, field.name, typed, filled.errors)
            if {**_left_out(played), **filled.form} != {**_form(played)}:
                spelt = _instead(right, number, filled.form)
                assert Marked(spelt).earned == full(script), (played.step.do, field.name, typed)
    assert tried > 12


def _typed_otherwise(played: Played) -> Iterator[tuple[FormField, dict[str, Sequence[str]]]]:
    """What the browser would send for a step, with one field typed another way."""
    operation, form = OPERATIONS[played.step.do], _form(played)
    sent = {box: texts for f in operation.form() for box, texts in written(f, form[f.name]).items()}
    for field in operation.form():
        for box in boxes(field) if field.kind.box not in CHOSEN and form[field.name] else ():
            ways = spellings(field, sent[box][0])
            assert len(ways) >= 12, (field.name, ways)
            yield from ((field, {**sent, box: [way]}) for way in ways)


def _form(played: Played) -> dict[str, Any]:
    """The form of a step, as the log keeps it, and what it leaves out."""
    assert played.event is not None
    fields = OPERATIONS[played.step.do].form()
    return {**{f.name: f.default for f in fields}, **played.event["data"]}


def _left_out(played: Played) -> dict[str, Any]:
    """What stands in the fields of a form that were left empty."""
    operation: type[Operation] = OPERATIONS[played.step.do]
    return {f.name: value for f in operation.form() if not (value := _form(played)[f.name])}


def _instead(right: Rehearsal, number: int, form: dict[str, Any]) -> Rehearsal:
    """The rehearsal with one step typed otherwise; where it changes the same records, what follows
    is as it was."""
    before, played = right.moments[number], right.played[number]
    confirm = played.event["confirmed"] if played.event else ()
    step = played.step.model_copy(update={"form": form, "confirm": list(confirm)})
    after = before.after(step, stubborn=False).played[-1]
    assert after.event is not None and after.accepted == played.accepted
    assert [(c.table, c.key) for c in after.changes] == [(c.table, c.key) for c in played.changes]
    steps = (*right.played[:number], after, *right.played[number + 1 :])
    return Rehearsal(right.stage, (right.moments[-1]._replace(played=steps),))
