"""What a class inherits from, and what kind of class that makes of it: a TypedDict, a dataclass, a model or an Enum."""

from collections.abc import Iterator

from ..frontend.expressions import Call, Expr, Subscript
from ..frontend.facts import Class, Facts
from .annotations import Annotations
from .evaluation import Frame
from .symbols import Defined, External, Unresolved

MOST_ANCESTORS = 50
"""Classes that one class inherits from, directly or not, and that are followed: each of a long line asks all above."""

_KINDS = {
    "dataclasses.dataclass": "dataclass",
    "enum.Enum": "enum",
    "enum.IntEnum": "enum",
    "enum.StrEnum": "enum",
    "pydantic.BaseModel": "model",
    "pydantic.dataclasses.dataclass": "dataclass",
    "typing.TypedDict": "typed_dict",
    "typing_extensions.TypedDict": "typed_dict",
}


class Lineage:
    """Follows the bases of classes."""

    def __init__(self, annotations: Annotations) -> None:
        self._annotations = annotations

    def kind(self, module: Facts, statement: Class) -> str | None:
        """Return what kind of class this is, by its decorators and by the bases that it leads to."""
        for each_module, each in self.of(module, statement):
            for kind in self.head_kinds(each_module, each):
                return kind
        return None

    def is_too_long(self, module: Facts, statement: Class) -> bool:
        """Say whether a class inherits from more classes than are followed."""
        return sum(1 for _ in self.of(module, statement)) > MOST_ANCESTORS

    def has_unknown_head(self, module: Facts, statement: Class) -> bool:
        """Say whether a decorator or a base that may decide is not there, after a report of it."""
        found = False
        for each_module, each in self.of(module, statement):
            frame = Frame.of(each_module, each.id)
            for head in (*each.decorators, *each.bases):
                named = head_name(head)
                symbol = self._annotations.symbol(frame, named)
                if isinstance(symbol, Unresolved):
                    self._annotations.report_unresolved(frame, named, symbol)
                    found = True
        return found

    def head_kinds(self, module: Facts, statement: Class) -> Iterator[str]:
        """Yield what the decorators and the bases of a class make of it, its own classes aside."""
        frame = Frame.of(module, statement.id)
        for head in (*statement.decorators, *statement.bases):
            symbol = self._annotations.symbol(frame, head_name(head))
            if isinstance(symbol, External) and symbol.name in _KINDS:
                yield _KINDS[symbol.name]

    def of(self, module: Facts, statement: Class) -> Iterator[tuple[Facts, Class]]:
        """Yield the classes of the project that a class inherits from, then itself; a circle ends where it closes.

        Where there are too many, the others are passed over.
        """
        seen = {statement.id}
        pending = [(module, statement, self._parents(module, statement))]
        while pending:
            owner, each, parents = pending[-1]
            parent = next((found for found in parents if found[1].id not in seen), None)
            if parent is None or len(seen) > MOST_ANCESTORS:
                pending.pop()
                yield owner, each
            else:
                seen.add(parent[1].id)
                pending.append((*parent, self._parents(*parent)))

    def _parents(self, module: Facts, statement: Class) -> Iterator[tuple[Facts, Class]]:
        frame = Frame(module, statement.id)
        for base in statement.bases:
            symbol = self._annotations.symbol(frame, base.value if isinstance(base, Subscript) else base)
            if isinstance(symbol, Defined) and isinstance(symbol.statement, Class):
                yield symbol.module, symbol.statement


def head_name(head: Expr) -> Expr:
    """Return the name in a decorator or a base, without its arguments."""
    return head.function if isinstance(head, Call) else head.value if isinstance(head, Subscript) else head
