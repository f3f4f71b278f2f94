"""The addresses of the JSON API. Endpoints are short: read, or ask the writer or the door."""

from collections.abc import Awaitable, Callable, Sequence
from functools import cache
from json import JSONDecodeError
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import Response

import mock_systems.catalogue  # noqa: F401  (registers every operation)
from mock_systems.operation import OPERATIONS, Operation
from mock_systems.sentence import Sentence
from sandbox.api import shapes
from sandbox.api.counter import Counter
from sandbox.api.counter import counter as counter_of
from sandbox.api.document import document_of
from sandbox.api.scorecard import Scorecard
from sandbox.api.shapes import Asked, AttemptShape, Entry, Offered, OperationShape, Outcome, StartOf
from sandbox.api.sitter import AttemptId, InTurn, Open, Practised, Sitter, demand_practice
from sandbox.attempt.door import Action
from sandbox.attempt.states import Head, heads_of_sitting
from sandbox.contest.marker import marker_of
from sandbox.contest.practice import draw_and_start, start_once
from sandbox.contest.rounds import rounds_of
from sandbox.contest.scorecards import stored_scorecard
from sandbox.contest.sealing import receipts_of
from sandbox.contest.secrecy import demand_no_contest
from sandbox.contest.sittings import Ahead
from sandbox.declined import Declined
from sandbox.forms.typed import complaint
from sandbox.screens.beside import made_of, read_beside
from sandbox.screens.mistakes import (
    ANSWERS,
    Mistake,
    NotUnderstood,
    WrongMethod,
    answer_declined,
    answer_http,
)
from sandbox.server import reader_of, server_of

ABOUT = """程序凭令牌作为选手练习，与页面走同一道门，结果同样记入操作日志。竞赛由选手本人在页面上作答，程序既不能作答，也不能查看。

1. `GET /rounds` 看场次，`POST /rounds/{round_id}/sittings` 开始作答，得到各份作答的标识 `attempt`（凭证上的作答编号是另一个）。
2. `GET /attempts/{attempt_id}/counter` 看窗口现状，`POST /attempts/{attempt_id}/act/操作` 办理一步：`form` 是这项操作的表单，
   `seen` 是看到的最后一步的序号 `seq`。办理前先提醒的，看到提醒后把它的代码写进 `confirmed` 再办；没有提醒过的，写了也先提醒。
   重复提交不会重复办理。
3. `POST /sittings/{sitting_id}/hand-in` 交卷。

金额一律是整数，单位为分（390000 即 3,900.00元）；年月是 YYYY-MM；日期是 YYYY-MM-DD；以 `_ms` 结尾的是毫秒；得分的单位是百分之一分。
代码项的 `enum` 是可填的代码，`labels` 是各代码的名称，`codes` 是代码表的名称，`code` 是国家标准的数据项代码。
出错时一律回答 `{"error": 代码, "message": 说明, "where": 位置, "remedy": 办法}`。

A program practises as a contestant, by bearer token; contests are for people. Money is whole fen, months are YYYY-MM, names ending in `_ms` are
milliseconds, points are whole hundredths; `seen` is the number of the last entry that was seen."""
"""What OpenAPI tells first."""

OTHER_METHOD = Sentence("请改用这个地址接受的方法；各地址的方法见 /api/openapi.json。")
"""The way on from a wrong method: a program has no buttons."""

LONGEST_PLACE = 80
"""Of what names a field in an answer: a program may send fields by any name."""


class BadForm(Declined):
    """A form that cannot be filled in like that; `where` names the field."""

    code, status = "bad_form", 422
    message = Sentence("表单填写有误。")
    remedy = Sentence("请对照 /api/openapi.json 中这项操作的表单改正后重新提交。")


class NotJson(Declined):
    """What was sent is no JSON; `where` is the line and the column it cannot be read at."""

    code, status = "not_json", 422
    message = Sentence("提交的内容不是完整的 JSON。")
    remedy = Sentence("请改正后重新提交：UTF-8 编码的 JSON，层数和数字都不过长。")


