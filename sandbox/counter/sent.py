"""A form of an operation as the browser sent it: what was typed, after which action, from where."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request

from mock_systems.operation import Operation
from mock_systems.step import operation_named
from sandbox import security
from sandbox.counter.address import LONGEST_NAME, Where, where_of
from sandbox.declined import TooLarge
from sandbox.forms.typed import Typed, counted
from sandbox.screens.frame import local

Form = Mapping[str, Any]
CARRIED = {security.FIELD, "seen", "back", "confirmed", "asks"}
"""Hidden fields of every form that are not the operation's."""
MOST_TYPED = 20_000
"""Characters in one form: several times what the longest form takes."""
MOST_CONFIRMED = 20


@dataclass(frozen=True, slots=True)
class Sent:
    """A posted form of an operation. One of the card reader `asks` the system that is open, too."""

    operation: type[Operation]
    typed: Typed
    seen: int
    confirmed: tuple[str, ...]
    back: str
    asks: bool = False

    @property
    def looked(self) -> Where:
        """Where the contestant looked."""
        return where_of(urlsplit(self.back).query)


async def sent_with(request: Request) -> Sent:
    """The form that a request posts; raises `TooLarge`, and `UnknownOperation` for an address that
    is none's."""
    posted = await request.form()
    operation = operation_named(request.path_params["operation"])
    typed: dict[str, list[str]] = {}
    for name, value in posted.multi_items():
        if name not in CARRIED and isinstance(value, str):
            typed.setdefault(name, []).append(value)
    if sum(len(text) for name in typed for text in (name, *typed[name])) > MOST_TYPED:
        raise TooLarge
    confirmed = map(str, posted.getlist("confirmed"))
    return Sent(
        operation,
        typed,
        counted(str(posted.get("seen", "")), otherwise=-1),
        tuple(code for code in confirmed if len(code) <= LONGEST_NAME)[:MOST_CONFIRMED],
        _back(request, posted.get("back")),
        "asks" in posted,
    )


def _back(request: Request, given: object) -> str:
    here = f"/attempts/{request.path_params['attempt_id']}"
    path = local(given)
    return path if urlsplit(path).path == here else here
