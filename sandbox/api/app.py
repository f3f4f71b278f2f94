"""The addresses of the JSON API. Endpoints are short: read, or ask the writer or the door."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Path, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy import Connection
from starlette.responses import Response

import mock_systems.catalogue  # noqa: F401  (registers every operation)
from mock_systems.operation import OPERATIONS, Operation
from mock_systems.sentence import Sentence
from sandbox import sittings
from sandbox.api import shapes
from sandbox.api.counter import Counter
from sandbox.api.counter import counter as counter_of
from sandbox.api.shapes import Asked, Entry, Offered, OperationShape, Outcome, Standing, StartOf
from sandbox.attempts import Head, head_of, heads_of_sitting
from sandbox.declined import Declined
from sandbox.door import Action
from sandbox.hall import Hall, hall_of
from sandbox.judging.rulings import latest_scorecard
from sandbox.people import Holder, token_holder
from sandbox.rounds import rounds_of
from sandbox.screens.mistakes import ANSWERS, Mistake, answer_declined
from sandbox.screens.typed import complaint
from sandbox.store.contest import PRACTICE

LONGEST_PLACE = 80
"""Of what names a field in an answer: a program may send fields by any name."""


class NoToken(Declined):
    """The request names no token, or one that is not a contestant's."""

    code, status = "no_token", 401
    message = Sentence("没有可用的接口令牌。")
    remedy = Sentence("请在请求头写明 Authorization: Bearer 令牌；令牌由组织者签发给选手账号。")


class BadForm(Declined):
    """A form that cannot be filled in like that; `where` names the field."""

    code, status = "bad_form", 422
    message = Sentence("表单填写有误。")
    remedy = Sentence("请对照 /api/openapi.json 中这项操作的表单改正后重新提交。")


class NotHandedIn(Declined):
    """Marks are there after hand-in only."""

    code = "not_handed_in"
    message = Sentence("尚未交卷，还没有得分。")
    remedy = Sentence("请交卷后再查看。")


class NotPublished(Declined):
    """In a contest the marks are the judges' until results are published."""

    code, status = "not_published", 403
    message = Sentence("竞赛的得分由裁判确认后统一公布。")
    remedy = Sentence("请等候公布。")


