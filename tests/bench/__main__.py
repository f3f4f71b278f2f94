"""Runs the benchmarks and prints one table; `--write` puts it into `docs/performance.md`.

    python -m tests.bench [--quick] [--write] [NAME …]

`NAME` is the part of a module's name after `bench_`. Ends with 1 when a wanted figure is missed.
"""

import argparse
import importlib
import os
import platform
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from docs.lists import put
from docs.tables import table as markdown
from tests.bench import Row

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
MET = {True: "yes", False: "**no**", None: ""}


def modules() -> list[str]:
    """The names of the benchmarks in this folder, without `bench_`."""
    return sorted(path.stem[6:] for path in Path(__file__).parent.glob("bench_*.py"))


def measured(names: Iterable[str], quick: bool) -> Iterator[Row]:
    """The rows of these benchmarks, one after another, told on standard error as they start."""
    for name in names:
        started = time.perf_counter()
        print(f"{name} …", file=sys.stderr, flush=True)
        yield from importlib.import_module(f"tests.bench.bench_{name}").rows(quick)
        print(f"{name} {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)


def table(rows: Iterable[Row]) -> str:
    """The rows as a Markdown table."""
    cells = ((r.what, r.measured, r.wanted, MET[r.met]) for r in rows)
    return markdown(("what", "measured", "wanted", "met"), cells)


def machine() -> str:
    """What it ran on, so that a figure is never read without it."""
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}"
    )


def main(arguments: Sequence[str]) -> int:
    """Run, print, write where asked; 1 when a wanted figure is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(modules()))
    parser.add_argument("--quick", action="store_true", help="smaller sizes, rougher figures")
    parser.add_argument("--write", action="store_true", help="put the table into the page")
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.names) - set(modules()):
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(modules())}")
    if chosen.write and chosen.names:
        parser.error("--write puts the whole table into the page: leave the names away")
    rows = list(measured(chosen.names or modules(), chosen.quick))
    figures = f"{machine()}{', quick' if chosen.quick else ''}\n\n{table(rows)}"
    print(figures)
    if chosen.write:
        PAGE.write_text(put(PAGE.read_text("utf-8"), "figures", figures), "utf-8")
    return int(any(row.met is False for row in rows))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
