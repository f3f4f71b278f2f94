"""The reception: whose password is looked at next, so that nobody keeps another out.

A password costs the server 20 ms, so those who want in queue. Addresses take turns, and so do the
browsers of an address: how many one sender sends is the sender's own affair. Browsers that have
been in by an account before go first, and have a pace of their own.

Wrong passwords slow an account down for strangers, all of them together, and whoever has missed
often stands behind who has not. Nobody is refused for others' wrong passwords: they are waited
for, seconds at most. So strangers can make `FREE_TRIES` and then one try in `LONGEST_S` at an
account, 730 in an hour, and the same browser one in `KNOWN_S`, 1,200. Only a full queue says no,
and whoever is told so keeps the place for the next try.

All is in memory and by a clock that nobody sets: nothing outlives a restart, and with several
processes each counts for itself. Logins that do not exist are treated as those that do.
"""

import asyncio
import math
from collections import Counter, OrderedDict
from dataclasses import dataclass, field

from mock_systems.sentence import Sentence
from sandbox.declined import Declined

AT_ONCE = 2
MOST_WAITING = 300
"""Some five seconds of passwords: a hall that signs in at one stroke."""
SHARE = 150
"""Of the queue, for one address: a school may sit behind one."""
AT_ONE_ACCOUNT = 6
"""Waiting for one account, or for one browser at it."""
FREE_TRIES = 5
FIRST_S, LONGEST_S = 0.5, 5.0
KNOWN_S = 3.0
REMEMBERED_S = 3_600.0
LANES, MISSED_BY = 20_000, 400
"""How many accounts, and of one how many addresses and browsers, are remembered at most."""


class Busy(Declined):
    """More want to sign in than can be looked at."""

    code, status = "busy", 503
    remedy = Sentence("您没有输错，账号也没有被锁。请稍候再按一次“登录”。")

    def __init__(self, seconds: int) -> None:
        super().__init__(Sentence("现在登录的人太多，请在 {seconds} 秒后再试。", seconds=seconds))
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Guest:
    """Who wants in: an address, the hash of a browser's name, and whether that browser has been in
    by this account before."""

    address: str
    browser: str
    known: bool


@dataclass(slots=True)
class Lane:
    """The tries at one account by all strangers, or by one browser that is known there."""

    known: bool
    failures: int = 0
    next_s: float = 0.0
    last_s: float = 0.0
    """When somebody last came."""
    busy: bool = False
    missed: "Counter[str]" = field(default_factory=Counter)

    def miss(self, guest: Guest, now: float) -> None:
        """A wrong password."""
        self.failures += 1
        self.next_s = now + delay_s(self.failures, known=self.known)
        if len(self.missed) >= MISSED_BY:
            self.missed.clear()
        self.missed.update((guest.address, guest.browser))

    def misses(self, guest: Guest) -> int:
        """How often this address and this browser have missed."""
        return self.missed[guest.address] + self.missed[guest.browser]


@dataclass(slots=True, eq=False)
class Turn:
    """A place in the queue."""

    guest: Guest
    lane: Lane
    place: tuple[bool, int, int, int]
    """Strangers after the known; by how many of this browser waited before; by how often address
    and browser have missed; by when this browser first came since it was last looked at."""
    asked: str
    """What that is remembered by."""
    called: "asyncio.Future[None]"

    def is_here(self) -> bool:
        """Whether it could be called, were it not for the pace."""
        return not self.lane.busy and not self.called.done()


