"""The rule that a first document can be written: ids that tables need of each other in a circle forbid it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...diagnostics import Code, Diagnostic, Related
from ...ir.types import Field, IdType, ObjectType, ShapeType, Type, UnionType
from ...source import At
from ..index import AppIndex

_MOST = 8
_HELP = "make one of the ids v.optional(...) or v.nullable(...)"


@dataclass(frozen=True, slots=True)
class _Need:
    """An id that every document of a table holds: the place of its type, the field, and the table that it names."""

    at: At
    field: str
    table: str


def required_ids(known: AppIndex) -> Iterator[Diagnostic]:
    """Warn of every circle of tables each of whose documents needs a document of the next."""
    needs = {name: tuple(_needed(known, table.id, "", table.document).values()) for name, table in known.tables.items()}
    reported: set[str] = set()
    for name in _never_done(needs):
        circle = () if name in reported else _circle(needs, name)
        if circle:
            reported.update(need.table for _, need in circle)
            yield _warning(circle)


def _needed(known: AppIndex, id_: str, path: str, type_: Type) -> Mapping[str, _Need]:
    """Return the ids that every value of a type holds, one for each table."""
    match type_:
        case IdType():
            return {type_.table: _Need(At(id_), path, type_.table)}
        case ObjectType():
            found: dict[str, _Need] = {}
            for field in type_.fields:
                if not (field.optional or _is_system(path, field)):
                    inner = f"{path}.{field.name}" if path else field.name
                    for table, need in _needed(known, f"{id_}.{field.name}", inner, field.type).items():
                        found.setdefault(table, need)
            return found
        case UnionType(members=(first, *others)):
            needed = _needed(known, f"{id_}|0", path, first)
            for number, member in enumerate(others, start=1):
                also = _needed(known, f"{id_}|{number}", path, member)
                needed = {table: need for table, need in needed.items() if table in also}
            return needed
        case ShapeType():
            shape = known.shapes.get((type_.module, type_.name))
            return {} if shape is None else _needed(known, shape.id, path, shape.type)
        case _:
            return {}


def _is_system(path: str, field: Field) -> bool:
    """Say whether a field is one that documents have by themselves: writing it down is another mistake."""
    return not path and field.name.startswith("_")


def _never_done(needs: Mapping[str, tuple[_Need, ...]]) -> list[str]:
    """Return the tables that lead into a circle: each of the others can be filled after those that it needs."""
    waiting: dict[str, list[str]] = {name: [] for name in needs}
    open_needs: dict[str, int] = {}
    for name, each in needs.items():
        there = [need.table for need in each if need.table in needs]
        open_needs[name] = len(there)
        for table in there:
            waiting[table].append(name)
    done = [name for name, count in open_needs.items() if not count]
    for name in done:
        for other in waiting[name]:
            open_needs[other] -= 1
            if not open_needs[other]:
                done.append(other)
    return [name for name, count in open_needs.items() if count]


def _circle(needs: Mapping[str, tuple[_Need, ...]], start: str) -> tuple[tuple[str, _Need], ...]:
    """Return the shortest way from a table back to itself, as tables with what each needs; empty if there is none."""
    ways: dict[str, tuple[tuple[str, _Need], ...]] = {start: ()}
    pending = [start]
    for table in pending:
        for need in needs.get(table, ()):
            way = (*ways[table], (table, need))
            if need.table == start:
                return way
            if need.table not in ways:
                ways[need.table] = way
                pending.append(need.table)
    return ()


def _warning(circle: tuple[tuple[str, _Need], ...]) -> Diagnostic:
    (table, need), *others = circle
    if not others:
        message = f'every document of "{table}" needs another one of "{table}": there can be no first'
    else:
        *names, last = [f'"{name}"' for name, _ in circle]
        if len(circle) > _MOST:
            names, last = names[:_MOST], f"{len(circle) - _MOST} more"
        message = f"documents of {', '.join(names)} and {last} need each other: there can be no first"
    related = tuple(Related(each.at, f'"{name}.{each.field}" needs "{each.table}"') for name, each in others[:_MOST])
    return Diagnostic(Code.REQUIRED_ID_CYCLE, message, need.at, related=related, help=_HELP)
