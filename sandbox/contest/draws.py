"""Draws: which variant of a case a contestant gets.

A round has a seed that nobody knows. Its SHA-256, the commitment, is shown from the beginning; the
seed itself when the round was judged: from then on anybody can draw again, before nobody could, nor
find by the people of a story whose attempt it is. Practice draws from a few variants, all of which may be known by heart; a
contest from those beyond, far too many to be worked in advance. The two never meet.
"""

import hashlib
import hmac

from sandbox.store.contest import PRACTICE

PRACTICE_VARIANTS = 100
"""Practice draws from the first of them, from 0."""
VARIANTS = 2**31
"""A contest draws from the rest of them: as many as the database has numbers for."""
DRAWS = 8
"""How many draws of a case nobody may be able to work before it cannot be started."""


def commitment(seed: str) -> str:
    """What the seed that is shown later is held to: its SHA-256."""
    return hashlib.sha256(seed.encode()).hexdigest()


def draw(seed: str, mode: str, whom: str, place: int, turn: int, again: int = 0) -> int:
    """The variant for a contestant (`entrants.drawn_for`), a place of the paper and a turn: their
    HMAC-SHA256 under the seed. `again` counts the draws before it that nobody could work: whether one can be
    worked follows from program, script and population alone (`scenarios.shelf.stage_for`)."""
    message = f"{whom}/{place}/{turn}/{again}"
    value = int.from_bytes(hmac.digest(seed.encode(), message.encode(), "sha256"), "big")
    if mode == PRACTICE:
        return value % PRACTICE_VARIANTS
    return PRACTICE_VARIANTS + value % (VARIANTS - PRACTICE_VARIANTS)
