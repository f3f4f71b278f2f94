"""What serving writes to its log, and how seldom the same."""

import logging
from typing import Any


class Seldom(logging.Filter):
    """Lets the same line into the log once a second, and says how often it came meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[tuple[Any, ...], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is written."""
        line = (record.name, record.levelno, record.getMessage())
        at, more = self._last.get(line, (0.0, 0))
        if 0 <= record.created - at < 1:
            self._last[line] = at, more + 1
            return False
        if len(self._last) > 1_000:
            self._last.clear()
        self._last[line] = record.created, 0
        if more:
            record.msg, record.args = f"{line[2]} (and {more} times more just before)", ()
        return True


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"seldom": {"()": Seldom}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["seldom"]}
    },
    "root": {"level": "WARNING", "handlers": ["stderr"]},
}
"""What serving writes to its log, and how."""
