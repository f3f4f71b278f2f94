"""Whom variants are drawn for, and what is drawn again for the organiser."""

from typing import Any

import pytest
from sqlalchemy import Connection, select

from sandbox.accounts import add_account
from sandbox.contest import sittings
from sandbox.contest.draws import draw
from sandbox.contest.entrants import enter
from sandbox.contest.passed_over import passed_over
from sandbox.server import Server
from sandbox.store.tables import ATTEMPT, SITTING
from tests.servers import CONTESTANT, OTHER, SEED

MATCH = 2


def test_who_has_no_number_draws_something_else_than_who_is_numbered_like_their_login(
    whole: Server,
) -> None:
    facts = {"role": "contestant", "name": "选手"}

    def added(connection: Connection) -> list[int]:
        numbers = {"xs901": "", "xs902": "xs901"}
        ids = [add_account(connection, k, "", number=v, **facts) for k, v in numbers.items()]
        enter(connection, MATCH, ids)
        for each in ids:
            sittings.start(connection, MATCH, each, whole.now_ms(), whole.source)
        return ids

    ids = whole.writer.run_now(added)
    with whole.reader.connect() as reader:
        wanted = select(ATTEMPT.c.variant).join(SITTING).order_by(ATTEMPT.c.place)
        unnumbered, numbered = (
            reader.execute(wanted.where(SITTING.c.account_id == each)).scalars().all()
            for each in ids
        )
    assert unnumbered and not set(unnumbered) & set(numbered)
    assert unnumbered[0] == draw(SEED, "contest", "login xs901", 1, 1)


def test_what_was_passed_over_is_drawn_again_once_for_an_attempt(
    whole: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often the organiser looks, and whatever was begun since."""
    looked_at: list[str] = []

    def counted(*told: Any) -> int:
        looked_at.append(told[2])
        return draw(*told)

    monkeypatch.setattr("sandbox.contest.passed_over.draw", counted)
    for account_id in (CONTESTANT, OTHER):
        begun = whole.writer.run_now(
            lambda c, who=account_id: sittings.start(c, MATCH, who, whole.now_ms(), whole.source)
        )
        with whole.reader.connect() as reader:
            looked_at.clear()
            for _ in range(3):
                passed_over(reader)
            paper = select(ATTEMPT.c.id).where(ATTEMPT.c.sitting_id == begun)
            assert looked_at == [f"00{account_id}"] * len(reader.execute(paper).all())
