"""Reads values out of parsed JSON files that `gen` wrote: each function gives one kind of value, or raises."""

from typing import TYPE_CHECKING, TypeAlias

from ..errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..wire import Json

    Node: TypeAlias = Mapping[str, Json]


def text(node: "Node", key: str) -> str:
    """Return the text of a key."""
    value = node.get(key)
    if not isinstance(value, str):
        raise _damaged(key)
    return value


def text_or(node: "Node", key: str, default: str) -> str:
    """Return the text of a key, the default where the key is left out."""
    return text(node, key) if key in node else default


def whole(node: "Node", key: str) -> int:
    """Return the whole number of a key."""
    value = node.get(key)
    if not isinstance(value, int):
        raise _damaged(key)
    return value


def flag(node: "Node", key: str, *, default: bool = False) -> bool:
    """Return the truth of a key, the default where it is left out."""
    value = node.get(key, default)
    if not isinstance(value, bool):
        raise _damaged(key)
    return value


def nodes(node: "Node", key: str) -> "Sequence[Node]":
    """Return the objects of a list, none where it is left out."""
    items = node.get(key, [])
    if not isinstance(items, list):
        raise _damaged(key)
    return [child_of(item, key) for item in items]


def texts(node: "Node", key: str) -> tuple[str, ...]:
    """Return the texts of a list, none where it is left out."""
    items = node.get(key, [])
    if not isinstance(items, list):
        raise _damaged(key)
    return tuple(item for item in items if isinstance(item, str))


def child(node: "Node", key: str) -> "Node":
    """Return the object of a key."""
    return child_of(node.get(key), key)


def child_of(item: "Json", key: str) -> "Node":
    """Return an object that stands below a key."""
    if not isinstance(item, dict):
        raise _damaged(key)
    return item


def _damaged(key: str) -> UsageError:
    return UsageError(f'a generated file is damaged at "{key}": run `gen`')
