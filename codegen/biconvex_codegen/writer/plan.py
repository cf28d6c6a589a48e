"""Compares all artifacts with what is on disk: what would change, what is an orphan, what must be left alone."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ..backends.git_files import STAGING
from . import disk
from .change import Change, OutputFolder, Plan, Refusal, Scope, Status
from .disk import Kind
from .recognise import is_conflicted, is_generated
from .tokens import is_reformatted

_OURS = frozenset({".py", ".pyi", ".js", ".ts", ".sql", ".json", ".map"})
_DOT_FILES = frozenset({".gitignore", ".gitattributes"})
_PASSED_OVER = frozenset({STAGING, "__pycache__", ".git"})
_FOREIGN = "a file that is not generated stands where an output belongs"
_MOVE = "move it elsewhere, or delete it if it was a generated file, and run `gen` again"


def plan(project: Path, repository: Path, folders: tuple[OutputFolder, ...]) -> Plan:
    """Return what differs in the output folders of a project; both paths are absolute and free of links."""
    changes: list[Change] = []
    refusals: list[Refusal] = []
    for folder in folders:
        for found in _compare(project, repository, folder):
            if isinstance(found, Change):
                changes.append(found)
            else:
                refusals.append(found)
    changes.sort(key=lambda change: change.path)
    # One link or file in the way of several folders is one refusal.
    refused = sorted(set(refusals), key=lambda refusal: (refusal.path, refusal.message))
    return Plan(tuple(folder.path for folder in folders), tuple(changes), tuple(refused))


def absolute(project: Path, relative: str) -> Path:
    """Return where a path relative to the project leads, `..` taken by its name alone."""
    return Path(os.path.normpath(project / relative))


def _compare(project: Path, repository: Path, folder: OutputFolder) -> Iterator[Change | Refusal]:
    top = absolute(project, folder.path)
    blocked: dict[Path, Refusal | None] = {}
    differing: set[str] = set()
    for artifact in folder.artifacts:
        path = top / artifact.path
        if path.parent not in blocked:
            blocked[path.parent] = _blocked(project, repository, path.parent)
            refusal = blocked[path.parent]
            if refusal is not None:
                yield refusal
        if blocked[path.parent] is None:
            found = _compared(path, f"{folder.path}/{artifact.path}", artifact.text)
            if found is not None:
                differing.add(artifact.path)
                yield found
    if _blocked(project, repository, top) is None:
        orphans = list(_orphans(top, folder))
        yield from orphans
        yield from _misspelt(top, folder, orphans, differing)


def _blocked(project: Path, repository: Path, folder: Path) -> Refusal | None:
    if not folder.is_relative_to(repository):
        shown = os.path.relpath(folder, project).replace(os.sep, "/")
        return Refusal(shown, "an output folder lies outside the repository", "name a folder inside the repository")
    try:
        found = disk.obstacle(repository, folder)
    except OSError as error:
        shown = os.path.relpath(error.filename, project).replace(os.sep, "/")
        return Refusal(shown, f"an output folder cannot be read: {_reason(error)}", "make it readable, or delete it")
    if found is None:
        return None
    shown = os.path.relpath(found.path, project).replace(os.sep, "/")
    if found.kind is Kind.LINK:
        return Refusal(shown, "a symbolic link stands where an output folder belongs", "replace it by a folder")
    return Refusal(shown, "a file stands where an output folder belongs", "move it elsewhere")


def _compared(path: Path, shown: str, after: str) -> Change | Refusal | None:
    try:
        return _compare_file(path, shown, after)
    except OSError as error:
        return Refusal(shown, f"an output cannot be read: {_reason(error)}", "make it readable, or delete it")


def _reason(error: OSError) -> str:
    return (error.strerror or "unknown reason").lower()


def _compare_file(path: Path, shown: str, after: str) -> Change | Refusal | None:
    match disk.kind_of(path):
        case Kind.NOTHING:
            return Change(shown, Status.MISSING, after=after)
        case Kind.LINK:
            return Refusal(shown, "a symbolic link stands where an output belongs", "delete the link")
        case Kind.FOLDER | Kind.OTHER:
            return Refusal(shown, "something that is no file stands where an output belongs", "move it elsewhere")
        case Kind.FILE:
            before = disk.read(path)
    if before.replace("\r\n", "\n") == after:
        return None
    if not _is_ours(path, before):
        return Refusal(shown, _FOREIGN, _MOVE)
    return Change(shown, _status(shown, before, after), before, after)


def _is_ours(path: Path, text: str) -> bool:
    """Say whether a file may be overwritten; a map belongs to its owner, which is judged by itself."""
    return path.suffix == ".map" or is_generated(text)


def _status(path: str, before: str, after: str) -> Status:
    if is_conflicted(before) and not is_conflicted(after):
        return Status.CONFLICTED
    return Status.REFORMATTED if is_reformatted(path, before, after) else Status.CHANGED


def _orphans(top: Path, folder: OutputFolder) -> Iterator[Change]:
    """Yield our own files that no artifact belongs to; everything else in the folder is not ours to judge."""
    expected = {artifact.path for artifact in folder.artifacts}
    found = disk.files_below(top, _PASSED_OVER) if folder.scope is Scope.TREE else disk.files_in(top)
    left = sorted(path for path in found if str(path) not in expected and _may_be_ours(path))
    gone: set[str] = set()
    for path in (each for each in left if each.suffix != ".map"):
        text = disk.read_if_possible(top / path)
        if text is not None and is_generated(text):
            gone.add(str(path))
            yield Change(f"{folder.path}/{path}", Status.ORPHANED, before=text)
    for path in (each for each in left if each.suffix == ".map"):
        text = disk.read_if_possible(top / path)
        if text is not None and str(path.with_suffix("")) in gone | expected:
            yield Change(f"{folder.path}/{path}", Status.ORPHANED, before=text)


def _misspelt(top: Path, folder: OutputFolder, orphans: list[Change], differing: set[str]) -> Iterator[Change]:
    """Yield the outputs that stand under a name in another case, where the file system takes the two for one.

    Such a file is an orphan by its name, and deleting it deletes the output, which is therefore written anew.
    """
    by_name = {artifact.path.casefold(): artifact for artifact in folder.artifacts}
    for orphan in orphans:
        path = orphan.path.removeprefix(f"{folder.path}/")
        artifact = by_name.get(path.casefold())
        if artifact is not None and artifact.path not in differing and disk.is_same(top / path, top / artifact.path):
            yield Change(f"{folder.path}/{artifact.path}", Status.MISSING, after=artifact.text)


def _may_be_ours(path: PurePosixPath) -> bool:
    return path.suffix in _OURS or path.name in _DOT_FILES
