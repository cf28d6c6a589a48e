"""The rule for the names of crons: printable ASCII, each once."""

from collections.abc import Iterator

from ...diagnostics import Code, Diagnostic, Related
from ...ir.nodes import Cron
from ...source import At, Part
from ..index import AppIndex


def cron_names(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every cron whose name is taken, or holds a character that Convex refuses."""
    first: dict[str, Cron] = {}
    for cron in known.app.crons:
        at = At(cron.id, Part.NAME)
        previous = first.setdefault(cron.name, cron)
        if previous is not cron:
            message = f'the cron "{cron.name}" is registered twice'
            related = (Related(At(previous.id, Part.NAME), "first registered here"),)
            yield Diagnostic(Code.DUPLICATE_NAME, message, at, related=related, help="rename one of them")
        wrong = next((character for character in cron.name if not " " <= character <= "~"), None)
        if wrong is not None:
            message = f'the cron name "{cron.name}" holds "{wrong}"'
            yield Diagnostic(Code.INVALID_NAME, message, at, help="use letters, digits, spaces and signs of ASCII")
