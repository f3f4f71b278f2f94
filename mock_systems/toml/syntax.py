"""What is wrong with a text that is no TOML, in words an author can act on.

The parser says in English where it could not go on. That is often far behind the mistake: a
full-width quote, a bracket that was never closed. Both are looked for, outside texts and comments.
"""

import re
from collections.abc import Iterator
from string import ascii_letters, digits

PLAIN = {"　": "空格", "\xa0": "空格"} | dict(
    zip("“”＂‘’＇，、：；＝［］【】｛｝（）＃＄", "\"\"\"''',,=,=[][]{}[]#$", strict=True)
)
PLAIN |= {chr(ord(each) + 0xFEE0): each for each in ascii_letters + digits}
"""Full-width blanks, punctuation, digits and letters, which TOML knows in texts and comments alone,
and what to type instead."""
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\''
    r'|"(?!"")(?:\\.|[^"\\\n])*"|\'(?!\'\')[^\'\n]*\'|#[^\n]*'
    rf"|(?P<wide>[{''.join(map(re.escape, PLAIN))}])|(?P<opens>[\[{{])|(?P<closes>[\]}}])|(?P<quote>[\"'])",
    re.DOTALL,
)
_ASIDE = "（）"
"""What nobody means for TOML: it begins a remark."""
_QUOTE = re.compile("[“”＂‘’＇]")
_MONTH = re.compile(r"(?<![\d-])\d{4}-\d{2}(?![\d-])")
_DAY = re.compile(
    r"(?!\d{4}-\d\d-\d\d)[12]\d{3}(?:([-/.])\d{1,2}\1\d{1,2}|/\d{1,2}|年\d{1,2}月?(?:\d{1,2}日?)?)"
)
"""A day written in another way than TOML knows."""
_FLAG = re.compile(r"(?:true|false)\b", re.IGNORECASE)
_IN_BRACKETS = (
    "Unclosed array",
    "Unclosed inline table",
    "Invalid initial character for a key part",
)
"""What the parser says where it may be that a bracket was never closed."""
_CLOSED_BY = {"[": "]", "{": "}"}
_SENTENCES = (
    ("Cannot overwrite a value", "这个键前面已经写过", "请删去一处，或者改名"),
    ("Duplicate inline table key", "同一张表里一个键写了两次", "请删去一处，或者改名"),
    ("Cannot declare", "这个小标题前面已经写过", "并成一处；一列中的各项写成 [[名称]]"),
    ("Cannot redefine", "这个名称前面已经写成别的样子", "并成一处，或者改名"),
    ("Cannot mutate", "写在一行里的表、列表不能在别处再添", "请添在那一行里"),
    ("Expected newline", "这一行后面多了内容", "一行写一个“键 = 值”，说明前加 #；括号里各项用逗号隔开"),
    ("Expected '=' ", "键的后面少了等号", "写成 键 = 值；小标题写成 [名称]"),
    ("Expected ']", "小标题的方括号没有配对", "写成 [名称] 或 [[名称]]"),
    ("Expected '}'", "大括号没有配对", "请补上 }"),
    ('Expected "\'', "文本的引号没有配对", "请补上结尾的引号"),
    ("Unterminated string", "文本的引号没有配对", "请补上结尾的引号"),
    ("Illegal character '\\n'", "文本的引号没有配对", "请补上结尾的引号；几行的文本前后用三个引号"),
    ("Found invalid character '\\n'", "文本的引号没有配对", "请补上结尾的引号"),
    ("Illegal character", "有看不见的字符", "请删去这个字符"),
    ("Found invalid character", "有看不见的字符", "请删去这个字符"),
    ("Invalid initial character", "这里应当是键", "键用字母、数字和下划线，各键之间只写一个逗号，大括号里不能换行"),
    ("Invalid statement", "这一行不是“键 = 值”，也不是小标题", "键用字母、数字和下划线；说明前加 #"),
    ("Unclosed array", "列表没有写完", "各项之间用逗号隔开，最后写 ]"),
    ("Unclosed inline table", "大括号里的表没有写完", "各键之间用逗号隔开，不能换行，最后写 }"),
    ("Unescaped '\\'", "文本里的反斜线要写两个", "写成 \\\\，或者文本改用单引号"),
    ("Escaped character", "文本里的反斜线要写两个", "写成 \\\\，或者文本改用单引号"),
    ("Invalid hex value", "文本里的反斜线要写两个", "写成 \\\\，或者文本改用单引号"),
    ("Invalid date", "没有这一天、这个时刻", "日期写成 2026-06-15"),
    ("Invalid value", "等号后面不是可用的值", "文本加引号，日期写成 2026-06-15，是否写 true、false"),
)  # fmt: skip


