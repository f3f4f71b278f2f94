"""How an attempt stands: what became of its last step, and how far its case is."""

from collections.abc import Mapping
from typing import Literal

from mock_systems.records import Application, Ticket
from mock_systems.sentence import Sentence
from sandbox.attempt.states import AttemptState
from sandbox.counter.filling import tried

Light = Literal["saved", "asked", "stopped"]
Progress = Literal["waiting", "serving", "nothing", "done"]

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
    "done": Sentence("已办结"),
}


def light_of(state: AttemptState) -> Light:
    """What became of the last step: carried out, asked back, or refused."""
    newest = state.events[-1] if state.events else None
    if newest is None or newest["accepted"]:
        return "saved"
    return "stopped" if tried(state.world, newest).refusals else "asked"


def progress_of(state: AttemptState) -> Progress:
    """How far a case is: nobody called yet, somebody at the desk, or everybody gone, with or without
    an application filed."""
    tickets = {ticket.state for ticket in state.world.find(Ticket)}
    if "serving" in tickets:
        return "serving"
    if "waiting" in tickets:
        return "waiting"
    return "done" if state.world.find(Application) else "nothing"
