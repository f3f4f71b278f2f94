"""The grader: marks with evidence from an action log and the changes it made.

Imports the standard library only, so that a mark can be recomputed anywhere from two files:
`python -m grader mark ATTEMPT.json SCRIPT.json`. The specification is `docs/grading.md`.
"""

from grader.check import check_rules, overlap
from grader.reading import Malformed
from grader.rulings import current
from grader.scorecard import VERSION, Scorecard, canonical, mark, read_script

__all__ = [
    "VERSION",
    "Malformed",
    "Scorecard",
    "canonical",
    "check_rules",
    "current",
    "mark",
    "overlap",
    "read_script",
]
