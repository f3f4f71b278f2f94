"""The entrance: signing in and out, the language, and the home page of each role."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from mock_systems.items import SERVICE_ITEM
from sandbox import security
from sandbox.accounts import (
    Delayed,
    Holder,
    Locked,
    WrongPassword,
    accounts_by_role,
    choose_language,
    sign_in,
    sign_out,
    signed_in_holder,
)
from sandbox.attempt.states import heads_of_sitting
from sandbox.contest import sittings
from sandbox.contest.rounds import all_rounds, rounds_of, sitting_counts
from sandbox.declined import Declined, NoSuchRound
from sandbox.language import languages
from sandbox.passwords import LONGEST
from sandbox.screens.frame import (
    LANGUAGE,
    form,
    go_to,
    local,
    open_form,
    open_page,
    page,
    render,
)
from sandbox.server import Server, reader_of, server_of
from sandbox.store.contest import CONTEST


@dataclass(frozen=True, slots=True)
class SignInForm:
    """What stands in the sign-in form, its password left out."""

    login: str = ""
    next: str = "/"


async def sign_in_page(request: Request) -> Response:
    """The form for signing in; whoever has signed in is sent on."""
    typed = SignInForm(next=local(request.query_params.get("next", "/")))
    if security.holder_of(request):
        return go_to(typed.next)
    return _entrance(request, typed)


async def enter(request: Request) -> Response:
    """Sign in, or say why not and how long to wait."""
    form = await request.form()
    typed = SignInForm(str(form.get("login", "")).strip(), local(form.get("next", "/")))
    password = str(form.get("password", ""))
    address = request.client.host if request.client else ""
    try:
        token = await sign_in(server_of(request), typed.login, password, address)
    except (WrongPassword, Delayed, Locked) as declined:
        return _entrance(request, typed, declined)
    response = go_to(typed.next)
    security.keep_session(request, response, token)
    await _keep_language(request, token)
    return response


def _entrance(request: Request, typed: SignInForm, declined: Declined | None = None) -> Response:
    status = declined.status if declined else 200
    return render(request, "sign_in.html", status, typed=typed, declined=declined, longest=LONGEST)


async def leave(request: Request) -> Response:
    """Sign out."""
    token = request.cookies[security.SESSION]
    await server_of(request).writer.run(lambda connection: sign_out(connection, token))
    response = go_to("/sign-in")
    for name in (security.SESSION, security.VISIT, LANGUAGE):
        response.delete_cookie(name)
    return response


async def speak(request: Request) -> Response:
    """Choose the language: kept with the account or, before signing in, in the browser."""
    form = await request.form()
    code = str(form.get("code", ""))
    response = go_to(local(form.get("next")))
    if code not in languages():
        return response
    if holder := security.holder_of(request):
        await _choose(server_of(request), holder.account_id, code)
    else:
        security.keep_cookie(request, response, LANGUAGE, code)
    return response


async def home(request: Request) -> Response:
    """What each role begins with."""
    holder = security.signed_in(request)
    return _HOMES[holder.role](request, holder)


async def start_page(request: Request) -> Response:
    """What starting a contest means: the minutes there are from now, and that there is no second
    time. Where there is nothing to start, the home page says why."""
    holder, now = security.signed_in(request), server_of(request).now_ms()
    round_id = int(request.path_params["round_id"])
    lines = rounds_of(reader_of(request), holder.account_id, now)
    line = next((each for each in lines if each.id == round_id), None)
    if line is None:
        raise NoSuchRound
    if line.mode != CONTEST or not line.may_start():
        return go_to("/")
    return render(request, "start.html", round=line, minutes=line.minutes_from(now))


async def start(request: Request) -> Response:
    """Start a sitting, or go on with the one there is, at its first attempt."""
    server, holder = server_of(request), security.signed_in(request)
    round_id, form = int(request.path_params["round_id"]), await request.form()
    case_id = str(form.get("case", ""))
    attempt_id = await server.writer.run(
        lambda connection: _first_attempt(connection, server, round_id, holder.account_id, case_id)
    )
    return go_to(f"/attempts/{attempt_id}")


def _first_attempt(
    connection: Connection, server: Server, round_id: int, account_id: int, case_id: str
) -> int:
    sitting_id = sittings.start(
        connection, round_id, account_id, server.now_ms(), server.source, case_id
    )
    return heads_of_sitting(connection, sitting_id)[0].id


async def _keep_language(request: Request, token: str) -> None:
    """Take the language chosen before signing in over to the account."""
    server, code = server_of(request), request.cookies.get(LANGUAGE, "")
    if code not in languages():
        return
    with server.reader.connect() as reader:
        holder = signed_in_holder(reader, token, server.now_ms())
    if holder and holder.language != code:
        await _choose(server, holder.account_id, code)


async def _choose(server: Server, account_id: int, code: str) -> None:
    await server.writer.run(lambda connection: choose_language(connection, account_id, code))


def _contestant_home(request: Request, holder: Holder) -> Response:
    server = server_of(request)
    with server.reader.connect() as reader:
        rounds = rounds_of(reader, holder.account_id, server.now_ms())
    return render(
        request, "home_contestant.html", rounds=rounds, now=server.now_ms(), cases=server.cases
    )


def _judge_home(request: Request, holder: Holder) -> Response:
    return render(request, "home_judge.html", **_rounds(request))


def _organiser_home(request: Request, holder: Holder) -> Response:
    accounts = accounts_by_role(reader_of(request))
    return render(request, "home_organiser.html", accounts=accounts, **_rounds(request))


def _rounds(request: Request) -> dict[str, Any]:
    """Every round, and how many sittings it has."""
    reader, now = reader_of(request), server_of(request).now_ms()
    rounds = all_rounds(reader, now)
    return {"rounds": rounds, "counts": sitting_counts(reader, now)}


def _author_home(request: Request, holder: Holder) -> Response:
    cases = server_of(request).cases.values()
    listed = [(script, script.items) for script in cases]
    return render(request, "home_author.html", listed=listed, item_names=SERVICE_ITEM)


_HOMES = {
    "contestant": _contestant_home,
    "judge": _judge_home,
    "organiser": _organiser_home,
    "author": _author_home,
}

routes = [
    open_page("/sign-in", sign_in_page),
    open_form("/sign-in", enter),
    form("/sign-out", leave),
    open_form("/language", speak),
    page("/", home),
    page("/rounds/{round_id:id}/start", start_page, "contestant"),
    form("/rounds/{round_id:id}/sittings", start, "contestant"),
]
