"""What a mark asks, in the words of the guides, for authors."""

from mock_systems.sentence import Sentence

WORDS = {
    "happens": Sentence("应办理"),
    "never": Sentence("不得"),
    "at_most": Sentence("至多n次"),
    "before": Sentence("先A后B"),
    "after": Sentence("A后应B"),
    "within": Sentence("A后限时B"),
    "not_between": Sentence("期间不得"),
    "by": Sentence("限时办理"),
    "created": Sentence("应新增"),
    "changed": Sentence("应变更"),
    "closed": Sentence("应终止"),
    "unchanged": Sentence("不应改动"),
    "exactly": Sentence("应恰有n条"),
    "side_effects": Sentence("未要求的变动"),
    "service": Sentence("裁判评定"),
}
"""By the words of scripts and scorecards."""
