"""What holds for every system of the hall, on the rule sheet."""

from collections.abc import Sequence
from datetime import date

from mock_systems.rule_sheet import says
from mock_systems.sentence import Sentence


@says("hall")
def lines(on: date) -> Sequence[str]:
    """What is owed to every visitor, and that no figure is real."""
    return (
        Sentence("材料不全一次性告知；不予受理出具通知书。"),
        Sentence("数值均为仿真参数。"),
    )
