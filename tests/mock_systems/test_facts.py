"""What the log knows beside the forms is declared, and has a name people understand."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from mock_systems.bases import cited
from mock_systems.catalogue import SYSTEMS
from mock_systems.facts import Fact
from mock_systems.fields import text
from mock_systems.operation import (
    OPERATIONS,
    Answer,
    Caution,
    Operation,
    Refusal,
    Undeclared,
    attempt,
)
from mock_systems.records import Card, Person
from mock_systems.world import World


class Idle(Operation, facts={"holder": Fact("持卡人"), "card": Card}):
    """An operation of no system that tells a fact it did not declare."""

    told: str = text("事实", "holder")

    def facts(self, world: World) -> Mapping[str, Any]:
        return {self.told: "39019C01"}

    def run(self, world: World) -> Answer:
        return Answer()


class Idler(Idle, facts={"person": Person}):
    """One that declares more than its parent."""


def facts_of(operation: Operation) -> Mapping[str, Any]:
    return attempt(operation, World.of(today=date(2026, 6, 15))).facts


def test_a_fact_that_is_declared_is_told() -> None:
    assert facts_of(Idle()) == {"holder": "39019C01"}
    assert facts_of(Idler(told="holder")) and facts_of(Idler(told="person"))


def test_a_fact_that_is_not_declared_is_refused() -> None:
    with pytest.raises(Undeclared, match=r"Idle: declare \['person'\] in facts="):
        facts_of(Idle(told="person"))


class Hasty(Idle, cautions=["hasty"]):
    """One that warns, in the end of something it did not declare."""

    told: str = text("提醒", "hasty")

    def facts(self, world: World) -> Mapping[str, Any]:
        return {}

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        yield Caution(self.told, "请再看一遍。", cited("LOC 10"))


def test_all_that_was_warned_of_is_known_confirmed_or_not() -> None:
    world = World.of(today=date(2026, 6, 15))
    assert attempt(Hasty(), world).warned == ["hasty"] == attempt(Hasty(), world, ["hasty"]).warned


def test_a_caution_that_is_not_declared_is_refused() -> None:
    with pytest.raises(Undeclared, match=r"Hasty: declare \['late'\] in cautions="):
        facts_of(Hasty(told="late"))


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_system_tells_whom_its_operations_are_about(system: str) -> None:
    declared = [o.declared for o in OPERATIONS.values() if o.declared.system == system]
    assert any("person" in each.facts for each in declared)


def test_a_fact_that_is_the_key_of_a_record_is_called_as_the_key() -> None:
    facts = OPERATIONS["outside.check_police"].declared.facts
    assert facts["person"] == Fact("个人编号", record="person")
    assert facts["result"].codes is not None and "agrees" in facts["result"].codes
