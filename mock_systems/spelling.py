"""Spelling: what typing varies and nobody means, and one idea of "the same text" without it.

Blanks, full and half width, characters nobody can see, the case of Latin letters, the dot between
the parts of a name and a full stop at the end make no difference to what a text says. Nothing else is passed over:
a character of a name is another character even where its compatibility twin looks alike. The
grader keeps the same idea for itself (`grader.comparison`), and a test holds the two to each other.
"""

import re

MIDDLE_DOT = "·"
_DOTS = "．.・･•‧∙⋅\u0387"
"""What is typed for the middle dot of a name: by one keyboard or another, or pasted."""
_IGNORABLE = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5),
    (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x2800, 0x2800),
    (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB),
    (0x1BCA0, 0x1BCA3), (0x1D159, 0x1D159), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
"""What Unicode says is drawn as nothing: of no width, of direction, of variation, tags, fillers."""
_BLANKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85"
"""Controls that part words, and so are blanks."""
_CONTROLS = {*range(0x20), *range(0x7F, 0xA0)} - {ord(each) for each in _BLANKS}
_UNSEEN = {code: None for first, last in _IGNORABLE for code in range(first, last + 1)}
_UNSEEN |= dict.fromkeys(_CONTROLS)
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LETTERS = {wide: half for wide, half in _HALF_WIDTH.items() if chr(half).isalnum()}
_DOTTED = dict.fromkeys(map(ord, _DOTS), MIDDLE_DOT)
_NARROW = {**_UNSEEN, **_HALF_WIDTH}
FOLDED = {**_NARROW, **_DOTTED}
"""What stands for each character that may be spelt in several ways: nothing for what nobody can see."""
_UNKEPT = re.compile("[\0\ud800-\udfff]")
"""What no PostgreSQL text takes: NUL, and halves of characters."""


def keepable(text: str) -> bool:
    """Whether every database can keep a text."""
    return not _UNKEPT.search(text)


def kept(text: str) -> str:
    """A text as every database can keep it: the sign for an unknown character (U+FFFD) stands for
    each that none keeps."""
    return _UNKEPT.sub("\ufffd", text)


def seen(text: str) -> str:
    """A text without what nobody can see."""
    return text.translate(_UNSEEN)


def narrow(text: str) -> str:
    """A text with its full-width forms narrow, signs too, and without what nobody can see."""
    return text.translate(_NARROW)


def line(text: str) -> str:
    """A line of prose: one blank where there are several, letters and digits narrow. Its Chinese
    signs are meant, and stay."""
    return " ".join(seen(text).translate(_LETTERS).split())


def unstopped(text: str) -> str:
    """A text without the full stop that closes it as if it were a sentence; one of nothing else
    stays."""
    said = text.strip()
    return said.rstrip("。") or said


def dotted(text: str) -> str:
    """A text with the one middle dot for whatever was typed for it."""
    return text.translate(_DOTTED)


def folded(text: str) -> str:
    """What a text says, its spelling aside."""
    return unstopped("".join(text.translate(FOLDED).split()).lower())


def same(one: str, other: str) -> bool:
    """Whether two texts say the same."""
    return one == other or folded(one) == folded(other)
