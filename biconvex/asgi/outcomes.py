"""Runs functions for clients, and says what these are told of a result, of an error for them, and of any other one."""

import logging
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from ..clean_json import clean
from ..errors import CallValidationError, ConvexError, FunctionNotFoundError, ValidationError
from ..runtime.app import ANY_KIND
from ..wire import normal
from .answers import dumped

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from ..auth import UserIdentity
    from ..runtime.app import App
    from ..runtime.program import Function
    from ..server import FunctionKind
    from ..wire import Json
    from .formats import Encode

_log: Final = logging.getLogger("biconvex.http")


class FunctionCall(NamedTuple):
    """A call as a client wrote it: a path, arguments by their names on the wire, and the format of the result."""

    path: str
    args: object
    encode: "Encode"


class Outcomes:
    """Runs functions of an app. With `shows_errors` clients are told what a handler raised."""

    __slots__ = ("_app", "_shows_errors")

    def __init__(self, app: "App", *, shows_errors: bool) -> None:
        self._app: Final = app
        self._shows_errors: Final = shows_errors

    async def of(
        self, call: FunctionCall, kinds: "tuple[FunctionKind, ...]", identity: "UserIdentity | None"
    ) -> "Json":
        """Run a public function, and return what its caller is told."""
        return await self._of(call, kinds, lambda function, args: self._app.engine.run(function, args, identity))

    async def of_admin(self, call: FunctionCall, identity: "UserIdentity | None") -> "Json":
        """Run a function of any kind, an internal one too, and return what its caller is told."""
        run = self._app.engine.run
        return await self._of(call, ANY_KIND, lambda function, args: run(function, args, identity), internal=True)

    async def of_batch(self, calls: "Iterable[FunctionCall]", identity: "UserIdentity | None") -> "list[Json]":
        """Run queries in one snapshot, and return what their caller is told of each."""
        engine = self._app.engine
        async with engine.reading(identity) as session:
            return [await self._of(call, ("query",), partial(engine.run_inside, session)) for call in calls]

    def detail(self, error: Exception) -> str:
        """Return what a client may read of an error that is the handler's own: nothing, unless errors are shown."""
        return f"Uncaught {_described(error)}" if self._shows_errors else ""

    async def _of(
        self,
        call: FunctionCall,
        kinds: "tuple[FunctionKind, ...]",
        run: "Callable[[Function, object], Awaitable[object]]",
        *,
        internal: bool = False,
    ) -> "Json":
        try:
            function = self._app.function(call.path, kinds=kinds, internal=internal)
        except FunctionNotFoundError as error:
            return _failed(str(error))
        try:
            value = call.encode(await run(function, call.args))
        except Exception as error:  # noqa: BLE001  whatever a handler raises is its own
            return self._failure(function, error, call.encode)
        return {"status": "success", "value": value, "logLines": []}

    def _failure(self, function: "Function", error: Exception, encode: "Encode") -> "Json":
        """Return what a caller is told of an error; one that is the handler's own is logged."""
        if isinstance(error, CallValidationError) and error.function == function.path:
            return _failed(_described(error))
        if isinstance(error, ConvexError):
            try:
                return {**_failed(f"Uncaught {_described(error)}"), "errorData": encode(normal(error.data))}
            except ValidationError as unsendable:
                error = unsendable
        _log.error('the %s "%s" failed', function.kind, function.path, exc_info=error)
        return _failed(self.detail(error) or "Server Error")


def _failed(message: str) -> "dict[str, Json]":
    return {"status": "error", "errorMessage": message, "logLines": []}


def _described(error: Exception) -> str:
    """Return the class of an error and its text; the text of a `ConvexError` is its data."""
    text = str(error)
    if isinstance(error, ConvexError) and not isinstance(error.data, str):
        with suppress(ValidationError):  # data that Convex cannot carry
            text = dumped(clean(error.data))
    return f"{type(error).__name__}: {text}"
