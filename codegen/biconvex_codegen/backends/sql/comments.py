"""What the author of a schema notes about a thing, as the text of its comment in the database."""

from ...ir.types import Notes


def comment_text(notes: Notes) -> str | None:
    """Return the doc and the deprecation as one text; None where there is neither."""
    said = [] if not notes.doc else [notes.doc]
    if notes.deprecated is not None:
        said.append(f"Deprecated: {notes.deprecated}" if notes.deprecated else "Deprecated.")
    return "\n\n".join(said) or None
