"""How screens write moments, money and points. The hall's clock is UTC+8, on every machine."""

from datetime import datetime, timedelta, timezone

HALL_TIME = timezone(timedelta(hours=8))


def moment(ms: int) -> str:
    """A moment of the server's clock: `2026-06-15 09:30`."""
    return datetime.fromtimestamp(ms / 1000, HALL_TIME).strftime("%Y-%m-%d %H:%M")


def yuan(fen: int) -> str:
    """An amount of integer fen as yuan: `4,680.00`."""
    return _hundredths(fen)


def points(hundredths: int) -> str:
    """Whole hundredths of a point: `81.50`."""
    return _hundredths(hundredths)


def _hundredths(value: int) -> str:
    whole, rest = divmod(abs(value), 100)
    return f"{'-' if value < 0 else ''}{whole:,}.{rest:02d}"
