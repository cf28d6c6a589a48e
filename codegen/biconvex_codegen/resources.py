"""Reads what is shipped with the compiler: the skeletons of generated files and the pages of diagnostics.

A wheel has both beside this file. A checkout has them at its root, and an editable install imports from the checkout;
so nothing is ever read from site-packages but what a wheel put there with this very file.
"""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def template(name: str) -> str | None:
    """Return the text of a skeleton by its path below `templates/`, with `/`; None when there is none."""
    return _read(_folder("templates", "templates") / name)


def error_page(code: str) -> str | None:
    """Return the Markdown page of a diagnostic's code; None when there is none."""
    return _read(_folder("errors", "docs/errors") / f"{code}.md")


@cache
def _folder(shipped: str, in_checkout: str) -> Path:
    beside = _PACKAGE / shipped
    return beside if beside.is_dir() else _CHECKOUT / in_checkout


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
