"""Amounts of money in the capital figures of receipts, cheques and contracts."""

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")


def in_words(fen: int) -> str:
    """An amount of whole fen in words (支付结算办法附一).

    390000 is 叁仟玖佰元整, 79092 is 柒佰玖拾元玖角贰分, 40001 is 肆佰元零壹分.
    """
    if fen < 0:
        return "负" + in_words(-fen)
    whole, jiao, cents = fen // 100, fen // 10 % 10, fen % 10
    if not (jiao or cents):
        return (_whole(whole) or "零") + "元整"
    said = _whole(whole) + "元" if whole else ""
    if jiao:
        said += DIGITS[jiao] + "角"
    elif whole:
        said += "零"
    return said + (DIGITS[cents] + "分" if cents else "整")


def _whole(number: int) -> str:
    said, gap = "", False
    for group in reversed(range(len(GROUPS))):
        part = number // 10 ** (4 * group) % 10_000
        if part:
            said += "零" * (bool(said) and (gap or part < 1000)) + _group(part) + GROUPS[group]
        gap = part == 0
    return said


def _group(number: int) -> str:
    said = ""
    for place in reversed(range(4)):
        digit = number // 10**place % 10
        if digit:
            said += DIGITS[digit] + PLACES[place]
        elif said and number % 10**place and not said.endswith("零"):
            said += "零"
    return said
