"""What serving writes to its log."""

import logging

from sandbox.log import Seldom


def test_the_same_line_is_logged_once_a_second_with_how_often_it_came() -> None:
    seldom = Seldom()

    def record(second: float, text: str = "full") -> logging.LogRecord:
        made = logging.LogRecord("asyncio", logging.ERROR, "", 0, text, (), None)
        made.created = second
        return made

    assert [seldom.filter(record(100 + n / 1000)) for n in range(500)] == [True] + [False] * 499
    assert seldom.filter(record(100.5, "another"))
    again = record(101.1)
    assert seldom.filter(again) and "499" in again.getMessage()
    assert not seldom.filter(record(101.2))
    counted_anew = record(102.2)
    assert seldom.filter(counted_anew) and "and 1 times more" in counted_anew.getMessage()
