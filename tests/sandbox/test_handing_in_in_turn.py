"""A paper that is handed in is looked through case by case: nobody waits for all cases of somebody else."""

import json
from asyncio import get_running_loop
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from mock_systems.operation import OPERATIONS
from sandbox.counter import view
from sandbox.counter.drafts import keep_draft
from sandbox.server import Server
from sandbox.store.tables import ATTEMPT
from tests.sandbox.conftest import Browser
from tests.servers import NOON
from tests.tampering import change_round

Enter = Callable[[str], Browser]
MATCH, PAPER = 2, ["E01", "E09"]
WRITTEN = {
    name: [field.name for field in each.form() if field.kind.words]
    for name, each in OPERATIONS.items()
}
FORMS = {name: fields[0] for name, fields in WRITTEN.items() if fields}


class Looks(list[int]):
    """For each look at a form, how often others had their turn before it."""

    turns = 0

    def __call__(self, *of: Any) -> bool:
        if not self:
            self._have_a_turn()
        self.append(self.turns)
        return stands(*of)

    def _have_a_turn(self) -> None:
        self.turns += 1
        if self.turns < 1_000:
            get_running_loop().call_soon(self._have_a_turn)


stands = view.draft_stands


def test_between_one_case_and_the_next_others_have_their_turn(
    whole: Server, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the page of handing in, on the way to it from where something would be left behind, and on the receipts."""
    whole.writer.run_now(lambda c: change_round(c, MATCH, paper=json.dumps(PAPER)))
    browser = enter("xs001")
    browser.submit(f"/rounds/{MATCH}/sittings")
    with whole.reader.connect() as reader:
        rows = reader.execute(select(ATTEMPT.c.id, ATTEMPT.c.sitting_id)).all()

    def type_in(attempt_id: int, words: str) -> None:
        for name, field in FORMS.items():
            form = {field: [words]} if words else {}
            keep = partial(keep_draft, attempt_id=attempt_id, operation=name, typed=form, now=NOON)
            whole.writer.run_now(keep)

    for row in rows:
        type_in(row.id, "您好")
    page, many = f"/sittings/{rows[0].sitting_id}/hand-in", len(PAPER) * len(FORMS)

    def looks(asked: Callable[[], Any], cases: int) -> tuple[int, str]:
        looks = Looks()
        monkeypatch.setattr(view, "draft_stands", looks)
        answer = asked()
        assert len(set(looks)) == cases, "no case in one go with the one before"
        return len(looks), answer.text

    found, told = looks(lambda: browser.get(page), len(PAPER))
    assert found == many and "填写了还没有提交的内容" in told
    found, _ = looks(lambda: browser.submit(page), 1)
    assert found == len(FORMS), "the first case says enough"
    type_in(rows[0].id, "")
    found, _ = looks(lambda: browser.submit(page), len(PAPER))
    assert found == many
    browser.submit(page, leave="1")
    found, _ = looks(lambda: browser.get(f"/attempts/{rows[0].id}/result"), len(PAPER))
    assert found == many
