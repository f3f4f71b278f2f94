"""What holds for every system of the hall, on the rule sheet."""

from collections.abc import Sequence
from datetime import date

from mock_systems.rule_sheet import says
from mock_systems.sentence import Sentence


@says("hall")
def lines(on: date) -> Sequence[str]:
    """That no figure is real."""
    return (Sentence("数值均为仿真参数。"),)
