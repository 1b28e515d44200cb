"""What a template says to everybody alike is translated once, when the template is compiled."""

from collections.abc import Callable, MutableMapping
from typing import Any

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer


class FoldingEnvironment(Environment):
    """Speaks one language, so that `_("…")` without values always gives the same text."""

    gettext: Callable[[str], str]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        # Jinja's ChainMap costs more to copy into every context than a small page to render.
        return {**self.globals, **(d or {})}

    def _generate(self, source: nodes.Template, *rest: Any, **named: Any) -> str:
        folded = _Folding(self.gettext).visit(source)
        return super()._generate(folded, *rest, **named)


class _Folding(NodeTransformer):
    def __init__(self, gettext: Callable[[str], str]) -> None:
        self.gettext = gettext

    def visit_Call(self, call: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's name
        self.generic_visit(call)
        match call:
            case nodes.Call(
                node=nodes.Name(name="_"),
                args=[nodes.Const(value=str(text))],
                kwargs=[],
                dyn_args=None,
                dyn_kwargs=None,
            ):
                # Formatted even without values, as Jinja does it: `%%` stands for `%`.
                said = nodes.Const(self.gettext(text) % {}, lineno=call.lineno)
                return nodes.MarkSafeIfAutoescape(said, lineno=call.lineno)
        return call
