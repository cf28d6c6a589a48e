"""The JSON contract of the IR: a checked app as text and back, and its JSON Schema; it reads and writes no files.

Writing walks the dataclasses (importing pydantic would cost more than the walk); reading, and the published schema,
are pydantic's `TypeAdapter` over the same dataclasses.
"""

import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, ClassVar, TypeGuard
from typing import Literal as L  # noqa: N817  the same alias as in `types`

from .json_text import JSON, json_text
from .nodes import CheckedApp

if TYPE_CHECKING:
    from pydantic import TypeAdapter

VERSION = 1


@dataclass(frozen=True, slots=True)
class Document:
    """What `ir.json` holds beside the marker of a generated file."""

    # Read by pydantic, here and for every dataclass inside; a plain dict, so that writing need not import it.
    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid", "strict": True}

    version: L[1]
    app: CheckedApp


def dump(app: CheckedApp, head: Mapping[str, str] | None = None) -> str:
    """Return the JSON text of an app: `head` first, then the version; what equals its default is left out."""
    document: dict[str, JSON] = {**(head or {}), "version": VERSION, "app": _plain(app)}
    return json_text(document, open_levels=3)


def load(text: str) -> CheckedApp:
    """Return the app of a JSON text; keys of its head, which begin with `$`, are passed over.

    Raises ValueError where the text is no JSON, of another version, or no app.
    """
    value: JSON = json.loads(text)
    if not isinstance(value, dict) or value.get("version") != VERSION:
        raise ValueError(f"not an IR of version {VERSION}")
    document = {key: item for key, item in value.items() if not key.startswith("$")}
    app = _adapter().validate_json(json.dumps(document), strict=True).app
    if not _names_its_kinds(_plain(app), document["app"]):
        raise ValueError('a type without its "kind"')
    return app


def json_schema() -> str:
    """Return the JSON Schema of `ir.json`, as it is published."""
    schema = _adapter().json_schema()
    for definition in schema.get("$defs", {}).values():
        if "const" in definition.get("properties", {}).get("kind", {}):
            definition["required"] = sorted({"kind", *definition.get("required", ())})
    schema["properties"] = {"$generated": {"type": "string"}, **schema["properties"]}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps({**head, **schema, "title": f"The IR of biconvex, version {VERSION}"}, indent=2) + "\n"


@cache
def _adapter() -> "TypeAdapter[Document]":
    from pydantic import TypeAdapter

    return TypeAdapter(Document)


@cache
def _fields_of(node: type) -> tuple[tuple[str, object], ...]:
    """Return the names and defaults of a dataclass; a `kind` with a default names the class, and stands first."""
    found = [(each.name, each.default) for each in fields(node)]
    return tuple(sorted(found, key=lambda entry: entry[0] != "kind" or entry[1] is MISSING))


def _plain(value: object) -> JSON:
    match value:
        case None | str() | int():
            return value
        case _ if _is_tuple(value):
            return [_plain(item) for item in value]
        case Enum():
            return str(value.value)
        case _ if is_dataclass(value):
            return _plain_node(value)
        case _:
            raise TypeError(f"{type(value).__name__} has no place in the IR")


def _is_tuple(value: object) -> TypeGuard[tuple[object, ...]]:
    return isinstance(value, tuple)


def _plain_node(node: object) -> JSON:
    plain: dict[str, JSON] = {}
    of: type = type(node)
    for name, default in _fields_of(of):
        value = getattr(node, name)
        if name == "kind" or default is MISSING or value != default:
            plain[name] = _plain(value)
    return plain


def _names_its_kinds(plain: JSON, given: JSON) -> bool:
    """Say whether each object that has a kind was given with it: pydantic takes the default of a missing one."""
    match plain, given:
        case dict(), dict():
            here = "kind" in given or "kind" not in plain
            return here and all(_names_its_kinds(item, given[key]) for key, item in plain.items() if key in given)
        case list(), list():
            return all(map(_names_its_kinds, plain, given))
        case _:
            return True
