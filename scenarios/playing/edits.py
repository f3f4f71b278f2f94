"""Edits of a walkthrough: how a mistake or another right way differs from the way shown."""

from collections.abc import Sequence

from scenarios.reading.ways import Edit, Step


class NoSuchStep(LookupError):
    """No step, or more than one, is called that; `edit` is the number of the edit that says so."""

    def __init__(self, called: str, known: Sequence[str]) -> None:
        self.called, self.known, self.edit = called, known, 0
        super().__init__(called)


def edited(steps: Sequence[Step], edits: Sequence[Edit]) -> list[Step]:
    """The steps after every edit, in order; `NoSuchStep` where an edit names none."""
    steps = list(steps)
    for number, edit in enumerate(edits):
        try:
            _apply(steps, edit)
        except NoSuchStep as absent:
            absent.edit = number
            raise
    return steps


def place(steps: Sequence[Step], called: str) -> int:
    """Where the one step called that stands."""
    found = [n for n, step in enumerate(steps) if step.called == called]
    if len(found) != 1:
        raise NoSuchStep(called, [step.called for step in steps])
    return found[0]


def _apply(steps: list[Step], edit: Edit) -> None:
    if edit.insert is not None:
        steps.insert(_beside(steps, edit), edit.insert)
    elif edit.move:
        step = steps.pop(place(steps, edit.move))
        steps.insert(_beside(steps, edit), step)
    elif edit.replace and edit.step is not None:
        steps[place(steps, edit.replace)] = edit.step
    elif edit.alter:
        found = place(steps, edit.alter)
        steps[found] = _altered(steps[found], edit)
    else:
        steps.pop(place(steps, edit.drop))


def _beside(steps: Sequence[Step], edit: Edit) -> int:
    return place(steps, edit.before) if edit.before else place(steps, edit.after) + 1


def _altered(step: Step, edit: Edit) -> Step:
    # A usual mistake knows what it brings about, not what a case's own step confirms beside it.
    more = step.confirm if edit.confirm is None else edit.confirm
    confirm = more and [*dict.fromkeys([*step.confirm, *more])]
    return step.model_copy(update={"form": {**step.form, **edit.form}, "confirm": confirm})