def fault(lines: str, said: str) -> tuple[str, str, str]:
    """Where a text stops being TOML, what is wrong there, and how to mend it; `said` is what the
    parser says."""
    what, _, where = said.partition(" (at ")
    numbers = [int(number) for number in re.findall(r"\d+", where)]
    end = _offset(lines, *numbers) if len(numbers) == 2 else len(lines)
    quote = next((found.start() for found in _outside(lines, end) if found["quote"]), None)
    if (wide := _wide(lines, end, quote)) is not None:
        aside = lines[wide] in _ASIDE and what.startswith("Expected newline")
        mend = "说明前加 #" if aside else f"文本以外请改用半角的 {PLAIN[lines[wide]]}"
        what = "有不换行的空格" if lines[wide] == "\xa0" else f"有全角的「{lines[wide]}」"
        return _told(lines, wide), what, mend
    if (flag := _FLAG.match(lines, end)) and what == "Invalid value":
        return _told(lines, end), f"“{flag[0]}”不是可用的值", f"写成小写的 {flag[0].lower()}"
    line_start = lines.rfind("\n", 0, end) + 1
    day = next((d for d in _DAY.finditer(lines, line_start) if d.start() <= end <= d.end()), None)
    if day and quote is None:
        mend = f"日期写成 {_as_day(day[0])}"
        return _told(lines, day.start()), f"“{day[0]}”不是日期的写法", mend
    at = (m for m in _MONTH.finditer(lines, line_start) if m.start() <= end <= m.end())
    if (month := next(at, None)) and quote is None:
        return _told(lines, month.start()), "月份没有加引号", f'写成 "{month[0]}"'
    told = next((s[1:] for s in _SENTENCES if what.startswith(s[0])), ("写法不对", "请核对"))
    if quote is not None:
        return _told(lines, quote), *told
    place = _told(lines, end) if end < len(lines) else "文件末尾"
    opened = _unclosed(lines, end) if what in _IN_BRACKETS or _begins(lines, end, what) else []
    if not opened:
        return place, *told
    here = f"{_told(lines, opened[-1])}的 {lines[opened[-1]]} 到这里还没有配对"
    return place, f"{told[0]}（{here}）", told[1]


def _as_day(said: str) -> str:
    """A day as TOML has it, where three numbers say one; a day to go by otherwise."""
    numbers = [int(each) for each in re.findall(r"\d+", said)]
    return "{:04}-{:02}-{:02}".format(*numbers) if len(numbers) == 3 else "2026-07-01"


def _begins(text: str, end: int, what: str) -> bool:
    """Whether what was read for a value of a list begins a line: a key or heading that comes after."""
    return what == "Invalid value" and not text[text.rfind("\n", 0, end) + 1 :][:1].isspace()


def _wide(text: str, end: int, quote: int | None) -> int | None:
    """Where full-width punctuation stands outside texts; with a quote that has no other, where a
    full-width one ends that text."""
    if quote is not None:
        line_end = text.find("\n", quote)
        found = _QUOTE.search(text, quote, len(text) if line_end < 0 else line_end)
        return found.start() if found else None
    return next((found.start() for found in _outside(text, end) if found["wide"]), None)


def _outside(text: str, end: int) -> Iterator[re.Match[str]]:
    """The marks outside texts and comments, up to the end."""
    return (found for found in _TOKEN.finditer(text) if found.lastgroup and found.start() <= end)


def _unclosed(text: str, end: int) -> list[int]:
    """The brackets of values that are open before the end, outermost first."""
    opened: list[int] = []
    for found in _outside(text, end - 1):
        if found["opens"]:
            opened.append(found.start())
        elif opened and _CLOSED_BY[text[opened[-1]]] == found["closes"]:
            opened.pop()
    return opened


def _offset(text: str, line: int, column: int) -> int:
    before = text.split("\n")[: line - 1]
    return sum(len(each) + 1 for each in before) + column - 1


def _told(text: str, offset: int) -> str:
    line = text.count("\n", 0, offset) + 1
    return f"第{line}行第{offset - text.rfind(chr(10), 0, offset)}列"
