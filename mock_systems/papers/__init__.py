"""Kinds of paper, a folder each: what it is called and how it is asked for, its keys, its drawing.

A `form.toml` has `title` and its `english`, `spoken` (what people call it, to recognise that it is
asked for), the `shape` of its small picture, its place in the `order` of kinds, and `keys`: one
line for each thing written on it, as it is read. Where it is so: what people call it `alike` with another kind
(who has only this one is asked for it so); that it has a `chip` the card
reader reads; whom it `authorizes` to act for, a person or an employer; the `findings` only such
kinds can have; the `pages` of a book, the title of the first and whose rows are the rest; its place
among the phrases with a button (`quick`). Keys are required unless `optional`; a date that
is `past` cannot lie after the day the paper is shown; what `seals` a paper is its seal or a
signature, and `by` the key beside it that says whose. `kind` is text (the default), date
("2026-06-10", "2026-06" or 长期), money (whole fen), flag, lines (texts) or rows (tables, whose keys
stand in `of`); `record` says which column of which record it repeats ("person.born"; of another
than the paper's person by what that one is on it, "principal.person.name"; an `agent` is who comes), `typed` into which fields of
operations it is typed, and `or_next` into which it or the day after is; `begins` and `ends` say of a day what does on it, the "paper", which is good so
long, or the "matter" it tells of; `after` names the key of a day beside it that is not later, `married` that of the day on which those of two rows were; `codes` names a code list whose codes may be written too. What is left out is
missing on the paper: an absent `seal` is a paper without a seal. Every paper may also have
`corrected` (keys and what a hand has written over them) and `defects`. `drawing.html` is a
template; how it is drawn is not known here.
"""

from mock_systems.folders import declared, listed

FORMS = declared(__file__)
"""What each `form.toml` says."""
PAPER_KIND = listed("paper_kind", FORMS)
