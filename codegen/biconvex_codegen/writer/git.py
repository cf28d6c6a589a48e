"""What git knows: which outputs it does not track, which were edited by hand, and what a commit is about to change."""

import hashlib
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from .change import Change, OutputFolder, Plan, Status
from .plan import absolute

_SECONDS = 30
# Git tells a hook which repository it runs in, and takes the working directory for the top of its work tree then.
_LOCAL = frozenset({"GIT_COMMON_DIR", "GIT_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_WORK_TREE"})
_NOTHING: Mapping[str, str] = {}
_OPTIONS = ("--literal-pathspecs", "--no-optional-locks", "-c", "core.fsmonitor=false")


def untracked(project: Path, folders: Iterable[OutputFolder], plan: Plan) -> Iterator[Change]:
    """Yield the outputs that are on disk, differ in nothing, and that git neither tracks nor ignores."""
    paths = {f"{folder.path}/{artifact.path}" for folder in folders for artifact in folder.artifacts}
    listed = _git(project, ("ls-files", "--others", "--exclude-standard", "-z", "--", *plan.folders))
    known = {change.path for change in plan.changes}
    for path in sorted(set(listed.split("\0"))):
        if path in paths and path not in known and not path.endswith(".map"):
            yield Change(path, Status.UNTRACKED)


def hand_edited(project: Path, changes: Sequence[Change], sources: Iterable[Path]) -> tuple[Change, ...]:
    """Return the changes with the status `hand-edited` where that is known.

    It is where git's index has what the source says, and the file on disk is younger than every source: then neither
    an edit of the source nor its undoing explains the difference.
    """
    changed = [change.path for change in changes if change.status is Status.CHANGED and not change.is_map]
    if not changed:
        return tuple(changes)
    tracked = dict(_index(_git(project, ("ls-files", "--stage", "-z", "--", *changed))))
    if not tracked:
        return tuple(changes)
    newest = max((path.stat().st_mtime_ns for path in sources if path.exists()), default=0)
    return tuple(
        replace(change, status=Status.HAND_EDITED)
        if change.path in changed
        and _is_blob(change.after, tracked.get(change.path, ""))
        and absolute(project, change.path).stat().st_mtime_ns > newest
        else change
        for change in changes
    )


def staged(project: Path) -> tuple[str, ...] | None:
    """Return the files of a project that the next commit changes or deletes, relative to the project.

    None where that says nothing: no commit is being made, or there is no git.
    """
    index = os.environ.get("GIT_INDEX_FILE")
    # A commit of some files alone has an index of its own, which git names relative to where it calls the hook.
    environment = {} if index is None else {"GIT_INDEX_FILE": os.path.abspath(index)}  # noqa: PTH100  resolves no link
    changed = _git(project, ("diff", "--cached", "--name-only", "--no-renames", "-z"), environment)
    if not changed:
        return None
    inside = _git(project, ("diff", "--cached", "--name-only", "--no-renames", "--relative", "-z"), environment)
    return tuple(filter(None, inside.split("\0")))


def _index(listed: str) -> Iterator[tuple[str, str]]:
    for entry in filter(None, listed.split("\0")):
        about, _, path = entry.partition("\t")
        yield path, about.split(" ")[1]


def _is_blob(text: str, name: str) -> bool:
    """Say whether a text is the blob of this name; git names blobs by SHA-1 or SHA-256, told apart by length."""
    content = text.encode("utf-8")
    blob = b"blob %d\0%b" % (len(content), content)
    if len(name) == 40:
        return hashlib.sha1(blob, usedforsecurity=False).hexdigest() == name
    return hashlib.sha256(blob).hexdigest() == name


def _git(project: Path, arguments: Sequence[str], environment: Mapping[str, str] = _NOTHING) -> str:
    """Return what git prints of the repository that holds the project; nothing where there is none, or git fails."""
    try:
        done = subprocess.run(
            ["git", *_OPTIONS, *arguments],  # noqa: S607  whichever git the user's shell would run
            cwd=project,
            env={name: value for name, value in os.environ.items() if name not in _LOCAL} | dict(environment),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return os.fsdecode(done.stdout) if done.returncode == 0 else ""
