"""Collects the diagnostics of lowering; one mistake that is met twice is reported once."""

from ..diagnostics import Code, Diagnostic, Related, Severity
from ..source import At


class Report:
    """The diagnostics so far; the private state of one lowering."""

    def __init__(self) -> None:
        self._found: dict[tuple[Code, At], Diagnostic] = {}

    def add(
        self, code: Code, message: str, at: At, *, help_: str | None = None, related: tuple[Related, ...] = ()
    ) -> None:
        """Report a problem at a place, unless the same one was reported there."""
        self._found.setdefault((code, at), Diagnostic(code, message, at, related, help_))

    @property
    def blamed(self) -> frozenset[str]:
        """The ids of everything that a mistake was found in."""
        return frozenset(at.id for _, at in self._found)

    @property
    def has_errors(self) -> bool:
        """Whether anything but warnings was reported."""
        return any(code.severity is Severity.ERROR for code, _ in self._found)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was reported, in the order of discovery."""
        return tuple(self._found.values())
