"""The cases a browser works are few, and never leave out what may have changed."""

import pytest

from scenarios.shelf import all_cases
from tests import sample as sampling
from tests.sample import sample


def test_one_case_of_each_domain_is_worked_when_all_are_proved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sampling, "is_proved_here", lambda script: True)
    monkeypatch.delenv("ALL_CASES", raising=False)
    chosen = sample(all_cases())
    assert {all_cases()[id].domain for id in chosen} == {s.domain for s in all_cases().values()}
    assert len(chosen) == len({script.domain for script in all_cases().values()})


def test_a_case_whose_proof_is_due_is_always_worked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampling, "is_proved_here", lambda script: script.id != "E07")
    assert "E07" in sample(all_cases())


def test_all_are_worked_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampling, "is_proved_here", lambda script: True)
    monkeypatch.setenv("ALL_CASES", "1")
    assert sample(all_cases()) == sorted(all_cases())
