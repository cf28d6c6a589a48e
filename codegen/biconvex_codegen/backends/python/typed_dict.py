"""Prints one TypedDict: as a class, or in the functional form where a key does not fit into a class."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...ir.reserved import PYTHON_KEYWORDS
from ...ir.types import Notes
from ..layout import Concat, Doc, Group, Indent, print_text
from ..quoting.python import docstring, string_literal
from .imports import Imports

_ROOT = re.compile(r"(?<![\w.])[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a TypedDict: its name as the data has it, its whole annotation, and what is said about it."""

    name: str
    annotation: Doc
    notes: Notes


def typed_dict(name: str, keys: Sequence[Key], imports: Imports, *, doc: str = "", option: str = "") -> str:
    """Return a TypedDict of these keys, as finished text without a line end; `option` may be `total=False`."""
    base = imports.typing("TypedDict")
    if fits_class(keys):
        return class_form(name, f"{base}, {option}" if option else base, keys, doc=doc)
    return _functional_form(name, base, keys, doc=doc, option=option)


def fits_class(keys: Sequence[Key]) -> bool:
    """Say whether the keys may be the names of a class body: no keyword, none mangled, none hiding an annotation."""
    names = {key.name for key in keys}
    if any(not name.isidentifier() or name in PYTHON_KEYWORDS or name.startswith("__") for name in names):
        return False
    return names.isdisjoint(root for key in keys for root in _roots(key.annotation))


def class_form(name: str, bases: str, keys: Sequence[Key], *, doc: str = "") -> str:
    """Return a class whose body is these keys."""
    head = f"class {name}({bases}):"
    body = [docstring(doc), ""] if doc else []
    for key in keys:
        body.append(member(key.name, ": ", key.annotation))
        body.extend(docstring(said) for said in notes_text(key.notes))
    return "\n".join((head, *body)).rstrip("\n") if body else f"{head} ..."


def member(*parts: Doc) -> str:
    """Return a line of a class body, or as many as it needs."""
    return print_text(Indent(("    ", *parts)))


def notes_text(notes: Notes) -> Iterator[str]:
    """Yield what is said about a thing as one text; nothing where nothing is said."""
    deprecated = None if notes.deprecated is None else f"Deprecated: {notes.deprecated}"
    said = "\n\n".join(text for text in (notes.doc, deprecated) if text)
    if said:
        yield said


def _functional_form(name: str, base: str, keys: Sequence[Key], *, doc: str, option: str) -> str:
    lines = [f"{name} = {base}(", f"    {string_literal(name)},", "    {"]
    lines += (_entry(key) for key in keys)
    lines += ("    },", f"    {option},", ")") if option else ("    },", ")")
    keys_say = (f"`{key.name}`: {said}" for key in keys for said in notes_text(key.notes))
    told = "\n\n".join(text for text in (doc, *keys_say) if text)
    return "\n".join((*lines, docstring(told, ""))) if told else "\n".join(lines)


def _entry(key: Key) -> str:
    return print_text(Indent((Indent(("        ", string_literal(key.name), ": ", key.annotation, ",")),)))


def _roots(doc: Doc) -> Iterator[str]:
    """Yield the names that an annotation looks up."""
    match doc:
        case str() if not doc.startswith(("'", '"')):
            yield from _ROOT.findall(doc)
        case Group() | Indent() | Concat():
            for part in doc.parts:
                yield from _roots(part)
        case _:
            return
