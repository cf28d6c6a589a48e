"""The contexts that handlers get: each hands what it is asked for to the app, and knows its own call alone."""

from random import Random
from typing import TYPE_CHECKING, Any, Final

from ..auth import Auth
from ..database import SystemReader
from ..errors import ReadOnlyError, UsageError
from ..server import GenericActionCtx, GenericMutationCtx, GenericQueryCtx, Scheduler
from ..storage import StorageActions
from .files import SessionStorage, missing_file, require_storage_id
from .refs_at_run_time import require_call
from .schedulers import ActionScheduler, SessionScheduler
from .system_tables import SCHEDULED, STORAGE
from .tables import RuntimeTable, Tables
from .vectors import VectorTables

if TYPE_CHECKING:
    from ..auth import UserIdentity
    from ..database import StorageId
    from ..refs import Action, Mutation, Query
    from ..storage import StorageMetadata
    from .engine import Engine
    from .sessions import Session


class Identity(Auth):
    """`ctx.auth`: the caller, as the caller's token or a test says."""

    __slots__ = ("_identity",)

    def __init__(self, identity: "UserIdentity | None") -> None:
        self._identity = identity

    async def get_user_identity(self) -> "UserIdentity | None":
        """Give the caller's identity, or None for one who has not signed in."""
        return self._identity


class SystemTables(SystemReader):
    """`ctx.system`: the system tables."""

    __slots__ = ("_engine", "_session")

    def __init__(self, engine: "Engine", session: "Session") -> None:
        self._engine = engine
        self._session = session

    @property
    def _storage(self) -> Any:  # noqa: ANN401  a table of `SystemReader`'s types, which the runtime's have none of
        return self._table(STORAGE)

    @property
    def _scheduled_functions(self) -> Any:  # noqa: ANN401  likewise
        return self._table(SCHEDULED)

    def _table(self, name: str) -> RuntimeTable:
        spec = self._engine.program.system_tables[name]
        return RuntimeTable(self._session, spec, self._engine.times)


class RuntimeQueryCtx(GenericQueryCtx[Tables]):
    """The context of a query."""

    def __init__(self, engine: "Engine", session: "Session") -> None:
        self._engine: Final = engine
        self._session: Final = session
        self._db: Final = Tables(session, engine.program.tables, engine.times)

    @property
    def db(self) -> Tables:
        """The tables of this app."""
        return self._db

    @property
    def system(self) -> SystemTables:
        """The system tables."""
        return SystemTables(self._engine, self._session)

    @property
    def storage(self) -> SessionStorage:
        """The stored files."""
        return SessionStorage(self._session, self._engine.files)

    @property
    def auth(self) -> Identity:
        """Who calls."""
        return Identity(self._session.identity)

    @property
    def now(self) -> int:
        """The time in milliseconds since 1970: one value for a whole transaction."""
        return self._session.now

    @property
    def random(self) -> "Random":
        """The random numbers of this call."""
        return self._session.random

    async def run_query(self, call: "Query[Any]", /) -> Any:  # noqa: ANN401  the call says its result
        """Run a query and give its result."""
        return await self._engine.query_inside(self._session, require_call(call))

    @property
    def scheduler(self) -> Scheduler:
        """Refuse: a query schedules nothing."""
        raise ReadOnlyError("a query cannot schedule calls: only a mutation or an action can")

    async def run_mutation(self, call: "Mutation[Any]", /) -> Any:  # noqa: ANN401, ARG002  it gives nothing
        """Refuse: a query writes nothing."""
        raise ReadOnlyError("a query cannot run a mutation")

    async def run_action(self, call: "Action[Any]", /) -> Any:  # noqa: ANN401, ARG002  it gives nothing
        """Refuse: only an action reaches the outside world."""
        raise UsageError(f"a {self._session.kind} cannot run an action: schedule it, ctx.scheduler.run_after(0, ...)")


