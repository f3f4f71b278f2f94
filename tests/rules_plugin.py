"""Tells mypy that a rule of policy takes, beside its facts, a day and perhaps a region."""

from collections.abc import Callable

from mypy.nodes import ARG_NAMED, ARG_NAMED_OPT
from mypy.plugin import MethodSigContext, Plugin
from mypy.types import FunctionLike, Instance, Parameters

CALL = "mock_systems.policy.rule.PolicyRule.__call__"


def dated(call: MethodSigContext) -> FunctionLike:
    """The signature of a call: the rule's own facts, then `on` and `region`."""
    given = call.default_signature
    facts = call.type.args[0] if isinstance(call.type, Instance) else None
    if not isinstance(facts, Parameters):
        return given
    named = call.api.named_generic_type
    return given.copy_modified(
        arg_types=[*facts.arg_types, named("datetime.date", []), named("builtins.str", [])],
        arg_kinds=[*facts.arg_kinds, ARG_NAMED, ARG_NAMED_OPT],
        arg_names=[*facts.arg_names, "on", "region"],
    )


class RulesPlugin(Plugin):
    """Gives calls of rules their whole signature."""

    def get_method_signature_hook(
        self, fullname: str
    ) -> Callable[[MethodSigContext], FunctionLike] | None:
        return dated if fullname == CALL else None


def plugin(version: str) -> type[Plugin]:
    """What mypy asks for."""
    return RulesPlugin
