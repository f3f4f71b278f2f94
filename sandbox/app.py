"""The web application: one place for addresses, screens and answers to mistakes."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from sandbox.declined import Declined
from sandbox.hall import Hall, open_hall
from sandbox.screens import entrance
from sandbox.screens.frame import static_files
from sandbox.screens.mistakes import answer_database, answer_declined, answer_fault, answer_http
from sandbox.security import Guard
from sandbox.settings import Settings


def make_app(settings: Settings, opened: Callable[[Settings], Hall] = open_hall) -> Starlette:
    """The application over a hall that opens when serving starts and closes when it ends."""
    return Starlette(
        routes=[*entrance.routes, static_files],
        middleware=[Middleware(Guard)],
        exception_handlers={
            Declined: answer_declined,
            HTTPException: answer_http,
            OperationalError: answer_database,
            Exception: answer_fault,
        },
        lifespan=_opening(settings, opened),
    )


def served() -> Starlette:
    """The application as a worker process makes it, with the settings of its environment."""
    return make_app(Settings.of(os.environ))


def _opening(
    settings: Settings, opened: Callable[[Settings], Hall]
) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def opening(app: Starlette) -> AsyncIterator[None]:
        app.state.hall = opened(settings)
        yield
        app.state.hall.close()

    return opening
