"""Validators as Convex's JSON has them: which values fit, and which tables they name; it knows JSON alone."""

from collections.abc import Iterator
from typing import Any, TypeAlias

Json: TypeAlias = Any  # as json.loads gives it


def tables(json: Json) -> Iterator[str]:
    """Yield the tables that ids name, anywhere in a value."""
    if isinstance(json, dict):
        if json.get("type") == "id":
            yield json["tableName"]
        for each in json.values():
            yield from tables(each)
    elif isinstance(json, list):
        for each in json:
            yield from tables(each)


def admits_null(validator: Json) -> bool:
    """Say whether null fits."""
    return fits(None, validator)


def fits(value: Json, validator: Json) -> bool:
    """Say whether a value, as Convex's JSON, fits; any text is an id."""
    inner = validator.get("value")
    match validator["type"]:
        case "any":
            return True
        case "null":
            return value is None
        case "boolean":
            return isinstance(value, bool)
        case "number":
            return (isinstance(value, int | float) and not isinstance(value, bool)) or _has_tag(value, "$float")
        case "bigint" | "commitTs":
            return _has_tag(value, "$integer")
        case "string" | "id":
            return isinstance(value, str)
        case "bytes":
            return _has_tag(value, "$bytes")
        case "literal":
            return type(value) is type(inner) and bool(value == inner)
        case "array":
            return isinstance(value, list) and all(fits(item, inner) for item in value)
        case "record":
            return isinstance(value, dict) and all(
                fits(item, validator["values"]["fieldType"]) for item in value.values()
            )
        case "union":
            return any(fits(value, member) for member in inner)
        case "object":
            return isinstance(value, dict) and _fits_fields(value, inner)
        case kind:
            raise ValueError(kind)


def _has_tag(value: Json, tag: str) -> bool:
    return isinstance(value, dict) and [*value] == [tag]


def _fits_fields(value: dict[str, Json], fields: dict[str, Json]) -> bool:
    return value.keys() <= fields.keys() and all(
        fits(value[name], field["fieldType"]) if name in value else field["optional"] for name, field in fields.items()
    )
