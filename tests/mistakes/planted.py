"""The form of a planted mistake: a small change of a fixture app's text, and the one diagnostic that it deserves."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from biconvex_codegen.source import Span

APPS = ("documents", "chat", "shop")
_OPEN, _CLOSE = "«", "»"


@dataclass(frozen=True, slots=True)
class Edit:
    """What one app says instead: a text of a file, the first of its kind, and the text that replaces it.

    The place of the diagnostic stands between « and »: in the new text or, where the mistake shows elsewhere, in the
    first such text of a file. Without an old text the file is new, without a new one it is gone. `also` is replaced in
    the same file: what the change needs so that it is one mistake.
    """

    app: str
    path: str
    old: str
    new: str
    elsewhere: tuple[str, str] | None = None
    also: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Planted:
    """One kind of mistake, its code, and how it looks in the apps where it applies."""

    code: str
    title: str
    edits: tuple[Edit, ...]


def planted(code: str, title: str, *edits: Edit) -> Planted:
    """Return a kind of mistake."""
    return Planted(code, title, edits)


Texts = tuple[str, str]


def documents(module: str, old: str, new: str, at: Texts | None = None, also: Texts | None = None) -> Edit:
    """Return an edit of the app `documents`; a module is named without `backend/` and `.py`."""
    return _edit("documents", module, old, new, at, also)


def chat(module: str, old: str, new: str, at: Texts | None = None, also: Texts | None = None) -> Edit:
    """Return an edit of the app `chat`."""
    return _edit("chat", module, old, new, at, also)


def shop(module: str, old: str, new: str, at: Texts | None = None, also: Texts | None = None) -> Edit:
    """Return an edit of the app `shop`."""
    return _edit("shop", module, old, new, at, also)


def everywhere(module: str, old: str, new: str, at: Texts | None = None) -> Iterator[Edit]:
    """Yield the same edit of each app."""
    for app in APPS:
        yield _edit(app, module, old, new, at, None)


def _edit(app: str, module: str, old: str, new: str, at: Texts | None, also: Texts | None) -> Edit:
    return Edit(app, _path(module), old, new, None if at is None else (_path(at[0]), at[1]), also)


def _path(module: str) -> str:
    return f"backend/{module}.py" if module else "backend"


def applied(edits: Iterable[Edit], texts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of an app with mistakes in them."""
    changed = dict(texts)
    for edit in edits:
        changed[edit.path] = _bare(_changed(edit, changed.get(edit.path, "")))
        if not edit.old and not edit.new:
            del changed[edit.path]
    return changed


def place(edit: Edit, texts: Mapping[str, str]) -> Span:
    """Return where the diagnostic of a mistake is expected in an app whose texts are given without it."""
    if edit.elsewhere is None:
        path, marked = edit.path, _changed(edit, texts.get(edit.path, ""))
    else:
        path, line = edit.elsewhere
        text = applied([edit], texts).get(path, "")
        assert _bare(line) in text, f"{path} does not hold {_bare(line)!r}"
        marked = text.replace(_bare(line), line, 1)
    start, end = marked.find(_OPEN), marked.find(_CLOSE) - 1
    return (
        Span(path, 1, 1, 1, 1) if start < 0 else Span(path, *_position(marked, start), *_position(_bare(marked), end))
    )


def _changed(edit: Edit, text: str) -> str:
    """Return the text of an edit's file with the change in it, marks included."""
    for old, new in ((edit.old, edit.new), *([edit.also] if edit.also else [])):
        assert not old or old in text, f"{edit.path} does not hold {old!r}"
        text = text.replace(old, new, 1) if old else new
    return text


def _bare(marked: str) -> str:
    return marked.replace(_OPEN, "").replace(_CLOSE, "")


def _position(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
