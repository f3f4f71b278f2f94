"""What the files of a family bring to the tests of all rules: `examples_*.py` worked examples as text
(`EXAMPLES`, written as in `test_worked_examples.py`), `plain_*.py` plain twins with the facts they are
compared over (`COMPARED`, as in `test_against_plain.py`)."""

from importlib import import_module
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def brought(beginning: str, name: str) -> list[Any]:
    """What the files whose names begin so hold under a name, in order; some may hold nothing."""
    modules = [
        import_module(f"{__package__}.{path.stem}")
        for path in sorted(HERE.glob(f"{beginning}*.py"))
    ]
    return [getattr(module, name) for module in modules if hasattr(module, name)]
