"""What one form does: mostly one action, of a typed turn one for each of its sentences, of a card
laid on the reader the reading and what it asks the system that is open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mock_systems.card_reader import asked_with
from mock_systems.hall.conversation import paper_on_desk
from mock_systems.hall.own_topics import own_topics
from mock_systems.hall.papers import ReadIdCard
from mock_systems.hall.talk import Say
from mock_systems.hall.topics import sentences
from mock_systems.operation import Operation
from mock_systems.records import Paper
from sandbox.attempt.states import AttemptState
from sandbox.counter.address import Where
from sandbox.counter.menus import in_menu, menu_of, systems
from sandbox.counter.sent import Form, Sent


@dataclass(frozen=True, slots=True)
class Deed:
    """One action: the operation and its form."""

    operation: type[Operation]
    form: Form


def deeds_of(state: AttemptState, sent: Sent, whole: Form) -> Sequence[Deed]:
    """The actions that a form sends through the door, one after another; the `whole` of what it
    holds. What another step overtook the door declines unheard."""
    only = Deed(sent.operation, whole)
    if sent.operation is ReadIdCard and sent.asks:
        paper = paper_on_desk(state.world, whole.get("paper", ""))
        return [only, *_asked(sent.looked, paper)] if paper else [only]
    if sent.operation is Say and "text" in whole and _goes_on(state, sent.seen, whole["text"]):
        own = own_topics(state.world)
        said = sentences(whole["text"], own)
        return [Deed(Say, {**whole, "text": sentence}) for sentence in said]
    return [only]


def nothing_left(sent: Sent, deeds: Sequence[Deed], done: int) -> bool:
    """Whether all of a form was done; what a card asks is none of it."""
    return done == len(deeds) or bool(done and sent.asks)


def undone(sent: Sent, deeds: Sequence[Deed], done: int) -> Sent:
    """What was sent, without the sentences that were said."""
    if sent.operation is not Say or not 0 < done < len(deeds):
        return sent
    unsaid = "\n".join(each.form["text"] for each in deeds[done:])
    return replace(sent, typed={**sent.typed, "text": [unsaid]})


def _asked(looked: Where, paper: Paper) -> Iterator[Deed]:
    """What a card asks first of what is open and the system's other entries."""
    menu = menu_of(looked.system or systems()[0])
    shown = in_menu(looked.operation, menu)
    entries = [shown] if shown else []
    for each in (*entries, *(entry for _, group in menu for entry in group)):
        if form := asked_with(each, paper.content):
            yield Deed(each, form)
            return


def _goes_on(state: AttemptState, seen: int, turn: str) -> bool:
    """Whether a turn comes after all that was done, or it was begun right after what was seen."""
    events = state.events
    begun = events[seen]["data"].get("text") if 0 <= seen < len(events) else ""
    return seen == len(events) or bool(begun and turn.lstrip().startswith(begun))