class RuntimeMutationCtx(RuntimeQueryCtx, GenericMutationCtx[Tables]):
    """The context of a mutation."""

    @property
    def storage(self) -> SessionStorage:
        """The stored files."""
        return SessionStorage(self._session, self._engine.files)

    @property
    def scheduler(self) -> Scheduler:
        """Calls for later, part of this transaction."""
        return SessionScheduler(self._engine, self._session)

    async def run_mutation(self, call: "Mutation[Any]", /) -> Any:  # noqa: ANN401  the call says its result
        """Run a mutation inside this one and give its result; if it raises, its writes alone are undone."""
        return await self._engine.mutation_inside(self._session, require_call(call))


class ActionStorage(StorageActions):
    """The stored files in an action: each call is a transaction of its own."""

    __slots__ = ("_engine",)

    def __init__(self, engine: "Engine") -> None:
        self._engine = engine

    async def get_url(self, id_: "StorageId", /) -> str | None:
        """Give the address to download a file from, or None if there is no such file."""
        async with self._engine.reading(None) as session:
            return await SessionStorage(session, self._engine.files).get_url(id_)

    async def get_metadata(self, id_: "StorageId", /) -> "StorageMetadata | None":
        """Give what is known of a file, or None if there is no such file."""
        async with self._engine.reading(None) as session:
            return await SessionStorage(session, self._engine.files).get_metadata(id_)

    async def generate_upload_url(self) -> str:
        """Give an address that a client may upload one file to."""
        return self._engine.files.upload_url(self._engine.clock.now())

    async def delete(self, id_: "StorageId", /) -> None:
        """Delete a file."""
        async with self._engine.writing(None) as session:
            await SessionStorage(session, self._engine.files).delete(id_)

    async def get(self, id_: "StorageId", /) -> bytes | None:
        """Give the contents of a file, or None if there is no such file."""
        require_storage_id(self._engine.database.ids.table_of, id_)
        async with self._engine.reading(None) as session:
            file = self._engine.files.find(session.transaction, "_id", id_)
        if file is None:
            return None
        try:
            return self._engine.files.path(id_).read_bytes()
        except FileNotFoundError:
            raise missing_file(id_) from None

    async def store(self, data: bytes, /, *, content_type: str | None = None) -> "StorageId":
        """Store a file and give its id."""
        return await self._engine.store(data, content_type)


class RuntimeActionCtx(GenericActionCtx[VectorTables]):
    """The context of an action; `job` is the scheduled call that it runs for."""

    def __init__(self, engine: "Engine", identity: "UserIdentity | None", job: str | None = None) -> None:
        self._engine: Final = engine
        self._identity: Final = identity
        self._job: Final = job
        self._random: Final = Random()  # noqa: S311  an app's dice, no secrets

    @property
    def auth(self) -> Identity:
        """Who calls."""
        return Identity(self._identity)

    @property
    def now(self) -> int:
        """The time in milliseconds since 1970."""
        return self._engine.clock.now()

    @property
    def random(self) -> "Random":
        """The random numbers of this call."""
        return self._random

    @property
    def storage(self) -> ActionStorage:
        """The stored files."""
        return ActionStorage(self._engine)

    @property
    def scheduler(self) -> Scheduler:
        """Calls for later, scheduled at once."""
        return ActionScheduler(self._engine, self._job)

    @property
    def vector_search(self) -> VectorTables:
        """The vector indexes of this app."""
        return VectorTables(self._engine.database, self._engine.program.tables)

    @property
    def db(self) -> Tables:
        """Refuse: an action reads and writes through queries and mutations."""
        raise UsageError("an action has no ctx.db: use ctx.run_query(...) and ctx.run_mutation(...)")

    @property
    def system(self) -> SystemTables:
        """Refuse: likewise."""
        raise UsageError("an action has no ctx.system: use ctx.run_query(...)")

    async def run_query(self, call: "Query[Any]", /) -> Any:  # noqa: ANN401  the call says its result
        """Run a query and give its result."""
        return await self._engine.call(require_call(call), ("query",), self._identity)

    async def run_mutation(self, call: "Mutation[Any]", /) -> Any:  # noqa: ANN401  the call says its result
        """Run a mutation, a transaction of its own, and give its result."""
        return await self._engine.call(require_call(call), ("mutation",), self._identity)

    async def run_action(self, call: "Action[Any]", /) -> Any:  # noqa: ANN401  the call says its result
        """Run an action and give its result."""
        return await self._engine.call(require_call(call), ("action",), self._identity)
