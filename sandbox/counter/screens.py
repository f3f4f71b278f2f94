"""The counter's pages and forms: everything a contestant opens or sends in the course of a case.

A page is made from the attempt's state; a form goes through the door and then leads back to a
page. What could not be read or was overtaken is shown again with everything that was typed.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from pydantic import ValidationError
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from mock_systems.hall.papers import ViewPaper
from mock_systems.hall.talk import Say
from mock_systems.records import is_party
from mock_systems.sentence import Sentence
from mock_systems.step import operation_named
from sandbox import security
from sandbox.attempt.door import Action
from sandbox.attempt.states import Head, head_of, heads_of_sitting
from sandbox.counter.address import At, Where, place_of, where_of
from sandbox.counter.deeds import Deed, deeds_of, nothing_left, undone
from sandbox.counter.drafts import drafts_of, forget_draft, keep_draft
from sandbox.counter.filling import Unsent
from sandbox.counter.kept import kept
from sandbox.counter.menus import HALL
from sandbox.counter.page import counter_page
from sandbox.counter.progress import progress_of
from sandbox.counter.result import handed_in
from sandbox.counter.sent import Form, Sent, sent_with
from sandbox.counter.view import known, waiting
from sandbox.declined import (
    BeingHandedIn,
    Declined,
    Full,
    NotSaved,
    OutOfTime,
    Overtaken,
    Sealed,
)
from sandbox.forms.numbers import keyed
from sandbox.forms.typed import Typed, complaints, read
from sandbox.forms.views import form_view
from sandbox.screens.beside import made_of, read_beside
from sandbox.screens.frame import form, go_to, language, page
from sandbox.server import Server, reader_of, server_of
from sandbox.store.contest import PRACTICE

CONTESTANT = "contestant"


async def counter(request: Request) -> Response:
    """The counter, or what came of it after hand-in."""
    head = _own_head(request)
    if head.sealed:
        return go_to(f"/attempts/{head.id}/result")
    return await _made(request, head, where_of(request.url.query), Unsent({}))


def shelf(request: Request) -> Response | None:
    """The counter as it was made, where nothing is unsent or told and nothing was done since. It is kept by
    where an address looks: one that looks at what there is not is made, for to tell takes the state."""
    head = _own_head(request)
    if head.sealed or head.drafts or head.hinted:
        return None
    # In practice a sitting is one attempt; a page that is kept is worth one look at the database.
    alone = head.mode == PRACTICE
    sitting = [head] if alone else heads_of_sitting(reader_of(request), head.sitting_id)
    return kept(request, head, where_of(request.url.query), sitting, server_of(request).now_ms())


async def act(request: Request) -> Response:
    """Send one operation through the door, of a typed turn one sentence after another, and go back
    to the page it came from. What comes after a sentence that was stopped stays in its form."""
    server, head, done = server_of(request), _own_head(request), 0
    sent = await sent_with(request)
    await read_beside(request, head)
    filled = read(sent.operation, _keyed(request, head, sent))
    if filled.errors:
        return await _again(request, head, sent, filled.errors)
    try:
        deeds = _deeds(request, head, sent, filled.form)
        for each in deeds:
            acted = await server.door.act(_action(request, sent, each, done))
            if not acted.event["accepted"]:
                break
            done += 1
    except ValidationError as invalid:
        return await _again(request, head, sent, complaints(invalid))
    except (BeingHandedIn, Full, NotSaved, OutOfTime, Overtaken, Sealed) as declined:
        return await _again(
            request, head, undone(sent, deeds, done), _stopped_after(done), declined
        )
    # What was done is saved: a draft that cannot be changed does not make that untrue.
    with suppress(SQLAlchemyError):
        await _keep(server, head, undone(sent, deeds, done), forget=nothing_left(sent, deeds, done))
    return go_to(_after(sent, deeds, done))


async def form_page(request: Request) -> Response:
    """The address that an operation's form is sent to, opened: the counter with that form."""
    head, operation = _own_head(request), operation_named(request.path_params["operation"])
    return go_to(At(head.id, head.seq, place_of(operation)).page())


async def draft(request: Request) -> Response:
    """Keep what is typed and not sent. Answers with the number of the last saved action, what is
    told of the numbers typed, and whether any form of the attempt is `waiting` to be sent; what was
    typed before that action is refused, so that a late draft never follows its own form."""
    sent = await sent_with(request)
    head = _own_head(request)
    await _keep(server_of(request), head, sent, late=False)
    left, names = await made_of(request, [head], _unsent, head, sent)
    return JSONResponse({"seq": head.seq, "names": names, "waiting": left})


def _unsent(request: Request, head: Head, sent: Sent) -> tuple[bool, Mapping[str, str]]:
    reader = reader_of(request)
    left = waiting(server_of(request).states.of(reader, head), drafts_of(reader, head.id))
    return bool(left), _names(request, head, sent)


async def pulse(request: Request) -> Response:
    """The server's word: the last saved action, the time that is left, and until when that is."""
    head, server = _own_head(request), server_of(request)
    clock = {"left_ms": head.left_ms(server.now_ms()), "until_ms": head.until_ms}
    return JSONResponse({"seq": head.seq, **clock, "sealed": head.sealed})


