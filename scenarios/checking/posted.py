"""Reading what a case tells contestants to go by: the local rules that it alone has, which hang on the
wall beside the city's own, and the papers its reasons speak of.

They are for everybody, so they tell nobody's name or number. Their figures are those of the rule sheet and of the
service rules; they ask for no paper that the items do not, for no fee and for nothing the hall forbids, and
say nothing against an article of the service rules. What a calculation gives a rehearsal finds in
them (`scenarios.playing.untold`).
"""

import re
from collections.abc import Collection, Iterator, Mapping

from mock_systems.bases import LAWS, cited
from mock_systems.hall.topics import recognised, sentences
from mock_systems.papers import FORMS
from mock_systems.records import TABLES
from mock_systems.rule_sheet import SHEETS
from scenarios.casting.names import named_in
from scenarios.checking.forbidden import said_amiss
from scenarios.checking.reader import CLAUSE, Reader
from scenarios.checking.spoilers import explained, own_told
from scenarios.checking.terms_said import fee_said
from scenarios.playing.needed import needed_kinds
from scenarios.playing.spoken import heard
from scenarios.reading.problems import Place, Problem

_SENTENCE = re.compile("[^；。！？\n]+")
_NAMES: Mapping[str, Collection[str]] = {
    name: {kind for kind, form in FORMS.items() if name in form["spoken"]}
    for each in FORMS.values()
    for name in each["spoken"]
    if "…" not in name
}
_PAPERS = re.compile(
    "|".join(sorted(_NAMES, key=len, reverse=True))
    + r"|\w?[产权业婚育残格历位驾]证|证[件明]书|证明|合同|协议|发票|收据|复印件|存折|流水|病历|判决书|介绍信|承诺书"
)
_WANTED = re.compile(
    "收[取居身户]|提交|提供|出示|携带|附|凭|持|须|需|应当?有|没有的|带[好齐上]|报送|上传|为准"
    "|交(?![给付还回费通代])"
)
_UNWANTED = re.compile("不[再另必]?[收要用需凭得能]|无[须需]|免|勿|别")
_FIGURE = re.compile(r"([\d.]+|[一二两三四五六七八九十百]+)(元|个?工作日|日|天|个?月|年|周?岁|%)")
_RANGE = re.compile(r"([\d,.]+)–(?=[\d,.]+元)")
_DATE = re.compile(r"\d{4}[年-](?:\d{1,2}[月-](?:\d{1,2}日?)?)?|\d{1,2}月\d{1,2}日")
_BIDDING = re.compile("[向跟对和]群众|告[诉知]群众|[要应须]当?(?:说明|说清|解释)")
_AGAINST: Mapping[str, str] = {
    "LOC 6": "(?:口头|电话|亲属关系?|家属|熟人).{0,6}(?:委托|授权|代办)[^不]{0,4}(?:即可|可以|有效|算)",
    "LOC 8": "(?:证件?|身份证).{0,4}(?:过期|失效|到期).{0,6}(?:不予?[办受收]|退|换[好领了])",
    "LOC 13": "(?:没有|不[全齐]|缺).{0,6}(?:不予?[办受收]|退回|改[天日]|下次|再来)",
    "LOC 14": "(?:口头|不[出开给]具?书面).{0,6}(?:答复|告知|不予受理)?(?:即可|就行|就可以)",
    "LOC 20": "(?:离开|走了).{0,6}(?:视为|算|即为?)办结",
    "LOC 26": "密码[^不]{0,8}(?:代[为]?[输设]|报[给出]|告[诉知]|登记)|(?:报[出给]?|告诉|代[为]?输)[^不]{0,6}密码",
    "LOC 35": "在校学生[^不]{0,6}(?:可以|应当|一律)[^不]{0,2}参",
}
"""What would be said against an article of the service rules."""


