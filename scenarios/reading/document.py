"""Reading a file of a script: what it says, every table with its place."""

from pathlib import Path

from mock_systems.toml.reading import BadToml, said
from scenarios.reading.origins import Entry, placed, told
from scenarios.reading.problems import BadScript, Problem


def document(path: Path) -> Entry:
    """What a TOML file says; `BadScript` where it cannot be read, is too large or is no TOML."""
    try:
        read: Entry = placed(said(path), path)
    except BadToml as bad:
        place = (bad.place,) if bad.place else ()
        raise BadScript([Problem(told(path), place, bad.what, bad.mend)]) from None
    return read
