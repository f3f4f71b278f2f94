"""Money: integer fen at every border, yuan text for people, half-up rounding in between."""

import re
from decimal import ROUND_HALF_UP, Decimal

_WHOLE = Decimal(1)
_GROUPED = re.compile(r"[0-9]{1,3}((,[0-9]{3})+|(\s[0-9]{3})+)(\.[0-9]*)?")
_GROUPING = re.compile(r"[,\s]")


def whole_fen(amount: Decimal) -> int:
    """An exact amount in fen, rounded half up to a whole fen."""
    return int(amount.quantize(_WHOLE, ROUND_HALF_UP))


def yuan(fen: int | Decimal) -> str:
    """An amount in fen as people read it: `4,680.00`."""
    return f"{Decimal(fen) / 100:,.2f}"


def ungrouped(text: str) -> str:
    """An amount as typed without its thousands separators. A comma or blank anywhere else stays:
    6,24 is a slip of the finger, not 624."""
    return _GROUPING.sub("", text) if _GROUPED.fullmatch(text) else text
