"""Beside: what takes long is made by threads of its own, not by the one that serves everybody.

A step passes that thread several times, and would wait for a page each time. What is made of an attempt takes as
long as the attempt is: of one that is no longer than cases are, milliseconds, and it is made at once.
"""

from asyncio import get_running_loop
from collections.abc import Callable, Iterable
from contextvars import copy_context
from typing import Any, TypeVar

from starlette.requests import Request

from sandbox import security
from sandbox.attempt.states import Head
from sandbox.server import reader_of, server_of

T = TypeVar("T")


async def made_beside(request: Request, make: Callable[..., T], *asked: Any) -> T:
    """What takes long, made beside: of an account one thing at a time, so that nobody has all the threads."""
    server, holder = server_of(request), security.holder_of(request)
    mine = ("beside", holder.account_id if holder else 0)

    def made() -> T:
        # By a connection of this thread: while one is read through, all else it reads is of before.
        with server.reader.connect() as reader:
            state = {**request.scope["state"], "reader": reader}
            return make(Request({**request.scope, "state": state}), *asked)

    async with server.turns.of_line(request.scope["state"], mine, at_once=1, rests=False):
        return await get_running_loop().run_in_executor(server.made_in, copy_context().run, made)


async def made_of(
    request: Request, heads: Iterable[Head], make: Callable[..., T], *asked: Any
) -> T:
    """What is made of attempts: at once or, where one of them is long, beside."""
    states, reader = server_of(request).states, reader_of(request)
    if any(states.is_long(reader, head) for head in heads):
        return await made_beside(request, make, *asked)
    return make(request, *asked)


async def read_beside(request: Request, head: Head) -> None:
    """Have a long attempt read before a form or the door asks for its state: the door's thread writes for all."""
    states = server_of(request).states
    if not states.has(head) and states.is_long(reader_of(request), head):
        await made_beside(request, lambda asked: states.of(reader_of(asked), head))