async def contestant(request: Request) -> Holder:
    """The contestant whose token the request carries."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    hall = hall_of(request)
    with hall.reader.connect() as reader:
        holder = token_holder(reader, token) if scheme.lower() == "bearer" else None
    if holder is None or holder.role != "contestant":
        raise NoToken
    request.state.holder = holder
    return holder


Sitter = Annotated[Holder, Depends(contestant)]
Open = Annotated[Hall, Depends(hall_of)]
AttemptId = Annotated[int, Path(ge=1, le=2**31 - 1)]
MISTAKES: dict[int | str, dict[str, Any]] = {
    "default": {"model": Mistake, "description": "未能办理"}
}
router = APIRouter(responses=MISTAKES)


@router.get("/rounds")
async def rounds(sitter: Sitter, hall: Open) -> list[Offered]:
    """场次一览"""
    with hall.reader.connect() as reader:
        lines = rounds_of(reader, sitter.account_id, hall.now_ms())
    return list(map(shapes.offered, lines))


@router.post("/rounds/{round_id}/sittings", status_code=201)
async def start(round_id: AttemptId, of: StartOf, sitter: Sitter, hall: Open) -> list[Standing]:
    """开始一场作答；竞赛中已有的一场原样返回"""
    now, mine = hall.now_ms(), sitter.account_id

    def begin(connection: Connection) -> list[Head]:
        sitting = sittings.start(connection, round_id, mine, now, hall.source, of.case)
        return heads_of_sitting(connection, sitting)

    return [shapes.standing(head, now) for head in await hall.writer.run(begin)]


@router.post("/sittings/{sitting_id}/hand-in")
async def hand_in(sitting_id: AttemptId, sitter: Sitter, hall: Open) -> list[Standing]:
    """交卷；重复交卷不改变结果"""

    def seal(connection: Connection) -> list[Head]:
        sittings.hand_in(connection, sitting_id, sitter.account_id, hall.now_ms())
        return heads_of_sitting(connection, sitting_id)

    return [shapes.standing(head, hall.now_ms()) for head in await hall.writer.run(seal)]


@router.get("/attempts/{attempt_id}")
async def standing(attempt_id: AttemptId, sitter: Sitter, hall: Open) -> Standing:
    """作答现状"""
    with hall.reader.connect() as reader:
        return shapes.standing(head_of(reader, attempt_id, sitter.account_id), hall.now_ms())


@router.get("/attempts/{attempt_id}/counter")
async def counter(attempt_id: AttemptId, sitter: Sitter, hall: Open) -> Counter:
    """窗口现状：群众说的话、桌面材料、办件和文书"""
    with hall.reader.connect() as reader:
        head = head_of(reader, attempt_id, sitter.account_id)
        return counter_of(hall.states.of(reader, head), head.clock_ms(hall.now_ms()))


@router.get("/attempts/{attempt_id}/journal")
async def journal(attempt_id: AttemptId, sitter: Sitter, hall: Open) -> list[Entry]:
    """本人的操作日志"""
    with hall.reader.connect() as reader:
        head = head_of(reader, attempt_id, sitter.account_id)
        events = hall.states.of(reader, head).events
    return [Entry.model_validate({name: e[name] for name in Entry.model_fields}) for e in events]


@router.get("/attempts/{attempt_id}/scorecard")
async def scorecard(attempt_id: AttemptId, sitter: Sitter, hall: Open) -> dict[str, Any]:
    """练习的得分与依据；竞赛不提供"""
    with hall.reader.connect() as reader:
        head = head_of(reader, attempt_id, sitter.account_id)
        if head.mode != PRACTICE:
            raise NotPublished
        if not head.sealed:
            raise NotHandedIn
        return latest_scorecard(reader, attempt_id)


@router.get("/operations")
async def operations(sitter: Sitter) -> list[OperationShape]:
    """全部操作及其表单"""
    return [shapes.shape(operation) for operation in OPERATIONS.values()]


def _act_on(operation: type[Operation]) -> Callable[..., Awaitable[Outcome]]:
    """The endpoint of one operation: its own, so that OpenAPI shows its form."""

    async def act(
        attempt_id: AttemptId, asked: Asked[Operation], sitter: Sitter, hall: Open
    ) -> Outcome:
        form, name = asked.form.data(), operation.declared.name
        action = Action(attempt_id, sitter.account_id, name, form, asked.seen, asked.confirmed)
        return shapes.outcome(await hall.door.act(action))

    asked: Any = Asked
    act.__annotations__["asked"] = asked[operation]
    return act


async def answer_bad_form(request: Request, invalid: Exception) -> Response:
    """The first field that is filled in wrongly, and what is wrong with it."""
    assert isinstance(invalid, RequestValidationError)
    error = invalid.errors()[0]
    where = (".".join(map(str, error["loc"][1:])) or str(error["loc"][0]))[:LONGEST_PLACE]
    return await answer_declined(request, BadForm(complaint(error), where=where))


def make_api() -> FastAPI:
    """The API as an application of its own, to be mounted at `/api`."""
    api = FastAPI(
        title="综合服务大厅接口",
        version="1",
        description=__doc__ or "",
        docs_url=None,
        redoc_url=None,
        exception_handlers={**ANSWERS, RequestValidationError: answer_bad_form},
    )
    api.include_router(router)
    for operation in OPERATIONS.values():
        _offer(api, operation)
    return api


def _offer(api: FastAPI, operation: type[Operation]) -> None:
    declared = operation.declared
    api.post(
        f"/attempts/{{attempt_id}}/act/{declared.name}",
        operation_id=declared.name,
        summary=f"{declared.item} {declared.title}".strip(),
        description=declared.basis,
        tags=[declared.system],
        responses=MISTAKES,
        response_model=Outcome,
    )(_act_on(operation))
