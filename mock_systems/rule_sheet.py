"""The rule sheet on the wall of the hall: the figures that a clerk of a system may rely on. What is
to be done with them stands in the rules themselves, which anybody may open.

Each system says its lines beside its operations (`@says`); every figure in them is that of a dated
parameter.
"""

from collections.abc import Callable, Sequence
from datetime import date

from mock_systems.policy.load import parameters

Lines = Callable[[date], Sequence[str]]
"""The rules in force on a day, a line each."""
SHEETS: dict[str, Lines] = {}
"""What each system says, by its name; a system may have nothing to say."""


def says(system: str) -> Callable[[Lines], Lines]:
    """Declare the lines of a system."""

    def declared(lines: Lines) -> Lines:
        SHEETS[system] = lines
        return lines

    return declared


def figure(name: str, on: date) -> str:
    """A parameter as it holds on a day."""
    return str(parameters().used(name, on).value)


def percent(name: str, on: date) -> str:
    """A rate as it holds on a day, in percent."""
    return f"{(parameters().used(name, on).value * 100).normalize():f}%"
