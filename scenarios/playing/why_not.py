"""Why a step was not done, told to whoever wrote it."""

import json

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mock_systems.hints import nearest
from mock_systems.operation import OPERATIONS
from mock_systems.step import UnknownOperation
from scenarios.casting.names import UnknownName
from scenarios.playing.rehearse import Played
from scenarios.reading.sentences import sentence


def undone(played: Played, where: str = "", first: Played | None = None) -> str:
    """That a step was not done, where, and why not, after the first step that was not, which may
    be the reason of this."""
    what = "没有办成" if played.event else "填不出来"
    told = f"步骤 {played.step.called} {what}{where}：{why_not(played)}"
    return told if first in (None, played) else f"{undone(first, where)}；后来{told}"


def why_not(played: Played) -> str:
    """Why a step was not done: the system's refusal, or why it could not be sent."""
    if played.event is not None:
        refused = f"{played.event['message']}（{played.event['reason']}）"
        return "；".join(filter(None, [refused, confirmed(played)]))
    if played.waits_for:
        return f"要用步骤 {played.waits_for.step.called} 办出的，那一步没有办成"
    if played.unmade:
        return f"要用步骤 {played.unmade} 办出的，在这之前没有做那一步"
    if isinstance(played.why_not, UnknownName):
        unknown = played.why_not
        return f"{unknown}，{nearest(unknown.part, unknown.known)}"
    if isinstance(played.why_not, UnknownOperation):
        do = played.step.do
        return f"没有名为“{do}”的操作，{nearest(do, OPERATIONS)}"
    if isinstance(played.why_not, ValidationError):
        return "；".join(map(_misfit, played.why_not.errors()))
    return str(played.why_not)


def confirmed(played: Played) -> str:
    """What to write for a step to be done whatever the system warns of, empty where that does not
    help."""
    codes = json.dumps([*played.step.confirm, *played.asked])
    return f"只是提醒，照办就在这一步写 confirm = {codes}" if played.asked else ""


def _misfit(detail: ErrorDetails) -> str:
    field = ".".join(map(str, detail["loc"]))
    return f"{field}：{'，'.join(filter(None, sentence(detail)))}"
