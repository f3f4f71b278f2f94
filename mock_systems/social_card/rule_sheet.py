"""What the card system says on the rule sheet."""

from collections.abc import Sequence
from datetime import date

from mock_systems.rule_sheet import says
from mock_systems.sentence import Sentence


@says("social_card")
def lines(on: date) -> Sequence[str]:
    """Lost cards, new cards, and who types the PIN."""
    return (
        Sentence("丢失补领先办理正式挂失；制发新卡后旧卡注销。"),
        Sentence("补领、换领后卡号不变，银行账户改变；待遇发放账户须另行变更。"),
        Sentence("密码由本人在密码键盘上输入，窗口不问密码。"),
    )
