"""What is graded first, and what becomes of the rest when the hall closes."""

import threading
from concurrent.futures import wait

from sandbox.grading import Grading


def test_the_shortest_is_graded_first_and_of_two_as_long_the_first() -> None:
    grading, begun, all_there, order = Grading(), threading.Event(), threading.Event(), []
    first = grading.put(9, lambda: begun.set() or all_there.wait(20))
    assert begun.wait(20)
    rest = [
        grading.put(actions, lambda name=name: order.append(name))
        for actions, name in ((7, "long"), (2, "short"), (2, "short, too"), (5, "longer"))
    ]
    all_there.set()
    wait([first, *rest])
    grading.close()
    assert order == ["short", "short, too", "longer", "long"]


def test_whoever_closes_waits_for_what_is_under_way_and_nobody_for_the_rest() -> None:
    grading, begun = Grading(), threading.Event()
    under_way = grading.put(1, lambda: begun.set() or threading.Event().wait(0.1))
    waiting = grading.put(1, lambda: None)
    assert begun.wait(20)
    grading.close()
    assert under_way.done() and waiting.cancelled()
