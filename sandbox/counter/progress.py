"""How an attempt stands: what became of its last step, and how far its case is.

Every page of a sitting says how far each of its cases is. That follows from the log, so it is worked
out once for each last hash and kept, for far more attempts than there is room for with their worlds.
"""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Literal

from sqlalchemy import Connection

from mock_systems.records import Application, Ticket
from mock_systems.sentence import Sentence
from mock_systems.world import World
from sandbox.attempt.states import AttemptState, Head, States
from sandbox.counter.filling import tried

Light = Literal["saved", "asked", "stopped"]
Progress = Literal["waiting", "serving", "nothing", "undecided", "done"]

LIGHTS: Mapping[Light, str] = {
    "saved": Sentence("已保存 第 {seq} 步"),
    "asked": Sentence("第 {seq} 步未办理：待确认"),
    "stopped": Sentence("第 {seq} 步未办理"),
}
"""What the light says of the last step; its other words are the browser's."""
PROGRESS: Mapping[Progress, str] = {
    "waiting": Sentence("未叫号"),
    "serving": Sentence("办理中"),
    "nothing": Sentence("已结束，未办件"),
    "undecided": Sentence("已结束，有办件未作处理"),
    "done": Sentence("办件均已处理"),
}
MOST_KEPT = 20_000
"""Attempts of which is kept how far they are: some 6 MB, the papers of two thousand seats."""

_kept: OrderedDict[int, tuple[str, Progress]] = OrderedDict()


def light_of(state: AttemptState) -> Light:
    """What became of the last step: carried out, asked back, or refused."""
    newest = state.events[-1] if state.events else None
    if newest is None or newest["accepted"]:
        return "saved"
    return "stopped" if tried(state.world, newest).refusals else "asked"


def progress_of(states: States, connection: Connection, head: Head) -> Progress:
    """How far a case is: nobody called yet, somebody at the desk, or everybody gone, with no
    application filed, with one left undecided, or with all decided. Its world is asked for only where it
    went on since."""
    hash_, far = _kept.pop(head.id, ("", None))
    if far is None or hash_ != head.hash:
        far = _progress_in(states.of(connection, head).world)
    _kept[head.id] = (head.hash, far)
    if len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)
    return far


def _progress_in(world: World) -> Progress:
    tickets = {ticket.state for ticket in world.find(Ticket)}
    if "serving" in tickets:
        return "serving"
    if "waiting" in tickets:
        return "waiting"
    left = {application.state for application in world.find(Application)}
    if not left:
        return "nothing"
    return "undecided" if "undecided" in left else "done"
