"""Waits until something happens in some folders, or a second has passed; what happened there is for others to see."""

import time
from collections.abc import Callable, Generator
from pathlib import Path

from watchfiles import Change, watch

from ..diagnostics.render.escape import escape

# How long a wait is at most, in seconds: so late is noticed what the system did not tell.
_TICK = 1.0
# In milliseconds: how often a wait looks at the clock, and how long notices are collected while more of them come.
_SILENCE = 100
_COLLECTING = 200


class Watcher:
    """Watches folders, each by itself: below them may be a hundred thousand others that are of no interest.

    Where the system cannot tell of changes, it says so once, and every wait lasts a second.
    """

    def __init__(self, remark: Callable[[str], None]) -> None:
        self._remark = remark
        self._folders: frozenset[str] = frozenset()
        self._notices: Generator[set[tuple[Change, str]]] | None = None
        self._complaint = ""

    def cover(self, root: Path, folders: frozenset[str]) -> bool:
        """Watch these folders of a project in place of those before; say whether it had to watch anew."""
        wanted = frozenset(str(root / folder) for folder in folders)
        if wanted == self._folders:
            return False
        self.close()
        self._folders = wanted
        self._notices = watch(
            *sorted(wanted),
            watch_filter=None,
            debounce=_COLLECTING,
            rust_timeout=_SILENCE,
            yield_on_timeout=True,
            recursive=False,
            ignore_permission_denied=True,
        )
        self._has_notice()  # only now does it begin
        return self._can_watch()

    def wait(self) -> bool:
        """Wait until something has happened, or for a second; say which."""
        end = time.monotonic() + _TICK
        while time.monotonic() < end:
            if self._has_notice():
                return True
            if not self._can_watch():
                time.sleep(_TICK)
        return False

    def close(self) -> None:
        """Watch nothing."""
        notices, self._notices = self._notices, None
        self._folders = frozenset()
        if notices is not None:
            notices.close()

    def _can_watch(self) -> bool:
        return self._notices is not None

    def _has_notice(self) -> bool:
        """Say whether something has happened; if it was to a watched folder itself, that has to be watched anew."""
        try:
            notices = set[tuple[Change, str]]() if self._notices is None else next(self._notices)
        except (OSError, RuntimeError, ValueError) as error:
            self.close()
            self._complain(error)
            return False
        if any(change is not Change.modified and path in self._folders for change, path in notices):
            self._folders = frozenset()
        return bool(notices)

    def _complain(self, error: Exception) -> None:
        """Say once why nothing can be watched; that a folder has just gone is no reason, but for another look."""
        if not isinstance(error, FileNotFoundError) and str(error) != self._complaint:
            self._complaint = str(error)
            self._remark(f"the system tells of no changes: {escape(str(error))}; looking for them every second")
