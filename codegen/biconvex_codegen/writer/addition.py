"""Adds to a project what a person asked to have: new files, and text at the end of others; it overwrites nothing."""

import os
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from .write import WriteError


@dataclass(frozen=True, slots=True)
class Addition:
    """What a file is to end with, and what has to stand before it; None where there must be no file yet."""

    path: Path
    before: bytes | None
    added: bytes


def add(additions: Iterable[Addition]) -> None:
    """Carry all additions out, or none: what was done before one failed is undone.

    Raises WriteError, also where a file is no longer what it was when the addition was planned.
    """
    with ExitStack() as undo:
        for addition in additions:
            try:
                _make_folder(addition.path.parent, undo)
                _add(addition, undo)
            except OSError as error:
                reason = (error.strerror or str(error)).lower()
                raise WriteError(f'cannot write "{error.filename or addition.path}": {reason}') from error
        undo.pop_all()


def _make_folder(folder: Path, undo: ExitStack) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent, undo)
        folder.mkdir()
        undo.callback(_remove_folder, folder)


def _remove_folder(folder: Path) -> None:
    with suppress(OSError):  # somebody else put something there
        folder.rmdir()


def _add(addition: Addition, undo: ExitStack) -> None:
    if addition.before is None:
        with addition.path.open("xb") as file:
            undo.callback(addition.path.unlink, missing_ok=True)
            file.write(addition.added)
    elif addition.path.read_bytes() != addition.before:
        raise WriteError(f'"{addition.path}" was changed meanwhile')
    else:
        undo.callback(os.truncate, addition.path, len(addition.before))
        with addition.path.open("ab") as file:
            file.write(addition.added)
