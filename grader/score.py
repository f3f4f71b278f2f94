"""Points from findings, in whole hundredths. Nothing here rounds up and nothing is renormalised.

Doing nothing earns nothing: an obligation that never arose earns nothing, and only an expectation
about records that were touched, or a rule whose obligations were met, earns at all.
"""

from collections.abc import Iterable, Sequence

from grader.findings import Finding
from grader.rules import Rule

HIGHEST_LEVEL = 3
WIDEST_SPREAD = 1


def earned(rule: Rule, findings: Sequence[Finding]) -> int:
    """What a rule that earns gives: all or nothing, the share of met obligations, or by time."""
    met = sum(finding.met for finding in findings)
    match rule.credit:
        case "share":
            return rule.points * met // len(findings) if findings else 0
        case "steps":
            return _stepped(rule, findings)
        case _:
            return rule.points if findings and met == len(findings) else 0


def _stepped(rule: Rule, findings: Sequence[Finding]) -> int:
    """The points of the first time band that the slowest answer still reaches."""
    if not findings or any(finding.settled_by is None for finding in findings):
        return 0
    slowest = rule.seconds + max(finding.over for finding in findings)
    return next((step.points for step in rule.steps if slowest <= step.seconds), 0)


def cost(penalty: int, cap: int, findings: Iterable[Finding]) -> int:
    """What breaches cost: the penalty for each, up to the cap."""
    return min(cap, penalty * sum(not finding.met for finding in findings))


def judged(points: int, levels: Sequence[int]) -> int:
    """What a service mark earns: the mean of the judges' levels 0–3, in points."""
    return points * sum(levels) // (HIGHEST_LEVEL * len(levels))


def total(points: Iterable[int]) -> int:
    """The points of all marks, deductions negative; never below nothing."""
    return max(0, sum(points))
