"""Money: integer fen at every border, yuan text for people, half-up rounding in between."""

from decimal import ROUND_HALF_UP, Decimal

_WHOLE = Decimal(1)


def whole_fen(amount: Decimal) -> int:
    """An exact amount in fen, rounded half up to a whole fen."""
    return int(amount.quantize(_WHOLE, ROUND_HALF_UP))


def yuan(fen: int | Decimal) -> str:
    """An amount in fen as people read it: `4,680.00`."""
    return f"{Decimal(fen) / 100:,.2f}"