def posted(reader: Reader) -> Iterator[Problem]:
    """What is wrong with what a case posts, one thing of each line, and with its reasons."""
    for number, text in enumerate(reader.script.local_rules):
        place: Place = ("local_rules", number)
        said, unknown = reader.filled(place, text)  # Told where the records are read.
        if name := _of_somebody(reader, text):
            what = f"本地规则是给所有人的，这里写了 ${name}，群众不说选手也知道"
            yield reader.at(place, what, "请删去，由群众说出，或者写在材料、记录里")
        elif not unknown and (what := _wrong(reader, said)):
            yield reader.at(place, what, "请删去，或者照大厅的规矩写")
        elif not unknown and (label := _to_be_explained(reader, said)):
            what = f"这一条叫选手去说明（{label}），说了正是要得的分"
            yield reader.at(place, what, "请删去，或者只写规定，不写要对群众说什么")
    for place, step in reader.right_steps:
        if step.why and (what := _needless(reader, step.why)):
            yield reader.at((*place, "why"), what, "请删去，或者照事项要的材料写")


def _of_somebody(reader: Reader, text: str) -> str:
    """The first name in a text of what is drawn, or of people and firms; empty where there is none."""
    drawn = {*reader.script.vary, "visitor", "ticket"}
    drawn |= {each.name for each in reader.drafts if each.name and TABLES[each.table].is_party}
    return next((name for name in named_in(text) if name.partition(".")[0] in drawn), "")


def _to_be_explained(reader: Reader, text: str) -> str:
    """What a line bids clerks explain who are paid for doing so; empty where it bids nothing so."""
    if not _BIDDING.search(text):
        return ""
    own, wanted = own_told(reader), explained(reader)
    heard = (recognised(each, own) for each in sentences(text, own))
    return next((each.label for each in heard if each.code in wanted), "")


def _wrong(reader: Reader, text: str) -> str:
    """What is wrong with a line as it hangs there; empty where nothing is."""
    return _against(text) or _needless(reader, text) or said_amiss(text) or _unfounded(reader, text)


def _needless(reader: Reader, text: str) -> str:
    """A paper that a line asks for and the items do not."""
    needed = needed_kinds(reader.script)
    allowed = needed | {*reader.script.needed_papers}
    for clause in CLAUSE.findall(text):
        if not _WANTED.search(clause) or _UNWANTED.search(clause):
            continue
        for named in _PAPERS.findall(clause):
            kinds = _NAMES.get(named, ())
            if not (allowed & {*kinds}) and (needed or not kinds):
                return f"“{clause}”是在要“{named}”，所办的事项不要这份材料（{cited('LOC 11')}）"
    return ""


def _against(text: str) -> str:
    """What of a line is against an article, or asks for a fee."""
    for sentence in _SENTENCE.findall(text):
        for article, words in _AGAINST.items():
            if re.search(words, sentence):
                return f"“{sentence}”与{cited(article)}相反"
    fee = fee_said(text)
    return f"“{fee}”：窗口办事不收费" if fee else ""


def _unfounded(reader: Reader, text: str) -> str:
    """A figure that stands neither on the rule sheet of the day nor in the service rules."""
    known = {*_figures("\n".join(_hall(reader)))}
    for number, unit in _figures(_DATE.sub("", text)):
        if (number, unit) not in known:
            return f"“{number}{unit}”不在规则单和窗口服务规范里"
    return ""


def _hall(reader: Reader) -> Iterator[str]:
    """What hangs on the wall on the day of a case, and stands in the service rules."""
    for lines in SHEETS.values():
        yield from lines(reader.script.business_date)
    yield from LAWS["LOC"].articles.values()


def _figures(text: str) -> Iterator[tuple[str, str]]:
    """The figures of a text with their units, in one spelling."""
    for number, unit in _FIGURE.findall(heard(_RANGE.sub(r"\1元至", text.replace(" ", "")))):
        yield number.rstrip(".").removesuffix(".00"), unit.removeprefix("个").removeprefix("周")
