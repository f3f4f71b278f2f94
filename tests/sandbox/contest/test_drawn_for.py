"""What is drawn at the ends of what there is, for whom, and what is drawn again for the organiser."""

from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update

from sandbox.accounts import add_account
from sandbox.contest import draws, sittings
from sandbox.contest.draws import PRACTICE_VARIANTS, VARIANTS, draw
from sandbox.contest.entrants import enter
from sandbox.contest.passed_over import passed_over
from sandbox.server import Server
from sandbox.store.tables import ANSWER_KEY, ATTEMPT, ROUND, SITTING, VOCABULARY
from scenarios.shelf import all_cases
from tests.servers import CONTESTANT, OTHER, SEED
from tests.tampering import unguarded

PRACTICE, MATCH = 1, 2


@pytest.mark.parametrize("least", [0, 99, 100, VARIANTS - 101, VARIANTS - 100, 2**256 - 1])
def test_practice_and_contest_never_meet_at_the_ends_of_what_a_seed_comes_to(
    least: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draws, "hmac", SimpleNamespace(digest=lambda *_: least.to_bytes(32, "big")))
    assert draw(SEED, "practice", "001", 1, 1) < PRACTICE_VARIANTS
    assert PRACTICE_VARIANTS <= draw(SEED, "contest", "001", 1, 1) < VARIANTS


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

    def counted(*asked: Any) -> int:
        looked_at.append(asked[2])
        return draw(*asked)

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


def planted(connection: Connection, variant: int) -> None:
    case = all_cases()["E01"]
    key = {"script_hash": case.digest, "variant": variant, "vocabulary_hash": "0" * 64}
    connection.execute(insert(VOCABULARY), {"hash": "0" * 64, "words": "{}"})
    connection.execute(insert(ANSWER_KEY), {**key, "compiled": "{}"})


def practise(server: Server) -> int:
    begun = server.writer.run_now(
        lambda c: sittings.start(c, PRACTICE, CONTESTANT, server.now_ms(), server.source, "E01")
    )
    with server.reader.connect() as reader:
        wanted = select(ATTEMPT.c.variant).where(ATTEMPT.c.sitting_id == begun)
        return int(reader.execute(wanted).scalar_one())


def test_in_practice_too_a_key_that_nobody_has_worked_by_marks_nobody(whole: Server) -> None:
    with whole.reader.connect() as reader:
        seed = reader.execute(select(ROUND.c.seed).where(ROUND.c.id == PRACTICE)).scalar_one()
    first, second = (draw(seed, "practice", "001", 1, 1, again) for again in (0, 1))
    assert first != second
    whole.writer.run_now(lambda c: planted(c, first))
    assert practise(whole) == second


def test_in_practice_a_key_that_an_earlier_version_has_kept_is_worked_by_still(
    whole: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    variant = practise(whole)
    with whole.engine.begin() as connection, unguarded(connection):
        connection.execute(update(ANSWER_KEY).values(compiled='{"as": "it was"}'))
    monkeypatch.setattr(sittings, "draw", lambda *_: variant)
    assert practise(whole) == variant
