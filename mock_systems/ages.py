"""Ages in completed years, exact to the day."""

from datetime import date

ADULT = 18
"""The age from which people act for themselves (民法典第十七条)."""


def age(born: date, on: date) -> int:
    """Completed years; who was born on 29 February completes a common year on 1 March."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
