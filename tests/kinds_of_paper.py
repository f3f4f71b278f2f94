"""What gives away that a kind of paper or notice is known outside its folder."""

import re

from mock_systems.catalogue import SYSTEMS
from mock_systems.kinds import KINDS
from mock_systems.notices import NOTICE_KIND
from mock_systems.papers import PAPER_KIND
from tests.offences import Found, matches

SHARED = {*SYSTEMS, *KINDS}
"""Names that something else has as well: they speak of papers where a kind is asked for."""
OWN = "|".join(set(PAPER_KIND) - SHARED)
ANY = "|".join((*PAPER_KIND, *NOTICE_KIND))
_in_lines = matches(
    rf"""(['"])(ask_)?({OWN})\1"""
    rf"""|(\bkind\b[^=\n]{{0,9}}\s(==|!=|in|not in)\s.*|FORMS\[)(['"])({ANY})\6"""
    rf"""|(['"])({ANY})\8(\s*[=!]=\s*[\w.]*\bkind\b|\s*:.*\}}(\[|\.get\()[\w.]*\bkind\b)"""
)
_CASES = re.compile(
    rf"""\bmatch [\w.]*\bkind:\n(?:(?:[ ].*)?\n)*? +case\b.*?(['"])({ANY})\1""", re.MULTILINE
)


def papers_named(text: str) -> Found:
    """Texts that are the code of a kind of paper, or of the topic that asks for it; of a kind of
    notice where one is compared with what is called a kind, matched by it or looked up for it."""
    yield from _in_lines(text)
    for found in _CASES.finditer(text):
        yield text.count("\n", 0, found.end()) + 1, found[2]
