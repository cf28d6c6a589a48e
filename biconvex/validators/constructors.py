"""`v`, which makes every validator."""

from typing import TYPE_CHECKING, Final, TypeVar

from ..errors import SchemaDefinitionError
from ..wire import shown
from .compound import VArray, VRecord, VUnion, required
from .literal import VLiteral
from .objects import VObject
from .scalars import VAny, VBoolean, VBytes, VCommitTs, VFloat64, VId, VInt64, VInteger, VNull, VString
from .validator import Notes, Validator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..values import Int64

AnyValidator = TypeVar("AnyValidator", bound=Validator)


class Constructors:
    """The constructors of validators, as `v`; Convex's in snake_case, and `integer` and `field` beside them."""

    __slots__ = ()

    def any(self) -> VAny:
        """Take any value."""
        return VAny()

    def null(self) -> VNull:
        """Take None alone."""
        return VNull()

    def number(self) -> VFloat64:
        """Take a double, `number` in TypeScript, `float` in Python."""
        return VFloat64()

    def float64(self) -> VFloat64:
        """Take a double: another name of `number`."""
        return VFloat64()

    def integer(self) -> VInteger:
        """Take a whole number, `number` in TypeScript, `int` in Python; fractions and unsafe integers are refused."""
        return VInteger()

    def int64(self) -> VInt64:
        """Take a 64-bit integer, `bigint` in TypeScript, `Int64` in Python."""
        return VInt64()

    def bigint(self) -> VInt64:
        """Take a 64-bit integer: another name of `int64`."""
        return VInt64()

    def commit_ts(self) -> VCommitTs:
        """Take the timestamp of a commit; a mutation writes `COMMIT_TS`."""
        return VCommitTs()

    def boolean(self) -> VBoolean:
        """Take True or False."""
        return VBoolean()

    def string(self) -> VString:
        """Take a text."""
        return VString()

    def bytes(self) -> VBytes:
        """Take bytes, `ArrayBuffer` in TypeScript."""
        return VBytes()

    def literal(self, value: "str | float | Int64 | bool", /) -> VLiteral:
        """Take exactly one value: a string, a number, a bool, or an `Int64`."""
        return VLiteral(value)

    def id(self, table_name: str) -> VId:
        """Take the id of a document of a table."""
        return VId(table_name)

    def array(self, element: Validator) -> VArray:
        """Take a list of elements that all fit."""
        return VArray(element)

    def object(self, fields: "Mapping[str, Validator]") -> VObject:
        """Take an object with exactly these fields."""
        return VObject(fields)

    def record(self, keys: Validator, values: Validator) -> VRecord:
        """Take a mapping whose keys are strings or ids, and whose values all fit."""
        return VRecord(keys, values)

    def union(self, *members: Validator) -> VUnion:
        """Take a value that fits any of the members."""
        return VUnion(*members)

    def nullable(self, value: Validator) -> VUnion:
        """Take None, or a value that fits."""
        return VUnion(required(value, "the validator in v.nullable"), VNull())

    def optional(self, value: AnyValidator) -> AnyValidator:
        """Let the field be missing. Missing is not None: see `nullable`."""
        return _a_validator(value, "v.optional").optional()

    def field(
        self,
        validator: AnyValidator,
        *,
        doc: str | None = None,
        deprecated: str | None = None,
        renamed_from: str | None = None,
    ) -> AnyValidator:
        """Note something of a field: what it is, why it should no longer be used, what it was called before."""
        field = _a_validator(validator, "v.field")
        return field.restored(is_optional=field.is_optional, notes=Notes(doc, deprecated, renamed_from))


v: Final = Constructors()


def _a_validator(value: AnyValidator, where: str) -> AnyValidator:
    if not isinstance(value, Validator):  # pyright: ignore[reportUnnecessaryIsInstance]  user code may be unchecked
        raise SchemaDefinitionError(f"{where} takes a validator, not {shown(value)}")
    return value
