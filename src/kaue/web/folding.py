"""What a template says to everybody alike is worked out once, when the template is compiled."""

from collections.abc import Callable, Hashable, MutableMapping
from typing import Any

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer


class FoldingEnvironment(Environment):
    """Speaks one language, so that `_("…")`, `url("/…")` and `asset("…")` are constants."""

    gettext: Callable[[str], str]
    addresses: dict[str, Callable[[str], str]]
    frames: dict[Hashable, list[bytes]]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        # Jinja's ChainMap costs more to copy into every context than a small page to render.
        return {**self.globals, **(d or {})}

    def _generate(self, source: nodes.Template, *rest: Any, **named: Any) -> str:
        return super()._generate(_Folding(self).visit(source), *rest, **named)


class _Folding(NodeTransformer):
    def __init__(self, environment: FoldingEnvironment) -> None:
        self.gettext = environment.gettext
        self.addresses = environment.addresses

    def visit_Call(self, call: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's name
        self.generic_visit(call)
        match call:
            case nodes.Call(
                node=nodes.Name(name=name),
                args=[nodes.Const(value=str(text))],
                kwargs=[],
                dyn_args=None,
                dyn_kwargs=None,
            ):
                return self._folded(call, name, text)
        return call

    def _folded(self, call: nodes.Call, name: str, text: str) -> nodes.Node:
        if name == "_":
            # Formatted even without values, as Jinja does it: `%%` stands for `%`.
            said = nodes.Const(self.gettext(text) % {}, lineno=call.lineno)
            return nodes.MarkSafeIfAutoescape(said, lineno=call.lineno)
        if name in self.addresses:
            return nodes.Const(self.addresses[name](text), lineno=call.lineno)
        return call
