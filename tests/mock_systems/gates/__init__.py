"""What the quality gates must tell apart, by subject, as the gates themselves stand by subject."""

from itertools import chain

from tests.mock_systems.gates import cards, employers, every, insurance, people, work

_ALL = [each.BREACHES for each in (every, people, employers, cards, insurance, work)]
VIOLATIONS = [each for subject in _ALL for each in subject.violations]
EDGES = [each for subject in _ALL for each in subject.edges]
CROWDS = dict(chain.from_iterable(subject.crowds.items() for subject in _ALL))
ENTAILED = dict(chain.from_iterable(subject.entailed.items() for subject in _ALL))
