"""Pages of the counter that are kept: a page without anything unsent is a function of the last
hashes of the sitting's attempts, of its end, of where the contestant looks, of the language and of
the browser's token. It is made again when one of these changes."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sandbox import security
from sandbox.attempt.states import Head
from sandbox.counter.address import Where
from sandbox.screens.frame import language

MOST_KEPT = 32_000_000
"""Characters of all kept pages together: some 64 MB, a thousand usual pages."""
LEFT, CLOCK = "\ue000left\ue000", "\ue000clock\ue000"
"""Stand where the clock does while a page is made; private characters, so nobody types them."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page that was made, with the clock cut out, and until when on the contest clock it is
    true: until the visitor's next remark."""

    around: tuple[str, str, str]
    until_ms: float
    characters: int

    @classmethod
    def of(cls, text: str, until_ms: float) -> "KeptPage":
        """A page made with `LEFT` and `CLOCK` where the clock stands."""
        before, _, rest = text.partition(LEFT)
        between, _, after = rest.partition(CLOCK)
        return cls((before, between, after), until_ms, len(text))

    def with_clock(self, head: Head, now: int) -> str:
        """The page with the clock as it is now."""
        left_ms = head.left_ms(now)
        before, between, after = self.around
        return f"{before}{left_ms}{between}{clock(left_ms)}{after}"


_kept: OrderedDict[tuple[Any, ...], KeptPage] = OrderedDict()
_keeping = Lock()


def kept(
    request: Request, head: Head, where: Where, sitting: Sequence[Head], now: int
) -> Response | None:
    """The page as it was made for this very state, browser and language, with the clock as it is
    now; None where it must be made. Only pages without anything unsent are kept."""
    page = _kept.get(_key(request, head, where, sitting))
    if page is None or head.clock_ms(now) >= page.until_ms:
        return None
    return HTMLResponse(page.with_clock(head, now))


def keep(
    request: Request, head: Head, where: Where, sitting: Sequence[Head], page: KeptPage
) -> None:
    """Keep a page that shows nothing unsent; the one kept longest goes."""
    with _keeping:  # pages are made beside, too
        _kept[_key(request, head, where, sitting)] = page
        characters = sum(each.characters for each in _kept.values())
        while characters > MOST_KEPT:
            characters -= _kept.popitem(last=False)[1].characters


def _key(request: Request, head: Head, where: Where, sitting: Sequence[Head]) -> tuple[Any, ...]:
    token, hashes = security.form_token(request), tuple(other.hash for other in sitting)
    return (head.id, hashes, head.until_ms, where, language(request).code, token)


def clock(left_ms: int) -> str:
    """What the clock shows when so much is left."""
    minutes, seconds = divmod(-(-left_ms // 1000), 60)
    return f"{minutes:02d}:{seconds:02d}"
