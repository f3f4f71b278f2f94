"""What a right way does against the system's own word."""

from collections.abc import Iterator, Sequence

from scenarios.checking.bases import POLICY
from scenarios.playing.rehearse import Rehearsal
from scenarios.reading.origins import Layout
from scenarios.reading.problems import Problem

_MEND = f"对的做法里请改正这一步；{POLICY}"


def against(section: str, ways: Sequence[Rehearsal], layout: Layout) -> Iterator[Problem]:
    """Steps of right ways that go on though the system says it is wrong, and no policy wants it."""
    for way, gone in enumerate(ways):
        variant = "" if gone.stage.pinned else f"（变式{gone.stage.variant}）"
        for number, played in enumerate(gone.played):
            for said in played.against if not played.step.policy else ():
                what = f"系统提醒“{said.rstrip('。')}”，“{played.step.called}”却确认了{variant}"
                at = number if section == "walkthrough" else way
                yield layout.problem((section, at), what, _MEND)
