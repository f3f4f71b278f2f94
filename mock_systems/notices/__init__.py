"""Kinds of notice, a folder each: what it is called, its keys, what it says, its drawing.

A `form.toml` is written as for papers (`mock_systems.papers`), with the `series` its number is
counted in instead of what people call it. A key that is `given` is what the clerk found and is
kept with the notice; every other is filled in when the notice is printed.
"""

from mock_systems.folders import declared, listed

FORMS = declared(__file__)
"""What each `form.toml` says."""
NOTICE_KIND = listed("notice_kind", FORMS)
