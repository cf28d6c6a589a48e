"""Validators of single values: anything, null, numbers, booleans, texts, bytes, ids."""

from typing import TYPE_CHECKING, ClassVar

from ..errors import SchemaDefinitionError
from ..names import identifier_problem
from ..values import CommitTs, Int64
from ..wire import SAFE_INTEGER, is_number, no_match, normal, require_number, require_text, shown
from .validator import Validator, fix

if TYPE_CHECKING:
    from ..wire import Json
    from .validator import TableOf


class Plain(Validator):
    """A validator that takes no arguments; `type_name` is its name in Convex's JSON."""

    __slots__ = ()

    type_name: ClassVar[str]

    def arguments(self) -> tuple[object, ...]:
        """Return nothing: there is nothing to give."""
        return ()

    def export(self) -> "dict[str, Json]":
        """Return the name alone."""
        return {"type": self.type_name}


class VAny(Plain):
    """Any value that Convex can carry."""

    __slots__ = ()
    kind = type_name = "any"

    def read(self, value: object, table_of: "TableOf | None" = None) -> object:  # noqa: ARG002  no id is in it
        """Return the value with `float` for numbers, or raise for what Convex cannot carry at all."""
        return normal(value)


class VNull(Plain):
    """None alone."""

    __slots__ = ()
    kind = type_name = "null"

    def read(self, value: object, table_of: "TableOf | None" = None) -> None:  # noqa: ARG002  no id is in it
        """Raise for anything but None, and return it."""
        if value is not None:
            raise no_match(f"{shown(value)} is not None")


class VFloat64(Plain):
    """A double. An `int` fits too if a double holds it exactly; `Int64` and `bool` do not."""

    __slots__ = ()
    kind = "float64"
    type_name = "number"

    def read(self, value: object, table_of: "TableOf | None" = None) -> float:  # noqa: ARG002  no id is in it
        """Return a `float`, or raise for anything but a number."""
        if type(value) is float:
            return value
        if not is_number(value):
            raise no_match(f"{shown(value)} is not a number")
        require_number(value)
        return float(value)

    def _text(self) -> str:
        return "v.number()"


class VInteger(Plain):
    """A whole number that a double holds together with its neighbours; a number to Convex and TypeScript."""

    __slots__ = ()
    kind = "integer"
    type_name = "number"

    def read(self, value: object, table_of: "TableOf | None" = None) -> int:  # noqa: ARG002  no id is in it
        """Return an `int`, or raise for anything but a safe whole number, fractions included."""
        if type(value) is int and -SAFE_INTEGER <= value <= SAFE_INTEGER:
            return value
        if not is_number(value):
            raise no_match(f"{shown(value)} is not a whole number")
        if isinstance(value, float) and not value.is_integer():
            raise no_match(f"{shown(value)} is not a whole number")
        if abs(value) > SAFE_INTEGER:
            raise no_match(f"{shown(value)} is beyond the whole numbers that are exact, up to 2**53 - 1")
        return int(value)


class VInt64(Plain):
    """A signed 64-bit integer, an `Int64`."""

    __slots__ = ()
    kind = "int64"
    type_name = "bigint"

    def read(self, value: object, table_of: "TableOf | None" = None) -> Int64:  # noqa: ARG002  no id is in it
        """Return an `Int64`, or raise for anything else."""
        if isinstance(value, Int64):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            raise no_match(f"{shown(value)} is a plain int: write Int64({shown(value)})")
        raise no_match(f"{shown(value)} is not an Int64")


class VCommitTs(Plain):
    """The timestamp of a commit: an `Int64`, or `COMMIT_TS` where a mutation writes it."""

    __slots__ = ()
    kind = type_name = "commitTs"

    def read(self, value: object, table_of: "TableOf | None" = None) -> Int64 | CommitTs:  # noqa: ARG002  no id is in it
        """Return either of them, or raise for anything else."""
        if not isinstance(value, Int64 | CommitTs):
            raise no_match(f"{shown(value)} is neither an Int64 nor COMMIT_TS")
        return value

    def _text(self) -> str:
        return "v.commit_ts()"


class VBoolean(Plain):
    """True or False."""

    __slots__ = ()
    kind = type_name = "boolean"

    def read(self, value: object, table_of: "TableOf | None" = None) -> bool:  # noqa: ARG002  no id is in it
        """Return a bool, or raise for anything else."""
        if not isinstance(value, bool):
            raise no_match(f"{shown(value)} is not a bool")
        return value


class VString(Plain):
    """A text."""

    __slots__ = ()
    kind = type_name = "string"

    def read(self, value: object, table_of: "TableOf | None" = None) -> str:  # noqa: ARG002  no id is in it
        """Return a plain text, or raise for anything else and for halves of surrogate pairs."""
        if type(value) is str and value.isascii():  # most are, and are what they should be
            return value
        if not isinstance(value, str):
            raise no_match(f"{shown(value)} is not a string")
        require_text(value)
        return str.__str__(value)


class VBytes(Plain):
    """Bytes."""

    __slots__ = ()
    kind = type_name = "bytes"

    def read(self, value: object, table_of: "TableOf | None" = None) -> bytes:  # noqa: ARG002  no id is in it
        """Return bytes, or raise for anything else."""
        if not isinstance(value, bytes):
            raise no_match(f"{shown(value)} is not bytes")
        return value


class VId(Validator):
    """The id of a document of one table; the document need not exist."""

    __slots__ = ("table_name",)
    kind = "id"
    table_name: str

    def __init__(self, table_name: str) -> None:
        super().__init__()
        if not isinstance(table_name, str):  # pyright: ignore[reportUnnecessaryIsInstance]  user code may be unchecked
            raise SchemaDefinitionError(f"v.id takes the name of a table, not {shown(table_name)}")
        problem = identifier_problem(table_name)
        if problem is not None:
            raise SchemaDefinitionError(f'v.id cannot name the table "{table_name}": {problem}')
        fix(self, "table_name", table_name)

    def arguments(self) -> tuple[object, ...]:
        """Return the table's name."""
        return (self.table_name,)

    def export(self) -> "dict[str, Json]":
        """Return the type and the table."""
        return {"type": "id", "tableName": self.table_name}

    def read(self, value: object, table_of: "TableOf | None" = None) -> str:
        """Return a plain text, or raise for what is no id, or an id of another table."""
        if not isinstance(value, str):
            raise no_match(f'{shown(value)} is not an id of the table "{self.table_name}"')
        require_text(value)
        text = str.__str__(value)
        if table_of is None:
            return text
        table = table_of(text)
        if table is None:
            raise no_match(f'{shown(value)} is not an id of the table "{self.table_name}"')
        if table != self.table_name:
            system = table.startswith("_") and not self.table_name.startswith("_")
            raise no_match(
                f'{shown(value)} is an id of the table "{table}", not of "{self.table_name}"',
                "SystemTableReference" if system else "TableNamesDoNotMatch",
            )
        return text
