"""Which files of the project a module's imports may lead to, so that they can be read."""

from collections.abc import Iterator

from ..frontend.facts import Facts, Import, Surroundings
from .paths import package_path

_ELSEWHERE = frozenset({"biconvex", "typing", "typing_extensions", "collections", "dataclasses", "enum", "pydantic"})


def wanted(facts: Facts, source: str) -> Iterator[str]:
    """Yield the paths that imports of a module may name; whether they exist is for the reader to see."""
    folder = tuple(source.split("/"))
    for statement in facts.statements:
        if isinstance(statement, Import) and statement.within in (Surroundings.MODULE, Surroundings.TYPE_CHECKING):
            for path in _targets(facts, statement, folder):
                if path[: len(folder) + 1] != (*folder, "_generated"):
                    yield "/".join(path) + ".py"
                    yield "/".join((*path, "__init__")) + ".py"


def _targets(facts: Facts, statement: Import, folder: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    parts = tuple(statement.module.split(".")) if statement.module else ()
    if statement.level:
        package = package_path(facts.path)
        if statement.level > len(package) + 1:
            return
        roots = [package[: len(package) - (statement.level - 1)]]
    elif parts and parts[0] in _ELSEWHERE:
        return
    else:
        roots = list(dict.fromkeys((folder[:-1], ())))
    for root in roots:
        path = (*root, *parts)
        if path:
            yield path
        if statement.name is not None and statement.name != "*":
            yield (*path, statement.name)
