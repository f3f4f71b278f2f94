"""Findings on papers: what the clerk has found of a paper, and for which application.

A paper may be good for one application and not for another. A finding is for the application that
was chosen, or else for the only open one; before any is open it is for none in particular, and
stands for the only one that is opened afterwards. There is one finding of a paper for an
application: a later one replaces it, and what was found before for none in particular.
"""

from mock_systems.hall.conversation import open_applications
from mock_systems.records import Application, PaperFinding
from mock_systems.world import World


def meant(world: World, chosen: str) -> Application | None:
    """The application a finding is for: the one that was chosen, or the only open one."""
    if chosen:
        return world.one(Application, chosen)
    filed = open_applications(world)
    return filed[0] if len(filed) == 1 else None


def note(world: World, paper: str, application: Application | None, finding: str) -> PaperFinding:
    """The finding on a paper for an application, as it is from now on."""
    said = {**_about(application), "finding": finding}
    if known := _replaced(world, paper, application):
        return world.amend(known, **said)
    return world.add(PaperFinding(paper_finding=world.new_key(PaperFinding), paper=paper, **said))


def take_back(world: World, paper: str, finding: str) -> None:
    """Leave a paper without this finding, whatever application it was for."""
    for known in world.find(PaperFinding, paper=paper, finding=finding):
        world.amend(known, finding="")


def found(world: World, paper: str, application: str = "") -> str:
    """The code of the finding that stands for an application, or for none in particular; empty
    where there is none."""
    own = world.first(PaperFinding, paper=paper, application=application)
    if application and not (own and own.finding) and len(open_applications(world)) < 2:
        return found(world, paper)
    return own.finding if own else ""


def _about(application: Application | None) -> dict[str, str]:
    """What a finding says of the application it is for."""
    shared = PaperFinding.model_fields.keys() & Application.model_fields.keys()
    return {name: getattr(application, name, "") for name in sorted(shared)}


def _replaced(world: World, paper: str, application: Application | None) -> PaperFinding | None:
    """The finding that a new one replaces."""
    known = {each.application: each for each in world.find(PaperFinding, paper=paper)}
    return known.get(application.application if application else "", known.get(""))
