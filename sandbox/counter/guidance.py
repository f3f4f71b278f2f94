"""Hints at the counter: what to do next on the right way, for a price, and the guide through a first case, for
nothing. Neither is there in a contest, nor for who sits one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from sandbox import security
from sandbox.attempt.states import AttemptState, Head, head_of
from sandbox.contest.hints import HOW, PRICE, WHERE, Helped, take, taken
from sandbox.contest.secrecy import demand_no_contest
from sandbox.counter.right_way import RightStep, right_way, undone
from sandbox.declined import Declined
from sandbox.forms.typed import counted
from sandbox.screens.beside import made_of
from sandbox.screens.frame import form, go_to, local
from sandbox.server import Server, reader_of, server_of
from sandbox.sign_ins import sits_a_contest
from sandbox.store.contest import PRACTICE


class NoHints(Declined):
    """A hint was asked for where there are none."""

    code = "no_hints"
    message, remedy = "竞赛中没有提示。", "请按规定独立办理。"


@dataclass(frozen=True, slots=True)
class Guidance:
    """What the counter shows of the right way: the step that was asked for, unless it is done by now, how
    much of it, and what the steps that were told cost so far."""

    helped: Helped
    step: RightStep | None = None
    level: int = 0
    left: int = 0
    of: int = 0

    @property
    def done(self) -> int:
        """How many steps of the right way are done."""
        return self.of - self.left

    @property
    def prices(self) -> Sequence[tuple[int, int]]:
        """How much more can be told of the step, and what that costs."""
        paid = PRICE.get(self.level, 0)
        return [(level, price - paid) for level, price in PRICE.items() if level > self.level]


def guidance_of(request: Request, state: AttemptState) -> Guidance | None:
    """What the counter shows of hints; None in a contest, and of what was told while one is sat."""
    head, reader = state.head, reader_of(request)
    if head.mode != PRACTICE:
        return None
    helped = taken(reader, head.id) if head.hinted else Helped({}, 0, False)
    if helped.nothing:
        return Guidance(helped)
    if sits_a_contest(reader, head.account_id, server_of(request).now_ms()):
        return None
    right = right_way(server_of(request), head).steps
    left = undone(right, state.events)
    asked = next((each for each in left if each.number == helped.last), None)
    step = asked or (left[0] if left and helped.guided else None)
    level = HOW if helped.guided else helped.steps[step.number] if step else 0
    return Guidance(helped, step, level, len(left), len(right))


async def hint(request: Request) -> Response:
    """Tell more of the step that comes next, or of the one after that which is passed over."""
    server, holder, sent = server_of(request), security.signed_in(request), await request.form()
    head = head_of(reader_of(request), int(request.path_params["attempt_id"]), holder.account_id)
    if head.mode != PRACTICE:
        raise NoHints
    demand_no_contest(reader_of(request), holder.account_id, server.now_ms())
    level = counted(str(sent.get("level", "")), otherwise=0)
    passed = counted(str(sent.get("passed", "")), otherwise=0)
    if level in (WHERE, HOW) and not head.sealed:
        step = await made_of(request, [head], _next, server, head, passed)
        now = server.now_ms()
        await server.writer.run(lambda c: take(c, head.id, step.number, level, now))
    return go_to(_back(head, sent.get("back")))


def _next(request: Request, server: Server, head: Head, passed: int) -> RightStep:
    """The next step that is not done; `NoHints` where there is none."""
    right = right_way(server, head).steps
    if not right:
        raise NoHints("案例脚本已更换版本，这份作答没有提示。", remedy="请交卷后再练一次。")
    left = undone(right, server.states.of(reader_of(request), head).events)
    step = next((each for each in left if each.number > passed), None)
    if step is None:
        raise NoHints("规范办法后面的各步都已办过。", remedy="请核对，没有遗漏的就可以交卷。")
    return step


def _back(head: Head, given: object) -> str:
    here, path = f"/attempts/{head.id}", local(given)
    return path if path.partition("?")[0] == here else here


routes = [form("/attempts/{attempt_id:id}/hints", hint, "contestant")]
