"""The author's pages: the case scripts there are, and one of them in full. They only show."""

from functools import partial
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from mock_systems.items import SERVICE_ITEM
from mock_systems.records import Reply
from mock_systems.records.hall import PAPER_PLACE
from mock_systems.records.story import MOOD
from mock_systems.world import Nothing
from sandbox.authoring.case_view import (
    documents_of,
    judged_of,
    outcomes_of,
    people_of,
    rules_of,
    steps_of,
)
from sandbox.authoring.free import attempts_of, changes_of, orders_of
from sandbox.authoring.words import WORDS
from sandbox.contest.draws import PRACTICE_VARIANTS
from sandbox.contest.passed_over import passed_over
from sandbox.declined import Declined
from sandbox.forms.typed import counted
from sandbox.judging.labels import ForJudges, names_in
from sandbox.judging.ways import ways_of
from sandbox.screens.frame import page, render
from sandbox.server import reader_of, server_of
from scenarios.folders import CASES
from scenarios.playing.rehearse import Stage, rehearse
from scenarios.proved import is_proved
from scenarios.proving.report import told
from scenarios.reading.load import load, long_form
from scenarios.reading.origins import Layout
from scenarios.reading.problems import BadScript
from scenarios.reading.script import CaseScript
from scenarios.reading.written import written
from scenarios.shelf import Checked, check_case, file_of, is_unpublished, rehearsed

AUTHOR = "author"


class NoSuchScript(Declined):
    """No case has that name."""

    code, status = "no_such_script", 404
    message = "没有这个案例脚本。"
    remedy = "请回到首页，从列表中选择。"


async def case(request: Request) -> Response:
    """A case script, one variant of it, and what its check says."""
    script, variant = _asked(request)
    named = request.query_params
    opened = named.get("document", ""), counted(named.get("seq", ""), otherwise=0)
    page = await run_in_threadpool(_case_page, script, variant, *opened)
    over = [each for each in passed_over(reader_of(request)) if each.case_id == script.id]
    return render(request, "authoring/case.html", **page, passed_over=over)


async def text(request: Request) -> Response:
    """What the file of a case says, short and long, and the log of a rehearsal."""
    page = await run_in_threadpool(_text, *_asked(request))
    return render(request, "authoring/text.html", **page)


def _asked(request: Request) -> tuple[CaseScript, int]:
    """The case and the variant that a request asks for."""
    script = server_of(request).cases.get(request.path_params["case_id"])
    if script is None:
        raise NoSuchScript
    asked = counted(request.query_params.get("variant", ""), otherwise=0)
    return script, min(asked, PRACTICE_VARIANTS - 1)


def _text(script: CaseScript, variant: int) -> dict[str, Any]:
    """The file as it is now, and the script that the server uses played."""
    path = file_of(script.id)
    layout, digest = Layout(path, {}), ""
    try:
        long, loaded = written(long_form(path)), load(path)
        layout, digest = loaded.layout, loaded.script.digest
    except BadScript as bad:
        long = str(bad)
    return {
        "changed": digest != script.digest,
        "script": script,
        "variant": variant,
        "file": _told(path),
        "short": path.read_text("utf-8"),
        "long": long,
        "rehearsal": told(rehearsed(script, variant), layout),
    }


def _case_page(script: CaseScript, variant: int, document: str, seq: int) -> dict[str, Any]:
    right = rehearse(Stage(script, variant, Nothing()), script.walkthrough)
    documents = documents_of(right)
    cast = right.stage.cast
    others, mistakes = ways_of(right)
    checked = check_case(script.id)
    return {
        "script": script,
        "variant": variant,
        "variants": PRACTICE_VARIANTS,
        "key": right.stage.compiled,
        "items": script.items,
        "people": people_of(right),
        "papers": cast.of_table("paper"),
        "visitor": cast.of_table("visitor")[0],
        "replies": cast.of_table("reply"),
        "remarks": cast.of_table("remark"),
        "steps": steps_of(right),
        "documents": documents.listed(),
        "document": documents.as_of(document, seq),
        "last": right.attempt["events"][-1]["seq"],
        "outcomes": outcomes_of(right),
        "rules": rules_of(right),
        "judged": judged_of(right),
        "free_changes": changes_of(right),
        "free_orders": orders_of(right),
        "free_attempts": attempts_of(right),
        "others": others,
        "mistakes": mistakes,
        "checked": checked,
        "proved": _is_proved(script, checked),
        "unpublished": is_unpublished(script.id),
        "file": _told(checked.file),
        "rule_words": WORDS,
        "item_names": SERVICE_ITEM,
        "places": PAPER_PLACE,
        "moods": MOOD,
        "topic": partial(ForJudges(names_in(cast.changes)).told, Reply, "topic"),
        "local_rules": cast.of_table("local_rule"),
        "own_topics": [cast.names.fill(each.model_dump()) for each in script.topics],
    }


def _is_proved(script: CaseScript, checked: Checked) -> bool:
    """Whether what the file says now is proved, be it what the server uses or newer."""
    if checked.digest == script.digest:
        return is_proved(script)
    return bool(checked.digest) and is_proved(load(checked.file).script)


def _told(file: Path) -> str:
    """A file of the program from its root, another one in full."""
    root = CASES.parents[1]
    return (file.relative_to(root) if file.is_relative_to(root) else file).as_posix()


routes = [
    page("/authoring/cases/{case_id}", case, AUTHOR),
    page("/authoring/cases/{case_id}/text", text, AUTHOR),
]
