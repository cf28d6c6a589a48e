"""HTTP as an app sees it: requests, responses, and the router that says which handler answers which path."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias, get_args
from urllib.parse import parse_qsl, urlsplit

from .errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .server import HttpAction

Method: TypeAlias = Literal["GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"]
"""The methods that a route may have; a HEAD request is answered by GET's."""

_METHODS: Final[tuple[str, ...]] = get_args(Method)


class Headers(Mapping[str, str]):
    """HTTP headers: names are found in any case, and kept in lower case."""

    __slots__ = ("_values",)

    def __init__(self, values: "Mapping[str, str] | None" = None) -> None:
        self._values = {name.lower(): value for name, value in (values or {}).items()}

    def __getitem__(self, name: str) -> str:
        return self._values[name.lower()]

    def __iter__(self) -> "Iterator[str]":
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Headers({self._values!r})"


class Request:
    """What an HTTP action is asked. `url` is the whole address, `path` and `query_params` its parts."""

    __slots__ = ("_body", "headers", "method", "path", "query_params", "url")

    def __init__(
        self, url: str, *, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> None:
        parts = urlsplit(url)
        self.url: Final = url
        self.path: Final = parts.path
        self.query_params: Final[Mapping[str, str]] = dict(parse_qsl(parts.query, keep_blank_values=True))
        self.method: Final = method
        self.headers: Final = Headers(headers)
        self._body = body

    async def body(self) -> bytes:
        """Give the body as it came."""
        return self._body

    async def text(self) -> str:
        """Give the body as text."""
        return self._body.decode()

    async def json(self) -> Any:  # noqa: ANN401  only the app knows what its callers send
        """Give the body read as JSON."""
        return json.loads(self._body)

    def __repr__(self) -> str:
        return f"<Request {self.method} {self.url}>"


class Response:
    """What an HTTP action answers: a body, a status, headers. Text is sent as UTF-8, None as an empty body."""

    __slots__ = ("body", "headers", "status")

    def __init__(
        self, body: str | bytes | None = None, *, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        given = Headers(headers)
        self.body: Final = body.encode() if isinstance(body, str) else body or b""
        self.status: Final = status
        typed = isinstance(body, str) and "content-type" not in given
        self.headers: Final = Headers({**given, "content-type": "text/plain;charset=UTF-8"}) if typed else given

    def text(self) -> str:
        """Give the body as text."""
        return self.body.decode()

    def json(self) -> Any:  # noqa: ANN401  only the app knows what it sends
        """Give the body read as JSON."""
        return json.loads(self.body)

    def __repr__(self) -> str:
        return f"<Response {self.status}>"


class Route(NamedTuple):
    """One route: an exact path, or a prefix that ends in a slash; its method; what answers."""

    path: str
    is_prefix: bool
    method: Method
    handler: "HttpAction[Any]"  # whatever context its app's HTTP actions take


class HttpRouter:
    """The routes of an app, filled by `route` in `routes.py`."""

    __slots__ = ("_exact", "_prefixes")

    def __init__(self) -> None:
        self._exact: dict[tuple[str, str], Route] = {}
        self._prefixes: dict[tuple[str, str], Route] = {}

    def route(
        self,
        *,
        path: str | None = None,
        path_prefix: str | None = None,
        method: Method,
        handler: "HttpAction[Any]",  # whatever context its app's HTTP actions take
    ) -> None:
        """Let `handler` answer `method` at a path, or at every path below a prefix; give one of the two."""
        place = _place(path, path_prefix)
        if method not in _METHODS:
            raise UsageError(f'"{method}" is not a method of routes: {", ".join(_METHODS)}')
        _require_http_action(handler)
        table = self._exact if path_prefix is None else self._prefixes
        if (place, method) in table:
            kind = "path" if path_prefix is None else "path prefix"
            raise UsageError(f'{method} of the {kind} "{place}" has a handler already')
        table[place, method] = Route(place, path_prefix is not None, method, handler)

    def lookup(self, path: str, method: str) -> Route | None:
        """Give the route that answers: an exact one, else the longest prefix; HEAD is answered by GET's."""
        asked = "GET" if method == "HEAD" else method
        exact = self._exact.get((path, asked))
        if exact is not None:
            return exact
        fitting = [
            route for (prefix, having), route in self._prefixes.items() if having == asked and path.startswith(prefix)
        ]
        return max(fitting, key=lambda route: len(route.path), default=None)

    def get_routes(self) -> tuple[Route, ...]:
        """Give all routes: exact ones by path and method, then prefixes by method and prefix."""
        exact = sorted(self._exact.values(), key=lambda route: (route.path, route.method))
        return (*exact, *sorted(self._prefixes.values(), key=lambda route: (route.method, route.path)))


def http_router() -> HttpRouter:
    """Make an empty router; `routes.py` binds it as `http`."""
    return HttpRouter()


def _place(path: str | None, path_prefix: str | None) -> str:
    if path is not None and path_prefix is None:
        name, place = "path", path
    elif path_prefix is not None and path is None:
        name, place = "path_prefix", path_prefix
    else:
        raise UsageError("a route has either a path or a path_prefix")
    if not place.startswith("/"):
        raise UsageError(f'{name} "{place}" does not begin with a slash')
    if path_prefix is not None and not place.endswith("/"):
        raise UsageError(f'path_prefix "{place}" does not end with a slash')
    if place == "/.files" or place.startswith("/.files/"):
        raise UsageError(f'{name} "{place}" is reserved: "/.files" belongs to the server')
    if path is not None and place.endswith("*"):
        raise UsageError(f'path "{place}" ends with a star: for everything below it, give a path_prefix')
    return place


def _require_http_action(handler: object) -> None:
    from .server import HttpAction  # here, since a server module is loaded where handlers are, not where routes are

    if not isinstance(handler, HttpAction):
        raise UsageError(f"the handler of a route is an http action, not {handler!r}")
