"""Prints one method of a stub's class: decorators, a signature on one line or one parameter a line, a docstring."""

from collections.abc import Iterable, Sequence

from ...ir.types import Notes
from ..layout import LINE, SOFT, Break, Concat, Doc, Indent, bracketed, group, indent, join, print_text
from ..quoting.python import docstring, string_literal
from .imports import Imports


def method(name: str, parameters: Sequence[Doc], returns: Doc, *, decorators: Iterable[Doc] = (), doc: str = "") -> str:
    """Return a method as finished text, indented as a member of a class, without a line end."""
    lines = [print_text(Indent(("    @", decorator))) for decorator in decorators]
    lines.append(print_text(Indent((f"    def {name}", _signature(parameters, returns), ":" if doc else ": ..."))))
    if doc:
        lines.append(docstring(doc, " " * 8))
    return "\n".join(lines)


def deprecated(notes: Notes, imports: Imports) -> tuple[Doc, ...]:
    """Return the decorator of a thing whose author says that it is deprecated."""
    if notes.deprecated is None:
        return ()
    return (bracketed(f"{imports.typing('deprecated')}(", (string_literal(notes.deprecated),), ")", trailing=""),)


def _signature(parameters: Sequence[Doc], returns: Doc) -> Doc:
    if not parameters:
        return Concat(("() -> ", returns))
    # The result belongs to the same group: a signature that is too long breaks at its parameters first.
    inner = join(Concat((",", LINE)), parameters)
    return group("(", indent(SOFT, inner), Break(flat="", broken=","), ") -> ", returns)
