"""What the page of a diagnostic says: all of it, or its first sentence; how it is shown is for others."""

import re

from ..resources import error_page
from .codes import Code

_FIRST_SENTENCE = re.compile(r".+?\.(?= |$)")


def page(code: Code) -> str:
    """Return the Markdown page of a code."""
    text = error_page(code.value)
    if text is None:
        raise FileNotFoundError(f"the page of {code.value} is missing from this installation")
    return text


def summary(code: Code) -> str:
    """Return the first sentence of a page, on one line, its Markdown left as it is."""
    _title, first, *_ = page(code).split("\n\n")
    sentence = _FIRST_SENTENCE.match(first.replace("\n", " "))
    return first if sentence is None else sentence.group()
