"""Collects the diagnostics of lowering; one mistake that is met twice is reported once."""

from collections.abc import Hashable, Mapping
from dataclasses import replace

from ..diagnostics import Code, Diagnostic, Related, Severity
from ..source import At

_OTHER_PLACES = 3
# What is reported under these codes where an expression is evaluated, the library or Python itself refuses.
_RAISING = frozenset(
    (Code.INVALID_CALL, Code.INVALID_INDEX, Code.INVALID_TABLE, Code.INVALID_VALIDATOR, Code.INVALID_VECTOR_INDEX)
)


class Report:
    """The diagnostics so far; the private state of one lowering."""

    def __init__(self) -> None:
        self._found: dict[tuple[Code, Hashable], Diagnostic] = {}
        self._blamed: set[str] = set()
        self._raising: set[tuple[Code, Hashable]] = set()
        self.lost: dict[tuple[str, str], dict[str, At]] = {}
        """Names that are not imported, by the module that lacks them and the one that has them."""
        self.excused: set[tuple[str, str]] = set()
        """Names that a module lacks because another mistake was made there."""

    def add(
        self,
        code: Code,
        message: str,
        at: At,
        *,
        help_: str | None = None,
        related: tuple[Related, ...] = (),
        mistake: Hashable = None,
    ) -> None:
        """Report a problem at a place, unless the same one was reported there.

        A mistake that shows at several places has a name, and is one diagnostic: its first place and some others.
        """
        self.blame(at)
        key = (code, at if mistake is None else mistake)
        first = self._found.get(key)
        if first is None:
            self._found[key] = Diagnostic(code, message, at, related, help_)
        elif at not in (first.at, *(each.at for each in first.related)) and len(first.related) < _OTHER_PLACES:
            self._found[key] = replace(first, related=(*first.related, Related(at, "here, too")))

    def refuse(self, code: Code, message: str, at: At, *, help_: str) -> None:
        """Report what certainly raises when Python runs it."""
        self.add(code, message, at, help_=help_)
        self._raising.add((code, at))

    @property
    def raising(self) -> Mapping[tuple[Code, Hashable], Diagnostic]:
        """What certainly raises when Python runs it, by code and mistake."""
        return {key: each for key, each in self._found.items() if key in self._raising or key[0] in _RAISING}

    def take(self, others: Mapping[tuple[Code, Hashable], Diagnostic]) -> None:
        """Report what another report has, unless it was reported already."""
        for key, diagnostic in others.items():
            self.blame(diagnostic.at)
            self._found.setdefault(key, diagnostic)

    def put(self, diagnostic: Diagnostic, mistake: Hashable) -> None:
        """Report a problem in place of what was reported of the same mistake before."""
        self._found[diagnostic.code, mistake] = diagnostic

    def blame(self, at: At) -> None:
        """Remember that something is wrong with a thing, and that it is reported elsewhere."""
        self._blamed.add(at.id)

    @property
    def blamed(self) -> frozenset[str]:
        """The ids of everything that a mistake was found in."""
        return frozenset(self._blamed)

    @property
    def has_errors(self) -> bool:
        """Whether anything but warnings was reported."""
        return any(code.severity is Severity.ERROR for code, _ in self._found)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was reported, in the order of discovery."""
        return tuple(self._found.values())
