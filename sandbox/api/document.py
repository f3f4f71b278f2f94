"""What OpenAPI tells of the API, for anybody: nothing in it is of this hall."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from threading import Lock

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response


def document_of(api: FastAPI) -> Callable[[Request], Awaitable[Response]]:
    """Answers with the document. It is made once, beside the event loop, for that takes seconds in
    which nobody would be answered, and kept as it is sent."""
    made: list[bytes] = []
    making = Lock()

    def document() -> bytes:
        with making:
            if not made:
                made.append(json.dumps(api.openapi(), ensure_ascii=False).encode())
        return made[0]

    async def answer(request: Request) -> Response:
        body = made[0] if made else await asyncio.to_thread(document)
        return Response(body, media_type="application/json")

    return answer
