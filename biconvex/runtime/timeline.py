"""What happens by the clock: scheduled calls and crons, each when it is due; when to look, its callers decide."""

import asyncio
import json
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from ..errors import UsageError
from ..wire import decode
from . import jobs
from .handlers import checked_arguments
from .schedules import next_run

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from .engine import Engine
    from .jobs import Job
    from .program import Cron, Function

_log: Final = logging.getLogger("biconvex.scheduler")
_AT_ONCE: Final = 64
MOST_AT_ONCE: Final = 10_000
"""Scheduled calls of one moment, beyond which they are taken to schedule each other for ever."""

_LONGEST_SLEEP: Final = 60.0
_REST: Final = 1.0
"""How long nothing is begun after a call that the database broke off: it is still due, and would break off again."""


class Timeline:
    """The scheduled calls and the crons of an open app."""

    __slots__ = ("_changed", "_crons", "_engine", "_needs_rest", "_running", "_started")

    def __init__(self, engine: "Engine") -> None:
        """Begin now: an interval first runs one interval from now."""
        now = engine.clock.now()
        self._engine: Final = engine
        self._crons: dict[str, tuple[float, Cron]] = {
            cron.name: (next_run(cron.schedule, now), cron) for cron in engine.program.crons
        }
        self._started: set[str] = set()
        self._running: set[asyncio.Task[None]] = set()
        self._changed: asyncio.Event | None = None
        self._needs_rest = False
        engine.on_scheduled = self._wake

    def next_time(self) -> float | None:
        """Return when something is due next, in milliseconds since 1970; None if nothing ever is."""
        job = jobs.next_due(self._engine.database.writer, frozenset(self._started))
        times = [time for time, cron in self._crons.values() if cron.name not in self._started]
        return min((*times, *(() if job is None else (job.due,))), default=None)

    def next_job(self) -> "Job | None":
        """Return the scheduled call that is due first."""
        return jobs.next_due(self._engine.database.writer, frozenset(self._started))

    async def run_due(self, now: float) -> None:
        """Run what is due by a time, one after the other; what raises is noted, and stops nothing else."""
        for _ in range(MOST_AT_ONCE):
            job = self.next_job()
            if job is None or job.due > now:
                break
            await self.run_job(job)
        else:
            raise endless()
        for name, (time, cron) in self._crons.items():
            if time <= now:
                self._crons[name] = (next_run(cron.schedule, now), cron)  # what was missed meanwhile is left out
                await self._run_cron(cron)

    async def run_job(self, job: "Job") -> None:
        """Run a scheduled call: a mutation exactly once, an action at most once."""
        try:
            function = self._engine.program.by_path(job.path)
            args = decode(json.loads(job.arguments)[0])
        except Exception as error:  # noqa: BLE001  a row of an older app: its call fails, and nothing else
            await self._end(job, error)
            return
        if function.kind == "mutation":
            await self._run_mutation(job, function, args)
            return
        async with self._engine.writing(None) as session:
            begun = jobs.begin(session.transaction.connection, job.id)
        if not begun:
            return
        raised: Exception | None = None
        try:
            await self._engine.run(function, args, None, job.id)
        except Exception as error:  # noqa: BLE001  whatever an action raises is its own
            raised = error
            _log.exception("the scheduled action %s failed", job.path)
        await self._end(job, raised)

    async def _run_mutation(self, job: "Job", function: "Function", args: object) -> None:
        """Run a mutation and note that it has run in one transaction; if it raises, that alone is noted."""
        engine = self._engine
        async with engine.writing(None) as outer:
            if not jobs.begin(outer.transaction.connection, job.id):
                return
            final = jobs.SUCCESS
            try:
                await engine.run_part(outer, function, checked_arguments(function, args, outer.ids.table_of))
            except Exception as error:  # noqa: BLE001  whatever a mutation raises is its own
                _log.exception("the scheduled mutation %s failed", job.path)
                final = jobs.failed(_described(error))
            jobs.end(outer.transaction.connection, job.id, final, engine.clock.now())

    async def _end(self, job: "Job", error: Exception | None) -> None:
        final = jobs.SUCCESS if error is None else jobs.failed(_described(error))
        async with self._engine.writing(None) as session:
            jobs.end(session.transaction.connection, job.id, final, self._engine.clock.now())

    async def _run_cron(self, cron: "Cron") -> None:
        try:
            function = self._engine.program.by_id(cron.target)
            await self._engine.run(function, decode(json.loads(cron.arguments)), None)
        except Exception:  # noqa: BLE001  whatever a cron raises is its own
            _log.exception('the cron "%s" failed', cron.name)

    async def run_forever(self) -> None:
        """Run everything when it is due, until cancelled; calls run beside each other, one run of a cron at a time."""
        self._changed = asyncio.Event()
        try:
            while True:
                if self._needs_rest:
                    self._needs_rest = False
                    await asyncio.sleep(_REST)
                self._changed.clear()
                self._start_due()
                await self._sleep()
        finally:
            self._changed = None
            for task in self._running:
                task.cancel()
            # Whoever stops this closes the database next, which these have to be done with.
            await asyncio.gather(*self._running, return_exceptions=True)

    def _start_due(self) -> None:
        now = self._engine.clock.now()
        while len(self._running) < _AT_ONCE and (job := self.next_job()) is not None and job.due <= now:
            self._start(job.id, self.run_job(job))
        for name, (time, cron) in self._crons.items():
            if time <= now and name not in self._started:
                # A run that was missed, while the last one went on or the machine slept, is left out.
                self._crons[name] = (next_run(cron.schedule, now), cron)
                self._start(name, self._run_cron(cron))

    def _start(self, name: str, work: "Coroutine[object, object, None]") -> None:
        self._started.add(name)
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(lambda done: self._finished(name, done))

    def _finished(self, name: str, task: "asyncio.Task[None]") -> None:
        self._started.discard(name)
        self._running.discard(task)
        if not task.cancelled() and task.exception() is not None:
            _log.error("a scheduled call broke off", exc_info=task.exception())
            self._needs_rest = True
        self._wake()

    async def _sleep(self) -> None:
        """Wait until something is due, or until that may have changed."""
        time = self.next_time()
        seconds = _LONGEST_SLEEP if time is None else max(0.0, (time - self._engine.clock.now()) / 1000)
        if len(self._running) >= _AT_ONCE:
            seconds = _LONGEST_SLEEP
        event = self._changed
        if event is not None:
            # Not `wait_for`, which may take a cancellation that comes with the event for none.
            with suppress(TimeoutError):
                async with asyncio.timeout(min(seconds, _LONGEST_SLEEP)):
                    await event.wait()

    def _wake(self) -> None:
        if self._changed is not None:
            self._changed.set()


def endless() -> UsageError:
    """Return the error of scheduled calls that never come to an end."""
    return UsageError(f"after {MOST_AT_ONCE} scheduled calls there are still some: they schedule each other")


def _described(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
