"""What `gen --list` shows of an app: functions, tables, routes and crons, for people and for programs."""

from collections.abc import Iterable, Iterator, Sequence

from ..diagnostics.render.escape import display_width, escape
from ..diagnostics.render.json import JSON
from ..diagnostics.render.paint import Paint, painted
from ..ir.expand import object_members
from ..ir.nodes import (
    CheckedApp,
    Cron,
    CronExpression,
    Daily,
    Function,
    Hourly,
    Interval,
    Monthly,
    Route,
    Schedule,
    Table,
    Visibility,
    Weekly,
)

Row = tuple[str, ...]


def as_text(app: CheckedApp, paint: Paint) -> str:
    """Return the app as tables of text, one for each kind of thing that it has."""
    sections = (
        ("functions", [_function_row(function) for function in app.functions]),
        ("tables", [_table_row(table) for table in app.tables]),
        ("routes", [_route_row(route) for route in app.routes]),
        ("crons", [_cron_row(cron) for cron in app.crons]),
    )
    found = ["\n".join(_section(title, rows, paint)) + "\n" for title, rows in sections if rows]
    return "\n".join(found)


def as_json(app: CheckedApp) -> dict[str, JSON]:
    """Return the app as the keys that a JSON result has beside diagnostics and files."""
    return {
        "functions": [_function_json(function) for function in app.functions],
        "tables": [
            {"name": table.name, "fields": _json_list(_field_names(table)), "indexes": _json_list(_index_names(table))}
            for table in app.tables
        ],
        "routes": [
            {"method": route.method, "path": _route_path(route), "handler": route.handler} for route in app.routes
        ],
        "crons": [
            {"name": cron.name, "schedule": _schedule(cron.schedule), "target": cron.target} for cron in app.crons
        ],
    }


def _section(title: str, rows: Sequence[Row], paint: Paint) -> Iterator[str]:
    shown = [tuple(map(escape, row)) for row in rows]
    widths = [max(map(display_width, column)) for column in zip(*shown, strict=True)]
    yield painted(paint.headline, f"{title} ({len(rows)})")
    for row in shown:
        cells = [f"{cell}{' ' * (width - display_width(cell))}" for cell, width in zip(row, widths, strict=True)]
        yield f"  {'  '.join(cells)}".rstrip()


def _function_row(function: Function) -> Row:
    return (function.kind.value, function.visibility.value, _reference(function), f"({_arguments(function)})")


def _reference(function: Function) -> str:
    """Return what a TypeScript client writes for a function."""
    root = "api" if function.visibility is Visibility.PUBLIC else "internal"
    return ".".join((root, *function.module.split("/"), function.name))


def _arguments(function: Function) -> str:
    if function.args is None:
        return "anything"
    return ", ".join(f"{each.field.name}{'?' if each.field.optional else ''}" for each in function.args)


def _function_json(function: Function) -> JSON:
    arguments: JSON = None
    if function.args is not None:
        arguments = [{"name": each.field.name, "optional": each.field.optional} for each in function.args]
    return {
        "path": f"{function.module}:{function.name}",
        "kind": function.kind.value,
        "visibility": function.visibility.value,
        "arguments": arguments,
    }


def _table_row(table: Table) -> Row:
    fields, indexes = _field_names(table), _index_names(table)
    return (table.name, ", ".join(fields) or "anything", f"indexes: {', '.join(indexes)}" if indexes else "")


def _field_names(table: Table) -> list[str]:
    """Return the names of a table's own fields; of a union of objects, each once."""
    members = object_members(table.document)
    return list(dict.fromkeys(field.name for member in members for field in member.fields))


def _index_names(table: Table) -> list[str]:
    names = [index.name for index in table.indexes]
    names += [index.name for index in table.search_indexes]
    names += [index.name for index in table.vector_indexes]
    return sorted(names)


def _route_row(route: Route) -> Row:
    return (route.method, _route_path(route), route.handler)


def _route_path(route: Route) -> str:
    return f"{route.path}*" if route.is_prefix else route.path


def _cron_row(cron: Cron) -> Row:
    return (cron.name, _schedule(cron.schedule), cron.target)


def _schedule(schedule: Schedule) -> str:
    match schedule:
        case Interval(unit, 1):
            return f"every {unit.removesuffix('s')}"
        case Interval(unit, count):
            return f"every {count} {unit}"
        case Hourly(minute):
            return f"hourly at {_clock(None, minute)}"
        case Daily(hour, minute):
            return f"daily at {_clock(hour, minute)}"
        case Weekly(day, hour, minute):
            return f"weekly on {day} at {_clock(hour, minute)}"
        case Monthly(day, hour, minute):
            return f"monthly on day {day} at {_clock(hour, minute)}"
        case CronExpression(text):
            return text


def _clock(hour: int | None, minute: int | None) -> str:
    """Return a time of day, UTC; a minute that the server picks is `xx`."""
    return f"{'xx' if hour is None else f'{hour:02}'}:{'xx' if minute is None else f'{minute:02}'} UTC"


def _json_list(names: Iterable[str]) -> JSON:
    return list(names)
