"""Identifiers that are valid by check digit and impossible by allocation.

Check characters: citizen number GB 11643, unified social credit code GB 32100 with organisation
code GB 11714, bank card by Luhn. Impossible: province prefixes never assigned, mobile numbers
from `142`, card numbers from `0099`. No real person, firm, phone or card can be hit.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from operator import mul

from mock_systems.spelling import FOLDED

HOME_PROVINCE = "39"
OTHER_PROVINCES = ("18", "28", "38", "48", "58", "68")
FICTIONAL_PROVINCES = (HOME_PROVINCE, *OTHER_PROVINCES)
MOBILE_PREFIX = "142"
BANK_PREFIX = "0099"

_PART = re.compile(r"[0-9A-Z]+")
_JOINT = re.compile(r"[\s\-‐‑‒–—−~·/_]*")
_APART = re.compile(r"(?<=\d)\s*[^\w\s%‰$¥￥]{1,3}\s*(?=(?:\d{4}|\d{8})(?!\d)|\d{3}X)")
"""What may part the groups of one number, where no list and no amount is parted so."""
_BRACKETS = re.compile(
    r"""[()\[\]{}<>《》〈〉「」『』【】〔〕〖〗“”‘’"'`#\\]{1,3}(?=[0-9A-Z]{3})"""
)
"""What stands round a group of a number, not round the number of an entry of a list."""
_SIGN = re.compile(r"\W{1,6}")
_NAMED = re.compile(
    r"[,，、;；:：。\s]{0,3}(?:(?:前|后|头|末|尾|最后|中间)的?\d{0,2}位数?|开头|打头|中间|尾号|尾数|末尾|最后"
    r"|接着|然后|再加|加上|生日|出生日期|出生年月日|地区码|区划码|地址码|顺序码|校验码)[是为:：,，\s]{0,2}"
)
"""Words that call what follows, or stood before, a part of one number."""
_DAY = re.compile(r"(?<!\d)(\d{4})年(\d{1,2})月(\d{1,2})日")
_CUT = re.compile(r"(?=(?<!\d)(\d{6})\D{1,20}(\d{8})\D{1,20}(\d{3}[0-9X])(?![0-9X]))")
"""A citizen number in its three parts, whatever is said between them: its check character tells it."""
_REAL_AREA = re.compile(
    r"(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)\d{4}(19|20[0-2])"
)
"""How the citizen number begins of somebody who is alive."""
_LAST = re.compile(r"(?<=\d{3})[×*✕✖](?!\s?\d)")
"""What is written for the check character X."""
_LIKE = {ord(sign): letter for letter in "XO" for sign in {"X": "ХхΧχ", "O": "ОоΟο○◯"}[letter]}
_LETTERS = re.compile(r"(?<=\d)[OIL]+|[OIL]+(?=\d)")
_LETTERED = str.maketrans("OIL", "011")
"""Letters that are written for digits."""
_ENOUGH = re.compile("(?:[^0-9OIL]*[0-9OIL]){11}")
_SIGNS = (
    *range(0x80, 0x3000),
    *range(0xA000, 0xAC00),
    *range(0xFF00, 0x10000),
    *range(0x1D7CE, 0x1D800),
)
_SPOKEN: Mapping[int, str] = {
    **{code: str(unicodedata.digit(chr(code))) for code in _SIGNS if chr(code).isdigit()},
    **dict(
        zip(
            map(ord, "〇零幺一二三四五六七八九壹贰叁肆伍陆柒捌玖"),
            "001123456789123456789",
            strict=True,
        )
    ),
}
"""The digits of every script, as digits; those of Chinese, with its words for them."""
_DIGITS = {**_SPOKEN, **FOLDED}
_PREFIX = re.compile(r"^(?:00)?86(?=1[3-9][0-9]{9}$)")
_SHORTEST, _LONGEST = 11, 19
_MOBILE = re.compile(r"1[3-9]\d{9}")
_OLD = re.compile(r"[1-6]\d{14}")
"""A citizen number as cards had it until 1999: without century and check character."""
_LANDLINE = re.compile(
    r"(?<![\d-])(0(?:10|2\d|[3-9]\d\d))[-‐‑‒–—−)\s]{0,2}([2-8]\d{2,3})[-\s]?(\d{4})(?!\d)"
)
_ISSUED_CARD = re.compile(r"(62|4|5)\d+")
_CITIZEN_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = tuple(3**place % 31 for place in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_VALUES = bytes.maketrans(b"0123456789", bytes(range(10)))
_DIGIT_SUMS_DOUBLED = bytes.maketrans(b"0123456789", bytes((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)))


def citizen_number(area: str, born: date, order: int) -> str:
    """The 18 characters of a citizen number; odd orders (1–999) are men's, even ones women's."""
    body = f"{area}{born:%Y%m%d}{order:03d}"
    return body + citizen_check(body)


def citizen_check(body: str) -> str:
    """The check character of 17 digits (GB 11643)."""
    if len(body) != len(_CITIZEN_WEIGHTS) or not (body.isascii() and body.isdigit()):
        raise ValueError(f"17 digits wanted, not {body!r}")
    values = body.encode().translate(_VALUES)
    return "10X98765432"[sum(map(mul, values, _CITIZEN_WEIGHTS)) % 11]


def is_citizen_number(text: str) -> bool:
    """Whether a text is a well-formed citizen number with a real date and a right check character."""
    return (
        len(text) == 18
        and text[:17].isascii()
        and text[:17].isdigit()
        and birth_in(text) is not None
        and citizen_check(text[:17]) == text[17]
    )


def birth_in(number: str) -> date | None:
    """The birth date inside a citizen number, or None where it names no real day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def sex_in(number: str) -> str:
    """The sex code inside a citizen number: `1` man, `2` woman."""
    return "1" if int(number[16]) % 2 else "2"


def is_unreal_citizen_number(text: str) -> bool:
    """Whether no real person can carry this number: its province prefix was never assigned."""
    return text[:2] in FICTIONAL_PROVINCES


def organisation_code(body: str) -> str:
    """Eight characters and their check character (GB 11714)."""
    weighted = zip(body, _ORGANISATION_WEIGHTS, strict=True)
    check = 11 - sum(int(char, 36) * weight for char, weight in weighted) % 11
    return body + {10: "X", 11: "0"}.get(check, str(check))


def credit_code(area: str, body: str, *, kind: str = "91") -> str:
    """The 18 characters of a unified social credit code; `body` is 8 organisation characters."""
    text = f"{kind}{area}{organisation_code(body)}"
    return text + credit_check(text)


def credit_check(text: str) -> str:
    """The check character of 17 characters (GB 32100)."""
    total = sum(
        _CREDIT_CHARACTERS.index(char) * weight
        for char, weight in zip(text, _CREDIT_WEIGHTS, strict=True)
    )
    return _CREDIT_CHARACTERS[(31 - total % 31) % 31]


def is_credit_code(text: str) -> bool:
    """Whether a text is a unified social credit code with both check characters right."""
    return (
        len(text) == 18
        and all(char in _CREDIT_CHARACTERS for char in text)
        and organisation_code(text[8:16]) == text[8:17]
        and credit_check(text[:17]) == text[17]
    )


def luhn_digit(body: str) -> str:
    """The digit that makes a card number's Luhn sum a multiple of ten."""
    digits = body.encode()
    plain, doubled = digits[-2::-2].translate(_VALUES), digits[::-2].translate(_DIGIT_SUMS_DOUBLED)
    return str(-(sum(plain) + sum(doubled)) % 10)


def bank_card(serial: int) -> str:
    """A 19-digit card number of the fictional bank range."""
    body = f"{BANK_PREFIX}{serial:014d}"
    return body + luhn_digit(body)


def is_bank_card(text: str) -> bool:
    """Whether a text is 16 to 19 digits with a right Luhn digit."""
    return (
        16 <= len(text) <= 19
        and text.isascii()
        and text.isdigit()
        and luhn_digit(text[:-1]) == text[-1]
    )


def mobile(serial: int) -> str:
    """A mobile number of the range that is not allocated."""
    return f"{MOBILE_PREFIX}{serial:08d}"


def real_numbers(text: str) -> Sequence[str]:
    """The numbers in a text that a real person, firm, phone or card may have, however they are
    spelt: parted by signs or by words that name their parts, wide, with a small x or what looks like
    it, with letters for digits, with letters or a prefix before them, in digits of another script;
    and those of a landline or of fifteen digits."""
    if len(text) < _SHORTEST:
        return []
    plain = in_digits(text).translate(_LIKE)
    if not _ENOUGH.match(plain):
        return []
    plain = _NAMED.sub("~", plain)
    meant = _LETTERS.sub(lambda found: found[0].translate(_LETTERED), _LAST.sub("X", plain))
    each = dict.fromkeys([plain, meant])
    return list(dict.fromkeys(number for spelt in each for number in _real(spelt)))


def _real(plain: str) -> Iterator[str]:
    """The numbers in a text that is in digits: a checked one whatever signs part it, and in its three
    parts whatever words do."""
    bare = _BRACKETS.sub("-", plain)
    for joined in dict.fromkeys([bare, _APART.sub("", bare)]):
        yield from filter(_may_be_real, _numbers(joined))
    days = _DAY.sub(lambda day: f"{day[1]}{day[2]:0>2}{day[3]:0>2}", plain)
    checked = ["".join(cut.groups()) for cut in _CUT.finditer(days)]
    checked += _numbers(_SIGN.sub("-", plain))
    yield from (n for n in checked if is_citizen_number(n) and _may_be_real(n))
    yield from ("".join(found.groups()) for found in _LANDLINE.finditer(plain))


def in_digits(text: str) -> str:
    """A text narrow and in capitals, with digits for those of any script and for Chinese ones."""
    return text.translate(_DIGITS).upper()


def _numbers(text: str) -> Iterator[str]:
    """Whatever may be read as one number: some parts of a text with nothing but joints between."""
    parts = list(_PART.finditer(text))
    for first in range(len(parts)):
        number, end = "", parts[first].start()
        for part in parts[first : first + _LONGEST + 2]:
            if not _JOINT.fullmatch(text, end, part.start()) or len(number) > _LONGEST:
                break
            number, end = number + part[0], part.end()
            if len(number) >= _SHORTEST:
                yield from _readings(number)


def _readings(number: str) -> Iterator[str]:
    """A number, and what it is without letters or a country's prefix before it."""
    yield number
    yield _PREFIX.sub("", number)
    if not is_credit_code(number):
        yield from re.findall("[0-9]{11,}X?", number)


def _may_be_real(number: str) -> bool:
    if is_citizen_number(number):
        return bool(_REAL_AREA.match(number))
    if is_credit_code(number):
        return number[2:4] not in FICTIONAL_PROVINCES
    if _MOBILE.fullmatch(number):
        return not number.startswith(MOBILE_PREFIX)
    if _OLD.fullmatch(number):
        return (
            number[:2] not in FICTIONAL_PROVINCES
            and birth_in(f"{number[:6]}19{number[6:]}000") is not None
        )
    return is_bank_card(number) and bool(_ISSUED_CARD.match(number))
