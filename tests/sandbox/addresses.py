"""Every address of the program, taken from the program: a new one is tried without being listed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

API = "/api"


@dataclass(frozen=True)
class Address:
    """A method and a path, with the names of what has to be filled in."""

    method: str
    path: str

    @property
    def is_api(self) -> bool:
        return self.path.startswith(f"{API}/")

    @property
    def places(self) -> set[str]:
        """What has to be filled in."""
        return {place[1] for place in _PLACE.finditer(self.path)}

    def filled(self, named: Mapping[str, Any]) -> str:
        """The path with everything filled in. `KeyError` where something has no value."""
        return _PLACE.sub(lambda place: str(named[place[1]]), self.path)


_PLACE = re.compile(r"\{(\w+)(?::\w+)?\}")


def addresses(app: Any, *methods: str) -> list[Address]:
    """Every address, the API's too; of some methods where they are named. Files are left out."""
    found = (Address(method, path) for method, path in _found(app.routes))
    return [each for each in found if each.method in (methods or each.method)]


def screens(app: Any, *methods: str) -> list[Address]:
    """The addresses of pages and their forms."""
    return [each for each in addresses(app, *methods) if not each.is_api]


def calls(app: Any, *methods: str) -> list[Address]:
    """The addresses of the API."""
    return [each for each in addresses(app, *methods) if each.is_api]


def _found(routes: list[BaseRoute], above: str = "") -> Iterator[tuple[str, str]]:
    for route in routes:
        if isinstance(route, Mount):
            if not isinstance(route.app, StaticFiles):
                yield from _found(route.routes, above + route.path)
        elif isinstance(route, Route):
            yield from ((each, above + route.path) for each in (route.methods or set()) - {"HEAD"})
        else:  # Routers that FastAPI includes; whatever has no routes either stops the test.
            yield from _found(route.original_router.routes, above)  # type: ignore[attr-defined]
