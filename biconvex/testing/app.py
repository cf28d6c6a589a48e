"""An app as tests hold it: typed calls, callers, routes, and a clock that moves when the test says so."""

import json as json_module
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, TypeVar

from ..auth import UserIdentity
from ..errors import UsageError
from ..names import wire_name
from ..routing import Request, Response
from ..runtime.app import App
from ..runtime.clock import ManualClock, SystemClock
from ..runtime.refs_at_run_time import require_call
from ..runtime.sessions import claims_of
from ..runtime.timeline import MOST_AT_ONCE, endless

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from os import PathLike
    from typing import Self

    from ..refs import Action, Mutation, Query

R = TypeVar("R")

FetchedResponse = Response

_ISSUER: Final = "https://biconvex.test"
_SUBJECT: Final = "user"
_CLAIMS: Final = {name: wire_name(name) for name, each in vars(UserIdentity).items() if isinstance(each, property)}


class TestApp:
    """An app in a test, called by one caller, or by nobody; `with_identity` gives the same app for another."""

    __test__ = False  # pytest looks for classes of this name

    def __init__(self, app: App, clock: ManualClock, identity: UserIdentity | None = None) -> None:
        self._app: Final = app
        self._clock: Final = clock
        self._identity: Final = identity

    async def query(self, call: "Query[R]", /) -> R:
        """Run a query, public or internal, and give its result as a client gets it."""
        result: R = await self._app.engine.call(require_call(call), ("query",), self._identity)
        return result

    async def mutation(self, call: "Mutation[R]", /) -> R:
        """Run a mutation, public or internal, and give its result as a client gets it."""
        result: R = await self._app.engine.call(require_call(call), ("mutation",), self._identity)
        return result

    async def action(self, call: "Action[R]", /) -> R:
        """Run an action, public or internal, and give its result as a client gets it."""
        result: R = await self._app.engine.call(require_call(call), ("action",), self._identity)
        return result

    async def run(self, handler: "Callable[[Any], Awaitable[R]]", /) -> R:  # of the app's own `MutationCtx`
        """Run an async function of a `MutationCtx` as one transaction, and give what it returns."""
        return await self._app.engine.run_handler(handler, self._identity)

    def with_identity(self, **claims: object) -> "TestApp":
        """Give the same app as another caller: `with_identity(subject="u1", name="Ada")`.

        Claims are written as `UserIdentity` names them, or as the wire does; those of the app's own stay as they are.
        Without a subject or an issuer the caller has one that is always the same.
        """
        given = {_CLAIMS.get(name, name): value for name, value in claims.items()}
        token = given.get("tokenIdentifier")
        issuer, _, subject = str(token).rpartition("|") if token is not None else (_ISSUER, "", _SUBJECT)
        made = claims_of(str(given.get("issuer", issuer)), str(given.get("subject", subject)), given)
        return TestApp(self._app, self._clock, UserIdentity(made))

    async def fetch(
        self,
        path: str,
        *,
        method: str = "GET",
        body: "str | bytes | None" = None,
        json: object = None,
        headers: "Mapping[str, str] | None" = None,
    ) -> FetchedResponse:
        """Call one of the app's HTTP routes by its path, and give the response."""
        if not path.startswith("/"):
            raise UsageError(f'a route is called by its path, such as "/webhook", not "{path}"')
        content = body.encode() if isinstance(body, str) else body or b""
        given = dict(headers or {})
        if json is not None:
            content = json_module.dumps(json).encode()
            given = {"content-type": "application/json", **given}
        origin = self._app.engine.files.origin
        request = Request(f"{origin}{path}", method=method.upper(), headers=given, body=content)
        return await self._app.fetch(request, identity=self._identity)

    @property
    def now(self) -> int:
        """The time in milliseconds since 1970. It stands still."""
        return self._clock.time

    @now.setter
    def now(self, time: int) -> None:
        """Set the clock, and run nothing."""
        self._clock.time = int(time)

    async def advance(self, **duration: float) -> None:
        """Move the clock, `advance(hours=24)`, and run what falls due on the way, each thing at its time."""
        end = self._clock.time + timedelta(**duration) / timedelta(milliseconds=1)
        if end < self._clock.time:
            raise UsageError("the clock goes forward only")
        while (time := self._app.timeline.next_time()) is not None and time <= end:
            self._move(time)
            await self._app.timeline.run_due(self._clock.time)
        self._move(end)

    async def finish_scheduled(self) -> None:
        """Run scheduled calls, those of the future too, until there are none; the clock moves to each one's time."""
        for _ in range(MOST_AT_ONCE):
            job = self._app.timeline.next_job()
            if job is None:
                return
            self._move(job.due)
            await self._app.timeline.run_job(job)
        raise endless()

    @property
    def asgi(self) -> "Callable[..., Awaitable[None]]":
        """The app as an ASGI application; it needs `biconvex[serve]`."""
        from ..asgi import application

        return application(self._app, runs_scheduled=False)

    def _move(self, time: float) -> None:
        self._clock.time = max(self._clock.time, -int(-time // 1))

    def close(self) -> None:
        """Close the app."""
        self._app.close()

    async def __aenter__(self) -> "Self":
        return self

    async def __aexit__(self, *_: object) -> None:
        self.close()


def open_app(folder: "str | PathLike[str]", database: str | None = None) -> TestApp:
    """Open the app of a source folder that `gen` has compiled, in memory or with a database.

    `async with open_app("backend") as t:` closes it at the end. The clock begins at the time of opening, and stands
    still.
    """
    clock = ManualClock(SystemClock().now())
    return TestApp(App.open(folder, database, clock=clock), clock)
