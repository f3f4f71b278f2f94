"""Points for findings and for judges' levels, in whole hundredths. Nothing is renormalised. What cannot be shared
out among obligations is lost; a mean of levels is rounded, half up, as everybody reckons it on paper.

Every finding is given its part of the points, so that the losses told of a mark add up to what it
lost. Doing nothing earns nothing: an obligation that never arose earns nothing, and only an
expectation about records that were touched, or a rule whose obligations were met, earns at all.
"""

from collections.abc import Iterable, Iterator, Sequence

from grader.findings import Finding
from grader.rules import Rule

HIGHEST_LEVEL = 3
WIDEST_SPREAD = 1


def credited(rule: Rule, findings: Sequence[Finding]) -> list[Finding]:
    """The findings of a rule that earns, at least one, with the points they earn.

    By share each obligation has its own part. Otherwise they earn or lose together, and the one
    that decides tells it: the first that is missing, else the slowest.
    """
    if rule.credit == "share":
        return list(_shared(rule.points, findings))
    deciding = max(findings, key=_lateness)
    priced = deciding.priced(rule.points, _earned(rule, deciding))
    return [priced if each is deciding else each for each in findings]


def charged(penalty: int, cap: int, findings: Iterable[Finding]) -> list[Finding]:
    """The findings of what only costs, each breach with its own cost: the penalty, until the cap
    is used up."""
    priced, left = [], cap
    for finding in findings:
        cost = 0 if finding.met else min(penalty, left)
        left -= cost
        priced.append(finding.priced(0, -cost))
    return priced


def judged(points: int, levels: Sequence[int]) -> int:
    """What a service mark earns: the mean of the judges' levels 0–3, in points, half a hundredth up."""
    most = HIGHEST_LEVEL * len(levels)
    return (2 * points * sum(levels) + most) // (2 * most)


def total(points: Iterable[int]) -> int:
    """The points of all marks, deductions negative; never below nothing."""
    return max(0, sum(points))


def _lateness(finding: Finding) -> tuple[bool, int]:
    return finding.settled_by is None, finding.over


def _earned(rule: Rule, deciding: Finding) -> int:
    """All points or none; by steps, those of the first time band that is still reached."""
    if rule.credit != "steps":
        return rule.points if deciding.met else 0
    if deciding.settled_by is None:
        return 0
    slowest = rule.seconds + deciding.over
    return next((band.points for band in rule.steps if slowest <= band.seconds), 0)


def _shared(points: int, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Each met obligation earns its part of the points; hundredths that cannot be shared are lost
    with those that were not met."""
    met = sum(finding.met for finding in findings)
    earned = points * met // len(findings)
    gains = _parts(earned, met)
    losses = _parts(points - earned, len(findings) - met)
    for finding in findings:
        part = next(gains if finding.met else losses)
        yield finding.priced(part, part if finding.met else 0)


def _parts(points: int, count: int) -> Iterator[int]:
    """The points in so many parts that differ by a hundredth at most, the greater first."""
    return (points // count + (number < points % count) for number in range(count))