def _deeds(request: Request, head: Head, sent: Sent, whole: Form) -> Sequence[Deed]:
    """The actions of a form; a typed turn must not be longer than a turn may be."""
    if sent.operation is Say and "text" in whole:
        Say.model_validate(whole)
    return deeds_of(server_of(request).states.of(reader_of(request), head), sent, whole)


def _action(request: Request, sent: Sent, each: Deed, done: int) -> Action:
    """The action that comes after those that are done. It saw what they left, so that the same
    turn sent twice meets each of its sentences as said already."""
    holder = security.signed_in(request)
    attempt_id, name = int(request.path_params["attempt_id"]), each.operation.declared.name
    return Action(attempt_id, holder.account_id, name, each.form, sent.seen + done, sent.confirmed)


def _stopped_after(done: int) -> Mapping[str, str]:
    said = Sentence("前 {count} 句已经说出，框里的还没有说。", count=done)
    return {"text": said} if done else {}


async def _made(request: Request, head: Head, *asked: Any) -> Response:
    sitting = heads_of_sitting(reader_of(request), head.sitting_id)
    return await made_of(request, sitting, _page, head, *asked)


def _page(
    request: Request,
    head: Head,
    where: Where,
    unsent: Unsent,
    declined: Declined | None = None,
    status: int = 200,
) -> Response:
    server, reader = server_of(request), reader_of(request)
    # Read at once: the page is kept by these hashes, and the next step may be saved at any time.
    heads = {each.id: each for each in heads_of_sitting(reader, head.sitting_id)}
    head = heads[head.id]
    state = server.states.of(reader, head)
    where = known(where, state, head.clock_ms(server.now_ms()))
    sitting = [(each, progress_of(server.states, reader, each)) for each in heads.values()]
    unsent = replace(unsent, drafts=drafts_of(reader, head.id) if head.drafts else {})
    return counter_page(request, server, state, where, unsent, sitting, declined, status)


async def _keep(
    server: Server, head: Head, sent: Sent, *, late: bool = True, forget: bool = False
) -> None:
    """Keep a form's text as its draft, or `forget` it; what is typed before the last action, or
    before hand-in, is refused unless it may come `late`. Nothing is kept once it is sealed."""

    def kept(connection: Connection) -> None:
        name = sent.operation.declared.name
        if forget:
            forget_draft(connection, head.id, name)
            return
        now = head_of(connection, head.id)
        if not late and (now.sealed or now.seq != sent.seen):
            raise Overtaken
        if not now.sealed:
            keep_draft(connection, head.id, name, sent.typed, server.now_ms())

    await server.writer.run(kept)


async def _again(
    request: Request,
    head: Head,
    sent: Sent,
    errors: Mapping[str, str],
    declined: Declined | None = None,
) -> Response:
    """The page the form came from, with what was typed still in it; after hand-in, what came of
    the attempt."""
    with suppress(SQLAlchemyError):
        await _keep(server_of(request), head, sent)
    if (now := _own_head(request)).sealed:
        return await handed_in(request, now, declined)
    name, system = sent.operation.declared.name, sent.operation.declared.system
    where = sent.looked
    if system == HALL and sent.operation is not Say and not where.paper:
        where = replace(where, step=name)
    unsent = Unsent({}, name, sent.typed, errors)
    status = declined.status if declined else 422
    return await _made(request, now, where, unsent, declined, status)


def _after(sent: Sent, deeds: Sequence[Deed], done: int) -> str:
    """Where to go after an operation: back, to the paper taken up, out of a step that is done, to
    what a card asked."""
    accepted, split = done == len(deeds), urlsplit(sent.back)
    named = {name: values[-1] for name, values in parse_qs(split.query).items()}
    if sent.operation is ViewPaper and accepted:
        named["paper"] = sent.typed["paper"][-1]
    if accepted and named.get("step") == sent.operation.declared.name:
        del named["step"]
    if done and sent.asks:
        asked = place_of(deeds[-1].operation)
        named |= {"system": asked.system, "op": asked.operation} if asked.system else {}
    return split.path + (f"?{urlencode(named)}" if named else "")


def _keyed(request: Request, head: Head, sent: Sent) -> Typed:
    world = server_of(request).states.of(reader_of(request), head).world
    return keyed(sent.operation, sent.typed, world)


def _names(request: Request, head: Head, sent: Sent) -> dict[str, str]:
    """What stands beside the fields that take a number: the name of whom was looked up, else
    whether there is anybody."""
    state = server_of(request).states.of(reader_of(request), head)
    fields = form_view(sent.operation, state.world, {}, sent.typed, seen=state.seen).fields
    named = (each for each in fields if is_party(each.declared.record))
    return {each.declared.name: language(request).say(each.note) for each in named}


def _own_head(request: Request) -> Head:
    holder = security.signed_in(request)
    return head_of(reader_of(request), int(request.path_params["attempt_id"]), holder.account_id)


routes = [
    page("/attempts/{attempt_id:id}", counter, CONTESTANT, shelf=shelf),
    form("/attempts/{attempt_id:id}/act/{operation}", act, CONTESTANT),
    page("/attempts/{attempt_id:id}/act/{operation}", form_page, CONTESTANT),
    form("/attempts/{attempt_id:id}/draft/{operation}", draft, CONTESTANT),
    page("/attempts/{attempt_id:id}/pulse", pulse, CONTESTANT),
]
