"""Whom a program sits for: the contestant of its token, at practice alone."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Depends, Path, Request, Security
from fastapi.routing import APIRoute
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.responses import Response

from mock_systems.sentence import Sentence
from sandbox.accounts import Holder, is_unused_since, note_use, token_holder
from sandbox.attempt.states import Head, head_of
from sandbox.declined import Declined
from sandbox.security import received, turn
from sandbox.server import Server, server_of
from sandbox.store.contest import PRACTICE

USED_MS = 60_000


class NoToken(Declined):
    """The request names no token, or one that is not a contestant's."""

    code, status = "no_token", 401
    message = Sentence("没有可用的接口令牌。")
    remedy = Sentence("请在请求头写明 Authorization: Bearer 令牌；令牌由组织者签发给选手账号。")


class NotByProgram(Declined):
    """A contest is sat by its contestant, at the pages: no program acts or looks beside the seat."""

    code, status = "not_by_program", 403
    message = Sentence("竞赛由选手本人在页面上作答，程序不能代替，也不能查看。")
    remedy = Sentence("请在浏览器中登录作答；程序可以用于练习。")


bearer = HTTPBearer(
    scheme_name="token",
    description="组织者用 accounts token 为选手账号签发的接口令牌。",
    auto_error=False,
)
Given = Annotated[HTTPAuthorizationCredentials | None, Security(bearer)]


class InTurn(APIRoute):
    """An address whose requests are answered in the turns of whoever's token they carry, of nobody's in
    those of their address. What is sent is read as JSON in that turn, too: it costs as much as a page."""

    def _answering(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answered = super().get_route_handler()

        async def in_turn(request: Request) -> Response:
            given = await bearer(request)
            with server_of(request).reader.connect() as reader:
                request.state.holder = token_holder(reader, given.credentials if given else "")
            await received(request)
            async with turn(request):
                return await answered(request)

        return in_turn

    get_route_handler = _answering


async def contestant(request: Request, given: Given) -> Holder:
    """The contestant whose token the request carries. That it was used is noted once a minute."""
    server, token = server_of(request), given.credentials if given else ""
    now = server.now_ms()
    with server.reader.connect() as reader:
        holder = token_holder(reader, token)
        if holder is None or holder.role != "contestant":
            raise NoToken
        is_news = is_unused_since(reader, token, now - USED_MS)
    if is_news:
        await server.writer.run(lambda connection: note_use(connection, token, now))
    return holder


Sitter = Annotated[Holder, Depends(contestant)]
Open = Annotated[Server, Depends(server_of)]
AttemptId = Annotated[int, Path(ge=1, le=2**31 - 1)]


async def practised(attempt_id: AttemptId, sitter: Sitter, server: Open) -> Head:
    """The head of an attempt at practice of this contestant's."""
    with server.reader.connect() as reader:
        head = head_of(reader, attempt_id, sitter.account_id)
    demand_practice(head.mode)
    return head


def demand_practice(*modes: str) -> None:
    """`NotByProgram` where one of these modes of rounds is none of practice."""
    if any(mode != PRACTICE for mode in modes):
        raise NotByProgram


Practised = Annotated[Head, Depends(practised)]
