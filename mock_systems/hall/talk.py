"""Calling, talking, asking for papers.

A visitor answers a topic with the answers the story gives him for it, one after another, and
stays with the last; without any he gives the topic's common answer, or hands over the papers
asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mock_systems.bases import cited
from mock_systems.facts import Fact
from mock_systems.fields import coded, long_text
from mock_systems.hall.conversation import (
    all_decided,
    nobody_at_desk,
    ticket_at_desk,
    visitor_at_desk,
    visitor_key,
)
from mock_systems.hall.own_topics import own_topics, topic_in
from mock_systems.hall.topics import (
    OPENING,
    TOPIC,
    TOPICS,
    Own,
    Topic,
    left_out,
    recognised,
    topic_for_paper,
    worded,
)
from mock_systems.hall.topics.spoken import awaits
from mock_systems.hall.utterances import citizen_says, clerk_says
from mock_systems.operation import Answer, Caution, Operation, Refusal
from mock_systems.papers import FORMS, PAPER_KIND
from mock_systems.records import Paper, Reply, Ticket, Utterance, Visitor
from mock_systems.sentence import Sentence
from mock_systems.world import World

ALREADY_GIVEN = "已经给您了，就在桌上。"
NODDED = "哦，知道了。"
"""What a visitor says to what he was told and did not follow; only where he is asked for something he
asks back."""
LONGEST_SAID = 300
"""How many characters can be typed in one turn."""


class CallNext(
    Operation,
    name="hall.call_next",
    part="deed",
    facts={"ticket": Ticket, "visitor": Visitor},
    title="叫号",
    basis=cited("LOC 3"),
    menu="接待",
):
    """The next waiting ticket comes to the desk; a number nobody answers to is passed."""

    def facts(self, world: World) -> Mapping[str, Any]:
        ticket = _first_waiting(world)
        return {"ticket": ticket.ticket, "visitor": ticket.visitor} if ticket else {}

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        if serving := ticket_at_desk(world):
            busy = Sentence("{ticket}号正在办理，请先结束服务再叫下一号。", ticket=serving.ticket)
            yield Refusal("serving", busy)
        elif not _first_waiting(world):
            yield Refusal("nobody_waits", "大厅里已没有等候的号票。")

    def run(self, world: World) -> Answer:
        ticket = _first_waiting(world)
        assert ticket is not None, "checked before"
        visitor = world.first(Visitor, visitor=ticket.visitor)
        if visitor is None:
            world.amend(ticket, state="passed")
            return Answer(Sentence("{ticket}号无人应答，已过号。", ticket=ticket.ticket))
        world.amend(ticket, state="serving")
        citizen_says(world, visitor.visitor, OPENING, visitor.opening, visitor.mood)
        return Answer(Sentence("请{ticket}号到窗口办理。", ticket=ticket.ticket))


class Say(
    Operation,
    name="hall.say",
    part="deed",
    facts={
        "topic": Fact("话题", TOPIC),
        "left_out": Fact("另外说到", TOPIC, several=True),
        "visitor": Visitor,
        "kind": Fact("材料", PAPER_KIND),
    },
    title="对群众说",
    basis=cited("LOC 25"),
    menu="接待",
):
    """A standard sentence by its topic, or a sentence of one's own, recognised as one topic."""

    topic: str = coded("话题", TOPIC, "")
    text: str = long_text("自己说", "", most=LONGEST_SAID)

    def data(self) -> dict[str, Any]:
        """Only what was used, so that a typed sentence has its topic from the facts."""
        return {name: value for name, value in super().data().items() if value}

    def facts(self, world: World) -> Mapping[str, Any]:
        topic = self._topic(world)
        asked = {"kind": topic.paper} if topic.paper else {}
        own = own_topics(world) if self.text else ()
        others = [other.code for other in left_out(self.text, own)]
        return {"topic": topic.code, "left_out": others, "visitor": visitor_key(world), **asked}

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        yield from nobody_at_desk(world)
        if bool(self.topic) == bool(self.text):
            yield Refusal("one_of_two", "请选一个话题，或者自己输入一句话，二者选一。")
        elif self.topic and not self._topic(world).sentence:
            yield Refusal("no_sentence", "这个话题没有现成的话，请自己输入。")

    def run(self, world: World) -> Answer:
        topic = self._topic(world)
        said = self.text or topic.sentence
        _ask(world, topic, said)
        return Answer(recorded_as(topic, said, own_topics(world)) if self.text else "")

    def _topic(self, world: World) -> Topic:
        if self.topic:
            return topic_in(world, self.topic)
        heard = recognised(self.text, own_topics(world))
        return _meant(world, heard, self.text) if heard.paper else heard


