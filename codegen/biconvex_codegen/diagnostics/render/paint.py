"""The colours of a terminal as a value: the escape sequences to wrap text in, or none."""

from dataclasses import dataclass

from ..codes import Severity

_RESET = "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Paint:
    """Escape sequences that begin a colour; empty text means no colour."""

    error: str = ""
    warning: str = ""
    help: str = ""
    gutter: str = ""
    headline: str = ""
    added: str = ""
    removed: str = ""

    def severity(self, severity: Severity) -> str:
        """Return the colour of a severity."""
        return self.error if severity is Severity.ERROR else self.warning


PLAIN = Paint()
COLOUR = Paint(
    error="\x1b[1;31m",
    warning="\x1b[1;33m",
    help="\x1b[1;36m",
    gutter="\x1b[34m",
    headline="\x1b[1m",
    added="\x1b[32m",
    removed="\x1b[31m",
)


def painted(colour: str, text: str) -> str:
    """Return the text in a colour of a paint."""
    return f"{colour}{text}{_RESET}" if colour and text else text
