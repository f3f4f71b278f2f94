"""Reading what right ways find of papers, beside what a script says is right of each."""

from collections.abc import Iterator, Mapping

from mock_systems.hall.paper_forms import PAPER_FORMS
from mock_systems.hall.papers import VerifyPaper, findings
from mock_systems.records.hall import PAPER_FINDING
from scenarios.checking.reader import Reader
from scenarios.playing.edits import NoSuchStep, edited
from scenarios.reading.problems import Place, Problem
from scenarios.reading.story import Sheet
from scenarios.reading.ways import Step


def misfound(reader: Reader) -> Iterator[Problem]:
    """Findings of right ways that are not right of the paper. Of a paper of which a script does not
    say what is right, nothing is known."""
    script = reader.script
    papers: dict[str, Sheet] = {}
    for number, paper in enumerate(script.papers):
        if paper.found and paper.kind in PAPER_FORMS:
            unfit = list(_unfit(reader, ("papers", number, "found"), paper))
            yield from unfit
            papers |= {} if unfit else {paper.name: paper}
    for place, step in _right_steps(reader) if papers else ():
        yield from _misfound(reader, place, step, papers)


def _right_steps(reader: Reader) -> Iterator[tuple[Place, Step]]:
    """The steps of the walkthrough, and those that other ways have and it has not."""
    script = reader.script
    for number, step in enumerate(script.walkthrough):
        yield ("walkthrough", number), step
    own = {id(step) for step in script.walkthrough}
    for number, way in enumerate(script.other_ways):
        try:
            steps = edited(script.walkthrough, way.edits)
        except NoSuchStep:  # Told where ways are read.
            continue
        yield from ((("other_ways", number, "edits"), s) for s in steps if id(s) not in own)


def _unfit(reader: Reader, place: Place, paper: Sheet) -> Iterator[Problem]:
    fit = findings(paper.kind)
    right, unknown = reader.filled(place, paper.found)
    yield from unknown
    for each in right or ():
        if each not in fit:
            yield reader.unknown(place, "核验意见", str(each), fit)


def _misfound(
    reader: Reader, place: Place, step: Step, papers: Mapping[str, Sheet]
) -> Iterator[Problem]:
    """What a form says may be found of its kind goes by the application that is chosen."""
    paper = papers.get(str(step.form.get("paper")).strip("${}").partition(".")[0])
    if step.do != VerifyPaper.declared.name or paper is None:
        return
    right = reader.filled(place, paper.found)[0]
    of_application = PAPER_FORMS[paper.kind].findings if step.form.get("application") else ()
    finding = reader.filled(place, step.form.get("finding"))[0]
    if finding in PAPER_FINDING and finding not in (*right, *of_application):
        right_is = "、".join(f"{each} {PAPER_FINDING.label(each)}" for each in right)
        what = f"“{paper.name}”的核验意见应为 {right_is}，这里是 {finding}"
        yield reader.at(place, what, "请改正 finding；毛病是填的内容里的，在这份材料里写 found")
