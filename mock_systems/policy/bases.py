"""Between what bases of contributions lie: each written down where it is worked out."""

from mock_systems.money import yuan
from mock_systems.policy.calculation import Worksheet
from mock_systems.sentence import Sentence

BOUNDS = ("wage.average", "base.floor_ratio", "base.ceiling_ratio")
"""The parameters of both bounds."""


def held_between(sheet: Worksheet) -> tuple[int, int]:
    """The floor and the ceiling of bases (fen), written down."""
    wage = sheet.amount("wage.average")
    return (
        sheet.share("缴费基数下限", wage, sheet.figure("base.floor_ratio")),
        sheet.share("缴费基数上限", wage, sheet.figure("base.ceiling_ratio")),
    )


def held(sheet: Worksheet, wage: int, called: str) -> int:
    """A wage (fen) held between floor and ceiling, written down."""
    floor, ceiling = held_between(sheet)
    base = min(max(wage, floor), ceiling)
    formula = Sentence(
        "{called} {wage}，不低于 {floor}，不高于 {ceiling}",
        called=Sentence(called),
        wage=yuan(wage),
        floor=yuan(floor),
        ceiling=yuan(ceiling),
    )
    sheet.note("缴费基数", formula, yuan(base), wage=yuan(wage))
    return base


def between(sheet: Worksheet, base: int) -> bool:
    """Whether a chosen base lies between floor and ceiling, written down."""
    floor, ceiling = held_between(sheet)
    lies = floor <= base <= ceiling
    formula = f"{yuan(floor)} ≤ {yuan(base)} ≤ {yuan(ceiling)}"
    sheet.note("所选基数在上下限之间", formula, Sentence("是") if lies else Sentence("否"))
    return lies