class Reception:
    """The queue of one process."""

    def __init__(self) -> None:
        self._lanes: OrderedDict[str, Lane] = OrderedDict()
        self._waiting: list[Turn] = []
        self._served: OrderedDict[str, int] = OrderedDict()
        """When an address was last called, counted in calls."""
        self._asked: OrderedDict[str, int] = OrderedDict()
        """When a browser first came to an account that it was not looked at since."""
        self._working = self._came = self._calls = 0
        self._again: asyncio.TimerHandle | None = None

    async def turn(self, login_hash: str, guest: Guest) -> Turn:
        """Wait until a password may be looked at; `Busy` where too many wait. Whoever is cancelled
        gives up the place. `done` must follow. What is told here is remembered: anybody can send
        a login or a browser's name of any length, so only their hashes come in."""
        turn = self._placed(login_hash, guest)
        self._call()
        try:
            await turn.called
        except asyncio.CancelledError:
            if turn in self._waiting:
                self._waiting.remove(turn)
            elif not turn.called.cancelled():
                self.done(turn, wrong=False)
            raise
        return turn

    def done(self, turn: Turn, *, wrong: bool) -> None:
        """The password was looked at."""
        now = asyncio.get_running_loop().time()
        self._working -= 1
        turn.lane.busy = False
        self._asked.pop(turn.asked, None)
        if wrong:
            turn.lane.miss(turn.guest, now)
        self._call()

    def _placed(self, login_hash: str, guest: Guest) -> Turn:
        loop = asyncio.get_running_loop()
        lane, asked = self._lane(login_hash, guest, loop.time()), f"{guest.browser} {login_hash}"
        mates = self._of(guest.address)
        own = sum(each.guest.browser == guest.browser for each in mates)
        place = (not guest.known, own, lane.misses(guest), self._first_came(asked))
        turn = Turn(guest, lane, place, asked, loop.create_future())
        lane_mates = [each for each in self._waiting if each.lane is lane]
        if len(lane_mates) >= AT_ONE_ACCOUNT:
            self._make_room(turn, lane_mates)
        if len(mates := self._of(guest.address)) >= SHARE:
            self._make_room(turn, mates)
        if len(self._waiting) >= MOST_WAITING:
            fullest = self._of(self._fullest())
            self._make_room(turn, fullest, whoever=len(fullest) > len(mates) + 1)
        self._waiting.append(turn)
        return turn

    def _first_came(self, asked: str) -> int:
        """Whoever is told to come again keeps the place among those who have missed as often."""
        self._came += 1
        first = self._asked[asked] = self._asked.pop(asked, self._came)
        if len(self._asked) > LANES:
            self._asked.popitem(last=False)
        return first

    def _of(self, address: str) -> list[Turn]:
        return [turn for turn in self._waiting if turn.guest.address == address]

    def _fullest(self) -> str:
        waiting = Counter(turn.guest.address for turn in self._waiting)
        return waiting.most_common(1)[0][0]

    def _make_room(self, turn: Turn, waiting: list[Turn], *, whoever: bool = False) -> None:
        """The last of those who wait gives way: to whoever comes, or to who would stand before it."""
        last = max(waiting, key=lambda each: each.place)
        busy = Busy(max(2, math.ceil(turn.lane.next_s - asyncio.get_running_loop().time())))
        if not whoever and turn.place >= last.place:
            raise busy
        self._waiting.remove(last)
        if not last.called.done():
            last.called.set_exception(busy)

    def _lane(self, login_hash: str, guest: Guest, now: float) -> Lane:
        name = f"{guest.browser} {login_hash}" if guest.known else login_hash
        self._forget(now)
        lane = self._lanes.setdefault(name, Lane(guest.known))
        lane.last_s = now
        self._lanes.move_to_end(name)
        if len(self._lanes) > LANES:
            self._lanes.popitem(last=False)
        return lane

    def _forget(self, now: float) -> None:
        """Let go of the lanes nobody has come to for long; those stand first."""
        while self._lanes and next(iter(self._lanes.values())).last_s + REMEMBERED_S < now:
            self._lanes.popitem(last=False)

    def _call(self) -> None:
        """Let in whoever is next, as long as there are hands; look again when a lane opens."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        while self._working < AT_ONCE:
            ready = [t for t in self._waiting if t.is_here() and t.lane.next_s <= now]
            if not ready:
                break
            turn = self._next(ready)
            self._serve(turn)
            turn.called.set_result(None)
        later = [t.lane.next_s for t in self._waiting if t.is_here() and t.lane.next_s > now]
        if self._again:
            self._again.cancel()
        self._again = loop.call_at(min(later) + 0.001, self._call) if later else None

    def _next(self, ready: list[Turn]) -> Turn:
        """Of an account who has missed least, of those whose address was served longest ago."""
        fronts: dict[int, Turn] = {}
        for turn in sorted(ready, key=lambda each: (each.place[2], self._rank(each))):
            fronts.setdefault(id(turn.lane), turn)
        return min(fronts.values(), key=self._rank)

    def _rank(self, turn: Turn) -> tuple[bool, int, tuple[bool, int, int, int]]:
        return turn.place[0], self._served.get(turn.guest.address, 0), turn.place

    def _serve(self, turn: Turn) -> None:
        self._waiting.remove(turn)
        self._working += 1
        self._calls += 1
        turn.lane.busy = True
        self._served[turn.guest.address] = self._calls
        self._served.move_to_end(turn.guest.address)
        if len(self._served) > LANES:
            self._served.popitem(last=False)


def delay_s(failures: int, *, known: bool) -> float:
    """How long the next try waits after so many wrong ones: for strangers it doubles, up to
    `LONGEST_S`; at a known browser it never grows."""
    if failures < FREE_TRIES:
        return 0.0
    grown: float = FIRST_S * 2 ** min(failures - FREE_TRIES, 10)
    return KNOWN_S if known else min(LONGEST_S, grown)
