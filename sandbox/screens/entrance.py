"""The entrance: signing in and out, the language, and the home page of each role."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from mock_systems.items import SERVICE_ITEM
from mock_systems.spelling import narrow
from sandbox import security
from sandbox.accounts import Holder, Locked, accounts_by_role, choose_language
from sandbox.attempt.late import late_counts
from sandbox.attempt.states import Head, heads_of_sitting
from sandbox.condition import condition_of
from sandbox.contest.hints import guide
from sandbox.contest.ladder import comes_next, first_of_all, rungs
from sandbox.contest.passed_over import passed_over
from sandbox.contest.practice import draw_and_start, start_once
from sandbox.contest.practised import records_of, without_hints
from sandbox.contest.reminders import due_now, today_of
from sandbox.contest.rounds import MOST_SHOWN, all_rounds, earlier, rounds_of, sitting_counts
from sandbox.contest.sittings import Ahead
from sandbox.declined import Declined, NoSuchRound
from sandbox.entries import fires
from sandbox.forms.typed import counted
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
from sandbox.sign_ins import WrongPassword, alone, sign_in, sign_out, signed_in_holder
from sandbox.store.contest import CONTEST, PRACTICE
from scenarios.shelf import is_unpublished


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
    ended = security.not_signed_in(request)
    return _entrance(
        request, typed, ended if isinstance(ended, security.SignedInElsewhere) else None
    )


async def enter(request: Request) -> Response:
    """Sign in, or say why not. Who has left is not waited for."""
    form = await request.form()
    typed = SignInForm(narrow(str(form.get("login", ""))).strip(), local(form.get("next", "/")))
    password, browser = str(form.get("password", "")), security.browser_of(request)
    try:
        token = await security.while_here(
            request, sign_in(server_of(request), typed.login, password, browser)
        )
    except (WrongPassword, Locked) as declined:
        async with security.turn(request):
            return _entrance(request, typed, declined)
    response = go_to(typed.next)
    security.keep_cookie(request, response, security.SESSION, token)
    await _keep_language(request, token)
    return response


def _entrance(request: Request, typed: SignInForm, declined: Declined | None = None) -> Response:
    elsewhere = isinstance(declined, security.SignedInElsewhere)
    status = declined.status if declined and not elsewhere else 200
    values = {"typed": typed, "declined": declined, "longest": LONGEST}
    return render(request, "sign_in.html", status, **values)


async def leave(request: Request) -> Response:
    """Sign out."""
    server, token = server_of(request), security.cookie_of(request, security.SESSION)
    await server.writer.run(lambda connection: sign_out(connection, token, server.now_ms()))
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
        async with security.turn(request):
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
    """Start a sitting, or go on with the one there is, at its first attempt. `again` names an attempt of
    which the same person is to come, `guided` shows every step of practice that is begun now."""
    server, holder = server_of(request), security.signed_in(request)
    round_id, form = int(request.path_params["round_id"]), await request.form()
    case_id, again = str(form.get("case", "")), counted(str(form.get("again", "")), 0)
    browser = security.browser_of(request)

    def started(connection: Connection, ahead: Ahead) -> Head:
        head = _first_attempt(connection, server, round_id, holder.account_id, case_id, ahead)
        if head.mode != PRACTICE:
            alone(connection, head.account_id, browser.token, browser.address, server.now_ms())
        elif form.get("guided") and not head.seq:
            guide(connection, head.id, server.now_ms())
        return head

    head = await draw_and_start(server, round_id, holder.account_id, case_id, started, again)
    return go_to(f"/attempts/{head.id}")


async def sitting_list(request: Request) -> Response:
    """All that a contestant has sat in a round, page by page."""
    server, holder = server_of(request), security.signed_in(request)
    reader, now = reader_of(request), server.now_ms()
    there = rounds_of(reader, holder.account_id, now)
    found = next((each for each in there if each.id == request.path_params["round_id"]), None)
    if found is None:
        raise NoSuchRound
    number = max(1, counted(request.query_params.get("page", ""), 1))
    lines = earlier(reader, holder.account_id, found.id, number)
    values: dict[str, Any] = {"round": found, "sittings": lines, "number": number}
    return render(request, "sittings.html", **values, most=MOST_SHOWN, now=now)


def _first_attempt(
    connection: Connection,
    server: Server,
    round_id: int,
    account_id: int,
    case_id: str,
    ahead: Ahead,
) -> Head:
    sitting_id = start_once(
        connection, round_id, account_id, server.now_ms(), server.source, case_id, ahead
    )
    return heads_of_sitting(connection, sitting_id)[0]


async def _keep_language(request: Request, token: str) -> None:
    """Take the language chosen before signing in over to the account."""
    server, code = server_of(request), security.cookie_of(request, LANGUAGE)
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
        records = records_of(reader, holder.account_id)
        due = due_now(reader, holder.account_id, today_of(server.now_ms()), server.cases)
    values: dict[str, Any] = {"rounds": rounds, "records": records, "due": len(due)}
    ladder = rungs(rounds, server.cases, records)
    values |= {"first": first_of_all(ladder), "next": comes_next(ladder)}
    return render(
        request,
        "home_contestant.html",
        **values,
        alone=without_hints,
        now=server.now_ms(),
        cases=server.cases,
    )


def _judge_home(request: Request, holder: Holder) -> Response:
    return render(request, "home_judge.html", **_rounds(request))


def _organiser_home(request: Request, holder: Holder) -> Response:
    server, reader = server_of(request), reader_of(request)
    values: dict[str, Any] = {
        "accounts": accounts_by_role(reader),
        "fires": fires(reader, server.now_ms()),
        "seen": condition_of(server),
        "late": late_counts(reader),
        "passed_over": passed_over(reader),
    }
    return render(request, "home_organiser.html", **values, **_rounds(request))


def _rounds(request: Request) -> dict[str, Any]:
    """Every round, and how many sittings it has."""
    reader, now = reader_of(request), server_of(request).now_ms()
    rounds = all_rounds(reader, now)
    return {"rounds": rounds, "counts": sitting_counts(reader, now)}


def _author_home(request: Request, holder: Holder) -> Response:
    cases = server_of(request).cases
    listed = [(script, script.items) for script in cases.values()]
    unpublished = list(filter(is_unpublished, cases))
    return render(
        request,
        "home_author.html",
        listed=listed,
        item_names=SERVICE_ITEM,
        unpublished=unpublished,
    )


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
    page("/rounds/{round_id:id}/sittings", sitting_list, "contestant"),
    form("/rounds/{round_id:id}/sittings", start, "contestant"),
]