class NotHandedIn(Declined):
    """Marks are there after hand-in only."""

    code = "not_handed_in"
    message = Sentence("尚未交卷，还没有得分。")
    remedy = Sentence("请交卷后再查看。")


MISTAKES: dict[int | str, dict[str, Any]] = {
    "default": {"model": Mistake, "description": "未能办理"}
}
CARD: dict[int | str, dict[str, Any]] = {
    200: {"model": Scorecard, "description": "评分表，同存档的一致"}
}
_ENTRIES = TypeAdapter(list[Entry])
router = APIRouter(responses=MISTAKES, route_class=InTurn)


@router.get("/rounds")
async def rounds(sitter: Sitter, server: Open) -> list[Offered]:
    """场次一览"""
    with server.reader.connect() as reader:
        lines = rounds_of(reader, sitter.account_id, server.now_ms())
    return list(map(shapes.offered, lines))


@router.post("/rounds/{round_id}/sittings", status_code=201)
async def start(
    round_id: AttemptId, of: StartOf, sitter: Sitter, server: Open
) -> list[AttemptShape]:
    """开始一场练习；同一案例没有交卷的一场原样返回"""
    mine = sitter.account_id
    with server.reader.connect() as reader:
        there = rounds_of(reader, mine, server.now_ms())
    demand_practice(*(line.mode for line in there if line.id == round_id))

    def begin(connection: Connection, ahead: Ahead) -> list[AttemptShape]:
        now = server.now_ms()
        sitting = start_once(connection, round_id, mine, now, server.source, of.case, ahead)
        return _attempts(connection, heads_of_sitting(connection, sitting), now)

    return await draw_and_start(server, round_id, mine, of.case, begin)


@router.post("/sittings/{sitting_id}/hand-in")
async def hand_in(sitting_id: AttemptId, sitter: Sitter, server: Open) -> list[AttemptShape]:
    """交卷；重复交卷不改变结果"""
    with server.reader.connect() as reader:
        heads = heads_of_sitting(reader, sitting_id)
    demand_practice(*(head.mode for head in heads if head.account_id == sitter.account_id))
    await marker_of(server).hand_in(sitting_id, sitter.account_id)
    with server.reader.connect() as reader:
        return _attempts(reader, heads_of_sitting(reader, sitting_id), server.now_ms())


@router.get("/attempts/{attempt_id}")
async def attempt(head: Practised, server: Open) -> AttemptShape:
    """作答现状"""
    with server.reader.connect() as reader:
        return _attempts(reader, [head], server.now_ms())[0]


def _attempts(reader: Connection, heads: Sequence[Head], now: int) -> list[AttemptShape]:
    codes = receipts_of(reader, [head.id for head in heads if head.sealed])
    return [shapes.attempt(head, now, codes.get(head.id, "")) for head in heads]


@router.get("/attempts/{attempt_id}/counter")
async def counter(head: Practised, request: Request) -> Counter:
    """窗口现状：群众说的话、桌面材料、办件和文书"""
    return await made_of(request, [head], _counter, head)


def _counter(request: Request, head: Head) -> Counter:
    server = server_of(request)
    return counter_of(server.states.of(reader_of(request), head), head.clock_ms(server.now_ms()))


@router.get("/attempts/{attempt_id}/journal", response_model=list[Entry])
async def journal(head: Practised, request: Request) -> Response:
    """本人的操作日志"""
    return await made_of(request, [head], _journal, head)


def _journal(request: Request, head: Head) -> Response:
    """Written out at once: to have it read and written out for two thousand entries takes long, too."""
    events = server_of(request).states.of(reader_of(request), head).events
    told = [Entry.model_validate({name: e[name] for name in Entry.model_fields}) for e in events]
    return Response(_ENTRIES.dump_json(told), media_type="application/json")


