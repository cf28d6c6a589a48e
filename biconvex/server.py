"""Contexts and decorators that a generated `server` module specialises for one app; they register, and run nothing."""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Concatenate, Final, Generic, Literal, ParamSpec, TypeAlias, TypeVar, overload

from .database import DatabaseReader, DatabaseWriter, SystemReader, VectorSearch
from .errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Mapping
    from datetime import datetime, timedelta
    from random import Random
    from types import CodeType

    from .auth import Auth
    from .database import ScheduledFunctionId
    from .exports import WireNames
    from .refs import Action, Mutation, Query, Visibility
    from .routing import Request, Response
    from .schema import Schema
    from .storage import StorageActions, StorageReader, StorageWriter
    from .validators import Validator
    from .wire import Json

    Arguments: TypeAlias = Mapping[str, Validator] | Validator

DB_co = TypeVar("DB_co", covariant=True)
Vectors_co = TypeVar("Vectors_co", covariant=True)
Ctx = TypeVar("Ctx")
Ctx_contra = TypeVar("Ctx_contra", contravariant=True)
Loaded = TypeVar("Loaded")
R = TypeVar("R")
T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")
P = ParamSpec("P")

FunctionKind: TypeAlias = Literal["query", "mutation", "action"]

# inspect.CO_COROUTINE, and CO_VARARGS | CO_VARKEYWORDS; importing inspect costs more than this library
_COROUTINE: Final = 0x80
_REST: Final = 0x0C


class Scheduler(ABC):
    """Calls for later. In a mutation they are part of its transaction."""

    @abstractmethod
    async def run_after(
        self, delay: "float | timedelta", call: "Mutation[object] | Action[object]", /
    ) -> "ScheduledFunctionId":
        """Run `call` after so many milliseconds, or a timedelta."""

    @abstractmethod
    async def run_at(
        self, time: "float | datetime", call: "Mutation[object] | Action[object]", /
    ) -> "ScheduledFunctionId":
        """Run `call` at a time in milliseconds since 1970, or an aware datetime."""

    @abstractmethod
    async def cancel(self, id_: "ScheduledFunctionId", /) -> None:
        """Cancel what has not begun; what runs goes on, and what it schedules is cancelled."""


class CommonCtx:
    """What every context has: who calls, the time, and chance.

    The contexts are no abstract classes, since stubs derive one from the other for each app; a runtime fills them in.
    """

    @property
    def auth(self) -> "Auth":
        """Who calls."""
        raise NotImplementedError

    @property
    def now(self) -> int:
        """The time in milliseconds since 1970: one value for a whole transaction."""
        raise NotImplementedError

    @property
    def random(self) -> "Random":
        """The random numbers of this call."""
        raise NotImplementedError

    async def run_query(self, call: "Query[R]", /) -> R:
        """Run a query and give its result."""
        raise NotImplementedError


class GenericQueryCtx(CommonCtx, Generic[DB_co]):
    """The context of a query: it reads one snapshot of the database."""

    @property
    def db(self) -> DB_co:
        """The tables of this app, and nothing else."""
        raise NotImplementedError

    @property
    def system(self) -> SystemReader:
        """The system tables."""
        raise NotImplementedError

    @property
    def storage(self) -> "StorageReader":
        """The stored files."""
        raise NotImplementedError


class MutationCapabilities:
    """What a mutation's context has beside a query's; `MutationCtx(MutationCapabilities, QueryCtx)` in a stub."""

    @property
    def storage(self) -> "StorageWriter":
        """The stored files."""
        raise NotImplementedError

    @property
    def scheduler(self) -> Scheduler:
        """Calls for later, part of this transaction."""
        raise NotImplementedError

    async def run_mutation(self, call: "Mutation[R]", /) -> R:
        """Run a mutation inside this one and give its result; if it raises, its writes alone are undone."""
        raise NotImplementedError


class GenericMutationCtx(MutationCapabilities, GenericQueryCtx[DB_co]):
    """The context of a mutation: all that it writes is committed together, or not at all."""


