"""The oracle of numbers with check characters: the sums that must leave a fixed rest."""

import datetime


def citizen_number_valid(number: str, on: datetime.date) -> bool:
    """GB 11643, by the sum that must leave 1 modulo 11."""
    if len(number) != 18 or not number[:17].isdigit() or number[17] not in "0123456789X":
        return False
    weights = [pow(2, 17 - place, 11) for place in range(18)]
    digits = [10 if char == "X" else int(char) for char in number]
    try:
        born = datetime.datetime.strptime(number[6:14], "%Y%m%d").date()
    except ValueError:
        return False
    rest = sum(w * d for w, d in zip(weights, digits, strict=True)) % 11
    return rest == 1 and born <= on and number[14:17] != "000"


def bank_card_valid(number: str) -> bool:
    if not number.isdigit() or not 16 <= len(number) <= 19:
        return False
    total = 0
    for place, char in enumerate(reversed(number)):
        value = int(char) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def credit_code_valid(code: str) -> bool:
    """GB 32100 and GB 11714, by the sums that must leave nothing modulo 31 and 11."""
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    if len(code) != 18 or not code[2:8].isdigit() or any(char not in letters for char in code):
        return False
    whole = sum(letters.index(char) * pow(3, place, 31) for place, char in enumerate(code))
    last = letters.index(code[17])
    whole += last * (1 - pow(3, 17, 31))
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    weights = [3, 7, 9, 10, 5, 8, 4, 2]
    body = sum(alphabet.index(c) * w for c, w in zip(code[8:16], weights, strict=True))
    check = 10 if code[16] == "X" else int(code[16]) if code[16].isdigit() else -1
    return whole % 31 == 0 and check >= 0 and (body + check) % 11 == 0