class RequestPaper(
    Operation,
    name="hall.request_paper",
    part="deed",
    facts={"topic": Fact("话题", TOPIC), "visitor": Visitor},
    title="请出示材料",
    basis=cited("OPR 31; LOC 11"),
    menu="材料",
):
    """Ask for a kind of paper: the same as saying the topic that asks for it."""

    kind: str = coded("材料", PAPER_KIND)

    def facts(self, world: World) -> Mapping[str, Any]:
        return {"topic": topic_for_paper(self.kind).code, "visitor": visitor_key(world)}

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        yield from nobody_at_desk(world)

    def run(self, world: World) -> Answer:
        topic = topic_for_paper(self.kind)
        handed = _ask(world, topic, topic.sentence)
        names = tuple(PAPER_KIND.label(paper.kind) for paper in handed)
        told = Sentence("群众出示：{names}。", names=names)
        return Answer(told if names else "群众没有出示新的材料。")


def recorded_as(topic: Topic, said: str, own: Own) -> str:
    """What the clerk is told of a sentence in his own words: the topic it was recorded as, and
    what of it is to be said again. Nothing is told of a standard sentence."""
    if said == topic.sentence:
        return ""
    others = _quoted(left_out(said, own))
    again = Sentence("一句话只记一个话题，{others}请另说一遍。", others=others) if others else ""
    return Sentence("本句记为“{label}”。{again}", label=topic.label, again=again)


def _meant(world: World, heard: Topic, text: str) -> Topic:
    """Of papers that are called alike, the one that the visitor has. Where several are called so and
    he has none of them, nobody knows which is meant."""
    called = {*FORMS[heard.paper]["spoken"]}
    names = {name for name in called if worded(name, text)}
    shared = [(kind, {*form.get("alike", ())}) for kind, form in FORMS.items()]
    alike = [topic_for_paper(kind) for kind, known in shared if called & known and names <= known]
    any_of = heard if len(alike) < 2 else TOPICS["other"]
    return next((topic for topic in (heard, *alike) if _can_answer(world, topic)), any_of)


def _can_answer(world: World, topic: Topic) -> bool:
    visitor = visitor_key(world)
    papers = world.find(Paper, visitor=visitor, kind=topic.paper, limit=1)
    return bool(papers or world.find(Reply, visitor=visitor, topic=topic.code, limit=1))


def _first_waiting(world: World) -> Ticket | None:
    return world.first(Ticket, state="waiting")


def _quoted(topics: Sequence[Topic]) -> str:
    if not topics:
        return ""
    first, *rest = topics
    return Sentence("“{label}”{more}", label=first.label, more=_quoted(rest))


def _ask(world: World, topic: Topic, sentence: str) -> Sequence[Paper]:
    """The clerk says a sentence, the visitor answers; the papers that came to the desk."""
    visitor = visitor_at_desk(world)
    assert visitor is not None, "checked before"
    times = len(world.find(Utterance, visitor=visitor.visitor, topic=topic.code, speaker="clerk"))
    clerk_says(world, visitor.visitor, topic.code, sentence)
    replies = world.find(Reply, visitor=visitor.visitor, topic=topic.code)
    if replies:
        return _answer(world, visitor, topic, replies, times)
    if topic.paper:
        return _look_for(world, visitor, topic)
    nods = topic.code == "other" and not awaits(sentence)
    citizen_says(world, visitor.visitor, topic.code, NODDED if nods else topic.reply, topic.mood)
    return ()


def _answer(
    world: World, visitor: Visitor, topic: Topic, replies: Sequence[Reply], times: int
) -> Sequence[Paper]:
    reply = replies[min(times, len(replies) - 1)]
    papers = [world.one(Paper, key) for key in reply.hands_over.split()]
    repeated = times >= len(replies)
    if repeated and papers and all(paper.place == "desk" for paper in papers):
        citizen_says(world, visitor.visitor, topic.code, ALREADY_GIVEN)
        return ()
    later = bool(reply.decided) and all_decided(world)
    text, mood = (reply.decided, "calm") if later else (reply.text, reply.mood)
    citizen_says(world, visitor.visitor, topic.code, text, mood)
    return _hand_over(world, papers)


def _look_for(world: World, visitor: Visitor, topic: Topic) -> Sequence[Paper]:
    papers = world.find(Paper, visitor=visitor.visitor, kind=topic.paper)
    handed = _hand_over(world, papers)
    label = PAPER_KIND.label(topic.paper)
    citizen_says(world, visitor.visitor, topic.code, _about(label, papers, handed))
    return handed


def _about(label: str, papers: Sequence[Paper], handed: Sequence[Paper]) -> str:
    if handed:
        return "在这里，给您。"
    if not papers:
        return f"我没有{label}。"
    if any(paper.place == "desk" for paper in papers):
        return ALREADY_GIVEN
    return f"{label}没有带来，放在家里了。"


def _hand_over(world: World, papers: Sequence[Paper]) -> Sequence[Paper]:
    return [world.amend(paper, place="desk") for paper in papers if paper.place == "bag"]