class GenericActionCtx(CommonCtx, Generic[Vectors_co]):
    """The context of an action: it may reach the outside world, and the database through queries and mutations."""

    @property
    def storage(self) -> "StorageActions":
        """The stored files."""
        raise NotImplementedError

    @property
    def scheduler(self) -> Scheduler:
        """Calls for later, scheduled at once."""
        raise NotImplementedError

    @property
    def vector_search(self) -> Vectors_co:
        """The vector indexes of this app: `.documents.by_embedding(vector, ownerId=owner).take(3)`."""
        raise NotImplementedError

    async def run_mutation(self, call: "Mutation[R]", /) -> R:
        """Run a mutation, a transaction of its own, and give its result."""
        raise NotImplementedError

    async def run_action(self, call: "Action[R]", /) -> R:
        """Run an action and give its result."""
        raise NotImplementedError


class Registered(Generic[Ctx_contra, P, T_co]):
    """A registered function; called, it is its plain handler: `await documents.list_(ctx, owner_id="u1")`.

    `name` is the wire name if the author gave one, `args` and `returns` the explicit validators if there are any, and
    `loads` the functions of `.wrap` that make the handler's context, the outermost first.
    """

    def __init__(
        self,
        decorator: "Registrar[Any]",  # of the context that the handler takes, which P and T do not say
        handler: "Callable[Concatenate[Ctx_contra, P], Coroutine[Any, Any, T_co]]",
    ) -> None:
        self.handler: Final = handler
        self.kind: Final = decorator.kind
        self.visibility: Final = decorator.visibility
        self.name: Final = decorator.name
        self.args: Final = decorator.args
        self.returns: Final = decorator.returns
        self.loads: Final = decorator.loads
        _dress(self, handler)

    def __call__(self, ctx: Ctx_contra, /, *args: P.args, **kwargs: P.kwargs) -> "Coroutine[Any, Any, T_co]":
        """Call the handler as it is: nothing is validated, `ctx` is what the handler itself takes."""
        return self.handler(ctx, *args, **kwargs)

    def export(self, schema: "Schema | None" = None, *, wire_names: "WireNames" = "camel") -> "dict[str, Json]":
        """Return what the function takes and gives as Convex's JSON, read from its validators or its annotations.

        `returns` is None where nothing says it. `wire_names` is what the app's configuration says. What no client
        could call is a `SchemaDefinitionError`, and so is a document without its schema.
        """
        from .exports import exported  # here, since an app that runs never asks

        return exported(self, schema, wire_names)

    def __repr__(self) -> str:
        return f"<{self.visibility} {self.kind} {_name(self.handler)}>"


class Registrar(Generic[Ctx]):
    """Registers the function below it: what `@query` is, and what `@query(name=...)` gives."""

    def __init__(
        self,
        kind: FunctionKind,
        visibility: "Visibility",
        *,
        name: str | None = None,
        args: "Arguments | None" = None,
        returns: "Arguments | None" = None,
        loads: "tuple[Callable[..., Awaitable[object]], ...]" = (),
    ) -> None:
        self.kind: Final[FunctionKind] = kind
        self.visibility: Final[Visibility] = visibility
        self.name: Final = name
        self.args: Final = args
        self.returns: Final = returns
        self.loads: Final = loads

    def __call__(self, handler: "Callable[Concatenate[Ctx, P], Coroutine[Any, Any, T]]", /) -> Registered[Ctx, P, T]:
        """Register `handler`, an `async def` whose first parameter is the context."""
        _require_coroutine(handler)
        return Registered(self, handler)


