"""The one command of the benchmarks: its table, its exit code."""

import pytest

from tests.bench import Row
from tests.bench import __main__ as bench

FAST = Row("open an attempt", "3.1 ms", "≤ 5 ms", True)
SLOW = Row("open an attempt", "9.4 ms", "≤ 5 ms", False)
BESIDE = Row("copy the file", "80 ms")


@pytest.mark.parametrize(("rows", "code"), [([FAST, BESIDE], 0), ([FAST, SLOW, BESIDE], 1)])
def test_a_missed_figure_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, rows: list[Row], code: int
) -> None:
    monkeypatch.setattr(bench, "measured", lambda names, quick: rows)
    assert bench.main(["--quick"]) == code


def test_the_table_tells_what_is_met_missed_and_only_stands_beside() -> None:
    assert bench.table([FAST, SLOW, BESIDE]).splitlines()[2:] == [
        "| open an attempt | 3.1 ms | ≤ 5 ms | yes |",
        "| open an attempt | 9.4 ms | ≤ 5 ms | **no** |",
        "| copy the file | 80 ms |  |  |",
    ]


def test_part_of_the_benchmarks_never_replaces_the_whole_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "modules", lambda: ["population"])
    with pytest.raises(SystemExit):
        bench.main(["--write", "population"])
    assert "whole table" in capsys.readouterr().err
