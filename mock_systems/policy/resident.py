"""Resident pension: the tiers one may choose and the yearly subsidy to each (rule R3)."""

from datetime import date

from mock_systems.money import yuan
from mock_systems.policy.calculation import Calculation, Worksheet


def tier(amount: int, *, on: date) -> Calculation:
    """A yearly tier (fen): own `payment`, government `subsidy` and what reaches the account in
    the year (`credited`). `BadParameter` where there is no such tier."""
    sheet = Worksheet("resident.tier", on)
    subsidy = sheet.figure("resident.subsidy", str(amount // 100))
    fen = int(subsidy.value * 100)
    sheet.note("缴费补贴", f"{yuan(amount)} 档次的补贴标准", yuan(fen), subsidy)
    credited = sheet.total("当年记入个人账户", amount, fen)
    return sheet.done(payment=amount, subsidy=fen, credited=credited)