class Decorator(Registrar[Ctx]):
    """`@query` and its kin: bare, or with options."""

    @overload
    def __call__(
        self, handler: "Callable[Concatenate[Ctx, P], Coroutine[Any, Any, T]]", /
    ) -> Registered[Ctx, P, T]: ...
    @overload
    def __call__(
        self, /, *, name: str | None = None, args: "Arguments | None" = None, returns: "Arguments | None" = None
    ) -> Registrar[Ctx]: ...
    def __call__(
        self,
        handler: "Callable[Concatenate[Ctx, ...], Coroutine[Any, Any, object]] | None" = None,
        /,
        *,
        name: str | None = None,
        args: "Arguments | None" = None,
        returns: "Arguments | None" = None,
    ) -> "Registered[Ctx, ..., object] | Registrar[Ctx]":
        """Register `handler`, or give a decorator that registers under `name`, with explicit validators."""
        if handler is not None:
            return super().__call__(handler)
        return Registrar(self.kind, self.visibility, name=name, args=args, returns=returns, loads=self.loads)

    def wrap(self, load: "Callable[Concatenate[Ctx, P], Awaitable[Loaded]]", /) -> "Decorator[Loaded]":
        """Make a decorator whose handlers get what `load` returns as their context.

        The keyword parameters of `load` become arguments of every function registered by it.
        """
        _require_coroutine(load)
        return Decorator[Loaded](self.kind, self.visibility, loads=(*self.loads, load))


class HttpAction(Generic[Ctx_contra]):
    """A function that answers HTTP requests; a route leads to it."""

    def __init__(self, handler: "Callable[[Ctx_contra, Request], Coroutine[Any, Any, Response]]") -> None:
        self.handler: Final = handler
        _dress(self, handler)

    def __call__(self, ctx: Ctx_contra, request: "Request", /) -> "Coroutine[Any, Any, Response]":
        """Call the handler as it is."""
        return self.handler(ctx, request)

    def __repr__(self) -> str:
        return f"<http action {_name(self.handler)}>"


class HttpActionDecorator(Generic[Ctx]):
    """`@http_action`."""

    def __call__(self, handler: "Callable[[Ctx, Request], Coroutine[Any, Any, Response]]", /) -> HttpAction[Ctx]:
        """Register `handler`, an `async def` of a context and a request."""
        _require_coroutine(handler)
        _require_request(handler)
        return HttpAction(handler)


query: Final = Decorator[GenericQueryCtx[DatabaseReader]]("query", "public")
internal_query: Final = Decorator[GenericQueryCtx[DatabaseReader]]("query", "internal")
mutation: Final = Decorator[GenericMutationCtx[DatabaseWriter]]("mutation", "public")
internal_mutation: Final = Decorator[GenericMutationCtx[DatabaseWriter]]("mutation", "internal")
action: Final = Decorator[GenericActionCtx[VectorSearch]]("action", "public")
internal_action: Final = Decorator[GenericActionCtx[VectorSearch]]("action", "internal")
http_action: Final = HttpActionDecorator[GenericActionCtx[VectorSearch]]()


def _require_coroutine(handler: "Callable[..., object]") -> None:
    code = getattr(handler, "__code__", None)
    if code is None or not code.co_flags & _COROUTINE:
        raise UsageError(f'"{_name(handler)}" is not an "async def"')
    if not code.co_argcount:
        raise UsageError(f'"{_name(handler)}" takes the context first')


def _require_request(handler: "Callable[..., object]") -> None:
    code: CodeType = getattr(handler, "__code__")  # noqa: B009  the coroutine has one, and its type does not say so
    if code.co_argcount != 2 or code.co_kwonlyargcount or code.co_flags & _REST:
        raise UsageError(f'"{_name(handler)}" takes a context and a request, and nothing else')


def _dress(registered: object, handler: "Callable[..., object]") -> None:
    """Make `registered` look like its handler to `help`, `inspect` and tracebacks."""
    for attribute in ("__module__", "__name__", "__qualname__", "__doc__"):
        setattr(registered, attribute, getattr(handler, attribute, None))
    setattr(registered, "__wrapped__", handler)  # noqa: B010  no declared attribute: the protocol of inspect.unwrap


def _name(handler: "Callable[..., object]") -> str:
    return getattr(handler, "__qualname__", None) or type(handler).__name__
