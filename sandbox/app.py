"""The web application: one place for addresses, screens and answers to mistakes."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount

from sandbox.api.app import make_api
from sandbox.authoring import screens as authoring
from sandbox.contest.coming import draw_in_time
from sandbox.contest.heads import write_in_time
from sandbox.contest.overdue import seal_in_time
from sandbox.contest.practised import make_up
from sandbox.counter import guidance, hand_in, ladder, lost_points, notice, replay, result
from sandbox.counter import screens as counter
from sandbox.judging import screens as judging
from sandbox.judging import signing
from sandbox.organising import screens as organising
from sandbox.policy import screens as policy
from sandbox.screens import bases, entrance, sign_ins
from sandbox.screens.frame import static_files
from sandbox.screens.mistakes import ANSWERS
from sandbox.security import Guard
from sandbox.server import Server, open_server
from sandbox.settings import Settings


def make_app(settings: Settings, opened: Callable[[Settings], Server] = open_server) -> Starlette:
    """The application over a server that opens when serving starts and closes when it ends."""
    api = make_api()
    app = Starlette(
        routes=[
            *counter.routes,
            *bases.routes,
            *entrance.routes,
            *sign_ins.routes,
            *hand_in.routes,
            *notice.routes,
            *guidance.routes,
            *result.routes,
            *replay.routes,
            *lost_points.routes,
            *ladder.routes,
            *judging.routes,
            *signing.routes,
            *organising.routes,
            *policy.routes,
            *authoring.routes,
            Mount("/api", api),
            static_files,
        ],
        middleware=[Middleware(Guard)],
        exception_handlers=ANSWERS,
        lifespan=_opening(settings, opened, api),
    )
    # Such a redirect would lead to whatever host the request names.
    app.router.redirect_slashes = False
    return app


def served() -> Starlette:
    """The application as a worker process makes it, with the settings of its environment."""
    return make_app(Settings.of(os.environ))


def _opening(
    settings: Settings, opened: Callable[[Settings], Server], api: FastAPI
) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def opening(app: Starlette) -> AsyncIterator[None]:
        app.state.server = api.state.server = server = opened(settings)
        meanwhile = seal_in_time, write_in_time, draw_in_time, make_up
        lasting = [asyncio.create_task(each(server)) for each in meanwhile]
        yield
        for each in lasting:
            each.cancel()
        await asyncio.wait(lasting)
        server.close()

    return opening
