"""One call of a function while it runs: who calls, when, in which transaction; it knows no tables and no handlers."""

from random import Random
from typing import TYPE_CHECKING, Final

from ..errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..auth import UserIdentity
    from ..server import FunctionKind
    from .database import Database
    from .ids import Ids
    from .transactions import Level, Transaction


class Session:
    """What a call of a query or mutation works with; its contexts, tables and queries all hold it.

    `now` is in milliseconds since 1970, one value for a whole transaction.
    """

    __slots__ = (
        "_random",
        "database",
        "identity",
        "ids",
        "is_over",
        "kind",
        "level",
        "may_write",
        "now",
        "paginated",
        "transaction",
    )

    def __init__(
        self, kind: "FunctionKind", level: "Level", database: "Database", *, now: int, identity: "UserIdentity | None"
    ) -> None:
        self.kind: Final = kind
        self.level: Final = level
        self.transaction: Final[Transaction] = level.transaction
        self.database: Final = database
        self.ids: Final[Ids] = database.ids
        self.now: Final = now
        self.identity: Final = identity
        self.may_write: Final = kind == "mutation"
        self.paginated = False
        self.is_over = False
        self._random: Random | None = None

    def inside(self, kind: "FunctionKind", level: "Level") -> "Session":
        """Return the session of a function that this one runs in its transaction, for the same caller."""
        return Session(kind, level, self.database, now=self.now, identity=self.identity)

    @property
    def random(self) -> Random:
        """The random numbers of this call."""
        if self._random is None:
            self._random = Random()  # noqa: S311  an app's dice, no secrets
        return self._random

    @property
    def is_free(self) -> bool:
        """Say whether the database is this call's to use right now."""
        transaction = self.transaction
        return transaction.innermost is self.level and transaction.connection.in_transaction and not self.is_over

    async def turn(self) -> None:
        """Wait until the database is this call's to use; what a task does after its call has ended raises."""
        if self.is_over:
            raise UsageError(f"the {self.kind} is over, and its context with it: await what it does before it returns")
        await self.level.turn()

    def paginate(self) -> None:
        """Note that this call has read a page, of which it may read one."""
        if self.paginated:
            raise UsageError("a function can paginate once: a page of a second query has no place in its cursor")
        self.paginated = True


def claims_of(issuer: str, subject: str, given: "Mapping[str, object]") -> dict[str, object]:
    """Return the claims of a caller under the wire's names, with those that every identity has."""
    return {**given, "issuer": issuer, "subject": subject, "tokenIdentifier": f"{issuer}|{subject}"}
