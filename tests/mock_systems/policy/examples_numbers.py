"""Numbers that checkers differ on: the sequence 000, and a prefix that is no province's."""

EXAMPLES = """
17-sequence-000 | identifier.citizen_number | 2026-06-15 | number=350101199001010008 | valid=no reason=本系统不受理顺序码为000的号码
17-no-province | identifier.citizen_number | 2026-06-15 | number=911124199108030029 | valid=yes reason=符合编码规则
"""
