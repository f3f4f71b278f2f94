"""What else another clerk does in a right way, and no worse.

What was typed wrongly is corrected at once, the same is asked again, what an item is as right for is filed
under that, what is not granted is refused in writing under an application of its own, who has left is
unemployed from the day after, what is decided at once is not accepted first, the same is said once, what
stays as it is registered is left blank.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import Any

from mock_systems.employment.unemployment import RegisterUnemployment
from mock_systems.hall.applications import Accept, IssueResult, OpenApplication, Refuse
from mock_systems.hall.notices import ObtainSignature, PrintNotice
from mock_systems.hall.papers import CheckIdValidity, VerifyPaper
from mock_systems.hall.talk import RequestPaper, Say
from mock_systems.hall.topics import TOPICS
from mock_systems.operation import OPERATIONS
from mock_systems.reasons import EXPLAINS
from mock_systems.records import TABLES, Employment
from mock_systems.world import Change
from scenarios.casting.answers import DENIED
from scenarios.playing.rehearse import Moment, Rehearsal
from scenarios.proving.variations import Benign, declared, explains, step_of
from scenarios.reading.ways import Step

_AGAIN = (VerifyPaper.declared.name, CheckIdValidity.declared.name, Refuse.declared.name)
"""What the hall itself does that may be done anew: what is found of a paper, a refusal in writing. A one-time
notice that asks for another paper first asks for one that is not needed."""
_ENDING = (IssueResult.declared.name, ObtainSignature.declared.name)
"""What ends an application, and gives its result."""


def otherwise(main: Rehearsal) -> Iterator[Benign]:
    """What may be done so at each step of a right way. Some of it the systems may refuse."""
    for at, played in enumerate(main.played):
        if played.event is None:
            continue
        yield from _corrected(main, at)
        yield from _asked_again(main, at)
        yield from _explained_elsewhere(main, at)
        yield from _filed_as_well(main, at)
        yield from _from_the_next_day(main, at)
        yield from _decided_at_once(main, at)
        yield from _said_once(main, at)
        yield from _left_blank(main, at)
    yield from _refused_in_writing(main)


def _corrected(main: Rehearsal, at: int) -> Iterator[Benign]:
    """Each field of a deed typed wrongly first, where doing it right leaves all as it should be; with what
    that asks back confirmed."""
    played, step = main.played[at], main.played[at].step
    deed = declared(played)
    if deed.reads or (deed.system == "hall" and step.do not in _AGAIN):
        return
    for field in OPERATIONS[step.do].form():
        said = played.event["data"].get(field.name) if played.event else None
        is_text = field.kind.words and field.kind.free
        if field.name in step.form and said and not (field.record or is_text):
            values = [
                *field.kind.otherwise(said),
                field.kind.likely(main.stage.script.business_date),
            ]
            wrong = [
                step.model_copy(
                    update={"name": "", "form": {**step.form, field.name: value}, "after": 0}
                )
                for value in values
                if value != said
            ]
            tried = (_tried(main, at, e) for e in wrong)
            mended = ((e, _asked(step, m)) for e, m in tried if _is_mended(main, at, m))
            for each, asked in islice(mended, 1):
                what = f"做“{step.called}”时先写错“{field.label}”，随即改正"
                yield Benign(what, at, before=(each,), confirm=asked)


def _tried(main: Rehearsal, at: int, wrong: Step) -> tuple[Step, Moment]:
    """A wrong step and how things stand after it. Who writes a notice of other sums confirms that, too."""
    after = main.moments[at].after(wrong, stubborn=False)
    asked = after.played[-1].asked
    if not asked or not any(TABLES[each.table].counts_as for each in main.played[at].changes):
        return wrong, after
    wrong = wrong.model_copy(update={"confirm": [*wrong.confirm, *asked]})
    return wrong, main.moments[at].after(wrong, stubborn=False)


def _asked(step: Step, wrong: Moment) -> tuple[str, ...]:
    """The cautions that a step meets after a wrong one and only asks back by."""
    right = wrong.after(step, stubborn=False).played[-1]
    return () if right.against else tuple(right.asked)


def _is_mended(main: Rehearsal, at: int, wrong: Moment) -> bool:
    """Whether the right step, done after a wrong one, leaves what the wrong one changed as it does
    alone, or void; beside that it may have left a line of what was done, as the right one does."""
    step = main.played[at].step
    confirm = [*step.confirm, *_asked(step, wrong)]
    right = wrong.after(step.model_copy(update={"confirm": confirm}), stubborn=False)
    if not (wrong.played[-1].accepted and right.played[-1].accepted):
        return False
    ends = {(each.table, each.key): each for each in right.played[-1].changes}
    meant = [(each.table, _said(each)) for each in main.played[at].changes]
    mended = [(each.table, each.key) in ends for each in wrong.played[-1].changes]
    left = [(c.table, _said(ends.get((c.table, c.key), c))) for c in wrong.played[-1].changes]
    made = {each.table for each in main.played[at].changes if each.before is None}
    return any(mended) and all(
        not _counts(*said) or (said in meant if is_mended else said[0] in made)
        for is_mended, said in zip(mended, left, strict=True)
    )


def _counts(table: str, said: Mapping[str, Any]) -> bool:
    """Whether a record is not one that was made void."""
    return all(said[name] == value for name, value in TABLES[table].counts_as.items())


def _said(change: Change) -> Mapping[str, Any]:
    """What a record says after a change, but for its key and the step that it is of."""
    but = {TABLES[change.table].key_name(), "step"}
    return {name: value for name, value in change.after.items() if name not in but}


def _explained_elsewhere(main: Rehearsal, at: int) -> Iterator[Benign]:
    """An explanation given behind the next step that is not said, or before the last one; past one
    alone is tried with neighbours (`scenarios.proving.variations`)."""
    if not explains(main, main.played[at]):
        return
    silent = [n for n, each in enumerate(main.played) if each.step.do != Say.declared.name]
    later = next((n for n in silent if n > at + 1), 0) if at + 1 not in silent else 0
    earlier = next((n for n in reversed(silent) if n < at - 1), 0) if at - 1 not in silent else 0
    for to, where in ((later, "之后"), (earlier, "之前")):
        if to:
            what = f"“{main.played[at].step.called}”移到“{main.played[to].step.called}”{where}"
            yield Benign(what, at, moved=to - at)


def _asked_again(main: Rehearsal, at: int) -> Iterator[Benign]:
    """The question, or the paper, that was asked for once more."""
    played = main.played[at]
    topic = TOPICS.get(str(played.step.form.get("topic", "")))
    if played.step.do == RequestPaper.declared.name or (topic and topic.kind == "ask"):
        again = played.step.model_copy(update={"name": "", "after": 0})
        yield Benign(f"“{played.step.called}”之后再问一遍同样的", at, (again,))


def _filed_as_well(main: Rehearsal, at: int) -> Iterator[Benign]:
    """The application filed under another item that what is done is as right under."""
    played = main.played[at]
    if played.step.do != OpenApplication.declared.name or played.event is None:
        return
    item = played.event["data"]["item"]
    for deed in main.played:
        items = {declared(deed).item, *declared(deed).also}
        for other in sorted(items - {item}) if item in items and declared(deed).also else ():
            step = played.step.model_copy(update={"form": {**played.step.form, "item": other}})
            yield Benign(f"“{played.step.called}”按事项 {other} 收件", at, instead=step)


def _from_the_next_day(main: Rehearsal, at: int) -> Iterator[Benign]:
    """Who left on a day is unemployed from it or from the next one."""
    played = main.played[at]
    if played.step.do != RegisterUnemployment.declared.name or played.event is None:
        return
    day = date.fromisoformat(played.event["data"]["unemployed"])
    own = main.moments[at].world.find(Employment, person=played.event["data"]["person"])
    left = {each.ended for each in own if each.ended}
    for other in (day + timedelta(1), day - timedelta(1)):
        is_so = (day in left and other > day) or (other in left and other < day)
        if is_so and other <= main.stage.script.business_date:
            step = played.step.model_copy(
                update={"form": {**played.step.form, "unemployed": other.isoformat()}}
            )
            yield Benign(f"“{played.step.called}”按 {other} 登记", at, instead=step)


def _decided_at_once(main: Rehearsal, at: int) -> Iterator[Benign]:
    """What the way accepts and then decides, decided without that and without the notice of it."""
    accept = main.played[at].step
    if accept.do != Accept.declared.name:
        return
    for end, each in enumerate(main.played):
        same = each.step.form.get("application") == accept.form["application"]
        if each.step.do == IssueResult.declared.name and same:
            confirmed = {"confirm": [*each.step.confirm, "not_accepted"]}
            what = f"不做“{accept.called}”，当场办结"
            step = each.step.model_copy(update=confirmed)
            yield Benign(what, end, instead=step, without=(at, *_resting_on(main, at)))


def _resting_on(main: Rehearsal, at: int) -> Iterator[int]:
    """The steps that take something from a step, or from one that does."""
    names = {main.played[at].step.name}
    for later, each in enumerate(main.played[at + 1 :], at + 1):
        taken = (str(value).partition(".")[0] for value in each.step.form.values())
        if any(name == f"${known}" for name in taken for known in names):
            names.add(each.step.name)
            yield later


def _said_once(main: Rehearsal, at: int) -> Iterator[Benign]:
    """What was said already not said again."""
    step = main.played[at].step
    said = (e.step.form for e in main.played[:at] if e.step.do == Say.declared.name)
    if step.do == Say.declared.name and step.form in [*said]:
        yield Benign(f"“{step.called}”前面说过，不再说", at, without=(at,))


def _left_blank(main: Rehearsal, at: int) -> Iterator[Benign]:
    """Each field left blank without which a deed does the same."""
    played = main.played[at]
    if declared(played).part != "deed":
        return
    for field in OPERATIONS[played.step.do].form():
        if field.name in played.step.form:
            form = {name: v for name, v in played.step.form.items() if name != field.name}
            step = played.step.model_copy(update={"form": form})
            done = main.moments[at].after(step, stubborn=True).played[-1]
            if done.accepted and done.changes == played.changes:
                yield Benign(f"“{step.called}”不填“{field.label}”", at, instead=step)


def _refused_in_writing(main: Rehearsal) -> Iterator[Benign]:
    """What is explained not to be granted refused in writing under an application of its own, once
    the other is decided, where nothing else is refused."""
    done = [each.step.do for each in main.played]
    filed = [at for at, do in enumerate(done) if do == OpenApplication.declared.name]
    ended = [at for at, do in enumerate(done) if do in _ENDING]
    if not filed or not ended or Refuse.declared.name in done:
        return
    own = {t.code: t.sentence for t in main.stage.script.topics if DENIED.search(t.sentence)}
    for at, played in enumerate(main.played):
        topic = str(played.step.form.get("topic", ""))
        if played.step.do == Say.declared.name and topic in {**own, **EXPLAINS}:
            form = main.played[filed[0]].step.form
            reason = EXPLAINS.get(topic, "out_of_scope")
            second, refusal, printed = (f"{each}_{at}" for each in ("second", "refused", "print"))
            steps = (
                step_of(OpenApplication, second, **form),
                step_of(Refuse, refusal, application=f"${second}.application", reason=reason, text="已当面说明，不予办理。"),
                step_of(PrintNotice, printed, notice=f"${refusal}.notice"),
                step_of(ObtainSignature, printout=f"${printed}.printout"),
            )  # fmt: skip
            what = f"“{played.step.called}”之后，不能办的另收一件，书面不予受理"
            yield Benign(what, max(at, ended[-1]), steps)
            return
