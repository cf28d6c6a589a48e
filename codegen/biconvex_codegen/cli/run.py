"""`biconvex run`: one function of a compiled app, here or in the `dev` that serves it, and its result as JSON."""

import asyncio
import json
from base64 import b64encode
from pathlib import Path
from traceback import format_exception
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import Request, urlopen

from ..config import find_project
from ..diagnostics.did_you_mean import did_you_mean
from ..diagnostics.render.escape import escape
from .local_app import LocalApp, find_app
from .options import RunOptions
from .streams import Streams

if TYPE_CHECKING:
    from biconvex.auth import UserIdentity
    from biconvex.errors import BiconvexError
    from biconvex.runtime import App
    from biconvex.wire import Json

RAISED = 1
WRONG = 2
_ISSUER = "https://biconvex.local"
_IN_USE = "is open already"


def execute(options: RunOptions, streams: Streams) -> int:
    """Run the function, print its result, and return the exit code: 1 where it raises, 2 where it cannot be run."""
    from biconvex.errors import BiconvexError, UsageError

    root = find_project(options.start)
    if root is None:
        return _wrong("there is no pyproject.toml in this folder or above it", streams)
    local = find_app(root.resolve(), streams)
    if local is None:
        return WRONG
    try:
        arguments, claims = _object(options.arguments, "arguments"), _claims(options.identity)
        local.prepare()
        app = _opened(local, options)
        if app is None:
            return _run_there(local, options, streams)
        with app:
            return _run_here(app, options.function, arguments, claims, streams)
    except UsageError as error:
        return _wrong(str(error), streams)
    except BiconvexError as error:
        streams.remark(f"{type(error).__name__}: {escape(_text(error))}")
        return RAISED
    except Exception as error:
        trace = _of_app(error, local.source)
        if trace is None:  # nothing of the app's had a part in it
            raise
        streams.remark(trace)
        return RAISED


def _text(error: "BiconvexError") -> str:
    """Return what an error says; what an app says by a `ConvexError` is data."""
    from biconvex.clean_json import clean
    from biconvex.errors import ConvexError

    if isinstance(error, ConvexError) and not isinstance(error.data, str):
        return json.dumps(clean(error.data), ensure_ascii=False)
    return str(error)


def _of_app(error: Exception, source: Path) -> str | None:
    """Return the traceback of an error from the first line of the app's own on; None if there is no such line."""
    frame = error.__traceback__
    while frame is not None and not Path(frame.tb_frame.f_code.co_filename).is_relative_to(source):
        frame = frame.tb_next
    return None if frame is None else "".join(format_exception(type(error), error, frame)).rstrip()


def _opened(local: LocalApp, options: RunOptions) -> "App | None":
    """Open the app; None where a `dev` of this project has it open and can be asked instead."""
    from biconvex.errors import UsageError
    from biconvex.runtime import App

    try:
        return App.open(local.source, local.database(options.database))
    except UsageError as error:
        if _IN_USE in str(error) and options.database is None and local.server() is not None:
            return None
        raise


def _run_here(
    app: "App", path: str, arguments: "dict[str, Json]", claims: "dict[str, Json] | None", streams: Streams
) -> int:
    from biconvex.clean_json import clean
    from biconvex.errors import FunctionNotFoundError
    from biconvex.wire import decode

    try:
        function = app.function(path, internal=True)
    except FunctionNotFoundError as error:
        nearest = did_you_mean(path, [each.path for each in app.engine.program.functions])
        hint = "" if nearest is None else f' Did you mean "{nearest}"?'
        return _wrong(f"{error}{hint}", streams)
    result = asyncio.run(app.engine.run(function, decode(arguments), _identity(claims)))
    streams.result(f"{json.dumps(clean(result), indent=2, ensure_ascii=False)}\n")
    return 0


def _run_there(local: LocalApp, options: RunOptions, streams: Streams) -> int:
    """Ask the server of `dev` to run the function."""
    server = local.server()
    if server is None:
        return _wrong("the app is open in another process", streams)
    url, key = server
    body = {"path": options.function, "args": json.loads(options.arguments), "format": "json"}
    claims = _claims(options.identity)
    caller = "" if claims is None else f":{b64encode(json.dumps(claims).encode()).decode()}"
    headers = {"Authorization": f"Convex {key}{caller}", "Content-Type": "application/json"}
    request = Request(f"{url}/api/function", json.dumps(body).encode(), headers)  # noqa: S310  our own server's
    try:
        with urlopen(request) as response:  # noqa: S310  our own server's
            answer = json.load(response)
    except (URLError, ValueError) as error:
        return _wrong(f"the server at {url} does not answer: {error}", streams)
    if answer["status"] != "success":
        streams.remark(escape(str(answer["errorMessage"])))
        return RAISED
    streams.result(f"{json.dumps(answer['value'], indent=2, ensure_ascii=False)}\n")
    return 0


def _object(text: str, what: str) -> "dict[str, Json]":
    from biconvex.errors import UsageError

    try:
        found: Json = json.loads(text)
    except ValueError as error:
        raise UsageError(f"the {what} are no JSON: {error}") from None
    if not isinstance(found, dict):
        raise UsageError(f'the {what} are a JSON object, such as \'{{"name": "Ada"}}\'')
    return found


def _claims(text: str | None) -> "dict[str, Json] | None":
    """Return the claims of a caller, with an issuer if none is given."""
    if text is None:
        return None
    claims = _object(text, "claims of the identity")
    return {"issuer": _ISSUER, "subject": "user", **claims}


def _identity(claims: "dict[str, Json] | None") -> "UserIdentity | None":
    from biconvex.runtime.app import identity_of

    return None if claims is None else identity_of(claims)


def _wrong(message: str, streams: Streams) -> int:
    streams.remark(f"error: {escape(message)}")
    return WRONG
