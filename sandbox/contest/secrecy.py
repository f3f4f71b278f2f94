"""What practice shows, nobody sees who sits a contest: the answers of its cases may be among it."""

from sqlalchemy import Connection

from sandbox.declined import Declined
from sandbox.sign_ins import sits_a_contest


class DuringContest(Declined):
    """A page of practice was asked for by somebody who has begun a contest and not handed it in."""

    code = "during_contest"
    message = "您正在竞赛作答，练习里的失分、提示和规范办法都先收起来。"
    remedy = "请先完成竞赛；交卷以后再看。"


def demand_no_contest(reader: Connection, account_id: int, now: int) -> None:
    """Nothing, where somebody sits no contest; `DuringContest` where they do."""
    if sits_a_contest(reader, account_id, now):
        raise DuringContest
