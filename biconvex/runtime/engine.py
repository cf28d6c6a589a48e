"""Runs the functions of an open app: queries in a snapshot, mutations one at a time, actions beside both."""

import asyncio
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final, TypeVar

from ..database import ScheduledFunctionId, StorageId
from ..errors import FunctionNotFoundError, UsageError
from ..refs import Call
from ..values import Int64
from ..wire import shown
from . import jobs
from .contexts import RuntimeActionCtx, RuntimeMutationCtx, RuntimeQueryCtx
from .creation_times import CreationTimes
from .files import FileStore
from .handlers import Handler, checked_arguments, checked_result, wire_arguments
from .modules import Modules
from .sessions import Session
from .system_tables import SCHEDULED, STORAGE, SYSTEM_TABLES
from .transactions import Level, ReadTransaction, WriteTransaction

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping

    from ..auth import UserIdentity
    from ..routing import Request, Response
    from ..server import FunctionKind
    from .clock import Clock
    from .database import Database
    from .program import Function, Program
    from .project import Project
    from .transactions import Transaction

R = TypeVar("R")

_mutating: "ContextVar[tuple[int, ...]]" = ContextVar("_mutating", default=())
"""The engines whose mutation this task is inside of: another one would wait for it forever."""


class Engine:
    """An open app at work: its program, its database, its modules, its clock."""

    def __init__(
        self, project: "Project", program: "Program", database: "Database", clock: "Clock", origin: str
    ) -> None:
        self.program: Final = program
        self.database: Final = database
        self.clock: Final = clock
        self.files: Final = FileStore(database, origin)
        layouts = (*program.layouts.values(), *SYSTEM_TABLES.values())
        self.times: Final = CreationTimes(database.latest_creation_time(layouts))
        self.on_scheduled: Callable[[], None] = lambda: None
        self._modules = Modules(project)
        self._handlers: dict[str, Handler] = {}
        self._turns: dict[asyncio.AbstractEventLoop, asyncio.Lock] = {}
        self._timestamp = int(self.times.latest) * 1_000_000
        jobs.tidy(database.writer, clock.now())

    async def call(
        self, call: "Call[object]", kinds: "tuple[FunctionKind, ...]", identity: "UserIdentity | None"
    ) -> Any:  # noqa: ANN401  the call says its result
        """Run a call from outside of any transaction, and give its result."""
        function = self.function_of(call, kinds)
        return await self.run(function, wire_arguments(function, call.arguments), identity)

    async def run(
        self, function: "Function", args: object, identity: "UserIdentity | None", job: str | None = None
    ) -> object:
        """Run a function with arguments by their names on the wire, and give its result in normal form."""
        checked = checked_arguments(function, args, self.database.ids.table_of)
        match function.kind:
            case "query":
                async with self.reading(identity) as session:
                    return await self.finish(function, checked, session, RuntimeQueryCtx(self, session))
            case "mutation":
                async with self.writing(identity) as session:
                    return await self.finish(function, checked, session, RuntimeMutationCtx(self, session))
            case "action":
                ctx = RuntimeActionCtx(self, identity, job)
                result = await self._handler(function).call(ctx, checked)
                return checked_result(function, result, self.database.ids.table_of)

    async def run_handler(self, handler: "Callable[[Any], Awaitable[R]]", identity: "UserIdentity | None") -> R:
        """Run an async function of a mutation's context as one transaction, and give what it returns as it is."""
        async with self.writing(identity) as session:
            return await handler(RuntimeMutationCtx(self, session))

    async def run_http_action(
        self, module: str, name: str, request: "Request", identity: "UserIdentity | None"
    ) -> "Response":
        """Run an HTTP action by its dotted module and its name there, and give its response."""
        from ..routing import Response
        from ..server import HttpAction

        found: HttpAction[RuntimeActionCtx] | None = getattr(self._modules.load(module), name, None)
        if not isinstance(found, HttpAction):
            raise UsageError(f'the module "{module}" has no http action "{name}": run `gen`')
        response = await found.handler(RuntimeActionCtx(self, identity), request)
        if not isinstance(response, Response):  # pyright: ignore[reportUnnecessaryIsInstance]  a handler may be unchecked
            raise UsageError(f'the http action "{name}" returns a Response, not {shown(response)}')
        return response

    async def query_inside(self, outer: Session, call: "Call[object]") -> object:
        """Run a query in the transaction of another function."""
        function = self.function_of(call, ("query",))
        return await self.run_inside(outer, function, wire_arguments(function, call.arguments))

    async def run_inside(self, outer: Session, function: "Function", args: object) -> object:
        """Run a query with arguments by their names on the wire in a transaction that is there already."""
        checked = checked_arguments(function, args, outer.ids.table_of)
        await outer.turn()
        session = outer.inside("query", outer.level)
        try:
            return await self.finish(function, checked, session, RuntimeQueryCtx(self, session))
        finally:
            session.is_over = True

    async def mutation_inside(self, outer: Session, call: "Call[object]") -> object:
        """Run a mutation inside another one; if it raises, what it did is undone, and nothing else."""
        function = self.function_of(call, ("mutation",))
        checked = checked_arguments(function, wire_arguments(function, call.arguments), outer.ids.table_of)
        await outer.turn()
        return await self.run_part(outer, function, checked)

    async def run_part(self, outer: Session, function: "Function", args: "Mapping[str, object]") -> object:
        """Run a mutation with checked arguments as a part of a transaction that can be undone alone."""
        async with Level(outer.transaction, outer.level) as level:
            session = outer.inside("mutation", level)
            try:
                return await self.finish(function, args, session, RuntimeMutationCtx(self, session))
            finally:
                session.is_over = True

    @asynccontextmanager
    async def reading(self, identity: "UserIdentity | None") -> "AsyncGenerator[Session]":
        """Give a session that reads one snapshot."""
        async with ReadTransaction(self.database) as transaction:
            session = Session("query", transaction.root, self.database, now=self.clock.now(), identity=identity)
            try:
                yield session
            finally:
                session.is_over = True

    @asynccontextmanager
    async def writing(self, identity: "UserIdentity | None") -> "AsyncGenerator[Session]":
        """Give the one session that writes, when it is its turn; committed at the end, undone where anything raises."""
        if id(self) in _mutating.get():
            raise UsageError("a mutation cannot wait for another one: use ctx.run_mutation(...) inside it")
        async with self._turn(), WriteTransaction(self.database, self._next_timestamp()) as transaction:
            session = Session("mutation", transaction.root, self.database, now=self.clock.now(), identity=identity)
            token = _mutating.set((*_mutating.get(), id(self)))
            try:
                yield session
            finally:
                session.is_over = True
                _mutating.reset(token)

    def function_of(self, call: "Call[object]", kinds: "tuple[FunctionKind, ...]") -> "Function":
        """Return the function of a call; one that is not there, hidden, or of another kind raises."""
        function = self.program.by_reference(call.path)
        if function is None or function.visibility != call.visibility:
            raise FunctionNotFoundError(f"there is no {call.visibility} function {_written(call)}")
        if function.kind not in kinds:
            wanted = " or ".join(map(_with_article, kinds))
            raise FunctionNotFoundError(f"{_written(call)} is {_with_article(function.kind)}, not {wanted}")
        return function

    def schedulable(self, call: object) -> "tuple[Function, Mapping[str, object]]":
        """Return the function and the checked arguments of a call for later."""
        from .refs_at_run_time import require_call

        checked_call = require_call(call)
        function = self.function_of(checked_call, ("mutation", "action"))
        args = wire_arguments(function, checked_call.arguments)
        return function, checked_arguments(function, args, self.database.ids.table_of)

    def schedule(
        self,
        transaction: "Transaction",
        function: "Function",
        args: "Mapping[str, object]",
        time: float,
        by: str | None = None,
    ) -> ScheduledFunctionId:
        """Write down a call for later, `by` a scheduled call that may have been cancelled."""
        id_ = self.database.ids.new(SCHEDULED)
        jobs.insert(
            transaction.connection,
            id_,
            self.times.next(self.clock.now()),
            path=function.path,
            arguments=args,
            time=time,
            is_canceled=jobs.is_canceled(transaction.connection, by),
        )
        transaction.after_commit.append(self.on_scheduled)
        return ScheduledFunctionId(id_)

    async def store(self, data: bytes, content_type: str | None) -> StorageId:
        """Store a file and give its id."""
        if not isinstance(data, bytes):  # pyright: ignore[reportUnnecessaryIsInstance]  a handler may be unchecked
            raise UsageError(f"a stored file is bytes, not a value of the class {type(data).__name__}")
        id_ = self.database.ids.new(STORAGE)
        self.files.write(id_, data)
        try:
            async with self.writing(None) as session:
                self.files.enter(session.transaction, id_, self.times.next(session.now), data, content_type)
        except BaseException:  # a cancellation too: nothing leads to these contents
            self.files.remove(id_)
            raise
        return StorageId(id_)

    async def finish(self, function: "Function", args: "Mapping[str, object]", session: Session, ctx: object) -> object:
        """Call a handler and check its result, inside its transaction: a result that does not fit undoes it."""
        result = await self._handler(function).call(ctx, args)
        return checked_result(function, result, session.ids.table_of)

    def _handler(self, function: "Function") -> Handler:
        self._modules.take_over()
        handler = self._handlers.get(function.path)
        if handler is None:
            handler = self._handlers[function.path] = Handler(function, self._modules.load(function.module))
        return handler

    def _turn(self) -> asyncio.Lock:
        """Return the lock of mutations, which belongs to an event loop."""
        loop = asyncio.get_running_loop()
        lock = self._turns.get(loop)
        if lock is None:
            self._turns.clear()  # an earlier loop has ended
            lock = self._turns[loop] = asyncio.Lock()
        return lock

    def _next_timestamp(self) -> Int64:
        self._timestamp = max(self._timestamp + 1, self.clock.now() * 1_000_000)
        return Int64(self._timestamp)


def _written(call: "Call[object]") -> str:
    bare: Call[object] = Call(call.visibility, call.path, {})
    return repr(bare).removesuffix("()")


def _with_article(kind: "FunctionKind") -> str:
    return f"an {kind}" if kind == "action" else f"a {kind}"
