"""Topics that only one case has: placed in its world as records, said and heard like the hall's."""

from collections.abc import Iterable

from mock_systems.hall.topics import TOPICS, Own, Topic
from mock_systems.records import OwnTopic
from mock_systems.world import World


def own_topics(world: World) -> Own:
    """The topics of the case whose world it is."""
    return topics_in(world.find(OwnTopic))


def topics_in(records: Iterable[OwnTopic]) -> Own:
    """Records of a case's own topics as what a clerk can say."""
    return tuple(map(_topic, records))


def topic_in(world: World, code: str) -> Topic:
    """The topic with this code, of the hall or of the case. Raises `NoSuchRecord`."""
    return TOPICS.get(code) or _topic(world.one(OwnTopic, code))


def _topic(record: OwnTopic) -> Topic:
    """A topic that tells something is not heard where that is denied."""
    return Topic(
        record.own_topic,
        record.kind,
        record.label,
        record.answer,
        record.sentence,
        tuple(record.keywords.split("\n")),
        deniable=record.kind == "tell",
    )
