"""`ctx.scheduler`: calls for later, in a mutation as part of its transaction, in an action each in one of its own."""

from abc import abstractmethod
from typing import TYPE_CHECKING

from ..server import Scheduler
from . import jobs

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from ..database import ScheduledFunctionId
    from ..refs import Action, Call, Mutation
    from .engine import Engine
    from .sessions import Session


class TimedScheduler(Scheduler):
    """Turns delays and times into milliseconds since 1970."""

    __slots__ = ()

    async def run_after(
        self, delay: "float | timedelta", call: "Mutation[object] | Action[object]", /
    ) -> "ScheduledFunctionId":
        """Run `call` after so many milliseconds, or a timedelta."""
        return await self._schedule(self._now() + jobs.delay_of(delay), call)

    async def run_at(
        self, time: "float | datetime", call: "Mutation[object] | Action[object]", /
    ) -> "ScheduledFunctionId":
        """Run `call` at a time in milliseconds since 1970, or an aware datetime."""
        return await self._schedule(jobs.time_of(time), call)

    @abstractmethod
    def _now(self) -> int:
        """Return the time from which delays count."""

    @abstractmethod
    async def _schedule(self, time: float, call: "Call[object]") -> "ScheduledFunctionId":
        """Write a call down for a time."""


class SessionScheduler(TimedScheduler):
    """`ctx.scheduler` in a mutation: calls for later are part of its transaction."""

    __slots__ = ("_engine", "_session")

    def __init__(self, engine: "Engine", session: "Session") -> None:
        self._engine = engine
        self._session = session

    async def cancel(self, id_: "ScheduledFunctionId", /) -> None:
        """Cancel what has not begun; what runs goes on, and what it schedules is cancelled."""
        job = jobs.require_job_id(self._session.ids.table_of, id_)
        await self._session.turn()
        jobs.cancel(self._session.transaction.connection, job, self._session.now)

    def _now(self) -> int:
        return self._session.now

    async def _schedule(self, time: float, call: "Call[object]") -> "ScheduledFunctionId":
        function, args = self._engine.schedulable(call)
        await self._session.turn()
        return self._engine.schedule(self._session.transaction, function, args, time)


class ActionScheduler(TimedScheduler):
    """`ctx.scheduler` in an action, which may run for a scheduled call itself: each call is scheduled at once."""

    __slots__ = ("_engine", "_job")

    def __init__(self, engine: "Engine", job: str | None) -> None:
        self._engine = engine
        self._job = job

    async def cancel(self, id_: "ScheduledFunctionId", /) -> None:
        """Cancel what has not begun; what runs goes on, and what it schedules is cancelled."""
        job = jobs.require_job_id(self._engine.database.ids.table_of, id_)
        async with self._engine.writing(None) as session:
            jobs.cancel(session.transaction.connection, job, session.now)

    def _now(self) -> int:
        return self._engine.clock.now()

    async def _schedule(self, time: float, call: "Call[object]") -> "ScheduledFunctionId":
        function, args = self._engine.schedulable(call)
        async with self._engine.writing(None) as session:
            return self._engine.schedule(session.transaction, function, args, time, by=self._job)
