"""Values that somebody's own words name, as they are meant: not what is denied, nor what was said before a
turn, such as 算了 or 还是.
"""

import re
from collections.abc import Iterator, Set
from datetime import date
from itertools import pairwise

from mock_systems.bases import number_of
from mock_systems.months import later, month_of
from mock_systems.spelling import narrow
from scenarios.playing.spoken import heard

LOWEST, HIGHEST = "最低", "最高"
SUM = (
    rf"(?:{LOWEST}|{HIGHEST})(?!工资|有|的?(?:是|多少|[吗呢]))"
    r"|(?<![\d.])\d{3,7}(?:\.\d\d?)?(?=[元块圆])|(?<=按)\d{3,7}(?![\d.]|[年月日号个人%])"
    r"|(?<![\w.])\d{4,6}(?=[吧就,。!\n]|$)"
)
DAY = r"(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]"
MOBILE = r"(?<!\d)1\d{10}(?!\d)"
HOUSE = r"[^\W\d][^\W\d月]\d+号"
_NO = "(?:不[是要想用再]?|(?<![分特])别|比)[按照选]*"
_TURN = re.compile("算了|还是|改成|换成|要不|不对")
_BEFORE = re.compile("[^，。；！？]*(?:去年|前年|原来|以前|上次|登记的)[^，。；！？]*")
_TO = (
    r"[到至](?P<end>这个?月|本月|当月|上个?月|下个?月|年底"
    r"|(?:(?P<year>\d{4}|[今去明])年)?(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月)(?P<rest>.*)"
)
_PAY_TO = re.compile(rf"[缴交补付][费款齐上清]?(?:[^没]{{0,8}}月份?)?{_TO}")
_FROM_TO = re.compile(rf"(?:^[就一直]*|月份?){_TO}")
"""To which month somebody wants to pay; who is asked that need not say what for."""
_WISH = re.compile("想|要|打算|希望|那就|[吧行]$")
_PAST = re.compile("单位|原来|以前|上次|已经|记得|好像|系统|[只才就]有?[缴交]到")
_STOPPED = re.compile("^份?了|[缴交补付][了过]|[没忘断停]")
"""What tells that somebody had paid till then, and did no longer."""
_SENTENCE, _PAUSE = re.compile(r"[^。！？；\n]+"), re.compile("[，,]")
_AWAY = {"这": 0, "本": 0, "当": 0, "上": -1, "下": 1}
_YEARS = {"今": 0, "去": -1, "明": 1}


def named(pattern: str, text: str) -> Set[str]:
    """What a text names and means of values that look so, with figures for what is told in words: first
    behind the last turn, first where it does not speak of what was."""
    turned = _TURN.split(text)[-1]
    for said in dict.fromkeys((_BEFORE.sub("", turned), _BEFORE.sub("", text), turned, text)):
        if found := {*re.findall(pattern, re.sub(f"{_NO}(?:{pattern})", "", heard(said)))}:
            return found
    return set()


def months_paid_to(text: str, today: date, *, is_asked: bool) -> Set[str]:
    """The months to which somebody wants to pay, of those that are not in past years."""
    return {
        month
        for sentence in _SENTENCE.findall(narrow(text))
        for clause, after in pairwise([*_PAUSE.split(sentence), ""])
        for month in _paid_to(clause, after, today, is_asked=is_asked)
    }


def _paid_to(clause: str, after: str, today: date, *, is_asked: bool) -> Iterator[str]:
    found = _PAY_TO.search(clause) or (_FROM_TO.search(clause) if is_asked else None)
    if not found:
        return
    had = _PAST.search(clause) or _STOPPED.search(f"{found['rest']}{after}")
    month = _month(found, today)
    if month >= f"{today.year}-01" and (_WISH.search(clause) or not had):
        yield month


def _month(found: re.Match[str], today: date) -> str:
    if not found["month"]:
        sign = found["end"][0]
        return later(month_of(today), _AWAY[sign]) if sign in _AWAY else f"{today.year}-12"
    said = found["year"] or "今"
    year = int(said) if said.isdigit() else today.year + _YEARS[said]
    return f"{year}-{number_of(found['month']):02d}"
