"""Findings on papers: what the clerk has found of a paper, and for which application.

A paper may be good for one application and not for another. A finding is for the application that
was chosen, or else for the only open one; before any is open it is for none in particular, and
stands for those that are opened afterwards. There is one finding of a paper for an application: a
later one replaces it, and for the only one also what was found before for none in particular.

That a paper has expired is so for every application: it is found once, for none in particular, and
stands for each open one until that has a finding of its own; once none has it, it is taken back.
"""

from collections.abc import Iterable

from mock_systems.hall.conversation import open_applications
from mock_systems.records import Application, PaperFinding
from mock_systems.world import World

EXPIRED = "expired"
"""Of `PAPER_FINDING`, what is so of the paper itself."""
GOOD = "ok"
NEEDLESS = "not_needed"
"""What says of an application that it does not ask for the paper."""
UNSEALED = "no_seal"
"""What is so of a paper whose seal or signature was left empty."""


def meant(world: World, chosen: str, finding: str) -> Application | None:
    """The application a finding is for: the one that was chosen, or the only open one; none where
    it is of the paper itself."""
    if finding == EXPIRED:
        return None
    if chosen:
        return world.one(Application, chosen)
    filed = open_applications(world)
    return filed[0] if len(filed) == 1 else None


def note(world: World, paper: str, application: Application | None, finding: str) -> PaperFinding:
    """The finding on a paper for an application, as it is from now on."""
    if finding == EXPIRED:
        _leave_open(world, paper)
    said = {**_about(application), "finding": finding, "step": world.seq}
    if replaced := _replaced(world, paper, application):
        noted = world.amend(replaced, **said)
    else:
        key = world.new_key(PaperFinding)
        noted = world.add(PaperFinding(paper_finding=key, paper=paper, **said))
    if finding != EXPIRED and not _still(world, paper, EXPIRED):
        take_back(world, paper, EXPIRED)
    return noted


def _still(world: World, paper: str, finding: str) -> bool:
    """Whether a finding stands for an application that is open."""
    filed = [each.application for each in open_applications(world)]
    return finding in found_for(world, paper, filed)


def take_back(world: World, paper: str, finding: str) -> None:
    """Leave a paper without this finding, whatever application it was for."""
    for known in world.find(PaperFinding, paper=paper, finding=finding):
        world.amend(known, finding="")


def found(world: World, paper: str, application: str = "") -> str:
    """The code of the finding that stands for an application: its own, or else the one for none in
    particular; empty where there is none."""
    own = world.first(PaperFinding, paper=paper, application=application)
    if own and own.finding:
        return own.finding
    return found(world, paper) if application else ""


def found_for(world: World, paper: str, applications: Iterable[str]) -> list[str]:
    """The same for each of some applications, with one look at the findings on the paper."""
    known = {each.application: each.finding for each in world.find(PaperFinding, paper=paper)}
    return [known.get(each) or known.get("", "") for each in applications]


def _about(application: Application | None) -> dict[str, str]:
    """What a finding says of the application it is for."""
    shared = PaperFinding.model_fields.keys() & Application.model_fields.keys()
    return {name: getattr(application, name, "") for name in sorted(shared)}


def _replaced(world: World, paper: str, application: Application | None) -> PaperFinding | None:
    """The finding that a new one replaces; what was found for none in particular stands on for the
    others where several are open."""
    known = {each.application: each for each in world.find(PaperFinding, paper=paper)}
    general = known.get("") if len(open_applications(world)) < 2 else None
    return known.get(application.application if application else "", general)


def _leave_open(world: World, paper: str) -> None:
    """Leave a paper without a finding of its own for any application that is not decided."""
    own: dict[str, list[PaperFinding]] = {}
    for known in world.find(PaperFinding, paper=paper):
        if known.finding:
            own.setdefault(known.application, []).append(known)
    for filed in open_applications(world):
        for known in own.get(filed.application, ()):
            world.amend(known, finding="")
