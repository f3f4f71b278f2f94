"""What a case script says of its story: who comes, what they say, the papers they have.

Like all models of scripts these know shapes alone (`scenarios.reading.script`).
"""

from typing import Annotated, Literal

from pydantic import Field

from scenarios.reading.part import Part
from scenarios.reading.points import (
    MOST_SAID,
    Identifier,
    Keyword,
    Name,
    Said,
    Seconds,
    Text,
    Value,
)


class Sheet(Part):
    """A paper of the story: what it is, whose, where it lies, what stands on it. `found` are the
    findings that are right of it; empty where nobody has said. `apart` are the keys that are meant to
    differ from the record they repeat, or from what is typed, as `staff.wage` those of rows."""

    name: Name = Field("", alias="as")
    kind: str
    person: str = ""
    holder: str = ""
    place: str = "bag"
    found: list[str] = []
    apart: list[str] = []
    content: dict[str, Value] = {}


class Unlikely(Part):
    """What of the life of one person or firm, by its name, is meant though nobody lives so, in the
    words of a check."""

    who: str
    what: Text


class Answering(Part):
    """What the visitor says on a topic, the mood it leaves, the papers handed over; `decided` is said
    instead, calmly, once all he applied for is decided."""

    topic: str
    text: Text
    mood: str = ""
    hands_over: list[str] = []
    decided: str = ""


class OwnTopic(Part):
    """Something to say that only this case has: the button, the standard sentence, the words it is
    known by, the common answer, sentences that must be heard as it, and such as must not."""

    code: Identifier
    kind: Literal["ask", "tell"] = "tell"
    label: Text
    sentence: Said
    keywords: list[Keyword] = Field(min_length=1, max_length=MOST_SAID)
    reply: str = ""
    samples: list[Said] = Field(min_length=2, max_length=MOST_SAID)
    unheard: list[Said] = Field([], max_length=MOST_SAID)


class Conversation(Part):
    """Who comes, with which number, and what they say."""

    ticket: str = "A001"
    business: str = ""
    person: str = ""
    call_name: str = ""
    role: str = ""
    opening: str = ""
    mood: str = "calm"
    replies: list[Answering] = []


class Outburst(Part):
    """Something said unasked, `at` seconds into the case."""

    at: Annotated[Seconds, Field(ge=1)]
    text: Text
    mood: str = ""
