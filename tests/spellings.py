"""Harmless spellings: other texts a hand, a keyboard or a clipboard makes of what was meant."""

from collections.abc import Iterator, Sequence
from datetime import date

from mock_systems.fields import FormField

WIDE = {narrow: narrow + 0xFEE0 for narrow in range(0x21, 0x7F) if chr(narrow).isalnum()}
DOTS = "·•・．.･‧∙⋅"


def spellings(field: FormField, text: str) -> Sequence[str]:
    """At least twelve ways to type a text into a field, all of them the same."""
    own = _of_query if field.name == "value" else _OF.get(field.kind.name, _of_words)
    return [*dict.fromkeys([*_of_any(text), *own(text)])]


def _of_any(text: str) -> Iterator[str]:
    """Blanks and what cannot be seen around it and within; wide letters and digits."""
    yield text
    yield from (f" {text}", f"{text}  ", f"\u3000{text}\u3000", f"\xa0{text}", f"{text}\t")
    yield from (f"\u200b{text}", f"{text}\ufeff", f"\u202a{text}\u202c", f"\u2066{text}\u2069")
    yield from (f"{text[:1]}{unseen}{text[1:]}" for unseen in "\u200d\u2060\u00ad\U000e0041\x7f")
    yield text.translate(WIDE)


def _of_words(text: str) -> Iterator[str]:
    yield from ()


def _of_query(text: str) -> Iterator[str]:
    """What is looked for, by number or by name."""
    yield from (" ".join(text), "\u3000".join(text), text.lower(), text.lower().translate(WIDE))


def _of_name(text: str) -> Iterator[str]:
    yield from (f"{text[:1]} {text[1:]}", " ".join(text), "\u3000".join(text))
    yield from (text.replace("·", dot) for dot in DOTS)


def _of_number(text: str) -> Iterator[str]:
    parts = [text[:6], text[6:14], text[14:]] if len(text) > 14 else [text[:3], text[3:]]
    yield from (text.lower(), text.lower().translate(WIDE))
    yield from (joint.join(filter(None, parts)) for joint in (" ", "-", "\u3000", "－"))


def _of_date(text: str) -> Iterator[str]:
    day = date.fromisoformat(text)
    year, month, number = day.year, day.month, day.day
    yield from (f"{year}年{month}月{number}日", f"{year} 年 {month} 月 {number} 日")
    yield from (f"{year}年{month}月{number}号", f"{year}年{month}月{number}号。")
    yield from [f"{number}/{month}/{year}"] if number > 12 or number == month else []
    yield from (sign.join(text.split("-")) for sign in (".", "/", "。", "－", "", " "))
    yield from (f"{year}-{month}-{number}", f"{year}.{month}.{number}", f"{year}/{month}/{number}")


def _of_month(text: str) -> Iterator[str]:
    year, month = text.split("-")
    yield from (
        f"{year}年{int(month)}月",
        f"{year}年{int(month)}月份",
        f"{year} 年 {month} 月",
        f"{year}-{int(month)}",
    )
    yield from (f"{year}{sign}{month}" for sign in (".", "/", "。", "－", "", " "))


def _of_money(text: str) -> Iterator[str]:
    plain = text.replace(",", "")
    short = plain.removesuffix(".00")
    yield from (plain, short, f"{short}元", f"￥{plain}", f"¥ {text}", f"{text} 元")
    yield from (
        short.translate(WIDE) + "元",
        text.translate(WIDE).replace(",", "，").replace(".", "．"),
    )
    yield from (plain.replace(".", "。"), f"人民币{text}元整", f"{short}块", f"{short}圆整")
    yield from [f"{short}元0角", f"{short}元。"] if short.isdigit() else []


def _of_mobile(text: str) -> Iterator[str]:
    yield from _of_number(text)
    yield from (f"+86{text}", f"+86 {text}", f"86-{text}", f"0086{text}", f"（+86）{text}")


_OF = {
    "name": _of_name,
    "citizen_number": _of_number,
    "credit_code": _of_number,
    "mobile": _of_mobile,
    "record": _of_number,
    "date": _of_date,
    "expiry": _of_date,
    "month": _of_month,
    "months": _of_month,
    "money": _of_money,
}
