"""An open app, as servers, tests and the command hold it: call its functions, its routes, its clock; then close it."""

from typing import TYPE_CHECKING, Final

from ..auth import UserIdentity
from ..errors import FunctionNotFoundError
from ..refs import Call
from ..routing import Response
from .clock import SystemClock
from .database import Database
from .engine import Engine
from .program import Program
from .project import find_project
from .sessions import claims_of
from .timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike
    from typing import Self

    from ..routing import Request
    from ..server import FunctionKind
    from .clock import Clock
    from .program import Function

LOCAL: Final = "http://127.0.0.1:3210"
"""Where the server of an app is by default."""

ANY_KIND: Final["tuple[FunctionKind, ...]"] = ("query", "mutation", "action")


class App:
    """A compiled app with its database."""

    def __init__(self, engine: Engine) -> None:
        """Take an engine; `App.open` makes one."""
        self.engine: Final = engine
        self.timeline: Final = Timeline(engine)

    @classmethod
    def open(
        cls,
        folder: "str | PathLike[str]",
        database: str | None = None,
        *,
        clock: "Clock | None" = None,
        origin: str = LOCAL,
    ) -> "Self":
        """Open the app of a source folder that `gen` has compiled.

        `database` is like `sqlite:///app.db`; without one, or with `sqlite://`, it is in memory. `origin` is where
        clients reach the server, for the addresses of files. Raises `UsageError` where the folder was not compiled,
        or the database is open elsewhere or was made by another schema.
        """
        project = find_project(folder)
        program = Program(project)
        opened = Database(database, program.ddl, program.layouts)
        try:
            return cls(Engine(project, program, opened, clock or SystemClock(), origin))
        except BaseException:  # an interrupt too: nobody else has the database to close it
            opened.close()
            raise

    def close(self) -> None:
        """Close the database; what was in memory is gone."""
        self.engine.database.close()

    def __enter__(self) -> "Self":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def call(
        self,
        call: "Call[object]",
        *,
        identity: UserIdentity | None = None,
        kinds: "tuple[FunctionKind, ...]" = ANY_KIND,
    ) -> object:
        """Run the function of a typed call, a public or an internal one, and give its result."""
        return await self.engine.call(call, kinds, identity)

    async def run(
        self,
        path: str,
        args: "Mapping[str, object]",
        *,
        identity: UserIdentity | None = None,
        kinds: "tuple[FunctionKind, ...]" = ANY_KIND,
        internal: bool = False,
    ) -> object:
        """Run a function by the path that clients write, `functions/documents:list`, and give its result.

        Arguments are under their names on the wire. Only with `internal` are internal functions found.
        """
        function = self.function(path, kinds=kinds, internal=internal)
        return await self.engine.run(function, args, identity)

    def function(
        self, path: str, *, kinds: "tuple[FunctionKind, ...]" = ANY_KIND, internal: bool = False
    ) -> "Function":
        """Return a function by the path that clients write; one that is not there, or hidden, raises."""
        try:
            function = self.engine.program.by_path(path)
        except FunctionNotFoundError:
            function = None
        if function is None or (function.visibility == "internal" and not internal):
            raise FunctionNotFoundError(f"Could not find {'' if internal else 'public '}function for '{path}'.")
        if function.kind not in kinds:
            wanted = " or ".join(kinds)
            raise FunctionNotFoundError(f"'{path}' is a {function.kind}: it cannot be run as a {wanted}.")
        return function

    async def fetch(self, request: "Request", *, identity: UserIdentity | None = None) -> Response:
        """Let the route of a request answer it; where there is none, the answer is 404."""
        route = self._route(request.path, request.method)
        if route is None:
            return Response("No matching routes found", status=404)
        return await self.engine.run_http_action(*route, request, identity)

    def _route(self, path: str, method: str) -> tuple[str, str] | None:
        """Return the module and the name of what answers: an exact path, else the longest prefix."""
        asked = "GET" if method == "HEAD" else method
        routes = [route for route in self.engine.program.routes if route.method == asked]
        exact = [route for route in routes if not route.is_prefix and route.path == path]
        prefixes = [route for route in routes if route.is_prefix and path.startswith(route.path)]
        found = max(exact or prefixes, key=lambda route: len(route.path), default=None)
        return None if found is None else (found.module, found.handler)


def identity_of(claims: "Mapping[str, object]") -> UserIdentity:
    """Return the identity of verified claims, under the wire's names; `issuer` and `subject` have to be there."""
    issuer, subject = str(claims["issuer"]), str(claims["subject"])
    return UserIdentity(claims_of(issuer, subject, claims))
