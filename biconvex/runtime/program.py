"""The compiled app as `gen` left it: its functions, routes, crons and tables, found by name; no module is imported."""

from functools import cached_property
from keyword import iskeyword
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import FunctionNotFoundError, UsageError
from ..field_paths import admits_null
from ..validators import Validator, VObject, v
from .layout import read_layout
from .plain import child, child_of, flag, nodes, text, text_or
from .schedules import schedule_of
from .specs import TableSpec, table_specs
from .system_tables import SYSTEM_TABLES, SYSTEM_VALIDATORS
from .types import Types

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..crons import Schedule
    from ..refs import Visibility
    from ..server import FunctionKind
    from .plain import Node
    from .project import Project
    from .specs import LazySpec

_KINDS: Final["Mapping[str, FunctionKind]"] = {"query": "query", "mutation": "mutation", "action": "action"}


class Parameter(NamedTuple):
    """One argument: the key on the wire and the parameter that it arrives in."""

    wire: str
    python: str


class Function:
    """A registered function as `ir.json` knows it. `path` is what clients call it: `functions/documents:list`."""

    def __init__(self, node: "Node", types: Types) -> None:
        self._node = node
        self._types = types
        self.path: Final = wire_path(node)
        self.module: Final = text(node, "python_module")
        self.handler: Final = text(node, "handler")
        self.kind: Final = _KINDS[text(node, "kind")]
        self.visibility: Final[Visibility] = "public" if text(node, "visibility") == "public" else "internal"
        self.parameters: Final = (
            None
            if node.get("args") is None
            else tuple(
                Parameter(text(child(each, "field"), "name"), text(each, "python_name")) for each in nodes(node, "args")
            )
        )

    @cached_property
    def args(self) -> Validator:
        """What its arguments have to fit: an object, or any."""
        if self.parameters is None:
            return v.any()
        fields = [child(each, "field") for each in nodes(self._node, "args")]
        return v.object({text(field, "name"): self._types.field(field) for field in fields})

    @cached_property
    def returns(self) -> Validator:
        """What its result has to fit."""
        given = self._node.get("returns")
        return v.any() if given is None else self._types.validator(child_of(given, "returns"))

    @cached_property
    def wire_names(self) -> "Mapping[str, str]":
        """The keys on the wire by the names that a call in Python writes, with an underscore at the end or without."""
        exact = {python: wire for wire, python in self.parameters or ()}
        return {name.removesuffix("_"): wire for name, wire in exact.items()} | exact

    @cached_property
    def missing_if_none(self) -> "frozenset[str]":
        """The keys on the wire of arguments that may be left out and cannot be null: None stands for left out."""
        fields: Mapping[str, Validator] = self.args.fields if isinstance(self.args, VObject) else {}
        return frozenset(name for name, field in fields.items() if field.is_optional and not admits_null(field))


class Route(NamedTuple):
    """An HTTP route, and the function that answers, by its dotted module and its name there."""

    path: str
    is_prefix: bool
    method: str
    module: str
    handler: str


class Cron(NamedTuple):
    """A call that repeats: the function's id in `ir.json`, and its arguments as wire JSON."""

    name: str
    schedule: "Schedule"
    target: str
    arguments: str


class Program:
    """A compiled app."""

    def __init__(self, project: "Project") -> None:
        app = child(project.read_json("ir.json"), "app")
        self._app = app
        schema = app.get("schema")
        tables = () if schema is None else nodes(child_of(schema, "schema"), "tables")
        self._validates = schema is None or flag(child_of(schema, "schema"), "validation", default=True)
        self._tables = tables
        self._types = Types(
            {text(table, "name"): child(table, "document") for table in tables},
            {(text(shape, "module"), text(shape, "name")): child(shape, "type") for shape in nodes(app, "shapes")},
        )
        functions = nodes(app, "functions")
        self._by_path = {wire_path(node): node for node in functions}
        self._by_id = {text(node, "id"): node for node in functions}
        references = {_reference(node): node for node in functions}
        # Exactly written names lead first: `list` and `list_` may both be there.
        self._by_reference = {**{tuple(map(_bare, path)): node for path, node in references.items()}, **references}
        self._made: dict[str, Function] = {}
        self.ddl: Final = project.read_text("schema.sqlite.sql")
        self.layouts: Final = read_layout(project.read_json("schema.sqlite.json"))
        self.tables: Final[Mapping[str, LazySpec]] = table_specs(
            tables, self.layouts, self._types, validates=self._validates
        )

    @cached_property
    def system_tables(self) -> "Mapping[str, TableSpec]":
        """The tables of the system, by their names."""
        return {
            name: TableSpec(layout, SYSTEM_VALIDATORS[name], {"name": name}) for name, layout in SYSTEM_TABLES.items()
        }

    @cached_property
    def crons(self) -> tuple[Cron, ...]:
        """The calls that repeat."""
        return tuple(
            Cron(
                text(node, "name"),
                schedule_of(child(node, "schedule")),
                text(node, "target"),
                text_or(node, "arguments", "{}"),
            )
            for node in nodes(self._app, "crons")
        )

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        """The HTTP routes."""
        handlers = {text(node, "id"): node for node in nodes(self._app, "http_actions")}
        return tuple(_route(node, handlers[text(node, "handler")]) for node in nodes(self._app, "routes"))

    @property
    def functions(self) -> tuple[Function, ...]:
        """All functions, in canonical order."""
        return tuple(map(self._function, self._by_path.values()))

    def by_path(self, path: str) -> Function:
        """Return the function that clients call so; there may be none."""
        node = self._by_path.get(canonical(path))
        if node is None:
            raise FunctionNotFoundError(f"could not find a function {path!r}")
        return self._function(node)

    def by_id(self, id_: str) -> Function:
        """Return the function of this id in `ir.json`."""
        node = self._by_id.get(id_)
        if node is None:
            raise UsageError(f'ir.json has no function "{id_}": run `gen`')
        return self._function(node)

    def by_reference(self, path: tuple[str, ...]) -> Function | None:
        """Return the function that `api` or `internal` leads to by these names; None where there is none."""
        node = self._by_reference.get(path) or self._by_reference.get(tuple(map(_bare, path)))
        return None if node is None else self._function(node)

    def _function(self, node: "Node") -> Function:
        path = wire_path(node)
        made = self._made.get(path)
        if made is None:
            made = self._made[path] = Function(node, self._types)
        return made


def canonical(path: str) -> str:
    """Return the path of a function as this runtime has it: without the ending of a file, `default` left out or not."""
    module, colon, name = path.rpartition(":")
    if not colon:
        module, name = path, "default"
    return f"{module.removesuffix('.js').removesuffix('.py')}:{name}"


def wire_path(node: "Node") -> str:
    """Return the path by which clients call a function of `ir.json`."""
    return f"{text(node, 'module')}:{text(node, 'name')}"


def _reference(node: "Node") -> tuple[str, ...]:
    """Return the names behind `api` or `internal`, a function's as `refs` passes it on: a keyword's is bare."""
    module, name = text(node, "python_module"), text(node, "python_name")
    last = _bare(name) if iskeyword(_bare(name)) else name
    return (*map(_bare, module.split(".") if module else ()), last)


def _bare(name: str) -> str:
    """Drop one underscore at the end, which a reference may write or leave out."""
    return name[:-1] if name.endswith("_") and name.strip("_") else name


def _route(node: "Node", handler: "Node") -> Route:
    return Route(
        text(node, "path"),
        flag(node, "is_prefix"),
        text(node, "method"),
        text(handler, "python_module"),
        text(handler, "handler"),
    )
