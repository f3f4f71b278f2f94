"""The house as its rules see it: every text of the project, and what a rule is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.offences import Found

ROOT = Path(__file__).parents[1]
OURS = ("mock_systems", "grader", "scenarios", "sandbox")
FOLDERS = (*OURS, "tests", "docs", "requirements", ".ci")
TEXT = ("", ".py", ".toml", ".md", ".txt", ".html", ".css", ".js", ".svg", ".po", ".mako", ".json")


@dataclass(frozen=True, slots=True)
class Rule:
    """What `finds` may find nowhere in the files under `holds_in`, except those in `but_for`.

    `finds` takes a file's text and gives line and finding; `offence` is a text it must catch, or
    several; `passes` are some that look alike and are none.
    """

    reason: str
    finds: Callable[[str], Found]
    holds_in: Sequence[str]
    offence: str | Sequence[str]
    but_for: Sequence[str] = ()
    kinds: Sequence[str] = (".py",)
    passes: Sequence[str] = ()

    @property
    def offences(self) -> Sequence[str]:
        return [self.offence] if isinstance(self.offence, str) else self.offence

    def speaks_of(self, path: str) -> bool:
        return path.endswith(tuple(self.kinds)) and path.startswith(tuple(self.holds_in))

    def applies(self, path: str) -> bool:
        return self.speaks_of(path) and not path.startswith(tuple(self.but_for))


@cache
def texts() -> dict[str, str]:
    """Every text file of the project by its path from the root."""
    inside = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    at_root = [path for path in ROOT.iterdir() if path.suffix or path.name == ".gitignore"]
    kept = [path for path in inside + at_root if path.is_file() and path.suffix in TEXT]
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in kept}
