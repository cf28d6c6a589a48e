"""The function API of Convex over HTTP: requests to calls, and what comes of them to JSON; it runs nothing itself."""

from typing import TYPE_CHECKING, Final

from ..errors import ValidationError
from ..runtime.app import ANY_KIND
from ..wire import decode
from .answers import RefusedError, json_response
from .bodies import CALL_LIMIT, parsed, read
from .formats import encoder_of
from .outcomes import FunctionCall

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from ..server import FunctionKind
    from ..wire import Json
    from .admins import Admins
    from .callers import Callers
    from .outcomes import Outcomes


class Functions:
    """The endpoints that run functions."""

    __slots__ = ("_admins", "_callers", "_outcomes")

    def __init__(self, callers: "Callers", admins: "Admins", outcomes: "Outcomes") -> None:
        self._admins: Final = admins
        self._callers: Final = callers
        self._outcomes: Final = outcomes

    async def query(self, request: "Request") -> "Response":
        """Run a query that a body describes, or for GET the parameters of the address."""
        if request.method == "POST":
            return await self._answer(request, ("query",))
        given: dict[str, Json] = dict(request.query_params)
        if "args" in given:
            given["args"] = parsed(request.query_params["args"], '"args"')
        return await self._run(request, _call(given), ("query",))

    async def mutation(self, request: "Request") -> "Response":
        """Run a mutation."""
        return await self._answer(request, ("mutation",))

    async def action(self, request: "Request") -> "Response":
        """Run an action."""
        return await self._answer(request, ("action",))

    async def run(self, request: "Request") -> "Response":
        """Run a function of any kind, which the address names: `/api/run/functions/documents/list`."""
        module, slash, name = str(request.path_params["path"]).rpartition("/")
        given = await _object(request)
        return await self._run(request, _call({**given, "path": f"{module}:{name}" if slash else name}), ANY_KIND)

    async def function(self, request: "Request") -> "Response":
        """Run a function of any kind, an internal one too, for whoever has the server's key."""
        identity = self._admins.of_call(request)
        return json_response(await self._outcomes.of_admin(_call(await _object(request)), identity))

    async def query_batch(self, request: "Request") -> "Response":
        """Run several queries in one snapshot."""
        queries = (await _object(request)).get("queries")
        if not isinstance(queries, list):
            raise RefusedError(400, "BadRequest", '"queries" is not an array')
        calls = [_call(query) for query in queries]
        identity = await self._callers.of_call(request)
        return json_response({"results": await self._outcomes.of_batch(calls, identity)})

    async def _answer(self, request: "Request", kinds: "tuple[FunctionKind, ...]") -> "Response":
        return await self._run(request, _call(await _object(request)), kinds)

    async def _run(self, request: "Request", call: FunctionCall, kinds: "tuple[FunctionKind, ...]") -> "Response":
        identity = await self._callers.of_call(request)
        return json_response(await self._outcomes.of(call, kinds, identity))


async def _object(request: "Request") -> "dict[str, Json]":
    body = parsed(await read(request, CALL_LIMIT))
    if not isinstance(body, dict):
        raise RefusedError(400, "BadRequest", "the body is not an object")
    return body


def _call(given: "Json") -> FunctionCall:
    """Return the call that an object describes: `path`, `args`, and perhaps `format`."""
    if not isinstance(given, dict):
        raise RefusedError(400, "BadRequest", "a call is not an object")
    path = given.get("path")
    if not isinstance(path, str):
        raise RefusedError(400, "BadRequest", '"path" is not a string')
    return FunctionCall(path, _arguments(given), encoder_of(given.get("format")))


def _arguments(given: "Mapping[str, Json]") -> object:
    args = given.get("args")
    if isinstance(args, list) and len(args) == 1:
        (args,) = args
    if not isinstance(args, dict):
        raise RefusedError(400, "BadRequest", '"args" is not an object, nor an array of one object')
    try:
        return decode(args)
    except ValidationError as error:
        raise RefusedError(400, "BadArguments", f"the arguments are not JSON as Convex writes it: {error}") from None
