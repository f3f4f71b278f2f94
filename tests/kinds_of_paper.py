"""What gives away that a kind of paper or notice is known outside its folder."""

from mock_systems.catalogue import SYSTEMS
from mock_systems.kinds import KINDS
from mock_systems.notices import NOTICE_KIND
from mock_systems.papers import PAPER_KIND
from tests.offences import matches

SHARED = {*SYSTEMS, *KINDS}
"""Names that something else has as well: they speak of papers where a kind is asked for."""
OWN = "|".join(set(PAPER_KIND) - SHARED)
papers_named = matches(
    rf"""(['"])(ask_)?({OWN})\1"""
    rf"""|(\bkind\b[^=\n]{{0,9}}\s(==|!=|in|not in)\s.*|FORMS\[)(['"])({"|".join((*PAPER_KIND, *NOTICE_KIND))})\6"""
)
"""Texts that are the code of a kind of paper, or of the topic that asks for it; of a kind of notice
where one is asked for its kind."""