@router.get("/attempts/{attempt_id}/scorecard", response_model=None, responses=CARD)
async def scorecard(head: Practised, server: Open) -> Response:
    """得分与依据"""
    if not head.sealed:
        raise NotHandedIn
    with server.reader.connect() as reader:
        demand_no_contest(reader, head.account_id, server.now_ms())
        card = stored_scorecard(reader, head.id)  # One may have thousands of findings.
    return Response(card, media_type="application/json")


@router.get("/operations")
async def operations(sitter: Sitter) -> list[OperationShape]:
    """全部操作及其表单"""
    return [shapes.shape(operation) for operation in OPERATIONS.values()]


def _act_on(operation: type[Operation]) -> Callable[..., Awaitable[Outcome]]:
    """The endpoint of one operation: its own, so that OpenAPI shows its form."""

    async def act(
        request: Request, head: Practised, asked: Asked[Operation], server: Open
    ) -> Outcome:
        await read_beside(request, head)
        form, name = asked.form.data(), operation.declared.name
        action = Action(head.id, head.account_id, name, form, asked.seen, asked.confirmed)
        try:
            return shapes.outcome(await server.door.act(action))
        except ValidationError as invalid:
            found = [{**each, "loc": ("body", "form", *each["loc"])} for each in invalid.errors()]
            raise RequestValidationError(found) from None

    asked: Any = Asked
    act.__annotations__["asked"] = asked[operation]
    return act


async def answer_bad_form(request: Request, invalid: Exception) -> Response:
    """The first field that is filled in wrongly, and what is wrong with it; or where it stops being
    JSON at all."""
    assert isinstance(invalid, RequestValidationError)
    if isinstance(broken := invalid.__cause__, JSONDecodeError):
        line, column = broken.lineno, broken.colno
        said = Sentence(
            "提交的内容不是完整的 JSON，读到第{line}行第{column}列为止。", line=line, column=column
        )
        return await answer_declined(request, NotJson(said, where=f"{line}:{column}"))
    error = invalid.errors()[0]
    where = (".".join(map(str, error["loc"][1:])) or str(error["loc"][0]))[:LONGEST_PLACE]
    return await answer_declined(request, BadForm(complaint(error), where=where))


async def answer_refused(request: Request, refused: Exception) -> Response:
    """What the framework refuses, in words a program can act on."""
    assert isinstance(refused, HTTPException)
    match refused.status_code:
        case 400 if not isinstance(refused.__cause__, Declined):
            refused.__cause__ = NotUnderstood(remedy=NotJson.remedy)
        case 405:
            allowed = (refused.headers or {}).get("Allow", "")
            said = Sentence(
                "这个地址不接受 {method}，只接受 {allowed}。",
                method=request.method,
                allowed=allowed,
            )
            refused.__cause__ = WrongMethod(said, where=allowed, remedy=OTHER_METHOD)
    return await answer_http(request, refused)


def make_api() -> FastAPI:
    """The API as an application of its own, to be mounted at `/api`."""
    api = FastAPI(
        title="综合服务大厅接口",
        version="1",
        description=ABOUT,
        openapi_url=None,
        servers=[{"url": "/api"}],
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        # As they are: a router that is included is made anew for each API.
        routes=[*router.routes, *_acts().routes],
        exception_handlers={
            **ANSWERS,
            RequestValidationError: answer_bad_form,
            HTTPException: answer_refused,
        },
    )
    api.add_route("/openapi.json", document_of(api))
    return api


@cache
def _acts() -> APIRouter:
    """Where every operation is done. Made once, whoever makes an API: the models of its forms take
    most of the time that starting takes."""
    acts = APIRouter(route_class=InTurn)
    for operation in OPERATIONS.values():
        _offer(acts, operation)
    return acts


def _offer(acts: APIRouter, operation: type[Operation]) -> None:
    declared = operation.declared
    acts.post(
        f"/attempts/{{attempt_id}}/act/{declared.name}",
        operation_id=declared.name,
        summary=f"{declared.item} {declared.title}".strip(),
        description=declared.basis,
        tags=[declared.system],
        responses=MISTAKES,
        response_model=Outcome,
    )(_act_on(operation))
