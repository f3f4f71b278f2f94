"""Why a step was not done, told to whoever wrote it."""

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mock_systems.hints import nearest
from mock_systems.operation import OPERATIONS
from mock_systems.step import UnknownOperation
from scenarios.casting.names import UnknownName
from scenarios.playing.rehearse import Played
from scenarios.reading.sentences import sentence


def why_not(played: Played) -> str:
    """Why a step was not done: the system's refusal, or why it could not be sent."""
    if played.event is not None:
        return f"{played.event['message']}（{played.event['reason']}）"
    if isinstance(played.why_not, UnknownName):
        unknown = played.why_not
        return f"{unknown}，{nearest(unknown.part, unknown.known)}"
    if isinstance(played.why_not, UnknownOperation):
        do = played.step.do
        return f"没有名为“{do}”的操作，{nearest(do, OPERATIONS)}"
    if isinstance(played.why_not, ValidationError):
        return "；".join(map(_unfit, played.why_not.errors()))
    return str(played.why_not)


def _unfit(detail: ErrorDetails) -> str:
    field = ".".join(map(str, detail["loc"]))
    return f"{field}：{'，'.join(filter(None, sentence(detail)))}"
