"""The canonical order of an app: what is found by its name is sorted, what its author ordered stays as it is."""

from dataclasses import replace

from ..ir.nodes import App, CheckedApp, Function, HttpAction, Route, Schema, Shape, Table


def in_order(app: App) -> CheckedApp:
    """Return an app that no rule objects to, in the order in which backends receive it."""
    return CheckedApp(
        schema=None if app.schema is None else _schema(app.schema),
        shapes=tuple(sorted(app.shapes, key=_by_module)),
        functions=tuple(sorted(app.functions, key=_by_module)),
        http_actions=tuple(sorted(app.http_actions, key=_by_module)),
        routes=tuple(sorted(app.routes, key=_by_match)),
        crons=tuple(sorted(app.crons, key=lambda cron: cron.name)),
    )


def _schema(schema: Schema) -> Schema:
    return replace(schema, tables=tuple(_table(table) for table in sorted(schema.tables, key=lambda table: table.name)))


def _table(table: Table) -> Table:
    return replace(
        table,
        indexes=tuple(sorted(table.indexes, key=lambda index: index.name)),
        search_indexes=tuple(sorted(table.search_indexes, key=lambda index: index.name)),
        vector_indexes=tuple(sorted(table.vector_indexes, key=lambda index: index.name)),
    )


def _by_module(each: Shape | Function | HttpAction) -> tuple[tuple[str, ...], str]:
    return (tuple(each.module.split("/")), each.name)


def _by_match(route: Route) -> tuple[bool, bytes, str]:
    # Paths may hold any character; in this encoding bytes compare as UTF-16 code units do.
    return (route.is_prefix, route.path.encode("utf-16-be", "surrogatepass"), route.method)
