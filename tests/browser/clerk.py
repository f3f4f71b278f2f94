"""A clerk: works script steps through the real screens, by labels and hot keys as a person does.

A step comes with its form resolved by a rehearsal. Records made on the way have other keys on the
screens, where looking at a paper counts as a step too; so a clerk goes by what stands there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from mock_systems.catalogue import SYSTEMS
from mock_systems.fields import FormField
from mock_systems.hall.topics import TOPICS
from mock_systems.items import SERVICE_ITEM
from mock_systems.notices import NOTICE_KIND
from mock_systems.operation import OPERATIONS
from mock_systems.papers import PAPER_KIND
from mock_systems.records import TABLES, Application, Notice, Paper, Person, Printout, Record
from mock_systems.world import R, World
from sandbox.forms.views import described
from scenarios.playing.edits import edited
from scenarios.playing.rehearse import Stage, rehearse
from scenarios.reading.ways import Step

TYPED = ("person", "employer")
"""Tables whose keys are numbers that staff type."""


@dataclass(frozen=True)
class Deed:
    """A step as it was rehearsed: operation, plain form, and the world it was done in."""

    operation: str
    form: Mapping[str, Any]
    confirmed: Sequence[str]
    """The cautions that are confirmed."""
    world: World

    def meant(self, each: FormField) -> Record:
        """The record a field names."""
        return self.world.one(TABLES[each.record], self.form[each.name])

    def first(self, kind: type[R]) -> R:
        """The record that the first field of the form names."""
        return self.world.one(kind, self.form[OPERATIONS[self.operation].form()[0].name])


def deeds(stage: Stage, *mistakes: str) -> list[Deed]:
    """The walkthrough of a case, with the named mistakes made in it."""
    return list(_rehearsed(stage, way(stage, *mistakes)))


def way(stage: Stage, *mistakes: str) -> Sequence[Step]:
    """Its steps."""
    made = [mistake for mistake in stage.script.mistakes if mistake.name in mistakes]
    assert len(made) == len(mistakes), "no such mistake"
    edits = [edit for mistake in made for edit in mistake.edits]
    return edited(stage.script.walkthrough, edits)


def _rehearsed(stage: Stage, steps: Sequence[Step]) -> Iterator[Deed]:
    rehearsed = rehearse(stage, steps)
    for played, before in zip(rehearsed.played, rehearsed.moments, strict=False):
        assert played.event is not None and played.accepted, played.why_not or played.event
        event = played.event
        yield Deed(event["operation"], event["data"], event["confirmed"], before.world)


class Clerk:
    """Works at the counter that a page shows. `pressing` has hot keys pressed where there are
    some; without script, buttons are."""

    def __init__(self, page: Page, *, pressing: bool = True) -> None:
        self.page = page
        self.pressing = pressing
        self.citizen = page.get_by_role("region", name="群众", exact=True)
        self.systems = page.get_by_role("region", name="业务系统", exact=True)
        self.case = page.get_by_role("region", name="办件", exact=True)
        self.light = page.locator("#light")

    def work(self, deeds: Sequence[Deed]) -> None:
        """Do one deed after another."""
        for deed in deeds:
            self.do(deed)

    def do(self, deed: Deed) -> None:
        """One deed; the page then says that it is saved, and complains of nothing."""
        way = self._own().get(deed.operation)
        part = OPERATIONS[deed.operation].declared.part
        if way:
            way(deed)
        elif part == "page":
            self.open(deed)
        elif part == "query":
            self.query(deed)
        else:
            self.fill_in(deed)
        expect(self.page.get_by_role("alert")).to_have_count(0)

    def _own(self) -> Mapping[str, Callable[[Deed], None]]:
        return {
            "hall.call_next": lambda deed: self.call(),
            "hall.say": self.say,
            "hall.request_paper": self.ask_for,
            "hall.read_id_card": self.read_card,
            "hall.view_paper": lambda deed: self.put_back(self.take_up(deed)),
            "hall.check_id_validity": self.judge,
            "hall.verify_paper": self.judge,
            "hall.open_application": self.take_in,
            "hall.accept": self.decide,
            "hall.give_one_time_notice": self.decide,
            "hall.refuse": self.decide,
            "hall.issue_result": self.decide,
            "hall.print_notice": self.print_notice,
            "hall.obtain_signature": self.sign,
            "hall.invite_rating": lambda deed: self.invite_rating(),
            "hall.close": self.close,
        }

    def send(self, way: Callable[[], object]) -> None:
        """Do something that is one step, on a page that is there whole, and see that it is in the
        log."""
        self.page.wait_for_load_state()
        seen = int(self.page.locator("#main").get_attribute("data-seq") or "")
        way()
        expect(self.light).to_contain_text(f"第 {seen + 1} 步")
        self.page.wait_for_load_state()

    def press(self, key: str, button: Locator) -> Callable[[], object]:
        """The hot key, or its button where no script listens."""
        return (lambda: self.page.keyboard.press(key)) if self.pressing else button.click

    def call(self) -> None:
        """Call the next number."""
        button = self.citizen.get_by_role("button", name="叫号")
        self.send(self.press("Control+Enter", button))

    def say(self, deed: Deed) -> None:
        """A chip where there is one, a sentence of the list, or words of one's own."""
        if text := deed.form.get("text"):
            self.citizen.get_by_label("对群众说").fill(text)
            self.send(lambda: self.page.keyboard.press("Enter"))
            return
        label = TOPICS[deed.form["topic"]].label
        chip = self.citizen.get_by_role("button", name=label, exact=True)
        listed = self.citizen.get_by_label("常用语", exact=True)
        expect(listed).to_be_visible()
        self.page.wait_for_load_state()
        if chip.count():
            self.send(chip.click)
            return
        self.choose(listed, label)
        self.send(self.citizen.get_by_role("button", name="说", exact=True).first.click)

    def ask_for(self, deed: Deed) -> None:
        """Ask for a kind of paper."""
        self.step("＋ 要材料", "请出示材料", deed)

    def take_up(self, deed: Deed) -> Locator:
        """Take the paper up; the sheet that lies there then."""
        paper = deed.first(Paper)
        title = " ".join(filter(None, ["查看", PAPER_KIND.label(paper.kind), paper.holder]))
        sheet = self.page.get_by_role("complementary", name="手中的材料")
        self.send(self.citizen.get_by_role("button", name=title, exact=True).click)
        expect(sheet).to_be_visible()
        return sheet

    def put_back(self, sheet: Locator) -> None:
        """Lay the paper back on the desk."""
        self.press("Escape", sheet.get_by_role("link", name="放回桌面"))()
        expect(sheet).to_have_count(0)

    def read_card(self, deed: Deed) -> None:
        """Lay an identity card on the reader."""
        sheet = self.take_up(deed)
        self.send(sheet.get_by_role("button", name="读卡器读取").click)
        self.put_back(sheet)

    def judge(self, deed: Deed) -> None:
        """Record a finding on a paper."""
        sheet, operation = self.take_up(deed), OPERATIONS[deed.operation]
        form = sheet.get_by_role("form", name=operation.declared.title)
        finding = operation.form()[1]
        assert finding.codes
        box = form.get_by_role("combobox", name=operation.declared.title)
        self.choose(box, finding.codes.label(deed.form["finding"]))
        if deed.form.get("application"):
            meant = deed.world.one(Application, deed.form["application"])
            matter = form.get_by_role("combobox", name="用于办件")
            self.choose(matter, SERVICE_ITEM.label(meant.item))
        self.send(form.get_by_role("button", name="记录").click)
        self.put_back(sheet)

    def take_in(self, deed: Deed) -> None:
        """Open an application."""
        self.step("＋ 收件", "收件登记", deed)

    def decide(self, deed: Deed) -> None:
        """Decide an application."""
        title = OPERATIONS[deed.operation].declared.title
        self.step(title, title, deed)

    def step(self, link: str, title: str, deed: Deed) -> None:
        """A form of the right column, from its link to its end."""
        self.case.get_by_role("link", name=link, exact=True).click()
        form = self.case.get_by_role("form", name=title, exact=True)
        self.fill(form, deed)
        confirm = form.get_by_role("button", name="确定")
        self.save(form, deed, self.press("Control+Enter", confirm))

    def print_notice(self, deed: Deed) -> None:
        """Print a notice."""
        notice = deed.first(Notice)
        self.send(self._on_notice("打印", notice.kind, notice.item))

    def sign(self, deed: Deed) -> None:
        """Have a printed notice signed."""
        notice = deed.world.one(Notice, deed.first(Printout).notice)
        self.send(self._on_notice("请签字", notice.kind, notice.item))

    def _on_notice(self, what: str, kind: str, item: str) -> Callable[[], object]:
        name = f"{what} {NOTICE_KIND.label(kind)} {item}".strip()
        return self.case.get_by_role("button", name=name, exact=True).click

    def invite_rating(self) -> None:
        """Ask to be rated."""
        self.send(self.case.get_by_role("button", name="请评价").click)

    def close(self, deed: Deed) -> None:
        """End the visit, confirming what is asked back."""
        self.send(self.case.get_by_role("button", name="结束服务", exact=True).click)
        if deed.confirmed:
            self.send(self.case.get_by_role("button", name="确认结束", exact=True).click)

    def go_to(self, deed: Deed) -> None:
        """Open the system and the menu entry of an operation, unless they are open."""
        operation = OPERATIONS[deed.operation]
        tab = self.systems.get_by_role("link", name=SYSTEMS[operation.declared.system], exact=True)
        if tab.get_attribute("aria-current") != "page":
            tab.click()
        menu = self.systems.get_by_role("navigation", name="功能菜单")
        entry = menu.get_by_role("link", name=operation.declared.title, exact=True)
        if entry.get_attribute("aria-current") != "page":
            entry.click()
        expect(entry).to_have_attribute("aria-current", "page")

    def query(self, deed: Deed) -> None:
        """Ask a system for people or employers."""
        self.go_to(deed)
        form = self.systems.get_by_role("form", name=OPERATIONS[deed.operation].declared.title)
        self.fill(form, deed)
        self.send(self.press("Control+q", form.get_by_role("button", name="查询")))

    def open(self, deed: Deed) -> None:
        """Open a row of what was found; look for it first where it is not shown."""
        key = next(iter(deed.form.values()))
        row = self.systems.get_by_role("row").filter(has_text=key)
        if not row.count():
            self.query(self._search(deed, key))
        self.send(row.get_by_role("button", name="打开").click)

    def _search(self, deed: Deed, key: str) -> Deed:
        person = deed.world.one(Person, key)
        form = {"by": "number", "value": person.citizen_number}
        return Deed(
            f"{OPERATIONS[deed.operation].declared.system}.find_person", form, (), deed.world
        )

    def fill_in(self, deed: Deed) -> None:
        """Fill in a system's form and save it."""
        self.go_to(deed)
        form = self.systems.get_by_role("form", name=OPERATIONS[deed.operation].declared.title)
        self.fill(form, deed)
        names = ("保存", "试算", "查看", "核验")
        button = self.systems.get_by_role("button").filter(has_text="[S]")
        assert any(name in button.inner_text() for name in names)
        self.save(form, deed, self.press("Control+s", button))

    def save(self, form: Locator, deed: Deed, way: Callable[[], object]) -> None:
        """Send a form; tick what is asked back and send it again."""
        self.send(way)
        if not deed.confirmed:
            return
        asked = form.get_by_role("alert")
        expect(asked).to_have_count(len(deed.confirmed))
        for caution in asked.all():
            caution.get_by_role("checkbox").check()
        self.send(way)

    def fill(self, form: Locator, deed: Deed) -> None:
        """Fill in the fields of a form by their labels, down to those left empty, once its page is
        there whole."""
        expect(form).to_be_visible()
        self.page.wait_for_load_state()
        for each in OPERATIONS[deed.operation].form():
            if deed.form.get(each.name, each.default) != each.default:
                self.enter(form, each, deed)

    def enter(self, form: Locator, each: FormField, deed: Deed) -> None:
        """One field, the way its kind is filled in."""
        value = deed.form[each.name]
        if each.kind.box == "ticks":
            group = form.get_by_role("group", name=each.label)
            for code, label in (each.codes.labels if each.codes else {}).items():
                group.get_by_label(label, exact=True).set_checked(code in value)
            return
        if each.kind.box == "span":
            form.get_by_label(f"{each.label} 起").fill(value[0])
            form.get_by_label(f"{each.label} 止").fill(value[-1])
            return
        box = form.get_by_label(each.label, exact=True)
        if each.kind.box == "tick":
            box.set_checked(value)
        elif each.codes:
            self.choose(box, each.codes.label(value))
        elif each.record and each.record not in TYPED:
            self.choose(box, shown(deed.world, deed.meant(each)))
        else:
            box.fill(each.kind.written(value)[0][0])

    def choose(self, box: Locator, label: str) -> None:
        """The choice of a list whose words end like that."""
        expect(box.locator("option").filter(has_text=label)).not_to_have_count(0)
        words = box.locator("option").all_inner_texts()
        fitting = [each for each in words if each == label] or [
            each for each in words if f" {label} " in f" {each} "
        ]
        assert len(fitting) == 1, f"{label}: {words}"
        box.select_option(label=fitting[0])

    def hand_in(self) -> None:
        """Hand in, and say so twice."""
        self.page.get_by_role("banner").get_by_role("link", name="交卷").click()
        sure = self.page.get_by_role("button", name="确认交卷")
        expect(sure).to_be_visible()
        for left in self.page.get_by_role("checkbox", name="直接交卷").all():
            left.check()
        sure.click()
        self.page.wait_for_url("**/result")


def shown(world: World, record: Record) -> str:
    """How a record reads in a list of choices; an application by its item, whatever its state."""
    if isinstance(record, Application):
        return SERVICE_ITEM.label(record.item)
    return described(world, record)
