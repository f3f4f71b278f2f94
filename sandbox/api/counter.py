"""The counter as a program sees it: the visitor's words, the papers on the desk, the case so far.

The same view the screen draws. What a paper says is told once an operation showed it:
looking is evidence.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from mock_systems.hall.conversation import applications, mood
from mock_systems.hall.findings import found_for
from mock_systems.hall.own_topics import own_topics
from mock_systems.hall.paper_forms import PAPER_FORMS
from mock_systems.hall.topics import Topic
from mock_systems.items import SERVICE_ITEM
from mock_systems.notices import NOTICE_KIND
from mock_systems.papers import PAPER_KIND
from mock_systems.records import Application, Notice, Paper
from mock_systems.records.hall import APPLICATION_STATE, PAPER_FINDING
from mock_systems.world import World
from sandbox.attempt.states import AttemptState
from sandbox.attempt.talk import Spoken, talk_in
from sandbox.counter.view import HallView, hall_view


class Said(BaseModel):
    """One thing said at the window, by the clerk or the citizen."""

    speaker: str
    text: str
    mood: str


class Found(BaseModel):
    """What stands of a paper for an application; before any was opened, for none in particular,
    and `application` is empty."""

    application: str
    finding: str


class OnDesk(BaseModel):
    """A paper on the desk; `content` by label, once it was looked at."""

    paper: str
    kind: str
    title: str
    holder: str
    findings: list[Found]
    content: dict[str, Any] | None


class Handled(BaseModel):
    """An application of the visitor."""

    application: str
    item: str
    title: str
    person: str
    employer: str
    state: str


class Issued(BaseModel):
    """A notice that was issued, and what became of it."""

    notice: str
    kind: str
    title: str
    application: str
    printed: bool
    signed: bool
    valid: bool
    """Whether it still counts: one issued anew takes its place."""


class Sayable(BaseModel):
    """A topic of `hall.say` that only this case has."""

    topic: str
    label: str
    sentence: str


class Counter(BaseModel):
    """What the screen shows of the hall after entry `seq`. `topics` are those beside the ones that
    the form of `hall.say` lists."""

    seq: int
    ticket: str
    waiting: int
    visitor: str
    role: str
    mood: str
    said: list[Said]
    topics: list[Sayable]
    papers: list[OnDesk]
    applications: list[Handled]
    notices: list[Issued]


def counter(state: AttemptState, elapsed_ms: int) -> Counter:
    """The counter of an attempt at a time of its clock, with what the visitor says unasked by then."""
    view, read = hall_view(state.world), state.seen.papers
    visitor = view.visitor
    talk = talk_in(state.world, state.events, elapsed_ms)
    return Counter(
        seq=state.head.seq,
        ticket=view.ticket.ticket if view.ticket else "",
        waiting=view.waiting,
        visitor=visitor.call_name if visitor else "",
        role=visitor.role if visitor else "",
        mood=mood(state.world, visitor) if visitor else "",
        said=list(map(_said, talk)),
        topics=list(map(_sayable, own_topics(state.world))),
        papers=[_on_desk(state, paper, read) for paper in view.papers],
        applications=list(map(_handled, view.applications)),
        notices=[_issued(view, notice) for notice in view.notices],
    )


def _said(said: Spoken) -> Said:
    return Said(speaker=said.speaker, text=said.text, mood=said.row["mood"])


def _sayable(topic: Topic) -> Sayable:
    return Sayable(topic=topic.code, label=topic.label, sentence=topic.sentence)


def _on_desk(state: AttemptState, paper: Paper, read: frozenset[str]) -> OnDesk:
    return OnDesk(
        paper=paper.paper,
        kind=paper.kind,
        title=PAPER_KIND.label(paper.kind),
        holder=paper.holder,
        findings=list(_findings(state.world, paper.paper)),
        content=_read(paper.kind, paper.content) if paper.paper in read else None,
    )


def _findings(world: World, paper: str) -> Iterator[Found]:
    filed = [each.application for each in applications(world)] or [""]
    for application, finding in zip(filed, found_for(world, paper, filed), strict=True):
        if finding:
            yield Found(application=application, finding=PAPER_FINDING.label(finding))


def _read(kind: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """What stands on a paper, in the order it is read, under the words that label it."""
    keys = PAPER_FORMS[kind].keys.values()
    return {key.label: content[key.name] for key in keys if content.get(key.name) not in (None, "")}


def _handled(application: Application) -> Handled:
    return Handled(
        application=application.application,
        item=application.item,
        title=SERVICE_ITEM.label(application.item),
        person=application.person,
        employer=application.employer,
        state=APPLICATION_STATE.label(application.state),
    )


def _issued(view: HallView, notice: Notice) -> Issued:
    printed = view.printed(notice)
    return Issued(
        notice=notice.notice,
        kind=notice.kind,
        title=NOTICE_KIND.label(notice.kind),
        application=notice.application,
        printed=printed is not None,
        signed=printed is not None and printed.signed == "1",
        valid=notice.valid == "1",
    )
