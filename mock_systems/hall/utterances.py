"""What is said at the counter, written down as it is said."""

from mock_systems.records import Utterance
from mock_systems.world import World


def clerk_says(world: World, visitor: str, topic: str, text: str) -> None:
    """Write down what the clerk says to a visitor."""
    _say(world, visitor, "clerk", topic, text, "")


def citizen_says(world: World, visitor: str, topic: str, text: str, mood: str = "") -> None:
    """Write down what a visitor says; `mood` is how it sounds, empty where nothing shows it."""
    _say(world, visitor, "citizen", topic, text, mood)


def _say(world: World, visitor: str, speaker: str, topic: str, text: str, mood: str) -> None:
    world.add(
        Utterance(
            utterance=world.new_key(Utterance),
            visitor=visitor,
            speaker=speaker,
            topic=topic,
            text=text,
            mood=mood,
        )
    )
