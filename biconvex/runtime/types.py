"""The types of `ir.json` as validators: named ones are looked up, and documents get their system fields."""

from typing import TYPE_CHECKING, Final

from ..errors import UsageError
from ..validators import Validator, VObject, VUnion, v
from ..values import Int64
from .plain import child, flag, nodes, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .plain import Node

_SCALARS: Final["Mapping[str, Callable[[], Validator]]"] = {
    "any": v.any,
    "null": v.null,
    "boolean": v.boolean,
    "number": v.number,
    "integer": v.integer,
    "int64": v.int64,
    "commit_ts": v.commit_ts,
    "string": v.string,
    "bytes": v.bytes,
}

PAGINATION_OPTIONS: Final = v.object(
    {
        "numItems": v.number(),
        "cursor": v.nullable(v.string()),
        "endCursor": v.optional(v.nullable(v.string())),
        "id": v.optional(v.number()),
        "maximumRowsRead": v.optional(v.number()),
        "maximumBytesRead": v.optional(v.number()),
    }
)


class Types:
    """Makes validators of the types of one app; each shape and document once."""

    __slots__ = ("_documents", "_made", "_shapes")

    def __init__(self, tables: "Mapping[str, Node]", shapes: "Mapping[tuple[str, str], Node]") -> None:
        """Begin with the document type of each table, and the type of each shape by module and name."""
        self._documents = tables
        self._shapes = shapes
        self._made: dict[object, Validator] = {}

    def validator(self, type_: "Node") -> Validator:
        """Return the validator of a type."""
        kind = text(type_, "kind")
        scalar = _SCALARS.get(kind)
        if scalar is not None:
            return self._once(kind, scalar)
        match kind:
            case "id":
                return v.id(text(type_, "table"))
            case "literal":
                return _literal(text(type_, "literal"), text(type_, "text"))
            case "array":
                return v.array(self.validator(child(type_, "item")))
            case "record":
                return v.record(self.validator(child(type_, "key")), self.validator(child(type_, "value")))
            case "union":
                return v.union(*map(self.validator, nodes(type_, "members")))
            case "object":
                return self.fields(type_)
            case "document":
                return self.document(text(type_, "table"))
            case "shape":
                return self._shape(text(type_, "module"), text(type_, "name"))
            case "pagination_options":
                return PAGINATION_OPTIONS
            case "pagination_result":
                return _page(self.validator(child(type_, "item")))
            case _:
                raise UsageError(f'ir.json has a type of the unknown kind "{kind}": run `gen` of this biconvex')

    def fields(self, object_: "Node") -> VObject:
        """Return the validator of an object type."""
        return v.object({text(field, "name"): self.field(field) for field in nodes(object_, "fields")})

    def field(self, field: "Node") -> Validator:
        """Return the validator of a field, optional where the field is."""
        validator = self.validator(child(field, "type"))
        return validator.optional() if flag(field, "optional") else validator

    def table(self, name: str) -> Validator:
        """Return the validator of what users write into a table."""
        return self._once(("table", name), lambda: self.validator(self._documents[name]))

    def document(self, name: str) -> Validator:
        """Return the validator of a stored document, whose table may be unknown to an app without a schema."""
        if name not in self._documents:
            return v.any()
        return self._once(("document", name), lambda: with_system_fields(self.table(name), name))

    def _shape(self, module: str, name: str) -> Validator:
        return self._once(("shape", module, name), lambda: self.validator(self._shapes[module, name]))

    def _once(self, key: object, make: "Callable[[], Validator]") -> Validator:
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = make()
        return made


def with_system_fields(document: Validator, table: str) -> Validator:
    """Return the validator of a document, or of each variant of one, with its id and creation time."""
    match document:
        case VObject():
            return document.extend({"_id": v.id(table), "_creationTime": v.number()})
        case VUnion():
            return v.union(*(with_system_fields(member, table) for member in document.members))
        case _:
            return document


def _literal(kind: str, written: str) -> Validator:
    match kind:
        case "string":
            return v.literal(written)
        case "boolean":
            return v.literal(written == "true")
        case "int64":
            return v.literal(Int64(written))
        case _:
            return v.literal(float(written))


def _page(item: Validator) -> VObject:
    status = v.union(v.literal("SplitRecommended"), v.literal("SplitRequired"), v.null())
    return v.object(
        {
            "page": v.array(item),
            "isDone": v.boolean(),
            "continueCursor": v.string(),
            "splitCursor": v.optional(v.nullable(v.string())),
            "pageStatus": v.optional(status),
        }
    )
