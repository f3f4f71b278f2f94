"""Expected refusals: a code, what is wrong, what to do next, and the HTTP status they answer with.

Pages show the sentence, the JSON API the code. Anything else that is raised is a fault of ours.
"""

from typing import ClassVar


class Declined(Exception):
    """Something that was asked for and cannot be done now."""

    code: ClassVar[str] = "declined"
    status: ClassVar[int] = 409
    message: ClassVar[str] = "现在不能这样做。"
    remedy: str = ""

    def __init__(self, message: str = "", *, where: str = "", remedy: str = "") -> None:
        super().__init__(message or self.message)
        self.where = where
        self.remedy = remedy or self.remedy


class NoSuchAttempt(Declined):
    """No attempt of this contestant has that number; others' attempts do not exist for them."""

    code, status = "no_such_attempt", 404
    message, remedy = "没有这份作答。", "请回到首页，从自己的场次进入。"


class NoSuchRound(Declined):
    """No round has that number, or it is not open to this person."""

    code, status = "no_such_round", 404
    message, remedy = "没有这个场次。", "请回到首页查看可以参加的场次。"


class Unstartable(Declined):
    """A case of a round that cannot be started here, which whoever sits there cannot mend."""

    code, status = "not_startable", 503
    message, remedy = "这个案例现在不能开始作答。", "请举手报告，由组织者处理后再试。"


class NoSuchCase(Unstartable):
    """A round has a case whose script this server has not got."""

    code, status = "no_such_case", 503
    message = "本服务器上没有这个案例的脚本。"
    remedy = "请举手报告，由组织者补上脚本后再试。"


class NotProved(Unstartable):
    """A round has a case that was not proved as it, and what it rests on, is now."""

    code, status = "not_proved", 503
    message = "这个案例或它依据的政策、操作、词库改动后还没有通过证明，不能作答。"
    remedy = "请举手报告，由命题人运行 cases prove 通过后再试。"


class NotCast(Unstartable):
    """None of the variants drawn of a case can be worked."""

    code, status = "not_cast", 503
    message = "这个案例在本场次抽不出可用的变式。"
    remedy = "请举手报告，由组织者核对人口库，由命题人演练这个案例。"


class NotOpen(Declined):
    """The round has not opened yet, or is over."""

    code = "not_open"
    message, remedy = "本场次不在开放时间内。", "请留意首页上的开放时间。"


class Sealed(Declined):
    """The attempt was handed in: nothing can be added."""

    code = "sealed"
    message, remedy = "本份作答已交卷，本次操作没有执行。", "此前的操作均已保存。"


class BeingHandedIn(Declined):
    """The hand-in of the sitting was asked for: nothing is added while it is graded."""

    code = "being_handed_in"
    message, remedy = "正在交卷，本次操作没有执行。", "此前的操作均已保存，请等待交卷完成。"


class OutOfTime(Declined):
    """The server's clock has passed the deadline; what was open is handed in, or will be."""

    code = "out_of_time"
    message, remedy = "作答时间已到，本次操作没有执行。", "到时之前的操作均已保存，由系统自动交卷。"


class Full(Declined):
    """The attempt has as many actions, or changes of records, as one may have."""

    code = "full"
    message, remedy = "本份作答的操作、变动已达上限，不能再操作。", "此前的操作均已保存，可以交卷。"


class Overtaken(Declined):
    """The form was drawn before somebody (another tab, a second click) acted."""

    code = "overtaken"
    message = "页面已不是最新：在此期间有新的操作。本次操作未执行。"
    remedy = "请查看最新情况后再决定是否重做。"


class NotSaved(Declined):
    """The database could not make it durable."""

    code, status = "not_saved", 503
    message, remedy = "没有保存成功，本次操作未计入。", "请稍候再试；若再次失败，请举手报告。"


class NotRead(Declined):
    """The database, or the population, cannot be read."""

    code, status = "not_read", 503
    message, remedy = "暂时读不出数据。", "请稍候刷新本页；若再次失败，请举手报告。"


class TooLarge(Declined):
    """More was sent than any form of ours holds."""

    code, status = "too_large", 413
    message, remedy = "提交的内容过大，没有接收。", "请减少内容后再提交。"


class Gone(Declined):
    """The browser has hung up: nobody will read this."""

    code, status = "gone", 408
    message = "浏览器已断开，没有等到结果。"
    remedy = "请重新提交。"
