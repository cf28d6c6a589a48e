"""Runs what is due by the clock beside the server: from its start or, if it hears of none, from the first request."""

import asyncio
import logging
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from ..runtime.timeline import Timeline

_log: Final = logging.getLogger("biconvex.http")


class Background:
    """The one task that runs scheduled calls and crons."""

    __slots__ = ("_task", "_timeline")

    def __init__(self, timeline: "Timeline") -> None:
        self._timeline: Final = timeline
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, where it does not run already; a task of an event loop that has ended does not."""
        loop = asyncio.get_running_loop()
        if self._task is not None and not self._task.done() and self._task.get_loop() is loop:
            return
        self._task = loop.create_task(self._timeline.run_forever())
        self._task.add_done_callback(_report)

    async def stop(self) -> None:
        """End, and wait until everything that ran has let go of the database."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])


class StartsAtFirstRequest:
    """Starts the clock with a request, since an application that is mounted in another one hears of no start."""

    def __init__(self, app: "ASGIApp", background: Background) -> None:
        self._app = app
        self._background = background

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer a request."""
        if scope["type"] != "lifespan":
            self._background.start()
        await self._app(scope, receive, send)


def _report(task: "asyncio.Task[None]") -> None:
    if not task.cancelled() and task.exception() is not None:
        _log.error("scheduled calls and crons broke off; the next request starts them again", exc_info=task.exception())
